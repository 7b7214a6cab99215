"""名札 — ten to a page: the name with its reading above, languages spoken, and room for a table."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from tsunagari.base import pdf
from tsunagari.base.languages import LANGUAGES, gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.readings import plain
from tsunagari.programmes.community.doors import rules
from tsunagari.programmes.community.doors.queries import Comer, Group

TEMPLATE = Path(__file__).with_suffix(".typ")
TITLE, TABLE, SPEAKS = _("名札"), _("席"), _("話せる言葉")
SAMPLE = _("見本")
LANGUAGE = "ja"
NAMES = dict(LANGUAGES)


def badges(
    title: str,
    groups: Iterable[Group],
    sessions: Mapping[int, str],
    *,
    edge: str,
    body: str,
    sample: bool,
    at: datetime,
) -> bytes:
    """The sheet as PDF, in the order given; `sessions` are {key: words}, in the order of time."""
    data = {
        "event": pdf.clipped(title, 40),
        "badges": [_badge(one, group, sessions) for group in groups for one in group.guests],
        "said": {
            name: plain(gettext(text)) for name, text in (("table", TABLE), ("speaks", SPEAKS))
        },
        "paper": {
            "edge": edge,
            "body": pdf.clipped(body, 60),
            "sample": plain(gettext(SAMPLE)) if sample else "",
        },
    }
    return pdf.make(TEMPLATE, data, title=plain(gettext(TITLE)), language=LANGUAGE, at=at)


def _badge(one: Comer, group: Group, sessions: Mapping[int, str]) -> dict[str, str]:
    """Who gave no name writes it on the badge by hand; whom they came with is printed small."""
    beside = "" if one.named else f"{group.guests[0].name} ・ {one.name}"
    return {
        "name": pdf.clipped(one.name, 40) if one.named else "",
        "kana": pdf.clipped(one.kana, 40),
        "with": pdf.clipped(beside, 40),
        "into": pdf.clipped(rules.into_words(one.sessions, sessions), 60),
        "speaks": pdf.clipped(_spoken(one.languages), 60),
    }


def _spoken(codes: Iterable[str]) -> str:
    return " ・ ".join(NAMES[code] for code in codes if code in NAMES)
