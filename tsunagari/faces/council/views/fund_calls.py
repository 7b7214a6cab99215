"""公募の審査（評議員） — the list, a declaration on each, then reading, scoring and locking.

Everything of an application comes from `calls.queries.opened`: without a declaration, with an
interest, or with a nearness that our books show right now, it is not found here, by any address.
"""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tsunagari.base.refusals import Refused
from tsunagari.faces.shared import applications as shared
from tsunagari.faces.shared import scores
from tsunagari.faces.shared.applications.forms import DraftForm, choices
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.governance.fund.calls import queries
from tsunagari.governance.fund.calls.actions import council as actions
from tsunagari.governance.fund.calls.models import Call
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.reviews import queries as reviews
from tsunagari.kernel.reviews.models import Interest
from tsunagari.kernel.reviews.rules import scores as rules
from tsunagari.kernel.reviews.rules.interests import NONE

# What says who is who in other bodies stays with the office: it is there to find interests by.
HIDDEN = ("officers", "phone", "email")


def _who(request) -> dict:
    return {"by": request.viewer, "on": request.viewer.on, "at": timezone.now()}


def _calls(request):
    rows = reviews.calls_of(request.viewer)
    return Call.objects.filter(review__in=rows.values("pk")).select_related("review", "fund")


def listed(request):
    """審査する公募 — and how much is left to do in each."""
    rows = [_left(one, request.viewer) for one in _calls(request).order_by("-pk")]
    return render(request, "council/fund/calls.html", {"rows": rows})


def _left(call: Call, viewer) -> dict:
    entries = list(reviews.listed(viewer).filter(call=call.review))
    said = reviews.declarations(entries)
    mine = viewer.party.pk
    opened = reviews.of(viewer, call=call.review)
    locked = opened.filter(reviews__rater=viewer.party, reviews__locked_at__isnull=False)
    return {
        "call": call,
        "state": shared.call_said(call),
        "undeclared": sum(mine not in said[entry.pk] for entry in entries),
        "unlocked": opened.count() - locked.count(),
        "ended": call.review.ended_on,
    }


def show(request, pk):
    """申請者の一覧 — who applied, nothing else, until the declaration is made."""
    call = get_object_or_404(_calls(request), pk=pk)
    context = {
        "call": call,
        "state": shared.call_said(call),
        "review": call.review,
        "rows": _rows(call, request.viewer),
        "kinds": choices(Interest.Kind),
    }
    return render(request, "council/fund/call.html", context)


def _rows(call: Call, viewer) -> list[dict]:
    entries = list(reviews.listed(viewer).filter(call=call.review))
    said, found = reviews.declarations(entries), reviews.findings(entries)
    opened = set(reviews.of(viewer, call=call.review).values_list("pk", flat=True))
    mine = viewer.party.pk
    done = reviews.locked_by(mine, entries)
    rows = []
    for entry in entries:
        declared = said[entry.pk].get(mine)
        near = [one for one in found[entry.pk] if one.member_id == mine and not one.cleared_on]
        rows.append(
            {
                "entry": entry,
                "declared": declared,
                "kind": _now(declared.get_kind_display()) if declared else "",
                "open": entry.pk in opened,
                "near": [scores.why_words(one.why) for one in near] if declared else [],
                "locked": done.get(entry.pk),
            }
        )
    return rows


