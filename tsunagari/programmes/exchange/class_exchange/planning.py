"""時間さがし — from stored schools and classes to the rules, and back to pages and actions."""

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.db.models import Q
from django.utils.timezone import localdate

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, Refused
from tsunagari.kernel.roles.models import Approval
from tsunagari.programmes.exchange.class_exchange import queries
from tsunagari.programmes.exchange.class_exchange.models import Exchange, Pairing, Session
from tsunagari.programmes.exchange.class_exchange.rules import moves, partners, plan, slots
from tsunagari.programmes.exchange.class_exchange.rules.school_days import (
    Bells,
    Period,
    SchoolFacts,
)
from tsunagari.programmes.exchange.schools import queries as schools
from tsunagari.programmes.exchange.schools.models import School

BOOKED = ("planned", "proposed", "accepted", "open")


class Facts:
    """Everything that finding times for some pairings needs, in a fixed number of queries.

    `leaving` is a session whose time is to change: it stands in nobody's way. Without `drafts`
    neither do sessions of an earlier plan that nobody has proposed yet.
    """

    def __init__(
        self, pairings, *, now: datetime, leaving: Session | None = None, drafts: bool = True
    ):
        self.pairings, self.now = list(pairings), now
        keys = {s for p in self.pairings for s in (p.exchange.a_id, p.exchange.b_id)}
        self.schools = {s.pk: _school(s) for s in schools.for_planning(keys)}
        self._approvals(keys)
        self.classes: dict[int, slots.ClassFacts] = {}
        for facts in self.schools.values():
            busy: dict = defaultdict(list)
            for school_class in facts.stored.classes.all():
                self.classes[school_class.pk] = _class(school_class, facts, busy)
        self._bookings(keys, leaving, drafts)
        self._live(drafts)

    def _approvals(self, keys):
        spans = defaultdict(list)
        rows = Approval.objects.filter(body__in=keys, decision=Approval.Decision.GRANTED)
        for body, first, last in rows.values_list("body", "from_day", "until_day"):
            spans[body].append((first, last))
        for key, facts in self.schools.items():
            facts.approvals = tuple(spans[key])

    def _bookings(self, keys, leaving, drafts):
        """Days on which a class meets already, busy teachers, and moments without a free line."""
        rows = Session.objects.filter(
            Q(pairing__exchange__a__in=keys) | Q(pairing__exchange__b__in=keys),
            state__in=BOOKED if drafts else BOOKED[1:],
            ends_at__gte=self.now - timedelta(days=plan.RESERVE_WITHIN),
        ).select_related("pairing__exchange")
        spans = defaultdict(list)
        for row in rows:
            if leaving and row.pk == leaving.pk:
                continue
            exchange, pairing = row.pairing.exchange, row.pairing
            sides = (
                (pairing.a_class_id, exchange.a_id, row.a_periods, row.reserve_a_periods),
                (pairing.b_class_id, exchange.b_id, row.b_periods, row.reserve_b_periods),
            )
            for pk, school, periods, in_reserve in sides:
                self._book(pk, row.starts_at, row.ends_at, periods, spans[school])
                if row.reserve_starts_at and not row.reserve_used:
                    span = (row.reserve_starts_at, row.reserve_ends_at)
                    self._book(pk, *span, in_reserve, spans[school], reserve=True)
        for facts in self.classes.values():
            facts.crowded = tuple(_crowded(spans[facts.school.key], facts.school.lines))

    def _book(self, pk, starts_at, ends_at, periods, spans, *, reserve=False):
        spans.append((starts_at, ends_at))
        if pk not in self.classes:
            return
        facts = self.classes[pk]
        day = starts_at.astimezone(facts.school.tz).date()
        if reserve:
            facts.reserved = (*facts.reserved, day)
        else:
            facts.taken = (*facts.taken, day)
        for release in slots.released("", facts, day, periods):
            if release.teacher:
                facts.busy[release.teacher].append((starts_at, ends_at))

    def _live(self, drafts):
        """Which ordinals of each pairing stand."""
        rows = Session.objects.filter(pairing__in=[p.pk for p in self.pairings])
        rows = rows.exclude(state__in=("declined", "cancelled"))
        rows = rows if drafts else rows.exclude(state="planned")
        self.live = Counter(rows.values_list("pairing", flat=True))

    def lacking(self, pairing: Pairing) -> int:
        """How many sessions a pairing still wants."""
        return max(0, pairing.sessions - self.live[pairing.pk])

    def pair(self, pairing: Pairing) -> tuple[slots.ClassFacts, slots.ClassFacts]:
        return self.classes[pairing.a_class_id], self.classes[pairing.b_class_id]

    def wishes(self, exchange: Exchange) -> slots.Wishes:
        """The figures of the day, and the memorandum's span."""
        on = localdate(self.now)
        agreement = exchange.agreement
        return slots.Wishes(
            least_talk=queries.figure("least_talk_minutes", on),
            connect=queries.figure("connect_minutes", on),
            close=queries.figure("close_minutes", on),
            both=True,
            gap_days=queries.figure("days_between_sessions", on),
            agreement=(agreement.from_day, agreement.until_day) if agreement else (date.max,) * 2,
            not_before=self.now,
        )

    def span(self, exchange: Exchange) -> tuple[date, date]:
        """From today until the exchange ends."""
        return max(localdate(self.now), exchange.from_day), exchange.until_day

    def question(self, pairing: Pairing) -> tuple:
        """What the rules about a pair's windows ask."""
        exchange = pairing.exchange
        return (*self.pair(pairing), *self.span(exchange), self.wishes(exchange))


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


