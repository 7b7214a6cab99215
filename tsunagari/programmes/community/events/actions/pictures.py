"""催しの写真 — one for an event, made small when it comes in; the place where it was taken is gone.

Its other sizes are made by the clock: writing them takes longer than a press should.
"""

from datetime import date, datetime

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.kernel.papers import actions as papers
from tsunagari.kernel.papers import forgetting, sizes
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.community.events.models import Drawn, Event, Picture

WIDE, MOST_BYTES = 1_200, 60 * 1024
MOST_AT_ONCE = 5


def of(event: Event) -> Picture | None:
    """The picture of an event."""
    return Picture.objects.select_related("blob").filter(event=event).first()


def size_of(event: Event, kind: str, width: int) -> Drawn | None:
    """One of the sizes of an event's picture."""
    rows = Drawn.objects.select_related("blob")
    return rows.filter(picture__event=event, kind=kind, width=width).first()


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
    blobs = [stands.blob, *(one.blob for one in stands.drawn.select_related("blob"))]
    stands.delete()
    for blob in blobs:
        forgetting.drop(blob)


def draw_sizes(*, at: datetime) -> int:
    """大きさをそろえる — of pictures that came since, or before there were sizes; how many."""
    waiting = Picture.objects.filter(drawn_at=None).select_related("blob").order_by("pk")
    return sum(_draw(one, at) for one in waiting[:MOST_AT_ONCE])


def _draw(picture: Picture, at: datetime) -> bool:
    """Written first, then kept in one short transaction, if the same picture still stands."""
    made = list(sizes.drawn(papers.read(picture.blob)))
    with transaction.atomic():
        same = Picture.objects.filter(pk=picture.pk, blob=picture.blob, drawn_at=None)
        if not same.update(drawn_at=at):
            return False
        for kind, width, data in made:
            blob = papers.store(data, sizes.type_of(kind))
            Drawn.objects.create(picture=picture, blob=blob, kind=kind, width=width)
    return True


def _note(event: Event, by, on: date, at: datetime) -> None:
    Event.objects.filter(pk=event.pk).update(changed_at=at)
    records.add(by=by, did="event.pictured", about=event, concerns=[event.host_id], on=on, at=at)
