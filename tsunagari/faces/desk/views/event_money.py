"""催しのお金（事務局） — whose fee is missing, what goes back, and the budget that is kept for the event."""

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
from tsunagari.faces.desk.views.events import own
from tsunagari.faces.shared import events as shared
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.governance.fund.gifts.actions import fees
from tsunagari.programmes.community.events import accounts, queries
from tsunagari.programmes.community.events.actions import money
from tsunagari.programmes.community.events.models import Booking, Payment

SIZE = 100


def show(request, code):
    """Two lists, each row with its two presses; above them the sums and the budget."""
    return _page(request, own(request, code), None)


def _page(request, event, form: BudgetForm | None):
    back = request.GET.get("view") == "back"
    rows = accounts.to_return(event) if back else accounts.unpaid(event)
    page = keyset.page(rows, ["id"], after=request.GET.get("after", ""), size=SIZE)
    named = queries.named(page.rows, to=request.viewer)
    form = form or BudgetForm(event=event)
    context = {
        "event": event,
        "title": shared.title(event),
        "page": page,
        "back": back,
        "free": not event.tickets.filter(yen__gt=0).exists(),
        "totals": accounts.totals(event),
        "rows": [
            {"booking": one, "yen": abs(one.owed - one.paid), "people": len(one.guests.all())}
            | named[one.pk]
            for one in page.rows
        ],
        "book": accounts.book_of(event),
        "due": accounts.due(event),
        "form": form if form.fields["budget"].queryset else None,
        "may_keep": event.state != event.State.CANCELLED and timezone.now() < event.ends_at,
    }
    return render(request, "desk/events/money.html", context, status=422 if form.errors else 200)


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
    return redirect("desk:event_money", payment.booking.event.code)


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
