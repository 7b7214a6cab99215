"""写真 — kept without its notes, shown only with everybody's yes, stopped with one press."""

import io
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from PIL import Image

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.kernel.duties import actions as duties
from tsunagari.kernel.papers import actions as papers
from tsunagari.kernel.papers.forgetting import drop
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.community.afterwards import duties as said
from tsunagari.programmes.community.afterwards.models import Photo, Shown
from tsunagari.programmes.community.afterwards.rules import photos as rules
from tsunagari.programmes.community.events.models import Event, Guest

LARGE, SMALL = 1600, 480


@transaction.atomic
def add(event: Event, data: bytes, *, by, on: date, at: datetime) -> Photo:
    """写真を入れる — drawn anew; nobody outside sees it yet."""
    event = Event.objects.select_for_update().get(pk=event.pk)
    refuse_if(
        rules.why_not_add(
            public=event.state == Event.State.PUBLIC,
            starts_at=event.starts_at,
            now=at,
            photos=event.photos.filter(blob__isnull=False).count(),
        )
    )
    blob = papers.store_picture(data)
    whole, size = _smaller(papers.read(blob), LARGE)
    small, _size = _smaller(papers.read(blob), SMALL)
    kept = papers.store(whole)
    if kept.pk != blob.pk:
        drop(blob)
    photo = Photo.objects.create(
        event=event,
        blob=kept,
        small=papers.store(small),
        width=size[0],
        height=size[1],
        added_on=on,
    )
    _note("photo.added", photo, by, on)
    return photo


def _smaller(data: bytes, side: int) -> tuple[bytes, tuple[int, int]]:
    """The picture within a square of that side, and its size."""
    image = Image.open(io.BytesIO(data))
    image.thumbnail((side, side))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80, optimize=True)
    return out.getvalue(), image.size


@transaction.atomic
def add_person(
    photo: Photo, *, guest: Guest | None, words: str, yes_on: date | None, by, on: date
) -> Shown:
    """写っている人を入れる — with the day of the yes on paper, or without a yes yet.

    Somebody new who has not said yes takes the photograph off the page.
    """
    photo = _locked(photo)
    reasons = [] if yes_on is None else _why_not_yes(photo, yes_on, on)
    if guest is None and not words.strip():
        text = _("だれが写っているかを選ぶか、言葉で書いてください。")
        reasons.append(Reason(text, rule="photo.who", field="words"))
    if guest is not None and guest.booking.event_id != photo.event_id:
        text = _("この催しに来た人から選んでください。")
        reasons.append(Reason(text, rule="photo.who", field="guest"))
    refuse_if(reasons)
    shown = Shown.objects.create(
        photo=photo,
        guest=guest,
        words="" if guest else words.strip()[:80],
        yes_on=yes_on,
        how=Shown.How.PAPER if yes_on else "",
    )
    photo.nobody_by = None
    if yes_on is None:
        photo.published_on = None
    photo.save(update_fields=["nobody_by", "published_on"])
    _note("photo.person_added", photo, by, on, shown=shown.pk)
    return shown


def _why_not_yes(photo: Photo, day: date, on: date) -> list[Reason]:
    # Whoever stopped it took every earlier yes back.
    since = max(photo.event.starts_at, photo.stopped_at or photo.event.starts_at)
    taken_on = timezone.localdate(since)
    return rules.why_not_yes(day=day, on=on, taken_on=taken_on)


@transaction.atomic
def hear(shown: Shown, day: date, *, by, on: date) -> None:
    """紙で「はい」と聞いた — noted by the office with its day."""
    photo = _locked(shown.photo)
    shown = Shown.objects.select_for_update().get(pk=shown.pk)
    refuse_if(_why_not_yes(photo, day, on))
    shown.yes_on, shown.how = day, Shown.How.PAPER
    shown.save(update_fields=["yes_on", "how"])
    _note("photo.heard", photo, by, on, shown=shown.pk)


@transaction.atomic
def agree(shown: Shown, *, by, on: date) -> None:
    """のせてよい — pressed on the own page; again after a stop it counts from today."""
    photo = _locked(shown.photo)
    shown = Shown.objects.select_for_update().get(pk=shown.pk)
    if shown.yes_on is None:
        shown.yes_on, shown.how = on, Shown.How.OWN
        shown.save(update_fields=["yes_on", "how"])
        _note("photo.agreed", photo, by, on, shown=shown.pk)


