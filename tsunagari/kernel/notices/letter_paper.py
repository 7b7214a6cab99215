"""手紙の紙 — one file of letters: window address, the reader's own language, Japanese, a QR code.

The Japanese part is the やさしい日本語 of the catalogue, which brings its furigana. The QR code
leads to the list of notices behind the reader's own door and says nothing about anybody.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone, translation

from tsunagari.base import pdf
from tsunagari.base.days import day_words
from tsunagari.base.languages import CODES, gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.readings import pieces, plain
from tsunagari.kernel.consents.queries import shown
from tsunagari.kernel.notices import progress, wordings
from tsunagari.kernel.notices.models import Choice, Delivery, LetterBatch
from tsunagari.kernel.parties.queries import federation
from tsunagari.kernel.roles import queries as roles
from tsunagari.kernel.roles.models import Viewer

TEMPLATE = Path(__file__).parent / "letters.typ"
EASY = "ja-easy"
TITLE = _("お知らせの手紙")
SCAN = _(
    "くわしい内容は、このQRコードを読んで、自分のページで見てください。カードと暗証番号がいります。"
)
ASK = _("わからないときは、連合会の事務局に聞いてください。")
DOORS = {"staff": "/desk/notices/", "worker": "/me/case/notices/"}
TELL = 10


@dataclass
class Made:
    """The file; (letter, language, words) of each that is in it; those without an address."""

    pdf: bytes
    letters: list[tuple[Delivery, str, str]]
    lost: list[Delivery]


def make(batch: LetterBatch, letters: list[Delivery], *, at: datetime) -> Made:
    """The PDF of a batch; nothing is written."""
    homes = Choice.objects.in_bulk([letter.notice.to_id for letter in letters])
    there = {pk for pk, home in homes.items() if home.address.strip()}
    going = [letter for letter in letters if letter.notice.to_id in there]
    names = shown([one.notice.to for one in going], to=_office(batch, at))
    doors = _doors([one.notice.to_id for one in going], at)
    made, pages = [], []
    for done, letter in enumerate(going, 1):
        party = letter.notice.to
        language = party.language if party.language in CODES else "ja"
        parts = _parts(letter.notice, language)
        pages.append(
            {
                "to": _to(homes[party.pk], names[party.pk], party),
                "parts": parts,
                "qr": pdf.qr_svg(settings.ORIGIN + _prefix(language) + doors[party.pk]),
                "day": day_words(timezone.localdate(at), "ja"),
            }
        )
        made.append((letter, language, "\n".join(part["plain"] for part in parts)))
        if done % TELL == 0 or done == len(going):
            progress.say(batch, done, of=len(going))
    lost = [letter for letter in letters if letter.notice.to_id not in there]
    return Made(_printed(pages, at) if pages else b"", made, lost)


def _printed(pages: list[dict], at: datetime) -> bytes:
    house = federation()
    data = {
        "letters": pages,
        "paper": {
            "edge": "",
            "body": house.name,
            "sample": gettext(_("見本")) if house.sample else "",
        },
    }
    return pdf.make(TEMPLATE, data, title=plain(gettext(TITLE)), language="ja", at=at)


def _office(batch: LetterBatch, at: datetime) -> Viewer:
    """Whoever asked for the batch, as the office: only the office reads names in full."""
    house = federation().party
    return Viewer(
        party=batch.by or house,
        kind="staff",
        body=house.organisation,
        language="ja",
        on=roles.day_of(at),
    )


def _doors(parties: list[int], at: datetime) -> dict[int, str]:
    """Where each reader's own list of notices is."""
    standing = roles.standing(roles.day_of(at)).filter(party__in=parties)
    kinds = dict(standing.values_list("party", "kind"))
    staff, worker = DOORS["staff"], DOORS["worker"]
    return {
        pk: staff if kinds.get(pk) == "staff" else "/partner/notices/" if pk in kinds else worker
        for pk in parties
    }


def _to(home: Choice, name: str, party) -> dict:
    """The address as it stands in the window; 様 for a person, 御中 for a body."""
    lines = [pdf.clipped(line, 34) for line in home.address.splitlines() if line.strip()][:5]
    return {
        "postcode": f"〒{home.postcode}" if home.postcode else "",
        "lines": lines,
        "name": f"{pdf.clipped(name, 34)} {'様' if party.is_person else '御中'}",
    }


def _prefix(language: str) -> str:
    return "" if language == "ja" else f"/{language}"


def _parts(notice, language: str) -> list[dict]:
    """The same words in the reader's language and in Japanese with furigana."""
    both = [language] if language in ("ja", EASY) else [language, EASY]
    return [_part(notice, each) for each in both]


def _part(notice, language: str) -> dict:
    with translation.override(language):
        subject, body = wordings.rendered(notice, language)
        scan, ask = gettext(SCAN), gettext(ASK)
    return {
        "language": "ja" if language == EASY else language,
        "furigana": language == EASY,
        "subject": pieces(subject),
        "body": [pieces(line) for line in body.split("\n")],
        "foot": [pieces(scan), pieces(ask)],
        "plain": plain(f"{subject}\n{body}"),
    }
