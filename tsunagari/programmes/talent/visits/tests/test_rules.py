"""訪問の規則 — lists, merging, clocks and what may be closed, without a database."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagari.programmes.talent.law.rules.sources import SOURCES
from tsunagari.programmes.talent.safety.rules import acts
from tsunagari.programmes.talent.visits.rules import drawn, sheets, visits
from tsunagari.programmes.talent.visits.rules.visits import Typed, merged, moment

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
ITEMS = [
    (sheet, item)
    for sheet in sheets.SHEETS.values()
    for item in (*sheet.items, *sheet.worker, *sheet.boss)
]


def test_every_question_has_its_article_and_a_source_that_is_known():
    for _sheet, item in ITEMS:
        assert item.article
        assert set(item.source) <= SOURCES.keys()
        assert item.source or item.confidence == "own"


def test_a_question_about_a_ban_names_one_that_binds_the_company():
    for sheet, item in ITEMS:
        if item.ban:
            assert acts.binds(item.ban, system=sheet.systems[0], who="HOST")
            assert acts.said(item.ban, system=sheet.systems[0], who="HOST").article


@pytest.mark.parametrize("sheet", sheets.SHEETS.values(), ids=lambda sheet: sheet.code)
def test_a_list_asks_each_thing_once_and_says_which_paper_it_prepares(sheet):
    codes = [item.code for item in (*sheet.items, *sheet.worker, *sheet.boss)]

    assert len(codes) == len(set(codes))
    assert sheet.form
    assert sheet.code.endswith(sheet.since.isoformat())


@pytest.mark.parametrize(
    ("kind", "systems", "on", "code"),
    [
        ("audit", {"TITP"}, date(2027, 3, 31), "audit-2017-11-01"),
        ("audit", {"TITP"}, date(2027, 4, 1), "audit-2017-11-01"),
        ("audit", {"ESD"}, date(2027, 4, 1), "audit-2027-04-01"),
        ("extra", {"ESD", "TITP"}, date(2027, 4, 1), "audit-2017-11-01"),
        ("guidance", {"ESD"}, date(2027, 4, 1), "guidance-2027-04-01"),
        ("interview", {"SSW1"}, date(2019, 4, 1), "interview-2019-04-01"),
    ],
)
def test_the_list_in_force_on_a_day(kind, systems, on, code):
    assert sheets.in_force(kind, systems, on).code == code


def test_the_list_of_an_online_interview_begins_with_its_day():
    day = date(2025, 4, 1)
    assert sheets.in_force("interview", {"SSW1"}, day, online=True).online
    assert not sheets.in_force("interview", {"SSW1"}, day).online
    assert visits.why_not_online(kind="interview", day=date(2025, 3, 31), since=day)
    with pytest.raises(LookupError):
        sheets.in_force("interview", {"SSW1"}, date(2025, 3, 31), online=True)


def test_there_is_no_list_before_the_first():
    with pytest.raises(LookupError):
        sheets.in_force("interview", {"SSW1"}, date(2019, 3, 31))


@pytest.mark.parametrize(
    ("kind", "people", "number"),
    [("audit", 9, 3), ("extra", 4, 2), ("interview", 5, 5), ("guidance", 5, 0), ("audit", 0, 0)],
)
def test_so_many_have_to_be_asked(kind, people, number):
    assert drawn.needed(kind, people) == number


def test_whoever_comes_next_is_the_first_who_was_not_asked():
    draw = drawn.drawn("audit", "audit ABCDEFGHJK 2026-Q4 1", {"A": 0, "B": 1, "C": 0})

    first, second, third = draw["order"]
    assert third == "B"
    assert drawn.following(draw, {first}) == second
    assert drawn.following(draw, {"A", "B", "C"}) == ""


@pytest.mark.parametrize(
    ("pressed", "believed"),
    [
        (NOW - timedelta(days=31), True),
        (NOW - timedelta(days=31, seconds=1), False),
        (NOW + timedelta(minutes=10), True),
        (NOW + timedelta(minutes=10, seconds=1), False),
        (None, True),
    ],
)
def test_a_devices_clock_is_believed_within_bounds(pressed, believed):
    at, off = moment(pressed, NOW)

    assert off is not believed
    assert at == (min(pressed, NOW) if pressed and believed else NOW)


ANSWERS = [Typed(said, words) for said in visits.SAID for words in ("", "a", "b")]
# Three draws a page, whatever stands on it: a machine that is busy has done with them too.
PAGE = st.tuples(*[st.sampled_from([None, *ANSWERS])] * 3).map(
    lambda page: {key: typed for key, typed in zip("xyz", page, strict=True) if typed}
)


@given(PAGE, PAGE, PAGE)
def test_merging_loses_nobodys_words(was, mine, now):
    found = merged(was, mine, now)

    for key, typed in mine.items():
        stored, before = now.get(key, Typed()), was.get(key, Typed())
        after = found.write.get(key, stored)
        # Untouched, written as typed, the same already, or shown as a quarrel.
        assert typed == before or after == typed or found.clash[key] == (typed, stored)
        if stored != before:
            assert key not in found.write
    assert not found.write.keys() & found.clash.keys()


@given(PAGE, PAGE)
def test_sending_again_changes_nothing(was, mine):
    written = was | merged(was, mine, was).write

    assert merged(was, mine, written).write == {}
    assert merged(was, mine, written).clash == {}


def test_a_quarrel_that_was_seen_can_be_settled():
    theirs, mine = Typed("yes"), Typed("no", "見た")

    assert merged({"log": theirs}, {"log": mine}, {"log": theirs}).write == {"log": mine}
