"""帳簿（事務局） — the registers that have to be kept: on the page, and as a workbook to hand over."""

from datetime import date

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from tsunagari.base.languages import SOURCE
from tsunagari.base.languages import gettext_noop as noop
from tsunagari.base.readings import plain
from tsunagari.faces.desk import registers as material
from tsunagari.faces.shared.paper import file
from tsunagari.programmes.talent.documents import actions
from tsunagari.programmes.talent.documents.papers import registers
from tsunagari.programmes.talent.documents.papers.books import BOOKS, BY_CODE, Book

NAME = noop("帳簿")


def listed(request):
    """Every book, its item of the law, and how much stands in it."""
    counts = material.counts(request.viewer)
    rows = [{"book": one, "title": _(one.title), "count": counts[one.code]} for one in BOOKS]
    return render(request, "desk/registers/list.html", {"rows": rows})


def book(request, code):
    """One book: its lines, the newest first, and what it prepares."""
    found = _book(code)
    page, lines = material.page_of(code, request.viewer, after=request.GET.get("after", ""))
    rows = [[_cell(line.get(key)) for key, _words, _width in found.columns] for line in lines]
    context = {
        "book": found,
        "title": _(found.title),
        "notes": registers.notes(found, request.viewer.on, get_language()),
        "page": page,
        "heads": [
            {"words": _(words), "number": bool(rows) and rows[0][at]["number"]}
            for at, (_key, words, _width) in enumerate(found.columns)
        ],
        "rows": rows,
        "fills": _(found.fills),
    }
    return render(request, "desk/registers/book.html", context)


def everything(request):
    """管理簿 — all books as one workbook."""
    return _workbook(request, [one.code for one in BOOKS], _(NAME))


def sheet(request, code):
    """One book as a workbook of its own."""
    found = _book(code)
    return _workbook(request, [code], _(found.title))


def _book(code) -> Book:
    if code not in BY_CODE:
        raise Http404
    return BY_CODE[code]


def _cell(value) -> dict:
    """A day, a number, words; None is a gap."""
    number = isinstance(value, (int, float))
    text = f"{value:,}" if number else value.isoformat() if isinstance(value, date) else value
    return {"text": text, "gap": value is None, "number": number}


def _workbook(request, codes: list[str], name: str):
    """Taking names out of the house is on record."""
    viewer, federation = request.viewer, request.federation or {}
    with override(SOURCE):
        rows = {code: material.whole(code, viewer) for code in codes}
    data = registers.registers(
        registers.Registers(
            body=federation.get("name", ""),
            on=viewer.on,
            sample=bool(federation.get("sample")),
            rows=rows,
        )
    )
    actions.note_taken_out(codes, by=viewer, on=viewer.on)
    return file(data, f"{plain(name)}_{viewer.on.isoformat()}", "xlsx")
