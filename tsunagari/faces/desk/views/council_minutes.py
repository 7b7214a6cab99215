"""議事録（事務局） — the words beside the facts, who signs, the public version, publishing."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base.refusals import Refused
from tsunagari.faces.desk.council_forms import MinutesForm, SignersForm
from tsunagari.faces.shared import council as shared
from tsunagari.faces.shared import paper
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.governance.fund.council import minuting, queries
from tsunagari.governance.fund.council.actions import minutes as acts
from tsunagari.governance.fund.council.models import Meeting, Minutes
from tsunagari.kernel.consents.queries import shown

WRITABLE = (Meeting.State.CLOSED, Meeting.State.DRAFT)
HAVE = (*WRITABLE, Meeting.State.SIGNED, Meeting.State.PUBLISHED)


def _meeting(request, pk) -> Meeting:
    return get_object_or_404(queries.of(request.viewer).filter(state__in=HAVE), pk=pk)


def show(request, pk):
    """The newest version, what everybody will read of it, who has signed."""
    one = _meeting(request, pk)
    newest = queries.newest_minutes(one)
    context = {"meeting": shared.meeting_row(one), "minutes": newest, "row": one}
    if newest:
        signers = list(one.signers.values_list("party_id", flat=True))
        signed = set(newest.signatures.values_list("party_id", flat=True))
        names = shown(signers, to=request.viewer)
        context |= {
            "paper": shared.minutes_paper(newest, request.viewer),
            "sections": shared.sections_for(newest, request.viewer),
            "signed": shared.signed(newest, request.viewer),
            "public": shared.minutes_paper(newest, None),
            "signers": [(names[pk], pk in signed) for pk in signers],
            "versions": list(one.minutes.order_by("-number")),
        }
    return render(request, "desk/council/minutes.html", context)


def edit(request, pk):
    """The words of the minutes; the facts of now come with every version."""
    one = _meeting(request, pk)
    if one.state not in WRITABLE or queries.closed_to(request.viewer, queries.items_of(one)):
        raise Http404
    newest, facts = queries.newest_minutes(one), minuting.facts_of(one)
    words = newest.body["words"] if newest else minuting.first_words(facts)
    seen = {"seen": newest.number if newest else 0}
    form = MinutesForm(request.POST or None, facts=facts, words=words, initial=seen)
    if request.method == "POST" and form.is_valid():
        by = {"by": request.viewer, "on": request.viewer.on, "seen": form.cleaned_data["seen"]}
        try:
            acts.write(one, form.words(), **by)
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("議事録の案を保存しました。"))
            return redirect("desk:council_minutes", pk)
    context = {"form": form, "meeting": shared.meeting_row(one)}
    status = 422 if form.errors else 200
    return render(request, "desk/council/edit_minutes.html", context, status=status)


def signers(request, pk):
    """Who signs; they are told."""
    one = _meeting(request, pk)
    if one.state != Meeting.State.DRAFT:
        raise Http404
    there = sorted(queries.were_there(one))
    names = shown(there, to=request.viewer)
    chosen = [str(pk) for pk in one.signers.values_list("party_id", flat=True)]
    form = SignersForm(
        request.POST or None,
        members=[(str(pk), names[pk]) for pk in there],
        initial={"signers": chosen},
    )
    if request.method == "POST" and form.is_valid():
        parties = [int(pk) for pk in form.cleaned_data["signers"]]
        by = {"by": request.viewer, "on": request.viewer.on, "at": timezone.now()}
        try:
            acts.choose_signers(one, parties, **by)
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("署名人を決め、知らせました。"))
            return redirect("desk:council_minutes", pk)
    row = shared.meeting_row(one)
    context = {"form": form, "heading": _("署名人を選ぶ"), "lead": row["title"]}
    context |= {"minutes_back": one.pk}
    return render(request, "desk/council/form.html", context, status=422 if form.errors else 200)


@require_POST
def publish(request, pk):
    """Everybody may read the redacted version from now on."""
    one = _meeting(request, pk)
    try:
        acts.publish(one, by=request.viewer, on=request.viewer.on)
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, _("決定と議事録を公表しました。"))
    return redirect("desk:council_minutes", pk)


def pdf(request, pk):
    """The newest version as a paper."""
    return _pdf(request, pk, request.viewer)


def public_pdf(request, pk):
    """The paper that everybody will read."""
    return _pdf(request, pk, None)


def _pdf(request, pk, viewer):
    newest: Minutes | None = queries.newest_minutes(_meeting(request, pk))
    if newest is None:
        raise Http404
    name = f"minutes-{newest.meeting.number}-{newest.number}"
    return paper.pdf(shared.minutes_pdf(request, newest, viewer), name)
