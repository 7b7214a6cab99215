"""寄附 — what came in, one gift, a new one; thanked for, given back, taken out again."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base import keyset
from tsunagari.base.refusals import Refused
from tsunagari.faces.desk.gift_forms import BackForm, GiftForm
from tsunagari.faces.desk.gift_rows import gift_rows, grown_up
from tsunagari.faces.desk.people import lines
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.governance.fund.gifts import queries
from tsunagari.governance.fund.gifts.actions import donors, receiving
from tsunagari.governance.fund.gifts.models import Gift, Receipted
from tsunagari.governance.fund.gifts.rules.receipts import number_words
from tsunagari.kernel.parties import queries as parties

SIZE, MOST_THANKED, FOUND = 30, 500, 12


def listed(request):
    """The newest first, by kind; what waits for the office stands above."""
    kind = request.GET.get("kind", "")
    rows = queries.gifts(annulled_on=None)
    if kind in Gift.Kind.values:
        rows = rows.filter(kind=kind)
    page = keyset.page(
        rows,
        ["-received_on", "-id"],
        after=request.GET.get("after", ""),
        size=SIZE,
        key=lambda gift: [gift.received_on.isoformat(), gift.pk],
    )
    context = {
        "page": page,
        "rows": gift_rows(page.rows, request.viewer),
        "kinds": Gift.Kind.choices,
        "kind": kind,
        "unthanked": Gift.objects.filter(receiving.unthanked()).count(),
        "open_lines": queries.open_lines().count(),
        "ready": queries.books().exists(),
    }
    return render(request, "desk/gifts/list.html", context)


@require_POST
def thank(request):
    """Everybody who was not thanked yet, in one press."""
    waiting = Gift.objects.filter(receiving.unthanked()).order_by("pk")
    keys = list(waiting.values_list("pk", flat=True)[:MOST_THANKED])
    viewer = request.viewer
    count = receiving.thank(keys, by=viewer, on=viewer.on, at=timezone.now())
    if count:
        messages.success(request, _("お礼を送りました（%(count)s件）。") % {"count": count})
    else:
        messages.info(request, _("お礼を送っていない寄附は、ありません。"))
    return redirect("desk:gifts")


def new(request):
    """Who, then what: somebody who is here already, somebody new, or nobody with a name."""
    party = parties.by_code(request.GET.get("donor", ""))
    party = grown_up(party)
    if party is None and "nameless" not in request.GET:
        return _who(request)
    form = GiftForm(
        request.POST or None,
        on=request.viewer.on,
        initial={"received_on": request.viewer.on, "kind": "donation", "channel": "bank"},
    )
    if request.method == "POST" and form.is_valid() and (gift := _received(request, form, party)):
        messages.success(request, _("受け取りを記帳しました。"))
        return redirect("desk:gift", gift.pk)
    who = lines([party], request.viewer)[0] if party else None
    context = {"form": form, "who": who}
    return render(request, "desk/gifts/new.html", context, status=422 if form.errors else 200)


def _who(request):
    """Anybody who is known here can give: looked for by name, kana or code."""
    text = request.GET.get("q", "")
    found = parties.found(text, size=FOUND).rows if text.strip() else []
    adults = [party for party in found if not (party.is_person and party.person.minor)]
    context = {"rows": lines(adults, request.viewer), "text": text}
    return render(request, "desk/gifts/who.html", context)


def _received(request, form, party) -> Gift | None:
    told, viewer = form.cleaned_data, request.viewer
    who = {"by": viewer, "on": viewer.on}
    try:
        donor = donors.note(party, **who) if party else None
        return receiving.receive(told["fund"].book, donor=donor, **told, **who)
    except Refused as refused:
        put_on(form, refused)
        return None


def show(request, pk):
    """One gift: where it went in the books, its receipt, and what can still be done."""
    return _page(request, get_object_or_404(queries.gifts(), pk=pk))


def _page(request, gift, form=None):
    [row] = gift_rows([gift], request.viewer)
    held = Receipted.objects.filter(gift=gift).select_related("receipt").order_by("-pk")
    receipts = [
        {"receipt": one.receipt, "number": number_words(one.receipt.year, one.receipt.number)}
        for one in held
    ]
    standing = any(one["receipt"].voided_on is None for one in receipts)
    context = row | {
        "receipts": receipts,
        "receiptable": gift.kind in ("donation", "goods") and gift.donor_id and not standing,
        "refunds": queries.refunds_of(gift),
        "back_form": form or BackForm(initial={"yen": row["left"], "day": request.viewer.on}),
        "standing": standing,
    }
    faulty = form is not None and form.errors
    return render(request, "desk/gifts/gift.html", context, status=422 if faulty else 200)


@require_POST
def annul(request, pk):
    """A booking that was a mistake."""
    gift = get_object_or_404(queries.gifts(), pk=pk)
    viewer = request.viewer
    try:
        receiving.annul(gift, by=viewer, on=viewer.on)
    except Refused as refused:
        tell(request, refused)
    else:
        said = _("受け取りの入力を取り消しました。帳簿には、反対の仕訳が入りました。")
        messages.success(request, said)
    return redirect("desk:gift", pk)


@require_POST
def give_back(request, pk):
    """A gift goes back; what was typed stays when it is refused."""
    gift = get_object_or_404(queries.gifts(), pk=pk)
    form, viewer = BackForm(request.POST), request.viewer
    if form.is_valid():
        try:
            receiving.give_back(gift, **form.cleaned_data, by=viewer, on=viewer.on)
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("返金を記帳しました。"))
            return redirect("desk:gift", pk)
    return _page(request, gift, form)
