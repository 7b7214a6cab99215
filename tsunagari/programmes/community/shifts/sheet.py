"""表 — everybody who helps, with what they can do, one column for each shift, and the hours."""

import csv
from collections.abc import Mapping, Sequence
from io import StringIO

from django.utils import timezone

from tsunagari.base.languages import gettext, listed
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.readings import plain
from tsunagari.base.sheets import neutral
from tsunagari.programmes.community.shifts.models import Shift, Volunteer
from tsunagari.programmes.community.shifts.rules.fit import hours
from tsunagari.programmes.community.shifts.words import SKILLS, name_of

HEAD = (_("番号"), _("名前"), _("メール"), _("言葉"), _("できること"), _("時間"))


def of(people: Sequence[Volunteer], named: Mapping[int, dict], shifts: Sequence[Shift]) -> bytes:
    """UTF-8 with a mark, CRLF; names only as far as `named` opens them."""
    out = StringIO()
    sheet = csv.writer(out, lineterminator="\r\n")
    sheet.writerow(
        [*(_cell(gettext(one)) for one in HEAD), *(_cell(_column(one)) for one in shifts)]
    )
    for one in people:
        wishes = {wish.shift_id: wish.get_level_display() for wish in one.wishes.all()}
        on = {row.shift_id: row.get_state_display() for row in one.assignments.all()}
        minutes = sum(row.minutes or 0 for row in one.assignments.all())
        told = named[one.pk]
        skills = listed(gettext(SKILLS[code]) for code in one.skills if code in SKILLS)
        cells = [one.number, told["name"], told["email"], " ".join(one.languages), skills]
        marks = [gettext(on.get(row.pk) or wishes.get(row.pk, "")) or "" for row in shifts]
        sheet.writerow([_cell(cell) for cell in (*cells, hours(minutes), *marks)])
    return out.getvalue().encode("utf-8-sig")


def _column(shift: Shift) -> str:
    return f"{timezone.localtime(shift.starts_at):%Y-%m-%d %H:%M} {name_of(shift)}"


def _cell(text: str) -> str:
    return neutral(plain(text))
