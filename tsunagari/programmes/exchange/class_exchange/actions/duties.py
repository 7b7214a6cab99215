"""務め — the facts of an exchange, handed to the rules; what changed is on record."""

from collections import Counter, defaultdict
from datetime import date
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Count, Q
from django.utils.timezone import localdate

from tsunagari.kernel.consents.purposes import TAKE_PART
from tsunagari.kernel.consents.queries import answered
from tsunagari.kernel.duties import actions as duties
from tsunagari.kernel.parties.queries import federation
from tsunagari.kernel.roles.models import Approval
from tsunagari.programmes.exchange.class_exchange import queries
from tsunagari.programmes.exchange.class_exchange.models import Exchange, Incident, Reflection, Seat
from tsunagari.programmes.exchange.class_exchange.rules import due
from tsunagari.programmes.exchange.schools.models import ClosedDay, Pupil

WATCHED = ("proposed", "accepted", "open", "closed")


@transaction.atomic
def follow(exchange: Exchange, *, on: date, by=None) -> None:
    """Bring an exchange's duties in step with its facts; twice changes nothing."""
    duties.wait_for_turn(exchange)
    facts = facts_of(exchange, on=on)
    duties.reconcile(
        exchange,
        due.wanted(facts),
        on=on,
        by=by,
        fulfilled=lambda duty: due.fulfilled(duty.rule, duty.facts, facts),
    )


def follow_all(*, on: date) -> None:
    """Every exchange that is not over for long, and every open report."""
    for exchange in _with_facts(Exchange.objects.all()):
        follow(exchange, on=on)
    for incident in Incident.objects.exclude(state="closed").select_related(
        "school__organisation__party"
    ):
        follow_incident(incident, on=on)


@transaction.atomic
def follow_incident(incident: Incident, *, on: date, by=None) -> None:
    """A report's two deadlines, each met on the day of its step.

    What is about a grown-up waits at the desk, not at the school.
    """
    duties.wait_for_turn(incident)
    steps = incident.steps.order_by("-at", "-pk").values_list("state", "at")
    desk, zone = _desk(), ZoneInfo(incident.school.zone)
    wanted = due.incident_wanted(
        key=incident.pk,
        school=desk if incident.kind in Incident.ABOUT_ADULTS else incident.school_id,
        federation=desk,
        opened_on=incident.opened_at.astimezone(zone).date(),
        reached={state: at.astimezone(zone).date() for state, at in steps},
    )
    duties.reconcile(incident, wanted, on=on, by=by)


def _desk() -> int:
    found = federation()
    return found.party_id if found else 0


def facts_of(exchange: Exchange, *, on: date) -> due.ExchangeFacts:
    """Everything the rules ask, in a fixed number of queries."""
    sessions = list(queries.with_schools().filter(pairing__exchange=exchange, state__in=WATCHED))
    keys = [session.pk for session in sessions]
    seated = set(Seat.objects.filter(session__in=keys).values_list("session", flat=True))
    waiting: dict[int, dict[int, int]] = defaultdict(dict)
    for session, school, count in (
        Reflection.objects.filter(session__in=keys, state=Reflection.State.WAITING)
        .values_list("session", "pupil__school_class__school")
        .annotate(count=Count("pk"))
    ):
        waiting[session][school] = count
    ahead = [localdate(s.starts_at) for s in sessions if s.state in ("proposed", "accepted")]
    first = min(ahead, default=None)
    agreement = exchange.agreement
    return due.ExchangeFacts(
        federation=_desk(),
        a=exchange.a_id,
        b=exchange.b_id,
        agreement=(agreement.renew_by, agreement.until_day) if agreement else None,
        approvals=_approvals(exchange),
        suggested_closed=_suggested(exchange),
        without_consent=_without_consent(exchange, on) if first else {},
        first_session=first,
        sessions=tuple(
            due.SessionFacts(
                key=session.pk,
                ordinal=session.ordinal,
                state=session.state,
                on=localdate(session.starts_at),
                version=session.version,
                proposed_on=session.proposed_on,
                proposed_by=session.proposed_by_id,
                a=exchange.a_id,
                b=exchange.b_id,
                seated=session.pk in seated,
                waiting_reflections=waiting[session.pk],
            )
            for session in sessions
        ),
        days_to_answer=queries.figure("days_to_answer", on),
        days_before_renewal=queries.figure("days_before_renewal", on),
    )


def _approvals(exchange) -> dict[int, date | None]:
    """{school: the last day of its last approval}."""
    last: dict[int, date | None] = {exchange.a_id: None, exchange.b_id: None}
    rows = Approval.objects.filter(body__in=last, decision="granted").order_by("until_day")
    last.update(rows.values_list("body", "until_day"))
    return last


def _suggested(exchange) -> dict[int, int]:
    rows = ClosedDay.objects.filter(
        school__in=[exchange.a_id, exchange.b_id], state=ClosedDay.State.SUGGESTED
    )
    return dict(rows.values_list("school").annotate(count=Count("pk")))


def _without_consent(exchange, on) -> dict[int, int]:
    """{school: pupils of paired classes who or whose guardians have not answered yet}."""
    classes = {pk for pair in exchange.pairings.values_list("a_class", "b_class") for pk in pair}
    rows = dict(
        Pupil.objects.filter(school_class__in=classes, until_day=None).values_list(
            "pk", "school_class__school"
        )
    )
    done = answered(list(rows), TAKE_PART, on=on)
    return dict(Counter(school for pk, school in rows.items() if pk not in done))


@transaction.atomic
def follow_class(school_class, *, on: date, by=None) -> None:
    """The duties of every exchange in which a class takes part: a consent of a pupil changed."""
    of_class = Q(pairings__a_class=school_class) | Q(pairings__b_class=school_class)
    for exchange in _with_facts(Exchange.objects.filter(of_class).distinct()):
        follow(exchange, on=on, by=by)


def _with_facts(exchanges):
    return exchanges.select_related("a__organisation__party", "b__organisation__party", "agreement")
