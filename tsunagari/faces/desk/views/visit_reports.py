"""訪問の報告書 — looked at and worked on; once given out, kept as it was handed over."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base.languages import gettext_noop as noop
from tsunagari.faces.desk.people import names_of
from tsunagari.faces.desk.prepared import edge, file_name
from tsunagari.faces.desk.views.case_papers import handed_over
from tsunagari.faces.shared.paper import file
from tsunagari.programmes.talent.documents import actions
from tsunagari.programmes.talent.documents import queries as documents
from tsunagari.programmes.talent.documents.papers import parts, printing
from tsunagari.programmes.talent.visits import papers, queries
from tsunagari.programmes.talent.visits.models import Interview, Visit

TALK = noop("面談%(number)s")


def report(request, pk, form):
    """監査報告書・訪問指導記録書 — from what was filled in, as PDF or to be worked on."""
    visit = _visit(pk)
    sheet = papers.report(visit, names=_named(request, visit))
    return file(_made(request, visit, sheet, form=form), _name(sheet, visit), form)


@require_POST
def issue(request, pk):
    """出した書類として残す — what is handed over now can be shown later as it was."""
    visit = _visit(pk)
    sheet = papers.report(visit, names=_named(request, visit))
    _give_out(request, visit, sheet, concerns=[visit.company_id, visit.supervisor_id])
    return redirect("desk:visit", visit.pk)


def interview(request, pk, form):
    """定期面談報告書 — of one person who was met."""
    one = _interview(pk)
    sheet = papers.interview(one, names=_named(request, one.visit))
    language = papers.language_of(one)
    data = _made(request, one.visit, sheet, language=language, form=form)
    return file(data, _name(sheet, one.visit, one), form)


@require_POST
def issue_interview(request, pk):
    """The same, kept; to whom somebody spoke is told to nobody else."""
    one = _interview(pk)
    sheet = papers.interview(one, names=_named(request, one.visit))
    _give_out(request, one.visit, sheet, concerns=[one.visit.supervisor_id], one=one)
    return redirect("desk:visit", one.visit_id)


def issued(visit: Visit, viewer) -> list[dict]:
    """出した書類 — of one visit, the newest first."""
    return handed_over(documents.issued_about(visit), viewer)


def _visit(pk) -> Visit:
    visit = get_object_or_404(queries.over().filter(state=Visit.State.CLOSED), pk=pk)
    if visit.kind == Visit.Kind.INTERVIEW:
        raise Http404
    return visit


def _interview(pk) -> Interview:
    rows = Interview.objects.filter(state=Interview.State.HELD, visit__state=Visit.State.CLOSED)
    rows = rows.filter(visit__kind=Visit.Kind.INTERVIEW).select_related(
        "visit__company__party", "visit__supervisor__party", "case__person"
    )
    return get_object_or_404(rows, pk=pk)


def _named(request, visit: Visit) -> dict:
    """Everybody whom the report names, as staff may read them."""
    people = [one.case.person.party for one in queries.interviews_of(visit) if one.case_id]
    people += [visit.visitor] if visit.visitor_id else []
    return names_of(people, request.viewer) if people else {}


def _made(request, visit: Visit, sheet, *, language: str = "", form: str = printing.PDF) -> bytes:
    """The edge of every page names the version of the list that was filled in."""
    said = {"n": visit.pk, "version": visit.sheet.partition("-")[2]}
    at = edge(request, _("訪問%(n)s・確認票の版 %(version)s") % said)
    return printing.made(sheet, language=language, at=at, form=form)


def _name(sheet, visit: Visit, one: Interview | None = None) -> str:
    number = [parts.Word(TALK, {"number": one.pk})] if one else []
    return file_name(sheet, visit.company.title, *number)


def _give_out(request, visit: Visit, sheet, *, concerns, one: Interview | None = None) -> None:
    language = papers.language_of(one) if one else ""
    actions.give_out(
        one.case if one else None,
        papers.kind_of(visit),
        _made(request, visit, sheet, language=language),
        name=_name(sheet, visit, one) + ".pdf",
        by=request.viewer,
        on=request.viewer.on,
        about=visit,
        concerns=concerns,
        language=language,
        version=parts.version_of(sheet),
        gaps=len(parts.gaps(sheet)),
        keep_until=queries.keep_until(visit, request.viewer.on),
    )
    messages.success(request, _("書類を出しました。下の「出した書類」から、いつでも見られます。"))
