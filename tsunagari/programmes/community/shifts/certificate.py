"""お手伝いの証明書 — a paper that says who helped, when, and how many hours: at one event, or in one year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.utils import timezone

from tsunagari.base import pdf
from tsunagari.base.days import day_words
from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.programmes.community.shifts.hours import Helped
from tsunagari.programmes.community.shifts.models import Assignment, Volunteer
from tsunagari.programmes.community.shifts.rules.fit import hours
from tsunagari.programmes.community.shifts.words import name_of

TEMPLATE = Path(__file__).parent / "certificate.typ"
TITLE = _("お手伝いの証明書")
SAID = _("「%(title)s」で、次のとおり手伝ってくださいました。ありがとうございました。")
SAID_YEAR = _(
    "%(first)s から %(last)s までに、次のとおり手伝ってくださいました。ありがとうございました。"
)
HOURS = _("%(hours)s時間")


@dataclass(frozen=True)
class Printing:
    """For whom, in which language, when, by which federation."""

    name: str
    language: str
    at: datetime
    body: str
    sample: bool


def made(volunteer: Volunteer, rows: Sequence[Assignment], to: Printing, *, title: str) -> bytes:
    """The PDF of one event, in the reader's language."""
    said = gettext(SAID) % {"title": pdf.clipped(title, 120)}
    host = volunteer.event.host.organisation.title
    lines = [_row(one, to.language, name_of(one.shift)) for one in rows]
    return _paper(rows, lines, to, said=said, host=host, number=volunteer.number)


def made_of_year(helped: Helped, to: Printing, *, titles: Mapping[int, str]) -> bytes:
    """The PDF of one fiscal year over all events; `titles` are {event: in the reader's language}."""
    span = (date(helped.year, 4, 1), date(helped.year + 1, 3, 31))
    first, last = (day_words(day, to.language, weekday=False) for day in span)
    said = gettext(SAID_YEAR) % {"first": first, "last": last}
    lines = [
        _row(one, to.language, f"{titles[one.shift.event_id]} ・ {name_of(one.shift)}")
        for one in helped.shifts
    ]
    return _paper(helped.shifts, lines, to, said=said, host=to.body, number="")


def _paper(rows, lines: list[dict], to: Printing, *, said: str, host: str, number: str) -> bytes:
    total = sum(one.minutes or 0 for one in rows)
    data = {
        "name": pdf.clipped(to.name, 120),
        "said": said,
        "rows": lines,
        "total": gettext(HOURS) % {"hours": hours(total)},
        "labels": {
            "total": gettext(_("合計")),
            "on": gettext(_("日付")),
            "what": gettext(_("係")),
            "hours": gettext(_("時間")),
        },
        "issued": day_words(to.at.date(), to.language, weekday=False),
        "host": pdf.clipped(host, 120),
        "number": number,
        "paper": {
            "edge": f"{day_words(to.at.date(), to.language)} {to.at.hour}:{to.at:%M}",
            "body": pdf.clipped(to.body, 60),
            "sample": gettext(_("見本")) if to.sample else "",
        },
    }
    return pdf.make(TEMPLATE, data, title=gettext(TITLE), language=to.language, at=to.at)


def _row(one: Assignment, language: str, what: str) -> dict:
    day = timezone.localtime(one.shift.starts_at).date()
    return {
        "on": day_words(day, language, weekday=False),
        "what": pdf.clipped(what, 120),
        "hours": gettext(HOURS) % {"hours": hours(one.minutes or 0)},
    }
