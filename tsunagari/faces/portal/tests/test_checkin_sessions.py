"""入れる回（受付） — a ticket that opens some sessions only: who is expected where, and who is let in anyway."""

import pytest

from tests.cast import NOW
from tests.cast_doors import booked, came, made_day
from tsunagari.faces.shared import checkin
from tsunagari.programmes.community.doors import arrivals_file, badges, queries, rules
from tsunagari.programmes.community.doors.actions import pressing
from tsunagari.programmes.community.events.models import Ticket


@pytest.fixture
def day(federation, sato):
    """Of two sessions; 太郎 and another one have tickets for the second only."""
    day = made_day(federation, sato, places=9)
    day.later = Ticket.objects.create(event=day.event, name="午後だけ", some_sessions=True)
    day.later.quotas.set(day.event.quotas.all())
    day.later.sessions.add(day.sessions[1])
    pair = booked(day.event, "太郎", 2)
    pair.guests.update(ticket=day.later)
    day.taro = pair.guests.order_by("pk").first().pk
    return day


def test_who_has_a_ticket_for_the_second_session_is_expected_there_only(day):
    assert [queries.expected(day.event)[one.pk] for one in day.sessions] == [4, 6]


def test_whoever_comes_to_another_session_is_let_in_and_counted_there(day):
    [taro] = [
        one for group in queries.groups(day.event) for one in group.guests if one.name == "太郎"
    ]
    words = {one.pk: one.words for one in checkin.sessions(day.event)}
    first, second = day.sessions
    assert checkin.elsewhere(taro, first, words) == words[second.pk]
    assert checkin.elsewhere(taro, second, words) == ""

    answers = pressing.receive(day.door, "east-phone", [rules.read(came(1, day.taro, day))], at=NOW)

    assert answers == {}
    assert queries.arrived_at(first) == {day.taro}
    assert queries.came_by_session(day.event) == {first.pk: 1}


def test_the_list_of_a_phone_says_into_which_sessions_each_may_go(day):
    people = {
        guest[1]: guest[4] for one in checkin.list_of(day.door)["people"] for guest in one["guests"]
    }

    assert people["太郎"] == [day.sessions[1].pk]
    assert people["健"] == []


def test_the_table_of_who_came_leaves_out_whoever_was_not_to_come(day):
    words = {one.pk: f"第{at}回" for at, one in enumerate(day.sessions, 1)}

    rows = arrivals_file.made(day.event, words).decode("utf-8-sig").splitlines()

    assert [line.split(",")[0] for line in rows if "太郎" in line] == ["第2回"]


def test_a_badge_says_into_which_sessions_it_lets(day):
    words = {one.pk: one.words for one in checkin.sessions(day.event)}

    told = {
        one.name: badges._badge(one, group, words)["into"]
        for group in queries.groups(day.event)
        for one in group.guests
        if one.named
    }

    assert told["太郎"] == words[day.sessions[1].pk]
    assert told["健"] == ""
