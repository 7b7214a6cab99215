"""手紙 — batches of letters: made into one file, printed, posted; one letter again, one returned."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.views.decorators.http import require_POST

from tsunagari.base.keyset import page as keyset_page
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Refused
from tsunagari.faces.desk.people import names_of
from tsunagari.faces.shared import paper
from tsunagari.faces.shared.tell import tell
from tsunagari.kernel.notices import letters, progress, queries, wordings
from tsunagari.kernel.notices.models import Delivery, LetterBatch
from tsunagari.kernel.papers import actions as papers
from tsunagari.kernel.records import actions as records

SIZE = 20
TONES = {"posted": "quiet", "stopped": "late", "making": "info", "ready": "note", "printed": "note"}
SAID = {
    "make": _("PDF を作りはじめました。"),
    "again": _("PDF を作りなおしています。"),
    "printed": _("印刷したことを記録しました。"),
    "posted": _("投函したことを記録しました。"),
    "unprinted": _("印刷の記録を取り消しました。"),
    "unposted": _("投函の記録を取り消しました。"),
}
BACK = {"printed": "unprinted", "posted": "unposted"}


def listed(request):
    """Newest first, with how many letters each has."""
    rows = queries.batches()
    page = keyset_page(rows, ["-id"], after=request.GET.get("after", ""), size=SIZE)
    shown = [{"batch": row, "tone": TONES.get(row.state, "info")} for row in page.rows]
    return render(request, "desk/letters/list.html", {"rows": shown, "page": page})


def show(request, pk):
    """One batch: where it stands, what comes next, and each letter."""
    batch = get_object_or_404(queries.batches(), pk=pk)
    page = keyset_page(
        queries.letters_of(batch), ["id"], after=request.GET.get("after", ""), size=SIZE
    )
    names = names_of([letter.notice.to for letter in page.rows], request.viewer)
    rows = [
        {
            "letter": letter,
            "to": names[letter.notice.to_id],
            "subject": _now(wordings.of(letter.notice.kind).subject),
            "again": batch.state in ("printed", "posted") or letter.state == "given_up",
        }
        for letter in page.rows
    ]
    done, of = progress.of(batch) if batch.state == "making" else (0, 0)
    context = {"batch": batch, "tone": TONES.get(batch.state, "info"), "rows": rows}
    context |= {"page": page, "done": done, "of": of}
    context["today"] = batch.posted_on == request.viewer.on
    return render(request, "desk/letters/batch.html", context)


def file(request, pk):
    """The letters to print; who opened them is on record, for they hold addresses."""
    batch = get_object_or_404(LetterBatch.objects.select_related("blob"), pk=pk)
    if batch.blob is None:
        raise Http404
    viewer = request.viewer
    records.add(by=viewer, did="letters.opened", about=batch, on=viewer.on)
    name = _now("手紙の束 %(number)s") % {"number": batch.pk}
    response = paper.pdf(papers.read(batch.blob), name)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def step(request, pk, act):
    """One step on, or one step back."""
    if act not in letters.STEPS:
        raise Http404
    batch = get_object_or_404(LetterBatch, pk=pk)
    viewer = request.viewer
    try:
        letters.step(batch, act, by=viewer, on=viewer.on, at=timezone.now())
    except Refused as refused:
        tell(request, refused)
    else:
        undo = f"undo:{reverse('desk:letter_step', args=[pk, BACK[act]])}" if act in BACK else ""
        messages.success(request, _now(SAID[act]), extra_tags=undo)
    return redirect("desk:letter_batch", pk)


@require_POST
def one(request, pk):
    """One letter: printed once more, or it came back."""
    letter = get_object_or_404(Delivery, pk=pk, channel="letter")
    viewer, batch = request.viewer, letter.batch_id
    try:
        if "returned" in request.POST:
            letters.returned(letter, by=viewer, on=viewer.on)
            said = _now("戻ってきたことを記録しました。電話などで伝えてください。")
        else:
            letters.once_more(letter, by=viewer, on=viewer.on, at=timezone.now())
            said = _now("この手紙を、いま集めている束に入れました。")
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, said)
    return redirect("desk:letter_batch", batch) if batch else redirect("desk:notices")
