"""ことばの説明 — terms and names in six languages, with their reading and an easy meaning."""

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import get_language

from tsunagari.base import glossary
from tsunagari.base.languages import LANGUAGES, html_lang
from tsunagari.base.languages import gettext_noop as _

PARTS = {
    "town": _("まちの生活"),
    "talent": _("外国人材"),
    "worker": _("はたらく人を守る"),
    "people": _("人と団体"),
    "fund": _("基金"),
    "school": _("学校"),
    "exchange": _("交流授業"),
    "shared": _("つながりの画面"),
    "names": _("地名と役所の名前"),
}
LONGEST = 60


def listed(request):
    """All words, or those asked for; in the order of the reader's language."""
    language = get_language() or "ja"
    q = request.GET.get("q", "").strip()[:LONGEST]
    part = request.GET.get("part", "")
    part = part if part in PARTS else ""
    rows = [
        {"term": term, "said": "" if language[:2] == "ja" else term.in_language(language)}
        for term in glossary.found(q, language, part)
    ]
    context = {
        "rows": rows,
        "word": q,
        "part": part,
        "parts": PARTS.items(),
    }
    return render(request, "portal/words.html", context)


def show(request, name):
    """One term in every language."""
    term = glossary.by_slug().get(name)
    if term is None or not term.is_public:
        raise Http404
    said = [
        {"name": text, "lang": html_lang(code), "word": term.in_language(code)}
        for code, text in LANGUAGES
        if code in glossary.LANGUAGES
    ]
    return render(request, "portal/word.html", {"term": term, "said": said})
