"""準備する書類の材料 — a case in plain data for its papers, and what stands on the edge of a page."""

from zoneinfo import ZoneInfo

from django.utils import timezone

from tsunagari.base.languages import CODES, SOURCE
from tsunagari.kernel.consents.queries import written
from tsunagari.kernel.parties.kinds import COUNTRIES
from tsunagari.kernel.parties.models import Organisation
from tsunagari.kernel.roles.models import Viewer
from tsunagari.programmes.talent.documents.models import Typed
from tsunagari.programmes.talent.documents.papers import parts
from tsunagari.programmes.talent.documents.papers.about import About
from tsunagari.programmes.talent.documents.papers.parts import Printed
from tsunagari.programmes.talent.law.rules.fields import FIELDS
from tsunagari.programmes.talent.people import facts
from tsunagari.programmes.talent.people.models import Case, Company

SPOKEN = {"VNM": "vi", "IDN": "id", "PHL": "fil"}


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
        company_place=_address(company),
        supervisor=case.supervisor.title if case.supervisor else "",
        sending=case.sending.title if case.sending else "",
        industry=FIELDS.get(known.field, ""),
        answers=typed.answers if typed else {},
    )


def _address(company: Organisation | None) -> str:
    """The registered address where it is known, or else the town."""
    if company is None:
        return ""
    known = Company.objects.filter(pk=company.pk).first()
    return (known.facts.get("address") if known else "") or company.municipality


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
