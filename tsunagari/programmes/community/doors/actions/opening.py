"""受付を開く・閉じる — a door is an address that lets a helper's phone receive people."""

from datetime import date, datetime
from secrets import token_hex

from django.db import transaction
from django.utils import timezone

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.community.doors import rules, secrets
from tsunagari.programmes.community.doors.models import Door
from tsunagari.programmes.community.events.models import Event

MOST_DOORS = 30


@transaction.atomic
def open_door(event: Event, name: str, *, by, on: date, at: datetime) -> Door:
    """受付を開く — its address is good until the day after the event."""
    event = Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
    ends_on = timezone.localdate(event.ends_at)
    facts = {"on": on, "ends_on": ends_on, "sessions": event.sessions.count()}
    reasons = rules.why_not_open(event.state, **facts)
    if event.doors.count() >= MOST_DOORS:
        words = _("受付の口は%(most)sつまでです。使わない口を閉じて、同じ口を使ってください。")
        reasons.append(Reason(words, {"most": MOST_DOORS}, rule="door.many"))
    refuse_if(reasons)
    salt = token_hex(32)
    door = Door.objects.create(
        event=event,
        name=name,
        salt=salt,
        secret_hash=secrets.hashed(secrets.made(salt)),
        opened_at=at,
        until_day=rules.until_day(ends_on),
    )
    records.add(by=by, did="door.opened", about=event, on=on, at=at, door=name)
    return door


@transaction.atomic
def close_door(door: Door, *, by, on: date, at: datetime) -> Door:
    """受付を閉じる — its address opens nothing more; phones erase what they kept."""
    door = Door.objects.select_for_update(of=("self",)).select_related("event").get(pk=door.pk)
    if door.closed_at is None:
        door.closed_at = at
        door.save(update_fields=["closed_at"])
        records.add(by=by, did="door.closed", about=door.event, on=on, at=at, door=door.name)
    return door
