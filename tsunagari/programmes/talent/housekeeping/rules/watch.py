"""見守り — when somebody alone in a home should have said something, and what a press changes.

A press made without network carries the moment at which it was made; it counts for that moment,
unless the moment cannot be true.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason

IN, OUT, LONGER, DANGER = "in", "out", "longer", "danger"
ACTS = (IN, OUT, LONGER, DANGER)
NO_IN, NO_OUT = "no_in", "no_out"
PLANNED, RUNNING, DONE, CANCELLED = "planned", "running", "done", "cancelled"
OPEN = (PLANNED, RUNNING)
NAMED, DEPUTY, OFFICE = 0, 1, 2
AHEAD = timedelta(minutes=2)
LONGEST = timedelta(hours=6)


@dataclass(frozen=True, kw_only=True)
class Watched:
    """A service visit as the watch sees it; `until` is the end that was promised last."""

    state: str
    starts: datetime
    ends: datetime
    until: datetime
    came: datetime | None = None
    left: datetime | None = None


def due(watched: Watched, wait: timedelta) -> tuple[str, datetime] | None:
    """(which alarm, from when) if nobody says anything; None when nothing is waited for."""
    if watched.state not in OPEN or watched.left:
        return None
    if watched.came is None:
        return NO_IN, watched.starts + wait
    return NO_OUT, watched.until + wait


def counts_at(made: datetime | None, received: datetime, *, latest: timedelta) -> datetime:
    """The moment for which a press counts: when it was made, if that can be true."""
    if made is None or made > received + AHEAD or made < received - latest:
        return received
    return min(made, received)


def pressed(watched: Watched, act: str, at: datetime, until: datetime | None = None) -> Watched:
    """The visit after a press that counts for a moment. Late and early ones find their place.

    A check-out ends it, and nothing that was pressed before opens it again. A second check-in
    changes nothing but an earlier moment. Longer moves the promised end, never to before. Danger
    before the start is no check-in: pressed by mistake, it must not hide that nobody came.
    """
    if watched.state == CANCELLED:
        return watched
    came, left, promised, state = watched.came, watched.left, watched.until, watched.state
    if act == IN:
        came = min(came, at) if came else at
        came = min(came, left) if left else came
        state = state if left else RUNNING
    elif act == OUT:
        left = min(left, at) if left else at
        came, state = came or min(at, watched.starts), DONE
    elif act == LONGER and until:
        promised = max(promised, until)
        came, state = came or (None if left else at), state if left else RUNNING
    elif act == DANGER and not left and at >= watched.starts:
        came, state = came or at, RUNNING
    return Watched(
        state=state,
        starts=watched.starts,
        ends=watched.ends,
        until=promised,
        came=came,
        left=left,
    )


def settles(kind: str, watched: Watched, now: datetime, wait: timedelta) -> bool:
    """Whether an alarm is answered by what was pressed meanwhile; a danger never is."""
    if kind == DANGER:
        return False
    if watched.left:
        return True
    if kind == NO_IN and watched.came is None:
        return False
    expected = due(watched, wait)
    return expected is not None and expected[1] > now


def end_of(typed: time, at: datetime, zone: str) -> datetime:
    """The next moment at which a clock in the place shows this: after midnight when it has passed."""
    here = at.astimezone(ZoneInfo(zone))
    found = here.replace(hour=typed.hour, minute=typed.minute, second=0, microsecond=0)
    return found if found > here else found + timedelta(days=1)


def why_not_press(*, state: str, act: str, at: datetime, starts: datetime) -> list[Reason]:
    """A visit takes presses from two hours before it starts; danger always."""
    if act == DANGER:
        return []
    if state == CANCELLED:
        return [Reason(_("この訪問は取りやめになりました。会社に聞いてください。"), rule="state")]
    if at < starts - timedelta(hours=2):
        words = _("まだ早いです。はじまる2時間前から押せます。")
        return [Reason(words, rule="early")]
    return []


def why_not_longer(*, at: datetime, until: datetime | None, now: datetime) -> list[Reason]:
    """Longer needs a clock that is still to come; more than six hours at once is a new agreement."""
    if until is None or until <= now:
        words = _("何時までかを入力してください。例：16:30")
        return [Reason(words, rule="until", field="until")]
    if until - at > LONGEST:
        words = _("6時間より長くのばすときは、会社に電話してください。")
        return [Reason(words, rule="until", field="until")]
    return []


def next_level(level: int, *, taken: bool = False) -> int | None:
    """Who is told after whom: the named person, the deputy, the federation's office.

    What the office took and did not end comes to the office again.
    """
    if level < OFFICE:
        return level + 1
    return OFFICE if taken else None


def outcomes(kind: str) -> list[str]:
    """How an alarm of a kind can end, by a person's word."""
    only = {NO_IN: ["not_held"], DANGER: ["wrong"]}
    return ["stays", "left", *only.get(kind, []), "emergency"]
