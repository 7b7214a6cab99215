"""申請の操作 — a step is kept as it is typed, files come and go, the whole is sent or taken back."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tsunagari.base.refusals import Refused
from tsunagari.faces.shared import uploads
from tsunagari.faces.shared.applications import Place, call_titles, files, on_now, step_links
from tsunagari.faces.shared.applications.forms import FORMS, FileForm
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.governance.fund.calls import queries
from tsunagari.governance.fund.calls.actions import writing
from tsunagari.governance.fund.calls.models import Application
from tsunagari.governance.fund.calls.rules import answers

ORDER = list(answers.STEPS)


def _step(step: str) -> str:
    if step not in answers.STEPS:
        raise Http404
    return step


def _after(step: str) -> str:
    """The step behind this one; "" behind the last."""
    place = ORDER.index(step) + 1
    return ORDER[place] if place < len(ORDER) else ""


def write(request, place: Place, application: Application, step: str):
    """One step: 「下書きをしまう」 stays, 「しまって、つぎへ」 goes on; both keep everything right."""
    if _step(step) == answers.FILES:
        return _files(request, place, application)
    form = _form(request, application, step)
    if request.method == "POST" and _kept(form, application, step):
        messages.success(request, _("下書きをしまいました。つづきは、いつでも書けます。"))
        return redirect(_next(request, place, step))
    return _page(request, place, application, step, {"form": form})


def _form(request, application: Application, step: str):
    facts = queries.facts_of(application) | {"version": application.version}
    more = {}
    if step == answers.MONEY:
        rows = application.lines.all()
        more["lines"] = [(row.category, row.words, row.yen) for row in rows]
    typed = request.POST if request.method == "POST" else None
    return FORMS[step](typed, initial=facts, **more)


def _kept(form, application: Application, step: str) -> bool:
    """Keep what is right; True when everything was. The form says what was not."""
    right = form.is_valid()
    written = form.written() if step == answers.MONEY and right else None
    try:
        writing.keep(
            application,
            form.kept(),
            lines=written,
            at=timezone.now(),
            seen=form.cleaned_data.get("version") or 0,
        )
    except Refused as refused:
        put_on(form, refused)
        right = False
    # The next press is about what is stored now.
    form.data = form.data.copy()
    form.data["version"] = Application.objects.values_list("version", flat=True).get(
        pk=application.pk
    )
    return right


def _next(request, place: Place, step: str) -> str:
    if "next" not in request.POST:
        return place.url("application_step", step)
    following = _after(step)
    return place.url("application_step", following) if following else place.url("application")


def keep(request, place: Place, application: Application, step: str) -> HttpResponse:
    """The page keeps what is typed, a moment later; the answer is the time on the clock."""
    if step not in FORMS or request.method != "POST":
        raise Http404
    form = _form(request, application, step)
    if not _kept(form, application, step) and form.non_field_errors():
        words = " ".join(form.non_field_errors())
        return HttpResponse(words, status=422, content_type="text/plain; charset=utf-8")
    response = HttpResponse(
        timezone.localtime(timezone.now()).strftime("%H:%M"), content_type="text/plain"
    )
    response["X-Version"] = form.data["version"]
    return response


def _page(request, place: Place, application: Application, step: str, more: dict):
    now = timezone.now()
    lacks = queries.missing(application)
    form = more["form"]
    context = {
        "frame": place.frame,
        "place": place,
        "application": application,
        "call_title": call_titles([application.call])[application.call_id]["title"],
        "step": step,
        "title": step_links(place, application, ())[ORDER.index(step)]["text"],
        "now": ORDER.index(step) + 1,
        "steps": step_links(place, application, lacks),
        "reasons": [one.words() for one in queries.why_not_write(application, now)],
        "last": queries.last_day(application),
        "missing": [one.words() for one in lacks if one.rule == step],
        "back": place.url("application"),
        "next": _after(step),
        "next_url": place.url("application_step", _after(step) or step),
        "keep_url": place.url("application_keep", step) if step in FORMS else "",
        "cost": sum(line.yen for line in application.lines.all()),
    }
    status = 422 if form.errors else 200
    return render(request, "shared/applications/step.html", context | more, status=status)


# — files —


def _files(request, place: Place, application: Application):
    """What is attached, and one more."""
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _attached(form, place, application):
        messages.success(request, _("書類を入れました。"))
        return redirect(place.url("application_step", answers.FILES))
    rows = files(queries.content_of(application))
    for row in rows:
        row["href"] = place.url("application_file", row["pk"])
        row["remove"] = place.url("application_remove", row["pk"])
    return _page(request, place, application, answers.FILES, {"form": form, "files": rows})


def _attached(form, place: Place, application: Application) -> bool:
    data = form.cleaned_data
    try:
        writing.attach(
            application,
            data["kind"],
            uploads.content(data["file"]),
            name=data["file"].name,
            at=timezone.now(),
            **on_now(place),
        )
    except Refused as refused:
        put_on(form, refused)
        return False
    return True


def attachment(application: Application, pk: int):
    """A file of the draft, or of what was sent."""
    return get_object_or_404(
        application.files.exclude(paper=None).select_related("paper__blob"), pk=pk
    )


def remove(request, place: Place, application: Application, pk: int):
    """Out of the draft; one press puts it back while the file is there."""
    found = attachment(application, pk)
    undo = "undo" in request.POST
    try:
        (writing.restore_file if undo else writing.detach)(found, at=timezone.now())
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, _("書類をもどしました。") if undo else _("書類をはずしました。"))
    return redirect(place.url("application_step", answers.FILES))


# — the whole —


def _done(request, place: Place, act, words):
    try:
        act()
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, words)
    return redirect(place.url("application"))


def send(request, place: Place, application: Application):
    """申請を出す — what was on the screen, not what another window typed meanwhile."""
    seen = request.POST.get("seen", "")
    who = on_now(place) | {"at": timezone.now()}
    seen = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else None
    words = _("申請を出しました。しめきりまでは、直して出しなおせます。")
    return _done(request, place, lambda: writing.send(application, seen=seen, **who), words)


def withdraw(request, place: Place, application: Application):
    """取り下げる."""
    words = _("申請を取り下げました。しめきりまでは、取り消せます。")
    return _done(request, place, lambda: writing.withdraw(application, **on_now(place)), words)


def restore(request, place: Place, application: Application):
    """取り下げを取り消す."""
    who = on_now(place) | {"at": timezone.now()}
    words = _("取り下げを取り消しました。")
    return _done(request, place, lambda: writing.restore(application, **who), words)
