"""生活の手引き — saved answers at the desk: the list, one answer, its editor, both checks."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base import keyset
from tsunagari.base.languages import LANGUAGES
from tsunagari.base.refusals import Refused
from tsunagari.faces.desk.guide_forms import AnswerForm, BackForm, ReasonForm
from tsunagari.faces.shared import easy_check
from tsunagari.faces.shared.forms import newer
from tsunagari.faces.shared.tell import put_on
from tsunagari.faces.shared.typed import whole
from tsunagari.kernel.consents.queries import shown
from tsunagari.kernel.texts import queries as texts
from tsunagari.programmes.talent.advice.rules.categories import CATEGORIES, words
from tsunagari.programmes.talent.guide import actions, queries
from tsunagari.programmes.talent.guide.actions import SHOWN
from tsunagari.programmes.talent.guide.models import Answer, Revision
from tsunagari.programmes.talent.guide.rules import personal as personal_rules

NAMES = dict(LANGUAGES)
TONES = {"current": "ok", "review": "info", "outdated": "warn", "missing": "note"}
VIEWS = ("", "draft", "clean", "translate", "review", "withdrawn")


def listed(request):
    """Answers with the state of each of the six languages; the newest first."""
    view = request.GET.get("view", "")
    view = view if view in VIEWS else ""
    category = request.GET.get("category", "")
    category = category if category in CATEGORIES else ""
    rows = _in_view(queries.of(request.viewer), view)
    rows = queries.matching(rows, category=category, words=request.GET.get("q", "")[:100])
    page = keyset.page(queries.listed(rows), ["-id"], after=request.GET.get("after", ""))
    context = {
        "page": page,
        "rows": [_row(answer) for answer in page.rows],
        "view": view,
        "category": _(words(category)) if category else "",
        "categories": [(code, _(said)) for code, said in CATEGORIES.items()],
        "filtered": bool(view or category or request.GET.get("q")),
    }
    return render(request, "desk/guide/list.html", context)


def _in_view(rows, view: str):
    if view in Revision.WORKING:
        return queries.working(rows, view)
    if view == "translate":
        return rows.filter(text__in=texts.to_translate())
    if view == "review":
        return rows.filter(text__in=texts.waiting_for_check())
    withdrawn = Answer.State.WITHDRAWN
    return rows.filter(state=withdrawn) if view else rows.exclude(state=withdrawn)


def _row(answer: Answer) -> dict:
    return {
        "answer": answer,
        "category": _(words(answer.category)),
        "languages": languages_of(answer.text) if answer.text else [],
        "work": next(iter(answer.in_work), None),
        "remarks": len(answer.open),
    }


def states_of(row) -> list[dict]:
    """The same of all that a row says to everybody; empty when nothing was put up."""
    text = texts.attached_to([row]).get(row.pk)
    return languages_of(text) if text else []


def languages_of(text) -> list[dict]:
    """One chip a language: the source, then every translation's state."""
    source = {"code": text.source, "name": NAMES[text.source], "state": "source", "tone": "ok"}
    return [source, *(_language(text, one) for one in texts.standings(text))]


def _language(text, standing) -> dict:
    return {
        "code": standing.language,
        "name": NAMES[standing.language],
        "state": standing.state,
        "tone": TONES[standing.state],
        "page": f"{text.pk}-{standing.language}",
        "standing": standing,
    }


def new(request):
    """A new question with its answer; nobody but the office sees it."""
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            answer = actions.draft(form.written(), by=request.viewer, on=request.viewer.on)
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("下書きを保存しました。次は、個人の事実を除きます。"))
            return redirect("desk:answer", answer.pk)
    status = 422 if form.errors else 200
    return render(request, "desk/guide/edit.html", {"form": form}, status=status)


def own(request, pk) -> Answer:
    """An answer that the reader may see, with everything that its page shows."""
    rows = texts.with_sentences(queries.of(request.viewer), "text__")
    return get_object_or_404(rows, pk=pk)


def show(request, pk):
    """What is public, the version in work with its next step, translations, remarks, history."""
    return page(request, own(request, pk))


def page(request, answer: Answer, form=None):
    """One answer; `form` is the withdrawal that was refused."""
    revision = queries.revision_in_work(answer)
    revisions = list(answer.revisions.prefetch_related("writers"))
    people = {key for row in revisions for key in (row.author_id, row.checked_by_id) if key}
    names = shown(people, to=request.viewer)
    context = {
        "answer": answer,
        "category": _(words(answer.category)),
        "seen": texts.seen(answer.text, answer.text.source) if answer.text else [],
        "languages": languages_of(answer.text) if answer.text else [],
        "revision": revision,
        "compared": _compared(answer, revision) if revision else [],
        "history": [
            {
                "row": row,
                "author": names.get(row.author_id, ""),
                "checker": names.get(row.checked_by_id, ""),
            }
            for row in revisions
        ],
        "remarks": answer.remarks.filter(settled_on=None),
        "form": form or ReasonForm(),
        "refused": bool(form),
    }
    return render(request, "desk/guide/show.html", context, status=422 if form else 200)


