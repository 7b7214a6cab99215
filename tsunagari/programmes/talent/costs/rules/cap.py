"""上限 — what a candidate paid for being sent, beside two months of contractual base pay (ESD).

Only what was paid counts, less what came back; where both sides name different amounts, the higher
one does, until they agree. The sources speak of the sending organisation. Whether a broker and a
school that work for it count too is written nowhere: to be safe they do, and an office may switch
that off (`NARROW`).
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.programmes.talent.law.rules import limits
from tsunagari.programmes.talent.law.rules.book import ESD

NARROW = "costs.sending_organisation_only"
BY_LAW, TO_BE_SAFE = ("sending",), ("broker", "school")
# What nobody may ask at all, and the prohibited act that it is.
FORBIDDEN = {"deposit": "ban_deposit_chain", "penalty": "ban_penalty_contract"}


class Line(NamedTuple):
    """One line as the rules see it: to whom, for what, how much, paid or given back, agreed or not."""

    whom: str
    category: str
    yen: int
    paid: bool
    back: bool = False
    claimed: int | None = None
    disputed: bool = False


class Cap(NamedTuple):
    """What was paid for being sent, the cap, how much is over; cap None: base pay is not known."""

    paid_yen: int
    safe_yen: int
    cap_yen: int | None
    over_yen: int
    disputed: bool
    reasons: list[Reason]


def counts(whom: str, *, narrow: bool) -> str:
    """law, safe or no: whether money to somebody counts to the cap, and how surely."""
    if whom in BY_LAW:
        return "law"
    return "safe" if whom in TO_BE_SAFE and not narrow else "no"


def of(
    lines: Iterable[Line], *, system: str, base_pay: int | None, on: date, narrow: bool = False
) -> Cap | None:
    """The cap of one case; None where the law has no such cap."""
    if system != ESD:
        return None
    counted = [line for line in lines if counts(line.whom, narrow=narrow) != "no"]
    by_law = sum(_paid(line) for line in counted if counts(line.whom, narrow=narrow) == "law")
    paid = max(0, sum(map(_paid, counted)))
    disputed = any(line.disputed for line in counted)
    if base_pay is None:
        return Cap(paid, paid - max(0, by_law), None, 0, disputed, [_unknown()] if paid else [])
    fee = limits.send_fee(base_pay, paid, on)
    return Cap(paid, paid - max(0, by_law), fee.cap_yen, fee.over_yen, disputed, fee.reasons)


def _paid(line: Line) -> int:
    """What a line adds: nothing while it is only asked."""
    if not line.paid:
        return 0
    if line.back:
        # Of money that came back, the lower amount is certain.
        return -min(line.yen, line.yen if line.claimed is None else line.claimed)
    return max(line.yen, line.claimed or 0)


def _unknown() -> Reason:
    words = _(
        "契約の基本給がまだ登録されていないので、費用の上限を計算できません。基本給を登録してください。"
    )
    return Reason(words, rule="esd_send_fee_cap")


def why_not_proceed(lines: Iterable[Line], cap: Cap | None) -> list[Reason]:
    """Every reason why the plan does not go on: over the cap, or something that nobody may ask."""
    forbidden = _(
        "保証金・違約金は、だれも求められません。返ったことを本人が確かめるまで、計画は進められません。"
    )
    owed: dict[str, int] = {}
    for line in lines:
        if line.category in FORBIDDEN:
            owed[line.category] = owed.get(line.category, 0) + (_held(line))
    reasons = [Reason(forbidden, rule=FORBIDDEN[c]) for c, yen in owed.items() if yen > 0]
    return [*reasons, *(cap.reasons if cap else [])]


def _held(line: Line) -> int:
    """A deposit counts as soon as it is asked; it is gone when all of it came back."""
    return _paid(line) if line.back else max(line.yen, line.claimed or 0)
