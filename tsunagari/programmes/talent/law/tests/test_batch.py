"""一括の計算 — arrays and plain Python give the same duties from the same table."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tsunagari.programmes.talent.law.rules import almanac, batch, batch_rows, book, counting, engine
from tsunagari.programmes.talent.law.rules.facts import Case, Done, Event
from tsunagari.programmes.talent.law.tests.invented import AS_OF, UNTIL, subjects

ALL_ON = frozenset(rule.id for rule in book.rows() if rule.confidence == "unsure")


def by_engine(many, **options):
    return {
        (
            place,
            d.rule.id,
            d.rule.on,
            d.occurrence,
            d.opens_on,
            d.statutory,
            d.effective,
            d.safe,
            d.state,
        )
        for place, facts in enumerate(many)
        for d in engine.duties(facts, AS_OF, UNTIL, **options)
    }


def by_batch(many, **options):
    made, aside = batch_rows.of_facts(many, AS_OF)
    found = set()
    for group in made.values():
        for block in batch.duties(group, AS_OF, UNTIL, **options):
            rows = group.rows[block.rule.on]
            for at in range(len(block.row)):
                row = block.row[at]
                days = (almanac.day_of(part[at]) for part in block[3:7])
                name = occurrence(block.rule, rows.names[row], int(block.turn[at]))
                state = batch.STATES[block.state[at]]
                found.add(
                    (int(rows.subject[row]), block.rule.id, block.rule.on, name, *days, state)
                )
    return found, aside


def occurrence(rule, name, turn):
    """The name of a duty's occurrence as the engine writes it."""
    return book.mark(rule) + _unmarked(rule, name, turn)


def _unmarked(rule, name, turn):
    if rule.when.function in ("every", "windows"):
        return f"{name}-{turn}"
    if rule.when.function == "yearly":
        return f"{name}-{turn}" if name else str(turn)
    if rule.when.function == "quarters":
        return f"{name}-{2000 + turn // 12}Q{turn % 12 // 3 + 1}".lstrip("-")
    return name


def compared(many, **options):
    """Both answers, without facts that contradict themselves and rows that only repeat a key."""
    ours, aside = by_batch(many, **options)
    plain = {found for found in by_engine(many, **options) if found[0] not in aside}
    return plain, ours


@settings(suppress_health_check=list(HealthCheck))
@given(st.lists(subjects, min_size=1, max_size=6))
def test_both_paths_give_the_same_duties(many):
    plain, ours = compared(many, switched_on=ALL_ON)

    assert ours == plain


@settings(max_examples=30, suppress_health_check=list(HealthCheck))
@given(
    st.lists(subjects, min_size=1, max_size=4),
    st.sampled_from(["2025-03-31", "2027-03-31", "2027-04-01"]),
)
def test_both_paths_answer_for_the_law_of_another_day(many, day):
    plain, ours = compared(many, law_on=date.fromisoformat(day))

    assert ours == plain


def test_a_mark_of_done_closes_the_duty_in_both_paths():
    case = Case(system="TITP", events=(Event(kind="moved", on=date(2028, 4, 1)),))
    marked = replace(case, done=(Done(rule="res_address_change", of="1", on=date(2028, 4, 2)),))
    plain, ours = compared([case, marked])

    assert ours == plain
    assert {(found[0], found[-1]) for found in ours if found[1] == "res_address_change"} == {
        (0, "open"),
        (1, "done"),
    }


@settings(suppress_health_check=list(HealthCheck))
@given(st.lists(subjects, min_size=2, max_size=6))
def test_many_rows_are_taken_in_pieces_that_change_nothing(many):
    whole = compared(many, switched_on=ALL_ON)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batch, "PIECE", 2)
        pieces = compared(many, switched_on=ALL_ON)

    assert pieces == whole


@given(st.dates(date(2008, 1, 1), date(2065, 12, 31)), st.integers(1, 60))
def test_the_calendars_arrays_count_as_the_civil_code_does(day, n):
    import numpy as np

    table, found = almanac.almanac(), np.array([almanac.number(day)], np.int32)

    assert almanac.day_of(table.months_after(found, n)[0]) == counting.months_after(day, n)
    assert almanac.day_of(table.span(found, n)[0]) == counting.span(day, n)
    assert almanac.day_of(table.add_months(found, -n)[0]) == counting.months_before(day, n)


@pytest.mark.parametrize("name", ["numpy", "pydantic", "django"])
def test_the_engine_needs_none_of_the_heavy_packages(name):
    import subprocess
    import sys

    code = (
        "import sys; import tsunagari.programmes.talent.law.rules.engine, "
        f"tsunagari.programmes.talent.law.rules.batch; sys.exit({name!r} in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
