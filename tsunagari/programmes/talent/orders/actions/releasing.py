"""組をはなす — one pair is taken back alone, because somebody falls out; and put back as it was."""

from datetime import date, datetime

from django.db import transaction

from tsunagari.base.refusals import refuse_if
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.talent.orders import queries
from tsunagari.programmes.talent.orders.actions.candidates import concerned, hide_from
from tsunagari.programmes.talent.orders.actions.candidates import locked as candidate_locked
from tsunagari.programmes.talent.orders.actions.interviews import call_off, locked
from tsunagari.programmes.talent.orders.models import Candidate, Interview, Order, Pair
from tsunagari.programmes.talent.orders.notices import tell
from tsunagari.programmes.talent.orders.rules import interviews as rules


@transaction.atomic
def release(pair: Pair, *, said: str, by, on: date, at: datetime) -> Pair:
    """割り当てを取り消す — of this one pair; its interview is called off, both sides read why."""
    # The order first, as whoever chooses for it.
    Order.objects.select_for_update().get(pk=pair.order_id)
    pair = locked(pair)
    refuse_if(rules.why_not_release(pair=pair.state) or rules.why_not_say(said))
    for interview in pair.interviews.all():
        if interview.state in rules.STANDS:
            interview.state, interview.said = Interview.State.CANCELLED, said
            interview.version += 1
            interview.save(update_fields=["state", "said", "version"])
            call_off(interview)
    _move(pair, Pair.State.TAKEN_BACK, said)
    hide_from(pair.candidate.person, pair.order.company, on=on)
    return _account("pair.released", pair, by=by, on=on, at=at)


@transaction.atomic
def put_back(pair: Pair, *, by, on: date, at: datetime) -> Pair:
    """割り当てを元に戻す — while the candidate and a place are free; the interview is proposed anew."""
    order = Order.objects.select_for_update().get(pk=pair.order_id)
    candidate = candidate_locked(pair.candidate)
    pair = locked(pair)
    refuse_if(
        rules.why_not_put_back(
            pair=pair.state,
            looking=candidate.state == Candidate.State.LOOKING and not queries.is_busy(candidate),
            free=queries.free_places(queries.orders().get(pk=order.pk)),
        )
    )
    _move(pair, Pair.State.ASSIGNED, "")
    return _account("pair.assigned", pair, by=by, on=on, at=at)


def _move(pair: Pair, state: str, said: str) -> None:
    pair.state, pair.said, pair.version = state, said, pair.version + 1
    pair.save(update_fields=["state", "said", "version"])


def _account(did: str, pair: Pair, *, by, on: date, at: datetime) -> Pair:
    concerns = [*concerned(pair.candidate), pair.order.company_id]
    records.add(by=by, did=did, about=pair, concerns=concerns, on=on, at=at)
    tell(pair, did, by=by, at=at)
    return pair
