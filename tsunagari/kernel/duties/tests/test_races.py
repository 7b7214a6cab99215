"""Threads with connections of their own: what one test transaction cannot show."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier, Event

import pytest
from django.db import connection, transaction

from tsunagari.base.refusals import Refused
from tsunagari.kernel.duties import actions
from tsunagari.kernel.duties.models import Duty
from tsunagari.kernel.records.models import Record

TODAY = date(2026, 11, 24)
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


def test_a_duty_pressed_done_in_between_is_not_reopened(federation, wants, sato, monkeypatch):
    """The rules want another day; while they decide, 佐藤 presses done."""
    case = federation.party
    actions.reconcile(case, [wants()], on=TODAY)
    decided, pressed = Event(), Event()
    look = actions._changed

    def look_and_wait(*args):
        found = look(*args)
        if not decided.is_set():
            decided.set()
            assert pressed.wait(20)
        return found

    def press():
        assert decided.wait(20)
        actions.done(Duty.objects.get(), by=sato, on=TODAY)
        pressed.set()

    monkeypatch.setattr(actions, "_changed", look_and_wait)
    moved = wants(due=date(2026, 12, 24))
    at_once(lambda: actions.reconcile(case, [moved], on=TODAY), press)

    duty = Duty.objects.get()
    assert (duty.state, duty.done_by_id, duty.done_on) == ("done", sato.party.pk, TODAY)
    assert duty.safe_due == date(2026, 12, 24)


def test_four_acts_that_follow_the_same_new_facts_make_one_duty(federation, wants):
    case = federation.party
    wanted = [wants(str(i)) for i in range(20)]

    found = at_once(*[lambda: actions.reconcile(case, wanted, on=TODAY)] * 4)

    assert Duty.objects.count() == 20
    assert sorted(counts.get("new", 0) for counts in found) == [0, 0, 0, 20]
    assert Record.objects.filter(did="duties.reconciled").count() == 1


def test_facts_that_are_read_in_turn_are_never_older_than_what_is_stored(federation, wants):
    """Each of many acts changes a fact and follows: the last fact wins, whoever was slow."""
    from tsunagari.kernel.parties.models import Party

    case = federation.party

    def move(day):
        with transaction.atomic():
            actions.wait_for_turn(case)
            Party.objects.filter(pk=case.pk).update(zone=str(day))
            seen = int(Party.objects.get(pk=case.pk).zone)
            actions.reconcile(case, [wants(due=date(2026, 12, seen))], on=TODAY)

    at_once(*[lambda day=day: move(day) for day in range(1, 7)])

    assert Duty.objects.get().safe_due.day == int(Party.objects.get(pk=case.pk).zone)


def test_six_presses_of_done_at_once_are_one_act(federation, wants, sato):
    actions.reconcile(federation.party, [wants()], on=TODAY)
    duty = Duty.objects.get()

    found = at_once(*[lambda: actions.done(duty, by=sato, on=TODAY)] * 6)

    assert sum(isinstance(answer, Record) for answer in found) == 1
    assert sum(isinstance(answer, Refused) for answer in found) == 5
    assert Record.objects.filter(did="duty.done").count() == 1


def test_done_and_later_at_once_leave_one_of_them_told(federation, wants, sato, abe):
    actions.reconcile(federation.party, [wants()], on=TODAY)
    duty = Duty.objects.get()

    at_once(
        lambda: actions.done(duty, by=sato, on=TODAY),
        lambda: actions.snooze(duty, until=date(2026, 11, 30), by=abe, on=TODAY),
    )

    duty.refresh_from_db()
    assert duty.state == "done"
    assert Record.objects.filter(did="duty.done").count() == 1


def test_two_clocks_open_a_duty_once_with_one_record(federation, wants):
    day = date(2026, 12, 1)
    actions.reconcile(federation.party, [wants(str(n), opens_on=day) for n in range(20)], on=TODAY)

    counts = at_once(*[lambda: actions.open_due(on=day)] * 2)
    counts.append(actions.open_due(on=day))

    assert sum(counts) == 20
    assert Record.objects.filter(about_kind="duties.duty", did="duties.reconciled").count() == 20
