"""もしも — the same facts under the law of any two days, for one case, one company or everybody."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tsunagari.base.keyset import Page, mark, number
from tsunagari.faces.desk import supposing, talent
from tsunagari.faces.desk.help_calls import told
from tsunagari.faces.shared.forms import DayField
from tsunagari.faces.shared.paper import file
from tsunagari.faces.shared.typed import whole
from tsunagari.programmes.talent.law.rules import book
from tsunagari.programmes.talent.law.rules.book import ESD_DAY
from tsunagari.programmes.talent.law.rules.counting import DAY
from tsunagari.programmes.talent.law.rules.said import day
from tsunagari.programmes.talent.people import queries, what_if, what_if_sheet
from tsunagari.programmes.talent.people.actions import looks
from tsunagari.programmes.talent.safety import queries as safety

SIZE, SHORT = 50, 100
# Of the law before the training act, and after the last change that is known, the table says little.
FIRST = date(2017, 11, 1)
LAST = max(rule.from_day for rule in book.rows())


class DaysForm(forms.Form):
    """Of which two days the law is compared."""

    before = DayField(label=_("前の法律の日"))
    after = DayField(label=_("後の法律の日"))
    case = forms.IntegerField(required=False, widget=forms.HiddenInput)
    company = forms.IntegerField(required=False, widget=forms.HiddenInput)


@dataclass(frozen=True)
class Compared:
    """What was asked for, about whom in words, and what the two laws answer."""

    form: DaysForm
    before: date
    after: date
    about: str
    scope: str
    answer: what_if.Answer

    @property
    def changed(self) -> list[what_if.Found]:
        return [found for found in self.answer.cases if found.changes or found.refused]


def _compared(request) -> Compared:
    """The two laws beside each other, for everybody, one company or one case."""
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
    return Compared(form, before, after, about, scope, answer)


def show(request):
    """What is new, gone and changed; what would be broken; who must act by when."""
    viewer, found = request.viewer, _compared(request)
    before, after, scope, answer = found.before, found.after, found.scope, found.answer
    start = number(request.GET.get("after", "")) or 0
    shown = found.changed[start : start + SIZE]
    more = start + SIZE < len(found.changed)
    return render(
        request,
        "desk/cases/what_if.html",
        {
            "form": found.form,
            "before": before,
            "after": after,
            "about": found.about,
            "scope": scope,
            "total": len(answer.cases),
            "more": answer.more,
            "most": what_if.MOST,
            "too_early": before < FIRST or after < FIRST,
            "too_late": before > LAST or after > LAST,
            "first": FIRST,
            "last": LAST,
            "summary": supposing.summary(answer, viewer.on, before, after),
            "must_act": supposing.must_act(answer.must_act[:SHORT], viewer),
            "companies": supposing.companies(
                answer.companies, viewer.on, before, after, whole=bool(scope)
            ),
            "supervisors": supposing.supervisors(answer.supervisors),
            "incidents": _acts(answer.cases),
            "bans": supposing.bans(answer.cases[0].case) if scope == "case" else [],
            "rows": supposing.cases(shown, viewer, before, after, whole=scope == "case"),
            "changed": len(found.changed),
            "page": Page(shown, older=mark([start + SIZE]) if more else ""),
        },
        status=422 if found.form.errors else 200,
    )


def sheet(request):
    """The whole comparison as .xlsx; taking names out of the house is on record."""
    viewer, found = request.viewer, _compared(request)
    if found.form.errors:
        return redirect(f"{reverse('desk:what_if')}?{request.GET.urlencode()}")
    days, answer = (found.before, found.after), found.answer
    about = answer.cases[0].case if found.scope == "case" else None
    looks.take_out_comparison(*days, about=about, by=viewer, on=viewer.on)
    shown = {
        "must_act": supposing.must_act(answer.must_act, viewer),
        "companies": supposing.companies(answer.companies, viewer.on, *days, whole=True),
        "supervisors": supposing.supervisors(answer.supervisors),
        "rows": supposing.cases(found.changed, viewer, *days, whole=True),
    }
    said = {"before": day(found.before), "after": day(found.after)}
    title = gettext("%(before)sの法律と %(after)sの法律") % said
    if found.about:
        title = f"{found.about}　{title}"
    name = f"{gettext('もしも')}_{found.before.isoformat()}_{found.after.isoformat()}"
    return file(what_if_sheet.workbook(title, shown), name, "xlsx")


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
