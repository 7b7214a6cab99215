"""割り当て — pins and vetoes, the proposal, its acceptance under lock, and taking it back."""

from datetime import date, datetime

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.talent.orders import queries
from tsunagari.programmes.talent.orders.actions.candidates import hide_from
from tsunagari.programmes.talent.orders.models import (
    Candidate,
    Choice,
    Interview,
    Order,
    Pair,
    Round,
)
from tsunagari.programmes.talent.orders.notices import tell
from tsunagari.programmes.talent.orders.rules import fit, pairs
from tsunagari.programmes.talent.orders.rules.proposal import Asked, Proposal

CHANGED = Reason(
    _("求人か候補者が変わったので、案も変わりました。新しい案を見て、もう一度決めてください。"),
    rule="seen",
)
STANDS = (Interview.State.PROPOSED, Interview.State.ACCEPTED)


def asked(*, on: date) -> Asked:
    """What a proposal is made of now: everybody who waits, every free place, what was decided."""
    orders, people = queries.pool()
    return Asked(
        [queries.seats_of(order) for order in orders],
        [queries.person_of(one) for one in people],
        on,
        *queries.choices(),
    )


def proposal(*, on: date) -> Proposal:
    """割り当ての案 — of everybody who waits and every place that is free; nothing is stored."""
    return Proposal(asked(on=on))


@transaction.atomic
def decide(order: Order, candidate: Candidate, kind: str, *, why: str, by, on: date) -> Choice:
    """固定・除外する — a pin must be possible; one candidate has one pin."""
    order = Order.objects.select_for_update().get(pk=order.pk)
    candidate = queries.candidates().get(pk=candidate.pk)
    if kind == Choice.Kind.PIN:
        refuse_if(_why_not_pin(order, candidate, on))
        Choice.objects.filter(candidate=candidate, kind=kind).exclude(order=order).delete()
    choice, _made = Choice.objects.update_or_create(
        order=order, candidate=candidate, defaults={"kind": kind, "why": why}
    )
    records.add(
        by=by,
        did="pair.decided",
        about=choice,
        concerns=[order.company_id, candidate.sending_id],
        on=on,
        kind=kind,
        order=order.pk,
    )
    return choice


def _why_not_pin(order: Order, candidate: Candidate, on: date) -> list[Reason]:
    if candidate.state != Candidate.State.LOOKING or candidate.born_on is None:
        words = _("この候補者は、もう募集の中にいません。画面を新しくしてください。")
        return [Reason(words, rule="state")]
    seats, person = queries.seats_of(order), queries.person_of(candidate)
    return pairs.why_not(seats, person, lambda: fit.best(fit.of_pair(seats, person, on)))


@transaction.atomic
def undecide(choice: Choice, *, by, on: date) -> None:
    """固定・除外をやめる."""
    concerns = [choice.order.company_id, choice.candidate.sending_id]
    records.add(by=by, did="pair.undecided", about=choice, concerns=concerns, on=on)
    choice.delete()


def accept(*, seen: str, by, on: date, at: datetime) -> Round:
    """案を決める — thought out before anybody has to wait; under lock nothing may have changed."""
    made = proposal(on=on)
    refuse_if(_why_not_accept(made, seen))
    with transaction.atomic():
        # Everybody who changes what a proposal is made of waits for these rows, in the same order.
        list(Order.objects.select_for_update().order_by("pk").values_list("pk", flat=True))
        list(
            Candidate.objects.select_for_update()
            .filter(state=Candidate.State.LOOKING)
            .order_by("pk")
            .values_list("pk", flat=True)
        )
        refuse_if([] if asked(on=on) == made.asked else [CHANGED])
        return _write(made, by=by, on=on, at=at)


def _write(made: Proposal, *, by, on: date, at: datetime) -> Round:
    one_round = Round.objects.create(made_at=at, by=getattr(by, "party", by), digest=made.digest)
    Pair.objects.bulk_create(
        [Pair(order_id=one.seats, candidate_id=one.person, round=one_round) for one in made.found],
        batch_size=500,
    )
    pinned = [one.person for one in made.found if one.pinned]
    Choice.objects.filter(kind=Choice.Kind.PIN, candidate__in=pinned).delete()
    rows = list(queries.pairs().filter(round=one_round).order_by("pk"))
    for pair in rows:
        tell(pair, "pair.assigned", by=None, at=at)
    _record("round.accepted", one_round, rows, by=by, on=on)
    return one_round


def _why_not_accept(made: Proposal, seen: str) -> list[Reason]:
    if made.digest != seen:
        return [CHANGED]
    if not made.found:
        return [Reason(_("割り当てる組がありません。"), rule="empty")]
    return []


@transaction.atomic
def take_back(one_round: Round, *, by, on: date, at: datetime) -> int:
    """割り当てを取り消す — the pairs of a round that nobody has answered; how many."""
    one_round = Round.objects.select_for_update().get(pk=one_round.pk)
    rows = list(
        queries.pairs()
        .filter(round=one_round, state=Pair.State.ASSIGNED)
        .exclude(interviews__state__in=STANDS)
        .order_by("pk")
    )
    words = _("取り消せる組がありません。面接が決まった組は、先に面接を中止してください。")
    refuse_if([] if rows else [Reason(words, rule="none")])
    Pair.objects.filter(pk__in=[row.pk for row in rows]).update(state=Pair.State.TAKEN_BACK)
    for row in rows:
        hide_from(row.candidate.person, row.order.company, on=on)
        tell(row, "pair.taken_back", by=by, at=at)
    one_round.taken_back_at = at
    one_round.save(update_fields=["taken_back_at"])
    _record("round.taken_back", one_round, rows, by=by, on=on)
    return len(rows)


def _record(did: str, one_round: Round, rows: list[Pair], *, by, on: date) -> None:
    concerns = {row.order.company_id for row in rows}
    concerns |= {row.candidate.sending_id for row in rows}
    records.add(by=by, did=did, about=one_round, concerns=sorted(concerns), on=on, pairs=len(rows))
