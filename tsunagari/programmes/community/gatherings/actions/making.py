"""席を作る — asked for by a press, made by the worker: no other press waits for a long search."""

from datetime import date, datetime

from django.db import transaction

from tsunagari.base.refusals import refuse_if
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.community.events.models import Event
from tsunagari.programmes.community.gatherings import facts, queries
from tsunagari.programmes.community.gatherings.models import Seat, SeatPlan
from tsunagari.programmes.community.gatherings.rules import allowing as rules
from tsunagari.programmes.community.gatherings.rules import measuring, tables
from tsunagari.programmes.community.gatherings.rules.guests import Company, Guest, sizes
from tsunagari.programmes.community.gatherings.rules.repair import sat


@transaction.atomic
def want(event: Event, *, table_size: int, rounds: int, by, on: date, at: datetime) -> SeatPlan:
    """席決めを頼む — the first time and every time again, until it is shown.

    While nobody comes yet there is nothing to make; whoever registers is asked from now on.
    """
    event = Event.objects.select_for_update().get(pk=event.pk)
    plan = queries.plan_of(event) or SeatPlan(event=event)
    people = len(queries.guests_coming(event))
    refuse_if(
        rules.why_not_make(
            state=plan.state,
            over=at >= event.ends_at or event.state == Event.State.CANCELLED,
            people=people,
            table_size=table_size,
            rounds=rounds,
        )
    )
    plan.table_size, plan.rounds = table_size, rounds
    plan.wanted_at, plan.made_at, plan.refused = at if people else None, None, False
    plan.version += 1
    plan.save()
    plan.seats.all().delete()
    plan.away.all().delete()
    records.add(by=by, did="tables.wanted", about=event, on=on, at=at)
    return plan


def make_waiting(*, on: date, at: datetime) -> int:
    """頼まれた席を作る — how many evenings; safe to run twice, and beside others."""
    rows = SeatPlan.objects.filter(wanted_at__isnull=False).select_related("event")
    return sum(make(plan, on=on, at=at) for plan in list(rows.order_by("wanted_at")))


def make(plan: SeatPlan, *, on: date, at: datetime) -> bool:
    """One evening: read, searched without a lock, written if nobody asked for another meanwhile."""
    guests, met = facts.gathered(plan)
    found = searched(Company(guests, met), plan.table_size, plan.rounds)
    return _write(plan, guests, met, found, on=on, at=at)


def searched(company: Company, table_size: int, rounds: int) -> queries.Rounds | None:
    """The tables of so many rounds; None where no tables keep every wish."""
    if not company.guests or company.quarrels():
        return None
    try:
        return tables.plan(company, table_size, rounds).rounds
    except tables.Impossible:
        return None


@transaction.atomic
def _write(plan: SeatPlan, guests, met, found, *, on: date, at: datetime) -> bool:
    stored = SeatPlan.objects.select_for_update().get(pk=plan.pk)
    if stored.version != plan.version or stored.wanted_at is None:
        return False
    stored.wanted_at, stored.refused = None, found is None
    if found is None:
        stored.save(update_fields=["wanted_at", "refused"])
        return True
    put(stored, found, guests, met, at=at)
    told = {"people": len(guests), "rounds": stored.rounds}
    records.add(by=None, did="tables.made", about=stored.event, on=on, at=at, **told)
    return True


def put(
    plan: SeatPlan, rounds: queries.Rounds, guests: list[Guest], met: set, *, at: datetime, over=0
) -> None:
    """Write all rounds but the first `over`, and what those who are here reach in the evening."""
    plan.seats.filter(round__gt=over).delete()
    plan.away.all().delete()
    rows = [
        Seat(plan=plan, round=turn, table=table, guest_id=guest)
        for turn, seated in enumerate(rounds, 1)
        for table, keys in enumerate(seated, 1)
        for guest in keys
        if turn > over
    ]
    Seat.objects.bulk_create(rows, batch_size=2000)
    plan.new_ties, plan.upper_bound = _reached(rounds, guests, met, over)
    plan.made_at = at
    plan.version += 1
    plan.save()


def _reached(rounds: queries.Rounds, guests: list[Guest], met: set, over: int) -> tuple[int, int]:
    """(new ties of the evening, the most that it could still have come to after `over` rounds)."""
    company = Company(guests, met)
    here = [[[i for i in one if i in company.number] for one in seated] for seated in rounds]
    number = len([table for table in here[-1] if table])
    left = Company(guests, [*met, *sat(here[:over])])
    bound = measuring.upper_bound(left, sizes(len(guests), number), len(rounds) - over)
    return measuring.new_ties(company, here), measuring.new_ties(company, here[:over]) + bound
