"""取込の種類 — what the pages of an import say and ask: rosters, candidates, attendance, results."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from types import ModuleType
from zoneinfo import ZoneInfo

from django.http import Http404
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tsunagari.faces.partner.bodies import own
from tsunagari.faces.partner.views.school import own_school
from tsunagari.faces.shared.orders import country_words, field_words, titles
from tsunagari.kernel.consents.queries import shown
from tsunagari.programmes.exchange.schools import importer as rosters
from tsunagari.programmes.exchange.schools.rules import columns as roster_columns
from tsunagari.programmes.talent.orders import importer as candidates
from tsunagari.programmes.talent.orders import queries
from tsunagari.programmes.talent.orders.rules import class_columns
from tsunagari.programmes.talent.orders.rules.candidates import LEVEL_WORDS, TESTS
from tsunagari.programmes.talent.orders.rules.columns import CANDIDATES as CANDIDATE_COLUMNS
from tsunagari.programmes.talent.orders.rules.columns import Mapping, Table


@dataclass(frozen=True)
class Kind:
    """One kind of file: who may send it, what its columns mean, which words stand around it."""

    code: str
    # Which kind of body sends such files; "": a school of the exchange.
    body: str
    own: Callable
    columns: ModuleType | Table
    mapping: type
    sheet_of: Callable
    blank: Callable[[str], bytes]
    faults: Callable
    words: dict
    # Options that a form asks for, beside the file: only a roster has some.
    options: tuple[str, ...] = ()
    fixed: dict = field(default_factory=dict)
    # What the page of a preview draws of its rows.
    rows: Callable = lambda request, preview, rows: rows
    parts: dict = field(default_factory=dict)


def _blank_roster(language: str) -> bytes:
    from tsunagari.programmes.exchange.schools import documents

    return documents.blank_roster(language)


def _roster_faults(*asked) -> bytes:
    from tsunagari.programmes.exchange.schools import documents

    return documents.fault_sheet(*asked)


def _blank(kind: str, language: str) -> bytes:
    from tsunagari.programmes.talent.orders import documents

    return documents.blank(kind, language)


def _faults(*asked) -> bytes:
    from tsunagari.programmes.talent.orders import documents

    return documents.fault_sheet(*asked)


def _candidate_rows(request, preview, rows) -> list[dict]:
    """The first rows in words, each with the entries that may be the same person."""
    known = shown([key for row in rows for key in row.alike_known], to=request.viewer)
    latin = {row.row: row.latin or row.kana for row in preview.rows}
    return [
        {
            "row": row,
            "name": row.latin or row.kana,
            "country": country_words(row.nationality),
            "fields": field_words(row.facts["fields"]),
            "alike": [
                *((other, latin[other]) for other in row.alike_rows),
                *((None, known[key]) for key in row.alike_known),
            ],
        }
        for row in rows
    ]


ROSTER = Kind(
    code=rosters.KIND,
    body="",
    mapping=roster_columns.Mapping,
    own=own_school,
    columns=roster_columns,
    sheet_of=rosters.sheet_of,
    blank=_blank_roster,
    faults=_roster_faults,
    options=("create_classes",),
    words={
        "title": _("名簿の読みこみ"),
        "lead": _(
            "学校の名簿（Excel か CSV）から、学級と生徒を入れます。確かめるまで、何も変わりません。"
        ),
        "file": _("名簿のファイル"),
        "blank": _("名簿のひな形"),
    },
    parts={
        "about": "partner/_import_about_roster.html",
        "preview": "partner/_import_preview.html",
        "result": "partner/_import_result.html",
    },
)
CANDIDATES = Kind(
    code=candidates.KIND,
    body="sending",
    own=lambda request: own(request, "sending"),
    columns=CANDIDATE_COLUMNS,
    mapping=Mapping,
    sheet_of=candidates.sheet_of,
    blank=partial(_blank, candidates.KIND),
    faults=_faults,
    rows=_candidate_rows,
    words={
        "title": _("候補者の読みこみ"),
        "lead": _(
            "候補者の名簿（Excel か CSV）から、候補者を入れます。確かめるまで、何も変わりません。"
        ),
        "file": _("名簿のファイル"),
        "blank": _("候補者のひな形"),
        "tab": _("候補者の名簿"),
    },
    parts={
        "about": "partner/talent/_import_about.html",
        "preview": "partner/talent/_import_preview.html",
        "result": "partner/talent/_import_result.html",
    },
)


def _learners(request, rows) -> dict[int, str]:
    """{learner: name} as the school may see it: whom a row was taken for."""
    people = queries.candidates().filter(pk__in={row.key for row in rows})
    return titles(list(people), request.viewer)


def _lesson_rows(request, preview, rows) -> list[dict]:
    names, zone = _learners(request, rows), ZoneInfo(request.viewer.zone)
    return [
        {
            "row": row,
            "name": names[row.key],
            "day": row.facts["starts_at"].astimezone(zone),
            "what": row.facts["topic"],
            "good": row.facts["here"],
            "said": PRESENT_WORDS[row.facts["here"]],
        }
        for row in rows
    ]


def _result_rows(request, preview, rows) -> list[dict]:
    names = _learners(request, rows)
    return [
        {
            "row": row,
            "name": names[row.key],
            "day": row.facts["test"].taken_on,
            "what": _test_words(row.facts["test"]),
            "good": row.facts["passed"],
            "said": PASSED_WORDS[row.facts["passed"]],
        }
        for row in rows
    ]


def _test_words(test) -> str:
    level = field_words([test.level]) or gettext(LEVEL_WORDS.get(test.level, test.level))
    return f"{gettext(TESTS[test.kind][0])} {level}"


PRESENT_WORDS = {True: _("出席"), False: _("欠席")}
PASSED_WORDS = {True: _("合格"), False: _("不合格")}
CLASS_PARTS = {
    "about": "partner/talent/_import_about_class.html",
    "preview": "partner/talent/_import_preview_class.html",
    "result": "partner/talent/_import_result_class.html",
}
ATTENDANCE = Kind(
    code=candidates.LESSONS,
    body="training",
    own=lambda request: own(request, "training"),
    columns=class_columns.ATTENDANCE,
    mapping=class_columns.Attended,
    sheet_of=candidates.sheet_of,
    blank=partial(_blank, candidates.LESSONS),
    faults=_faults,
    rows=_lesson_rows,
    words={
        "title": _("出席の読みこみ"),
        "lead": _(
            "授業の出席のファイル（Excel か CSV）から、出席をつけます。確かめるまで、何も変わりません。"
        ),
        "file": _("出席のファイル"),
        "blank": _("出席のひな形"),
        "tab": _("授業の出席"),
    },
    parts=CLASS_PARTS,
)
RESULTS = Kind(
    code=candidates.TESTS,
    body="training",
    own=lambda request: own(request, "training"),
    columns=class_columns.RESULTS,
    mapping=class_columns.Tested,
    sheet_of=candidates.sheet_of,
    blank=partial(_blank, candidates.TESTS),
    faults=_faults,
    rows=_result_rows,
    words={
        "title": _("試験の結果の読みこみ"),
        "lead": _(
            "試験の結果のファイル（Excel か CSV）から、結果を入れます。確かめるまで、何も変わりません。"
        ),
        "file": _("試験の結果のファイル"),
        "blank": _("試験の結果のひな形"),
        "tab": _("試験の結果"),
    },
    parts=CLASS_PARTS,
)
EVERY = (CANDIDATES, ATTENDANCE, RESULTS)


def all_of(request) -> list[Kind]:
    """The kinds of file that the viewer's body sends; other bodies have none of these pages."""
    kinds = request.viewer.own_body.kinds
    found = [one for one in EVERY if one.body in kinds] or [ROSTER]
    for one in found:
        one.own(request)
    return found


def of(request) -> Kind:
    """The kind that the address names, or the first one of this body."""
    found = all_of(request)
    code = request.GET.get("kind", found[0].code)
    for one in found:
        if one.code == code:
            return one
    raise Http404
