"""基金評議会の決定 — what was decided and why, redacted from the signed minutes; anybody may read it."""

from django.http import Http404
from django.shortcuts import render

from tsunagari.base import keyset
from tsunagari.faces.shared import council as shared
from tsunagari.faces.shared import paper
from tsunagari.governance.fund.council import queries, said
from tsunagari.governance.fund.council.models import Decision, Meeting

TONES = {
    "full": "ok",
    "reduced": "ok",
    "yes": "ok",
    "no": "quiet",
    "defer": "note",
    "refer": "warn",
}
SIZE = 10


def listed(request):
    """Every published meeting with its decisions, the newest first."""
    page = keyset.page(queries.published(), ["-pk"], after=request.GET.get("after", ""), size=SIZE)
    versions = queries.newest_of(page.rows)
    told = shared.told_of(page.rows)
    papers = shared.papers_of(list(versions.values()), None, told)
    rows = [
        shared.meeting_row(one) | {"sections": decisions(papers[versions[one.pk].pk])}
        for one in page.rows
    ]
    return render(request, "portal/fund_decisions.html", {"page": page, "rows": rows, "told": told})


def decisions(found: said.Paper) -> list[dict]:
    """What was decided, item by item, in words."""
    return [
        {
            "section": one,
            "tone": TONES.get(one.outcome, "note"),
            "outcome": Decision.Outcome(one.outcome).label if one.outcome else "",
        }
        for one in found.sections
    ]


def _published(number: int) -> Meeting:
    meeting = queries.published().filter(number=number).first()
    if meeting is None:
        raise Http404
    return meeting


def show(request, number):
    """One meeting: the redacted minutes, whole."""
    meeting = _published(number)
    minutes = queries.newest_minutes(meeting)
    told = shared.told_of([meeting])
    context = shared.meeting_row(meeting) | {
        "told": told,
        "paper": shared.minutes_paper(minutes, None, told),
        "sections": shared.sections_for(minutes, None, told),
        "signed": shared.signed(minutes, None),
        "digest": minutes.digest,
    }
    return render(request, "portal/fund_decision.html", context)


def pdf(request, number):
    """The same as a paper."""
    minutes = queries.newest_minutes(_published(number))
    return paper.pdf(shared.minutes_pdf(request, minutes, None), f"fund-council-{number}")
