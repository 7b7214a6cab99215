"""候補者の授業と成績 — the training school: who learns, who was there, what was passed."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base import keyset
from tsunagari.base.refusals import Refused
from tsunagari.faces.partner.bodies import own
from tsunagari.faces.partner.talent_forms import LessonForm, ResultForm, ResultsForm
from tsunagari.faces.partner.views.candidates import own_candidate
from tsunagari.faces.shared.orders import seen, titles
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.faces.shared.typed import wholes
from tsunagari.programmes.talent.orders import queries
from tsunagari.programmes.talent.orders.actions import training as actions
from tsunagari.programmes.talent.orders.models import Lesson, Result

MOST = 100  # learners on one page of attendance


def listed(request):
    """The learners with their hours, and the last lessons."""
    body = own(request, "training")
    page = keyset.page(
        queries.learners_of(body), ["-pk"], after=request.GET.get("after", ""), size=50
    )
    attended = queries.attendance_of([row.pk for row in page.rows])
    context = {
        "rows": [(one, attended[one.candidate.pk]) for one in seen(page.rows, request.viewer)],
        "page": page,
        **_lessons(request, body),
    }
    return render(request, "partner/talent/learners.html", context)


def _lessons(request, body) -> dict:
    """これまでの授業 — by their day, whenever they were entered; the newest first."""
    page = keyset.page(
        queries.lessons_of(body),
        ["-meeting__starts_at", "-pk"],
        after=request.GET.get("past", ""),
        size=20,
        key=lambda row: [row.meeting.starts_at, row.pk],
    )
    there = queries.there_in(page.rows)
    return {"lessons": [(one, there[one.pk]) for one in page.rows], "past": page.older}


def new(request):
    """A lesson that was held: everybody was there, except those who are ticked."""
    body = own(request, "training")
    now = timezone.localtime()
    first = {"day": now.date(), "time": "9:00", "minutes": 90}
    form = LessonForm(request.POST or None, initial=first)
    absent = wholes(request.POST.getlist("absent"))
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            held = actions.hold(
                body,
                topic=typed["topic"],
                starts_at=form.starts_at(request.viewer.zone),
                minutes=typed["minutes"],
                absent=absent,
                **_who(request),
            )
        except Refused as refused:
            put_on(form, refused)
        else:
            undo = "undo:" + reverse("partner:annul_lesson", args=[held.pk])
            messages.success(request, _("出席をつけました。"), extra_tags=undo)
            return _onwards(_people(held, ""), held)
    page = keyset.page(queries.learners_of(body), ["pk"], size=MOST)
    return _attendance(request, form, page, absent, _("授業の出席をつける"))


def lesson(request, pk):
    """One lesson, page by page: who was there; ticks of the page that is shown are corrected here."""
    body = own(request, "training")
    found = get_object_or_404(queries.lessons_of(body), pk=pk)
    page = _people(found, request.GET.get("after", ""))
    if request.method == "POST":
        among, absent = {one.pk for one in page.rows}, wholes(request.POST.getlist("absent"))
        try:
            actions.correct(found, absent=absent, among=among, **_who(request))
        except Refused as refused:
            tell(request, refused)
            return _attendance(request, None, page, absent, found.topic, found)
        messages.success(request, _("出席を直しました。"))
        return _onwards(page, found)
    states = found.meeting.presences.filter(party__in=[one.pk for one in page.rows])
    absent = set(states.filter(state="absent").values_list("party_id", flat=True))
    return _attendance(request, None, page, absent, found.topic, found)


@require_POST
def annul_lesson(request, pk):
    """A lesson that was entered wrongly counts no more."""
    undo = "undo:" + reverse("partner:restore_lesson", args=[pk])
    return _turned(request, pk, actions.annul_lesson, _("授業の記録を取り消しました。"), undo)


@require_POST
def restore_lesson(request, pk):
    """And counts again."""
    return _turned(request, pk, actions.restore_lesson, _("授業の記録を元に戻しました。"))


def _turned(request, pk, act, said: str, undo: str = ""):
    found = get_object_or_404(Lesson, pk=pk, school=own(request, "training"))
    try:
        act(found, by=request.viewer, on=request.viewer.on)
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, said, extra_tags=undo)
    return redirect("partner:learners")


def _people(found: Lesson, after: str) -> keyset.Page:
    there = found.meeting.presences.values("party")
    return keyset.page(queries.candidates().filter(pk__in=there), ["pk"], after=after, size=MOST)


def _onwards(page: keyset.Page, found: Lesson):
    """To those of the lesson who were not shown yet; at the end back to the learners."""
    if page.older:
        return redirect(reverse("partner:lesson", args=[found.pk]) + f"?after={page.older}")
    return redirect("partner:learners")


def _attendance(request, form, page, absent, title, found=None):
    names = titles(page.rows, request.viewer)
    context = {
        "form": form,
        "title": title,
        "lesson": found,
        "page": page,
        "people": [(one, names[one.pk], one.pk in absent) for one in page.rows],
    }
    status = 422 if form and form.errors else 200
    return render(request, "partner/talent/lesson.html", context, status=status)


def _who(request) -> dict:
    return {"by": request.viewer, "on": request.viewer.on, "at": timezone.now()}


def result(request, pk):
    """Note a test, by the school or by the sending organisation."""
    own(request, "training", "sending")
    candidate = own_candidate(request, pk)
    form = ResultForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.note(
                candidate,
                body=request.viewer.own_body,
                by=request.viewer,
                on=request.viewer.on,
                **form.facts(),
            )
        except Refused as refused:
            put_on(form, refused)
        else:
            undo = "undo:" + reverse("partner:annul_result", args=[made.pk])
            messages.success(request, _("試験の結果を入れました。"), extra_tags=undo)
            return redirect("partner:candidate", pk)
    context = {
        "form": form,
        "title": _("試験の結果を入れる"),
        "lead": titles([candidate], request.viewer)[candidate.pk],
        "back": reverse("partner:candidate", args=[pk]),
    }
    status = 422 if form.errors else 200
    return render(request, "partner/talent/form.html", context, status=status)


def results(request):
    """One test of a whole class: who passed, who did not, who did not take it."""
    body = own(request, "training")
    form = ResultsForm(request.POST or None)
    page = keyset.page(
        queries.learners_of(body), ["pk"], after=request.GET.get("after", ""), size=MOST
    )
    chosen = {one.pk: request.POST.get(f"of-{one.pk}", "") for one in page.rows}
    noted: set[int] = set()
    if request.method == "POST" and form.is_valid():
        passed = {key: said == "yes" for key, said in chosen.items() if said in ("yes", "no")}
        who = {"by": request.viewer, "on": request.viewer.on}
        try:
            made = actions.note_many(body, passed, **form.facts(), **who)
        except Refused as refused:
            noted = queries.noted_in(page.rows, **form.facts()) & passed.keys()
            put_on(form, refused)
        else:
            keys = ",".join(str(one.pk) for one in made)
            undo = "undo:" + reverse("partner:annul_results") + f"?of={keys}"
            said = _("%(n)s人の結果を入れました。") % {"n": len(made)}
            messages.success(request, said, extra_tags=undo)
            return redirect("partner:learners")
    names = titles(page.rows, request.viewer)
    people = [(one, names[one.pk], chosen[one.pk], one.pk in noted) for one in page.rows]
    context = {"form": form, "people": people, "page": page}
    status = 422 if form.errors else 200
    return render(request, "partner/talent/results.html", context, status=status)


@require_POST
def annul_results(request):
    """Take back what was noted together."""
    body = own(request, "training")
    keys = wholes(request.GET.get("of", "").split(","))
    found = Result.objects.filter(pk__in=keys, body=body).select_related("candidate")
    actions.annul_many(list(found), by=request.viewer, on=request.viewer.on)
    messages.success(request, _("試験の結果を取り消しました。"))
    return redirect("partner:learners")


@require_POST
def annul(request, pk):
    """Take a result back that this body noted."""
    own(request, "training", "sending")
    found = get_object_or_404(Result.objects.select_related("candidate"), pk=pk)
    if found.body_id != request.viewer.own_body.pk:
        raise Http404
    try:
        actions.annul(found, by=request.viewer, on=request.viewer.on)
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, _("試験の結果を取り消しました。"))
    return redirect("partner:candidate", found.candidate_id)
