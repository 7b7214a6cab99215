"""警報の試験 — silence, danger, the next person, and presses that come late."""

from datetime import timedelta

import pytest

from tests.cast import TODAY
from tests.cast_housekeeping import NINE, NOON
from tsunagari.base.refusals import Refused
from tsunagari.kernel.duties.models import Duty
from tsunagari.kernel.notices.models import Notice
from tsunagari.programmes.talent.housekeeping.actions import watch
from tsunagari.programmes.talent.housekeeping.models import Alarm, Signal


def later(minutes: int):
    return NINE + timedelta(minutes=minutes)


def press(visit, who, act, minutes, made=None, **more):
    key = more.pop("key", f"{act}{minutes}")
    return watch.press(
        visit,
        act,
        key=key,
        by=who,
        received=later(minutes),
        made=None if made is None else later(made),
        **more,
    )


def told(kind="hk.alarm"):
    return list(Notice.objects.filter(kind=kind).order_by("pk").values_list("to", flat=True))


def duty():
    row = Duty.objects.get(rule="2-4.answer_alarm")
    return row.state, row.doer_id, row.assignee_id, row.risk


def test_whoever_comes_and_goes_in_time_alarms_nobody(visit, grace_viewer):
    press(visit, grace_viewer, "in", 3)
    press(visit, grace_viewer, "out", 175)

    assert watch.look_after(later(600)) == 0
    visit.refresh_from_db()
    assert (visit.state, visit.due_at, visit.came_at) == ("done", None, later(3))


def test_a_missed_check_in_is_told_within_fifteen_minutes_to_the_coordinator(visit, aoki):
    assert watch.look_after(later(9)) == 0
    assert watch.look_after(later(10)) == 1
    assert watch.look_after(later(10)) == 0

    alarm = Alarm.objects.get()
    assert (alarm.kind, alarm.raised_at, alarm.named) == ("no_in", later(10), aoki.party)
    assert told() == [aoki.party.pk]
    assert duty() == ("open", visit.institution_id, aoki.party.pk, 0)
    assert Notice.objects.get().deliveries.get(channel="email").next_at == later(10)


def test_an_alarm_that_nobody_takes_goes_to_the_deputy_and_then_to_the_office(
    visit, aoki, inoue, sato
):
    watch.look_after(later(10))
    assert watch.look_after(later(24)) == 0
    assert watch.look_after(later(25)) == 1
    assert duty() == ("open", visit.institution_id, inoue.party.pk, 0)
    assert watch.look_after(later(40)) == 1
    assert watch.look_after(later(600)) == 0

    assert told() == [aoki.party.pk, inoue.party.pk, sato.party.pk]
    assert duty() == ("open", sato.body.pk, None, 0)


def test_an_alarm_that_is_taken_goes_to_nobody_else_and_ends_with_words(visit, aoki, inoue):
    watch.look_after(later(10))
    alarm = watch.take(Alarm.objects.get(), by=inoue, on=TODAY, at=later(12))
    assert watch.look_after(later(30)) == 0
    with pytest.raises(Refused):
        watch.take(alarm, by=aoki, on=TODAY, at=later(13))
    with pytest.raises(Refused) as refused:
        watch.close(alarm, outcome="wrong", words=" ", by=inoue, on=TODAY, at=later(20))
    assert [reason.rule for reason in refused.value.reasons] == ["outcome", "words"]

    watch.close(
        alarm,
        outcome="stays",
        words="電話で話した。",
        until=later(200),
        by=inoue,
        on=TODAY,
        at=later(20),
    )
    assert duty()[0] == "done"
    visit.refresh_from_db()
    assert (visit.state, visit.due_at) == ("running", later(210))


def test_i_am_fine_until_later_moves_the_alarm(visit, grace_viewer):
    press(visit, grace_viewer, "in", 0)
    press(visit, grace_viewer, "longer", 170, until=later(230))

    assert watch.look_after(later(239)) == 0
    assert watch.look_after(later(240)) == 1
    assert Alarm.objects.get().kind == "no_out"


def test_a_press_without_network_counts_when_it_was_made_and_answers_the_alarm(
    visit, grace_viewer, aoki
):
    press(visit, grace_viewer, "in", 1)
    watch.look_after(later(190))
    assert duty()[0] == "open"

    press(visit, grace_viewer, "out", 260, made=178, key="offline")

    visit.refresh_from_db()
    alarm = Alarm.objects.get()
    assert (visit.state, visit.left_at) == ("done", later(178))
    assert (alarm.outcome, alarm.closed_at, duty()[0]) == ("answered", later(260), "done")
    assert told("hk.answered") == [aoki.party.pk]


def test_the_same_press_twice_acts_once(visit, grace_viewer):
    for minutes in (5, 90):
        press(visit, grace_viewer, "in", minutes, made=4, key="one")

    visit.refresh_from_db()
    assert (Signal.objects.count(), visit.came_at) == (1, later(4))


def test_a_check_in_that_comes_after_the_check_out_opens_nothing(visit, grace_viewer):
    press(visit, grace_viewer, "out", 180)
    press(visit, grace_viewer, "in", 185, made=2)

    visit.refresh_from_db()
    assert (visit.state, visit.came_at, visit.due_at) == ("done", later(0), None)


