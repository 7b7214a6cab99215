"""案件 — a case as far as this body may see it, and a company's own facts, with the duties of both."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render

from tsunagari.base import keyset
from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.faces.partner.bodies import own
from tsunagari.faces.partner.views.case_documents import handed_over
from tsunagari.faces.shared import duty_about, progress, read_names
from tsunagari.faces.shared.looking import seen
from tsunagari.faces.shared.orders import country_words, field_words
from tsunagari.kernel.consents.queries import shown
from tsunagari.kernel.duties import queries as duties
from tsunagari.kernel.duties import rulebook
from tsunagari.kernel.duties.models import Duty
from tsunagari.kernel.duties.rules import OPEN
from tsunagari.kernel.parties.models import Organisation
from tsunagari.programmes.talent.people import labels, queries
from tsunagari.programmes.talent.people.models import Case, Company
from tsunagari.programmes.talent.people.rules import states
from tsunagari.programmes.talent.visits import queries as visits

MOST = 50


def listed(request):
    """The cases in which this body has a part, the newest first."""
    own(request, "company", "sending", "training")
    rows = queries.of(request.viewer)
    page = keyset.page(rows, ["-pk"], after=request.GET.get("after", ""), size=MOST)
    names = titles(page.rows, request.viewer)
    context = {
        "rows": [(case, names[case.pk], states.words(case.state)) for case in page.rows],
        "page": page,
    }
    return render(request, "partner/talent/cases.html", context)


def titles(cases: list[Case], viewer) -> dict[int, str]:
    """{case: the person's name, or the code where the name may not be read}."""
    names = shown([case.person_id for case in cases], to=viewer)
    return {case.pk: names[case.person_id] or case.person.party.code for case in cases}


def show(request, pk):
    """One case: where it stands, who takes part, what this body has to do by when."""
    body = own(request, "company", "sending", "training")
    case = queries.of(request.viewer).filter(pk=pk).first()
    if case is None:
        return _former(request, seen(request, get_object_or_404(queries.formerly(body), pk=pk)))
    seen(request, case)
    context = {
        "case": case,
        "title": titles([case], request.viewer)[case.pk],
        "state": states.words(case.state),
        "facts": _facts(case),
        "progress": progress.of(case, request.viewer.on),
        "own": duty_rows(case, request.viewer),
        "handed": handed_over(case, request.viewer),
        "others": _others(case, request.viewer),
        "plan_shown": request.viewer.own_body.pk in (case.company_id, case.supervisor_id),
    }
    return render(request, "partner/talent/case.html", context)


def _former(request, case: Case):
    """Somebody who has left this company: only what the company still owes."""
    context = {
        "case": case,
        "title": titles([case], request.viewer)[case.pk],
        "state": gettext(_("前にいた人")),
        "own": duty_rows(case, request.viewer),
        "handed": handed_over(case, request.viewer),
        "former": True,
    }
    return render(request, "partner/talent/case.html", context)


def _facts(case: Case) -> list[tuple[str, str]]:
    """Who takes part, and in which work."""
    bodies = [(labels.LABELS[part], getattr(case, part)) for part in queries.PARTS]
    found = [
        (gettext(_("国籍")), country_words(case.person.nationality)),
        (gettext(_("分野")), field_words([case.facts.get("field", "")])),
        *((gettext(label), body.title if body else "") for label, body in bodies),
    ]
    return [(term, value) for term, value in found if value]


def duty_rows(about, viewer) -> list[dict]:
    """What this body has to do about a case or a company, with its three days, and for which paper.

    A paper that has to be brought again belongs to its case as well.
    """
    own_ones = Duty.objects.filter(doer=viewer.own_body.party, state=OPEN)
    found = _duties(about)
    if isinstance(about, Case):
        found |= own_ones.filter(facts__case=about.pk)
    rows = list((found & own_ones).order_by("safe_due", "pk")[:MOST])
    papers = duty_about.papers(rows)
    return [_row(duty, viewer) | {"paper": papers.get(duty.pk, "")} for duty in rows]


def _duties(about):
    return Duty.objects.filter(
        about_kind=about._meta.label_lower, about_key=str(about.pk), state=OPEN
    )


def _row(duty: Duty, viewer) -> dict:
    said = rulebook.said(duty, viewer.language, face="partner", on=viewer.on)
    state, words = duties.due_words(duty.safe_due, viewer.on)
    return {"duty": duty, "said": said, "due_state": state, "due_words": words}


def _others(case: Case, viewer) -> list[tuple[str, dict]]:
    """Who else brings what next: the next duty of every other body."""
    rows = _duties(case).exclude(doer=viewer.own_body.party).select_related("doer")
    first: dict[int, Duty] = {}
    for duty in rows.order_by("safe_due", "pk")[:MOST]:
        first.setdefault(duty.doer_id, duty)
    names = shown(list(first), to=viewer)
    bodies = Organisation.objects.filter(pk__in=first).select_related("party")
    names |= {body.pk: body.title for body in bodies}
    return [
        (names[key] or case.person.party.code, _row(duty, viewer)) for key, duty in first.items()
    ]


def company(request, pk):
    """自分の会社 — the company's own facts and duties."""
    body = own(request, "company")
    if body.pk != pk:
        raise Http404
    found = Company.objects.filter(pk=pk).first()
    people = queries.of_body(body).filter(closed_on=None).count()
    fields = field_words((found.facts if found else {}).get("fields", []))
    findings = _findings(body, request.viewer)
    context = {
        "body": body,
        "facts": [
            (gettext(_("市町村")), read_names.place(body.municipality)),
            (gettext(_("分野")), fields),
            (gettext(_("続いている案件")), gettext(_("%(n)s件")) % {"n": people}),
        ],
        "own": duty_rows(found, request.viewer) if found else [],
        "findings": findings,
        "mends": any(row["finding"].mended_on is None for row in findings),
    }
    return render(request, "partner/talent/company.html", context)


def _findings(body: Organisation, viewer) -> list[dict]:
    """指摘 — what visits asked the company to mend, the open ones first."""
    rows = list(visits.told_to(body)[:MOST])
    return [
        {
            "finding": one,
            "text": gettext(visits.sheet_of(one.visit).item(one.item).text),
            "late": one.mended_on is None and one.due_on < viewer.on,
        }
        for one in rows
    ]
