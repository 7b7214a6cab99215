"""候補者 — entered by form, changed, joined with a second spelling by a press, leaving and coming back."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base import keyset
from tsunagari.base.refusals import Refused
from tsunagari.faces.partner.bodies import own
from tsunagari.faces.partner.talent_forms import CandidateForm
from tsunagari.faces.shared.forms import newer
from tsunagari.faces.shared.orders import candidate_facts, offered, result_rows, seen, titles
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.faces.shared.typed import whole
from tsunagari.kernel.consents.queries import in_parts
from tsunagari.programmes.talent.orders import queries
from tsunagari.programmes.talent.orders.actions import candidates as actions
from tsunagari.programmes.talent.orders.models import Candidate

TOLD = ("titp2_done", "was_trainee", "ssw1_months_used", "care_japanese", "deposit_paid")
KEPT = ("number", "born_on", "ready_on", "wish_yen", "wish_dormitory", "in_japan", "japanese")


def own_candidate(request, pk) -> Candidate:
    """A candidate whom the viewer's body sees; others are not found."""
    own(request, "company", "sending", "training")
    return get_object_or_404(queries.candidates_of(request.viewer), pk=pk)


def sent_candidate(request, pk) -> Candidate:
    """A candidate of the viewer's own sending organisation."""
    own(request, "sending")
    found = own_candidate(request, pk)
    if found.sending_id != request.viewer.own_body.pk:
        raise Http404
    return found


def listed(request):
    """The organisation's candidates, and who may be entered twice."""
    body = own(request, "sending")
    past, asked = request.GET.get("view") == "past", request.GET.get("q", "").strip()
    rows = queries.listed(queries.candidates_of(request.viewer), "past" if past else "")
    rows = queries.named(rows, asked)
    page = keyset.page(rows, ["-pk"], after=request.GET.get("after", ""), size=50)
    context = {
        "rows": seen(page.rows, request.viewer),
        "page": page,
        "past": past,
        "asked": asked,
        "offers": offered(queries.alike(body), request.viewer),
    }
    return render(request, "partner/talent/candidates.html", context)


def show(request, pk):
    """One candidate: facts, progress, and what may be done."""
    candidate = own_candidate(request, pk)
    viewer = request.viewer
    whole = queries.may_see_progress(viewer, candidate)
    context = {
        "candidate": candidate,
        "title": titles([candidate], viewer)[candidate.pk],
        "facts": candidate_facts(candidate, viewer.language, whole=whole),
        "own": candidate.sending_id == viewer.own_body.pk,
        "teaches": candidate.school_id == viewer.own_body.pk,
        "pairs": list(queries.pairs_of(viewer).filter(candidate=candidate).order_by("-pk")[:20]),
        "merged": _merged(candidate),
    }
    if whole:
        context |= {
            "progress": queries.attendance_of([candidate.pk])[candidate.pk],
            "results": result_rows(candidate),
        }
    return render(request, "partner/talent/candidate.html", context)


def _merged(candidate: Candidate) -> list[Candidate]:
    """The entries that were found to be the same person."""
    rows = queries.candidates().filter(person__party__same_as=candidate.pk, state="merged")
    return list(rows.order_by("pk")[:20])


def new(request):
    """Enter a candidate."""
    body = own(request, "sending")
    here = {"nationality": body.country}
    form = CandidateForm(request.POST or None, schools=queries.schools(), initial=here)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.enter(body, by=request.viewer, on=request.viewer.on, **form.facts())
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("候補者を登録しました。"))
            return redirect("partner:candidate", made.pk)
    return _form(request, form, _("候補者を登録する"), reverse("partner:candidates"))


def edit(request, pk):
    """Change a candidate; who is second sees what the first one wrote."""
    candidate = sent_candidate(request, pk)
    stored = _stored(candidate, request.viewer)
    form = CandidateForm(
        request.POST or None,
        schools=queries.schools(),
        initial=stored | {"version": candidate.version},
    )
    now = []
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(
                candidate,
                seen=form.cleaned_data["version"] or 0,
                by=request.viewer,
                on=request.viewer.on,
                **form.facts(),
            )
        except Refused as refused:
            if any(reason.rule == "version" for reason in refused.reasons):
                now = newer(form, stored, candidate.version)
            put_on(form, refused)
        else:
            messages.success(request, _("候補者の内容を保存しました。"))
            return redirect("partner:candidate", pk)
    back = reverse("partner:candidate", args=[pk])
    return _form(request, form, titles([candidate], request.viewer)[candidate.pk], back, now)


def _stored(candidate: Candidate, viewer) -> dict:
    """A candidate as the form shows it."""
    parts = in_parts(candidate.person.party, to=viewer)
    wished = [*candidate.fields, "", "", ""]
    trade, years = next(iter(candidate.years.items()), ("", None))
    return {
        "family": parts.get("family_latin", ""),
        "given": parts.get("given_latin", ""),
        "family_kana": parts.get("family_kana", ""),
        "given_kana": parts.get("given_kana", ""),
        "nationality": candidate.person.nationality,
        "first": wished[0],
        "second": wished[1],
        "third": wished[2],
        "skills": candidate.skills,
        "years_field": trade,
        "years": years,
        "school": str(candidate.school_id or ""),
        **{name: getattr(candidate, name) for name in KEPT},
        **{name: candidate.facts.get(name) for name in TOLD},
    }


def _form(request, form, title, back, now=()):
    context = {"form": form, "title": title, "back": back, "now": now}
    status = 422 if form.errors else 200
    return render(request, "partner/talent/form.html", context, status=status)


@require_POST
def leave(request, pk):
    """The candidate does not look any more."""
    undo = "undo:" + reverse("partner:return_candidate", args=[pk])
    said = _("候補者を、募集からはずしました。")
    return _press(request, sent_candidate(request, pk), actions.leave, said, undo)


@require_POST
def come_back(request, pk):
    """The candidate looks again."""
    said = _("候補者を、募集にもどしました。")
    return _press(request, sent_candidate(request, pk), actions.come_back, said)


@require_POST
def part(request, pk):
    """Two candidates again."""
    said = _("2つの登録を、別々にもどしました。")
    return _press(request, sent_candidate(request, pk), actions.part, said)


def _press(request, candidate, act, said, undo=""):
    try:
        act(candidate, by=request.viewer, on=request.viewer.on)
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, said, extra_tags=undo)
    return redirect("partner:candidate", candidate.pk)


def _two(request, pk) -> tuple[Candidate, Candidate]:
    """The candidate of the address and the one that the form names, both the viewer's own."""
    other = whole(request.POST.get("other", ""))
    if other is None or other == pk:
        raise Http404
    return sent_candidate(request, pk), sent_candidate(request, other)


@require_POST
def merge(request, pk):
    """This one and the other are one person: this one stays."""
    kept, gone = _two(request, pk)
    try:
        actions.merge(kept, gone, by=request.viewer, on=request.viewer.on)
    except Refused as refused:
        tell(request, refused)
    else:
        undo = "undo:" + reverse("partner:part_candidate", args=[gone.pk])
        messages.success(request, _("2つの登録をまとめました。"), extra_tags=undo)
    return redirect("partner:candidates")


@require_POST
def tell_apart(request, pk):
    """These are two people."""
    actions.tell_apart(*_two(request, pk), by=request.viewer, on=request.viewer.on)
    messages.success(request, _("別の人としました。もう聞きません。"))
    return redirect("partner:candidates")
