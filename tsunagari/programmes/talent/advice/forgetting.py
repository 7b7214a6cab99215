"""忘れる — every word of a person's closed consultations; that there were some stays as a count."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.kernel.papers.forgetting import drop
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.talent.advice.models import (
    Booking,
    Category,
    Consultation,
    Message,
    Photo,
    Rendering,
)
from tsunagari.programmes.talent.advice.queries import figure

CLOSED = Consultation.State.CLOSED


def why_not_forget(party) -> list[Reason]:
    """A consultation that is not at its end keeps everything."""
    words = _("相談がまだ終わっていません。終えてから消してください。")
    still = _of(party).exclude(state=CLOSED).exists()
    return [Reason(words, rule="advice.open")] if still else []


@transaction.atomic
def forget(party, *, on: date) -> int:
    """相談のことばを消す — Refused while one is open; how many messages were emptied.

    Under which subjects it counted goes too: that alone can say what befell a person. The count
    itself stays, under its topic.
    """
    refuse_if(why_not_forget(party))
    mine = _of(party)
    Category.objects.filter(consultation__in=mine).delete()
    return _empty(mine)


@transaction.atomic
def forget_nameless(*, on: date) -> list[int]:
    """名前のない相談のことばを消す — nobody can ask for it: some time after the end; which ones.

    What is counted stays: without a name and without words it is about nobody.
    """
    until = on - timedelta(days=int(figure("nameless_days", on)))
    ended = Consultation.objects.filter(person=None, state=CLOSED, closed_on__lte=until)
    written = Message.objects.filter(consultation=OuterRef("pk")).exclude(sealed="")
    old = ended.filter(~Q(sealed="") | Exists(written))
    found = list(old.select_for_update(of=("self",)).order_by("pk"))
    _empty(Consultation.objects.filter(pk__in=[row.pk for row in found]))
    for row in found:
        records.add(by=None, did="advice.forgotten", about=row, on=on)
    return [row.pk for row in found]


def _empty(rows: QuerySet[Consultation]) -> int:
    """Words, translations, photos, bookings and how to be reached; how many messages."""
    words = Message.objects.filter(consultation__in=rows)
    for photo in Photo.objects.filter(message__in=words).select_related("paper__blob"):
        paper = photo.paper
        photo.delete()
        paper.delete()
        drop(paper.blob)
    Rendering.objects.filter(message__in=words).update(sealed="")
    Booking.objects.filter(consultation__in=rows).update(sealed="")
    rows.update(sealed="", signs=[])
    return words.exclude(sealed="").update(sealed="")


def _of(party):
    return Consultation.objects.filter(person=party.pk)
