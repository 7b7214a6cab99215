"""この催しの仕事 — where each part of an event's work stands, in a few words."""

from django.utils.translation import gettext as _

from tsunagari.programmes.community.afterwards import queries as afterwards
from tsunagari.programmes.community.attendance import queries as attendance
from tsunagari.programmes.community.doors import queries as doors
from tsunagari.programmes.community.events import accounts
from tsunagari.programmes.community.events.models import Event
from tsunagari.programmes.community.gatherings import queries as gatherings
from tsunagari.programmes.community.shifts import queries as shifts

DONE, LACKS, QUIET = "ok", "warn", "quiet"


def states(event: Event) -> dict[str, tuple[str, str]]:
    """{part: (words, tone)}; nothing of a part that has not begun."""
    found = {
        "money": _money(event),
        "shifts": _shifts(event),
        "tables": _tables(event),
        "doors": _doors(event),
        "counted": (_("終えました"), DONE) if attendance.closing_of(event) else None,
        "after": _after(event),
    }
    return {part: said for part, said in found.items() if said}


def _money(event: Event) -> tuple[str, str] | None:
    if back := accounts.to_return(event).count():
        return _("返すお金 %(n)s件") % {"n": back}, LACKS
    if missing := accounts.unpaid(event).count():
        return _("まだ %(n)s件") % {"n": missing}, LACKS
    return None


def _shifts(event: Event) -> tuple[str, str] | None:
    needs = sum(event.shifts.values_list("needs", flat=True))
    team = shifts.on_shifts(event).count()
    told = _("%(n)s / %(most)s人") % {"n": team, "most": needs}
    return (told, DONE if team >= needs else LACKS) if needs else None


def _tables(event: Event) -> tuple[str, str] | None:
    plan = gatherings.plan_of(event)
    return (_(plan.get_state_display()), QUIET) if plan else None


def _doors(event: Event) -> tuple[str, str] | None:
    came = len(doors.arrived(event))
    return (_("%(n)s人") % {"n": came}, QUIET) if came else None


def _after(event: Event) -> tuple[str, str] | None:
    survey = afterwards.survey_of(event)
    answers = survey.sheets.count() if survey else 0
    return (_("答え %(n)s件") % {"n": answers}, QUIET) if answers else None
