"""国際交流授業 — questions about exchanges, sessions, groups and what pupils wrote."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from itertools import combinations, groupby
from operator import itemgetter
from pathlib import Path
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, OuterRef, Q

from tsunagari.base import figures
from tsunagari.base.asked import Asked, AskedRows
from tsunagari.base.refusals import Reason
from tsunagari.kernel.consents.purposes import SEEN_BY_PARTNER, TAKE_PART
from tsunagari.kernel.consents.queries import allowing, permitted
from tsunagari.kernel.meetings.models import Presence
from tsunagari.kernel.roles import queries as roles
from tsunagari.kernel.roles.models import Viewer
from tsunagari.programmes.exchange.class_exchange.models import (
    Exchange,
    Incident,
    Pairing,
    Reflection,
    Seat,
    Session,
)
from tsunagari.programmes.exchange.class_exchange.rules import sessions as rules
from tsunagari.programmes.exchange.schools.models import Pupil, School

HERE = Path(__file__).parent
LIVE = ("planned", "proposed", "accepted", "open")
HELD = (Session.State.ACCEPTED, Session.State.OPEN, Session.State.CLOSED)


def figure(name: str, on: date):
    """The value of one of this measure's figures on a day."""
    return figures.number(HERE, name, on)


def _own(viewer: Viewer, prefix: str = "") -> Q:
    """Rows of the exchanges in which the viewer's body is one of the two schools."""
    body = viewer.own_body.pk
    return Q(**{f"{prefix}a": body}) | Q(**{f"{prefix}b": body})


def exchanges_of(viewer: Viewer):
    """自分の学校の交流 — all of them for staff."""
    rows = Exchange.objects.select_related(
        "a__organisation__party", "b__organisation__party", "agreement"
    )
    return rows if _at_the_desk(viewer) else rows.filter(_own(viewer))


def pairings_of(viewer: Viewer):
    """自分の学校の学級の組 — all of them for staff."""
    rows = Pairing.objects.select_related(
        "a_class__school__organisation__party",
        "b_class__school__organisation__party",
        "exchange__a__organisation__party",
        "exchange__b__organisation__party",
        "exchange__agreement",
    ).order_by("a_class__grade", "a_class__name", "pk")
    return rows if _at_the_desk(viewer) else rows.filter(_own(viewer, "exchange__"))


def pairings_of_class(viewer: Viewer, school_class):
    """学級の組 — those in which a class takes part."""
    return pairings_of(viewer).filter(Q(a_class=school_class) | Q(b_class=school_class))


def _at_the_desk(viewer: Viewer) -> bool:
    return viewer.kind == "staff" and viewer.on_behalf is None


def with_schools():
    """Sessions with pairing, classes and both schools, in one query."""
    return Session.objects.select_related(
        "pairing__a_class__school",
        "pairing__b_class__school",
        "pairing__exchange__a__organisation__party",
        "pairing__exchange__b__organisation__party",
        "pairing__exchange__agreement",
        "proposed_by__party",
        "meeting",
    )


def of(viewer: Viewer):
    """自分の学校の授業 — all of them for staff."""
    rows = with_schools()
    return rows if _at_the_desk(viewer) else rows.filter(_own(viewer, "pairing__exchange__"))


def held_between(viewer: Viewer, start: datetime, end: datetime) -> list[Session]:
    """授業 — those that are fixed, running or over in a span of time, the soonest first."""
    desk = _at_the_desk(viewer)
    own = {} if desk else {"body": viewer.own_body.pk}
    keys = [key for (key,) in _held(desk, start=start, end=end, **own)]
    # Most days have none: those of an empty day need not be looked for in a dozen tables.
    return _with_schools(keys=keys) if keys else []


@Asked
def _held(desk: bool, *, start: datetime, end: datetime, body: int = 0):
    rows = Session.objects.filter(starts_at__gte=start, starts_at__lt=end, state__in=HELD)
    sides = Q(pairing__exchange__a=body) | Q(pairing__exchange__b=body)
    rows = rows if desk else rows.filter(sides)
    return rows.order_by("starts_at", "pk").values_list("pk")[:500]


@AskedRows
def _with_schools(*, keys: list[int]):
    return with_schools().filter(pk__in=keys).order_by("starts_at", "pk")


def ahead_of(viewer: Viewer, *, now: datetime):
    """これからの授業 — drafts, proposals and fixed ones that are not over yet."""
    return of(viewer).filter(ends_at__gte=now, state__in=LIVE)


def past_of(viewer: Viewer, *, now: datetime):
    """終わった授業 — whatever became of them."""
    return of(viewer).filter(ends_at__lt=now)


def locked_pairing(pk: int) -> Pairing:
    """The pairing with both schools locked: proposals for their classes and lines wait in turn."""
    pairing = Pairing.objects.select_related(
        "exchange__a__organisation__party",
        "exchange__b__organisation__party",
        "exchange__agreement",
        "a_class",
        "b_class",
    ).get(pk=pk)
    lock_schools(pairing.exchange)
    return pairing


