"""助成の計画 — budget lines and instalments: together they are the sum that was decided, to the yen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tsunagari.base import shares
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason

AGREEMENT, DAY, SETTLEMENT = "agreement", "day", "settlement"


@dataclass(frozen=True)
class Part:
    """支払の回 — its trigger, its yen, its day where the day is the trigger."""

    trigger: str
    yen: int
    due_on: date | None = None


@dataclass(frozen=True)
class Planned:
    """費目 — a budget line; `unit_limit` 0 is no limit."""

    name: str
    yen: int
    unit_limit: int = 0


def why_not_plan(
    *, yen: int, rate: Fraction, from_day: date, until_day: date, parts: Sequence[Part], lines
) -> list[Reason]:
    """Every reason against a plan of an award."""
    return [
        *_why_not_days(from_day, until_day, rate),
        *_why_not_parts(yen, parts, from_day),
        *_why_not_lines(yen, rate, lines),
    ]


def _why_not_days(from_day: date, until_day: date, rate: Fraction) -> list[Reason]:
    reasons = []
    if until_day < from_day:
        words = _("終わりの日は、始まりの日より後にしてください。")
        reasons.append(Reason(words, rule="days", field="until_day"))
    return reasons + shares.why_not(rate, field="rate")


def _why_not_parts(yen: int, parts: Sequence[Part], from_day: date) -> list[Reason]:
    reasons = []
    if not parts or any(part.yen < 1 for part in parts):
        words = _("支払の回を、1円以上で1つ以上入れてください。")
        return [Reason(words, rule="parts", field="parts")]
    if (total := sum(part.yen for part in parts)) != yen:
        words = _("支払の回の合計は%(total)s円です。決まった額の%(yen)s円と同じにしてください。")
        reasons.append(Reason(words, {"total": total, "yen": yen}, rule="sum", field="parts"))
    if any(part.trigger == DAY and not part.due_on for part in parts):
        words = _("決めた日に払う回には、日を入れてください。")
        reasons.append(Reason(words, rule="day", field="parts"))
    late = [n for n, part in enumerate(parts) if part.trigger == SETTLEMENT]
    if late and late != [len(parts) - 1]:
        words = _("精算払は、最後に1回だけです。")
        reasons.append(Reason(words, rule="last", field="parts"))
    return reasons


def _why_not_lines(yen: int, rate: Fraction, lines: Sequence[Planned]) -> list[Reason]:
    reasons = []
    names = [line.name for line in lines]
    if len(set(names)) < len(names) or not all(names):
        words = _("費目の名前は、1つずつちがうものにしてください。")
        reasons.append(Reason(words, rule="names", field="lines"))
    total = sum(line.yen for line in lines)
    if lines and int(total * rate) < yen:
        words = _("費目の合計%(total)s円に割合をかけると、決まった額の%(yen)s円に足りません。")
        reasons.append(Reason(words, {"total": total, "yen": yen}, rule="lines", field="lines"))
    return reasons
