"""受付の決まり — until when a door is open, what a phone may send, and which press stands."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason

MOST_PRESSES = 200  # of one sending
MOST_WALK_INS = 20  # people of one press
MOST_COUNTED = 2**31 - 1 - MOST_WALK_INS
LONGEST_NAME, LONGEST_WHO = 100, 40
KINDS = ("came", "undo", "walk", "paid")


def until_day(ends_on: date) -> date:
    """A door is open until the day after the event."""
    return ends_on + timedelta(days=1)


def why_not_open(state: str, *, on: date, ends_on: date, sessions: int = 1) -> list[Reason]:
    """A door opens for what is public and not yet over."""
    if state != "public":
        return [Reason(_("公開している催しだけに、受付を開けます。"), rule="door.state")]
    if not sessions:
        return [Reason(_("日と時刻を1回以上入れてください。"), rule="door.sessions")]
    if on > until_day(ends_on):
        return [Reason(_("もう終わった催しに、受付は開けません。"), rule="door.over")]
    return []


def takes(*, on: date, until: date, closed_at: datetime | None, pressed_at: datetime) -> bool:
    """Whether a press is still taken: what was pressed before the door closed arrives later."""
    return on <= until and (closed_at is None or pressed_at <= closed_at)


def into_words(into: Collection[int], sessions: Mapping[int, str]) -> str:
    """入れる回 — the words of those sessions, in their order; "" for whoever may come to all."""
    return " ・ ".join(words for key, words in sessions.items() if key in into)


@dataclass(frozen=True)
class Press:
    """What a phone says that somebody pressed."""

    counter: int
    kind: str
    at: datetime
    session: int
    guest: int = 0
    undoes: str = ""
    name: str = ""
    ticket: int = 0
    people: int = 1
    # Of cash: how much, for the booking of a guest, or of the press that is named here.
    yen: int = 0
    of: str = ""
    # A walk-in of a phone that has a network asks first: full is an answer, not a fact.
    asks: bool = False
    # Who holds the phone, as typed there.
    who: str = ""

    @property
    def counters(self) -> range:
        """Its numbers: several people who walk in use as many."""
        return range(self.counter, self.counter + (self.people if self.kind == "walk" else 1))


def read(row: object) -> Press | None:
    """A press as it was sent, or None when it is none."""
    if not isinstance(row, Mapping) or row.get("kind") not in KINDS:
        return None
    numbers = {name: row.get(name, 0) for name in ("counter", "session", "guest", "ticket", "yen")}
    people, at = row.get("people", 1), _moment(row.get("at"))
    whole = all(
        type(one) is int and 0 <= one <= MOST_COUNTED for one in (*numbers.values(), people)
    )
    if not whole or at is None or not 1 <= people <= MOST_WALK_INS:
        return None
    undoes, name, of, who = (_tidy(row.get(word)) for word in ("undoes", "name", "of", "who"))
    return Press(
        kind=row["kind"],
        at=at,
        undoes=undoes[:60],
        of=of[:60],
        name=" ".join(name.split())[:LONGEST_NAME],
        who=" ".join(who.split())[:LONGEST_WHO],
        people=people,
        asks=row.get("asks") is True,
        **numbers,
    )


def _tidy(text: object) -> str:
    """What the database and the printer can hold; half a sign is none."""
    return str(text or "").replace("\0", "").encode("utf-8", "ignore").decode()


def _moment(text: object) -> datetime | None:
    try:
        at = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def when(at: datetime, *, opened_at: datetime, received_at: datetime) -> datetime:
    """The time of a press, for a clock that goes wrong: never later than it was sent."""
    return min(max(at, opened_at), received_at)


@dataclass(frozen=True)
class Stamp:
    """One press that somebody came: its key, when, and on which device."""

    key: str
    at: datetime
    device: str
    counter: int


def standing(stamps: Iterable[Stamp], undone: Collection[str]) -> list[Stamp]:
    """The presses that nobody took back, the first one first; equal times go by device."""
    left = [one for one in stamps if one.key not in undone]
    return sorted(left, key=lambda one: (one.at, one.device, one.counter))


def clash(stamps: list[Stamp]) -> bool:
    """Two devices received the same person: both are told; the first stands."""
    return len({one.device for one in stamps}) > 1
