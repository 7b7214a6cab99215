"""費用の食い違い — every amount on which the sides disagree, both sides' words, and the opinion on it."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tsunagari.base import keyset
from tsunagari.base.refusals import Refused
from tsunagari.faces.shared import costs as shared
from tsunagari.faces.shared.tell import put_on
from tsunagari.programmes.talent.costs import queries
from tsunagari.programmes.talent.costs.actions import opinions
from tsunagari.programmes.talent.costs.rules.lines import LONGEST_OPINION


class OpinionForm(forms.Form):
    """What the council thinks of a dispute."""

    words = forms.CharField(
        label=gettext_lazy("協議会の意見"),
        max_length=LONGEST_OPINION,
        help_text=gettext_lazy("本人・求めた側・事務局が読みます。あとから消せません。"),
        widget=forms.Textarea(attrs={"rows": 5}),
    )


def listed(request):
    """食い違い — the open ones; those that were settled are a tab of their own."""
    settled = request.GET.get("view") == "settled"
    lines = with_words(queries.settled() if settled else queries.disputed())
    page = keyset.page(lines, ["-id"], after=request.GET.get("after", ""))
    context = {"page": page, "rows": rows_of(page.rows, request.viewer), "settled": settled}
    return render(request, "council/costs.html", context)


def with_words(lines):
    """Lines with what both sides and the council said of them."""
    return lines.select_related("case__person__party").prefetch_related("answers", "opinions")


def rows_of(lines, viewer) -> list[dict]:
    """Lines in words, whose they are, and for how many days the sides have disagreed."""
    lines = list(lines)
    names = shared.called_all([line.case for line in lines], viewer)
    return [
        {"row": row, "who": names[row.cost.case_id], "days": _days(row.cost, viewer.on)}
        for row in shared.rows(lines, viewer)
    ]


def _days(line, on) -> int | None:
    since = queries.open_since(line)
    return None if since is None else (on - since).days + 1


def show(request, pk):
    """One amount: both sides, what was said before, and writing an opinion."""
    line = get_object_or_404(with_words(queries.of(request.viewer)), pk=pk)
    form = OpinionForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _said(request, line, form):
        messages.success(request, _("意見を書きました。本人・求めた側・事務局が読みます。"))
        return redirect("council:cost", pk)
    [item] = rows_of([line], request.viewer)
    context = item | {"form": form, "open": line.disputed}
    return render(request, "council/cost.html", context, status=422 if form.errors else 200)


def _said(request, line, form) -> bool:
    """Whether the opinion was taken in; the form says why not."""
    asked = {"by": request.viewer, "on": request.viewer.on, "at": timezone.now()}
    try:
        opinions.say(line, form.cleaned_data["words"], **asked)
    except Refused as refused:
        put_on(form, refused)
        return False
    return True
