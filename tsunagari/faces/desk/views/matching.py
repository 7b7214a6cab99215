"""割り当て — the proposal in words; pins and vetoes; accepted by a press, and taken back."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from tsunagari.base.languages import gettext
from tsunagari.base.refusals import Refused
from tsunagari.faces.shared.forms import RowField
from tsunagari.faces.shared.orders import order_title, titles
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.kernel.parties import queries as parties
from tsunagari.programmes.talent.law.rules.status_fit import STATUS_WORDS
from tsunagari.programmes.talent.orders import queries
from tsunagari.programmes.talent.orders.actions import matching as actions
from tsunagari.programmes.talent.orders.models import Candidate, Choice, Order, Round

SHOWN = 200


class DecideForm(forms.Form):
    """Two that belong together, or must not be put together, and why."""

    order = RowField(label=gettext_lazy("求人"), queryset=Order.objects.none(), empty_label=None)
    candidate = forms.CharField(
        label=gettext_lazy("候補者のコード"),
        max_length=10,
        help_text=gettext_lazy("10文字です。この画面の名前の下にあります。"),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("どうするか"),
        choices=[
            (Choice.Kind.PIN, gettext_lazy("この求人に固定する")),
            (Choice.Kind.VETO, gettext_lazy("この求人には割り当てない")),
        ],
        widget=forms.RadioSelect,
    )
    why = forms.CharField(label=gettext_lazy("理由"), max_length=200)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rows = queries.orders().filter(state=Order.State.OPEN).order_by("-pk")
        self.fields["order"].queryset = rows
        self.fields["order"].label_from_instance = order_title

    def clean_candidate(self):
        party = parties.by_code(self.cleaned_data["candidate"].strip().upper())
        found = Candidate.objects.filter(pk=party.pk).first() if party else None
        if found is None:
            raise forms.ValidationError(
                _("このコードの候補者はいません。画面のコードを確かめてください。")
            )
        return found


def show(request):
    """The proposal of this moment; nothing is stored by looking."""
    return _page(request, DecideForm())


def _page(request, form, status: int = 200):
    made = actions.proposal(on=request.viewer.on)
    orders = {row.pk: row for row in queries.orders().filter(pk__in=_orders_of(made))}
    people = {
        row.pk: row
        for row in queries.candidates().filter(
            pk__in=[*(one.person for one in made.found[:SHOWN]), *list(made.without)[:SHOWN]]
        )
    }
    choices = list(queries.all_choices()[:SHOWN])
    known = {**people, **{one.candidate_id: one.candidate for one in choices}}
    names = titles(list(known.values()), request.viewer)
    context = {
        "made": made,
        "found": [_found(one, orders, people, names) for one in made.found[:SHOWN]],
        "without": [
            (people[key], names[key], [reason.words() for reason in made.without[key]])
            for key in list(made.without)[:SHOWN]
        ],
        "empty": [
            (orders[key], order_title(orders[key]), free, [reason.words() for reason in why])
            for key, (free, why) in list(made.empty.items())[:SHOWN]
        ],
        "choices": [(one, order_title(one.order), names[one.candidate_id]) for one in choices],
        "rounds": list(queries.rounds()[:10]),
        "form": form,
        "shown": SHOWN,
    }
    return render(request, "desk/orders/matching.html", context, status=status)


def _orders_of(made) -> set[int]:
    return {one.seats for one in made.found[:SHOWN]} | set(list(made.empty)[:SHOWN])


def _found(one, orders, people, names) -> dict:
    """One pair of the proposal, in words."""
    status = gettext(STATUS_WORDS[one.status]) if one.status else ""
    return {
        "pair": one,
        "order": orders[one.seats],
        "title": order_title(orders[one.seats]),
        "candidate": people[one.person],
        "name": names[one.person],
        "fit": f"{one.sign} {status}",
        "weighed": [(worth, reason.words()) for worth, reason in one.weighed],
        "next": one.next_best.words() if one.next_best else "",
    }


def _who(request) -> dict:
    return {"by": request.viewer, "on": request.viewer.on}


@require_POST
def accept(request):
    """Decide on the proposal that was shown; another one is shown first."""
    seen = request.POST.get("seen", "")[:64]
    try:
        made = actions.accept(seen=seen, at=timezone.now(), **_who(request))
    except Refused as refused:
        tell(request, refused)
    else:
        undo = "undo:" + reverse("desk:take_back_round", args=[made.pk])
        said = _("割り当てを決めました。会社と送出機関に知らせました。")
        messages.success(request, said, extra_tags=undo)
    return redirect("desk:matching")


@require_POST
def decide(request):
    """Pin or veto a pair, with a reason."""
    form = DecideForm(request.POST)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            made = actions.decide(
                typed["order"],
                typed["candidate"],
                typed["kind"],
                why=typed["why"],
                **_who(request),
            )
        except Refused as refused:
            put_on(form, refused)
        else:
            undo = "undo:" + reverse("desk:undecide_pair", args=[made.pk])
            messages.success(
                request, _("組の決まりを保存しました。案を作り直しました。"), extra_tags=undo
            )
            return redirect("desk:matching")
    return _page(request, form, 422)


@require_POST
def undecide(request, pk):
    """Take a pin or a veto back."""
    found = get_object_or_404(queries.all_choices(), pk=pk)
    actions.undecide(found, **_who(request))
    messages.success(request, _("組の決まりをやめました。案を作り直しました。"))
    return redirect("desk:matching")


@require_POST
def take_back(request, pk):
    """Take a round back, as far as nobody has answered."""
    found = get_object_or_404(Round, pk=pk)
    try:
        count = actions.take_back(found, at=timezone.now(), **_who(request))
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, _("割り当てを%(n)s組 取り消しました。") % {"n": count})
    return redirect("desk:matching")
