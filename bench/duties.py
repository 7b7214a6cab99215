"""W1 務め — every duty of the law, against the same rules by `dateutil` in the same run.

One case in plain Python; 20,000 cases from the same rows by NumPy and by a loop with `rrule` and
`relativedelta`; the whole nation (456,000 trainees, 330,000 SSW workers, their hosts) with its
growth; one changed fact against recomputing 200,000 cases. Times are processor time, medians of
paired rounds. Gates: both batches have equal dates, and samples equal the engine's answers.
"""

import math
import random
import resource
import statistics
import time
from datetime import date, timedelta

import numpy as np
from dateutil.relativedelta import relativedelta
from dateutil.rrule import YEARLY, rrule

from bench import _people as people
from bench._people import AS_OF, UNTIL
from tsunagari.base.offices import national_holidays
from tsunagari.programmes.talent.law.rules import batch, book, engine
from tsunagari.programmes.talent.law.rules.almanac import BASE, day_of

TRAINEES, WORKERS = 456_000, 330_000
DAY = timedelta(days=1)
HOLIDAYS = national_holidays()
YEAR_END = {(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)}


def main() -> None:
    """Print times, ratios and growth; AssertionError when a gate or a goal is not passed."""
    print(f"W1 duties: the rule table has {len(book.rows())} rows, {AS_OF} … {UNTIL}")
    sample_equals_engine(4_000)
    assert max(one_case()) <= 200
    assert against_dateutil(20_000) >= 100
    whole_nation()
    assert one_fact() <= 1 / 1000


