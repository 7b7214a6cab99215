"""同時に — a check-out and an alarm in the same moment, and one alarm for two who press."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from tests.cast import TODAY
from tests.cast_housekeeping import NINE
from tsunagari.base.refusals import Refused
from tsunagari.kernel.duties.models import Duty
from tsunagari.programmes.talent.housekeeping.actions import watch
from tsunagari.programmes.talent.housekeeping.models import Alarm, Signal

pytestmark = pytest.mark.django_db(transaction=True)
LATE = NINE + timedelta(minutes=190)


def at_once(*acts) -> list:
    """The answers of acts that start in the same moment; a refusal is an answer too."""
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


@pytest.mark.parametrize("turn", range(3))
def test_a_check_out_and_two_workers_in_the_same_moment_leave_no_open_alarm(
    turn, visit, grace_viewer
):
    watch.press(visit, "in", key="a", by=grace_viewer, received=NINE)

    at_once(
        lambda: watch.look_after(LATE),
        lambda: watch.press(visit, "out", key="b", by=grace_viewer, received=LATE),
        lambda: watch.look_after(LATE),
    )

    visit.refresh_from_db()
    assert (visit.state, visit.due_at) == ("done", None)
    assert list(Alarm.objects.exclude(outcome="answered")) == []
    assert Alarm.objects.count() <= 1
    assert not Duty.objects.filter(rule="2-4.answer_alarm", state="open").exists()


def test_an_alarm_is_raised_once_and_taken_by_one(visit, aoki, inoue):
    assert sum(at_once(*[lambda: watch.look_after(LATE)] * 3)) == 1
    alarm = Alarm.objects.get()

    said = at_once(
        *[lambda by=by: watch.take(alarm, by=by, on=TODAY, at=LATE) for by in (aoki, inoue, aoki)]
    )

    assert sum(isinstance(one, Refused) for one in said) == 2


def test_the_same_press_sent_three_times_at_once_is_one(visit, grace_viewer):
    at_once(*[lambda: watch.press(visit, "danger", key="k", by=grace_viewer, received=LATE)] * 3)

    assert (Signal.objects.count(), Alarm.objects.count()) == (1, 1)
