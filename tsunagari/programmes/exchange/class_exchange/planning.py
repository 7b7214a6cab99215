"""時間さがし — from stored schools and classes to the rules, and back to pages and actions."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, Refused
from tsunagari.kernel.roles.models import Approval
from tsunagari.programmes.exchange.class_exchange import queries
from tsunagari.programmes.exchange.class_exchange.models import Exchange, Pairing, Session
from tsunagari.programmes.exchange.class_exchange.rules import plan, slots
from tsunagari.programmes.exchange.class_exchange.rules.school_days import (
    Bells,
    Period,
    SchoolFacts,
)
from tsunagari.programmes.exchange.schools import queries as schools
from tsunagari.programmes.exchange.schools.models import School

BOOKED = ("planned", "proposed", "accepted", "open")


class Facts:
    """Everything that finding times for some pairings needs, in a fixed number of queries."""

    def __init__(self, pairings, *, now: datetime, leaving: Session | None = None):
        self.pairings = list(pairings)
        keys = {s for p in self.pairings for s in (p.exchange.a_id, p.exchange.b_id)}
        self.schools = {s.pk: _school(s) for s in schools.for_planning(keys)}
        self._approvals(keys)
        self.classes: dict[int, slots.ClassFacts] = {}
        for school in self._stored:
            for school_class in school.classes.all():
                self.classes[school_class.pk] = _class(school_class, self.schools[school.pk])
        self._bookings(keys, now, leaving)
        self.now = now

    @property
    def _stored(self) -> list[School]:
        return [facts.stored for facts in self.schools.values()]

    def _approvals(self, keys):
        spans = defaultdict(list)
        rows = Approval.objects.filter(body__in=keys, decision=Approval.Decision.GRANTED)
        for body, first, last in rows.values_list("body", "from_day", "until_day"):
            spans[body].append((first, last))
        for key, facts in self.schools.items():
            facts.approvals = tuple(spans[key])

    def _bookings(self, keys, now, leaving):
        """Days on which a class meets already, and moments at which all lines are in use."""
        rows = Session.objects.filter(
            pairing__exchange__a__in=keys, state__in=BOOKED, ends_at__gte=now - timedelta(days=14)
        ).select_related("pairing__exchange")
        spans = defaultdict(list)
        for row in rows:
            if leaving and row.pk == leaving.pk:
                continue
            for pk in (row.pairing.a_class_id, row.pairing.b_class_id):
                if pk in self.classes:
                    facts = self.classes[pk]
                    day = row.starts_at.astimezone(ZoneInfo(facts.school.zone)).date()
                    facts.taken = (*facts.taken, day)
            for school in (row.pairing.exchange.a_id, row.pairing.exchange.b_id):
                spans[school].append((row.starts_at, row.ends_at))
        for facts in self.classes.values():
            facts.crowded = tuple(_crowded(spans[facts.school.key], facts.school.lines))

    def pair(self, pairing: Pairing) -> tuple[slots.ClassFacts, slots.ClassFacts]:
        return self.classes[pairing.a_class_id], self.classes[pairing.b_class_id]

    def wishes(self, exchange: Exchange) -> slots.Wishes:
        """The figures of the day, and the memorandum's span."""
        on = self.now.date()
        agreement = exchange.agreement
        return slots.Wishes(
            least_talk=queries.figure("least_talk_minutes", on),
            connect=queries.figure("connect_minutes", on),
            close=queries.figure("close_minutes", on),
            gap_days=queries.figure("days_between_sessions", on),
            agreement=(agreement.from_day, agreement.until_day) if agreement else (date.max,) * 2,
            not_before=self.now,
        )

    def span(self, exchange: Exchange) -> tuple[date, date]:
        """From today until the exchange ends."""
        return max(self.now.date(), exchange.from_day), exchange.until_day


def _school(stored: School) -> SchoolFacts:
    overrides = {o.on: _periods(o.schedule) if o.schedule else None for o in stored.overrides.all()}
    facts = SchoolFacts(
        key=stored.pk,
        name=stored.organisation.title,
        zone=stored.zone,
        weekdays=frozenset(stored.weekdays),
        bells=tuple(
            Bells(s.from_day, s.until_day, _periods(s))
            for s in stored.bell_schedules.all()
            if s.usual
        ),
        terms=tuple((t.from_day, t.until_day) for t in stored.terms.all()),
        closed=tuple((c.from_day, c.until_day) for c in stored.closed_confirmed),
        exams=tuple((e.from_day, e.until_day) for e in stored.exam_weeks.all()),
        overrides=overrides,
        subjects=frozenset(stored.exchange_subjects),
        lines=stored.lines,
    )
    facts.stored = stored
    return facts


