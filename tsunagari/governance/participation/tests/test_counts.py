"""数えたこと — every report counts for itself, and nobody twice."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import NOW, TODAY
from tests.cast_attendance import came, guest_of, held_event, says_yes
from tsunagari.base.refusals import Refused
from tsunagari.governance.participation import actions, queries
from tsunagari.governance.participation.queries import Span
from tsunagari.governance.participation.rules import Here, Shown, Totals, handed_on, once, totals
from tsunagari.governance.participation.words import COOPERATION
from tsunagari.kernel.meetings.models import Meeting, Presence
from tsunagari.kernel.parties.actions import add_person
from tsunagari.programmes.community.attendance.actions import closing
from tsunagari.programmes.talent.settlement import queries as settlement
from tsunagari.programmes.talent.settlement.rules import items

START = datetime(2026, 11, 20, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
ROWS = st.lists(
    st.builds(
        lambda person, begin, length: Here(
            person, begin * 10 + length, START + HOUR * begin, START + HOUR * (begin + length)
        ),
        st.integers(1, 4),
        st.integers(0, 9),
        st.integers(1, 3),
    ),
    max_size=25,
)


def test_a_funder_reads_no_number_of_a_few_people_and_none_that_tells_it():
    few, many, famous = Totals(1, 3, 3), Totals(1, 20, 0), Totals(2, 60, 4)

    told = handed_on([few, many, famous], Totals(4, 83, 7))

    # Twenty would tell of the three; of the sixty only the few who are known are left out.
    assert told == [
        Shown(1, None, None),
        Shown(1, None, None),
        Shown(2, 60, None),
        Shown(4, 83, 7),
    ]


@given(ROWS, st.integers(0, 9))
def test_nobody_is_counted_twice_in_one_report(rows, unknown):
    kept = once(rows + rows)
    found = totals(rows + rows, unknown=unknown)

    for person in {one.person for one in rows}:
        mine = sorted((one for one in kept if one.person == person), key=lambda one: one.starts_at)
        # In one place at one time, at least once, and everything left out overlaps what is kept.
        assert mine
        assert all(a.ends_at <= b.starts_at for a, b in pairwise(mine))
        for left in {one for one in rows if one.person == person} - set(mine):
            assert any(a.starts_at < left.ends_at and left.starts_at < a.ends_at for a in mine)
    assert found.attendances == len(kept) + unknown
    assert found.people == len({one.person for one in rows})


@pytest.mark.django_db
class TestReports:
    """地域の数 — from an event that was closed to each report."""

    year = queries.year(2026)

    def close(self, event, sato):
        return closing.close(event, by=sato, on=TODAY, at=NOW)

    def test_the_same_hour_in_an_event_and_a_class_counts_once_in_the_plan(
        self, federation, ssw, linh, sato
    ):
        event = held_event(federation)
        came(guest_of(event, linh.party), late=30)
        self.close(event, sato)
        life = held_event(federation, measure="2-3", ago=timedelta(days=2))
        came(guest_of(life, linh.party))
        self.close(life, sato)
        lesson = Meeting.objects.create(
            measure="2-3",
            kind="japanese_class",
            host=federation.party,
            starts_at=event.starts_at + HOUR,
            ends_at=event.ends_at + HOUR,
            zone="Asia/Tokyo",
            state="closed",
        )
        Presence.objects.create(
            meeting=lesson, party=linh.party, state="present", pressed_at=event.starts_at
        )

        def counted(item):
            line = settlement.plan_of(ssw, on=TODAY).named(item)
            return [one.here.minutes for one in line.counted]

        assert (counted(items.EXCHANGE), counted(items.JAPANESE)) == ([], [120])
        assert counted(items.ORIENTATION) == []
        says_yes(linh, "count_support")
        assert counted(items.ORIENTATION) == [120]
        assert (counted(items.EXCHANGE), counted(items.JAPANESE)) == ([90], [])
        says_yes(linh, "count_support", yes=False, at=NOW + HOUR)
        assert (counted(items.EXCHANGE), counted(items.JAPANESE)) == ([], [120])

    def test_a_company_counts_those_who_worked_there_that_day_and_said_yes(
        self, federation, ssw, linh, mai, maker, sato
    ):
        event = held_event(federation)
        for party in (linh.party, mai.party, None):
            came(guest_of(event, party))
        self.close(event, sato)
        host = federation.party.organisation

        def lines():
            rows = queries.cooperation(self.year, on=TODAY)
            return {(one.part, one.body): one.totals for one in rows}

        assert lines() == {("host", host): Totals(1, 3, 0)}
        says_yes(linh, "count_employer")
        says_yes(mai, "count_employer", "count_federation")
        assert lines() == {("employer", maker): Totals(1, 1, 1), ("host", host): Totals(1, 3, 1)}
        before = held_event(federation, ago=timedelta(days=11))
        came(guest_of(before, linh.party))
        self.close(before, sato)
        assert lines()["employer", maker] == Totals(1, 1, 1)

    def test_what_was_closed_stays_when_somebody_takes_a_yes_back(
        self, federation, ssw, linh, maker, sato
    ):
        event = held_event(federation)
        came(guest_of(event, linh.party))
        self.close(event, sato)
        says_yes(linh, "count_employer")
        span = Span(date(2026, 11, 1), date(2026, 11, 23))
        early = Span(date(2026, 11, 1), TODAY)
        with pytest.raises(Refused, match="期間が終わって"):
            actions.shut(COOPERATION, early, by=sato, on=TODAY)

        first = actions.shut(COOPERATION, span, by=sato, on=TODAY)
        says_yes(linh, "count_employer", yes=False, at=NOW + HOUR)
        second = actions.shut(COOPERATION, span, by=sato, on=TODAY)

        assert first == second
        assert ["employer", maker.pk, 1, 1, 1] in queries.shut(COOPERATION, span).lines
        assert [one.part for one in queries.cooperation(span, on=TODAY)] == ["host"]

    def test_the_indicator_and_the_funder_count_people_once_and_nameless_ones_as_attendances(
        self, federation, linh, mai, sato
    ):
        mai.party.same_as = linh.party
        mai.party.save(update_fields=["same_as"])
        first, second = held_event(federation), held_event(federation, ago=timedelta(days=40))
        for event in (first, second):
            came(guest_of(event, linh.party))
            came(guest_of(event))
            self.close(event, sato)
        came(guest_of(held_event(federation, ago=timedelta(days=3)), linh.party))

        assert queries.indicator(self.year) == {"3-4": Totals(2, 4, 1), "": Totals(2, 4, 1)}
        november = Span(date(2026, 11, 1), date(2026, 11, 30))
        lines, whole = queries.funder("3-4", november)
        assert ([(one.pk, line) for one, line in lines], whole) == (
            [(first.pk, Totals(1, 2, 1))],
            Totals(1, 2, 1),
        )
        closing.reopen(first, by=sato, on=TODAY, at=NOW)
        assert queries.funder("3-4", november) == ([], Totals(0, 0, 0))

    def test_the_last_minute_of_a_year_belongs_to_it(self, federation, sato):
        midnight = datetime(2026, 3, 31, 15, tzinfo=UTC)
        for ends in (midnight, midnight + 2 * HOUR):
            self.close(held_event(federation, ago=NOW - ends), sato)

        meetings = [queries.indicator(queries.year(first))[""].meetings for first in (2025, 2026)]

        assert meetings == [1, 1]

    def test_reports_ask_the_same_for_three_and_for_many(self, federation, linh, sato):
        def asked():
            with CaptureQueriesContext(
                connection,
            ) as captured:
                queries.indicator(self.year)
                queries.funder("3-4", self.year)
                queries.cooperation(self.year, on=TODAY)
            return len(captured)

        def more(many):
            event = held_event(federation, ago=timedelta(days=many))
            for _each in range(many):
                came(guest_of(event, add_person(family="人").party))
            self.close(event, sato)

        more(1)
        few = asked()
        more(4)

        assert asked() == few
