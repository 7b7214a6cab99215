"""数えたこと — the indicator, the cooperation with the town and the funder's sheet, each from the presences."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet, Sum

from tsunagari.base.measures import MEASURES
from tsunagari.governance.participation import rules
from tsunagari.governance.participation.models import Report
from tsunagari.governance.participation.rules import Here, Totals
from tsunagari.kernel.consents import queries as consents
from tsunagari.kernel.consents.purposes import COUNT_EMPLOYER, COUNT_FEDERATION
from tsunagari.kernel.ledger.models import Earmark
from tsunagari.kernel.meetings.models import Meeting, Presence
from tsunagari.kernel.parties.models import Organisation, Party
from tsunagari.kernel.roles.queries import day_of
from tsunagari.programmes.community.attendance.models import Count
from tsunagari.programmes.community.events.models import Event, Session
from tsunagari.programmes.talent.people import facts
from tsunagari.programmes.talent.people.models import Case
from tsunagari.programmes.talent.people.rules import employers

ZONE = ZoneInfo("Asia/Tokyo")
# What the town is helped by: what everybody may come to.
OPEN_TO_ALL = ("event", "workshop")
ALL = ""
EMPLOYER, HOST = "employer", "host"


class Span(NamedTuple):
    """From a day until a day, both counted."""

    first: date
    last: date


class Body(NamedTuple):
    """A line of the cooperation: who, in which part, and the numbers."""

    part: str
    body: Organisation
    totals: Totals


def year(first: int) -> Span:
    """年度 — from 1 April."""
    return Span(date(first, 4, 1), date(first + 1, 3, 31))


def _within(span: Span, path: str) -> Q:
    """Meetings that began on a day of the span, by the federation's clock."""
    start = datetime.combine(span.first, time(), ZONE)
    end = datetime.combine(span.last + timedelta(days=1), time(), ZONE)
    return Q(**{f"{path}starts_at__gte": start, f"{path}starts_at__lt": end})


def _presences(span: Span) -> QuerySet[Presence]:
    """Who was there, of meetings that are closed."""
    return Presence.objects.filter(
        _within(span, "meeting__"),
        state=Presence.State.PRESENT,
        meeting__state=Meeting.State.CLOSED,
    )


ROW = ("party__same_as", "party", "meeting", "meeting__starts_at", "meeting__ends_at")


def _here(kept, party, meeting, starts_at, ends_at) -> Here:
    return Here(kept or party, meeting, starts_at, ends_at)


def _numbers(span: Span, kind: str) -> QuerySet[Count]:
    """Numbers of people at events whose closing stands."""
    return Count.objects.filter(
        _within(span, "held__session__meeting__"), kind=kind, held__closing__reopened=None
    )


# — 計画の指標 —


def indicator(span: Span) -> dict[str, Totals]:
    """{measure: meetings, attendances, people}, and "" for all measures together; three questions."""
    rows: dict[str, list[Here]] = defaultdict(list)
    for measure, *row in _presences(span).values_list("meeting__measure", *ROW):
        rows[measure].append(_here(*row))
    unknown = dict(
        _numbers(span, Count.Kind.UNKNOWN)
        .values_list("held__session__meeting__measure")
        .annotate(many=Sum("people"))
    )
    held: dict[str, set[int]] = defaultdict(set)
    closed = Meeting.objects.filter(_within(span, ""), state=Meeting.State.CLOSED)
    for measure, pk in closed.values_list("measure", "pk"):
        held[measure].add(pk)
    found = {
        code: rules.totals(rows[code], unknown=unknown.get(code, 0), meetings=len(held[code]))
        for code in MEASURES
        if held[code]
    }
    every = [here for one in rows.values() for here in one]
    meetings = sum(map(len, held.values()))
    found[ALL] = rules.totals(every, unknown=sum(unknown.values()), meetings=meetings)
    return found


# — 地域への協力 —


def cooperation(span: Span, *, on: date) -> list[Body]:
    """Companies whose people took part, then bodies that held something; each by its own rule."""
    rows = list(
        _presences(span)
        .filter(meeting__kind__in=OPEN_TO_ALL)
        .values_list("party", "meeting__host", *ROW)
    )
    yes = consents.permitted_each(
        {party for party, *_row in rows}, [COUNT_EMPLOYER, COUNT_FEDERATION], on=on
    )
    lines = {
        (EMPLOYER, body): rules.totals(here) for body, here in _employed(rows, yes[COUNT_EMPLOYER])
    }
    lines |= {(HOST, body): line for body, line in _held(span, rows, yes[COUNT_FEDERATION]).items()}
    keys = {body for _part, body in lines}
    bodies = Organisation.objects.select_related("party").in_bulk(keys)
    found = [Body(part, bodies[body], line) for (part, body), line in lines.items()]
    return sorted(found, key=lambda one: (one.part, one.body.title, one.body.pk))


def _employed(rows, yes: set[int]) -> Iterable[tuple[int, list[Here]]]:
    """Presences of those who said yes, at the company that employed them on the day."""
    cases: dict[int, list] = defaultdict(list)
    known = Case.objects.filter(person__in=yes).order_by("opened_on", "pk")
    for case, told in facts.read_all(list(known)):
        cases[case.person_id].append((case, told))
    found: dict[int, list[Here]] = defaultdict(list)
    for party, _host, *row in rows:
        here = _here(*row)
        company = _company(cases.get(party, []), day_of(here.starts_at))
        if party in yes and company:
            found[company].append(here)
    return found.items()


