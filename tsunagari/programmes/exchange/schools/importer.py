"""名簿の取込 — how the kernel reads in a roster of pupils: recognise, check, write, take back."""

from datetime import date
from functools import partial

from django.utils.timezone import localdate

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, Refused, refuse_if
from tsunagari.base.sheets import Sheet, Workbook
from tsunagari.kernel.imports import progress
from tsunagari.kernel.imports.importers import Importer
from tsunagari.kernel.imports.models import Batch
from tsunagari.programmes.exchange.schools import enrolment
from tsunagari.programmes.exchange.schools.models import School, SchoolClass
from tsunagari.programmes.exchange.schools.rules import cells, columns, roster
from tsunagari.programmes.exchange.schools.rules.columns import Mapping
from tsunagari.programmes.exchange.schools.rules.roster import Preview, RosterFacts
from tsunagari.programmes.exchange.schools.rules.setup import class_year

KIND = "roster"


def recognise(workbook: Workbook, batch, remembered: dict) -> dict:
    """Which sheet is the roster, and what its columns mean."""
    _sheet, mapping = roster.find_sheet(workbook, remembered)
    return mapping.as_json()


def choose(workbook: Workbook, batch, wanted: dict, fresh: bool) -> dict:
    """The columns as a person chose them; what was not kept needs the file once more."""
    before = Mapping.from_json(batch.mapping)
    wanted = Mapping.from_json(wanted)
    sheet = _sheet_named(workbook, wanted.sheet, fresh)
    moved = (wanted.sheet, wanted.header_row) != (before.sheet, before.header_row)
    mapping = columns.chosen(sheet, wanted.header_row, None if moved else wanted.columns)
    refuse_if(columns.why_not_mapping(mapping, sheet))
    if not fresh and (moved or set(mapping.columns) - set(before.columns)):
        words = _(
            "新しく読む列の中身は、まだこちらにありません（読まない列は保存しないため）。"
            "同じファイルをもう一度選んでください。"
        )
        raise Refused([Reason(words, rule="file.again", field="file")])
    return mapping.as_json()


def keep(workbook: Workbook, batch) -> Workbook:
    """One sheet without real names, birth dates and contacts."""
    mapping = Mapping.from_json(batch.mapping)
    sheet = sheet_of(workbook, mapping)
    sheet = roster.without_names(sheet, mapping, localdate(batch.made_at))
    return Workbook("", workbook.kind, [sheet], workbook.encoding, workbook.delimiter)


def check(workbook: Workbook, batch, on: date) -> Preview:
    """Good and faulty rows, compared with the pupils who are stored."""
    mapping = Mapping.from_json(batch.mapping)
    facts = facts_of(_school(batch), on=on, options=batch.options)
    return roster.check(sheet_of(workbook, mapping), mapping, facts)


def write(preview: Preview, batch, by, on: date, at) -> tuple[dict, dict]:
    """Good rows only; the faulty ones can follow from the downloaded sheet."""
    school = _school(batch)
    undo = enrolment.write(
        school,
        preview,
        year=class_year(school.year_ends_on, on),
        on=on,
        end_missing=bool(batch.options.get("end_missing")),
        progress=partial(progress.say, batch, of=preview.counts["new"]),
    )
    ended = len(preview.left) if batch.options.get("end_missing") else 0
    counts = preview.counts | {"classes": len(undo["classes"]), "ended": ended}
    return counts, undo


def take_back(batch, by, on: date) -> list[Reason]:
    """Undo it all, or say why not."""
    accepted = Batch.objects.filter(body=batch.body_id, kind=KIND, state=Batch.State.ACCEPTED)
    later = accepted.filter(decided_at__gte=batch.decided_at).exclude(pk=batch.pk)
    reasons = enrolment.why_not_take_back(
        batch.undo, later.order_by("-decided_at").values_list("name", "undo")
    )
    if not reasons:
        enrolment.take_back(batch.undo)
    return reasons


ROSTER = Importer(
    kind=KIND,
    title=_("生徒の名簿"),
    recognise=recognise,
    choose=choose,
    keep=keep,
    check=check,
    write=write,
    take_back=take_back,
)


def facts_of(school: School, *, on: date, options: dict) -> RosterFacts:
    """What the school knows about its classes and pupils of this school year."""
    year = class_year(school.year_ends_on, on)
    party = school.organisation.party
    pupils, gone = enrolment.stored(school, year=year, on=on)
    names = (party.name.reveal(), party.name_kana.reveal(), party.name_latin.reveal())
    return RosterFacts(
        on=on,
        country=school.country,
        names=tuple(filter(None, names)),
        before=cells.years_before(names[0], school.country),
        classes=dict(
            SchoolClass.objects.filter(school=school, year=year).values_list("name", "grade")
        ),
        pupils={key: enrolment.known(pupil) for key, pupil in pupils.items()},
        gone={key: enrolment.known(pupil) for key, pupil in gone.items()},
        create_classes=bool(options.get("create_classes")),
    )


def sheet_of(workbook: Workbook, mapping: Mapping) -> Sheet:
    """The sheet that a mapping is about."""
    return next(sheet for sheet in workbook.sheets if sheet.name == mapping.sheet)


def _sheet_named(workbook: Workbook, name: str, fresh: bool) -> Sheet:
    """The sheet that a person named; of the others nothing is kept, not even their names."""
    for sheet in workbook.sheets:
        if sheet.name == name:
            return sheet
    if not fresh:
        words = _("ほかのシートを読むには、同じファイルをもう一度選んでください。")
        raise Refused([Reason(words, rule="file.again", field="file")])
    words = _("「%(sheet)s」というシートはありません。このファイルのシート：%(sheets)s")
    names = "、".join(sheet.name for sheet in workbook.sheets[:10])
    facts = {"sheet": name, "sheets": names}
    raise Refused([Reason(words, facts, rule="sheet.none", field="sheet")])


def _school(batch) -> School:
    return School.objects.select_related("organisation__party").get(pk=batch.body_id)
