"""はじめに（人材） — what waits for a company, a sending organisation or a training school."""

from django.shortcuts import render
from django.utils import timezone

from tsunagari.faces.partner.bodies import kind_of
from tsunagari.faces.partner.views.cases import titles
from tsunagari.faces.partner.views.pairs import lines
from tsunagari.faces.shared import duty_about
from tsunagari.kernel.duties import queries as duties
from tsunagari.programmes.talent.orders import queries
from tsunagari.programmes.talent.people import queries as people

KINDS = ("company", "sending", "training")
MOST = 10


def show(request):
    """Answers first, then what to do next, then what is due."""
    viewer = request.viewer
    kind = kind_of(viewer.own_body)
    answers = queries.waiting_for(viewer)
    now = timezone.now()
    results = queries.unanswered(viewer, now=now) if kind == "company" else []
    coming = [] if kind == "training" else queries.coming(viewer, now=now)
    times = [] if kind == "training" else queries.without_interview(viewer)
    context = {
        "kind": kind,
        "answers": lines(answers, viewer),
        "results": lines(results, viewer),
        "coming": lines(coming, viewer),
        "times": lines(times, viewer),
        "alike": len(queries.alike(viewer.own_body)) if kind == "sending" else 0,
        "waits": len(answers) + len(results),
        "duties": _duties(viewer),
    }
    return render(request, "partner/talent/home.html", context)


def _duties(viewer) -> list[tuple[duties.Line, str, str]]:
    """(duty, whose case, which paper), the soonest first."""
    rows = duties.of_body(viewer.own_body.party, on=viewer.on, limit=MOST)
    keys = [duty_about.case_of(row.duty) for row in rows]
    cases = people.of(viewer).filter(pk__in={key for key in keys if key})
    names = titles(list(cases.select_related("person__party")), viewer)
    papers = duty_about.papers(row.duty for row in rows)
    return [
        (row, names.get(key, ""), papers.get(row.duty.pk, ""))
        for row, key in zip(rows, keys, strict=True)
    ]
