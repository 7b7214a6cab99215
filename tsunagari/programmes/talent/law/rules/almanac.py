"""暦の表 — the calendar as arrays: month arithmetic and open days for many dates at once.

Days are whole numbers from 1 January 2000. NumPy is imported on first use only.
"""

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from tsunagari.base import offices

if TYPE_CHECKING:
    import numpy as np

BASE = date(2000, 1, 1).toordinal()
LAST_YEAR = 2085
NEVER = -1


def number(day: date | None) -> int:
    """A day as a number; NEVER for none."""
    return NEVER if day is None else day.toordinal() - BASE


def day_of(found: int) -> date | None:
    """The day of a number."""
    return None if found == NEVER else date.fromordinal(int(found) + BASE)


class Almanac(NamedTuple):
    """For each day its month and day of the month; for each month its first day and length."""

    month: "np.ndarray"
    dom: "np.ndarray"
    first: "np.ndarray"
    length: "np.ndarray"
    next_open: "np.ndarray"
    last_open: "np.ndarray"

    def add_months(self, day, n):
        """The same day n months later, or the last one of a shorter month."""
        import numpy as np

        month = self.month.take(day) + n
        return self.first.take(month) + np.minimum(self.dom.take(day), self.length.take(month)) - 1

    def span(self, day, n):
        """The last day of n months that begin with the day."""
        import numpy as np

        month = self.month.take(day) + n
        dom, length = self.dom.take(day), self.length.take(month)
        return self.first.take(month) + np.where(dom > length, length - 1, dom - 2)

    def months_after(self, day, n):
        """n months, the day itself not counted."""
        return self.span(day + 1, n)


@cache
def almanac() -> Almanac:
    """The tables, made once."""
    import numpy as np

    months = np.arange(np.datetime64("2000-01"), np.datetime64(f"{LAST_YEAR}-01"))
    base = np.datetime64("2000-01-01")
    first = (months.astype("datetime64[D]") - base).astype(np.int32)
    length = np.diff(first, append=first[-1] + 31).astype(np.int32)
    month = np.repeat(np.arange(len(first), dtype=np.int32), length)
    dom = np.arange(len(month), dtype=np.int32) - first[month] + 1
    days = [date.fromordinal(BASE + offset) for offset in range(len(month))]
    following = np.array([offices.next_open(day).toordinal() - BASE for day in days], np.int32)
    preceding = np.array([offices.last_open(day).toordinal() - BASE for day in days], np.int32)
    return Almanac(month, dom, first, length, following, preceding)
