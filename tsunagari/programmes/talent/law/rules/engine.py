"""務めの計算 — facts in, every duty of the law out: who, what, by when, and from which inputs.

The same facts give the same duties in whatever order they are entered. Nothing here reads a clock:
`as_of` is today, `until` the last day for which duties are asked, `law_on` asks what the law of
another day would say about the same facts.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from itertools import count
from typing import NamedTuple

from tsunagari.base import effort, offices
from tsunagari.base.days import fiscal_year
from tsunagari.programmes.talent.law.rules import (
    book,
    contradictions,
    counting,
    numbers,
    reckoning,
)
from tsunagari.programmes.talent.law.rules.book import Rule
from tsunagari.programmes.talent.law.rules.contradictions import Contradiction
from tsunagari.programmes.talent.law.rules.counting import DAY, months_after, months_before, span
from tsunagari.programmes.talent.law.rules.facts import Body, Case, Host
from tsunagari.programmes.talent.law.rules.gatherings import of_body, of_host
from tsunagari.programmes.talent.law.rules.triggers import Row, Rows, of_case

WAITING, OPEN, DONE, WITHHELD = "waiting", "open", "done", "withheld"
Facts = Case | Host | Body
# A duty and its inputs, each as its class would make it, without the calls in between.
new = tuple.__new__
# A plan that ends later than the guide for the end of the old programme is shown as provisional.
SUNSET = date(2030, 3, 31)


class Inputs(NamedTuple):
    """What a duty was computed from: the trigger, the day counted from, its end, the number."""

    trigger: str
    day: date
    end: date | None
    n: int


class Duty(NamedTuple):
    """One duty. Dates are None where law gives no number, and all of them when it is withheld.

    `provisional` says why a date may still move.
    """

    key: str
    rule: Rule
    about_kind: str
    about: str
    occurrence: str
    holder: str
    doer: str
    to: str
    opens_on: date | None
    statutory: date | None
    effective: date | None
    safe: date | None
    state: str
    done_on: date | None
    inputs: Inputs
    provisional: tuple[str, ...]


class Answer(NamedTuple):
    """Duties, and what in the facts cannot be true."""

    duties: list[Duty]
    contradictions: list[Contradiction]


# What a rule makes of one day: its number, when it opens, the three dates, and whether they rest on
# holidays that have not been announced. A bare tuple, for every duty holds one.
Reckoned = tuple[int, date, date | None, date | None, date, bool]
# Cases share their days: what a rule made of so many of them is known already.
MOST_KNOWN = 1_024
# A series of acts is looked through from its first day.
DAYS_A_STEP = 15


class Active(NamedTuple):
    """A row of the table made ready: its number by day, and what never changes about it."""

    rule: Rule
    numbers: tuple[tuple[date, int], ...]
    limit: Callable[[date, int, int | None], reckoning.Limit] | None
    doer: str
    mark: str
    sole: bool
    office: reckoning.Office
    rests_on_holidays: bool
    first_day: date
    last_day: date
    known: dict[tuple[date, bool], Reckoned]


def duties(
    facts: Facts,
    as_of: date,
    until: date,
    *,
    law_on: date | None = None,
    switched_on: Iterable[str] = frozenset(),
    own: Mapping[str, int] = numbers.NOTHING,
) -> list[Duty]:
    """All duties that open by `until`, the most pressing first."""
    return answer(facts, as_of, until, law_on=law_on, switched_on=switched_on, own=own).duties


def answer(
    facts: Facts,
    as_of: date,
    until: date,
    *,
    law_on: date | None = None,
    switched_on: Iterable[str] = frozenset(),
    own: Mapping[str, int] = numbers.NOTHING,
) -> Answer:
    """Duties with the contradictions that withhold some of them."""
    wrong = contradictions.of(facts, as_of)
    if wrong and isinstance(facts, Case):
        facts = contradictions.believable(facts, as_of)
    kind, rows = triggers_of(facts)
    system = facts.system if isinstance(facts, Case) else ""
    if wrong:
        contradictions.drop_untrue(rows, wrong)
    early = contradictions.too_early(facts, kind, rows) if facts.done else {}
    wrong += early.values()
    hidden = {name for fault in wrong for name in fault.touches}
    table = active(kind, system, law_on, frozenset(switched_on), tuple(sorted(own.items())))
    marks = enumerate(facts.done)
    done = {(d.rule, d.of): d.on for n, d in marks if d.on <= as_of and n not in early}
    found: dict[str, Duty] = {}
    ask = Asked(facts, kind, as_of, until, bool(getattr(facts, "commissioned", False)), done)
    for trigger in rows.keys() & table.keys():
        hide = trigger in hidden
        for ready in table[trigger]:
            _add(found, ready, rows[trigger], ask, hide)
    return Answer(sorted(found.values(), key=_pressing), wrong)


class Asked(NamedTuple):
    """What stays the same for every rule of one question."""

    facts: Facts
    kind: str
    as_of: date
    until: date
    commissioned: bool
    done: dict[tuple[str, str], date]


def triggers_of(facts: Facts) -> tuple[str, Rows]:
    """(what the facts are about, its triggers)."""
    if isinstance(facts, Case):
        return book.CASE, of_case(facts)
    if isinstance(facts, Host):
        return book.HOST, of_host(facts)
    return book.BODY, of_body(facts)


def _pressing(duty: Duty):
    return (duty.safe or date.max, duty.rule.risk, duty.key)


# Whoever asks names the day, the rules and the numbers: there is no end of such tables.
@lru_cache(maxsize=256)
def active(
    about: str,
    system: str,
    law_on: date | None,
    switched_on: frozenset[str],
    own: tuple[tuple[str, int], ...] = (),
) -> dict[str, tuple[Active, ...]]:
    """The rows of the table that count, by trigger."""
    found: dict[str, list[Active]] = {}
    mine = dict(own)
    counting_rules = [
        rule
        for rule in book.every(about, system)
        if (rule.confidence != book.UNSURE or rule.id in switched_on)
        and not (law_on and not rule.in_force(law_on))
    ]
    replaced = {rule.instead_of for rule in counting_rules}
    for rule in counting_rules:
        if rule.id in replaced:
            continue
        found.setdefault(rule.on, []).append(_ready(rule, law_on, mine))
    return {trigger: tuple(rules) for trigger, rules in found.items()}


def _ready(rule: Rule, law_on: date | None, own: dict[str, int]) -> Active:
    n = rule.when.n
    if isinstance(n, int):
        by_day: tuple[tuple[date, int], ...] = ((date.min, n),)
    elif n in own:
        by_day = ((date.min, own[n]),)
    else:
        by_day = numbers.values(n)
        by_day = (*by_day[:-1], (date.min, by_day[-1][1]))
        if law_on:
            by_day = ((date.min, numbers.on(n, law_on)),)
    return Active(
        rule,
        by_day,
        reckoning.KEPT if rule.kind == book.KEEP else reckoning.POINTS.get(rule.when.function),
        "" if rule.doer == "RSO?" else rule.doer or rule.holder,
        book.mark(rule),
        book.sole(rule),
        office_of(rule),
        rests_on_holidays(rule),
        date.min if law_on else rule.from_day,
        date.max if law_on else rule.until_day,
        {},
    )


def office_of(rule: Rule) -> reckoning.Office:
    """National and municipal offices roll periods, never days of the calendar (5.1, point 5)."""
    official = rule.office != counting.NONE
    rolls = official and rule.when.function not in reckoning.CALENDAR
    return reckoning.Office(rolls, official or rule.to in book.WITH_HOURS)


def rests_on_holidays(rule: Rule) -> bool:
    """Whether a day of the rule moves with the closed days of offices."""
    return office_of(rule).hours or rule.when.function in ("at_once", "without_delay")


def withheld(duty: Duty) -> Duty:
    """The same duty without the days that rest on facts which cannot be true."""
    return duty._replace(
        opens_on=None, statutory=None, effective=None, safe=None, done_on=None, state=WITHHELD
    )


def _add(found: dict[str, Duty], ready: Active, rows: list[Row], ask: Asked, hide: bool) -> None:
    """The duties of one rule for the rows of its trigger."""
    rule, facts, as_of, until, done = ready.rule, ask.facts, ask.as_of, ask.until, ask.done
    doer = ready.doer or ("RSO" if ask.commissioned else rule.holder)
    once = (
        len(rows) == 1
        and ready.sole
        and (ready.limit or rule.when.function in reckoning.TO_THE_END)
    )
    # What has to be done again binds under a law that has begun by its last day.
    rolling = rule.when.function == "every"
    first_day, last_day, mark = ready.first_day, ready.last_day, ready.mark
    prefix = f"{rule.id}|{ask.kind}|{facts.id}|"
    kind, about, holder, to, on = ask.kind, facts.id, rule.holder, rule.to, rule.on
    point, known = ready.limit, ready.known
    for row in rows:
        if point:
            base = row.day
            dates = known.get((base, False)) or _reckoned(ready, base)
            turns: Iterable[tuple] = ((row.occurrence, base, dates, row.met, ()),)
        else:
            turns = _occurrences(ready, row, until)
        for occurrence, base, dates, met, marks in turns:
            if base > last_day or (dates and dates[1] > until):
                continue
            if (dates[2] if rolling else base) < first_day:
                continue
            if dates is None and (base > until or (row.until and row.until < base)):
                continue
            if mark:
                occurrence = mark + occurrence
            key = prefix + occurrence
            if key in found:
                continue
            provisional = rule.provisional + marks if marks else rule.provisional
            opens: date | None
            statutory: date | None
            effective: date | None
            safe: date | None
            if dates is None:
                n, opens, statutory, effective, safe = 0, base, None, None, None
                met = row.until if row.until and row.until < as_of else None
                state = DONE if met else OPEN if base <= as_of else WAITING
            else:
                n, opens, statutory, effective, safe, unannounced = dates
                if unannounced and not hide:
                    provisional = (*provisional, "holidays")
                if done:
                    met = done.get((rule.id, occurrence), met)
                    if met is None and once:
                        met = done.get((rule.id, ""))
                if met is not None and met > as_of:
                    met = None
                if met is None and rule.kind == book.KEEP and safe < as_of:
                    met = safe
                state = DONE if met else OPEN if opens <= as_of and not marks else WAITING
            if hide:
                opens = statutory = effective = safe = met = None
                state = WITHHELD
            inputs = new(Inputs, (on, base, row.until, n))
            found[key] = new(
                Duty,
                (
                    key,
                    rule,
                    kind,
                    about,
                    occurrence,
                    holder,
                    doer,
                    to,
                    opens,
                    statutory,
                    effective,
                    safe,
                    state,
                    met,
                    inputs,
                    provisional,
                ),
            )


def _reckoned(ready: Active, base: date) -> Reckoned:
    """What a rule makes of one day."""
    assert ready.limit
    n = _number(ready, base)
    return _know(ready, base, n, ready.limit(base, n, ready.rule.when.lead))


def _know(
    ready: Active, base: date, n: int, limit: reckoning.Limit, again: bool = False
) -> Reckoned:
    if len(ready.known) >= MOST_KNOWN:
        ready.known.clear()
    found = ready.known[base, again] = _dates(ready, n, limit)
    return found


def _dates(ready: Active, n: int, limit: reckoning.Limit) -> Reckoned:
    opens, last, aim = limit
    statutory, effective, safe = ready.office.dates(last, aim)
    unannounced = ready.rests_on_holidays and (effective or safe) > offices.HORIZON
    return n, opens, statutory, effective, safe, unannounced


def _number(ready: Active, day: date) -> int:
    if len(ready.numbers) == 1:
        return ready.numbers[0][1]
    return next(value for first, value in ready.numbers if first <= day)


def _occurrences(ready: Active, row: Row, until: date) -> Iterable[tuple]:
    """(occurrence, day counted from, what is reckoned from it, met, marks) of one row of a series."""
    if ready.rule.when.function == "standing":
        # A condition that begins with its law binds whoever is there on that day.
        return ((row.occurrence, max(row.day, ready.first_day), None, None, ()),)
    effort.spend((until - row.day).days // DAYS_A_STEP)
    return SERIES[ready.rule.when.function](ready, row, until)


def _rolling(ready: Active, row: Row, until: date) -> Iterator[tuple]:
    """At most n months between two acts; after the last act the next ones are projected."""
    acts, prefix, known = row.acts, row.occurrence, ready.known
    base, counted, done = row.day, ready.rule.when.first == "after", len(acts)
    for number in count(1):
        dates = known.get((base, counted)) or _once_more(ready, base, counted)
        last = dates[2]
        assert last
        act = acts[number - 1] if number <= done else None
        if (act is None and row.until and last > row.until) or dates[1] > until:
            return
        yield f"{prefix}-{number}", base, dates, act, PROJECTED if number > done + 1 else ()
        base, counted = act or last, True


def _once_more(ready: Active, base: date, counted: bool) -> Reckoned:
    """The last day of the n months from a day on; `counted` when they begin behind it."""
    n, lead = _number(ready, base), ready.rule.when.lead
    last = aim = span(base + DAY if counted else base, n)
    if counted and (naive := months_before(base, -n)) < last:
        aim = naive
    opens = max(base, months_before(last, 1 if lead is None else lead))
    return _know(ready, base, n, (opens, last, aim), counted)


PROJECTED = ("projected",)


def _windows(ready: Active, row: Row, until: date) -> Iterator[tuple]:
    """One act in each window of n months from the first day; the last may be short."""
    n, number, starts = _number(ready, row.day), 1, row.day
    while starts <= until and not (row.until and starts > row.until):
        ends = span(row.day, number * n)
        last = min(ends, row.until) if row.until else ends
        met = next((act for act in row.acts if starts <= act <= last), None)
        limit = (starts, last, last)
        yield f"{row.occurrence}-{number}", starts, _dates(ready, n, limit), met, ()
        starts, number = ends + DAY, number + 1


def _yearly(ready: Active, row: Row, until: date) -> Iterator[tuple]:
    """Due on a day of the fiscal year that follows each one that the span touches.

    The number is that of days by which the office means to be earlier (A4).
    """
    month, day = ready.rule.when.month_day
    last = min(row.until, until) if row.until else until
    for year in range(fiscal_year(row.day), fiscal_year(last) + 1):
        ended, due = date(year + 1, 3, 31), date(year + 1, month, day)
        occurrence = f"{row.occurrence}-{year}" if row.occurrence else str(year)
        limit = (ended + DAY, due, due)
        yield occurrence, ended, _dates(ready, _number(ready, ended), limit), row.met, ()


def _quarters(ready: Active, row: Row, until: date) -> Iterator[tuple]:
    """Due n days after the first day of the quarter that follows."""
    year, quarter = row.day.year, (row.day.month - 1) // 3
    while (starts := date(year, quarter * 3 + 1, 1)) <= (row.until or until):
        following = months_after(starts - DAY, 3) + DAY
        n = _number(ready, starts)
        last = following + n * DAY
        if following > until:
            return
        occurrence = f"{row.occurrence}-{year}Q{quarter + 1}".lstrip("-")
        limit = (following, last, last)
        yield occurrence, following - DAY, _dates(ready, n, limit), None, ()
        year, quarter = (year, quarter + 1) if quarter < 3 else (year + 1, 0)


def _halfway(ready: Active, row: Row, until: date) -> Iterator[tuple]:
    """By the last day of a span, from its middle."""
    last = row.until or row.day
    limit = (row.day + (last - row.day) // 2, last, last)
    yield row.occurrence, last, _dates(ready, 0, limit), row.met, ()


def _until(ready: Active, row: Row, until: date) -> Iterator[tuple]:
    """By the last day of a span, from its first."""
    last = row.until or row.day
    yield row.occurrence, last, _dates(ready, 0, (row.day, last, last)), row.met, ()


SERIES = {
    "every": _rolling,
    "windows": _windows,
    "yearly": _yearly,
    "quarters": _quarters,
    "halfway": _halfway,
    "until": _until,
}
