"""求人 — placed, changed, withdrawn and reopened; every act stands on the company's timeline."""

from datetime import date

from django.db import transaction

from tsunagari.base.refusals import refuse_if, why_stale
from tsunagari.kernel.parties.models import Organisation
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.talent.orders.models import Order, Pair
from tsunagari.programmes.talent.orders.rules import orders as rules

State = Order.State


@transaction.atomic
def place(company: Organisation, *, by, on: date, **facts) -> Order:
    """求人を出す — what a company asks for, from the day on which it may be answered."""
    refuse_if(rules.why_not_place(facts, on=on))
    order = Order.objects.create(company=company, made_on=on, **facts)
    _record("order.placed", order, by=by, on=on, number=order.number)
    return order


@transaction.atomic
def change(order: Order, *, seen: int, by, on: date, **facts) -> Order:
    """求人を変える — `seen` is the version that was on the screen."""
    order = locked(order)
    chosen = order.pairs.filter(state=Pair.State.CHOSEN).count()
    # Days of the past stay as they are: nobody has to move them in order to mend a word.
    day = min(on, order.made_on) if facts["starts_on"] == order.starts_on else on
    refuse_if(why_stale(seen, order.version, below=True))
    refuse_if(
        rules.why_not_place(facts, on=day)
        + rules.why_not_fewer(number=facts["number"], chosen=chosen)
    )
    changed = sorted(name for name, value in facts.items() if getattr(order, name) != value)
    for name in changed:
        setattr(order, name, facts[name])
    if changed:
        order.version += 1
        order.save(update_fields=[*changed, "version"])
        _record("order.changed", order, by=by, on=on, fields=", ".join(changed))
    return order


@transaction.atomic
def withdraw(order: Order, *, by, on: date) -> Order:
    """求人を取り下げる — while nobody waits for an answer."""
    order = locked(order)
    pairs = order.pairs
    refuse_if(
        rules.why_not_withdraw(
            state=order.state,
            chosen=pairs.filter(state=Pair.State.CHOSEN).count(),
            waiting=pairs.filter(state=Pair.State.ASSIGNED).count(),
        )
    )
    return _move(order, State.WITHDRAWN, "order.withdrawn", by=by, on=on)


@transaction.atomic
def reopen(order: Order, *, by, on: date) -> Order:
    """取り下げを取り消す — the order stands as it stood."""
    order = locked(order)
    refuse_if(rules.why_not_reopen(state=order.state))
    return _move(order, State.OPEN, "order.reopened", by=by, on=on)


def locked(order: Order) -> Order:
    """The order, read again under lock."""
    return Order.objects.select_for_update().get(pk=order.pk)


def _move(order: Order, state: str, did: str, *, by, on: date) -> Order:
    order.state, order.version = state, order.version + 1
    order.save(update_fields=["state", "version"])
    _record(did, order, by=by, on=on)
    return order


def _record(did: str, order: Order, *, by, on: date, **facts) -> None:
    records.add(by=by, did=did, about=order, concerns=[order.company_id], on=on, **facts)
