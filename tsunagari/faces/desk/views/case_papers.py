"""準備する書類（事務局） — which papers a case can have, what is missing, giving them out."""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base.languages import LANGUAGES
from tsunagari.base.languages import gettext_noop as noop
from tsunagari.base.refusals import Refused
from tsunagari.faces.desk import prepared as material
from tsunagari.faces.desk import talent
from tsunagari.faces.desk.people import names_of
from tsunagari.faces.desk.views.cases import own
from tsunagari.faces.shared.paper import file, pdf
from tsunagari.faces.shared.promised import first_words
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.kernel.papers import actions as papers
from tsunagari.programmes.talent.documents import actions, queries, rules
from tsunagari.programmes.talent.documents.models import Typed
from tsunagari.programmes.talent.documents.papers import parts, prepared, printing
from tsunagari.programmes.talent.visits.models import Visit

NUMBER = noop("案件%(number)s")
VISIT = Visit._meta.label_lower
BESIDE = [(code, words) for code, words in LANGUAGES if not code.startswith("ja")]


class BlanksForm(forms.Form):
    """The blanks of one paper; what the case knows itself need not be typed."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, asked, **kwargs):
        super().__init__(*args, **kwargs)
        for key, words in asked.items():
            self.fields[key] = forms.CharField(
                label=_(words), required=False, max_length=rules.LONGEST_SAID
            )


def board(request, pk):
    """Every paper that this case can have, with its form and what is still missing."""
    case = own(request, pk)
    typed = {row.kind: row for row in Typed.objects.filter(case=case)}
    rows = []
    for paper in prepared.of(case.system):
        sheet = paper.build(material.about(case, request.viewer, typed.get(paper.code)))
        form, sure = parts.prepares(sheet)
        missing = [_(label) for label in parts.gaps(sheet)]
        rows.append({"paper": paper, "title": _(paper.title), "form": form, "sure": sure})
        rows[-1] |= {"missing": missing, "count": len(missing)}
    return render(
        request,
        "desk/case_papers/board.html",
        {
            "case": case,
            "title": talent.title_of(case, request.viewer),
            "rows": rows,
            "issued": handed_over(queries.issued(case), request.viewer),
        },
    )


def handed_over(rows, viewer) -> list[dict]:
    """出した書類 — as a page lists them: what, by whom."""
    found = list(rows)
    people = [one.issued_by for one in found if one.issued_by]
    names = names_of(people, viewer) if people else {}
    return [
        {
            "row": one,
            "title": _(prepared.TITLES.get(one.kind, one.kind)),
            "by": names.get(one.issued_by_id, ""),
        }
        for one in found
    ]


def paper(request, pk, code):
    """One paper: its blanks, a look at it, giving it out."""
    case, found = _found(request, pk, code)
    typed = Typed.objects.filter(case=case, kind=code).first()
    first, promised = first_words(case, code) if typed is None else ({}, "")
    initial = (typed.answers if typed else first) | {"version": typed.version if typed else 0}
    form = BlanksForm(request.POST or None, initial=initial, asked=found.asked)
    if request.method == "POST" and form.is_valid():
        asked = dict(form.cleaned_data)
        seen = asked.pop("version")
        try:
            actions.write(case, code, asked, seen=seen, by=request.viewer, on=request.viewer.on)
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("保存しました。"))
            return redirect("desk:case_paper", pk, code)
    sheet = found.build(material.about(case, request.viewer, typed))
    context = {
        "case": case,
        "title": talent.title_of(case, request.viewer),
        "heading": _(found.title),
        "code": code,
        "form": form,
        "promised": promised,
        "notes": [parts.told(line, get_language()) for line in parts.notes(sheet)],
        "missing": [_(label) for label in parts.gaps(sheet)],
        "languages": BESIDE if found.signed else [],
        "language": material.language_of(request, case),
    }
    return render(
        request, "desk/case_papers/paper.html", context, status=422 if form.errors else 200
    )


def preview(request, pk, code, form):
    """The PDF as it would be given out now, or the .docx to work on; nothing is kept."""
    case, found = _found(request, pk, code)
    data, sheet, _language = _made(request, case, found, form)
    return file(data, _name(sheet, case), form)


@require_POST
def issue(request, pk, code):
    """Give the paper out: it is kept as it is today."""
    case, found = _found(request, pk, code)
    data, sheet, language = _made(request, case, found)
    actions.give_out(
        case,
        code,
        data,
        name=_name(sheet, case) + ".pdf",
        by=request.viewer,
        on=request.viewer.on,
        language=language,
        version=parts.version_of(sheet),
        gaps=len(parts.gaps(sheet)),
    )
    messages.success(request, _("書類を出しました。下の「出した書類」から、いつでも見られます。"))
    return redirect("desk:case_papers", pk)


def issued(request, pk):
    """A paper as it was given out."""
    rows = queries.issued_of(request.viewer).exclude(paper=None)
    found = get_object_or_404(rows, pk=pk)
    return pdf(papers.read(found.paper.blob), found.paper.name.removesuffix(".pdf"))


@require_POST
def mark(request, pk):
    """取り下げる・もどす — given out by mistake; the paper stays as it was."""
    found = get_object_or_404(queries.issued_of(request.viewer), pk=pk)
    back = bool(found.withdrawn_on)
    act = actions.put_back if back else actions.take_back
    try:
        act(found, by=request.viewer, on=request.viewer.on)
    except Refused as refused:
        tell(request, refused.reasons)
    else:
        said = _("取り下げをもどしました。") if back else _("取り下げました。書類は残っています。")
        messages.success(request, said)
    if found.about_kind == VISIT:
        return redirect("desk:visit", found.about_key)
    return redirect("desk:case_papers", found.case_id)


def _found(request, pk, code):
    case = own(request, pk)
    found = prepared.named(code, case.system)
    if found is None:
        raise Http404
    return case, found


def _name(sheet, case) -> str:
    return material.file_name(sheet, _record(case))


def _record(case) -> parts.Word:
    return parts.Word(NUMBER, {"number": case.pk})


def _made(request, case, found, form=printing.PDF):
    typed = Typed.objects.filter(case=case, kind=found.code).first()
    sheet = found.build(material.about(case, request.viewer, typed))
    language = material.language_of(request, case) if found.signed else ""
    at = material.edge(request, parts.both(_record(case), "")[0])
    return printing.made(sheet, language=language, at=at, form=form), sheet, language
