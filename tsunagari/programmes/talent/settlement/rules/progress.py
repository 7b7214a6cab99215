"""進み具合 — what is done of a plan, what is missing, and whether an item can be closed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.programmes.talent.law.rules.counting import months_after
from tsunagari.programmes.talent.settlement.rules.counting import Counted
from tsunagari.programmes.talent.settlement.rules.items import FULL, LEAST, Item

UNDERSTOOD, AGAIN = "understood", "again"
DONE, PART, MISSING, LATER, FRESH, STALE = "done", "part", "missing", "later", "fresh", "stale"
LONGEST_DAY = 12 * 60


@dataclass(frozen=True)
class Given:
    """Support that was given: which parts, when, how long, and what the person said of it."""

    key: int
    item: str
    of: str
    parts: tuple[str, ...]
    on: date
    minutes: int = 0
    answer: str = ""
    signed: bool = False
    reason: str = ""

    @property
    def confirmed(self) -> bool:
        return self.signed or self.answer == UNDERSTOOD


@dataclass(frozen=True)
class Asked:
    """One time that an item is asked for; `due` None while it goes on."""

    of: str
    opens: date
    due: date | None = None
    done_on: date | None = None
    voluntary: bool = False


@dataclass(frozen=True)
class Line:
    """One asked item of a plan: where it stands."""

    item: Item
    asked: Asked
    state: str
    parts: Mapping[str, date | None]
    minutes: int
    reasons: list[Reason] = field(default_factory=list)
    given: list[Given] = field(default_factory=list)
    counted: list[Counted] = field(default_factory=list)

    @property
    def total(self) -> int:
        return 1 if self.item.any_part or self.item.elsewhere else len(self.parts)

    @property
    def reached(self) -> int:
        """Parts that are done; an item that is closed has them all."""
        if self.state in (DONE, FRESH):
            return self.total
        return 0 if self.state == STALE else min(self.total, self._there)

    @property
    def _there(self) -> int:
        return len([day for day in self.parts.values() if day])

    @property
    def missing(self) -> list[str]:
        """The parts that nobody has given yet (codes)."""
        if self.state in (DONE, FRESH) or (self.item.any_part and self._there):
            return []
        return [code for code, day in self.parts.items() if day is None]

    @property
    def last(self) -> date | None:
        """The newest day on which something was given or attended."""
        days = [one.on for one in self.given] + [one.here.on for one in self.counted]
        return max(days, default=self.asked.done_on)


def minutes_of(given: Iterable[Given], counted: Iterable[Counted]) -> int:
    """Minutes given, and minutes attended elsewhere that count here."""
    return sum(one.minutes for one in given) + sum(one.here.minutes for one in counted)


def parts_of(item: Item, given: Iterable[Given], counted: Iterable[Counted]) -> dict:
    """{part: the first day on which it was given, or None}; what has to be told again is not given."""
    days: dict[str, date | None] = dict.fromkeys(item.parts)
    told = [(code, one.on) for one in given if one.answer != AGAIN for code in one.parts]
    told += [(one.rule.part, one.here.on) for one in counted]
    for code, day in sorted(told, key=lambda each: each[1], reverse=True):
        if code in days:
            days[code] = day
    return days


def why_not_close(
    item: Item, given: list[Given], counted: list[Counted], hours: Mapping[str, int]
) -> list[Reason]:
    """Every reason why the evidence does not close an item yet; `hours` are the figures of the day."""
    reasons = []
    parts = parts_of(item, given, counted)
    open_parts = [code for code, day in parts.items() if day is None]
    if open_parts and not (item.any_part and len(open_parts) < len(parts)):
        words = _("まだ話していないことが%(n)sつあります。")
        reasons.append(Reason(words, {"n": len(open_parts)}, rule="parts"))
    reasons += _why_too_short(item, given, counted, hours)
    waiting = [one for one in given if not one.confirmed and one.answer != AGAIN]
    if item.confirmed and waiting:
        words = _(
            "本人の確認（ページの「わかりました」か署名）を待っているものが%(n)s回分あります。"
        )
        reasons.append(Reason(words, {"n": len(waiting)}, rule="confirmed"))
    return reasons


def _why_too_short(item, given, counted, hours) -> list[Reason]:
    minutes = minutes_of(given, counted)
    least, full = hours.get(LEAST, 0) * 60, hours.get(FULL, 0) * 60
    if minutes < least:
        words = _("時間が足りません。いま%(now)s分、最低%(least)s分です（標準は%(full)s分）。")
        facts = {"now": minutes, "least": least, "full": full}
        return [Reason(words, facts, rule="least", field="minutes")]
    if minutes < full and not any(one.reason for one in given):
        words = _(
            "標準の%(full)s分より短いです（いま%(now)s分）。続けるか、短い理由を書いてください。"
        )
        return [Reason(words, {"now": minutes, "full": full}, rule="full", field="reason")]
    return []


def line(
    item: Item,
    asked: Asked,
    given: list[Given],
    counted: list[Counted],
    *,
    hours: Mapping[str, int],
    keep_up: int,
    on: date,
) -> Line:
    """Where one asked item stands on a day."""
    reasons = why_not_close(item, given, counted, hours) if not item.elsewhere else []
    found = Line(
        item,
        asked,
        DONE,
        parts_of(item, given, counted),
        minutes_of(given, counted),
        reasons,
        given,
        counted,
    )
    return Line(**(found.__dict__ | {"state": _state(found, keep_up, on)}))


def _state(found: Line, keep_up: int, on: date) -> str:
    asked = found.asked
    if asked.done_on:
        return DONE
    if asked.opens > on:
        return LATER
    if found.item.goes_on and asked.due is None:
        return _going_on(found, keep_up, on)
    if asked.voluntary and not found.reasons:
        return DONE
    return PART if found.given or found.counted else MISSING


def _going_on(found: Line, keep_up: int, on: date) -> str:
    """What goes on is there while its newest record is; before the first one it is still missing."""
    if found.item.on_demand or (found.last and is_fresh(found.last, keep_up, on)):
        return FRESH
    return MISSING if is_fresh(found.asked.opens, keep_up, on) else STALE


def is_fresh(last: date, months: int, on: date) -> bool:
    """Whether something that goes on was shown lately."""
    return on <= months_after(last, months)


def percent(lines: Iterable[Line]) -> int | None:
    """How much of what is asked now is done, rounded down; None when nothing is asked yet."""
    now = [one for one in lines if one.state != LATER]
    total = sum(one.total for one in now)
    return sum(one.reached for one in now) * 100 // total if total else None


def why_not_give(
    item: Item | None,
    *,
    parts: Iterable[str],
    held_on: date | None,
    opened_on: date | None,
    on: date,
    minutes: int | None,
    planned: bool = False,
) -> list[Reason]:
    """Support has a day that is past (a planned one: ahead), known parts, and a length that a day has."""
    parts = list(parts)
    if item is None or item.elsewhere:
        words = _(
            "この支援は、ここでは記録できません。定期の面談は、訪問・面談の画面で記録します。"
        )
        return [Reason(words, rule="item")]
    reasons = []
    if not parts or set(parts) - set(item.parts):
        reasons.append(Reason(_("したことを1つ以上選んでください。"), rule="parts", field="parts"))
    if held_on is None:
        reasons.append(Reason(_("日を入力してください。"), rule="day", field="held_on"))
    elif planned and held_on < on:
        reasons.append(
            Reason(_("予定は、今日より後の日にしてください。"), rule="day", field="held_on")
        )
    elif not planned and held_on > on:
        words = _("%(day)s はまだ来ていません。今日までの日を入力してください。")
        reasons.append(Reason(words, {"day": held_on}, rule="day", field="held_on"))
    if not planned and (minutes is None or not 0 < minutes <= LONGEST_DAY):
        words = _("時間は、1分から%(most)s分までで入力してください。")
        reasons.append(Reason(words, {"most": LONGEST_DAY}, rule="minutes", field="minutes"))
    return reasons
