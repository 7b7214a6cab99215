"""催しの会計 — the budget beside what stands in the books, and what changed after closing."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason

IN, OUT = "in", "out"
MOST_ROWS = 12


@dataclass(frozen=True)
class Row:
    """One line of the accounts: both sums are positive on their own side."""

    side: str
    account: str
    words: str
    planned: int
    actual: int

    @property
    def more(self) -> int:
        """How much more than planned; negative is less."""
        return self.actual - self.planned

    def plain(self) -> list:
        return [self.side, self.account, self.words, self.planned, self.actual]


def table(
    plans: Iterable[tuple[str, str, str, int]], actual: Mapping[tuple[str, str], tuple[str, int]]
) -> list[Row]:
    """Plans are (side, account, words, yen), actual {(side, account): (name, yen)}.

    Rows of the budget with an account stand beside it, several of them together; a row without
    one stands alone, and so does what nobody had planned.
    """
    planned: dict[tuple[str, str], tuple[list[str], int]] = {}
    alone = []
    for side, account, words, yen in plans:
        if not account:
            alone.append(Row(side, "", words, yen, 0))
            continue
        said, sum_ = planned.setdefault((side, account), ([], 0))
        planned[side, account] = ([*said, words], sum_ + yen)
    rows = [
        Row(
            *key,
            "・".join(planned[key][0]) if key in planned else actual[key][0],
            planned.get(key, ([], 0))[1],
            actual.get(key, ("", 0))[1],
        )
        for key in {**planned, **actual}
    ]
    return sorted(
        [*rows, *alone], key=lambda row: (row.side, row.account == "", row.account, row.words)
    )


@dataclass(frozen=True)
class Sums:
    """What came, what went, and what is left of it."""

    planned_in: int
    planned_out: int
    actual_in: int
    actual_out: int

    @property
    def left(self) -> int:
        return self.actual_in - self.actual_out

    @property
    def planned_left(self) -> int:
        return self.planned_in - self.planned_out


def sums(rows: Sequence[Row]) -> Sums:
    """The sums of a table."""

    def of(side: str, name: str) -> int:
        return sum(getattr(row, name) for row in rows if row.side == side)

    return Sums(of(IN, "planned"), of(OUT, "planned"), of(IN, "actual"), of(OUT, "actual"))


def snapshot(rows: Sequence[Row], journals: Iterable[int]) -> dict:
    """What is kept at closing."""
    return {"rows": [row.plain() for row in rows], "journals": sorted(journals)}


def digest(kept: Mapping) -> str:
    """The print of a snapshot: the same figures, the same print."""
    said = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()


def changed(kept: Mapping, rows: Sequence[Row]) -> list[tuple[str, int, int]]:
    """(words, then, now) of every line that reads otherwise than at closing."""
    then = {(side, account, words): actual for side, account, words, _plan, actual in kept["rows"]}
    now = {(row.side, row.account, row.words): row.actual for row in rows}
    keys = sorted({*then, *now})
    return [
        (key[2], then.get(key, 0), now.get(key, 0))
        for key in keys
        if then.get(key, 0) != now.get(key, 0)
    ]


def why_not_plan(rows: Sequence[tuple[str, str, str, int]], *, closed: bool) -> list[Reason]:
    """The budget is written before the accounts are closed."""
    reasons = []
    if closed:
        words = _("もう精算しました。予算は変えられません。")
        reasons.append(Reason(words, rule="accounts.closed"))
    if len(rows) > MOST_ROWS:
        words = _("予算は%(most)s行までです。")
        reasons.append(Reason(words, {"most": MOST_ROWS}, rule="accounts.rows"))
    return reasons


def why_not_close(
    *, ends_at: datetime, now: datetime, before: str, print_now: str, empty: bool
) -> list[Reason]:
    """Closed after the event, and again only when something changed."""
    if now < ends_at:
        return [Reason(_("催しが終わってから精算できます。"), rule="accounts.early")]
    if empty:
        words = _("予算も仕訳もまだありません。仕訳に、この催しを付けてください。")
        return [Reason(words, rule="accounts.empty")]
    if before == print_now:
        words = _("もう精算してあります。そのあと、何も変わっていません。")
        return [Reason(words, rule="accounts.same")]
    return []
