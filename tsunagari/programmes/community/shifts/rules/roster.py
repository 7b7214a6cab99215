"""係と人 — the facts that the assignment is made of; keys are the caller's own."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime

Key = Hashable
WANTS, CAN, CANNOT = "wants", "can", "cannot"
# Between two shifts of one person: long enough to walk over and to drink something.
REST = 15


@dataclass(frozen=True)
class Task:
    """係 — `needs` people; everybody has the skills, each language is spoken by at least one."""

    key: Key
    starts: datetime
    ends: datetime
    needs: int = 1
    skills: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    from_age: int | None = None

    @property
    def minutes(self) -> int:
        return int((self.ends - self.starts).total_seconds()) // 60


@dataclass(frozen=True)
class Helper:
    """お手伝いの人 — what is not known (age, most minutes) limits nothing."""

    key: Key
    skills: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    most_minutes: int | None = None
    age: int | None = None
    wants: frozenset = frozenset()
    can: frozenset = frozenset()

    def level(self, task: Key) -> str:
        """What the person says about a shift; nothing said is a no."""
        return WANTS if task in self.wants else CAN if task in self.can else CANNOT


def gap(one: Task, other: Task) -> int:
    """Minutes between two shifts; below zero when they overlap."""
    return int(max(one.starts - other.ends, other.starts - one.ends).total_seconds()) // 60
