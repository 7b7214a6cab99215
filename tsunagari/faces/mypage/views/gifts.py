"""わたしの寄附 — what I gave, my receipts, and my promise: changed or stopped with one press."""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tsunagari.base.refusals import Refused
from tsunagari.faces.shared import paper, told_texts
from tsunagari.faces.shared.forms import YenField
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.governance.fund.gifts import certificate, queries
from tsunagari.governance.fund.gifts.actions import pledging
from tsunagari.governance.fund.gifts.models import Pledge
from tsunagari.governance.fund.gifts.rules.receipts import number_words
from tsunagari.kernel.consents.queries import shown
from tsunagari.kernel.notices import actions as notices
from tsunagari.kernel.notices import queries as told_queries
from tsunagari.kernel.records import actions as records

MOST, NOTICES = 100, 20


class ChangeForm(forms.Form):
    """Another amount or interval."""

    yen = YenField(label=_("1回の金額（円）"), max_value=10**12)
    every = forms.ChoiceField(label=_("間かく"), choices=())
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["every"].choices = [(value, _(text)) for value, text in Pledge.Every.choices]


def show(request):
    """Everything I gave, over all channels; what I promised; my receipts."""
    viewer, party = request.viewer, request.viewer.party
    kept = party.same_as or party
    sums = queries.sums_of([kept.pk], viewer.on).get(kept.pk)
    pledges = list(queries.pledges_of(party))
    paid = queries.paid_turns([row.pk for row in pledges])
    gifts = list(queries.gifts_of(party).filter(annulled_on=None)[:MOST])
    funds = told_texts.pages([row.fund for row in [*gifts, *pledges]], ["name"], only=True)
    context = {
        "name": shown([party], to=viewer)[party.pk],
        "sums": sums,
        "gifts": [
            {
                "gift": gift,
                "kind": _now(gift.get_kind_display()),
                "left": None if gift.yen is None else gift.yen - gift.refunded_yen,
                "fund": funds[gift.fund_id]["name"],
            }
            for gift in gifts
        ],
        "pledges": [
            _pledge(row, paid[row.pk], viewer.on) | {"fund": funds[row.fund_id]["name"]}
            for row in pledges
        ],
        "receipts": [
            {"receipt": row, "number": number_words(row.year, row.number)}
            for row in queries.receipts_of(party).exclude(sealed="")[:MOST]
        ],
        "unread": told_queries.unread_count(party),
    }
    return render(request, "mypage/gifts.html", context)


def _pledge(row: Pledge, paid, on) -> dict:
    return {
        "pledge": row,
        "every": _now(row.get_every_display()),
        "kind": _now(row.get_kind_display()),
        "next": queries.next_turn(row, paid, on) if row.ended_on is None else None,
    }


def told(request):
    """What I was told; what was shown counts as read."""
    party = request.viewer.party
    page = told_queries.listed(party, after=request.GET.get("after", ""), size=NOTICES)
    response = render(request, "mypage/gift_notices.html", {"rows": page.rows, "page": page})
    if fresh := [row.pk for row in page.rows if row.unread]:
        notices.mark_read(party, at=timezone.now(), notices=fresh)
    return response


def receipt(request, pk):
    """One of my receipts; opening it is a record."""
    viewer = request.viewer
    row = get_object_or_404(queries.receipts_of(viewer.party).exclude(sealed=""), pk=pk)
    number = number_words(row.year, row.number)
    records.add(
        by=viewer,
        did="gifts.receipt_read",
        about=row,
        concerns=[viewer.party],
        on=viewer.on,
        number=number,
    )
    data = certificate.made([row], at=paper.printed(request, ""))
    response = paper.pdf(data, _now("領収書 %(number)s") % {"number": number})
    response["Cache-Control"] = "no-store"
    return response


def _own(request, pk) -> Pledge:
    return get_object_or_404(queries.pledges_of(request.viewer.party), pk=pk)


def pledge(request, pk):
    """Change what I promised, or stop it."""
    row, viewer = _own(request, pk), request.viewer
    initial = {"yen": row.yen, "every": row.every, "version": row.version}
    form = ChangeForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            pledging.change(
                row,
                yen=told["yen"],
                every=told["every"],
                seen=told["version"],
                by=viewer,
                on=viewer.on,
                at=timezone.now(),
            )
        except Refused as refused:
            put_on(form, refused)
            form.data = form.data.copy()
            form.data["version"] = row.version
        else:
            return _said(request, pk, _now("継続の寄附を変えました。ありがとうございます。"))
    context = _pledge(row, set(), viewer.on) | {"form": form}
    context["bank"] = row.method in ("standing", "debit")
    context["fund"] = told_texts.page(row.fund, ["name"], only=True)["name"]
    return render(request, "mypage/gift_pledge.html", context, status=422 if form.errors else 200)


def _said(request, pk, words: str):
    undo = f"undo:{reverse('mypage:press_gift_pledge', args=[pk, 'undo'])}"
    messages.success(request, words, extra_tags=undo)
    return redirect("mypage:gift_pledge", pk)


@require_POST
def press(request, pk, act):
    """Stopped with one press, nothing asked; and taken back as easily."""
    verbs = {"stop": pledging.stop, "undo": pledging.take_back}
    if act not in verbs:
        raise Http404
    row, viewer = _own(request, pk), request.viewer
    try:
        verbs[act](row, seen=row.version, by=viewer, on=viewer.on, at=timezone.now())
    except Refused as refused:
        tell(request, refused)
    else:
        if act == "stop":
            words = _now("継続の寄附をやめました。これまでのご支援を、ありがとうございました。")
            return _said(request, pk, words)
        messages.success(request, _now("前の内容にもどしました。"))
    return redirect("mypage:gift_pledge", pk)
