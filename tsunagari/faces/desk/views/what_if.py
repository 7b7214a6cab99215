"""もしも — the same facts under the law of any two days, for one case, one company or everybody."""

from datetime import date

from django import forms
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _

from tsunagari.base.keyset import Page, mark, number
from tsunagari.faces.desk import supposing, talent
from tsunagari.faces.desk.help_calls import told
from tsunagari.faces.shared.forms import DayField
from tsunagari.faces.shared.typed import whole
from tsunagari.programmes.talent.law.rules.book import ESD_DAY
from tsunagari.programmes.talent.law.rules.counting import DAY
from tsunagari.programmes.talent.people import queries, what_if
from tsunagari.programmes.talent.safety import queries as safety

SIZE, SHORT = 50, 100


class DaysForm(forms.Form):
    """Of which two days the law is compared."""

    before = DayField(label=_("この日の法律と"))
    after = DayField(label=_("この日の法律をくらべる"))
    case = forms.IntegerField(required=False, widget=forms.HiddenInput)
    company = forms.IntegerField(required=False, widget=forms.HiddenInput)


def show(request):
    """What is new, gone and changed; what would be broken; who must act by when."""
    viewer = request.viewer
    asked_days = any(name.startswith(("before", "after_")) for name in request.GET)
    initial = {"before": ESD_DAY - DAY, "after": ESD_DAY}
    initial |= {name: request.GET.get(name) for name in ("case", "company")}
    form = DaysForm(request.GET if asked_days else None, initial=initial)
    before, after = _days(form, initial)
    about, cases = _asked(request)
    scope = next((name for name in ("case", "company") if request.GET.get(name)), "")
    asked = what_if.Asked(viewer.on, viewer.on + talent.AHEAD, before, after)
    answer = what_if.of(cases, asked, companies=scope != "case")
    start = number(request.GET.get("after", "")) or 0
    changed = [found for found in answer.cases if found.changes or found.refused]
    shown = changed[start : start + SIZE]
    more = start + SIZE < len(changed)
    return render(
        request,
        "desk/cases/what_if.html",
        {
            "form": form,
            "before": before,
            "after": after,
            "about": about,
            "scope": scope,
            "total": len(answer.cases),
            "more": answer.more,
            "most": what_if.MOST,
            "summary": supposing.summary(answer, viewer.on, before, after),
            "must_act": supposing.must_act(answer.must_act[:SHORT], viewer),
            "companies": supposing.companies(
                answer.companies, viewer.on, before, after, whole=bool(scope)
            ),
            "supervisors": supposing.supervisors(answer.supervisors),
            "incidents": _acts(answer.cases),
            "bans": supposing.bans(answer.cases[0].case) if scope == "case" else [],
            "rows": supposing.cases(shown, viewer, before, after, whole=scope == "case"),
            "changed": len(changed),
            "page": Page(shown, older=mark([start + SIZE]) if more else ""),
        },
        status=422 if form.is_bound and form.errors else 200,
    )


def _acts(found) -> list[dict]:
    """禁じられた行為 — open reports about these people, or about the companies where they are."""
    cases = {one.case.pk for one in found}
    companies = {one.case.company_id for one in found} - {None}
    rows = [act for act in safety.open_acts() if act.case_id in cases or act.body_id in companies]
    return told(rows)


def _days(form, initial) -> tuple[date, date]:
    if form.is_bound and form.is_valid():
        return form.cleaned_data["before"], form.cleaned_data["after"]
    return initial["before"], initial["after"]


def _asked(request):
    """(whom it is about in words, the cases)."""
    if pk := request.GET.get("case"):
        case = get_object_or_404(queries.of(request.viewer), pk=whole(pk) or 0)
        return talent.title_of(case, request.viewer), [case]
    rows = queries.of(request.viewer).filter(closed_on=None)
    if pk := request.GET.get("company"):
        company = queries.company(whole(pk) or 0)
        if company is None:
            raise Http404
        return company.organisation.title, rows.filter(company=company.pk).order_by("pk")
    return "", rows.order_by("pk")
