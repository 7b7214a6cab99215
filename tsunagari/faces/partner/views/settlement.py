"""定着支援 — the supporter of a case records; any other company reads items and days, no words."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from tsunagari.faces.partner.views.cases import titles
from tsunagari.faces.shared import settlement as shared
from tsunagari.faces.shared.looking import seen
from tsunagari.programmes.talent.people import queries as people
from tsunagari.programmes.talent.people.models import Case
from tsunagari.programmes.talent.settlement import queries


def _own(request, pk) -> Case:
    """A case in which this body is the company or the supporter; others do not find the plan."""
    rows = people.of(request.viewer)
    case = get_object_or_404(rows, pk=pk)
    if request.viewer.own_body.pk not in (case.company_id, case.supervisor_id):
        raise Http404
    return seen(request, case)


def _supports(plan: queries.Plan, viewer) -> bool:
    return bool(plan.supporter and plan.supporter.pk == viewer.own_body.pk)


def show(request, pk):
    """The whole plan for the supporter; items and days for a company that only employs."""
    case, viewer = _own(request, pk), request.viewer
    title = titles([case], viewer)[case.pk]
    plan = queries.plan_of(case, on=viewer.on)
    if _supports(plan, viewer):
        context = shared.context(case, viewer, face="partner", may=True) | {"title": title}
        context |= {name: [one for one in context[name] if one["mine"]] for name in LISTS}
        return render(request, "shared/talent/settlement_plan.html", context)
    rows = [
        {"title": _(item.title), "state": shared.STATES[state], "day": day}
        for item, state, day in queries.days_of(plan)
    ]
    context = {"case": case, "title": title, "rows": rows, "plan": plan}
    return render(request, "partner/talent/settlement_days.html", context)


LISTS = ("history", "planned")


def give(request, pk, code):
    """Record support; a company writes no notes of what was said."""
    case, viewer = _own(request, pk), request.viewer
    if not _supports(queries.plan_of(case, on=viewer.on), viewer):
        raise Http404
    return shared.give(
        request,
        case,
        code,
        face="partner",
        body=viewer.own_body,
        title=titles([case], viewer)[case.pk],
        with_words=viewer.own_body.pk != case.company_id,
    )


def annul(request, pk):
    """Take back what this body recorded."""
    support = get_object_or_404(queries.of(request.viewer), pk=pk)
    return shared.annul(request, support, face="partner")
