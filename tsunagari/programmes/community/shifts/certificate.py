"""お手伝いの証明書 — a paper that says who helped, when, and how many hours."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from django.utils import timezone

from tsunagari.base import pdf
from tsunagari.base.days import day_words
from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.programmes.community.shifts.models import Assignment, Volunteer
from tsunagari.programmes.community.shifts.rules.fit import hours
from tsunagari.programmes.community.shifts.words import name_of

TEMPLATE = Path(__file__).parent / "certificate.typ"
TITLE = _("お手伝いの証明書")
SAID = _("「%(title)s」で、次のとおり手伝ってくださいました。ありがとうございました。")
HOURS = _("%(hours)s時間")


def made(
    volunteer: Volunteer,
    rows: Sequence[Assignment],
    *,
    name: str,
    title: str,
    language: str,
    at: datetime,
    body: str,
    sample: bool,
) -> bytes:
    """The PDF, in the reader's language."""
    total = sum(one.minutes or 0 for one in rows)
    data = {
        "name": pdf.clipped(name, 120),
        "said": gettext(SAID) % {"title": pdf.clipped(title, 120)},
        "rows": [_row(one, language) for one in rows],
        "total": gettext(HOURS) % {"hours": hours(total)},
        "labels": {
            "total": gettext(_("合計")),
            "on": gettext(_("日付")),
            "what": gettext(_("係")),
            "hours": gettext(_("時間")),
        },
        "issued": day_words(at.date(), language, weekday=False),
        "host": pdf.clipped(volunteer.event.host.organisation.title, 120),
        "number": volunteer.number,
        "paper": {
            "edge": f"{day_words(at.date(), language)} {at.hour}:{at:%M}",
            "body": pdf.clipped(body, 60),
            "sample": gettext(_("見本")) if sample else "",
        },
    }
    return pdf.make(TEMPLATE, data, title=gettext(TITLE), language=language, at=at)


def _row(one: Assignment, language: str) -> dict:
    day = timezone.localtime(one.shift.starts_at).date()
    return {
        "on": day_words(day, language, weekday=False),
        "what": pdf.clipped(name_of(one.shift), 60),
        "hours": gettext(HOURS) % {"hours": hours(one.minutes or 0)},
    }
