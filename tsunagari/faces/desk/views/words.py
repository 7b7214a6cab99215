"""ことば — the table of readings with what waits there, and the check of easy Japanese."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base import analyser
from tsunagari.base.refusals import Refused
from tsunagari.faces.desk.people import names_of
from tsunagari.faces.desk.word_forms import ReadingForm, TextForm
from tsunagari.faces.shared import easy_check
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.kernel.texts.reading import read_again
from tsunagari.kernel.words import actions, queries
from tsunagari.kernel.words.models import Doubt, Reading

VIEWS = ("all", "waiting", "unchecked")


def readings(request):
    """The table by reading; what the analyser was unsure of; what a second person has to check."""
    view = request.GET.get("view", "")
    view = view if view in VIEWS else "all"
    q, after = request.GET.get("q", "").strip()[:40], request.GET.get("after", "")
    context = {
        "view": view,
        "word": q,
        "waiting": queries.waiting_count(),
        "unchecked": queries.unchecked_count(),
        "analyser": analyser.installed(),
    }
    if view == "waiting":
        context["page"] = queries.waiting(after)
        return render(request, "desk/words/waiting.html", context)
    page = queries.page(q, after, unchecked=view == "unchecked")
    writers = [row.reading.by for row in page.rows if row.reading and row.reading.by_id]
    names = names_of(writers, request.viewer) if writers else {}
    rows = [
        {
            "row": row,
            "who": names.get(row.reading.by_id, "") if row.reading else "",
            "mine": bool(row.reading) and row.reading.by_id == request.viewer.party.pk,
        }
        for row in page.rows
    ]
    return render(request, "desk/words/readings.html", context | {"page": page, "rows": rows})


def keep(request):
    """A word and its reading: new, or read anew (?word=)."""
    sent = request.POST if request.method == "POST" else None
    form = ReadingForm(sent, initial=_known(request.GET.get("word", "")))
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        try:
            reading = actions.keep(
                facts["word"],
                facts["kana"],
                note=facts["note"],
                version=facts["version"],
                by=request.viewer,
                on=request.viewer.on,
            )
        except Refused as refused:
            put_on(form, refused)
        else:
            read_again([reading.word], on=request.viewer.on)
            undo = "undo:" + reverse("desk:undo_reading", args=[reading.pk])
            said = _("読みを保存しました。別の人が確認します。")
            messages.success(request, said, extra_tags=undo)
            return redirect("desk:readings")
    status = 422 if form.errors else 200
    return render(request, "desk/words/reading.html", {"form": form}, status=status)


def _known(word: str) -> dict:
    """What the table says of a word now; the analyser's reading where it says nothing."""
    held = Reading.objects.filter(word=word).first() if word else None
    if held:
        return {"word": word, "kana": held.kana, "note": held.note, "version": held.version}
    doubt = Doubt.objects.filter(word=word).first() if word else None
    kana = queries.shipped().get(word) or (doubt.kana if doubt else "")
    return {"word": word[:40], "kana": kana, "version": 0}


@require_POST
def check(request, pk):
    """The second person's yes."""
    try:
        actions.check(get_object_or_404(Reading, pk=pk), by=request.viewer, on=request.viewer.on)
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, _("読みを確認しました。"))
    return redirect(reverse("desk:readings") + "?view=unchecked")


@require_POST
def undo(request, pk):
    """Take the last change of a reading back."""
    reading = get_object_or_404(Reading, pk=pk)
    try:
        actions.undo(reading, by=request.viewer, on=request.viewer.on)
    except Refused as refused:
        tell(request, refused)
    else:
        read_again([reading.word], on=request.viewer.on)
        messages.success(request, _("読みの変更を元に戻しました。"))
    return redirect("desk:readings")


@require_POST
def settle(request, pk):
    """The analyser read it rightly."""
    doubt = get_object_or_404(Doubt, pk=pk)
    actions.settle(doubt, by=request.viewer, on=request.viewer.on)
    undo = "undo:" + reverse("desk:ask_reading", args=[pk])
    messages.success(request, _("この読みのままにしました。"), extra_tags=undo)
    return redirect(reverse("desk:readings") + "?view=waiting")


@require_POST
def ask_again(request, pk):
    """Look at a reading again after all."""
    doubt = get_object_or_404(Doubt, pk=pk)
    actions.ask_again(doubt, by=request.viewer, on=request.viewer.on)
    return redirect(reverse("desk:readings") + "?view=waiting")


def easy(request):
    """Paste a text, or come from a form that writes for people; nothing is stored."""
    form = TextForm({"text": _sent(request)} if request.method == "POST" else None)
    checked = None
    if request.method == "POST" and form.is_valid():
        checked = easy_check.of(form.cleaned_data["text"])
    context = {"form": form, "checked": checked, "analyser": analyser.installed()}
    return render(request, "desk/words/easy.html", context, status=422 if form.errors else 200)


def _sent(request) -> str:
    """The text, or the boxes of another form: ?field=words takes words and words_1, words_2 …"""
    name = request.GET.get("field", "")
    if not name:
        return request.POST.get("text", "")
    boxes = [key for key in request.POST if key == name or key.startswith(f"{name}_")]
    return "\n".join(text for key in boxes for text in request.POST.getlist(key))
