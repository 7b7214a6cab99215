"""案件の書類 — what the desk's and a partner's pages of a case's papers have in common."""

from collections.abc import Iterable

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as noop
from tsunagari.base.refusals import Refused
from tsunagari.faces.shared import told_texts, uploads
from tsunagari.faces.shared.forms import DayField
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.faces.shared.told_texts import Told
from tsunagari.programmes.talent.documents import actions, queries, rules
from tsunagari.programmes.talent.documents.models import Submission
from tsunagari.programmes.talent.documents.papers.parts import CONFIDENCE
from tsunagari.programmes.talent.documents.queries import Board, Needed
from tsunagari.programmes.talent.law.rules.sources import SOURCES

SCAN = "application/pdf,image/jpeg,image/png"
TONES = {
    rules.MISSING: "quiet",
    rules.RECEIVED: "info",
    rules.ACCEPTED: "ok",
    rules.REFUSED: "late",
    rules.EXPIRED: "late",
    rules.WITHDRAWN: "quiet",
}
ICONS = {rules.ACCEPTED: "ok", rules.REFUSED: "alert", rules.EXPIRED: "alert"}


class UploadForm(forms.Form):
    """A scan, when it was issued, and until when it counts."""

    file = forms.FileField(
        label=_("書類のファイル（PDF・写真）"),
        allow_empty_file=True,
        widget=forms.FileInput({"accept": SCAN}),
    )
    issued_on = DayField(label=_("書類が出された日"), required=False)
    until = DayField(
        label=_("有効期限"), required=False, help_text=_("書類に書いてあるときだけ入れてください。")
    )


def upload(request, case, code: str, form: UploadForm) -> Submission | None:
    """Take an upload in; None when the form now says why not."""
    if not form.is_valid():
        return None
    asked = form.cleaned_data
    try:
        return actions.submit(
            case,
            code,
            uploads.content(asked["file"]),
            name=asked["file"].name,
            by=request.viewer,
            on=request.viewer.on,
            issued_on=asked["issued_on"],
            until=asked["until"],
        )
    except Refused as refused:
        put_on(form, refused)
        return None


def said(state: str) -> dict:
    """A state as a chip: words, tone, icon."""
    return {
        "words": gettext(rules.STATES[state]),
        "tone": TONES[state],
        "icon": ICONS.get(state, ""),
    }


def said_of(one: Submission) -> dict:
    """What came of a paper: nobody looks any more at one that was brought again meanwhile."""
    if one.current or one.state != rules.RECEIVED:
        return said(one.state)
    return {"words": gettext(noop("新しい書類にかわりました")), "tone": "quiet", "icon": ""}


def reasons_of(submission: Submission, told: dict[int, Told] | None = None) -> list:
    """Why a paper was refused, in the reader's language, and what was written beside.

    `told` has what was written as far as it is there in the language of whoever sent it.
    """
    chosen = [gettext(rules.REASONS[code]) for code in submission.reasons]
    beside = (told or {}).get(submission.pk) or submission.said
    return [*chosen, *([beside] if beside else [])]


def told_beside(needed: Iterable[Needed]) -> dict[int, Told]:
    """What was written beside the papers of a list that came back."""
    back = [one.current for one in needed if one.state == rules.REFUSED and one.current]
    return _told(back)


def _told(rows: Iterable[Submission]) -> dict[int, Told]:
    return told_texts.of([one for one in rows if one.said], "said")


def row(needed: Needed, told: dict[int, Told] | None = None) -> dict:
    """One document of a list."""
    current = needed.current
    return {
        "code": needed.document.code,
        "title": needed.words,
        "who": needed.who,
        "state": said(needed.state),
        "current": current,
        "why": reasons_of(current, told) if current and needed.state == rules.REFUSED else [],
        "open": needed.state != rules.ACCEPTED,
    }


def missing(board: Board) -> list[dict]:
    """What is not complete yet, with why it came back."""
    told = told_beside(board.missing)
    return [row(needed, told) for needed in board.missing]


def steps(board: Board) -> list[dict]:
    """Every step with its documents, the present one first, the coming ones folded."""
    found = [
        {
            "title": step.words,
            "now": step.now,
            "coming": step.coming,
            "percent": step.percent,
            "rows": [row(needed) for needed in step.rows],
        }
        for step in board.steps
    ]
    return sorted(found, key=lambda step: (not step["now"], step["coming"]))


def basis(needed: Needed) -> list[tuple[str, str]]:
    """Where it is written that this paper is needed, and how sure that is."""
    document = needed.document
    form = document.form
    if form and not document.form_sure:
        form = gettext(noop("%(form)s（番号は確かめてください）")) % {"form": form}
    rows = [
        (gettext(noop("出す人")), needed.who),
        (gettext(noop("様式")), form),
        (gettext(noop("根拠")), document.article),
        (gettext(noop("確かさ")), gettext(CONFIDENCE[document.confidence])),
        (gettext(noop("出典")), "、".join(SOURCES[key][0] for key in document.source)),
    ]
    return [(term, value) for term, value in rows if value]


def past(needed: Needed, *, sent_by_reader: bool = False) -> list[dict]:
    """Everything that was handed in for a document, the newest first; the office reads what it wrote."""
    told = _told(needed.history) if sent_by_reader else {}
    return [
        {
            "submission": one,
            "state": said_of(one),
            "why": reasons_of(one, told) if one.state == rules.REFUSED else [],
            "from": sender(one),
        }
        for one in needed.history
    ]


def sender(submission: Submission) -> str:
    """Who brought a paper: a body, the person, or the office for them."""
    if submission.body:
        return submission.body.title
    return gettext(noop("はたらく本人")) if submission.by_person else gettext(noop("事務局"))


def withdrawn(request, pk: int) -> Submission:
    """What the reader's side sent by mistake, taken back while nobody has decided."""
    submission = get_object_or_404(queries.of(request.viewer), pk=pk)
    try:
        actions.withdraw(submission, by=request.viewer, on=request.viewer.on)
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, gettext("出したのを取り消しました。"))
    return submission


def own_scan(request, pk: int) -> HttpResponse:
    """A file that the reader's side brought."""
    submission = get_object_or_404(queries.of(request.viewer), pk=pk)
    if submission.paper is None:
        raise Http404
    return scan(request, submission)


def scan(request, submission: Submission) -> HttpResponse:
    """The file itself; looking at it is a record."""
    data = actions.note_read(submission, by=request.viewer, on=request.viewer.on)
    response = HttpResponse(data, content_type=submission.paper.blob.type)
    response["Content-Disposition"] = "inline"
    response["X-Content-Type-Options"] = "nosniff"
    return response
