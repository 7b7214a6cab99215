"""受入れ企業と監理団体 — what is known of each, its own duties, its caps and its cases."""

from django import forms
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tsunagari.base import keyset
from tsunagari.faces.desk import fact_forms, talent
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
        parties.bodies("company"), after=request.GET.get("after", ""), size=SIZE
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
    cases = list(queries.with_bodies().filter(company=pk).order_by("pk"))
    held = facts.standings_of(cases)
    known = [facts.of_case(case, held[case.person_id]) for case in cases]
    host = facts.of_company(found, known)
    [answer] = talent.asked([host], viewer.on, viewer.on + talent.AHEAD)
    supervisor = next((case.supervisor_id for case in cases if case.supervisor_id), None)
    open_ones = [case for case in cases if not case.closed_on]
    return render(
        request,
        "desk/cases/company.html",
        {
            "company": found,
            "body": found.organisation,
            "host": host,
            "incidents": told(safety.acts_of(pk)),
            "caps": talent.caps(host, supervisor in queries.generals(viewer.on), viewer.on),
            "interviews": limits.interviews_needed(len(caps.there_on(host.people, viewer.on))),
            "transfers": talent.transfers(host, known, viewer.on),
            "groups": talent.groups(answer, found, actions.roles_of(supervisor, pk), viewer),
            "faults": talent.faults(answer),
            "facts": talent.known(fact_forms.HOST_GROUPS, host),
            "cases": talent.rows(open_ones[:SHORT], viewer),
            "more": len(open_ones) > SHORT,
        },
    )


class NumbersForm(forms.Form):
    """Heads that no fact holds: tried here, never stored."""

    staff = forms.IntegerField(
        label=_("常勤の職員（担当）の数"), min_value=0, max_value=10_000, required=False
    )
    managers = forms.IntegerField(
        label=_("支援責任者の数"), min_value=0, max_value=10_000, required=False, initial=1
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
    form = NumbersForm(request.GET if "staff" in request.GET else None)
    return render(
        request,
        "desk/cases/supervisor.html",
        {
            "supervisor": found,
            "body": found.organisation,
            "groups": talent.groups(answer, found, actions.roles_of(pk), viewer),
            "faults": talent.faults(answer),
            "facts": talent.known(fact_forms.BODY_GROUPS, body),
            "standings": talent.standings(
                [one for one in held if one.kind.startswith(facts.LICENCE)], viewer.on
            ),
            "cases": talent.rows(page.rows, viewer),
            "page": page,
            "form": form,
            "ratios": _ratios(form, pk, viewer.on),
        },
        status=422 if form.errors else 200,
    )


def _ratios(form, pk, on) -> list[dict] | None:
    """What the numbers tried would break; None while nothing was tried."""
    if not form.is_valid():
        return None
    heads = queries.heads_of(pk)
    staff = form.cleaned_data["staff"] or 0
    managers = form.cleaned_data["managers"] or 0
    day = max(on, limits.ESD_DAY)
    asked = [
        ("esd_sso_staff_ratio", limits.why_not_sso_staff(staff=staff, on=day, **heads["ESD"])),
        (
            "rso_capacity_2027",
            limits.why_not_rso_capacity(
                managers=managers,
                officers=staff,
                people=heads["SSW1"]["workers"],
                hosts=heads["SSW1"]["hosts"],
                on=day,
            ),
        ),
    ]
    return [talent.condition(code) | {"reasons": reasons} for code, reasons in asked]


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
