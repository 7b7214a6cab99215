"""名簿の読みこみ — upload, columns, preview, accept, undo; a history of all files.

Rosters of a school and candidates of a sending organisation take the same way (`import_kinds`).
"""

from datetime import timedelta
from pathlib import PurePath

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tsunagari.base import keyset
from tsunagari.base.refusals import Refused
from tsunagari.faces.partner import import_kinds
from tsunagari.faces.shared import uploads
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.faces.shared.typed import whole
from tsunagari.kernel.consents.queries import shown
from tsunagari.kernel.imports import actions, progress, queries
from tsunagari.kernel.imports.models import Batch

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN, FAULTY_SHOWN, SAMPLES = 20, 50, 3
# More rows than this take longer than a person waits for a page: the worker reads them in.
MOST_AT_ONCE = 2_000
UNDO_STRIP = timedelta(minutes=10)
# What a press of 読みこむ may also say.
ENDING = {import_kinds.ROSTER.code: ("end_missing",)}
STEPS = [_("ファイルを選ぶ"), _("確かめる"), _("読みこむ")]


def own_batch(request, pk):
    """(a file of the viewer's body, its kind); another body's file is not found."""
    kinds = {kind.code: kind for kind in import_kinds.all_of(request)}
    batch = get_object_or_404(queries.of(request.viewer).filter(kind__in=kinds), pk=pk)
    return batch, kinds[batch.kind]


class UploadForm(forms.Form):
    file = forms.FileField(label=_("名簿のファイル"), allow_empty_file=True)
    create_classes = forms.BooleanField(
        label=_("まだない学級は、新しく作る"),
        required=False,
        help_text=_("チェックを外すと、知らない学級の行は「直す行」になります。"),
    )

    def __init__(self, *args, kind, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].label = kind.words["file"]
        for name in {"create_classes"} - set(kind.options):
            del self.fields[name]


def listed(request):
    """Choose a file; all files so far, newest first."""
    kind = import_kinds.of(request)
    first_time = "create_classes" in kind.options and not kind.own(request).classes.exists()
    form = UploadForm(
        request.POST or None,
        request.FILES or None,
        initial={"create_classes": first_time},
        kind=kind,
    )
    if request.method == "POST" and form.is_valid():
        try:
            batch = _upload(request, form.cleaned_data, kind)
        except Refused as refused:
            put_on(form, refused)
        else:
            missing = kind.mapping.from_json(batch.mapping).missing
            return redirect("partner:import_columns" if missing else "partner:import", batch.pk)
    page = keyset.page(
        queries.of(request.viewer, kind.code).defer("undo", "mapping"),
        ["-pk"],
        after=request.GET.get("after", ""),
        size=20,
    )
    names = shown([row.by_id for row in page.rows], to=request.viewer)
    return render(
        request,
        "partner/imports.html",
        {
            "form": form,
            "kind": kind,
            "kinds": import_kinds.all_of(request),
            "steps": _steps(1),
            "page": page,
            "rows": [(row, names.get(row.by_id, "")) for row in page.rows],
        },
        status=422 if form.errors else 200,
    )


def _upload(request, data, kind) -> Batch:
    file = data["file"]
    return actions.upload(
        kind.code,
        request.viewer.own_body,
        uploads.content(file),
        name=file.name,
        by=request.viewer,
        at=timezone.now(),
        options={name: data[name] for name in kind.options},
    )


def _steps(now: int):
    return {"now": now, "items": [{"text": text} for text in STEPS]}


def template(request):
    """The blank list in the reader's language."""
    kind = import_kinds.of(request)
    return _workbook(kind.blank(get_language()), str(kind.words["blank"]))


def show(request, pk):
    """One file: the preview before it is accepted, afterwards what became of it."""
    batch, kind = own_batch(request, pk)
    state = batch.state
    waits = state in (Batch.State.UPLOADED, Batch.State.FAILED)
    names = shown([batch.by_id, batch.decided_by_id], to=request.viewer)
    facts = {
        "batch": batch,
        "kind": kind,
        "counts": batch.counts,
        "by": names.get(batch.by_id, ""),
        "decided_by": names.get(batch.decided_by_id, ""),
        "waits": waits,
        "steps": _steps(2 if waits else 3),
    }
    if state == Batch.State.RUNNING:
        facts["done"], facts["of"] = progress.of(batch)
    elif waits or state == Batch.State.ACCEPTED:
        try:
            facts |= _preview(request, batch, kind)
        except Refused as refused:
            tell(request, refused)
            return redirect("partner:import_columns", pk)
    if state == Batch.State.ACCEPTED:
        facts["strip"] = timezone.now() - batch.accepted_at < UNDO_STRIP
    return render(request, "partner/import.html", facts)


def _preview(request, batch, kind) -> dict:
    """What reading the file in would do: twenty rows, and every faulty one, page by page."""
    preview = actions.look(batch, on=request.viewer.on)
    faulty = preview.faulty_rows()
    after = whole(request.GET.get("faults", "")) or 0
    rest = [row for row in faulty if row > after]
    rows = set(rest[:FAULTY_SHOWN])
    return {
        "preview": preview,
        "seen": actions.seen(preview),
        "rows": kind.rows(request, preview, preview.rows[:SHOWN]),
        "faults": [fault for fault in preview.faults if fault.row in rows],
        "faulty": len(faulty),
        "more_faults": rest[FAULTY_SHOWN - 1] if len(rest) > FAULTY_SHOWN else None,
        "notes": [note.words() for note in preview.notes],
        "nothing_new": preview.counts["same"] == preview.counts["good"]
        and not preview.counts.get("left"),
    } | _of_roster(preview, kind)


