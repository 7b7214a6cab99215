"""見本の国 — trainees, SSW workers and hosts in any number: as columns, and any one of them as facts.

Drawn with a fixed seed; the columns are what `triggers.of_case` would find, which the bench checks
on a sample.
"""

from datetime import date
from typing import NamedTuple

import numpy as np

from tsunagari.programmes.talent.law.rules.almanac import NEVER, almanac, day_of, number
from tsunagari.programmes.talent.law.rules.batch_rows import Rows, Subjects
from tsunagari.programmes.talent.law.rules.facts import (
    Act,
    Card,
    Case,
    Event,
    Host,
    Person,
    Placement,
    Plan,
    Stay,
)
from tsunagari.programmes.talent.law.rules.triggers import COOPERATION

AS_OF, UNTIL = date(2026, 11, 24), date(2027, 11, 24)
TODAY = number(AS_OF)
FIRST, LAST = number(date(2024, 7, 1)), number(date(2026, 10, 31))
CHECKS, TALKS, AUDITS, VISITS = 350, 80, 85, 25
PER_HOST = 6


class Trainees(NamedTuple):
    """Draws for technical interns: landing, months of training, whether there is a stage 2."""

    entry: np.ndarray
    training: np.ndarray
    second: np.ndarray
    leaves: np.ndarray

    @property
    def work(self):
        return self.entry + self.training

    @property
    def ends(self):
        """The last day of stage 1."""
        return almanac().span(self.entry, 12)

    @property
    def ends2(self):
        """The last day of stage 2."""
        return almanac().span(self.ends + 1, 24)

    @property
    def filed(self):
        """The change of status for stage 2, filed 60 days before the first stay ends."""
        day = self.ends - 60
        return np.where(self.second & (day <= TODAY), day, NEVER)

    @property
    def left(self):
        """The last day of employment of those who have left."""
        day = self.work + 200
        return np.where(self.leaves & (day <= TODAY) & (day <= self.ends), day, NEVER)

    @property
    def exam(self):
        day = self.ends - 45
        return np.where(day <= TODAY, day, NEVER)


class Workers(NamedTuple):
    """Draws for SSW (i): permission, months of the stay, whether pay changed."""

    since: np.ndarray
    months: np.ndarray
    raised: np.ndarray

    @property
    def work(self):
        return self.since + 10

    @property
    def until(self):
        return almanac().span(self.since, self.months)


class Hosts(NamedTuple):
    """Draws for companies: each has people one after another, seen as one span by stage."""

    first: np.ndarray


def trainees(count: int) -> Trainees:
    rng = np.random.default_rng(1)
    return Trainees(
        rng.integers(FIRST, LAST, count).astype(np.int32),
        rng.integers(28, 45, count).astype(np.int32),
        rng.random(count) < 0.7,
        rng.random(count) < 0.1,
    )


def workers(count: int) -> Workers:
    rng = np.random.default_rng(2)
    return Workers(
        rng.integers(FIRST, LAST, count).astype(np.int32),
        rng.choice(np.array([12, 36], np.int32), count),
        rng.random(count) < 0.3,
    )


def hosts(count: int) -> Hosts:
    return Hosts(np.random.default_rng(3).integers(FIRST, LAST, count).astype(np.int32))


