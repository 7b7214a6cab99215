"""会計 — the budget is written at planning; the office closes the accounts and keeps how they stood."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from tsunagari.base.refusals import refuse_if
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.community.afterwards import queries
from tsunagari.programmes.community.afterwards.models import Closing, Plan
from tsunagari.programmes.community.afterwards.rules import accounts as rules
from tsunagari.programmes.community.events.actions import money
from tsunagari.programmes.community.events.models import Event


@transaction.atomic
def plan(event: Event, rows: Sequence[tuple[str, str, str, int]], *, by, on: date) -> None:
    """予算を書く — all rows anew: (side, account, words, yen)."""
    event = Event.objects.select_for_update().get(pk=event.pk)
    refuse_if(rules.why_not_plan(rows, closed=event.closings.exists()))
    event.plans.all().delete()
    Plan.objects.bulk_create(
        Plan(event=event, place=place, side=side, account=account, words=words, yen=yen)
        for place, (side, account, words, yen) in enumerate(rows)
    )
    sums = rules.sums(queries.table(event))
    records.add(
        by=by,
        did="accounts.planned",
        about=event,
        concerns=[event.host_id],
        on=on,
        income=sums.planned_in,
        cost=sums.planned_out,
    )


@transaction.atomic
def close(event: Event, *, by, on: date, at: datetime) -> Closing:
    """精算する — a snapshot with its print; what the books say later is shown beside it.

    What is still kept of a budget for the event is free again: nobody will spend it.
    """
    event = Event.objects.select_for_update().get(pk=event.pk)
    rows = queries.table(event)
    journals = {one.pk for found in queries.journals(event).values() for one in found}
    kept = rules.snapshot(rows, journals)
    last = last_of(event)
    digest = rules.digest(kept)
    refuse_if(
        rules.why_not_close(
            ends_at=event.ends_at,
            now=at,
            before=last.digest if last else "",
            print_now=digest,
            empty=not rows,
        )
    )
    made = Closing.objects.create(
        event=event,
        number=last.number + 1 if last else 1,
        on=on,
        by=getattr(by, "party", by),
        snapshot=kept,
        digest=digest,
    )
    money.let_go(event, by=by, on=on)
    sums = rules.sums(rows)
    records.add(
        by=by,
        did="accounts.closed",
        about=event,
        concerns=[event.host_id],
        on=on,
        number=made.number,
        income=sums.actual_in,
        cost=sums.actual_out,
        digest=digest,
    )
    return made


def last_of(event: Event) -> Closing | None:
    """The newest closing."""
    return event.closings.order_by("-number").first()
