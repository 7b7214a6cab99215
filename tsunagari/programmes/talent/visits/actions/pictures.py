"""写真・署名 — as they arrive from a device: each once, with its question and the hour it was taken."""

import base64
import binascii
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.kernel.papers import actions as papers
from tsunagari.programmes.talent.visits import queries
from tsunagari.programmes.talent.visits.models import Picture, Visit
from tsunagari.programmes.talent.visits.rules import visits as rules

PNG = "data:image/png;base64,"
MOST_PHOTOS = 40
BIGGEST_SIGNATURE = 400_000
LONGEST_MARK = 40


@dataclass(frozen=True)
class Photo:
    """A photograph as sent: `of` is the key of its question, `mark` the device's name for it."""

    data: bytes
    of: str = ""
    taken: datetime | None = None
    mark: str = ""


def new(visit: Visit, photos: Iterable[Photo]) -> list[Photo]:
    """Those that did not arrive before, by the device's own name for each."""
    there = set(visit.pictures.exclude(mark="").values_list("mark", flat=True))
    found = []
    for photo in photos:
        mark = photo.mark[:LONGEST_MARK]
        if not mark or mark not in there:
            found.append(photo)
            there.add(mark)
    return found


def why_not(visit: Visit, photos: list[Photo], signature: str) -> list[Reason]:
    """Not too many, each a picture, and a signature that can be read."""
    reasons = []
    there = visit.pictures.count()
    if there + len(photos) > MOST_PHOTOS:
        words = _("写真は1回の訪問で %(most)s枚までです（いま%(there)s枚）。")
        facts = {"most": MOST_PHOTOS, "there": there}
        reasons.append(Reason(words, facts, rule="visit.photos", field="photos"))
    for photo in photos:
        reasons += papers.why_not_keep(photo.data, allowed=("image/png", "image/jpeg"))
    if signature and _png(signature) is None:
        words = _("署名を読めませんでした。もう一度書くか、名前を入力してください。")
        reasons.append(Reason(words, rule="visit.signature", field="signed_name"))
    return reasons


def keep(
    visit: Visit,
    photos: list[Photo],
    words: str,
    *,
    of: set[str],
    drawn: str,
    signer: str,
    on: date,
    received: datetime,
) -> list[Picture]:
    """The photographs and the drawn signature as papers; answers the photographs.

    `of` are the questions of this visit: of none else a photograph can be. The words of a sending
    are about what shows the whole visit; a question says itself what it is.
    """
    png = _png(drawn) if drawn else None
    if not photos and png is None:
        return []
    until = queries.keep_until(visit, on)
    told = [_facts(one, words, of=of, received=received) for one in photos]
    found = [
        _keep(visit, one.data, Picture.Kind.PHOTO, on, until, **facts)
        for one, facts in zip(photos, told, strict=True)
    ]
    if png is not None:
        facts = {"words": signer.strip()[:200], "received_at": received}
        _keep(visit, png, Picture.Kind.SIGNATURE, on, until, **facts)
    return found


def _facts(sent: Photo, words: str, *, of: set[str], received: datetime) -> dict:
    """At which question it was taken and when; a clock that cannot be right is not believed."""
    known = sent.of in of and not sent.of.endswith(f"-{queries.AWAY}")
    interview, _dash, item = sent.of.rpartition("-") if known else ("", "", "")
    at, clock_off = rules.moment(sent.taken, received)
    return {
        "words": "" if known else words.strip()[:200],
        "interview_id": int(interview) if interview else None,
        "item": item,
        "mark": sent.mark[:LONGEST_MARK],
        "taken_at": at if sent.taken and not clock_off else None,
        "received_at": received,
        "clock_off": clock_off,
    }


def told(pictures: list[Picture]) -> str:
    """What the record says of photographs: "question@hour" of each, blank where unknown."""
    hours = [one.taken_at.isoformat(timespec="seconds") if one.taken_at else "" for one in pictures]
    return " ".join(f"{queries.key_of(one)}@{at}" for one, at in zip(pictures, hours, strict=True))


def _keep(visit: Visit, data: bytes, kind: str, on: date, until: date, **facts) -> Picture:
    """As a paper, drawn anew: without the place it was taken at."""
    paper = papers.keep(
        data,
        name=f"{kind}.jpg",
        kind=f"visit_{kind}",
        on=on,
        about=visit,
        held_by=visit.supervisor.party,
        keep_until=until,
    )
    return Picture.objects.create(visit=visit, paper=paper, kind=kind, **facts)


def _png(drawn: str) -> bytes | None:
    """The drawn signature as bytes; None when it is no picture."""
    if not drawn.startswith(PNG) or len(drawn) > BIGGEST_SIGNATURE:
        return None
    try:
        data = base64.b64decode(drawn.removeprefix(PNG), validate=True)
    except (ValueError, binascii.Error):
        return None
    return data if papers.type_of(data) == "image/png" else None
