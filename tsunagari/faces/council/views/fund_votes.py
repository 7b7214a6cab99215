"""投票と署名 — a member votes once, breaks a tie as chair, reads minutes and signs them."""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from tsunagari.base.refusals import Refused
from tsunagari.faces.council.views import fund
from tsunagari.faces.shared import council as shared
from tsunagari.faces.shared import paper
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.governance.fund.council import queries
from tsunagari.governance.fund.council.actions import ballots
from tsunagari.governance.fund.council.actions import minutes as acts
from tsunagari.governance.fund.council.models import Ballot, Choice, Minutes


class VoteForm(forms.Form):
    """Yes, no, or neither."""

    choice = forms.ChoiceField(
        label=gettext_lazy("あなたの票"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("賛成・反対・棄権のどれかを選んでください。")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["choice"].choices = [(code, _(words)) for code, words in Choice.choices]


def vote(request, pk):
    """The ballot of one item: what a yes means, and one vote that cannot be taken back."""
    ballot, item = _of(request, pk)
    form = VoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ballots.cast(ballot, form.cleaned_data["choice"], **_by(request))
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("投票しました。結果は、締め切ったあとに出ます。"))
            return redirect("council:fund_meeting", item["row"].meeting_id)
    voter = ballot.voters.filter(party=request.viewer.party).first()
    context = {
        "form": form,
        "ballot": ballot,
        "item": item,
        "meeting": shared.meeting_row(item["row"].meeting),
        "voter": voter,
        "voting": ballot.state == Ballot.State.OPEN and voter and not voter.voted,
        "tie": _breaks(request.viewer, ballot),
    }
    return render(request, "council/fund/vote.html", context, status=422 if form.errors else 200)


def _of(request, pk) -> tuple[Ballot, dict]:
    """A ballot of the own council, on an item that this member may read."""
    rows = Ballot.objects.select_related("item__entry__call", "item__meeting__gathering")
    rows = rows.filter(item__meeting__in=queries.of(request.viewer))
    ballot = get_object_or_404(rows, pk=pk)
    if queries.closed_to(request.viewer, [ballot.item]):
        raise Http404
    return ballot, shared.item_row(ballot.item)


def _by(request) -> dict:
    return {"by": request.viewer, "on": request.viewer.on, "at": timezone.now()}


def _breaks(viewer, ballot: Ballot) -> bool:
    """True when this member, as chair, has to decide a tie."""
    meeting = ballot.item.meeting
    return (
        ballot.state == Ballot.State.TALLIED
        and ballot.outcome == "tied"
        and meeting.articles.casting_vote
        and queries.chair_of(meeting) == viewer.party.pk
    )


@require_POST
def break_tie(request, pk):
    """The chair's word in a tie, where the articles know it."""
    ballot, _item = _of(request, pk)
    said = request.POST.get("choice", "")
    try:
        ballots.break_tie(ballot, said, by=request.viewer, on=request.viewer.on)
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, _("議長の決裁を記録しました。"))
    return redirect("council:fund_ballot", pk)


# — minutes —


def minutes(request, pk):
    """One version of minutes, as this member may read it, and signing it."""
    one = _version(request, pk)
    found = shared.minutes_paper(one, request.viewer)
    row = shared.meeting_row(one.meeting)
    context = {
        "minutes": one,
        "meeting": row,
        "heading": fund.title_of(row),
        "paper": found,
        "sections": shared.sections_for(one, request.viewer),
        "signed": shared.signed(one, request.viewer),
        "to_sign": one in queries.to_sign(request.viewer),
        "newest": queries.newest_minutes(one.meeting) == one,
    }
    return render(request, "council/fund/minutes.html", context)


def _version(request, pk) -> Minutes:
    rows = Minutes.objects.select_related("meeting__council__body__party", "meeting__gathering")
    return get_object_or_404(rows.filter(meeting__in=fund.of_member(request.viewer)), pk=pk)


@require_POST
def sign(request, pk):
    """The member signs the version that was read: its digest comes with the press."""
    one = _version(request, pk)
    try:
        acts.sign(one, request.POST.get("digest", ""), **_by(request))
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, _("議事録に署名しました。"))
    return redirect("council:fund_minutes", pk)


def minutes_pdf(request, pk):
    """The same as a paper."""
    one = _version(request, pk)
    body = shared.minutes_pdf(request, one, request.viewer)
    return paper.pdf(body, f"minutes-{one.meeting.number}-{one.number}")