def _company(cases: list, day: date) -> int | None:
    """Who employed somebody on a day; the newest file that tells it."""
    found = (_employer(case, told, day) for case, told in reversed(cases))
    return next((company for company in found if company), None)


def _employer(case: Case, told, day: date) -> int | None:
    if case.closed_on is not None and case.closed_on < day:
        return None
    if not told.placements:
        return case.company_id if case.opened_on <= day else None
    works = any(
        one.starts <= day and (one.ends is None or day <= one.ends) for one in told.placements
    )
    return employers.at(told, day, case.company_id) if works else None


def _held(span: Span, rows, yes: set[int]) -> dict[int, Totals]:
    """What bodies held, alone or with others; who came to an event is a number, named or not."""
    meetings: dict[int, set[int]] = defaultdict(set)
    closed = Meeting.objects.filter(
        _within(span, ""), state=Meeting.State.CLOSED, kind__in=OPEN_TO_ALL
    )
    for pk, host in closed.values_list("pk", "host"):
        meetings[host].add(pk)
    sessions = Session.objects.filter(meeting__in=closed.values("pk"))
    for pk, body in sessions.values_list("meeting", "event__cohosts"):
        if body:
            meetings[body].add(pk)
    unknown = _by_meeting(_numbers(span, Count.Kind.UNKNOWN))
    here: dict[int, list[Here]] = defaultdict(list)
    agreed: dict[int, list[Here]] = defaultdict(list)
    for party, _host, *row in rows:
        one = _here(*row)
        here[one.meeting].append(one)
        if party in yes:
            agreed[one.meeting].append(one)
    bodies = set(Organisation.objects.filter(pk__in=list(meetings)).values_list("pk", flat=True))
    return {
        body: _line(keys, here, agreed, unknown)
        for body, keys in meetings.items()
        if body in bodies
    }


def _line(keys: set[int], here, agreed, unknown) -> Totals:
    came = rules.totals(
        (one for key in keys for one in here[key]),
        unknown=sum(unknown.get(key, 0) for key in keys),
        meetings=len(keys),
    )
    named = rules.totals(one for key in keys for one in agreed[key])
    return Totals(came.meetings, came.attendances, named.people)


def _by_meeting(rows: QuerySet[Count]) -> dict[int, int]:
    """{meeting: people}."""
    return dict(rows.values_list("held__session__meeting", "people"))


# — 助成元への報告 —


def grants() -> QuerySet[Earmark]:
    """Grants that are for one measure, the newest first."""
    rows = Earmark.objects.filter(kind=Earmark.Kind.GRANT).exclude(measure="")
    return rows.select_related("giver__organisation").order_by("-from_day", "-pk")


def funder(measure: str, span: Span) -> tuple[list[tuple[Event, Totals]], Totals]:
    """Events of a measure whose closing stands, each with its numbers, and all of them together."""
    rows: dict[int, list[Here]] = defaultdict(list)
    ours = _presences(span).filter(meeting__measure=measure, meeting__session__isnull=False)
    for event, *row in ours.values_list("meeting__session__event", *ROW):
        rows[event].append(_here(*row))
    unknown: dict[int, int] = defaultdict(int)
    held: dict[int, int] = defaultdict(int)
    numbers = _numbers(span, Count.Kind.ALL).filter(held__session__meeting__measure=measure)
    for event in numbers.values_list("held__closing__event", flat=True):
        held[event] += 1
    nameless = _numbers(span, Count.Kind.UNKNOWN).filter(held__session__meeting__measure=measure)
    for event, people in nameless.values_list("held__closing__event", "people"):
        unknown[event] += people
    events = Event.objects.filter(pk__in=list(held)).select_related("text")
    lines = [
        (one, rules.totals(rows[one.pk], unknown=unknown[one.pk], meetings=held[one.pk]))
        for one in events.order_by("starts_at", "pk")
    ]
    every = [here for key in held for here in rows[key]]
    whole = rules.totals(every, unknown=sum(unknown.values()), meetings=sum(held.values()))
    return lines, whole


def given_by(party: Party) -> QuerySet[Earmark]:
    """わたしたちの助成 — the grants of one giver, whichever entry of the giver they name."""
    kept = party.same_as_id or party.pk
    return grants().filter(Q(giver=kept) | Q(giver__same_as=kept))


def span_of(grant: Earmark, *, on: date) -> Span:
    """From its first day until its last, or until today while it has none."""
    return Span(grant.from_day, grant.until_day or on)


def funded(party: Party, event: Event, *, on: date) -> bool:
    """助成した催し — whether a grant of this giver is for an event's measure and day, once it is closed."""
    spans = [(one.measure, span_of(one, on=on)) for one in given_by(party)]
    closed = Count.objects.filter(held__closing__event=event, held__closing__reopened=None)
    within = (
        closed.filter(_within(span, "held__session__meeting__")).exists()
        for measure, span in spans
        if measure == event.measure
    )
    return any(within)


def shut(kind: str, span: Span, measure: str = "") -> Report | None:
    """The report of a span as it was closed."""
    rows = Report.objects.filter(kind=kind, measure=measure, from_day=span.first)
    return rows.filter(until_day=span.last).first()
