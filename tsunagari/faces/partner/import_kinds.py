"""取込の種類 — what the pages of an import say and ask for a school's roster and for candidates."""

from collections.abc import Callable
from dataclasses import dataclass, field
from types import ModuleType

from django.utils.translation import gettext_lazy as _

from tsunagari.faces.partner.bodies import own
from tsunagari.faces.partner.views.school import own_school
from tsunagari.faces.shared.orders import country_words, field_words
from tsunagari.kernel.consents.queries import shown
from tsunagari.programmes.exchange.schools import importer as rosters
from tsunagari.programmes.exchange.schools.rules import columns as roster_columns
from tsunagari.programmes.talent.orders import importer as candidates
from tsunagari.programmes.talent.orders.rules import columns as candidate_columns


@dataclass(frozen=True)
class Kind:
    """One kind of file: who may send it, what its columns mean, which words stand around it."""

    code: str
    own: Callable
    columns: ModuleType
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


def _blank_candidates(language: str) -> bytes:
    from tsunagari.programmes.talent.orders import documents

    return documents.blank(language)


def _candidate_faults(*asked) -> bytes:
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
    own=lambda request: own(request, "sending"),
    columns=candidate_columns,
    sheet_of=candidates.sheet_of,
    blank=_blank_candidates,
    faults=_candidate_faults,
    rows=_candidate_rows,
    words={
        "title": _("候補者の読みこみ"),
        "lead": _(
            "候補者の名簿（Excel か CSV）から、候補者を入れます。確かめるまで、何も変わりません。"
        ),
        "file": _("名簿のファイル"),
        "blank": _("候補者のひな形"),
    },
    parts={
        "about": "partner/talent/_import_about.html",
        "preview": "partner/talent/_import_preview.html",
        "result": "partner/talent/_import_result.html",
    },
)


def of(request) -> Kind:
    """The kind of file that the viewer's body sends; other bodies have none of these pages."""
    kind = CANDIDATES if "sending" in request.viewer.own_body.kinds else ROSTER
    kind.own(request)
    return kind