def _of_roster(preview, kind) -> dict:
    """What only a roster has: pupils who are not in the file, and new classes."""
    if "create_classes" not in kind.options:
        return {}
    return {"left": preview.left[:SHOWN], "new_classes": list(preview.new_classes)}


class ColumnsForm(forms.Form):
    """What each column means. Columns that are never stored have no choice."""

    sheet = forms.CharField(label=_("シート"), max_length=100)
    header_row = forms.IntegerField(label=_("見出しの行"), min_value=1, max_value=15)
    create_classes = forms.BooleanField(label=_("まだない学級は、新しく作る"), required=False)
    file = forms.FileField(label=_("同じファイル"), required=False, allow_empty_file=True)

    def __init__(self, *args, mapping, sheet, kind, **kwargs):
        super().__init__(*args, **kwargs)
        rules = kind.columns
        for name in {"create_classes"} - set(kind.options):
            del self.fields[name]
        self.columns = []
        header, below = sheet.rows[mapping.header_row - 1], sheet.rows[mapping.header_row :]
        for at, text in enumerate(header):
            if not text.strip():
                continue
            meaning = rules.field_of(text)
            field = None
            if not meaning.startswith("never:"):
                field = forms.ChoiceField(
                    label=text, choices=_meanings(meaning, rules), required=False
                )
                self.fields[f"c{at}"] = field
                self.initial[f"c{at}"] = mapping.columns.get(at, "")
            self.columns.append(
                {
                    "place": rules.place(at, text),
                    "field": self[f"c{at}"] if field else None,
                    "never": rules.Column(at, text, meaning.removeprefix("never:")),
                    "samples": [row[at] for row in below[:SAMPLES] if row[at]],
                }
            )

    def chosen(self) -> dict:
        """The mapping as `Importer.choose` takes it."""
        data = self.cleaned_data
        return {
            "sheet": data["sheet"],
            "header_row": data["header_row"],
            "columns": {name[1:]: data[name] for name in data if name[1:].isdigit()},
        }


def _meanings(meaning: str, rules):
    """The fields that a column may be: in a roster, a birth date only becomes an age band."""
    words = rules.FIELD_WORDS
    fields = list(words)
    if rules is import_kinds.ROSTER.columns:
        fields = ["born"] if meaning == "born" else [name for name in words if name != "born"]
    return [("", _("読まない")), *((name, _(words[name])) for name in fields)]


def columns(request, pk):
    """What each column means; what was not kept needs the file once more."""
    batch, kind = own_batch(request, pk)
    mapping = kind.mapping.from_json(batch.mapping)
    form = ColumnsForm(
        request.POST or None,
        request.FILES or None,
        mapping=mapping,
        kind=kind,
        sheet=kind.sheet_of(actions.workbook_of(batch), mapping),
        initial={
            "sheet": mapping.sheet,
            "header_row": mapping.header_row,
            "create_classes": batch.options.get("create_classes"),
        },
    )
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            actions.remap(
                batch,
                mapping=form.chosen(),
                options={name: form.cleaned_data[name] for name in kind.options},
                data=uploads.content(file) if file else None,
            )
        except Refused as refused:
            put_on(form, refused)
        else:
            return redirect("partner:import", pk)
    return render(
        request,
        "partner/import_columns.html",
        {
            "batch": batch,
            "form": form,
            "kind": kind,
            "missing": [_(kind.columns.FIELD_WORDS[name]) for name in mapping.missing],
            "steps": _steps(2),
        },
        status=422 if form.errors else 200,
    )


@require_POST
def accept(request, pk):
    """Read the good rows in: at once, or by the worker when there are many."""
    batch, _kind = own_batch(request, pk)
    facts = {
        "by": request.viewer,
        "on": request.viewer.on,
        "at": timezone.now(),
        "as_seen": request.POST.get("seen", ""),
        "options": {name: name in request.POST for name in ENDING.get(batch.kind, ())},
    }
    try:
        long = len(actions.look(batch, on=request.viewer.on).rows) > MOST_AT_ONCE
        (actions.accept_later if long else actions.accept)(batch, **facts)
    except Refused as refused:
        tell(request, refused)
    return redirect("partner:import", pk)


@require_POST
def undo(request, pk):
    """Take everything back that the file changed, or say why not."""
    batch, _kind = own_batch(request, pk)
    try:
        actions.undo(batch, by=request.viewer, on=request.viewer.on, at=timezone.now())
    except Refused as refused:
        tell(request, refused)
    return redirect("partner:import", pk)


@require_POST
def drop(request, pk):
    """Put a file aside without reading it in."""
    batch, _kind = own_batch(request, pk)
    try:
        actions.drop(batch, by=request.viewer, at=timezone.now())
    except Refused as refused:
        tell(request, refused)
        return redirect("partner:import", pk)
    messages.success(request, _("読みこむのをやめました。何も変わっていません。"))
    return redirect(reverse("partner:imports") + f"?kind={batch.kind}")


def faults(request, pk):
    """The faulty rows as a workbook that can be corrected and uploaded again."""
    batch, kind = own_batch(request, pk)
    try:
        preview = actions.look(batch, on=request.viewer.on)
    except Refused as refused:
        tell(request, refused)
        return redirect("partner:import", pk)
    sheet = kind.sheet_of(actions.workbook_of(batch), preview.mapping)
    made = kind.faults(preview, sheet, get_language())
    return _workbook(made, f"{_('直す行')}_{PurePath(batch.name).stem[:60]}")


def _workbook(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.xlsx")
    return response
