"""計算 — the calculators as public pages: a form or JSON in, an answer with its reasons out.

Nothing that is asked is stored or written into a log.
"""

import json

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from tsunagari.base import calculators, effort
from tsunagari.base.examples import EXAMPLES
from tsunagari.base.refusals import Refused
from tsunagari.faces.portal.questions import PAGES
from tsunagari.programmes.talent.law.calculators import words


def listed(request):
    """All calculators."""
    every = [
        (calculator, PAGES[name].lead if name in PAGES else "")
        for name, calculator in calculators.every().items()
    ]
    return render(request, "portal/calculators.html", {"every": every})


@sensitive_post_parameters()
def show(request, name):
    """One calculator as a form; those that have none are asked in JSON."""
    page, calculator = PAGES.get(name), calculators.every().get(name)
    if not page or not calculator:
        return ask(request, name)
    example = page.form.example(EXAMPLES[name]) if "example" in request.GET else {}
    form = page.form(request.POST if request.method == "POST" else None, initial=example)
    shown = None
    if request.method == "POST" and form.is_valid():
        question = form.question()
        answer = calculators.ask(calculator, question)
        shown = page.shown(answer, question)
        form = _again(page, form, answer)
    return render(
        request,
        "portal/calculator_page.html",
        {
            "calculator": calculator,
            "lead": page.lead,
            "words": words,
            "form": form,
            "shown": shown,
            "more": page.more(),
            "sources": list(
                dict.fromkeys([*(shown.sources if shown else []), *calculator.sources])
            ),
        },
        status=422 if form.errors else 200,
    )


def _again(page, form, answer):
    """The form under its answer: kept as it was, but a number that was right is let go."""
    return page.form() if answer.get("normalised") and answer["valid"] else form


@sensitive_post_parameters()
def ask(request, name):
    """One calculator, with an example to start from."""
    calculator = calculators.every().get(name)
    if not calculator:
        raise Http404
    asked = request.POST.get("question") or json.dumps(EXAMPLES[name], ensure_ascii=False, indent=1)
    answer, faults, status = None, [], 200
    if request.method == "POST":
        answer, faults, status = _answer(calculator, asked)
    response = render(
        request,
        "portal/calculator.html",
        {
            "calculator": calculator,
            "asked": asked if status != TOO_LARGE else "",
            "answer": answer and json.dumps(answer, ensure_ascii=False, indent=1),
            "faults": faults,
            "busy": status == BUSY,
        },
        status=status,
    )
    if status == BUSY:
        response["Retry-After"] = str(effort.AGAIN)
    return response


TOO_LARGE, BUSY = 413, 503


def _answer(calculator, asked):
    """(answer, faults, status)."""
    try:
        return calculators.answer_a_stranger(calculator, asked.encode()), [], 200
    except calculators.TooLarge:
        return None, [_("問いが大きすぎます。1 MB までの JSON を書いてください。")], TOO_LARGE
    except calculators.NotJson as error:
        return None, [f"JSON: {error}"], 422
    except calculators.BadQuestion as error:
        return None, error.faults, 422
    except Refused as refused:
        status = BUSY if isinstance(refused, effort.Busy) else 422
        return None, [reason.words() for reason in refused.reasons], status
