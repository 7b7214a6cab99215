"""催しの写真 — one for an event, made small when it comes in; the place where it was taken is gone."""

from datetime import date, datetime

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.kernel.papers import actions as papers
from tsunagari.kernel.papers import forgetting
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.community.events.models import Event, Picture

WIDE, MOST_BYTES = 1_200, 60 * 1024


def of(event: Event) -> Picture | None:
    """The picture of an event."""
    return Picture.objects.select_related("blob").filter(event=event).first()


@transaction.atomic
def put(event: Event, data: bytes, words: str, *, by, on: date, at: datetime) -> Picture:
    """写真を入れる — in place of the one that was there."""
    text = _("何がうつっているかを書いてください。")
    refuse_if([] if words.strip() else [Reason(text, rule="picture", field="words")])
    blob, size = papers.store_small(data, wide=WIDE, most=MOST_BYTES)
    _drop(event, blob)
    made, _new = Picture.objects.update_or_create(
        event=event,
        defaults={"blob": blob, "words": words.strip()[:200], "width": size[0], "height": size[1]},
    )
    _note(event, by, on, at)
    return made


@transaction.atomic
def take_away(event: Event, *, by, on: date, at: datetime) -> None:
    """写真をはずす — its bytes go too, unless something else uses them."""
    if of(event):
        _drop(event, None)
        _note(event, by, on, at)


def _drop(event: Event, new) -> None:
    stands = of(event)
    if stands is None or stands.blob == new:
        return
    stands.delete()
    forgetting.drop(stands.blob)


def _note(event: Event, by, on: date, at: datetime) -> None:
    Event.objects.filter(pk=event.pk).update(changed_at=at)
    records.add(by=by, did="event.pictured", about=event, concerns=[event.host_id], on=on, at=at)
