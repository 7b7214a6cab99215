"""継続の寄附・会費 — all that run, one of them, what did not come; changed, stopped, let go."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from tsunagari.base import keyset
from tsunagari.base.refusals import Refused
from tsunagari.faces.desk.gift_forms import ChangePledgeForm, PledgeForm
from tsunagari.faces.desk.gift_rows import gift_rows, pledge_rows
from tsunagari.faces.desk.people import lines
from tsunagari.faces.desk.views.gift_donors import own as donor_of
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.faces.shared.typed import whole
from tsunagari.governance.fund.gifts import queries
from tsunagari.governance.fund.gifts.actions import pledging
from tsunagari.governance.fund.gifts.models import Pledge

SIZE, SHORT = 30, 24
SAID = {
    "stop": gettext_noop("継続の寄附をやめました。"),
    "undo": gettext_noop("前の内容にもどしました。"),
    "let-go": gettext_noop("この回は、待たないことにしました。"),
}


def _rows():
    return Pledge.objects.select_related("donor__party__same_as", "fund", "book__owner__party")


def listed(request):
    """Running ones, those with something missing marked; ended ones are a tab of their own."""
    ended = request.GET.get("view") == "ended"
    rows = _rows().filter(ended_on__isnull=not ended)
    page = keyset.page(rows, ["-id"], after=request.GET.get("after", ""), size=SIZE)
    paid = queries.paid_turns([row.pk for row in page.rows])
    missed = {
        row.pk: queries.missed_turns(row, paid[row.pk], request.viewer.on) for row in page.rows
    }
    rows = pledge_rows(page.rows, request.viewer, {} if ended else missed)
    context = {"page": page, "rows": rows, "ended": ended}
    return render(request, "desk/gifts/pledges.html", context)


def new(request, code):
    """A promise of a donor."""
    donor, viewer = donor_of(code), request.viewer
    form = PledgeForm(request.POST or None, initial={"first_due": viewer.on, "every": "month"})
    if request.method == "POST" and form.is_valid():
        try:
            pledge = pledging.promise(donor, **form.cleaned_data, by=viewer, on=viewer.on)
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("継続の寄附・会費を登録しました。"))
            return redirect("desk:gift_pledge", pledge.pk)
    context = {"form": form, "line": lines([donor.party], viewer)[0]}
    return render(
        request, "desk/gifts/new_pledge.html", context, status=422 if form.errors else 200
    )


def show(request, pk):
    """What was promised, what came, what did not; another amount."""
    pledge, viewer = get_object_or_404(_rows(), pk=pk), request.viewer
    form = ChangePledgeForm(
        request.POST or None,
        initial={"yen": pledge.yen, "every": pledge.every, "version": pledge.version},
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            pledging.change(
                pledge,
                yen=told["yen"],
                every=told["every"],
                seen=told["version"],
                by=viewer,
                on=viewer.on,
            )
        except Refused as refused:
            put_on(form, refused)
            form.data = form.data.copy()
            form.data["version"] = pledge.version
        else:
            undo = f"undo:{reverse('desk:press_gift_pledge', args=[pk, 'undo'])}"
            messages.success(request, _("継続の寄附・会費を変えました。"), extra_tags=undo)
            return redirect("desk:gift_pledge", pk)
    return _page(request, pledge, form)


def _page(request, pledge, form):
    viewer = request.viewer
    paid = queries.paid_turns([pledge.pk])[pledge.pk]
    missed = queries.missed_turns(pledge, paid, viewer.on)
    [row] = pledge_rows([pledge], viewer, {pledge.pk: missed})
    gifts = list(queries.gifts(pledge=pledge, annulled_on=None)[:SHORT])
    running = pledge.ended_on is None
    context = row | {
        "form": form,
        "line": lines([pledge.donor.party.same_as or pledge.donor.party], viewer)[0],
        "gifts": gift_rows(gifts, viewer),
        "next": queries.next_turn(pledge, paid, viewer.on) if running else None,
        "method": _(pledge.get_method_display()),
    }
    return render(request, "desk/gifts/pledge.html", context, status=422 if form.errors else 200)


@require_POST
def press(request, pk, act):
    """Stopped, taken back, or one time let go."""
    if act not in SAID:
        raise Http404
    pledge, viewer = get_object_or_404(_rows(), pk=pk), request.viewer
    who = {"by": viewer, "on": viewer.on}
    try:
        if act == "let-go":
            turn = whole(request.POST.get("turn", ""))
            pledging.let_go(pledge, -1 if turn is None else turn, **who)
        else:
            verb = pledging.stop if act == "stop" else pledging.take_back
            verb(pledge, seen=pledge.version, **who)
    except Refused as refused:
        tell(request, refused)
    else:
        undo = reverse("desk:press_gift_pledge", args=[pk, "undo"])
        messages.success(request, _(SAID[act]), extra_tags=f"undo:{undo}" if act == "stop" else "")
    return redirect("desk:gift_pledge", pk)
