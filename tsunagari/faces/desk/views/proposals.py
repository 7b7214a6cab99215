"""施策提言 — drafts, a second person's check, sending, the answer, publishing."""

from datetime import date

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base import keyset
from tsunagari.base.refusals import Refused
from tsunagari.faces.desk import prepared as material
from tsunagari.faces.desk.people import names_of
from tsunagari.faces.desk.proposal_forms import (
    HOW,
    AnswerForm,
    AskForm,
    ProposalForm,
    SendForm,
    WithdrawForm,
    written,
)
from tsunagari.faces.shared.paper import pdf
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.faces.shared.typed import whole
from tsunagari.kernel.duties import rulebook
from tsunagari.kernel.papers import actions as papers
from tsunagari.programmes.talent.proposals import actions, queries, said
from tsunagari.programmes.talent.proposals import letter as letters
from tsunagari.programmes.talent.proposals.models import Proposal
from tsunagari.programmes.talent.proposals.rules.asking import TOPICS
from tsunagari.programmes.talent.proposals.words import STEPS

TONES = {
    "draft": "note",
    "checked": "info",
    "sent": "warn",
    "answered": "ok",
    "published": "ok",
    "withdrawn": "quiet",
}


def listed(request):
    """Proposals, the newest first; those that are done stand in a tab of their own."""
    done = request.GET.get("view") == "done"
    rows = queries.of(request.viewer)
    ended = (Proposal.State.PUBLISHED, Proposal.State.WITHDRAWN)
    rows = rows.filter(state__in=ended) if done else rows.exclude(state__in=ended)
    page = keyset.page(rows, ["-pk"], after=request.GET.get("after", ""))
    context = {"page": page, "rows": [_row(one) for one in page.rows], "done": done}
    return render(request, "desk/proposals/list.html", context)


def _row(one: Proposal) -> dict:
    return {
        "row": one,
        "topic": _(TOPICS.get(one.topic, one.topic)),
        "asked_of": _(one.get_asked_of_display()),
        "state": _(one.get_state_display()),
        "tone": TONES[one.state],
    }


def _own(request, pk) -> Proposal:
    return get_object_or_404(queries.of(request.viewer), pk=pk)


def show(request, pk):
    """One proposal: what it says, its evidence, where it stands, what comes next."""
    one = _own(request, pk)
    steps = list(one.steps.select_related("by"))
    names = names_of([step.by for step in steps], request.viewer)
    context = _row(one) | {
        "tables": [
            {"row": row, "title": said.title(queries.read(row).asked)}
            for row in one.tables.order_by("pk")
        ],
        "obstacles": [
            {"row": each, "confidence": _(rulebook.CONFIDENCES.get(each.confidence, ""))}
            for each in one.obstacles.all()
        ],
        "steps": [
            {"step": step, "did": _(STEPS[step.did]), "who": names.get(step.by_id, "")}
            for step in steps
        ],
        "how": dict(HOW).get(one.how, ""),
        "outcome": _(one.get_outcome_display()),
        "mine": request.viewer.party.pk in queries.writers(one),
        "my_answer": request.viewer.party.pk in queries.answerers(one),
        "shown_at": one.state == Proposal.State.PUBLISHED,
    }
    return render(request, "desk/proposals/proposal.html", context)


def new(request):
    """Write a draft; a table that was just published comes chosen."""
    table = whole(request.GET.get("table", ""))
    form = ProposalForm(request.POST or None, initial={"tables": [table] if table else []})
    return _written(request, form, None)


def edit(request, pk):
    """Change a draft."""
    one = _own(request, pk)
    if one.state != Proposal.State.DRAFT:
        raise Http404
    return _written(request, ProposalForm(request.POST or None, initial=written(one)), one)


def _written(request, form: ProposalForm, one: Proposal | None):
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        seen = told.pop("seen")
        told["tables"] = list(told["tables"])
        try:
            if one is None:
                one = actions.draft(**told, by=request.viewer, on=request.viewer.on)
            else:
                actions.change(
                    one, seen=seen or -1, **told, by=request.viewer, on=request.viewer.on
                )
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(
                request, _("下書きを保存しました。ほかの人に確かめてもらってください。")
            )
            return redirect("desk:proposal", one.pk)
    context = {"form": form, "one": one, "tables": form.fields["tables"].queryset.exists()}
    status = 422 if form.errors else 200
    return render(request, "desk/proposals/edit.html", context, status=status)


def _pressed(request, pk, act, words):
    """A step without a form: on what is on the screen."""
    one = _own(request, pk)
    seen = whole(request.POST.get("seen", "")) or -1
    try:
        act(one, seen=seen, by=request.viewer, on=request.viewer.on)
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, words)
    return redirect("desk:proposal", pk)


@require_POST
def check(request, pk):
    return _pressed(request, pk, actions.check, _("提案を確かめました。送れます。"))


@require_POST
def reopen(request, pk):
    return _pressed(request, pk, actions.reopen, _("下書きにもどしました。"))


@require_POST
def publish(request, pk):
    words = _("提案を公表しました。英語の訳は、「訳す」の務めで頼みました。")
    return _pressed(request, pk, actions.publish, words)


def send(request, pk):
    """It was sent: the letter is kept as it was."""
    one = _own(request, pk)

    def act(told):
        body = _letter(request, one, told["to"], told["sent_on"])
        return actions.send(
            one, **told, letter=body, seen=one.version, by=request.viewer, on=request.viewer.on
        )

    return _stepped(request, one, SendForm, _("送ったことを記録する"), ("checked",), act)


def ask(request, pk):
    """The answer was asked for again."""
    one = _own(request, pk)

    def act(told):
        return actions.ask_again(one, **told, by=request.viewer, on=request.viewer.on)

    return _stepped(request, one, AskForm, _("返事をたずねた"), ("sent",), act)


def answer(request, pk):
    """They answered."""
    one = _own(request, pk)

    def act(told):
        return actions.answer(
            one, **told, seen=one.version, by=request.viewer, on=request.viewer.on
        )

    return _stepped(request, one, AnswerForm, _("返事を記録する"), ("sent",), act)


def withdraw(request, pk):
    """It is taken back."""
    one = _own(request, pk)

    def act(told):
        return actions.withdraw(one, **told, by=request.viewer, on=request.viewer.on)

    states = ("draft", "checked", "sent", "answered")
    return _stepped(request, one, WithdrawForm, _("取り下げる"), states, act)


def _stepped(request, one: Proposal, asked, heading: str, states, act):
    """A step with a form; the day is today unless somebody says otherwise."""
    if one.state not in states:
        raise Http404
    today = dict.fromkeys(("sent_on", "asked_on", "answered_on"), request.viewer.on)
    form = asked(request.POST or None, initial=today)
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("記録しました。"))
            return redirect("desk:proposal", one.pk)
    context = {"form": form, "one": one, "heading": heading}
    status = 422 if form.errors else 200
    return render(request, "desk/proposals/step.html", context, status=status)


def _letter(request, one: Proposal, to: str, on: date) -> bytes:
    return letters.made(one, to=to, on=on, at=material.edge(request, f"proposal-{one.pk}"))


def letter(request, pk):
    """The letter as it would be sent today."""
    one = _own(request, pk)
    return pdf(_letter(request, one, one.sent_to, request.viewer.on), f"proposal-{one.pk}")


def paper(request, pk):
    """The letter as it was sent."""
    one = _own(request, pk)
    if one.paper is None:
        raise Http404
    return pdf(papers.read(one.paper.blob), one.paper.name.removesuffix(".pdf"))
