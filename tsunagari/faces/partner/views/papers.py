"""紙 — the seating plan, the plan for the principal and the run sheet as PDF."""

from zoneinfo import ZoneInfo

from tsunagari.base.days import zone_name
from tsunagari.base.languages import CODES, text_in
from tsunagari.faces.partner.views.day import groups_page
from tsunagari.faces.partner.views.sessions import own_session
from tsunagari.faces.shared.paper import pdf, printed
from tsunagari.faces.shared.sessions import session_view
from tsunagari.kernel.consents import purposes
from tsunagari.kernel.consents.queries import permitted
from tsunagari.kernel.roles.models import Approval
from tsunagari.programmes.exchange.class_exchange import queries
from tsunagari.programmes.exchange.class_exchange.documents import parts
from tsunagari.programmes.exchange.class_exchange.documents.principal_plan import (
    ConsentCount,
    PrincipalPlan,
    principal_plan,
)
from tsunagari.programmes.exchange.class_exchange.documents.run_sheet import RunSheet, run_sheet
from tsunagari.programmes.exchange.class_exchange.documents.seating_plan import (
    Seat,
    SeatingPlan,
    Table,
    seating_plan,
)
from tsunagari.programmes.exchange.schools import queries as schools


def _clock(zone: str, start, end, language) -> parts.Clock:
    there = ZoneInfo(zone)
    return parts.Clock(zone_name(zone, language), start.astimezone(there), end.astimezone(there))


def _sides(session, viewer, language) -> tuple[parts.Side, parts.Side]:
    """The reader's own side first."""
    exchange, pairing = session.pairing.exchange, session.pairing
    both = [
        parts.Side(
            school=school.organisation.title,
            class_name=school_class.name,
            clock=_clock(school.zone, session.starts_at, session.ends_at, language),
            pupils=schools.enrolled(viewer.on).filter(school_class=school_class).count(),
            period="・".join(periods),
        )
        for school, school_class, periods in (
            (exchange.a, pairing.a_class, session.a_periods),
            (exchange.b, pairing.b_class, session.b_periods),
        )
    ]
    return (both[1], both[0]) if queries.side_of(session, viewer) == "b" else (both[0], both[1])


def _reserve(session, viewer, language) -> parts.Reserve | None:
    if not session.reserve_starts_at or session.reserve_used:
        return None
    row = session_view(session, viewer)
    span = (session.reserve_starts_at, session.reserve_ends_at, language)
    return parts.Reserve(_clock(row.own_zone, *span), _clock(row.other_zone, *span))


def _language(request) -> str:
    """The asked language of the paper, or the reader's own."""
    asked = request.GET.get("language", "")
    return asked if asked in CODES else request.viewer.language


def seating(request, pk):
    """Who sits where: own pupils with number and display name, the partner's by display name."""
    session = own_session(request, pk)
    own, partner = _sides(session, request.viewer, _language(request))
    page = groups_page(session, request.viewer)
    plan = SeatingPlan(
        number=session.ordinal,
        own=own,
        partner=partner,
        theme=text_in(session.task, _language(request)),
        tables=[
            Table(
                number=table["number"],
                own=[Seat(str(row["seat"].pupil.number), row["name"]) for row in table["own"]],
                partner=[row["name"] or "—" for row in table["partner"]],
                link=queries.room_of(session, table["number"]),
            )
            for table in page["tables"]
        ],
    )
    data = seating_plan(
        plan, language=_language(request), printed=printed(request, f"session-{pk}")
    )
    return pdf(data, f"seating-{pk}")


def plan_pdf(request, pk):
    """The teacher's one page for the principal."""
    session = own_session(request, pk)
    viewer, language = request.viewer, _language(request)
    own, partner = _sides(session, viewer, language)
    exchange = session.pairing.exchange
    side = queries.side_of(session, viewer)
    released = [r for r in session.releases if r.get("side") == side]
    sizes = (exchange.a_per_group, exchange.b_per_group)
    plan = PrincipalPlan(
        number=session.ordinal,
        total=session.pairing.sessions,
        own=own,
        partner=partner,
        subject="・".join(dict.fromkeys(r.get("subject", "") for r in released)),
        aim=text_in(session.task, language),
        per_group=sizes if side == "a" else sizes[::-1],
        groups=len(queries.groups(session, on=viewer.on)),
        released=[f"{r.get('period', '')} {r.get('subject', '')}".strip() for r in released],
        consents=_consents(session, viewer, side),
        reserve=_reserve(session, viewer, language),
        approvals=[
            parts.Approval(what=a.body.title, authority=a.authority, until=a.until_day)
            for a in Approval.objects.filter(
                body__in=[exchange.a_id, exchange.b_id], decision="granted"
            ).select_related("body__party")
        ],
        memorandum=_memorandum(exchange),
    )
    data = principal_plan(plan, language=language, printed=printed(request, f"session-{pk}"))
    return pdf(data, f"plan-{pk}")


def _consents(session, viewer, side) -> list[ConsentCount]:
    """Counts only, never who."""
    pairing = session.pairing
    school_class = pairing.b_class if side == "b" else pairing.a_class
    keys = [pupil.pk for pupil in schools.pupils(school_class, on=viewer.on)]
    return [
        ConsentCount(code, len(permitted(keys, code, on=viewer.on)), len(keys))
        for code in (purposes.TAKE_PART, purposes.ON_CAMERA, purposes.RECORDED)
    ]


def _memorandum(exchange) -> parts.Memorandum | None:
    agreement = exchange.agreement
    if agreement is None:
        return None
    return parts.Memorandum(
        title=agreement.title,
        signed_on=agreement.signed_on,
        until=agreement.until_day,
        signatories=[line for line in agreement.signatories.splitlines() if line],
    )


def run_pdf(request, pk):
    """Every minute with both clocks, on one page."""
    session = own_session(request, pk)
    own, partner = _sides(session, request.viewer, _language(request))
    sheet = RunSheet(
        number=session.ordinal,
        own=own,
        partner=partner,
        reserve=_reserve(session, request.viewer, _language(request)),
        theme=text_in(session.task, _language(request)),
        link=queries.room_of(session, 0),
    )
    data = run_sheet(sheet, language=_language(request), printed=printed(request, f"session-{pk}"))
    return pdf(data, f"run-{pk}")