def _class(stored, school: SchoolFacts, busy: dict) -> slots.ClassFacts:
    return slots.ClassFacts(
        key=stored.pk,
        name=stored.name,
        school=school,
        timetable={
            (lesson.weekday, lesson.period): (lesson.subject, lesson.teacher)
            for lesson in stored.lessons.all()
        },
        busy=busy,
    )


def _crowded(spans, lines: int):
    """The spans that, together with the others at the same time, use all lines."""
    for start, end in spans:
        if sum(s < end and start < e for s, e in spans) >= lines:
            yield start, end


def windows(pairing: Pairing, *, now: datetime, leaving: Session | None = None):
    """使える時間 — every window of a pair from now on, best first."""
    return slots.windows(*Facts([pairing], now=now, leaving=leaving).question(pairing))


def explained(pairing: Pairing, *, now: datetime, leaving: Session | None = None) -> dict:
    """When there is no window: the rule that removed the last one, and the cheapest moves."""
    question = Facts([pairing], now=now, leaving=leaving).question(pairing)
    return {"reasons": moves.why_none(*question), "moves": moves.cheapest_moves(*question)}


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
    return window, Reserves(found).of(window)


class Reserves:
    """予備日 — of every window of a pair, found by its day."""

    def __init__(self, found):
        self.by_day = defaultdict(list)
        for window in found:
            self.by_day[window.on].append(window)

    def of(self, window: slots.Window) -> slots.Window | None:
        """The best window 1 to 14 days after."""
        days = [window.on + timedelta(days=n) for n in range(1, plan.RESERVE_WITHIN + 1)]
        later = [other for day in days for other in self.by_day.get(day, ())]
        return min(later, key=lambda w: (w.cost, w.starts_at), default=None)


def why_not_at(pairing, window, *, now: datetime, leaving: Session | None = None) -> list[Reason]:
    """Asked again inside the action: is the window still free?"""
    found = windows(pairing, now=now, leaving=leaving)
    return [] if any(mark(w) == mark(window) for w in found) else [GONE]


