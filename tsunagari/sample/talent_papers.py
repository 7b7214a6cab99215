"""見本の書類 — what three invented people's bodies brought: some checked, one to be brought again."""

from datetime import date, timedelta
from io import BytesIO

from django.utils import timezone
from PIL import Image, ImageDraw

from tsunagari.kernel.consents.queries import shown
from tsunagari.kernel.parties.models import Login
from tsunagari.kernel.roles.models import Role, Viewer
from tsunagari.programmes.talent.documents import actions, queries
from tsunagari.programmes.talent.documents.papers import parts, prepared, printing
from tsunagari.programmes.talent.documents.papers.about import About
from tsunagari.programmes.talent.people import facts
from tsunagari.programmes.talent.people.models import Case
from tsunagari.sample import people

# Who signs in for a body that brings papers: sending organisation, companies.
KEYS = ("tran", "mori", "ishii", "okada", "hoang")
AGO = timedelta(days=20)
WAITING, AGAIN = ("contract", "conditions"), "pledge"


def load(*, by, on: date) -> None:
    """A plan that waits for its last papers, a person on the way, and a candidate's first ones."""
    scan, members = sample_scan(), _members(on)
    drafting = _first("TITP", "plan_drafting")
    _bring(drafting, members, scan, by, on, leave=("recommendation", "lodging", *WAITING, AGAIN))
    for code in WAITING:
        _one(drafting, code, members, scan, by, on)
    pledge = _one(drafting, AGAIN, members, scan, by, on - timedelta(days=2))
    yesterday = on - timedelta(days=1)
    actions.refuse(pledge, reasons=["unsigned"], by=by, on=yesterday, at=timezone.now())
    _bring(_first("TITP", "coe_issued"), members, scan, by, on, leave=("coe",))
    _bring(_first("SSW1", "working"), members, scan, by, on, leave=("orientation",))
    candidate = _first("ESD", "candidate")
    for code in ("job_offer", "interview"):
        _one(candidate, code, members, scan, by, on)
    _hand_over(_first("SSW1", "working"), by=by, on=on - timedelta(days=1))


def _hand_over(case: Case, *, by, on: date) -> None:
    """The working conditions of somebody who works here, given out yesterday."""
    paper = prepared.named("conditions", case.system)
    about = About(
        case=facts.of_case(case),
        on=on,
        name=shown([case.person_id], to=by)[case.person_id],
        company=case.company.title,
        company_place=case.company.municipality,
        answers={"base_pay": "見本：月給 210,000円"},
    )
    sheet, language = paper.build(about), case.person.party.language
    at = parts.Printed(
        at=timezone.now(), record=f"案件{case.pk}", body=by.own_body.title, sample=True
    )
    actions.give_out(
        case,
        paper.code,
        printing.made(sheet, language=language, at=at),
        name=f"{sheet.title}_案件{case.pk}_{on.isoformat()}.pdf",
        by=by,
        on=on,
        language=language,
        version=parts.version_of(sheet),
        gaps=len(parts.gaps(sheet)),
    )


def _first(system: str, state: str) -> Case:
    rows = Case.objects.select_related("person__party", "company__party", "sending__party")
    return rows.filter(system=system, state=state).order_by("pk").first()


def _bring(case: Case, members, scan: bytes, by, on: date, *, leave: tuple[str, ...]) -> None:
    """Everything up to the present step, checked, but for some."""
    for needed in queries.board(case, on=on).rows:
        code = needed.document.code
        if code not in leave:
            found = _one(case, code, members, scan, by, on - AGO)
            actions.accept(found, by=by, on=on - AGO + timedelta(days=3))


def _one(case: Case, code: str, members, scan: bytes, by, on: date):
    """One paper, from the body that has to bring it, or taken in at the office."""
    needed = queries.board(case, on=on).named(code)
    sender = members.get(needed.brings.pk if needed.brings else None, by)
    return actions.submit(case, code, scan, name=f"mihon-{code}.png", by=sender, on=on)


def _members(on: date) -> dict[int, Viewer]:
    """{body: somebody of it}."""
    logins = Login.objects.filter(email__in=[people.email(key) for key in KEYS])
    roles = Role.objects.filter(party__in=logins.values("person"))
    return {
        role.body_id: Viewer(party=role.party, kind=role.kind, body=role.body, language="ja", on=on)
        for role in roles.select_related("party", "body__party")
    }


def sample_scan() -> bytes:
    """A page on which only SAMPLE stands."""
    page = Image.new("RGB", (620, 877), "white")
    drawn = ImageDraw.Draw(page)
    drawn.rectangle((20, 20, 600, 857), outline="grey", width=3)
    drawn.text((220, 400), "SAMPLE", fill="grey", font_size=48)
    out = BytesIO()
    page.save(out, "PNG")
    return out.getvalue()