class InterestForm(forms.Form):
    """How near one is to an applicant."""

    kind = forms.ChoiceField(label=_("この申請との関係"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("どのような関係ですか"),
        required=False,
        max_length=500,
        help_text=_("事務局だけが読みます。「そのほか」のときは必ず書いてください。"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = choices(Interest.Kind)


def declare(request, code):
    """申告する — one entry of the list; nothing of what was sent stands on this page."""
    entry = get_object_or_404(reviews.listed(request.viewer), code=code)
    call = get_object_or_404(_calls(request), review=entry.call_id)
    before = reviews.declarations([entry])[entry.pk].get(request.viewer.party.pk)
    form = InterestForm(request.POST or None, initial={"kind": before.kind if before else None})
    if request.method == "POST" and form.is_valid() and _declared(request, entry, form):
        return redirect("council:fund_call", call.pk)
    context = {"form": form, "entry": entry, "call": call, "before": before}
    status = 422 if form.errors else 200
    return render(request, "council/fund/declare.html", context, status=status)


def _declared(request, entry, form) -> bool:
    data = form.cleaned_data
    try:
        actions.declare(entry, data["kind"], words=data["words"], **_who(request))
    except Refused as refused:
        put_on(form, refused)
        return False
    readable = reviews.of(request.viewer, pk=entry.pk).exists()
    if data["kind"] == NONE and readable:
        messages.success(request, _now("「関係はない」と申告しました。この申請を読めます。"))
    else:
        messages.success(request, _now("申告しました。この申請の審査からは外れます。"))
    return True


@require_POST
def declare_rest(request, pk):
    """残りはすべて関係がない — one press for those on which nothing was said yet."""
    call = get_object_or_404(_calls(request), pk=pk)
    entries = list(reviews.listed(request.viewer).filter(call=call.review))
    said = reviews.declarations(entries)
    left = [one for one in entries if request.viewer.party.pk not in said[one.pk]]
    try:
        for entry in left:
            actions.declare(entry, NONE, **_who(request))
    except Refused as refused:
        tell(request, refused)
    else:
        words = _now("%(count)s件について「関係はない」と申告しました。")
        messages.success(request, words % {"count": len(left)})
    return redirect("council:fund_call", pk)


# — reading and scoring —


def _opened(request, code: str) -> queries.Opened:
    found = queries.opened(request.viewer, code)
    if found is None:
        raise Http404
    return found


class ScoreForm(DraftForm):
    """One value a criterion, and what one thinks of it."""

    words = forms.CharField(
        label=_("所見"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("点数が全員に見えるようになったときに、ほかの委員も読みます。"),
    )

    def __init__(self, *args, criteria, given, **kwargs):
        super().__init__(*args, **kwargs)
        for one in criteria:
            self.fields[f"score_{one.pk}"] = forms.TypedChoiceField(
                label=one.title,
                choices=[(n, str(n)) for n in range(one.least, one.most + 1)],
                coerce=int,
                empty_value=None,
                initial=given[one.pk].value if one.pk in given else None,
                widget=forms.RadioSelect,
                help_text=one.descriptor,
            )
        self.order_fields([*(f"score_{one.pk}" for one in criteria), "words"])

    def values(self) -> dict[int, int]:
        """The values that were chosen, by criterion."""
        return {
            int(name.removeprefix("score_")): value
            for name, value in self.cleaned_data.items()
            if name.startswith("score_") and value is not None
        }


def entry(request, code):
    """申請を読み、点数を入れる — kept until it is locked; then it stands."""
    found = _opened(request, code)
    criteria = reviews.criteria(found.entry.call)
    review = reviews.review_of(request.viewer, found.entry)
    given = {one.criterion_id: one for one in review.scores.all()} if review else {}
    locked = review.locked_at if review else None
    form = ScoreForm(
        request.POST or None,
        criteria=criteria,
        given=given,
        initial={"words": review.words if review else ""},
    )
    if request.method == "POST" and form.is_valid() and _scored(request, found, form):
        return redirect("council:fund_entry", code)
    sheet = queries.spread(found.entry, on=request.viewer.on)
    call = found.application.call
    context = {
        "found": found,
        "call": call,
        "title": found.sent.content.get("title", ""),
        "name": found.entry.called,
        "groups": _groups(found),
        "form": form,
        "locked": locked,
        "may": not found.entry.call.ended_on,
        "late": rules.late(on=request.viewer.on, closes_on=found.entry.call.closes_on),
        "mine": [
            {"title": one.title, "most": one.most, "score": given.get(one.pk)} for one in criteria
        ],
        "total": scores.total_words(found.entry.call, given),
        "sheet": sheet,
        "table": scores.table(sheet, criteria, request.viewer) if locked else None,
    }
    status = 422 if form.errors else 200
    return render(request, "council/fund/entry.html", context, status=status)


def _groups(found: queries.Opened) -> list[dict]:
    groups = shared.groups(found.sent.content, hidden=HIDDEN)
    for group in groups:
        for one in group["files"]:
            one["href"] = f"files/{one['pk']}/"
    return groups


def _scored(request, found: queries.Opened, form) -> bool:
    lock = "lock" in request.POST
    act = actions.lock if lock else actions.score
    try:
        act(found.entry, form.values(), words=form.cleaned_data["words"], **_who(request))
    except Refused as refused:
        put_on(form, refused)
        return False
    words = _now("点数を確定しました。全員が確定すると、おたがいの点数が見えます。")
    messages.success(request, words if lock else _now("点数をしまいました。まだ確定していません。"))
    return True


class ChangeForm(forms.Form):
    """A changed score and why."""

    value = forms.TypedChoiceField(label=_("新しい点数"), coerce=int, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("変える理由"),
        max_length=500,
        help_text=_("はじめの点数と理由は、いつまでも残ります。"),
    )


def change(request, code, pk):
    """話し合いのあとで変える — one criterion, with a reason."""
    found = _opened(request, code)
    [criterion] = [one for one in reviews.criteria(found.entry.call) if one.pk == pk] or [None]
    if criterion is None:
        raise Http404
    form = ChangeForm(request.POST or None)
    numbers = [(n, str(n)) for n in range(criterion.least, criterion.most + 1)]
    form.fields["value"].choices = numbers
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.change(found.entry, {pk: data["value"]}, data["reason"], **_who(request))
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _now("点数を変えました。はじめの点数も残っています。"))
            return redirect("council:fund_entry", code)
    context = {"form": form, "criterion": criterion, "found": found, "call": found.application.call}
    status = 422 if form.errors else 200
    return render(request, "council/fund/change.html", context, status=status)


def file(request, code, pk):
    """A file that was sent with the application; looking at it is a record."""
    found = _opened(request, code)
    if pk not in shared.sent_files(found.sent):
        raise Http404
    files = found.application.files.exclude(paper=None).select_related("paper__blob")
    attachment = get_object_or_404(files, pk=pk)
    records.add(
        by=request.viewer,
        did="application.paper_read",
        about=found.application,
        on=request.viewer.on,
    )
    return shared.file_answer(attachment)


# — the spread of all —


def _ranking(request, pk):
    call = get_object_or_404(_calls(request), pk=pk)
    entries = reviews.of(request.viewer, call=call.review)
    if not call.review.ended_on:
        # Who can still score reads nothing of the others before their own stands.
        entries = entries.filter(pk__in=reviews.locked_by(request.viewer.party, entries))
    return call, reviews.ranking(entries, on=request.viewer.on)


def spread(request, pk):
    """点数の一覧 — of the applications that this member may open, once their scores are open."""
    call, ranked = _ranking(request, pk)
    context = {"call": call, "rows": scores.ranked(ranked), "small": rules.FAR**2 + 1}
    return render(request, "council/fund/scores.html", context)


def sheet(request, pk):
    """The same as CSV."""
    call, ranked = _ranking(request, pk)
    return scores.csv_answer(call.code, ranked)
