"""席のための質問 — asked behind the own booking's address, read there alone, erased with one press."""

from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tsunagari.base.languages import listed
from tsunagari.base.refusals import Refused
from tsunagari.faces.portal.table_form import TellForm
from tsunagari.faces.portal.views.ask import unkept
from tsunagari.faces.shared import events as shared
from tsunagari.faces.shared.tell import put_on
from tsunagari.kernel.parties import presses
from tsunagari.programmes.community.events import queries as events
from tsunagari.programmes.community.events import secrets
from tsunagari.programmes.community.events.models import Booking
from tsunagari.programmes.community.gatherings import queries
from tsunagari.programmes.community.gatherings.actions import telling
from tsunagari.programmes.community.gatherings.models import SeatPlan


@unkept
def tell(request, secret):
    """Everything may be left out; while the tables are not told, everything may be changed."""
    booking = events.by_secret(secrets.hashed(secret))
    plan = queries.plan_of(booking.event) if booking else None
    if booking is None or plan is None or plan.state == SeatPlan.State.CLOSED:
        raise Http404
    said = telling.said_by(booking)
    guests = list(booking.guests.select_related("ticket").order_by("pk"))
    typed = request.POST if request.method == "POST" else None
    back = typed is not None and typed.get("verb") == "back"
    form = TellForm(
        None if back else typed, guests=guests, said=said, size=plan.table_size, auto_id="t_%s"
    )
    sent = back or (typed is not None and form.is_valid())
    if sent and _told(request, booking, form, back=back):
        return redirect(request.path + "?done=1")
    gone = shared.is_gone(booking, booking.event)
    context = {
        "title": shared.title(booking.event),
        "form": form,
        "secret": secret,
        "said": bool(said),
        "done": request.GET.get("done") == "1" and typed is None,
        "open": plan.state == SeatPlan.State.DRAFT and not gone,
        "gone": gone,
    }
    status = 422 if form.errors else 200
    return render(request, "portal/events/table.html", context, status=status)


def _told(request, booking: Booking, form: TellForm, *, back: bool) -> bool:
    moment = {"on": timezone.localdate(), "at": timezone.now()}
    try:
        with transaction.atomic():
            if not _first(request, booking):
                return True
            if back:
                telling.take_back(booking, **moment)
            else:
                telling.tell(booking, **form.told(), **moment)
    except Refused as refused:
        put_on(form, refused)
        return False
    return True


def _first(request, booking: Booking) -> bool:
    """True for the first press of a button; without a key every press is one."""
    key = request.POST.get("press_key", "")[:64]
    mine = {"by": booking.number, "form": request.path[:200]}
    return not key or presses.take(key, **mine, at=timezone.now())


def seats(booking: Booking) -> dict:
    """What the own booking says of its tables: where to tell something, or where everybody sits.

    The booking was asked whether there are any (`IS_PLANNED`).
    """
    plan = queries.plan_of(booking.event) if booking.also else None
    if plan is None or booking.state in (Booking.State.CANCELLED, Booking.State.WAITING):
        return {}
    if plan.state == SeatPlan.State.DRAFT:
        return {"asks_for_tables": True}
    keys = list(booking.guests.order_by("pk").values_list("pk", flat=True))
    groups = _grouped(keys, queries.seats_of(plan, keys))
    # Who comes after the tables were mended without them hears where to ask for one.
    comes = booking.state == Booking.State.CONFIRMED and timezone.now() < booking.event.ends_at
    asks = comes and plan.state == SeatPlan.State.OPEN
    return {"seats": [(who, turns) for who, turns in groups if turns or asks]}


def _grouped(keys: list[int], found: dict) -> list[tuple[str, list]]:
    """(who, turns) — those who sit together all evening in one row, also without a seat; nobody is named."""
    groups: dict[tuple, list[str]] = {}
    for n, key in enumerate(keys, 1):
        groups.setdefault(tuple(found.get(key, ())), []).append(_("%(n)s人目") % {"n": n})
    alike = len(groups) == 1
    return [("" if alike else listed(who), [*turns]) for turns, who in groups.items()]