def _periods(schedule) -> tuple[Period, ...]:
    return tuple(Period(p.code, p.starts, p.ends, p.kind) for p in schedule.periods.all())


def _class(stored, school: SchoolFacts) -> slots.ClassFacts:
    return slots.ClassFacts(
        key=stored.pk,
        name=stored.name,
        school=school,
        timetable={
            (lesson.weekday, lesson.period): (lesson.subject, lesson.teacher)
            for lesson in stored.lessons.all()
        },
    )


def _crowded(spans, lines: int):
    """The spans that, together with the others at the same time, use all lines."""
    for start, end in spans:
        if sum(s < end and start < e for s, e in spans) >= lines:
            yield start, end


def windows(pairing: Pairing, *, now: datetime, leaving: Session | None = None):
    """使える時間 — every window of a pair from now on, best first."""
    facts = Facts([pairing], now=now, leaving=leaving)
    exchange = pairing.exchange
    return slots.windows(*facts.pair(pairing), *facts.span(exchange), facts.wishes(exchange))


def explained(pairing: Pairing, *, now: datetime) -> dict:
    """When there is no window: the rule that removed the last one, and the cheapest moves."""
    facts = Facts([pairing], now=now)
    question = (*facts.pair(pairing), *facts.span(pairing.exchange), facts.wishes(pairing.exchange))
    return {"reasons": slots.why_none(*question), "moves": slots.cheapest_moves(*question)}


def mark(window: slots.Window) -> str:
    """How a page names a window: its start in UTC and both sides' periods."""
    return "|".join(
        [window.starts_at.isoformat(), ",".join(window.a_periods), ",".join(window.b_periods)]
    )


GONE = Reason(_("この時間は、もう使えません。ほかの時間を選んでください。"), rule="gone")


def chosen(pairing: Pairing, marked: str, *, now: datetime, leaving: Session | None = None):
    """(window, its reserve) that a page named; Refused when it cannot be used any more."""
    found = windows(pairing, now=now, leaving=leaving)
    window = next((w for w in found if mark(w) == marked), None)
    if window is None:
        raise Refused([GONE])
    return window, reserve_for(window, found)


def reserve_for(window: slots.Window, found) -> slots.Window | None:
    """予備日 — the best window 1 to 14 days after."""
    later = [w for w in found if 1 <= (w.on - window.on).days <= plan.RESERVE_WITHIN]
    return min(later, key=lambda w: (w.cost, w.starts_at), default=None)


def why_not_at(pairing, window, *, now: datetime, leaving: Session | None = None) -> list[Reason]:
    """Asked again inside the action: is the window still free?"""
    found = windows(pairing, now=now, leaving=leaving)
    return [] if any(mark(w) == mark(window) for w in found) else [GONE]


def spread(pairing: Pairing, sessions: int, *, now: datetime) -> list[tuple]:
    """(window, reserve) of some sessions, evenly spread; LookupError when there is no time."""
    made = whole(pairing.exchange, [pairing], now=now, sessions=sessions)
    if not made.placed:
        raise LookupError("no shared window")
    return [(placed.window, placed.reserve) for placed in made.placed]


def whole(exchange: Exchange, pairings, *, now: datetime, sessions: int | None = None) -> plan.Plan:
    """全体の計画 — all sessions that pairs still lack, each with a reserve."""
    facts = Facts(pairings, now=now)
    wanted = [
        plan.Wanted(pairing.pk, *facts.pair(pairing), sessions or _lacking(pairing))
        for pairing in facts.pairings
    ]
    return plan.plan_all(
        [one for one in wanted if one.sessions > 0],
        *facts.span(exchange),
        facts.wishes(exchange),
    )


def _lacking(pairing) -> int:
    live = pairing.sessions_of.exclude(state__in=("declined", "cancelled")).count()
    return max(0, pairing.sessions - live)
