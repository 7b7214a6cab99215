"""紙のアンケートの読みこみ — a file of typed sheets: looked at, accepted, taken back as a whole."""

import csv
import io

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base.readings import plain
from tsunagari.base.refusals import Refused
from tsunagari.base.sheets import neutral
from tsunagari.faces.desk.after_forms import UploadForm
from tsunagari.faces.desk.views.event_survey import survey_of
from tsunagari.faces.desk.views.events import own
from tsunagari.faces.shared import events as shared
from tsunagari.faces.shared import paper, uploads
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.kernel.imports import actions, queries
from tsunagari.kernel.imports.models import Batch
from tsunagari.programmes.community.afterwards import queries as after
from tsunagari.programmes.community.afterwards.importer import KIND, read_before
from tsunagari.programmes.community.events import queries as events
from tsunagari.programmes.community.events.models import Event

SHOWN = 50


def blank(request, code):
    """空の表 — one column a question, numbered as on the paper."""
    event = own(request, code)
    asked = after.asked(after.items(survey_of(event)), request.viewer.language)
    out = io.StringIO()
    csv.writer(out).writerow(neutral(plain(f"{one.question.number} {one.words}")) for one in asked)
    name = _("アンケートの表 %(title)s") % {"title": shared.title(event)}
    return paper.file(("\ufeff" + out.getvalue()).encode(), name, "csv")


def listed(request, code):
    """ファイルを選ぶ — and the files so far."""
    event = own(request, code)
    survey = survey_of(event)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            batch = actions.upload(
                KIND,
                request.viewer.own_body,
                uploads.content(file),
                name=file.name,
                by=request.viewer,
                at=timezone.now(),
                options={"survey": survey.pk, "event": event.code},
            )
        except Refused as refused:
            put_on(form, refused)
        else:
            return redirect("desk:event_sheet_file", batch.pk)
    rows = queries.of(request.viewer, KIND).filter(options__event=event.code)
    context = {
        "event": event,
        "title": shared.title(event),
        "form": form,
        "rows": [{"batch": one, "state": _(one.get_state_display())} for one in rows[:SHOWN]],
    }
    status = 422 if form.errors else 200
    return render(request, "desk/events/sheet_files.html", context, status=status)


def _batch(request, pk) -> tuple[Batch, Event]:
    batch = get_object_or_404(queries.of(request.viewer, KIND), pk=pk)
    rows = events.of(request.viewer)
    return batch, get_object_or_404(rows, code=batch.options["event"])


def show(request, pk):
    """確かめる — how the rows would be read; afterwards what became of them."""
    batch, event = _batch(request, pk)
    waits = batch.state == Batch.State.UPLOADED
    preview = actions.look(batch, on=request.viewer.on) if waits else None
    context = {
        "event": event,
        "title": shared.title(event),
        "batch": batch,
        "state": _(batch.get_state_display()),
        "waits": waits,
        "done": batch.state == Batch.State.ACCEPTED,
    }
    if preview is not None:
        asked = after.asked(after.items(survey_of(event)), request.viewer.language)
        context |= {
            "counts": preview.counts,
            "seen": actions.seen(preview),
            "before": read_before(batch, preview, request.viewer.on),
            "asked": asked,
            "rows": [[_said(one, row) for one in asked] for row in preview.rows[:SHOWN]],
            "faults": [
                {"row": one.row, "column": one.column, "words": one.reason.words()}
                for one in preview.faults[:SHOWN]
            ],
        }
    return render(request, "desk/events/sheet_file.html", context)


def _said(asked, row: dict[str, str]) -> str:
    said = row.get(asked.question.key, "")
    return asked.choices.get(said, said)


@require_POST
def accept(request, pk):
    """読みこむ — the good rows, as they were seen."""
    batch, event = _batch(request, pk)
    try:
        actions.accept(
            batch,
            by=request.viewer,
            on=request.viewer.on,
            at=timezone.now(),
            as_seen=request.POST.get("seen", ""),
            options={"other": request.POST.get("other", "")[:20]},
        )
    except Refused as refused:
        tell(request, refused)
        return redirect("desk:event_sheet_file", pk)
    messages.success(request, _("読みこみました。"))
    return redirect("desk:event_survey", event.code)


@require_POST
def undo(request, pk):
    """取り消す — all sheets of the file go again."""
    batch, _event = _batch(request, pk)
    try:
        actions.undo(batch, by=request.viewer, on=request.viewer.on, at=timezone.now())
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, _("読みこみを取り消しました。"))
    return redirect("desk:event_sheet_file", pk)
