"""生活の手引き — checked answers to everyday questions, in six languages, for everybody."""

from itertools import groupby

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tsunagari.base import keyset
from tsunagari.base.languages import html_lang
from tsunagari.base.readings import plain
from tsunagari.base.refusals import Refused
from tsunagari.faces.portal import alternates
from tsunagari.faces.shared import told_texts
from tsunagari.faces.shared.press import once
from tsunagari.faces.shared.tell import put_on
from tsunagari.kernel.texts import queries as texts
from tsunagari.programmes.talent.advice.rules.categories import CATEGORIES, words
from tsunagari.programmes.talent.guide import actions, queries
from tsunagari.programmes.talent.guide.models import Answer

# What the language tag of a page says to other machines.
SIZE = 60


class MistakeForm(forms.Form):
    """What is wrong, in any language; no name is asked for."""

    words = forms.CharField(
        label=_("どこが違いますか"),
        max_length=500,
        help_text=_("どの言葉で書いてもよいです。名前や電話番号は書かないでください。"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def listed(request):
    """Questions by category; words are looked for in every language."""
    language = get_language()
    category = request.GET.get("category", "")
    category = category if category in CATEGORIES else ""
    q = request.GET.get("q", "")[:100]
    rows = queries.matching(queries.public(), category=category, words=q)
    page = keyset.page(
        queries.with_titles(rows),
        ["category", "id"],
        after=request.GET.get("after", ""),
        size=SIZE,
    )
    context = {
        "groups": [
            (_now(words(code)), [_title(answer, language) for answer in answers])
            for code, answers in groupby(page.rows, key=lambda answer: answer.category)
        ],
        "page": page,
        "q": q,
        "category": _now(words(category)) if category else "",
        "categories": [(code, _now(said)) for code, said in CATEGORIES.items()],
        "alternates": alternates.of(request, reverse("portal:guide")),
    }
    return render(request, "portal/guide/list.html", context)


def _title(answer: Answer, language: str) -> dict:
    [first, *_rest] = texts.seen(answer.text, language)
    return {"code": answer.code, "words": first.words, "lang": html_lang(first.language)}


def _known(code: str) -> Answer:
    answer = queries.known(code)
    if answer is None:
        raise Http404
    return answer


def show(request, code):
    """One answer; one that was withdrawn says so, and why."""
    return _page(request, _known(code), "portal/guide/show.html")


def printed(request, code):
    """The same on paper."""
    return _page(request, _known(code), "portal/guide/print.html")


def _page(request, answer: Answer, template: str):
    if answer.state != Answer.State.PUBLIC:
        told = told_texts.page(answer, ["reason"])
        context = {"answer": answer, "name": answer.name, "told": told}
        return render(request, "portal/guide/withdrawn.html", context, status=410)
    language = get_language()
    seen = texts.seen(answer.text, language)
    path = reverse("portal:guide_page", args=[answer.code])
    context = {
        "answer": answer,
        "title": _title(answer, language),
        "bare_title": plain(seen[0].words),
        "blocks": told_texts.blocks(seen),
        "told": told_texts.Page(seen),
        "category": _now(words(answer.category)),
        "category_code": answer.category,
        "checked_on": _checked_on(answer, language),
        "alternates": alternates.of(request, path),
        "address": request.build_absolute_uri(path),
    }
    return render(request, template, context)


def _checked_on(answer: Answer, language: str):
    """When a second person checked the translation; None for the source."""
    if language == answer.text.source:
        return None
    return texts.standing(answer.text, language).checked_on


@once
def mistake(request, code):
    """A reader says what is wrong; the office looks at it within days."""
    answer = _known(code)
    if answer.state != Answer.State.PUBLIC:
        return redirect("portal:guide_page", code)
    form = MistakeForm(request.POST or None)
    language = get_language() or settings.LANGUAGE_CODE
    if request.method == "POST" and form.is_valid():
        try:
            actions.remark(answer, form.cleaned_data["words"], language=language, on=localdate())
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("ありがとうございます。事務局が見て、直します。"))
            return redirect("portal:guide_page", code)
    context = {"form": form, "answer": answer, "title": _title(answer, language)}
    status = 422 if form.errors else 200
    return render(request, "portal/guide/mistake.html", context, status=status)
