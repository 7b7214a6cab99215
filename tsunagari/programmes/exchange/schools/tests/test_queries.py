"""学校（質問） — who belongs where on a day, and in how many questions."""

from datetime import date, timedelta

import pytest

from tests.cast import TODAY, agree, make_pupils
from tsunagari.programmes.exchange.schools import actions, queries
from tsunagari.programmes.exchange.schools.models import ClosedDay, Pupil


@pytest.fixture
def school_class(midori, yamada):
    return actions.add_class(midori, "2年B組", grade=8, year=2026, by=yamada, on=TODAY)


def test_a_viewer_finds_the_own_school_and_staff_none(midori, yamada, sato):
    assert queries.of(yamada) == midori
    assert queries.of(sato) is None
    assert queries.of(sato.acting_for(midori.organisation)) == midori


def test_a_pupil_belongs_from_the_first_until_the_last_day(school_class):
    [pupil] = make_pupils(school_class, 1, "kaki")
    Pupil.objects.update(from_day=TODAY, until_day=TODAY + timedelta(days=2))

    on = {
        day: list(queries.pupils(school_class, on=TODAY + timedelta(days=day)))
        for day in range(-1, 4)
    }
    assert on == {-1: [], 0: [pupil], 1: [pupil], 2: [pupil], 3: []}


def test_only_those_of_whom_both_sides_said_yes_take_part(school_class):
    a, b, c = make_pupils(school_class, 3, "kaki", consents=False)
    agree([a])
    agree([b], sides=("child",))

    assert queries.taking_part(school_class, on=TODAY) == [a]
    assert c in queries.pupils(school_class, on=TODAY)


def test_classes_are_counted_by_day_in_one_question(
    school_class, midori, django_assert_num_queries
):
    make_pupils(school_class, 3, "kaki")
    Pupil.objects.filter(number=3).update(until_day=TODAY - timedelta(days=1))

    with django_assert_num_queries(1):
        counts = [row.count for row in queries.counted_classes(midori, on=TODAY)]

    assert counts == [2]


def test_planning_asks_as_many_questions_for_one_school_as_for_two(
    midori, las_pinas, yamada, django_assert_num_queries
):
    ids = [midori.pk, las_pinas.pk]
    actions.suggest_holidays(
        midori, from_day=date(2026, 11, 1), until_day=date(2026, 12, 1), by=yamada, on=TODAY
    )
    first = ClosedDay.objects.first()
    actions.decide_closed(midori, {first.pk: True}, by=yamada, on=TODAY)

    for some in (ids[:1], ids):
        with django_assert_num_queries(8):
            schools = queries.for_planning(some)
            periods = [
                p.code for s in schools for b in s.bell_schedules.all() for p in b.periods.all()
            ]
    assert len(periods) == 14
    assert [len(school.closed_confirmed) for school in schools] == [1, 0]


def test_the_lessons_of_a_day_are_those_of_the_usual_bell_schedule_in_force(midori):
    assert queries.lesson_periods(midori, on=TODAY) == ["P1", "P2", "P3", "P4", "P5", "P6"]
    assert queries.lesson_periods(midori, on=date(2030, 1, 1)) == []
