"""配役（催し） — one event for first comers, with two kinds of tickets that share a quota."""

from datetime import timedelta

import pytest

from tests.cast import NOW, TODAY


def made_event(federation, *, places=3, helpers=None, **facts):
    """A public event with `places`; with `helpers` a second quota that only helpers draw on too."""
    from tsunagari.kernel.texts import actions as texts
    from tsunagari.kernel.texts.rules.split import Piece
    from tsunagari.programmes.community.events.models import Event, Quota, Ticket

    event = Event.objects.create(
        **{
            "text": texts.write([Piece("春の集い", "title")], on=TODAY),
            "measure": "3-4",
            "host": federation.party,
            "state": "public",
            "opens_at": NOW - timedelta(days=1),
            "closes_at": NOW + timedelta(days=10),
            "starts_at": NOW + timedelta(days=12),
            "ends_at": NOW + timedelta(days=12, hours=2),
        }
        | facts
    )
    hall = Quota.objects.create(event=event, name="会場", places=places)
    adult = Ticket.objects.create(event=event, name="大人")
    adult.quotas.add(hall)
    if helpers is not None:
        helper = Ticket.objects.create(event=event, name="お手伝い")
        helper.quotas.add(hall, Quota.objects.create(event=event, name="お手伝い", places=helpers))
    return event


@pytest.fixture
def event(federation):
    return made_event(federation)