def subjects(trainees: int, workers: int):
    """The nation's columns in some size."""
    return (
        people.columns_of_trainees(people.trainees(trainees)),
        people.columns_of_workers(people.workers(workers)),
        people.columns_of_hosts(people.hosts(trainees // people.PER_HOST)),
    )


def sample_equals_engine(count: int) -> None:
    """Gate: what the arrays say of drawn people is what the engine says of the same facts."""
    drawn = (
        (people.trainees(count), people.columns_of_trainees, people.trainee),
        (people.workers(count), people.columns_of_workers, people.worker),
        (people.hosts(count), people.columns_of_hosts, people.host),
    )
    compared = 0
    for draws, columns, one in drawn:
        chosen = set(random.Random(5).sample(range(count), min(count, 150)))
        ours = []
        group = columns(draws)
        for block in batch.duties(group, AS_OF, UNTIL):
            who = group.rows[block.rule.on].subject[block.row]
            for at in np.flatnonzero(np.isin(who, list(chosen))):
                days = tuple(day_of(part[at]) for part in block[3:7])
                ours.append((int(who[at]), block.rule.id, *days, batch.STATES[block.state[at]]))
        plain = [
            (i, d.rule.id, d.opens_on, d.statutory, d.effective, d.safe, d.state)
            for i in chosen
            for d in engine.duties(one(draws, i), AS_OF, UNTIL)
        ]
        assert sorted(ours, key=str) == sorted(plain, key=str)
        compared += len(plain)
    print(f"  people and hosts with {compared:,} duties: arrays and engine agree")


def one_case() -> list[float]:
    """Microseconds of one whole answer in plain Python."""
    cases = (
        ("trainee", people.trainee(people.trainees(10), 3)),
        ("SSW worker", people.worker(people.workers(10), 3)),
    )
    found = []
    for name, case in cases:
        rounds = []
        for _ in range(9):
            began = time.process_time()
            for _turn in range(300):
                duties = engine.duties(case, AS_OF, UNTIL)
            rounds.append((time.process_time() - began) / 300 * 1e6)
        found.append(min(rounds))
        middle = statistics.median(rounds)
        print(f"  one {name:<11} {middle:7.0f} µs (least {min(rounds):.0f}), {len(duties)} duties")
    return found


# The yardstick ------------------------------------------------------------------------------------


def is_closed(day: date) -> bool:
    return day.weekday() >= 5 or (day.month, day.day) in YEAR_END or day in HOLIDAYS


def moved(day: date, step: timedelta) -> date:
    while is_closed(day):
        day += step
    return day


def after_months(start: date, n: int) -> date:
    """The last day of n months that begin with a day, by `relativedelta`."""
    found = start + relativedelta(months=n)
    return found - DAY if found.day == start.day else found


def limit(function: str, day: date, n: int, lead: int | None):
    """(opens, statutory, aim) of one row."""
    least = 2 if lead is None else lead
    if function == "days_after":
        return day, day + relativedelta(days=n), None
    if function == "months_after":
        naive = day + relativedelta(months=n)
        last = after_months(day + DAY, n)
        return day, last, min(last, naive)
    if function == "span":
        return day, after_months(day, n), None
    if function == "day_of_next_month":
        return day, day + relativedelta(months=1, day=n), None
    if function in ("on", "before"):
        last = day - (DAY if function == "before" else timedelta())
        return day - relativedelta(months=least), last, None
    if function == "months_before":
        least = n + 2 if lead is None else lead
        return day - relativedelta(months=least), day - relativedelta(months=n), None
    if function == "at_once":
        for _turn in range(n):
            day = moved(day + DAY, DAY)
        return day, None, day
    return day, None, max(day, moved(day + relativedelta(days=n), -DAY))


def by_dateutil(ready, row, until: date):
    """(opens, statutory, effective, safe) of every turn of one row under one rule."""
    rule, (day, end, acts) = ready.rule, row
    when = rule.when
    n = ready.numbers[0][1]
    if when.function == "standing":
        counted = max(day, rule.from_day)
        if rule.in_force(counted) and counted <= min(until, end or until):
            yield counted, None, None, None
        return
    for counted, opens, statutory, aim in turns(when, day, end, acts, n, until):
        if opens > until or not rule.in_force(counted):
            continue
        if statutory is None:
            yield opens, None, None, aim
        elif rule.office == "none":
            # What is kept is kept to the last day of the law.
            last = statutory if rule.kind == book.KEEP else aim or statutory
            yield opens, statutory, statutory, moved(last, -DAY) if ready.office.hours else last
        else:
            rolled = moved(statutory, DAY) if ready.office.rolls else statutory
            yield opens, statutory, rolled, moved(statutory, -DAY)


def turns(when, day, end, acts, n, until):
    if when.function == "every":
        base, first = day, when.first != "after"
        for number in range(1_000):
            last = after_months(base if first else base + DAY, n)
            aim = last if first else min(last, base + relativedelta(months=n))
            act = acts[number] if number < len(acts) else None
            if act is None and end and last > end:
                return
            opens = max(base, last - relativedelta(months=1 if when.lead is None else when.lead))
            if opens > until:
                return
            yield base, opens, last, aim
            base, first = act or last, False
    elif when.function == "windows":
        starts, number = day, 0
        while starts <= until and not (end and starts > end):
            number += 1
            last = after_months(day, number * n)
            yield starts, starts, min(last, end) if end else last, None
            starts = last + DAY
    elif when.function == "yearly":
        month, of_month = when.month_day
        first = date(day.year + (day.month >= 4), month, of_month)
        last = min(end, until) if end else until
        until_due = date(last.year + (last.month >= 4), month, of_month)
        for due in rrule(YEARLY, dtstart=first, until=until_due):
            opens = date(due.year, 4, 1)
            yield opens - DAY, opens, due.date(), None
    else:
        yield day, *limit(when.function, day, n, when.lead)


def against_dateutil(count: int) -> float:
    """20,000 cases with their hosts from the same rows; answers how many times faster."""
    groups = subjects(
        count * TRAINEES // (TRAINEES + WORKERS), count * WORKERS // (TRAINEES + WORKERS)
    )
    tables = [engine.active(group.about, group.system, None, frozenset()) for group in groups]
    plain = [as_python(group) for group in groups]
    ours, theirs = [], []
    for _ in range(3):
        began = time.process_time()
        blocks = [list(batch.duties(group, AS_OF, UNTIL)) for group in groups]
        ours.append(time.process_time() - began)
    began = time.process_time()
    expected = [
        [
            (ready.rule, [tuple(by_dateutil(ready, row, UNTIL)) for row in rows])
            for trigger, rows in group.items()
            for ready in table.get(trigger, ())
        ]
        for group, table in zip(plain, tables, strict=True)
    ]
    theirs.append(time.process_time() - began)
    duties = 0
    for made, wanted in zip(blocks, expected, strict=True):
        found: dict = {}
        for block in made:
            found.setdefault(block.rule, []).append(block[3:7])
        for rule, rows in wanted:
            mine = (
                np.concatenate([np.stack(part) for part in found.get(rule, [])], axis=1)
                if rule in found
                else np.zeros((4, 0))
            )
            other = (
                np.array(
                    [
                        [-1 if d is None else d.toordinal() - BASE for d in turn]
                        for row in rows
                        for turn in row
                    ]
                )
                .reshape(-1, 4)
                .T
            )
            assert mine.shape == other.shape, rule.id
            assert (np.sort(mine, axis=1) == np.sort(other, axis=1)).all(), rule.id
            duties += mine.shape[1]
    faster = theirs[0] / statistics.median(ours)
    print(
        f"  {count:>7,} cases {statistics.median(ours):7.3f} s  {faster:6.0f} × dateutil "
        f"({theirs[0]:.1f} s), {duties:,} duties with equal dates"
    )
    return faster


def as_python(group):
    """The same rows as tuples of days."""
    return {
        trigger: [
            (
                day_of(rows.day[i]),
                day_of(rows.until[i]),
                [day_of(act) for act in rows.acts[rows.at[i] : rows.at[i + 1]]],
            )
            for i in range(len(rows.day))
        ]
        for trigger, rows in group.rows.items()
    }


# Size ---------------------------------------------------------------------------------------------


def evaluated(groups) -> tuple[float, int, list[int]]:
    """(seconds, duties, how many by state), block by block so that memory stays small."""
    began, total, states = time.process_time(), 0, np.zeros(3, np.int64)
    for group in groups:
        for block in batch.duties(group, AS_OF, UNTIL):
            total += len(block.row)
            states += np.bincount(block.state, minlength=3)
    return time.process_time() - began, total, states.tolist()


def whole_nation() -> None:
    """Time, memory and growth at national size."""
    measured = []
    for share in (16, 4, 1):
        began = time.process_time()
        groups = subjects(TRAINEES // share, WORKERS // share)
        made = time.process_time() - began
        rounds = [evaluated(groups) for _ in range(5 if share > 1 else 3)]
        seconds, duties, states = min(rounds)
        cases = (TRAINEES + WORKERS) // share
        measured.append((cases, seconds))
        print(
            f"  {cases:>7,} cases {seconds:7.2f} s (facts {made:.2f} s), {duties:,} duties: "
            f"{states[0]:,} waiting, {states[1]:,} open, {states[2]:,} done"
        )
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    (small, fast), (large, slow) = measured[0], measured[-1]
    slope = math.log(slow / fast) / math.log(large / small)
    print(f"          growth exponent {slope:.3f}, memory at most {memory:.2f} GiB")
    assert measured[-1][1] <= 60
    assert memory <= 4
    assert slope <= 1.05


def one_fact() -> float:
    """One changed case in plain Python against recomputing 200,000 cases by arrays."""
    share = 200_000 / (TRAINEES + WORKERS)
    groups = subjects(int(TRAINEES * share), int(WORKERS * share))
    case = people.trainee(people.trainees(10), 3)
    ratios = []
    for _ in range(5):
        whole = evaluated(groups)[0]
        began = time.process_time()
        for _turn in range(100):
            engine.duties(case, AS_OF, UNTIL)
        ratios.append((time.process_time() - began) / 100 / whole)
    found = statistics.median(ratios)
    print(f"  one changed fact costs 1/{1 / found:,.0f} of recomputing 200,000 cases by arrays")
    return found


if __name__ == "__main__":
    main()
