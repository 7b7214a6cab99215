"""お手伝いの言葉 — a shift, what it asks for, and hours, as every face says them."""

from collections.abc import Iterable

from django.utils import timezone, translation

from tsunagari.base.days import clock, day_words
from tsunagari.base.languages import gettext as _
from tsunagari.base.languages import listed
from tsunagari.faces.shared.events import NAMES, ZONE, languages_words
from tsunagari.programmes.community.shifts.models import Shift
from tsunagari.programmes.community.shifts.rules.fit import hours
from tsunagari.programmes.community.shifts.words import SKILLS, name_of


def when_words(shift: Shift) -> str:
    """The day and the hours; both days when it ends on another one."""
    language = translation.get_language() or "ja"
    starts, ends = timezone.localtime(shift.starts_at), timezone.localtime(shift.ends_at)
    last = clock(ends, ZONE)
    if starts.date() != ends.date():
        last = f"{day_words(ends.date(), language, year=False)} {last}"
    return f"{day_words(starts.date(), language, year=False)} {clock(starts, ZONE)}–{last}"


def skills_words(codes: Iterable[str]) -> str:
    """What people can do, in the reader's language."""
    return listed(_(SKILLS[code]) for code in codes if code in SKILLS)


def asks_words(shift: Shift) -> str:
    """What a shift asks for, or ""."""
    parts = []
    if skills := skills_words(shift.skills):
        parts.append(_("できること：%(what)s") % {"what": skills})
    if spoken := languages_words(shift.languages):
        parts.append(_("話す人が要る言葉：%(languages)s") % {"languages": spoken})
    if shift.from_age is not None:
        parts.append(_("%(from)s歳から") % {"from": shift.from_age})
    return " ・ ".join(parts)


def hours_words(minutes: int) -> str:
    """So many hours."""
    return _("%(hours)s時間") % {"hours": hours(minutes)}


def row(shift: Shift) -> dict:
    """One line of a list."""
    return {
        "shift": shift,
        "name": name_of(shift),
        "when": when_words(shift),
        "asks": asks_words(shift),
    }


def language_name(code: str) -> str:
    return NAMES.get(code, "")
