"""翻訳 — the source beside its translation, sentence by sentence, in any of our languages."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base.languages import CODES, LANGUAGES, html_lang
from tsunagari.base.refusals import Refused
from tsunagari.faces.desk.guide_forms import BackForm
from tsunagari.faces.desk.views.guide import TONES, languages_of
from tsunagari.faces.shared import easy_check
from tsunagari.faces.shared.tell import put_on
from tsunagari.faces.shared.typed import whole, wholes
from tsunagari.kernel.consents.queries import shown
from tsunagari.kernel.texts import actions, queries
from tsunagari.kernel.texts.rules import states
from tsunagari.programmes.talent.guide import queries as guide

NAMES = dict(LANGUAGES)


def _asked(page: str):
    """The text and the language that an address names: "12-vi"."""
    key, _dash, language = page.partition("-")
    text = queries.whole(whole(key) or 0)
    if text is None or language not in CODES or language == text.source:
        raise Http404
    return text, language


def show(request, page):
    """One form for the whole text; saved as a draft, or sent to a second person.

    Easy Japanese can be read by the checker first: nothing is saved, what was typed stays.
    """
    text, language = _asked(page)
    reasons, faults = [], {}
    reads = language == states.SHARED and "read" in request.POST
    if request.method == "POST" and not reads:
        try:
            count = _save(request, text, language)
        except Refused as refused:
            reasons = [one.words() for one in refused.reasons]
            faults = {one.field: one.words() for one in refused.reasons if one.field}
        else:
            _say(request, count)
            return redirect("desk:translation", page)
    typed = request.POST if reasons or reads else None
    return _page(request, text, language, typed=typed, reasons=reasons, faults=faults)


def _save(request, text, language) -> int:
    keys = [line.key for line in queries.lines(text, language)]
    return actions.translate(
        text,
        language,
        {key: request.POST[f"words_{key}"] for key in keys if f"words_{key}" in request.POST},
        of={key: request.POST.get(f"of_{key}", "")[:16] for key in keys},
        same=wholes(request.POST.getlist("same")),
        seen=request.POST.get("seen", ""),
        send="send" in request.POST,
        by=request.viewer,
        on=request.viewer.on,
        at=timezone.now(),
    )


def _say(request, count: int) -> None:
    if not count:
        messages.info(request, _("変わった文はありませんでした。"))
    elif "send" in request.POST:
        messages.success(request, _("保存して、ほかの人の確認にまわしました。"))
    else:
        messages.success(request, _("下書きを保存しました。"))


def _page(request, text, language, *, typed=None, reasons=(), faults=None):
    lines = queries.lines(text, language)
    standing = states.standing(language, lines)
    context = _about(text, language) | {
        "standing": standing,
        "tone": TONES[standing.state],
        "rows": [_row(line, typed, faults or {}) for line in lines],
        "seen": queries.version_of(text, language),
        "reasons": reasons,
        "note": next((line.work.note for line in lines if line.work and line.work.note), ""),
        "languages": languages_of(text),
        "easy_page": language == states.SHARED,
    }
    if typed is not None and "read" in typed and language == states.SHARED:
        context["checked"] = easy_check.of("\n".join(row["words"] for row in context["rows"]))
    status = 422 if reasons else 200
    return render(request, "desk/guide/translate.html", context, status=status)


def _about(text, language: str) -> dict:
    return {
        "text": text,
        "page": f"{text.pk}-{language}",
        "language": NAMES[language],
        "lang": html_lang(language),
        "back": _origin(text),
    }


# The page of the row whose text it is.
PAGES = {
    "guide.answer": "desk:answer",
    "calls.call": "desk:fund_call",
    "ledger.fund": "desk:book_fund",
    "fund_council.meeting": "desk:council_meeting",
}


def _origin(text) -> str:
    """Where the text stands at the desk; "" when its reader alone has a page with it."""
    attached = getattr(text, "attached", None)
    if attached:
        page = PAGES.get(attached.about_kind)
        return reverse(page, args=[attached.about_key]) if page else ""
    answer = guide.public().filter(text=text).first()
    return reverse("desk:answer", args=[answer.pk]) if answer else ""


def _row(line, typed, faults: dict) -> dict:
    made = line.work or line.current
    words = made.words if made else ""
    if typed is not None:
        words = typed.get(f"words_{line.key}", words)
    return {
        "line": line,
        "words": words,
        "stored": made.words if made and typed is not None and made.words != words else "",
        "tone": TONES["review" if line.waits else line.state],
        "state": _(states.WORDS["review" if line.waits else line.state]),
        "draft": bool(line.work and not line.work.review),
        "stale": made is not None and made.of != line.print,
        "fault": faults.get(str(line.key), ""),
    }


def check(request, page):
    """The second person compares each sentence with the Japanese, and lets readers see it."""
    text, language = _asked(page)
    reasons = []
    if request.method == "POST":
        when = {"by": request.viewer, "on": request.viewer.on, "at": timezone.now()}
        try:
            count = actions.check(text, language, seen=request.POST.get("seen", ""), **when)
        except Refused as refused:
            reasons = [reason.words() for reason in refused.reasons]
        else:
            said = _("%(count)s文を確かめました。ページに出ています。") % {"count": count}
            messages.success(request, said)
            return redirect("desk:translation", page)
    return _check_page(request, text, language, reasons=reasons)


def _check_page(request, text, language, form=None, reasons=()):
    lines = [line for line in queries.lines(text, language) if line.waits]
    names = shown({line.work.by for line in lines if line.work.by}, to=request.viewer)
    seen = queries.version_of(text, language)
    context = _about(text, language) | {
        "rows": [
            {
                "line": line,
                "who": names.get(line.work.by, ""),
                "mine": line.work.by == request.viewer.party.pk,
            }
            for line in lines
        ],
        "mine": all(line.work.by == request.viewer.party.pk for line in lines),
        "seen": seen,
        "reasons": reasons,
        "form": form or BackForm(initial={"seen": seen}),
    }
    if lines and language == states.SHARED:
        context["checked"] = easy_check.of("\n".join(line.work.words for line in lines))
    status = 422 if reasons or (form and form.errors) else 200
    return render(request, "desk/guide/check_translation.html", context, status=status)


@require_POST
def give_back(request, page):
    """The second person says what has to be mended; the translator goes on."""
    text, language = _asked(page)
    form = BackForm(request.POST)
    if form.is_valid():
        known = form.cleaned_data
        when = {"by": request.viewer, "on": request.viewer.on, "at": timezone.now()}
        try:
            actions.send_back(text, language, known["note"], seen=known["seen"], **when)
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("訳した人に返しました。"))
            return redirect("desk:translation", page)
    return _check_page(request, text, language, form)
