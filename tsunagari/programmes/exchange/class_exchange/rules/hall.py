"""ふさがっている時間 — which days, hours, teachers and lines a plan has given away."""

from collections import defaultdict
from datetime import date, timedelta

from tsunagari.programmes.exchange.class_exchange.rules.slots import ClassFacts, Window


class Hall:
    """What is taken by the sessions and reserves of each pair of classes.

    A reserve counts like a session, so that every session can still move to its reserve.
    """

    def __init__(self, gap_days: int):
        self.gap = gap_days
        self.days: dict = defaultdict(list)
        self.lines: dict = defaultdict(list)
        self.teachers: dict = defaultdict(list)
        self.held: dict = defaultdict(list)

    def left(self, pair, options: dict[date, list[Window]]) -> dict[date, list[Window]]:
        """The windows of each day that the pair may use beside what other pairs have taken."""
        near_a, near_b = self._near(pair.a, pair.key), self._near(pair.b, pair.key)
        found = {
            day: [w for w in windows if w.b_on not in near_b and self._free(pair, w)]
            for day, windows in options.items()
            if day not in near_a
        }
        return {day: windows for day, windows in found.items() if windows}

    def _near(self, side: ClassFacts, own) -> set[date]:
        """The days that lie too near to the class's days with other pairs."""
        around = range(1 - self.gap, self.gap)
        taken = {day for key, day in self.days[side.key] if key != own}
        return {day + timedelta(days=step) for day in taken for step in around}

    def _free(self, pair, window: Window) -> bool:
        return not (
            self._full(pair.a, window.on, window, pair.key)
            or self._full(pair.b, window.b_on, window, pair.key)
            or any(
                key != pair.key and start < window.ends_at and window.starts_at < end
                for teacher in _teachers(pair, window)
                for key, start, end in self.teachers[teacher]
            )
        )

    def _full(self, side: ClassFacts, day: date, window: Window, own) -> bool:
        """Are all lines of the school in use?"""
        at_once = sum(
            key != own and start < window.ends_at and window.starts_at < end
            for key, start, end in self.lines[side.school.key, day]
        )
        return at_once >= side.school.lines

    def take(self, pair, window: Window) -> None:
        """Give a window to a pair, for a session or for a reserve."""
        span = (pair.key, window.starts_at, window.ends_at)
        places = [self.teachers[teacher] for teacher in _teachers(pair, window)]
        for side, day in ((pair.a, window.on), (pair.b, window.b_on)):
            self.days[side.key].append((pair.key, day))
            self.held[pair.key].append(self.days[side.key])
            places.append(self.lines[side.school.key, day])
        for place in places:
            place.append(span)
            self.held[pair.key].append(place)

    def leave(self, key) -> None:
        """Take back everything that a pair has."""
        for place in self.held.pop(key, ()):
            place[:] = [entry for entry in place if entry[0] != key]


def _teachers(pair, window: Window):
    """Every teacher who gives a lesson, with the school and its date."""
    places = {"a": (pair.a.school.key, window.on), "b": (pair.b.school.key, window.b_on)}
    return {(*places[r.side], r.teacher) for r in window.releases if r.teacher}
