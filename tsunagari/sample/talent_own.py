"""見本の本人のページ — the office's telephone, and what stands on a worker's own page in days to come."""

from datetime import date, time, timedelta

from tsunagari.kernel.roles import registry
from tsunagari.programmes.talent.people.models import Case
from tsunagari.programmes.talent.visits.actions import plan

# Numbers that are given to nobody.
PHONE = "04-0000-0000"
OPENS, CLOSES = time(9), time(17)


def load(*, by, on: date) -> None:
    """A number to call, and a regular interview for everybody who has one."""
    registry.note_phone(
        phone=PHONE, begins=OPENS, ends=CLOSES, languages=["ja", "en", "vi", "fil"], by=by, on=on
    )
    case = Case.objects.filter(system="SSW1", closed_on=None, company__isnull=False).first()
    if case and case.company:
        plan.plan(
            case.company, "interview", day=on + timedelta(days=9), at=time(18, 30), by=by, on=on
        )