def _acts(base, ends, step: int, where) -> tuple[np.ndarray, np.ndarray]:
    """Acts every `step` days from base up to today and the end: (flat days, places)."""
    last = np.where(ends == NEVER, TODAY, np.minimum(ends, TODAY))
    counts = np.where(where, np.maximum(0, (last - base) // step), 0)[where]
    at = np.concatenate(([0], np.cumsum(counts))).astype(np.int32)
    turn = np.arange(at[-1], dtype=np.int32) - np.repeat(at[:-1], counts) + 1
    return np.repeat(base[where], counts) + turn * step, at


def _days(base: int, end: int, step: int) -> tuple[date, ...]:
    last = TODAY if end == NEVER else min(end, TODAY)
    return tuple(day_of(base + step * turn) for turn in range(1, max(0, (last - base) // step) + 1))


def _rows(day, until=None, met=None, where=None, acts=None, label=1) -> Rows:
    count = len(day)
    where = np.ones(count, bool) if where is None else where
    none = np.full(count, NEVER, np.int32)
    own = int(where.sum())
    flat, at = acts or (np.zeros(0, np.int32), np.zeros(own + 1, np.int32))
    return Rows(
        np.arange(count, dtype=np.int32)[where],
        day[where].astype(np.int32),
        (none if until is None else until)[where].astype(np.int32),
        (none if met is None else met)[where].astype(np.int32),
        np.full(own, label, np.int32),
        flat.astype(np.int32),
        at,
    )


def _joined(*parts: Rows) -> Rows:
    """Several occurrences of one trigger."""
    columns = [np.concatenate([part[i] for part in parts]) for i in range(5)]
    return Rows(*columns, np.zeros(0, np.int32), np.zeros(len(columns[0]) + 1, np.int32))


def columns_of_trainees(all_: Trainees) -> Subjects:
    entry, work, ends, second, left = all_.entry, all_.work, all_.ends, all_.second, all_.left
    filed, gone = all_.filed, left != NEVER
    everybody = np.ones(len(entry), bool)
    whole = np.where(second, all_.ends2, ends)
    following = np.where(second, ends + 1, NEVER)
    renewed = np.where(second & (ends + 1 <= TODAY), ends + 1, NEVER)
    met = np.where(filed != NEVER, filed, np.where(second, ends + 1, NEVER))
    carded = np.where(renewed != NEVER, renewed, met)
    applied = entry - 150
    stays = _joined(_rows(ends, met=met), _rows(all_.ends2, where=second))
    found = {
        "entry": _rows(entry),
        "address_fixed": _rows(entry + 1),
        "landed": _rows(entry, met=entry + 1),
        "moved": _rows(work),
        "titp_first_work": _rows(work),
        "titp_plan_s1": _rows(entry, ends, applied),
        "titp_plan_s2": _rows(ends + 1, all_.ends2, None, second),
        "plan_filed": _rows(applied),
        "titp_end_s1": _rows(ends, met=all_.exam),
        "titp_end_s2": _rows(all_.ends2, where=second),
        "titp_training": _rows(entry, whole),
        "titp_end": _rows(whole),
        "stay_end": stays,
        "stay_end_long": stays,
        "special": _rows(ends, met=following, where=filed != NEVER),
        "status_application": _rows(filed, where=filed != NEVER),
        "card_end": _joined(_rows(ends, met=carded), _rows(all_.ends2, where=renewed != NEVER)),
        "hired_insured": _rows(work),
        "joined_insurance": _rows(work),
        "hired_regular": _rows(work, met=_first_check(work, left)),
        "work": _rows(work, left),
        "regular_work": _rows(work, left, acts=_acts(work, left, CHECKS, everybody)),
        "left_insured": _rows(left, where=gone),
        "contract_end": _rows(left, where=gone),
        "org_event": _rows(left, where=gone),
        "idle": _rows(left, where=gone),
    }
    return Subjects("case", "TITP", found, {})


def trainee(all_: Trainees, i: int) -> Case:
    """One of them as facts."""
    one = Trainees(*(part[i : i + 1] for part in all_))
    entry, work, ends, ends2 = (int(part[0]) for part in (one.entry, one.work, one.ends, one.ends2))
    left, filed, exam = (int(part[0]) for part in (one.left, one.filed, one.exam))
    second = bool(one.second[0])
    plans = [
        Plan(
            id="1", stage=1, starts=day_of(entry), ends=day_of(ends), applied_on=day_of(entry - 150)
        )
    ]
    stays = [Stay(id="1", since=day_of(entry), until=day_of(ends), filed_on=day_of(filed))]
    cards = [Card(id="1", issued=day_of(entry), expires=day_of(ends))]
    if second:
        plans.append(Plan(id="2", stage=2, starts=day_of(ends + 1), ends=day_of(ends2)))
        stays.append(Stay(id="2", since=day_of(ends + 1), until=day_of(ends2)))
        if ends + 1 <= TODAY:
            cards.append(Card(id="2", issued=day_of(ends + 1), expires=day_of(ends2)))
    return Case(
        id=str(i),
        system="TITP",
        entry=day_of(entry),
        address_fixed=day_of(entry + 1),
        plans=tuple(plans),
        stays=tuple(stays),
        cards=tuple(cards),
        placements=(Placement(id="1", starts=day_of(work), ends=day_of(left)),),
        health_checks=tuple(Act(on=day) for day in _days(work, left, CHECKS)),
        exams=() if exam == NEVER else (Act(on=day_of(exam), kind="stage1", passed=True),),
        events=(Event(kind="moved", on=day_of(work)),),
    )


def _first_check(work, left) -> np.ndarray:
    """The first yearly health check of those who had one: it answers for that at the hiring."""
    last = np.where(left == NEVER, TODAY, np.minimum(left, TODAY))
    return np.where(work + CHECKS <= last, work + CHECKS, NEVER).astype(np.int32)


def _asked(since, until) -> np.ndarray:
    """The first application since the cooperation forms: the own one, or that for the next stay."""
    reform = number(COOPERATION)
    later = np.where(until >= reform, until, since - 60)
    return np.where(since - 60 >= reform, since - 60, later)


def columns_of_workers(all_: Workers) -> Subjects:
    since, work, until = all_.since, all_.work, all_.until
    none, everybody = np.full(len(since), NEVER, np.int32), np.ones(len(since), bool)
    found = {
        "contract": _rows(since - 90),
        "application": _rows(since - 60),
        "field_application": _rows(since - 60),
        "coop_application": _rows(_asked(since, until)),
        "vn_in_japan": _rows(since - 60),
        "stay_end": _rows(until),
        "stay_end_long": _rows(until),
        "card_end": _rows(until),
        "permitted_in_japan": _rows(since),
        "ssw1_cap_end": _rows(almanac().months_after(since, 60)),
        "contract_changed": _rows(since + 100, where=all_.raised),
        "hired_insured": _rows(work),
        "joined_insurance": _rows(work),
        "hired_regular": _rows(work, met=_first_check(work, none)),
        "work": _rows(work),
        "regular_work": _rows(work, acts=_acts(work, none, CHECKS, everybody)),
        "ssw1_work": _rows(work, acts=_acts(work, none, TALKS, everybody)),
    }
    return Subjects("case", "SSW1", found, {})


def worker(all_: Workers, i: int) -> Case:
    """One of them as facts."""
    one = Workers(*(part[i : i + 1] for part in all_))
    since, work, until = (int(part[0]) for part in (one.since, one.work, one.until))
    raised = (Event(kind="contract_changed", on=day_of(since + 100)),)
    return Case(
        id=str(i),
        system="SSW1",
        country="VN",
        field="care",
        in_japan=True,
        municipalities=("流山市",),
        contract_on=day_of(since - 90),
        application_on=day_of(since - 60),
        stays=(Stay(id="1", since=day_of(since), until=day_of(until)),),
        cards=(Card(id="1", issued=day_of(since), expires=day_of(until)),),
        placements=(Placement(id="1", starts=day_of(work)),),
        health_checks=tuple(Act(on=day) for day in _days(work, NEVER, CHECKS)),
        interviews=tuple(Act(on=day) for day in _days(work, NEVER, TALKS)),
        events=raised if one.raised[0] else (),
    )


def columns_of_hosts(all_: Hosts) -> Subjects:
    first = all_.first
    year, end = almanac().span(first, 12), almanac().span(first, 36)
    everybody = np.ones(len(first), bool)
    audits, places = _acts(first, end, AUDITS, everybody)
    owner = np.repeat(np.arange(len(first), dtype=np.int32), np.diff(places))
    reports = Rows(
        owner,
        audits.astype(np.int32),
        np.full(len(owner), NEVER, np.int32),
        np.full(len(owner), NEVER, np.int32),
        np.ones(len(owner), np.int32),
        np.zeros(0, np.int32),
        np.zeros(len(owner) + 1, np.int32),
    )
    found = {
        "titp_people": _rows(first, end, acts=(audits, places)),
        "titp_first_stage": _rows(first, year, acts=_acts(first, year, VISITS, everybody)),
        "titp_years": _rows(first, end, label=0),
        "titp_started": _rows(first),
        "titp_audit": reports,
    }
    return Subjects("host", "", found, {})


def host(all_: Hosts, i: int) -> Host:
    """One of them as facts."""
    first = int(all_.first[i])
    one = all_.first[i : i + 1]
    year, end = int(almanac().span(one, 12)[0]), int(almanac().span(one, 36)[0])
    audits = _days(first, end, AUDITS)
    visits = _days(first, year, VISITS)
    return Host(
        id=str(i),
        people=(
            Person(id="a", system="TITP", stage=1, starts=day_of(first), ends=day_of(year)),
            Person(id="b", system="TITP", stage=2, starts=day_of(year + 1), ends=day_of(end)),
        ),
        audits=tuple(Act(on=day, id=str(n)) for n, day in enumerate(audits)),
        visits=tuple(Act(on=day) for day in visits),
    )
