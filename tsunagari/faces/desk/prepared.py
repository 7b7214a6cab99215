"""準備する書類の材料 — a case in plain data for its papers, and the registers of all cases."""

from zoneinfo import ZoneInfo

from django.utils import timezone

from tsunagari.base.languages import CODES, SOURCE, gettext
from tsunagari.kernel.consents.queries import written
from tsunagari.kernel.parties.kinds import COUNTRIES
from tsunagari.kernel.roles.models import Viewer
from tsunagari.programmes.talent.documents.models import Typed
from tsunagari.programmes.talent.documents.papers import parts
from tsunagari.programmes.talent.documents.papers.about import About
from tsunagari.programmes.talent.documents.papers.parts import Printed
from tsunagari.programmes.talent.documents.papers.registers import Registers
from tsunagari.programmes.talent.law.rules.book import SYSTEM_WORDS
from tsunagari.programmes.talent.law.rules.fields import FIELDS
from tsunagari.programmes.talent.people import facts
from tsunagari.programmes.talent.people.models import Case
from tsunagari.programmes.talent.people.queries import of as cases_of
from tsunagari.programmes.talent.people.rules import states
from tsunagari.programmes.talent.visits import queries as visits
from tsunagari.programmes.talent.visits.models import Visit

SPOKEN = {"VNM": "vi", "IDN": "id", "PHL": "fil"}
TRAINEES = ("TITP", "ESD", "SSW1", "SSW2")


def about(case: Case, viewer: Viewer, typed: Typed | None = None) -> About:
    """Everything that the papers of a case may say, with the names that this reader may read."""
    known = facts.of_case(case)
    company = case.company
    return About(
        case=known,
        on=viewer.on,
        name=_on_paper(written([case.person_id], to=viewer)[case.person_id]),
        nationality=COUNTRIES[case.person.nationality].words
        if case.person.nationality in COUNTRIES and case.person.nationality
        else "",
        company=company.title if company else "",
        company_place=company.municipality if company else "",
        supervisor=case.supervisor.title if case.supervisor else "",
        sending=case.sending.title if case.sending else "",
        industry=FIELDS.get(known.field, ""),
        answers=typed.answers if typed else {},
    )


def _on_paper(name) -> str:
    """A foreign name stands on papers as on the passport: in Latin letters where they are known."""
    return name.latin or name.name


def language_of(request, case: Case) -> str:
    """The asked language beside Japanese, or the person's own."""
    asked = request.GET.get("language", request.POST.get("language", ""))
    own = case.person.party.language
    return asked if asked in CODES else own if own != SOURCE else _spoken(case)


def _spoken(case: Case) -> str:
    """Somebody of whom no language is known signs what their country reads."""
    return SPOKEN.get(case.person.nationality, SOURCE)


def file_name(sheet: parts.Sheet, *about: str | parts.Word) -> str:
    """What a file is called: the paper, whom or what it is about, the day."""
    said = [parts.both(one, "")[0] if isinstance(one, parts.Word) else one for one in about]
    return "_".join([parts.both(sheet.title, "")[0], *said, sheet.on.isoformat()])


def edge(request, record: str) -> Printed:
    """Printed now, by this federation; invented data is marked."""
    federation = request.federation or {}
    return Printed(
        at=timezone.now().astimezone(ZoneInfo(request.viewer.zone)),
        record=record,
        body=federation.get("name", ""),
        sample=bool(federation.get("sample")),
    )


def registers(request) -> Registers:
    """The federation's registers of today: companies, and everybody with a case."""
    viewer = request.viewer
    rows = list(cases_of(viewer).filter(system__in=TRAINEES).order_by("pk"))
    held = facts.standings_of(rows)
    names = written([case.person_id for case in rows], to=viewer)
    federation = request.federation or {}
    return Registers(
        body=federation.get("name", ""),
        on=viewer.on,
        sample=bool(federation.get("sample")),
        hosts=_hosts(rows),
        visits=_visits(viewer),
        people=[
            _person(case, _on_paper(names[case.person_id]), held[case.person_id]) for case in rows
        ],
    )


def _hosts(rows: list[Case]) -> list[dict]:
    found: dict[int, dict] = {}
    for case in rows:
        if case.company is None:
            continue
        row = found.setdefault(
            case.company_id,
            {
                "name": case.company.title,
                "place": case.company.municipality or None,
                "people": 0,
                "since": case.opened_on,
            },
        )
        row["people"] += case.closed_on is None
        row["since"] = min(row["since"], case.opened_on)
    return list(found.values())


def _visits(viewer: Viewer) -> list[dict]:
    """Audits, guidance visits and interviews that were held, in the order of their days."""
    rows = list(visits.over().filter(state=Visit.State.CLOSED).order_by("held_on", "pk"))
    counts = visits.counted(rows)
    names = written([row.visitor_id for row in rows], to=viewer)
    return [
        {
            "day": row.held_on,
            "kind": gettext(Visit.Kind(row.kind).label),
            "company": row.company.title,
            "visitor": names[row.visitor_id].name if row.visitor_id else None,
            "people": counts[row.pk]["people"],
            "open": counts[row.pk]["findings"],
        }
        for row in rows
    ]


def _person(case: Case, name: str, standings) -> dict:
    known = facts.of_case(case, standings)
    # Nobody misses the day of arrival of somebody who has not come yet.
    none = None if known.entry or known.placements else ""
    country = COUNTRIES.get(case.person.nationality)
    return {
        "name": name,
        "nationality": gettext(country.words) if country and case.person.nationality else None,
        "born_on": known.born_on,
        "system": gettext(SYSTEM_WORDS[case.system]),
        "state": states.words(case.state),
        "company": case.company.title if case.company else None,
        "entry": known.entry or none,
        "starts": min((one.starts for one in known.placements), default=none),
        "stay_until": max((one.until for one in known.stays), default=none),
        "ends": case.closed_on or "",
    }
