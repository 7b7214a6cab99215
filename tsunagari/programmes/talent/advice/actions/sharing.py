"""ほかの窓口に渡す — asked by the office, or pressed by the person; a yes for one body and its messages."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from tsunagari.base.refusals import refuse_if
from tsunagari.kernel.consents import actions as consents
from tsunagari.kernel.consents.models import Consent
from tsunagari.kernel.parties.models import Organisation
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.talent.advice import notices, queries
from tsunagari.programmes.talent.advice.actions.following import locked, write
from tsunagari.programmes.talent.advice.models import Consultation, HandOver, Message
from tsunagari.programmes.talent.advice.rules import states

NOTE = Message.Side.NOTE


@transaction.atomic
def ask_to_share(
    consultation: Consultation,
    *,
    to: Organisation,
    messages: Collection[int],
    by,
    on: date,
    at: datetime,
) -> HandOver:
    """見せてよいか聞く — the office proposes a body and messages; nothing is shown before a yes."""
    row = locked(consultation)
    found = _make(row, to=to, messages=messages, by=by, at=at, by_person=False)
    records.add(by=by, did="advice.share_asked", about=row, on=on, at=at, to=to.pk)
    return found


@transaction.atomic
def share(
    consultation: Consultation,
    *,
    to: Organisation,
    messages: Collection[int],
    by=None,
    on: date,
    at: datetime,
) -> HandOver:
    """自分で見せる — the person's own press, the only way to an employer."""
    row = locked(consultation)
    found = _make(row, to=to, messages=messages, by=by, at=at, by_person=True)
    return agree(found, yes=True, by=by, on=on, at=at)


def _make(row, *, to, messages, by, at, by_person) -> HandOver:
    open_to = Message.objects.filter(consultation=row, pk__in=messages).exclude(side=NOTE)
    chosen = list(open_to.order_by("pk"))
    asked = [one for one, said in queries.hand_overs_of(row) if said is None and one.to_id == to.pk]
    refuse_if(
        states.why_not_hand_over(
            state=row.state,
            kinds=to.kinds,
            around=_around(row, to),
            messages=len(chosen),
            by_person=by_person,
            again=bool(asked),
        )
    )
    made = HandOver.objects.create(
        consultation=row, to=to, by_person=by_person, by=getattr(by, "party", by), asked_at=at
    )
    made.messages.set(chosen)
    return made


def _around(row: Consultation, to: Organisation) -> bool:
    """True for a body that has, or had, a part in a case of the person."""
    return bool(row.person_id) and queries.cases_with(to, row.person_id).exists()


@transaction.atomic
def agree(hand_over: HandOver, *, yes: bool, by=None, on: date, at: datetime) -> HandOver:
    """返事をする — the person's yes or no to one body and its messages."""
    row = locked(hand_over.consultation)
    found = HandOver.objects.select_for_update().get(pk=hand_over.pk)
    refuse_if(states.why_not_agree(answer=found.answer))
    found.answer, found.answered_at = yes, at
    found.save(update_fields=["answer", "answered_at"])
    if row.person_id:
        consents.answer(
            row.person,
            {found.purpose: yes},
            side=Consent.Side.CHILD,
            channel=Consent.Channel.PAGE,
            by=by,
            on=on,
            at=at,
            language=getattr(by, "language", ""),
            to=found.to.party,
        )
    did = "advice.shared" if yes else "advice.unshared"
    records.add(by=by, did=did, about=row, on=on, at=at, to=found.to_id)
    if yes:
        notices.tell_body(found, on=on, at=at)
    return found


@transaction.atomic
def stop_sharing(hand_over: HandOver, *, by=None, on: date, at: datetime) -> HandOver:
    """見せるのをやめる — acts on the next request; no reason is asked."""
    row = locked(hand_over.consultation)
    found = HandOver.objects.select_for_update().get(pk=hand_over.pk)
    if found.answer is not False:
        _stop(row, found, by=by, on=on, at=at)
    return found


def stop_all(row: Consultation, *, by, on: date, at: datetime) -> None:
    """Every yes that stands ends; what was only asked is answered with no."""
    for found in HandOver.objects.select_for_update().filter(consultation=row):
        if found.answer is not False:
            _stop(row, found, by=by, on=on, at=at)


def _stop(row, found, *, by, on, at) -> None:
    found.answer, found.answered_at = False, at
    found.save(update_fields=["answer", "answered_at"])
    if row.person_id:
        consents.withdraw(
            row.person,
            found.purpose,
            side=Consent.Side.CHILD,
            channel=Consent.Channel.PAGE,
            by=by,
            on=on,
            at=at,
            to=found.to.party,
        )
    records.add(by=by, did="advice.unshared", about=row, on=on, at=at, to=found.to_id)


@transaction.atomic
def body_says(
    consultation: Consultation, *, words: str, language: str, by, on: date, at: datetime
) -> Message:
    """ほかの窓口が書く — a body that may read answers here; the office and the person see it."""
    row = locked(consultation)
    refuse_if(states.why_not_read(may=queries.of(by).filter(pk=row.pk).exists()))
    refuse_if(states.why_not_write(words=words))
    message = write(
        row, side=Message.Side.BODY, words=words, language=language, by=by, at=at, on=on
    )
    records.add(by=by, did="advice.body_wrote", about=row, on=on, at=at)
    notices.tell_person(row, message, at=at)
    return message
