"""矛盾の1文 — one sentence about facts that cannot be true together, and what it touches."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from tsunagari.base.refusals import Reason


class Contradiction(NamedTuple):
    """One sentence, the triggers that it touches, and the (trigger, day) rows not to be believed.

    The reason's field is the fact to look at first; `also` are the others that may be the wrong one.
    A list without a number (`plans`) lacks something.
    """

    reason: Reason
    touches: tuple[str, ...]
    untrue: tuple[tuple[str, date], ...] = ()
    also: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        """Every fact that may be the wrong one."""
        return (self.reason.field, *self.also)


def fault(
    words: str,
    touches: Iterable[str] = (),
    at: str = "",
    /,
    *also: str,
    **facts,
) -> Contradiction:
    """A contradiction in the words of its facts; `at` and `also` name where it may be put right."""
    reason = Reason(words, facts, rule="contradiction", field=at)
    return Contradiction(reason, tuple(touches), also=also)
