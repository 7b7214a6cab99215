"""催しのお金（事務局） — whose fee is missing, what came and goes back, and the event's budget."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base import keyset
from tsunagari.base.refusals import Refused
from tsunagari.faces.desk.event_more_forms import BudgetForm
from tsunagari.faces.desk.people import names_of
from tsunagari.faces.desk.views.events import own
from tsunagari.faces.shared import events as shared
from tsunagari.faces.shared import paper
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.governance.fund.gifts.actions import fees
from tsunagari.programmes.community.doors import received
from tsunagari.programmes.community.events import accounts, queries
from tsunagari.programmes.community.events.actions import money
from tsunagari.programmes.community.events.models import Booking, Payment

SIZE = 100


def show(request, code):
    """Lists, each row with its presses; above them the sums and the budget."""
    return _page(request, own(request, code), None)


def _page(request, event, form: BudgetForm | None):
    view = request.GET.get("view", "")
    rows, drawn = {"back": (accounts.to_return, _owing), "taken": (received.sums, _received)}.get(
        view, (accounts.unpaid, _owing)
    )
    order = ["-id"] if view == "taken" else ["id"]
    page = keyset.page(rows(event), order, after=request.GET.get("after", ""), size=SIZE)
    form = form or BudgetForm(event=event)
    context = {
        "event": event,
        "title": shared.title(event),
        "page": page,
        "view": view,
        "back": view == "back",
        "free": not event.tickets.filter(yen__gt=0).exists(),
        "totals": accounts.totals(event),
        "rows": drawn(page.rows, request.viewer),
        "book": accounts.book_of(event),
        "due": accounts.due(event),
        "form": form if form.fields["budget"].queryset else None,
        "may_keep": event.state != event.State.CANCELLED and timezone.now() < event.ends_at,
    }
    return render(request, "desk/events/money.html", context, status=422 if form.errors else 200)


def _owing(bookings: list[Booking], viewer) -> list[dict]:
    """Bookings of which something is missing, or goes back."""
    named = queries.named(bookings, to=viewer)
    return [
        {"booking": one, "yen": abs(one.owed - one.paid), "people": len(one.guests.all())}
        | named[one.pk]
        for one in bookings
    ]


def _received(payments: list[Payment], viewer) -> list[dict]:
    """Sums that came or went back: of whom, and who pressed."""
    lines = [received.line(one) for one in payments]
    office = names_of([one.by for one in lines], viewer)
    named = queries.named([one.payment.booking for one in lines], to=viewer)
    return [
        {
            "one": one,
            "name": named[one.payment.booking_id]["name"],
            "how": one.payment.get_how_display(),
            "by": office.get(one.by.pk, "") if one.by else "",
        }
        for one in lines
    ]


def sheet(request, code):
    """受け取ったお金の表 — as CSV, for the office alone; it is a record."""
    event, viewer = own(request, code), request.viewer
    if viewer.on_behalf is not None:
        raise Http404
    office = names_of([received.line(one).by for one in received.sums(event)], viewer)
    data = received.made(event, office, by=viewer, on=viewer.on)
    return paper.file(data, f"{_('受け取ったお金')} {shared.title(event)}", "csv")


def _moved(request, pk, act, words: str, view: str):
    if request.viewer.on_behalf is not None:
        raise Http404
    known = Booking.objects.filter(event__in=queries.of(request.viewer))
    found = get_object_or_404(known.select_related("event"), pk=pk)
    how = request.POST.get("how", "")
    if how not in Payment.How.values:
        raise Http404
    try:
        made = act(found, how, by=request.viewer, on=request.viewer.on)
    except Refused as refused:
        tell(request, refused)
    else:
        undo = f"undo:{reverse('desk:undo_event_money', args=[made.pk])}" if made.yen > 0 else ""
        messages.success(request, words, extra_tags=undo)
    back = redirect("desk:event_money", found.event.code)
    back["Location"] += view
    return back


@require_POST
def take(request, pk):
    """もらった — in cash at the door, or by transfer."""
    return _moved(request, pk, money.take, _("参加費を受け取りました。帳簿にも書きました。"), "")


@require_POST
def give_back(request, pk):
    """返した — what came too much."""
    words = _("お金を返しました。帳簿にも書きました。")
    return _moved(request, pk, money.give_back, words, "?view=back")


@require_POST
def undo(request, pk):
    """取り消す — pressed by mistake: the booking owes it again, a line of the bank waits again."""
    if request.viewer.on_behalf is not None:
        raise Http404
    known = Payment.objects.filter(booking__event__in=queries.of(request.viewer))
    payment = get_object_or_404(known.select_related("booking__event"), pk=pk)
    try:
        fees.take_back(payment, by=request.viewer, on=request.viewer.on)
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, _("受け取りを取り消しました。帳簿にも書きました。"))
    back = reverse("desk:event_money", args=[payment.booking.event.code])
    return redirect(f"{back}?view=taken" if request.POST.get("view") == "taken" else back)


@require_POST
def keep(request, code):
    """予算をとる — refused when so much is not free."""
    event, viewer = own(request, code), request.viewer
    form = BudgetForm(request.POST, event=event)
    if form.is_valid():
        told = form.cleaned_data
        try:
            now = timezone.now()
            money.keep(event, told["budget"], told["yen"], by=viewer, on=viewer.on, at=now)
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("この催しの予算をとりました。"))
            return redirect("desk:event_money", event.code)
    return _page(request, event, form)


@require_POST
def let_go(request, code):
    """予算をはなす — it is free for others again."""
    event, viewer = own(request, code), request.viewer
    if money.let_go(event, by=viewer, on=viewer.on):
        messages.success(request, _("この催しの予算をはなしました。"))
    return redirect("desk:event_money", event.code)
