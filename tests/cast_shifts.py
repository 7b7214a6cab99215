"""配役（お手伝い） — two shifts of an event at the same time, a later one, and people who offer help."""

from datetime import timedelta
from secrets import token_hex

from tests.cast import NOW, TODAY

WHEN = {"by": None, "on": TODAY, "at": NOW}
START = NOW + timedelta(days=12)


def made_shift(event, *, hour=0, hours=2, **facts):
    from tsunagari.programmes.community.shifts.models import Shift

    starts = START + timedelta(hours=hour)
    span = {"starts_at": starts, "ends_at": starts + timedelta(hours=hours)}
    return Shift.objects.create(event=event, **{"kind": "reception"} | span | facts)


def proposed(event, at=NOW):
    """The proposal as the worker makes it once somebody asked."""
    from tsunagari.programmes.community.shifts import queries
    from tsunagari.programmes.community.shifts.actions import proposing

    proposing.want(event, **WHEN)
    assert proposing.make_waiting(at=at) == 1
    return queries.draft_of(event)


def joined(event, *, wants=(), can=(), **facts):
    """Somebody who offers help for shifts."""
    from tsunagari.programmes.community.shifts.actions import joining

    levels = {one.pk: "can" for one in can} | {one.pk: "wants" for one in wants}
    told = joining.Offer(**{"name": "花", "email": "hana@example.jp", "levels": levels} | facts)
    return joining.join(event, told, salt=token_hex(8), **WHEN)