@transaction.atomic
def remove_person(shown: Shown, *, by, on: date) -> None:
    """入れまちがい — whoever was put on it by mistake is taken off, and the photograph off the page."""
    photo = _locked(shown.photo)
    key = shown.pk
    Shown.objects.filter(pk=key).delete()
    photo.published_on = None
    photo.save(update_fields=["published_on"])
    _note("photo.person_removed", photo, by, on, shown=key)


@transaction.atomic
def nobody(photo: Photo, *, by, on: date) -> None:
    """だれか分かる人はいない — somebody of the office looked and says so."""
    photo = _locked(photo)
    people = photo.people.exists()
    stopped = photo.stopped_at is not None
    words = _("写っている人がいるので、「だれか分かる人はいない」とは言えません。")
    refuse_if([Reason(words, rule="photo.nobody")] if people or stopped else [])
    photo.nobody_by = getattr(by, "party", by)
    photo.save(update_fields=["nobody_by"])
    _note("photo.nobody", photo, by, on)


@transaction.atomic
def publish(photo: Photo, *, by, on: date) -> None:
    """のせる — only while everybody recognisable has said yes."""
    photo = _locked(photo)
    if photo.published_on:
        return
    refuse_if(
        rules.why_not_publish(
            there=photo.blob_id is not None,
            stopped=photo.stopped_at is not None,
            nobody=photo.nobody_by_id is not None,
            people=list(photo.people.values_list("yes_on", flat=True)),
        )
    )
    photo.published_on, photo.stopped_at, photo.stopped_by = on, None, ""
    photo.save(update_fields=["published_on", "stopped_at", "stopped_by"])
    _note("photo.published", photo, by, on)
    _tell(photo, by, on)


@transaction.atomic
def stop(photo: Photo, *, how: str, by, on: date, at: datetime) -> None:
    """やめる — effective at once, no reason asked; every yes is void and has to be asked anew."""
    photo = _locked(photo)
    if photo.stopped_at is not None:
        return
    photo.published_on, photo.stopped_at, photo.stopped_by = None, at, how
    photo.nobody_by, photo.seen_on = None, on if how == Photo.Stopped.OFFICE else None
    photo.save(update_fields=["published_on", "stopped_at", "stopped_by", "nobody_by", "seen_on"])
    photo.people.update(yes_on=None, how="")
    _note("photo.stopped", photo, by, on, at=at, how=how)
    _tell(photo, by, on)


@transaction.atomic
def look(photo: Photo, *, by, on: date) -> None:
    """見ました — the office has seen that somebody stopped it."""
    photo = _locked(photo)
    if photo.stopped_at is not None and photo.seen_on is None:
        photo.seen_on = on
        photo.save(update_fields=["seen_on"])
        _note("photo.looked", photo, by, on)
        _tell(photo, by, on)


@transaction.atomic
def discard(photo: Photo, *, by, on: date, at: datetime) -> None:
    """消す — the file itself goes; that it was there, and every yes and no, stays on record."""
    stop(photo, how=Photo.Stopped.OFFICE, by=by, on=on, at=at)
    photo = _locked(photo)
    blobs = {blob.pk: blob for blob in (photo.blob, photo.small) if blob is not None}
    if not blobs:
        return
    photo.blob, photo.small, photo.seen_on = None, None, photo.seen_on or on
    photo.save(update_fields=["blob", "small", "seen_on"])
    _note("photo.discarded", photo, by, on)
    _tell(photo, by, on)
    for blob in blobs.values():
        drop(blob)


def _locked(photo: Photo) -> Photo:
    """Read again under lock; its event and its files come along."""
    rows = Photo.objects.select_for_update(of=("self",))
    return rows.select_related("event__text", "blob", "small").get(pk=photo.pk)


def _note(did: str, photo: Photo, by, on: date, *, at: datetime | None = None, **facts) -> None:
    host = photo.event.host_id
    records.add(by=by, did=did, about=photo, concerns=[host], on=on, at=at, **facts)


def _tell(photo: Photo, by, on: date) -> None:
    """The office finds it among what is to be done today, until it has looked."""
    duties.reconcile(photo, said.wanted(photo), on=on, by=by)
