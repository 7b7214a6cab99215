"""Threads with connections of their own: two screens note and close the same meeting."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection

from tsunagari.base.refusals import Refused
from tsunagari.kernel.meetings import actions, queries
from tsunagari.kernel.meetings.models import Meeting
from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.records.models import Record
from tsunagari.kernel.ties.models import Tie

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 1, 45, tzinfo=UTC)
pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts) -> list:
    """The answers (or refusals) of acts that start in the same moment."""
    start = Barrier(len(acts))

    def run(act):
        start.wait()
        try:
            return act()
        except Refused as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.fixture
def meeting(federation):
    return Meeting.objects.create(
        measure="1-1",
        kind="class_session",
        host=federation.party,
        starts_at=NOW,
        ends_at=NOW + timedelta(minutes=50),
        zone="Asia/Tokyo",
    )


def test_of_many_presses_at_once_the_youngest_stands(meeting):
    child = Party.objects.create(kind="person", name="花").pk

    def press(minute):
        there = ([child], []) if minute == 5 else ([], [child])
        actions.note(meeting, *there, at=NOW + timedelta(minutes=minute))

    at_once(*[lambda minute=minute: press(minute) for minute in (3, 5, 1, 4, 2, 0)])

    assert queries.present_at(meeting) == {child}


def test_two_screens_that_close_at_once_count_once(meeting, sato):
    people = [Party.objects.create(kind="person", name=f"生徒{i}").pk for i in range(4)]
    actions.note(meeting, people, [], at=NOW)

    found = at_once(*[lambda: actions.close(meeting, [people], by=sato, on=TODAY)] * 4)

    assert sum(isinstance(answer, Refused) for answer in found) == 3
    assert Tie.objects.count() == 6
    assert Record.objects.filter(did="meeting.closed").count() == 1
