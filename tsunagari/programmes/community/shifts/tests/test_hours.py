"""手伝った時間 — one person's over all events of a fiscal year, and never two people's by one name."""

from datetime import timedelta

import pytest

from tests.cast import NOW, TODAY
from tests.cast_events import made_event
from tests.cast_shifts import WHEN, joined, made_shift
from tsunagari.base.refusals import Refused
from tsunagari.programmes.community.shifts import hours
from tsunagari.programmes.community.shifts.actions import knowing
from tsunagari.programmes.community.shifts.models import Assignment

pytestmark = pytest.mark.usefixtures("cast_day")


def helped(event, minutes, *, days=1, **facts):
    """Somebody who was on a shift so many days ago."""
    shift = made_shift(event)
    volunteer = joined(event, wants=[shift], **facts)
    starts = NOW - timedelta(days=days)
    type(shift).objects.filter(pk=shift.pk).update(
        starts_at=starts, ends_at=starts + timedelta(hours=2)
    )
    told = {"state": "came", "minutes": minutes, "said_by": "office"}
    Assignment.objects.create(volunteer=volunteer, shift=shift, **told)
    return volunteer


def test_two_offers_are_one_person_only_when_the_office_said_so(federation, linh, sato):
    spring, autumn = made_event(federation), made_event(federation)
    offers = [helped(spring, 90), helped(autumn, 60), helped(autumn, 30)]
    assert [one.party for one in hours.of_year(2026)] == [None] * 3

    for one in offers[:2]:
        for _press in range(2):
            knowing.link(one, linh.party, **WHEN | {"by": sato})

    known, unknown = hours.of_year(2026)
    assert (known.party, known.minutes) == (linh.party, 150)
    assert known.events == {spring: 90, autumn: 60}
    assert (unknown.party, unknown.minutes) == (None, 30)
    with pytest.raises(Refused) as refused:
        knowing.link(offers[2], linh.party, **WHEN | {"by": sato})
    assert [one.rule for one in refused.value.reasons] == ["twice"]
    knowing.unlink(offers[0], **WHEN | {"by": sato})
    assert [one.minutes for one in hours.years_of(linh.party)] == [60]


def test_a_fiscal_year_ends_on_the_last_of_march_by_the_clock_of_japan(federation, linh, sato):
    # The cast's day is in November: the first of April began so many days before.
    begun = (TODAY - TODAY.replace(month=4, day=1)).days
    for minutes, days in ((60, begun - 1), (30, begun + 1)):
        offer = helped(made_event(federation), minutes, days=days)
        knowing.link(offer, linh.party, **WHEN | {"by": sato})

    assert [(one.year, one.minutes) for one in hours.years_of(linh.party)] == [
        (2026, 60),
        (2025, 30),
    ]
    assert [one.minutes for one in hours.of_year(2025)] == [30]