def lock_schools(exchange: Exchange) -> None:
    """Lock both schools, always in the same order, before their hours are given away."""
    keys = [exchange.a_id, exchange.b_id]
    list(School.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk"))


def local_day(session: Session) -> date:
    """The day of the session on the first school's calendar (08:45 in Japan is the day before in UTC)."""
    return session.starts_at.astimezone(ZoneInfo(session.pairing.exchange.a.zone)).date()


def side_of(session: Session, viewer: Viewer) -> str:
    """ "a" or "b": which side of the session is the viewer's own school ("a" for the desk)."""
    return "b" if session.pairing.exchange.b_id == viewer.own_body.pk else "a"


def phase_of(ordinal: int, total: int) -> int:
    """1 icebreaker, 2 comparison, 3 collaboration, 4 show and close."""
    if ordinal <= 1:
        return 1
    if ordinal >= total:
        return 4
    return 2 if ordinal <= 1 + max(1, (total - 2) // 2) else 3


def school_parties(session: Session) -> list:
    """Both schools' parties."""
    return parties_of(session.pairing.exchange)


def parties_of(exchange: Exchange) -> list:
    """The parties of an exchange's two schools."""
    return [exchange.a.organisation.party, exchange.b.organisation.party]


def approvals_on(exchange: Exchange, day: date) -> dict[str, bool]:
    """{school: an approval stands on the day}."""
    return {
        school.organisation.title: roles.approved(school.organisation, on=day)
        for school in (exchange.a, exchange.b)
    }


def agreement_on(exchange: Exchange, day: date) -> bool:
    """True when the exchange's memorandum stands on the day."""
    agreement = exchange.agreement
    return bool(agreement and agreement.from_day <= day <= agreement.until_day)


def why_not_confirm(session: Session, *, now) -> list[Reason]:
    """Every reason why a session may not become fixed."""
    day = local_day(session)
    exchange = session.pairing.exchange
    return rules.why_not_confirm(
        approved=approvals_on(exchange, day),
        agreement=agreement_on(exchange, day),
        starts_at=session.starts_at,
        now=now,
    )


def session_counts(exchanges) -> dict[int, dict[str, int]]:
    """{exchange: {"ahead", "closed"}} — how many sessions of some exchanges are ahead, and over."""
    keys = [exchange.pk for exchange in exchanges]
    rows = (
        Session.objects.filter(pairing__exchange__in=keys)
        .order_by()
        .values_list("pairing__exchange")
        .annotate(
            ahead=Count("pk", filter=Q(state__in=LIVE)),
            closed=Count("pk", filter=Q(state=Session.State.CLOSED)),
        )
    )
    found = {key: {"ahead": ahead, "closed": closed} for key, ahead, closed in rows}
    return {key: found.get(key, {"ahead": 0, "closed": 0}) for key in keys}


def counted_pairings(exchange: Exchange):
    """学級の組 — with the number of sessions ahead, fixed and finished."""
    live, fixed = Q(sessions_of__state__in=LIVE), Q(sessions_of__state__in=("accepted", "open"))
    return (
        Pairing.objects.filter(exchange=exchange)
        .select_related("a_class", "b_class")
        .annotate(
            live=Count("sessions_of", filter=live),
            fixed=Count("sessions_of", filter=fixed),
            closed=Count("sessions_of", filter=Q(sessions_of__state="closed")),
        )
        .order_by("a_class__grade", "a_class__name", "pk")
    )


# — groups —


def seats(session: Session, *, on: date) -> list[Seat]:
    """席 — of pupils who may take part today; whoever withdrew is not there any more."""
    rows = list(
        Seat.objects.filter(session=session)
        .select_related("pupil__person__party", "pupil__school_class")
        .order_by("group", "pupil__school_class_id", "pupil__number")
    )
    allowed = permitted([row.pupil_id for row in rows], TAKE_PART, on=on)
    return [row for row in rows if row.pupil_id in allowed]


def groups(session: Session, *, on: date) -> dict[int, list[Seat]]:
    """{group number: seats} of those who are expected or present."""
    found = defaultdict(list)
    for seat in seats(session, on=on):
        if not seat.absent:
            found[seat.group].append(seat)
    return dict(sorted(found.items()))


def present_and_absent(session: Session, *, on: date) -> tuple[list[int], list[int]]:
    """Party keys of those who sit in the session, and of those who do not: ticked absent, or
    without consent on that day."""
    rows = list(Seat.objects.filter(session=session).values_list("pupil_id", "absent"))
    allowed = permitted([pk for pk, _away in rows], TAKE_PART, on=on)
    here = [pk for pk, away in rows if not away and pk in allowed]
    return here, [pk for pk, _away in rows if pk not in set(here)]


def ties_made(from_day: date, until_day: date) -> Iterator[tuple[int, int, int]]:
    """この施策のつながり — (record, a, b) of everybody who sat together, from our own tables."""
    there = Presence.objects.filter(
        meeting=OuterRef("session__meeting"), party=OuterRef("pupil"), state="present"
    )
    rows = Seat.objects.filter(
        Exists(there),
        session__state=Session.State.CLOSED,
        session__record__on__range=(from_day, until_day),
    ).order_by("session__record", "group", "pupil")
    places = rows.values_list("session__record", "group", "pupil").iterator()
    for (record, _group), people in groupby(places, key=itemgetter(0, 1)):
        for a, b in combinations([pupil for *_place, pupil in people], 2):
            yield record, a, b


def groups_to_bind(session: Session, *, on: date) -> tuple[list[list[int]], dict[int, dict]]:
    """(groups of party keys, {party: facts for the tie's bridges})."""
    exchange = session.pairing.exchange
    country = {exchange.a_id: exchange.a.country, exchange.b_id: exchange.b.country}
    town = {s.pk: s.organisation.municipality for s in (exchange.a, exchange.b)}
    found, facts = defaultdict(list), {}
    for seat in groups(session, on=on).items():
        for row in seat[1]:
            school = row.pupil.school_class.school_id
            found[seat[0]].append(row.pupil_id)
            facts[row.pupil_id] = {
                "country": country[school],
                "town": town[school] or country[school],
                "sector": "education",
                "tongue": row.pupil.person.party.language,
            }
    return list(found.values()), facts


def met_before(pairing: Pairing) -> set[tuple[int, int]]:
    """Pairs of pupils of the two classes who sat together in any closed session."""
    rows = Seat.objects.filter(
        pupil__school_class__in=[pairing.a_class_id, pairing.b_class_id],
        session__state=Session.State.CLOSED,
        absent=False,
    ).values_list("session_id", "group", "pupil_id")
    tables = defaultdict(list)
    for session, group, pupil in rows:
        tables[session, group].append(pupil)
    return {
        (min(a, b), max(a, b))
        for people in tables.values()
        for a in people
        for b in people
        if a < b
    }


# — what pupils see and write —


def sessions_of_pupil(pupil: Pupil):
    """生徒の授業 — fixed, running and finished ones of the pupil's class, soonest first."""
    return (
        with_schools()
        .filter(
            Q(pairing__a_class=pupil.school_class_id) | Q(pairing__b_class=pupil.school_class_id),
            state__in=("accepted", "open", "closed"),
        )
        .order_by("starts_at")
    )


@AskedRows
def of_class(*, school_class: int):
    """学級の授業 — all but the drafts, soonest first; read once for all that a pupil's home says of them."""
    own = Q(pairing__a_class=school_class) | Q(pairing__b_class=school_class)
    rows = with_schools().filter(own, state__in=("proposed", "accepted", "open", "closed"))
    return rows.order_by("starts_at", "pk")


def reflections_for(session: Session, viewer: Viewer):
    """ふりかえり — all of the own school; of the partner's the approved ones of pupils who, and
    whose guardians, still agree that the partner reads them."""
    rows = Reflection.objects.filter(session=session).select_related(
        "pupil__person__party", "pupil__school_class"
    )
    agreed = allowing(SEEN_BY_PARTNER, on=viewer.on).values("pk")
    return rows.filter(
        Q(pupil__school_class__school=viewer.own_body.pk)
        | Q(state=Reflection.State.APPROVED, pupil__in=agreed)
    )


def incidents_of(viewer: Viewer):
    """困ったこと — of the own school; the desk sees those of all schools.

    What a pupil reports about a grown-up is read by the child-protection lead and the desk only.
    """
    rows = Incident.objects.select_related("school__organisation__party", "session__pairing")
    if _at_the_desk(viewer):
        return rows
    rows = rows.filter(school=viewer.own_body.pk)
    return rows.exclude(kind__in=Incident.ABOUT_ADULTS) if viewer.kind == "teacher" else rows


# — counts —


def closed_count(from_day: date | None = None, until: date | None = None) -> int:
    """How many sessions took place."""
    rows = Session.objects.filter(state=Session.State.CLOSED)
    if from_day:
        rows = rows.filter(starts_at__date__gte=from_day)
    return rows.filter(starts_at__date__lte=until).count() if until else rows.count()


def room_of(session: Session, group: int) -> str:
    """The meeting link of a group; the school's own link when the group has none."""
    return session.rooms.get(str(group)) or session.rooms.get("all", "")


def frozen(session: Session) -> dict:
    """What an incident keeps as it was: groups, rooms and reflections, people by code."""
    return {
        "session": session.pk,
        "rooms": session.rooms,
        "groups": [
            [seat.group, seat.pupil.person.party.code, seat.absent]
            for seat in Seat.objects.filter(session=session).select_related("pupil__person__party")
        ],
        "reflections": [
            list(row)
            for row in session.reflections.values_list(
                "pk", "pupil__person__party__code", "version", "state", "text"
            )
        ],
    }


def seats_without_consent(session: Session, *, on: date) -> int:
    """How many seats belong to pupils who may not take part any more."""
    keys = list(Seat.objects.filter(session=session).values_list("pupil_id", flat=True))
    return len(keys) - len(permitted(keys, TAKE_PART, on=on))
