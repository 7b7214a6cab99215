"""名簿の取込 — how the kernel reads in a roster of pupils: recognise, check, write, take back."""

from datetime import date
from functools import partial

from django.utils.timezone import localdate

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, Refused
from tsunagari.base.sheets import Sheet, Workbook
from tsunagari.kernel.imports import progress
from tsunagari.kernel.imports.importers import Importer
from tsunagari.programmes.exchange.schools import enrolment
from tsunagari.programmes.exchange.schools.models import School, SchoolClass
from tsunagari.programmes.exchange.schools.rules import cells, roster
from tsunagari.programmes.exchange.schools.rules.columns import Mapping
from tsunagari.programmes.exchange.schools.rules.roster import Preview, RosterFacts
from tsunagari.programmes.exchange.schools.rules.setup import class_year

KIND = "roster"


def recognise(workbook: Workbook, batch, remembered: dict) -> dict:
    """Which sheet is the roster, and what its columns mean."""
    _sheet, mapping = roster.find_sheet(workbook, remembered)
    return mapping.as_json()


def keep(workbook: Workbook, batch) -> Workbook:
    """One sheet without real names, birth dates and contacts."""
    mapping = Mapping.from_json(batch.mapping)
    sheet = roster.without_names(sheet_of(workbook, mapping), mapping, localdate(batch.made_at))
    return Workbook("", workbook.kind, [sheet], workbook.encoding, workbook.delimiter)


def check(workbook: Workbook, batch) -> Preview:
    """Good and faulty rows, compared with the pupils who are stored today."""
    mapping = Mapping.from_json(batch.mapping)
    facts = facts_of(_school(batch), on=localdate(), options=batch.options)
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
    reasons = enrolment.why_not_take_back(batch.undo)
    if not reasons:
        enrolment.take_back(batch.undo)
    return reasons


ROSTER = Importer(
    kind=KIND,
    title=_("生徒の名簿"),
    recognise=recognise,
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
    sheet = next((sheet for sheet in workbook.sheets if sheet.name == mapping.sheet), None)
    if sheet is None:
        words = _("「%(sheet)s」というシートがありません。シートの名前を確かめてください。")
        raise Refused([Reason(words, {"sheet": mapping.sheet}, rule="sheet.none", field="sheet")])
    return sheet


def _school(batch) -> School:
    return School.objects.select_related("organisation__party").get(pk=batch.body_id)