def _compared(answer: Answer, revision: Revision):
    return texts.compared(answer.text, queries.pieces_of(revision))


def _in_work(request, pk, state: str = "") -> tuple[Answer, Revision]:
    answer = own(request, pk)
    revision = queries.revision_in_work(answer)
    if revision is None or (state and revision.state != state):
        raise Http404
    return answer, revision


def edit(request, pk):
    """The draft, one sentence a line; who was slower sees both values."""
    answer, revision = _in_work(request, pk, Revision.State.DRAFT)
    now = {name: getattr(revision, name) for name in SHOWN}
    form = AnswerForm(request.POST or None, initial=now | {"version": revision.version})
    values = []
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["version"] or 0
        if seen == revision.version or not (values := newer(form, now, revision.version)):
            return _changed(request, answer, revision, form, revision.version)
    context = {"form": form, "answer": answer, "revision": revision, "newer": values}
    return render(request, "desk/guide/edit.html", context, status=_status(form, values))


def _status(form, values=()) -> int:
    return 422 if form.errors or values else 200


def _changed(request, answer, revision, form, seen):
    try:
        actions.change(revision, form.written(), seen=seen, by=request.viewer, on=request.viewer.on)
    except Refused as refused:
        put_on(form, refused)
        context = {"form": form, "answer": answer, "revision": revision}
        return render(request, "desk/guide/edit.html", context, status=422)
    messages.success(request, _("下書きを保存しました。"))
    return redirect("desk:answer", answer.pk)


def personal(request, pk):
    """What looks personal: each is taken out, or declared to be nobody's; then a second person reads."""
    answer, revision = _in_work(request, pk, Revision.State.DRAFT)
    reasons = []
    ticked = request.POST.getlist("declared")
    if request.method == "POST":
        try:
            actions.clean(
                revision,
                declared=ticked,
                confirmed="confirmed" in request.POST,
                seen=whole(request.POST.get("version", "")) or 0,
                by=request.viewer,
                on=request.viewer.on,
            )
        except Refused as refused:
            reasons = [reason.words() for reason in refused.reasons]
        else:
            messages.success(
                request, _("個人の事実を除きました。ほかの人が確かめると公開されます。")
            )
            return redirect("desk:answer", answer.pk)
    context = {
        "answer": answer,
        "revision": revision,
        "parts": queries.pieces_of(revision),
        "found": _found(revision, ticked),
        "reasons": reasons,
        "confirmed": "confirmed" in request.POST,
    }
    return render(request, "desk/guide/personal.html", context, status=422 if reasons else 200)


def _found(revision: Revision, ticked: list[str]) -> list[dict]:
    known = {tuple(pair) for pair in revision.declared}
    return [
        {
            "one": one,
            "like": _(personal_rules.LIKE[one.kind]),
            "ticked": one.key in ticked or (one.kind, one.words) in known,
        }
        for one in queries.personal_of(revision)
    ]


def check(request, pk):
    """The second person reads everything once more, and publishes or gives it back."""
    answer, revision = _in_work(request, pk, Revision.State.CLEAN)
    reasons = []
    if request.method == "POST":
        seen = whole(request.POST.get("version", "")) or 0
        try:
            done = actions.publish(revision, seen=seen, by=request.viewer, on=request.viewer.on)
        except Refused as refused:
            reasons = [reason.words() for reason in refused.reasons]
        else:
            said = _("公開しました。日本語が変わった%(changed)s文の訳は、古くなりました。")
            messages.success(request, said % {"changed": done.changed})
            return redirect("desk:answer", answer.pk)
    return _check_page(request, answer, revision, reasons=reasons)


def _check_page(request, answer, revision, form=None, reasons=()):
    names = shown([revision.author_id] if revision.author_id else [], to=request.viewer)
    context = {
        "answer": answer,
        "revision": revision,
        "category": _(words(revision.category)),
        "author": names.get(revision.author_id, ""),
        "compared": _compared(answer, revision),
        "declared": [
            (said, _(personal_rules.LIKE.get(kind, kind))) for kind, said in revision.declared
        ],
        "mine": revision.writers.filter(pk=request.viewer.party.pk).exists(),
        "checked": easy_check.of(f"{revision.question}\n{revision.words}"),
        "reasons": reasons,
        "form": form or BackForm(initial={"seen": revision.version}),
    }
    status = 422 if reasons or (form and form.errors) else 200
    return render(request, "desk/guide/check.html", context, status=status)


@require_POST
def give_back(request, pk):
    """The second person says what has to be mended; the writer goes on."""
    answer, revision = _in_work(request, pk, Revision.State.CLEAN)
    form = BackForm(request.POST)
    if form.is_valid():
        try:
            actions.send_back(
                revision,
                form.cleaned_data["note"],
                seen=whole(form.cleaned_data["seen"]) or 0,
                by=request.viewer,
                on=request.viewer.on,
            )
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("書いた人に返しました。"))
            return redirect("desk:answer", answer.pk)
    return _check_page(request, answer, revision, form)
