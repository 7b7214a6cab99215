"""報告書 — a closed visit as the papers that we prepare from it: sheets, to be made as PDF or .docx."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from tsunagari.base.languages import LANGUAGES, listed
from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.papers import actions as files
from tsunagari.programmes.talent.documents.papers import audit, parts
from tsunagari.programmes.talent.documents.papers import interview as talk
from tsunagari.programmes.talent.documents.papers import visit as guidance
from tsunagari.programmes.talent.documents.papers.audit import Check, Finding
from tsunagari.programmes.talent.people.models import Company
from tsunagari.programmes.talent.visits import queries
from tsunagari.programmes.talent.visits.models import Interview, Picture, Visit
from tsunagari.programmes.talent.visits.rules.sheets import Item, Sheet
from tsunagari.programmes.talent.visits.rules.visits import EMPTY, NO, UNSEEN, YES, Typed

OK = {YES: True, NO: False, UNSEEN: None, "": None}
# By which questions each of the five methods of an audit shows that it was done.
METHODS = {
    "on_site": ("as_planned",),
    "reports": ("manager_said", "instructor_said"),
    "books": ("register", "log"),
    "lodging": ("lodging", "living"),
}

SEE = _("写真%(n)s")
PHOTO_WIDE = 480  # pixels of a photograph that stands three in a row: 200 an inch
AUDIT, RECORD, INTERVIEW = "audit_report", "visit_record", "interview_report"


@dataclass(frozen=True)
class Seen:
    """The photographs of one paper, and by their numbers which of them show a question."""

    photos: list[parts.Photo]
    of: Mapping[str, list[int]]


def kind_of(visit: Visit) -> str:
    """Which paper a visit ends with."""
    kinds = {Visit.Kind.GUIDANCE: RECORD, Visit.Kind.INTERVIEW: INTERVIEW}
    return kinds.get(visit.kind, AUDIT)


def report(visit: Visit, *, names: Mapping[int, str]) -> parts.Sheet:
    """監査報告書・訪問指導記録書 — `names` are the people as they may be named on this paper."""
    if visit.kind == Visit.Kind.GUIDANCE:
        return guidance.sheet(_record(visit, names))
    return audit.sheet(_audit(visit, names))


def language_of(one: Interview) -> str:
    """The language beside Japanese: of the worker who signs; the boss reads Japanese."""
    return one.language if one.case_id else ""


def interview(one: Interview, *, names: Mapping[int, str]) -> parts.Sheet:
    """定期面談報告書 — of a worker, or of the boss about everybody who was met."""
    visit, sheet = one.visit, queries.sheet_of(one.visit)
    found = [row for row in visit.findings.order_by("pk") if row.interview_id == one.pk]
    about = [one] if one.case_id else _held(visit)
    typed = queries.typed(visit)
    asked = sheet.of("worker" if one.case_id else "boss")
    mine = [f"{one.pk}-{item.code}" for item in asked]
    seen = _photos(visit, mine if one.case_id else [*_at_company(sheet), *mine, ""])
    data = talk.InterviewReport(
        on=visit.held_on or visit.day,
        company=visit.company.title,
        person=listed(names.get(each.case.person_id, "") for each in about),
        with_whom="worker" if one.case_id else "supervisor",
        supervisor="" if one.case_id else visit.signed_name,
        supporter=visit.supervisor.title,
        interviewer=names.get(visit.visitor_id, ""),
        spoken=dict(LANGUAGES).get(one.language, one.language),
        way="online" if visit.online else "in_person",
        consented_online=OK[typed.get("o_worker" if one.case_id else "o_boss", EMPTY).said],
        checks=_checks(sheet, [*_at_company(sheet), *mine], typed, seen),
        photos=seen.photos,
        said="\n".join(row.words for row in found if row.words),
        done=visit.words,
        violation="\n".join(row.words for row in found if sheet.item(row.item).ban),
    )
    return talk.sheet(data)


def _held(visit: Visit) -> list[Interview]:
    """The workers who were met."""
    return [one for one in queries.interviews_of(visit) if one.state == "held" and one.case_id]


def _audit(visit: Visit, names) -> audit.AuditReport:
    sheet, typed = queries.sheet_of(visit), queries.typed(visit)
    held, seen = _held(visit), _photos(visit, [*_at_company(sheet), ""])
    done = {
        method: all(typed.get(code, EMPTY).said in (YES, NO) for code in codes)
        for method, codes in METHODS.items()
    }
    done["interviews"] = len(held) >= visit.draw.get("needed", 0) > 0
    return audit.AuditReport(
        system=sheet.systems[0],
        kind="periodic" if visit.kind == Visit.Kind.AUDIT else "extraordinary",
        methods=done,
        people_in_all=len(visit.draw.get("times", {})),
        interviewed=[names.get(one.case.person_id, "") for one in held],
        checks=_checks(sheet, _at_company(sheet), typed, seen),
        photos=seen.photos,
        opinion=visit.words,
        met=visit.signed_name,
        met_drew=_drawn(visit),
        auditor=names.get(visit.visitor_id, ""),
        findings=_findings(visit, sheet),
        **_frame(visit),
    )


def _record(visit: Visit, names) -> guidance.VisitRecord:
    sheet, typed = queries.sheet_of(visit), queries.typed(visit)
    held, seen = _held(visit), _photos(visit, [*_at_company(sheet), ""])
    return guidance.VisitRecord(
        system=sheet.systems[0],
        visitor=names.get(visit.visitor_id, ""),
        met=visit.signed_name,
        met_drew=_drawn(visit),
        people=[names.get(one.case.person_id, "") for one in held],
        seen=visit.words,
        checks=_checks(sheet, _at_company(sheet), typed, seen),
        photos=seen.photos,
        findings=_findings(visit, sheet),
        **_frame(visit),
    )


def _frame(visit: Visit) -> dict:
    """What every paper of a visit begins with."""
    company = Company.objects.filter(pk=visit.company_id).first()
    place = company.facts.get("address", "") if company else ""
    return {
        "on": visit.held_on or visit.day,
        "supervisor": visit.supervisor.title,
        "company": visit.company.title,
        "place": place or visit.company.municipality,
    }


def _at_company(sheet: Sheet) -> list[str]:
    return [item.code for item in sheet.items]


def _item(sheet: Sheet, key: str) -> Item:
    return sheet.item(key.rpartition("-")[2])


def _photos(visit: Visit, keys: list[str]) -> Seen:
    """What was seen at these questions ("" shows the whole visit), small and numbered.

    What is not kept any more is left out, and the signature stands at its name. What was taken while a worker was asked
    is not on a paper that the company gets.
    """
    sheet, there = queries.sheet_of(visit), queries.pictures_of(visit)
    found, numbers = [], {}
    for key in keys:
        for one in there.get(key, ()):
            if one.kind == Picture.Kind.PHOTO and (data := _small(one)):
                about = _item(sheet, key).text if key else ""
                found.append(
                    parts.Photo(data, one.words, one.paper.received_on, about, _taken(one))
                )
                numbers.setdefault(key, []).append(len(found))
    return Seen(found, numbers)


def _drawn(visit: Visit) -> bytes:
    """What the person of the company drew as a signature, the newest under the name that stands.

    Who drew without typing a name has signed as well; the name may come later, or never.
    """
    rows = visit.pictures.filter(kind=Picture.Kind.SIGNATURE, words__in=(visit.signed_name, ""))
    newest = rows.select_related("paper__blob").order_by("-pk").first()
    return _small(newest) if newest else b""


def _small(picture: Picture) -> bytes:
    try:
        return files.small(files.read(picture.paper.blob), wide=PHOTO_WIDE)
    except FileNotFoundError:
        return b""


def _taken(picture: Picture) -> datetime | None:
    """The hour in Japan: the paper is read there."""
    at = picture.taken_at
    return timezone.localtime(at, timezone.get_default_timezone()) if at else None


def _checks(sheet: Sheet, keys: list[str], typed: Mapping[str, Typed], seen: Seen) -> list[Check]:
    """Every question with its answer, its words, and the numbers of the photographs that show it."""
    found = []
    for key in keys:
        one = typed.get(key, EMPTY)
        see = [parts.Word(SEE, {"n": number}) for number in seen.of.get(key, ())]
        note = [*see, *([one.words] if one.words else [])] if see else one.words
        found.append(Check(_item(sheet, key).text, OK[one.said], note))
    return found


def _findings(visit: Visit, sheet: Sheet) -> list[Finding]:
    """What has to be mended; what a worker said stands there without saying who."""
    return [
        Finding(
            what=sheet.item(row.item).text,
            instruction=row.words if row.interview_id is None else "",
            due=row.due_on,
            done_on=row.mended_on,
        )
        for row in visit.findings.order_by("due_on", "pk")
    ]
