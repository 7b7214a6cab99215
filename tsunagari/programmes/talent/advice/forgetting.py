"""忘れる — every word of a person's closed consultations; that there were some stays as a count."""

from datetime import date

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.kernel.papers.forgetting import drop
from tsunagari.programmes.talent.advice.models import (
    Booking,
    Consultation,
    Message,
    Photo,
    Rendering,
)


def why_not_forget(party) -> list[Reason]:
    """A consultation that is not at its end keeps everything."""
    words = _("相談がまだ終わっていません。終えてから消してください。")
    still = _of(party).exclude(state=Consultation.State.CLOSED).exists()
    return [Reason(words, rule="advice.open")] if still else []


@transaction.atomic
def forget(party, *, on: date) -> int:
    """相談のことばを消す — Refused while one is open; how many messages were emptied."""
    refuse_if(why_not_forget(party))
    mine = _of(party)
    words = Message.objects.filter(consultation__in=mine)
    for photo in Photo.objects.filter(message__in=words).select_related("paper__blob"):
        paper = photo.paper
        photo.delete()
        paper.delete()
        drop(paper.blob)
    Rendering.objects.filter(message__in=words).update(sealed="")
    Booking.objects.filter(consultation__in=mine).update(sealed="")
    mine.update(sealed="", signs=[])
    return words.exclude(sealed="").update(sealed="")


def _of(party):
    return Consultation.objects.filter(person=party.pk)
