"""定着支援 — the plans with what is missing, one plan, recording, and the record as a paper."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from tsunagari.base import keyset
from tsunagari.faces.desk import prepared as material
from tsunagari.faces.desk import talent
from tsunagari.faces.desk.people import names_of
from tsunagari.faces.desk.views.cases import own
from tsunagari.faces.shared import settlement as shared
from tsunagari.faces.shared.paper import pdf
from tsunagari.programmes.talent.documents.papers import printing
from tsunagari.programmes.talent.people import queries as people
from tsunagari.programmes.talent.people.models import Case
from tsunagari.programmes.talent.settlement import papers, queries

SIZE = 30


def listed(request):
    """Plans of open cases, the newest case first: progress, what is missing, who has to act."""
    viewer, only = request.viewer, request.GET.get("only", "")
    rows = people.of(viewer).filter(closed_on=None)
    rows = rows.filter(system="SSW1") if only == "SSW1" else rows.exclude(system="SSW2")
    page = keyset.page(rows, ["-pk"], after=request.GET.get("after", ""), size=SIZE)
    plans = queries.plans_of(page.rows, on=viewer.on)
    parties = [plan.case.person.party for plan in plans]
    names = names_of(parties, viewer)
    found = [
        {
            "plan": plan,
            "title": talent.called(plan.case.person.party, names[plan.case.person_id]),
            "system": _(Case.System(plan.case.system).label),
            "missing": [_(line.item.title) for line in plan.open],
            "due": _first_due(plan, viewer),
        }
        for plan in plans
    ]
    context = {"rows": found, "page": page, "only": only}
    return render(request, "desk/settlement/list.html", context)


def _first_due(plan, viewer):
    days = [line.asked.due for line in plan.open if line.asked.due]
    return talent.duties.due_words(min(days), viewer.on) if days else None


def show(request, pk):
    """One plan: the office may record for everybody."""
    case = own(request, pk)
    context = shared.context(case, request.viewer, face="desk", may=True)
    context |= {
        "title": talent.title_of(case, request.viewer),
        "papers": bool(context["history"]),
    }
    return render(request, "shared/talent/settlement_plan.html", context)


def give(request, pk, code):
    """Record support that the federation's office gave."""
    case = own(request, pk)
    title = talent.title_of(case, request.viewer)
    return shared.give(request, case, code, face="desk", body=request.viewer.body, title=title)


def annul(request, pk):
    """Take a record back."""
    support = get_object_or_404(queries.of(request.viewer), pk=pk)
    return shared.annul(request, support, face="desk")


def record(request, pk, code):
    """支援の記録 — an item's record as PDF, in Japanese and the person's language."""
    case = own(request, pk)
    line = queries.plan_of(case, on=request.viewer.on).named(code)
    if line is None or code not in papers.SHEETS:
        raise Http404
    about = material.about(case, request.viewer)
    sheet = papers.sheet(about, line, list(queries.history(case)))
    language = material.language_of(request, case)
    at = material.edge(request, _("案件%(number)s") % {"number": case.pk})
    data = printing.made(sheet, language=language, at=at)
    return pdf(data, material.file_name(sheet, _("案件%(number)s") % {"number": case.pk}))
