"""計算 — the calculators as public pages: a question in JSON, an answer with its reasons."""

import json

from django.http import Http404
from django.shortcuts import render

from tsunagari.base import calculators
from tsunagari.base.refusals import Refused
from tsunagari.faces.portal.examples import EXAMPLES


def listed(request):
    """All calculators."""
    return render(request, "portal/calculators.html", {"every": calculators.every().values()})


def ask(request, name):
    """One calculator, with an example to start from."""
    calculator = calculators.every().get(name)
    if not calculator:
        raise Http404
    asked = request.POST.get("question") or json.dumps(EXAMPLES[name], ensure_ascii=False, indent=1)
    answer, faults = None, []
    if request.method == "POST":
        answer, faults = _answer(calculator, asked)
    return render(
        request,
        "portal/calculator.html",
        {
            "calculator": calculator,
            "asked": asked,
            "answer": answer and json.dumps(answer, ensure_ascii=False, indent=1),
            "faults": faults,
        },
        status=422 if faults else 200,
    )


def _answer(calculator, asked):
    try:
        return calculators.ask(calculator, calculators.read(asked)), []
    except calculators.NotJson as error:
        return None, [f"JSON: {error}"]
    except calculators.BadQuestion as error:
        return None, error.faults
    except Refused as refused:
        return None, [reason.words() for reason in refused.reasons]