def test_danger_tells_coordinator_and_office_at_once_and_no_press_ends_it(
    visit, grace_viewer, aoki, sato
):
    press(visit, grace_viewer, "danger", 30)
    press(visit, grace_viewer, "danger", 31)
    press(visit, grace_viewer, "out", 32)

    alarm = Alarm.objects.get()
    assert (alarm.kind, alarm.closed_at) == ("danger", None)
    assert told() == [aoki.party.pk, sato.party.pk] * 2
    watch.close(alarm, outcome="emergency", words="110番。", by=aoki, on=TODAY, at=later(60))
    serious = Duty.objects.get(rule="law.hk_serious_report")
    assert (serious.state, serious.holder_id) == ("open", visit.institution_id)


def test_a_visit_over_midnight_alarms_on_the_next_day(contract, grace_case, grace_viewer, aoki):
    from tsunagari.programmes.talent.housekeeping.actions import visits

    starts = NINE + timedelta(hours=13)  # 23:00 in Tokyo
    late = visits.plan(
        contract,
        grace_case,
        starts=starts,
        ends=starts + timedelta(hours=2),
        by=aoki,
        on=TODAY,
        now=NINE,
    )
    watch.press(late, "in", key="a", by=grace_viewer, received=starts)

    assert watch.look_after(starts + timedelta(hours=2, minutes=9)) == 0
    assert watch.look_after(starts + timedelta(hours=2, minutes=10)) == 1
    assert Duty.objects.get(rule="2-4.answer_alarm").opens_on == TODAY + timedelta(days=1)


def test_without_a_deputy_the_office_is_next(visit, institution, aoki, sato):
    institution.deputy = None
    institution.save()
    watch.look_after(later(10))
    watch.look_after(later(25))

    assert told() == [aoki.party.pk, sato.party.pk]


def test_a_visit_that_was_not_held_is_taken_off(visit, aoki):
    watch.look_after(later(10))
    alarm = Alarm.objects.get()
    watch.close(alarm, outcome="not_held", words="家庭が留守。", by=aoki, on=TODAY, at=later(30))

    visit.refresh_from_db()
    assert (visit.state, visit.due_at) == ("cancelled", None)
    assert watch.look_after(NOON + timedelta(days=1)) == 0


def test_a_visit_whose_alarm_always_fails_keeps_no_other_waiting(visit, contract, grace_case, aoki):
    from tsunagari.programmes.talent.housekeeping.actions import visits

    broken = visits.plan(
        contract,
        grace_case,
        starts=NINE - timedelta(minutes=30),
        ends=NINE,
        by=aoki,
        on=TODAY,
        now=NINE - timedelta(hours=1),
    )
    # No clock shows this place: the duty of its alarm cannot be written.
    type(visit).objects.filter(pk=broken.pk).update(zone="Nowhere/Land")

    assert [watch.look_after(later(minutes)) for minutes in (10, 25)] == [1, 1]
    assert list(Alarm.objects.values_list("service", "level")) == [(visit.pk, 1)]


def test_danger_pressed_again_is_told_again_and_waited_for_anew(
    visit, grace_viewer, aoki, inoue, sato
):
    press(visit, grace_viewer, "danger", 30)
    watch.take(Alarm.objects.get(), by=inoue, on=TODAY, at=later(32))
    press(visit, grace_viewer, "danger", 40)

    alarm = Alarm.objects.get()
    assert (alarm.taken_by, alarm.level, alarm.next_at) == (None, 0, later(55))
    people = [aoki.party.pk, sato.party.pk]
    assert told()[:2] == people
    assert sorted(told()[2:]) == sorted([*people, inoue.party.pk])
    assert duty() == ("open", visit.institution_id, aoki.party.pk, 0)
    press(visit, grace_viewer, "danger", 40, key="the same minute")
    assert len(told()) == 5


def test_an_alarm_that_was_taken_and_not_ended_is_passed_on_again(visit, aoki, inoue, sato):
    watch.look_after(later(10))
    watch.take(Alarm.objects.get(), by=aoki, on=TODAY, at=later(12))
    assert watch.look_after(later(41)) == 0
    assert watch.look_after(later(42)) == 1
    assert duty() == ("open", visit.institution_id, inoue.party.pk, 0)

    assert watch.look_after(later(57)) == 1
    watch.take(Alarm.objects.get(), by=sato, on=TODAY, at=later(58))
    assert watch.look_after(later(88)) == 1
    assert watch.look_after(later(600)) == 0
    assert told() == [aoki.party.pk, inoue.party.pk, sato.party.pk, sato.party.pk]


def test_everybody_who_was_told_hears_that_the_person_pressed(
    visit, institution, grace_viewer, aoki, inoue, sato
):
    watch.look_after(later(10))
    watch.look_after(later(25))
    press(visit, grace_viewer, "in", 30)
    assert sorted(told("hk.answered")) == sorted([aoki.party.pk, inoue.party.pk])

    institution.coordinator = institution.deputy = None
    institution.save()
    watch.look_after(later(190))
    press(visit, grace_viewer, "out", 195)
    assert told("hk.answered")[2:] == [sato.party.pk]


def test_danger_pressed_by_mistake_long_before_hides_no_missed_check_in(visit, grace_viewer, aoki):
    press(visit, grace_viewer, "danger", -180)
    alarm = Alarm.objects.get()
    watch.close(alarm, outcome="wrong", words="話した。", by=aoki, on=TODAY, at=later(-170))

    visit.refresh_from_db()
    assert (visit.state, visit.came_at, visit.due_at) == ("planned", None, later(10))
    assert watch.look_after(later(10)) == 1
