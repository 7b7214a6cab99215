"""お手伝い — offered, assigned, given away, counted and thanked; once each, whatever is pressed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core import mail
from django.db import connection

from tests.cast import NOW, TODAY
from tests.cast_events import made_event
from tests.cast_shifts import START, WHEN, joined, made_shift, proposed
from tsunagari.base.refusals import Refused
from tsunagari.kernel.records.models import Record
from tsunagari.programmes.community.events.models import Event
from tsunagari.programmes.community.shifts import forgetting, queries
from tsunagari.programmes.community.shifts.actions import (
    assigning,
    counting,
    joining,
    mailing,
    planning,
    swapping,
)
from tsunagari.programmes.community.shifts.models import Assignment, Note, Swap, Volunteer
from tsunagari.programmes.community.shifts.rules import fit

OVER = {"by": None, "on": TODAY + timedelta(days=13), "at": NOW + timedelta(days=13)}


def accepted(event):
    seen = proposed(event).digest
    return assigning.accept(event, seen=seen, **WHEN)


def on(shift):
    return sorted(Assignment.objects.filter(shift=shift).values_list("volunteer_id", flat=True))


def test_what_was_seen_is_accepted_once_and_everybody_is_told(event):
    desk, door = made_shift(event), made_shift(event, kind="guide")
    hana = joined(event, wants=[desk], can=[door])
    linh = joined(event, can=[desk, door], language="vi")
    seen = proposed(event).digest

    assert assigning.accept(event, seen=seen, **WHEN) == 2

    assert (on(desk), on(door)) == ([hana.pk], [linh.pk])
    kinds = sorted(Note.objects.values_list("kind", flat=True))
    assert kinds == ["assigned", "assigned", "joined", "joined"]
    with pytest.raises(Refused):
        assigning.accept(event, seen=seen, **WHEN)
    with pytest.raises(Refused) as refused:
        joining.wish(hana, joining.Offer("花", levels={door.pk: "wants"}), **WHEN)
    assert [one.rule for one in refused.value.reasons] == ["assigned"]


def test_a_proposal_that_has_changed_is_not_accepted(event):
    desk = made_shift(event)
    joined(event, can=[desk])
    seen = proposed(event).digest
    joined(event, wants=[desk])

    with pytest.raises(Refused):
        assigning.accept(event, seen=seen, **WHEN)

    assert on(desk) == []


def test_by_hand_every_rule_holds_but_the_wish_and_a_veto_stays(event):
    desk = made_shift(event, languages=["vi"])
    later = made_shift(event, hour=2)
    hana = joined(event, can=[later])
    linh = joined(event, can=[desk], languages=["vi"])
    with pytest.raises(Refused) as refused:
        assigning.put(desk, hana, **WHEN)
    assert [one.rule for one in refused.value.reasons] == ["language"]
    for _press in range(2):
        assigning.put(desk, linh, **WHEN)
        assigning.put(later, hana, **WHEN)
    with pytest.raises(Refused) as refused:
        assigning.put(later, linh, **WHEN)
    assert [one.rule for one in refused.value.reasons] == ["rest", "full"]

    for _press in range(2):
        assigning.remove(desk, linh, veto=True, **WHEN)

    said = proposed(event).said
    assert said["new"] == []
    assert said["empty"] == [[desk.pk, 1, [["事務局が外した人：%(n)s人", {"n": 1}]]]]
    assigning.unveto(desk, linh, **WHEN)
    assert accepted(event) == 1


def test_a_shift_stays_the_givers_until_somebody_takes_it(event):
    desk = made_shift(event, skills=["driving"])
    hana = joined(event, wants=[desk], skills=["driving"])
    linh = joined(event, can=[desk], skills=["driving"])
    maria = joined(event, can=[desk])
    accepted(event)
    mine = Assignment.objects.get()
    swap = swapping.offer(mine, **WHEN)
    assert swapping.offer(mine, **WHEN) == swap
    told = Note.objects.filter(kind="sought").values_list("volunteer", flat=True)
    assert list(told) == [linh.pk]
    assert on(desk) == [hana.pk]
    with pytest.raises(Refused) as refused:
        swapping.take(swap, maria, **WHEN)
    assert [one.rule for one in refused.value.reasons] == ["skill"]

    for _press in range(2):
        swapping.take(swap, linh, **WHEN)

    assert on(desk) == [linh.pk]
    assert not swapping.keep(swap, **WHEN)
    assert Record.objects.filter(did="shift.taken").count() == 1
    kinds = Note.objects.filter(kind__in=["changed", "assigned"]).order_by("pk")
    assert [(one.volunteer_id, one.kind) for one in kinds] == [
        (hana.pk, "assigned"),
        (hana.pk, "changed"),
        (linh.pk, "assigned"),
    ]


@pytest.mark.django_db(transaction=True)
def test_two_who_take_one_offered_shift_are_never_both_on_it(federation):
    event = made_event(federation)
    desk = made_shift(event)
    giver = joined(event, wants=[desk])
    takers = [joined(event, can=[desk]) for _one in range(3)]
    assigning.put(desk, giver, **WHEN)
    swap = swapping.offer(Assignment.objects.get(), **WHEN)
    start = Barrier(len(takers))

    def press(taker):
        start.wait()
        try:
            swapping.take(Swap.objects.get(pk=swap.pk), taker, **WHEN)
        except Refused:
            return None
        else:
            return taker.pk
        finally:
            connection.close()

    with ThreadPoolExecutor(len(takers)) as pool:
        got = [one for one in pool.map(press, takers) if one]

    assert len(got) == 1
    assert on(desk) == got
    assert Swap.objects.get().taker_id == got[0]


def test_whoever_stops_frees_the_shifts_to_come_and_keeps_the_hours(event):
    early, late = made_shift(event), made_shift(event, hour=48)
    hana = joined(event, wants=[early, late])
    accepted(event)
    first = Assignment.objects.get(shift=early)
    counting.count(first, 90, said_by="self", **OVER)

    for _press in range(2):
        joining.withdraw(hana, **OVER)

    assert list(Assignment.objects.values_list("shift", "minutes")) == [(early.pk, 90)]
    assert Note.objects.filter(kind="withdrawn").count() == 1
    assert queries.counted(event) == (1, 90)


def test_hours_count_afterwards_and_the_office_has_the_last_word(event):
    desk = made_shift(event)
    hana = joined(event, wants=[desk])
    accepted(event)
    mine = Assignment.objects.get()
    with pytest.raises(Refused):
        counting.count(mine, 120, said_by="self", **WHEN)
    with pytest.raises(Refused):
        counting.thank(event, **OVER)
    counting.count(mine, 120, said_by="self", **OVER)
    counting.count(mine, 100, said_by="office", **OVER)
    counting.count(mine, 120, said_by="self", **OVER)

    assert queries.minutes_of([hana]) == {hana.pk: 100}
    assert counting.thank(event, **OVER) == 1
    with pytest.raises(Refused):
        counting.thank(event, **OVER)
    assert Record.objects.filter(did="shift.came").count() == 2


def test_the_reminder_goes_out_once_on_the_morning_before_in_the_persons_language(event, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    desk = made_shift(event, place="東の入口")
    joined(event, wants=[desk], language="en")
    joined(event, can=[desk])
    accepted(event)
    day, morning = START.date() - timedelta(days=1), START - timedelta(days=1)
    assert mailing.remind(on=day, at=morning - timedelta(hours=4)) == 0
    assert mailing.remind(on=day - timedelta(days=1), at=morning - timedelta(days=1)) == 0

    sent = [mailing.remind(on=day, at=morning) for _tick in range(2)]

    assert sent == [1, 0]
    Note.objects.exclude(kind="reminder").delete()
    assert mailing.send_due(morning) == 1
    assert mailing.send_due(morning) == 0
    [letter] = mail.outbox
    secret = joining.secret_of(Volunteer.objects.order_by("pk").first())
    assert f"/en/helping/{secret}/" in letter.body
    assert "東の入口" in letter.body


def test_a_call_off_is_told_once(event):
    desk = made_shift(event)
    joined(event, wants=[desk])
    joined(event, can=[desk], email="")
    event.state = "cancelled"
    event.save()

    assert [mailing.call_off(at=NOW) for _tick in range(2)] == [1, 0]
    with pytest.raises(Refused, match="中止"):
        proposed(event)


def test_last_years_shifts_are_copied_by_the_distance_of_the_beginnings(event, federation):
    made_shift(event, hour=-1, needs=3, skills=["cooking"])
    later = made_event(
        federation,
        copied_from=event,
        starts_at=event.starts_at + timedelta(days=364),
        ends_at=event.ends_at + timedelta(days=364),
    )
    moment = {"by": None, "on": TODAY}

    assert planning.copy(later, **moment) == 1
    with pytest.raises(Refused):
        planning.copy(later, **moment)

    [row] = queries.shifts(later)
    assert row.starts_at == START + timedelta(days=364, hours=-1)
    assert (row.needs, row.skills, row.on) == (3, ["cooking"], 0)
    with pytest.raises(Refused):
        planning.copy(event, **moment)


def test_a_changed_time_is_told_and_a_used_shift_is_not_dropped(event):
    desk = made_shift(event, needs=2)
    for _one in range(2):
        joined(event, wants=[desk])
    accepted(event)
    told = planning.Told("reception", desk.starts_at, desk.ends_at + timedelta(hours=1), needs=2)

    planning.change(desk, told, seen=1, **WHEN)

    assert Note.objects.filter(kind="changed").count() == 2
    with pytest.raises(Refused):
        planning.change(desk, told, seen=1, **WHEN)
    few = planning.Told("other", desk.starts_at, desk.starts_at)
    with pytest.raises(Refused) as refused:
        planning.change(desk, few, seen=2, **WHEN)
    assert [one.field for one in refused.value.reasons] == ["title", "until"]
    with pytest.raises(Refused):
        planning.drop(desk, by=None, on=TODAY)


def test_a_year_later_only_the_hours_are_left(event, staff_login):
    desk = made_shift(event)
    hana = joined(event, wants=[desk], party=staff_login.person.party)
    accepted(event)
    assert forgetting.forget_old(on=START.date() + timedelta(days=300)) == 0

    assert forgetting.forget_old(on=START.date() + timedelta(days=400)) == 1
    assert forgetting.forget_old(on=START.date() + timedelta(days=400)) == 0

    hana.refresh_from_db()
    assert (queries.own_name(hana), hana.email, hana.party) == ("", "", None)
    assert on(desk) == [hana.pk]
    assert fit.hours(100) == "1.67"


def test_the_shifts_to_come_of_whoever_is_forgotten_are_others_to_take(event, yamada):
    Event.objects.update(ends_at=START + timedelta(days=5000))
    shift = made_shift(event, hour=24 * 4000)
    mine = joined(event, wants=[shift], party=yamada.party)
    swap = swapping.offer(assigning.put(shift, mine, **WHEN), **WHEN)

    forgetting.forget(yamada.party, on=TODAY)

    assert on(shift) == []
    swap.refresh_from_db()
    assert swap.state == "closed"
    other = joined(event, wants=[shift])
    assert accepted(event) == 1
    assert on(shift) == [other.pk]
    assert not Note.objects.filter(volunteer=mine).exists()
