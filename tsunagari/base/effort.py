"""手間 — what a question of a stranger may cost, in steps and never by the clock.

A calculator says what it is about to do with `spend`. On the command line, in the worker and in
tests of rules nobody counts. Beside everybody's pages (`beside_others`) a question has so many
steps; one that needs more is refused, or answered with the best found so far where a solver asks
what can `afford`. Steps are the same on every machine, so the same question gets the same answer.

A step is about a millionth of a second of an ordinary core, so that no question holds a web process
for more than about two seconds.
"""

import math
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, wraps

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, Refused

MOST = 2_000_000
# Whoever needs more than this takes the turn: one at a time in each process.
QUICK = 100_000
# After so many steps those who wait for the interpreter get it.
BREATH = 2_000
# Solvers leave the rest to whoever writes their answer down.
SHARE = 0.85
AGAIN = 5  # seconds, until whoever met a long calculation comes again


EARLY = Reason(
    _("大きい問いなので、とちゅうで止めました。見つけた中で、いちばん良い答えです。"),
    rule="effort.early",
)


class TooMuch(Refused):
    """The question needs more steps than a stranger may ask for."""

    def __init__(self):
        words = _(
            "この問いは大きすぎて、ここでは計算できません。"
            "人数・回数・期間をへらすか、いくつかの問いに分けてください。"
        )
        super().__init__([Reason(words, rule="effort.much")])


class Busy(Refused):
    """Another long question is being answered in this process."""

    def __init__(self):
        words = _("いま、ほかの長い計算をしています。少し待ってから、もう一度送ってください。")
        super().__init__([Reason(words, rule="effort.busy")])


class Effort:
    """The steps of one question; the turn is taken when it turns out to be long."""

    def __init__(self, most: float, turn: threading.Lock):
        self.most, self.spent, self.turn, self.long = most, 0, turn, False
        self.breath, self.short = QUICK, False

    def spend(self, steps: int) -> None:
        self.spent += max(0, steps)
        if self.spent > self.most:
            raise TooMuch
        if self.spent > self.breath:
            self._breathe()

    def _breathe(self) -> None:
        if not self.long:
            self.long = self.turn.acquire(blocking=False)
            if not self.long:
                raise Busy
        self.breath = self.spent + BREATH
        time.sleep(0)

    def afford(self, steps: int) -> bool:
        if self.spent + steps > SHARE * self.most:
            self.short = True
            return False
        self.spend(steps)
        return True

    def end(self) -> None:
        if self.long:
            self.turn.release()


_turn = threading.Lock()
_now: ContextVar[Effort | None] = ContextVar("effort", default=None)


@contextmanager
def beside_others(most: int = MOST) -> Iterator[Effort]:
    """What is asked inside may cost so many steps. Nobody waits: Busy comes at once."""
    effort = Effort(most, _turn)
    before = _now.set(effort)
    try:
        yield effort
    finally:
        _now.reset(before)
        effort.end()


def remembered(maxsize: int) -> Callable:
    """lru_cache for what spends steps: what is known already costs as many as the first time."""

    def wrapped(function: Callable) -> Callable:
        @lru_cache(maxsize)
        def known(*asked):
            if (here := _now.get()) is not None:
                before = here.spent
                return function(*asked), here.spent - before
            here = Effort(math.inf, threading.Lock())
            token = _now.set(here)
            try:
                return function(*asked), here.spent
            finally:
                _now.reset(token)
                here.end()

        @wraps(function)
        def asked_for(*asked):
            effort = _now.get()
            before = effort.spent if effort else 0
            found, steps = known(*asked)
            if effort:
                effort.spend(steps - (effort.spent - before))
            return found

        return asked_for

    return wrapped


def spend(steps: int) -> None:
    """Say, before it is done, that something takes so many steps; TooMuch and Busy stop it."""
    effort = _now.get()
    if effort is not None:
        effort.spend(steps)


def afford(steps: int) -> bool:
    """For what makes an answer better: whether so many steps are left for it; then they are spent.

    What was left out for want of steps is remembered: see `short`.
    """
    effort = _now.get()
    return effort is None or effort.afford(steps)


def left() -> float:
    """How many steps solvers still have; endless where nobody counts."""
    effort = _now.get()
    return math.inf if effort is None else max(0, SHARE * effort.most - effort.spent)


def short() -> None:
    """Remember that something was left out for want of steps."""
    effort = _now.get()
    if effort is not None:
        effort.short = True


def notes() -> list[str]:
    """One sentence when the answer could have been better with more steps."""
    effort = _now.get()
    return [EARLY.words()] if effort is not None and effort.short else []
