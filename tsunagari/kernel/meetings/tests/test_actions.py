"""Who was there, and who is bound with whom when a meeting closes."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError

from tsunagari.base.refusals import Refused
from tsunagari.kernel.meetings import actions, queries
from tsunagari.kernel.meetings.models import Meeting, Presence
from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.records.queries import history
from tsunagari.kernel.ties.models import Tie

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 1, 45, tzinfo=UTC)


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


@pytest.fixture
def people(db):
    return [Party.objects.create(kind="person", name=f"生徒{i}").pk for i in range(8)]


def states(meeting):
    return dict(meeting.presences.values_list("party_id", "state"))


def said(refused):
    return [reason.words() for reason in refused.value.reasons]


def test_a_meeting_ends_after_it_starts(federation):
    with pytest.raises(IntegrityError):
        Meeting.objects.create(
            measure="1-1",
            kind="visit",
            host=federation.party,
            starts_at=NOW,
            ends_at=NOW,
            zone="Asia/Tokyo",
        )


def test_attendance_is_noted_once_a_person(meeting, people):
    actions.note(meeting, people[:3], people[3:4], at=NOW)
    actions.note(meeting, people[:3], people[3:4], at=NOW)

    assert states(meeting) == {
        people[0]: "present",
        people[1]: "present",
        people[2]: "present",
        people[3]: "absent",
    }
    assert queries.present_at(meeting) == set(people[:3])


def test_the_last_press_stands_even_when_an_older_one_arrives_after_it(meeting, people):
    child = people[0]
    actions.note(meeting, [], [child], at=NOW + timedelta(minutes=2))
    actions.note(meeting, [child], [], at=NOW, source="card")

    assert states(meeting) == {child: "absent"}

    actions.note(meeting, [child], [], at=NOW + timedelta(minutes=3), source="card")

    assert states(meeting) == {child: "present"}
    assert Presence.objects.get().source == "card"


def test_whoever_is_named_on_both_lists_was_absent(meeting, people):
    actions.note(meeting, people[:2], people[1:2], at=NOW)

    assert states(meeting) == {people[0]: "present", people[1]: "absent"}


def test_closing_binds_those_who_sat_together_and_nobody_else(meeting, people, sato):
    actions.note(meeting, people[:5], people[5:], at=NOW)
    groups = [people[:3], people[3:6], people[6:]]

    record, bound = actions.close(meeting, groups, by=sato, on=TODAY)

    pairs = set(Tie.objects.values_list("a_id", "b_id"))
    a, b, c, d, e = people[:5]
    assert pairs == {(a, b), (a, c), (b, c), (d, e)}
    assert (bound.ties, bound.new) == (4, 4)
    assert (record.facts["present"], record.facts["groups"]) == (5, 2)


def test_a_name_that_stands_twice_in_a_group_is_one_person(meeting, people, sato):
    actions.note(meeting, people[:2], [], at=NOW)

    _record, bound = actions.close(meeting, [[*people[:2], people[0]]], by=sato, on=TODAY)

    assert bound.ties == 1


def test_closing_twice_binds_once_and_says_so(meeting, people, sato):
    actions.note(meeting, people[:2], [], at=NOW)
    actions.close(meeting, [people[:2]], by=sato, on=TODAY)

    with pytest.raises(Refused) as refused:
        actions.close(meeting, [people[:2]], by=sato, on=TODAY)

    assert said(refused) == ["この集いはもう終わっています。"]
    assert Tie.objects.count() == 1
    assert [record.did for record in history(meeting)] == ["meeting.closed"]


def test_a_cancelled_meeting_is_not_closed(meeting, people, sato):
    Meeting.objects.update(state="cancelled")

    with pytest.raises(Refused) as refused:
        actions.close(meeting, [people[:2]], by=sato, on=TODAY)

    assert said(refused) == ["この集いは中止になっています。終えるには、先に日時を決めてください。"]
    assert list(history(meeting)) == []


def test_what_was_counted_is_not_changed_behind_its_record(meeting, people, sato):
    actions.note(meeting, people[:2], [], at=NOW)
    actions.close(meeting, [people[:2]], by=sato, on=TODAY)

    with pytest.raises(Refused) as refused:
        actions.note(meeting, [], people[:1], at=NOW + timedelta(hours=1))

    assert said(refused) == [
        "この集いは終わったので、出欠を変えられません。事務局に知らせてください。"
    ]
    assert queries.present_at(meeting) == set(people[:2])


def test_a_meeting_that_nobody_came_to_closes_without_ties(meeting, people, sato):
    actions.note(meeting, [], people, at=NOW)

    record, bound = actions.close(meeting, [people[:4], people[4:]], by=sato, on=TODAY)

    assert (record.facts["present"], record.facts["groups"], bound.ties) == (0, 0, 0)