def why_not_in_session(session: Session) -> list[Reason]:
    """Closed since the proposal: each school that has no such lessons on the session's day."""
    exchange = session.pairing.exchange
    found = {s.pk: _school(s) for s in schools.for_calendars([exchange.a_id, exchange.b_id])}
    sides = ((found[exchange.a_id], session.a_periods), (found[exchange.b_id], session.b_periods))
    return [
        Reason(CLOSED, {"school": school.name}, rule="closed", field="")
        for school, periods in sides
        if not set(periods)
        <= {p.code for p in school.lessons(session.starts_at.astimezone(school.tz).date())}
    ]


CLOSED = _("%(school)sは、この日は休みか、時程が変わりました。別の日時を選んでください。")


def releases_of(session: Session) -> list[dict]:
    """空ける授業 — of both classes at the session's present time."""
    pairing = session.pairing
    facts = Facts([pairing], now=session.starts_at)
    sides = zip("ab", facts.pair(pairing), (session.a_periods, session.b_periods), strict=True)
    return [
        release.as_dict()
        for side, own, periods in sides
        for release in slots.released(
            side, own, session.starts_at.astimezone(own.school.tz).date(), periods
        )
    ]


def talk_minutes(session: Session, on: date) -> int:
    """話す時間 — of a session's present length."""
    length = int((session.ends_at - session.starts_at).total_seconds() // 60)
    return max(
        0, length - queries.figure("connect_minutes", on) - queries.figure("close_minutes", on)
    )


def spread(pairing: Pairing, sessions: int, *, now: datetime) -> list[tuple]:
    """(window, reserve) of some sessions, evenly spread; LookupError when there is no time."""
    made = whole(pairing.exchange, [pairing], now=now, sessions=sessions)
    if not made.placed:
        raise LookupError("no shared window")
    return [(placed.window, placed.reserve) for placed in made.placed]


def whole(
    exchange: Exchange,
    pairings,
    *,
    now: datetime,
    sessions: int | None = None,
    drafts: bool = True,
) -> plan.Plan:
    """全体の計画 — all sessions that pairs still lack, each with a reserve."""
    facts = Facts(pairings, now=now, drafts=drafts)
    wanted = [
        plan.Wanted(pairing.pk, *facts.pair(pairing), sessions or facts.lacking(pairing))
        for pairing in facts.pairings
    ]
    return plan.plan_all(
        [one for one in wanted if one.sessions > 0],
        *facts.span(exchange),
        facts.wishes(exchange),
    )


def well_matched(*, on: date, home: str, most: int = 5, schools_at_most: int = 200) -> list[dict]:
    """時間の合う学校 — pairs without an exchange that share most hours in the next 120 days.

    [{"a", "b": SchoolFacts, "days": on so many days, "first": (start, end)}], best first; of two
    schools the one whose clock is the reader's, `home`, stands first.
    """
    until = on + timedelta(days=120)
    keys = list(School.objects.order_by("pk").values_list("pk", flat=True)[:schools_at_most])
    found = {stored.pk: _school(stored) for stored in schools.for_calendars(keys)}
    running = Exchange.objects.filter(until_day__gte=on).values_list("a", "b")
    known = frozenset(frozenset(pair) for pair in running)
    return [
        _matched(
            *sorted((found[shared.a], found[shared.b]), key=lambda one: one.zone != home), on, until
        )
        for shared in partners.best([found[key] for key in keys], on, until, most=most, but=known)
    ]


def _matched(a: SchoolFacts, b: SchoolFacts, on: date, until: date) -> dict:
    taken = partners.common(partners.runs(a, on, until), partners.runs(b, on, until))
    spans = partners.moments(taken, on)
    local = {start.astimezone(a.tz).date() for start, _end in spans}
    return {"a": a, "b": b, "days": len(local), "first": spans[0]}


def print_of(made: plan.Plan) -> str:
    """A short digest of a plan, by which an action knows that a page has shown this very plan."""
    rows = [
        f"{placed.pair} {placed.ordinal} {mark(placed.window)} {mark(placed.reserve)}"
        for placed in made.placed
    ]
    return sha256("\n".join(rows).encode()).hexdigest()[:16]
