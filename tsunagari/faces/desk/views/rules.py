"""根拠の一覧 — the one table of rules: searchable, what changed when, unsure rules on and off."""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tsunagari.base.keyset import Page, mark, number
from tsunagari.base.refusals import Refused
from tsunagari.faces.desk import lawbook
from tsunagari.faces.shared.forms import DayField
from tsunagari.faces.shared.tell import put_on
from tsunagari.kernel.duties.rulebook import CONFIDENCES
from tsunagari.programmes.talent.law.rules import book, numbers
from tsunagari.programmes.talent.law.rules.gates import TRANSITION
from tsunagari.programmes.talent.people import queries
from tsunagari.programmes.talent.people.actions import switches as actions
from tsunagari.programmes.talent.people.models import Switch

SIZE = 50


class RulesForm(forms.Form):
    """What the table is narrowed to."""

    q = forms.CharField(label=gettext_lazy("ことば・番号・条文"), max_length=100, required=False)
    system = forms.ChoiceField(label=gettext_lazy("制度"), required=False)
    holder = forms.ChoiceField(label=gettext_lazy("だれの務めか"), required=False)
    confidence = forms.ChoiceField(label=gettext_lazy("確かさ"), required=False)
    day = DayField(label=gettext_lazy("この日に有効な規則"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        every = [("", _("すべて"))]
        for name, words in (
            ("system", book.SYSTEM_WORDS.items()),
            ("holder", lawbook.holders(book.rows())),
            ("confidence", [(code, CONFIDENCES[code]) for code in CONFIDENCES]),
        ):
            self.fields[name].choices = every + [(code, _(text)) for code, text in words]


def listed(request):
    """The rows that fit, page by page."""
    form = RulesForm(request.GET)
    asked = lawbook.Asked(**form.cleaned_data) if form.is_valid() else None
    found = lawbook.by_id(lawbook.found(asked)) if asked else []
    start = number(request.GET.get("after", "")) or 0
    crossings = lawbook.crossings(asked) if asked and not start else []
    switched, _own = queries.switched()
    shown = found[start : start + SIZE]
    more = start + SIZE < len(found)
    return render(
        request,
        "desk/cases/rules.html",
        {
            "form": form,
            "rows": [lawbook.first(rules, switched) for rules in shown],
            "total": len(found),
            "crossings": crossings,
            "page": Page(shown, older=mark([start + SIZE]) if more else ""),
            "opened": any(request.GET.get(n) for n in ("system", "holder", "confidence", "day_y")),
        },
        status=422 if form.errors else 200,
    )


class SwitchForm(forms.Form):
    """Why an unsure rule counts from now on, or no longer."""

    reason = forms.CharField(
        label=gettext_lazy("理由"), max_length=1000, widget=forms.Textarea({"rows": 2})
    )


def show(request, code):
    """Everything about the rows of one id; an unsure one is switched here."""
    if code in TRANSITION:
        return render(request, "desk/cases/crossing.html", {"row": lawbook.crossing(code)})
    rows = book.named(code)
    if not rows:
        raise Http404
    switched, own = queries.switched()
    on = code in switched
    form = SwitchForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            count = actions.switch(
                code,
                wanted=request.POST.get("wanted") == "1",
                reason=form.cleaned_data["reason"],
                by=request.viewer,
                on=request.viewer.on,
            )
        except Refused as refused:
            put_on(form, refused)
        else:
            _say(request, count)
            return redirect("desk:rule", code)
    return render(
        request,
        "desk/cases/rule.html",
        {
            "code": code,
            "rows": [lawbook.whole(rule, switched, own) for rule in rows],
            "unsure": any(rule.confidence == book.UNSURE for rule in rows),
            "on": on,
            "reason": Switch.objects.filter(pk=code).values_list("reason", flat=True).first(),
            "form": form,
        },
        status=422 if form.errors else 200,
    )


def changes(request):
    """いつ何が変わったか — days on which rows and figures begin or end."""
    return render(request, "desk/cases/rule_changes.html", {"days": lawbook.days()})


class NumberForm(SwitchForm):
    """A number of the office's own; empty goes back to the assumption."""

    value = forms.IntegerField(
        label=gettext_lazy("連合会の数"),
        required=False,
        help_text=gettext_lazy("空にすると、もとの値にもどります。"),
    )
    field_order = ["value", "reason"]


def figures(request):
    """数値の一覧 — every figure of the law by day; those that are assumptions may be set."""
    _switched, own = queries.switched()
    return render(request, "desk/cases/figures.html", {"figures": lawbook.all_figures(own)})


def figure(request, name):
    """Set a number that rests on an assumption of the office."""
    if name not in numbers.own_names():
        raise Http404
    _switched, own = queries.switched()
    form = NumberForm(request.POST or None, initial={"value": own.get(name)})
    if request.method == "POST" and form.is_valid():
        try:
            count = actions.set_number(
                name, by=request.viewer, on=request.viewer.on, **form.cleaned_data
            )
        except Refused as refused:
            put_on(form, refused)
        else:
            _say(request, count)
            return redirect("desk:figures")
    context = {"form": form, "figure": lawbook.figure(name, own)}
    return render(request, "desk/cases/figure.html", context, status=422 if form.errors else 200)


def _say(request, count: int | None) -> None:
    if count is None:
        words = _("切り替えました。案件が多いので、期限は今夜の計算から変わります。")
    else:
        words = ngettext(
            "切り替えました。案件 %(n)s件の期限を計算しなおしました。",
            "切り替えました。案件 %(n)s件の期限を計算しなおしました。",
            count,
        ) % {"n": count}
    messages.success(request, words)
