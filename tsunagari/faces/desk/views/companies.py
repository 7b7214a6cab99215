"""受入れ企業と監理団体 — what is known of each, its own duties, its caps and its cases."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from tsunagari.base import keyset
from tsunagari.faces.desk import fact_forms, former, talent
from tsunagari.faces.desk.help_calls import told
from tsunagari.faces.desk.views.cases import note
from tsunagari.kernel.parties import queries as parties
from tsunagari.kernel.roles.models import Standing
from tsunagari.programmes.talent.law.rules import limits
from tsunagari.programmes.talent.people import facts, queries
from tsunagari.programmes.talent.people.actions import duties as actions
from tsunagari.programmes.talent.people.rules import caps
from tsunagari.programmes.talent.safety import queries as safety

SIZE, SHORT = 50, 20


def listed(request):
    """Companies by reading, each with its cases and what is due first."""
    page = parties.in_order(
        parties.bodies, "company", after=request.GET.get("after", ""), size=SIZE
    )
    rows = talent.company_rows(page.rows, request.viewer)
    context = {"page": page, "rows": rows, "supervisors": queries.supervising()}
    return render(request, "desk/cases/companies.html", context)


def company(request, pk):
    """受入れ企業 — caps used and left, its duties, its facts, its cases."""
    found = queries.company(pk)
    if found is None:
        raise Http404
    viewer = request.viewer
    cases = list(queries.employed(pk))
    known = facts.read_all(cases)
    host = facts.of_company(found, known)
    [answer] = talent.asked([host], viewer.on, viewer.on + talent.AHEAD)
    supervisor = actions.watched_by(found, cases)
    roles = actions.roles_of(supervisor, pk)
    here = [(case, read) for case, read in known if case.company_id == pk]
    open_ones = [case for case, _read in here if not case.closed_on]
    return render(
        request,
        "desk/cases/company.html",
        {
            "company": found,
            "body": found.organisation,
            "host": host,
            "incidents": told(safety.acts_of(pk)),
            "caps": talent.caps(host, supervisor in queries.generals(viewer.on), viewer.on),
            "interviews": limits.interviews_needed(caps.audited_on(host.people, viewer.on)),
            "transfers": talent.transfers(host, [read for _case, read in here], viewer.on),
            "groups": talent.groups(answer, found, lambda _duty: roles, viewer),
            "faults": talent.faults(answer, "company", pk, host),
            "facts": talent.known(fact_forms.HOST_GROUPS, host),
            "cases": talent.rows(open_ones[:SHORT], viewer),
            "more": len(open_ones) > SHORT,
            "former": former.owed(found, known, viewer),
        },
    )


def supervisor(request, pk):
    """監理・支援をする団体 — licences, offices, people in roles, duties, the ratios of its staff."""
    found = queries.supervisor(pk)
    if found is None:
        raise Http404
    viewer = request.viewer
    held = list(Standing.objects.filter(party=pk).order_by("from_day", "pk"))
    body = facts.of_supervisor(found, held)
    [answer] = talent.asked([body], viewer.on, viewer.on + talent.AHEAD)
    rows = queries.open_ones().filter(supervisor=pk)
    page = keyset.page(rows, ["-pk"], after=request.GET.get("after", ""), size=SHORT)
    return render(
        request,
        "desk/cases/supervisor.html",
        {
            "supervisor": found,
            "body": found.organisation,
            "groups": talent.groups(answer, found, lambda _duty: actions.roles_of(pk), viewer),
            "faults": talent.faults(answer, "supervisor", pk, body),
            "facts": talent.known(fact_forms.BODY_GROUPS, body),
            "standings": talent.standings(
                [one for one in held if one.kind.startswith(facts.LICENCE)], viewer.on
            ),
            "cases": talent.rows(page.rows, viewer),
            "page": page,
            "ratios": _ratios(body, viewer.on),
        },
    )


def _ratios(body, on) -> dict:
    """What the numbers of staff keep or break: today, and from the day of the new law."""
    day = max(on, limits.ESD_DAY)
    heads = queries.heads_of([int(body.id)])[int(body.id)]
    return {
        "day": day,
        "staff": caps.staff_on(body, day),
        "asked": caps.asks_for_staff(body, heads, day),
        "found": [
            talent.condition(one.rule) | {"reasons": one.reasons}
            for one in caps.ratios(body, heads, day)
        ],
    }


def licence(request, pk, standing=None):
    """Note a licence of a body, or correct one."""
    found = queries.supervisor(pk)
    if found is None:
        raise Http404
    held = get_object_or_404(Standing, pk=standing, party=pk) if standing else None
    return note(
        request,
        found.organisation.party,
        held,
        kinds=fact_forms.OF_BODIES,
        home=reverse("desk:supervisor", args=[pk]),
        title=found.organisation.title,
    )
