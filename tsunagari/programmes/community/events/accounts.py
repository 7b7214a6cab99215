"""催しのお金 — what each booking owes and has paid, what is missing, and the budget of the event."""

from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import (
    Case,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Least
from django.utils import timezone

from tsunagari.base.days import fiscal_year
from tsunagari.kernel.ledger import queries as ledger
from tsunagari.kernel.ledger.models import Book, Budget, Due
from tsunagari.programmes.community.events.models import Booking, Event, Guest, Payment


def _sum(model) -> Coalesce:
    rows = model.objects.filter(booking=OuterRef("pk")).order_by().values("booking")
    summed = rows.annotate(all=Sum("yen")).values("all")
    return Coalesce(Subquery(summed, output_field=IntegerField()), 0)


def billed(rows: QuerySet[Booking]) -> QuerySet[Booking]:
    """With `owed` and `paid`: who comes owes the prices as they were; whoever cancelled, nothing."""
    comes = When(Q(state=Booking.State.CONFIRMED, event__state=Event.State.PUBLIC), then=F("price"))
    owed = Case(comes, default=Value(0), output_field=IntegerField())
    return rows.annotate(price=_sum(Guest), paid=_sum(Payment)).annotate(owed=owed)


def paid(booking: Booking) -> int:
    """What has come for one booking."""
    return booking.payments.aggregate(all=Sum("yen"))["all"] or 0


def unpaid(event: Event) -> QuerySet[Booking]:
    """まだの参加費 — bookings of which something is missing."""
    return billed(event.bookings.all()).filter(owed__gt=F("paid")).prefetch_related("guests")


def to_return(event: Event) -> QuerySet[Booking]:
    """返すお金 — bookings that paid more than they owe: cancelled, or one person fewer."""
    return billed(event.bookings.all()).filter(paid__gt=F("owed")).prefetch_related("guests")


def totals(event: Event) -> dict[str, int]:
    """What all bookings of an event owe, what has come of that, and what came too much."""
    rows = billed(event.bookings.all()).order_by()
    summed = rows.annotate(kept=Least("owed", "paid")).aggregate(
        all_owed=Sum("owed"), all_paid=Sum("paid"), all_kept=Sum("kept")
    )
    kept = summed["all_kept"] or 0
    owed, came = summed["all_owed"] or 0, summed["all_paid"] or 0
    return {"owed": owed, "paid": kept, "back": came - kept}


def costs(event: Event) -> bool:
    """True when any kind of ticket has a price, or somebody has paid."""
    return (
        event.tickets.filter(yen__gt=0).exists()
        or Payment.objects.filter(booking__event=event).exists()
    )


def book_of(event: Event) -> Book | None:
    """帳簿 — of the body that holds the event."""
    return ledger.book_of(event.host.organisation)


def day_of(event: Event) -> date:
    """The day on which it begins, where it is held."""
    return timezone.localtime(event.starts_at, ZoneInfo(event.host.zone)).date()


def budgets(event: Event) -> QuerySet[Budget]:
    """予算 — of the event's measure in the year in which it is held, out of any fund of its book."""
    rows = Budget.objects.filter(
        book__owner=event.host.organisation,
        measure=event.measure,
        year=fiscal_year(day_of(event)),
    )
    return rows.select_related("fund", "book").order_by("fund__code")


def free(budget: Budget) -> int:
    """What of a budget is neither promised nor spent."""
    return budget.yen - budget.reserved_yen - ledger.spent(budget)


def due(event: Event) -> Due | None:
    """とってある予算 — what is reserved for the event now."""
    rows = Due.objects.filter(
        about_kind=event._meta.label_lower, about_key=str(event.pk), state=Due.State.RESERVED
    )
    return rows.select_related("fund", "budget").first()
