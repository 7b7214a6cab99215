"""定着支援 — the plan of a case: what is asked, what was given, what counts by itself, who may read it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.db.models import Q, QuerySet

from tsunagari.base import figures
from tsunagari.base.asked import AskedRows
from tsunagari.kernel.consents import queries as consents
from tsunagari.kernel.consents.purposes import COUNT_SUPPORT
from tsunagari.kernel.meetings.models import Meeting, Presence
from tsunagari.kernel.parties.models import Organisation
from tsunagari.kernel.parties.queries import federation
from tsunagari.kernel.roles import queries as roles
from tsunagari.kernel.roles.models import Viewer
from tsunagari.programmes.talent.law.rules import book, engine
from tsunagari.programmes.talent.law.rules import facts as law_facts
from tsunagari.programmes.talent.people import facts
from tsunagari.programmes.talent.people import queries as people
from tsunagari.programmes.talent.people.models import Case
from tsunagari.programmes.talent.settlement.models import Support
from tsunagari.programmes.talent.settlement.rules import counting, items, progress

AHEAD = timedelta(days=400)
VOLUNTARY = "voluntary"


@dataclass(frozen=True)
class Plan:
    """定着支援計画 — every asked item of one case, in the order of the plan paper."""

    case: Case
    supporter: Organisation | None
    lines: list[progress.Line]

    @property
    def mandatory(self) -> bool:
        return self.case.system == book.SSW1

    @property
    def percent(self) -> int | None:
        return progress.percent(self.lines)

    @property
    def open(self) -> list[progress.Line]:
        """What is missing now."""
        closed = (progress.DONE, progress.FRESH, progress.LATER)
        return [line for line in self.lines if line.state not in closed]

    def named(self, item: str, of: str | None = None) -> progress.Line | None:
        """One item; without `of` the first that is open, or else the last."""
        found = [one for one in self.lines if one.item.code == item]
        if of is not None:
            return next((one for one in found if one.asked.of == of), None)
        still = [one for one in found if one.state != progress.DONE]
        return next(iter(still), found[-1] if found else None)


class Readings(NamedTuple):
    """What plans of several cases are made from; the same number of queries for one and for fifty."""

    known: dict[int, law_facts.Case]
    supports: dict[int, list[Support]]
    presences: dict[int, list[counting.Here]]
    switched: tuple
    office: Organisation | None


def plan_of(case: Case, *, on: date) -> Plan:
    """One case's plan."""
    return plans_of([case], on=on)[0]


def plans_of(cases: list[Case], *, on: date) -> list[Plan]:
    """The plans of several cases; seven queries."""
    read = _read(cases, on)
    return [_plan(case, read, on) for case in cases]


def _read(cases: list[Case], on: date) -> Readings:
    given: dict[int, list[Support]] = {case.pk: [] for case in cases}
    for row in _given_to(cases=list(given)) if given else ():
        given[row.case_id].append(row)
    started = federation()
    return Readings(
        {case.pk: known for case, known in facts.read_all(cases)},
        given,
        _presences([case.person_id for case in cases], on),
        people.switched(),
        started.party.organisation if started else None,
    )


@AskedRows
def _given_to(*, cases):
    rows = Support.objects.filter(case__in=cases, state=Support.State.GIVEN)
    return rows.order_by("day", "pk")


def _presences(keys: Collection[int], on: date) -> dict[int, list[counting.Here]]:
    """{person: presences of the kinds that count}; two queries.

    An event is joined as a neighbour: it counts only for those who said yes to that.
    """
    agreed = consents.permitted(keys, COUNT_SUPPORT, on=on)
    found: dict[int, list[counting.Here]] = {key: [] for key in keys}
    for row in _present(people=list(keys)) if keys else ():
        meeting = row.meeting
        if meeting.kind in counting.ASKED and row.party_id not in agreed:
            continue
        length = int((meeting.ends_at - meeting.starts_at).total_seconds()) // 60
        minutes = length if row.minutes is None else min(row.minutes, length)
        day, span = roles.day_of(meeting.starts_at), (meeting.starts_at, meeting.ends_at)
        kind = counting.kind_of(meeting.kind, meeting.measure)
        here = counting.Here(meeting.pk, kind, day, minutes, span)
        found[row.party_id].append(here)
    return found


@AskedRows
def _present(*, people):
    rows = Presence.objects.filter(
        party__in=people,
        state=Presence.State.PRESENT,
        meeting__state=Meeting.State.CLOSED,
        meeting__kind__in=counting.KINDS,
    )
    return rows.select_related("meeting").order_by("meeting__starts_at", "pk")


def _plan(case: Case, read: Readings, on: date) -> Plan:
    known = read.known[case.pk]
    asked = asked_of(case, known, read.switched, on)
    given = [_given(row) for row in read.supports[case.pk]]
    since = _since(case, known)
    counted = counting.counted(read.presences[case.person_id], since=since, until=on)
    lines = [
        progress.line(
            item,
            one,
            [each for each in given if each.item == item.code and each.of == one.of],
            [each for each in counted if each.rule.item == item.code],
            hours=hours_of(item, on),
            keep_up=figure("keep_up_months", on),
            on=on,
        )
        for item in items.of(case.system)
        for one in asked.get(item.code, ())
    ]
    return Plan(case, supporter(case, known, read.office), lines)


def _since(case: Case, known: law_facts.Case) -> date:
    """From when presences count: under the law from the entry or the permission, else from the opening."""
    if case.system != book.SSW1:
        return case.opened_on
    starts = [one.since for one in known.stays if one.status in ("", case.system)]
    days = [day for day in (known.entry, *starts) if day]
    return min(days, default=case.opened_on)


def _given(row: Support) -> progress.Given:
    return progress.Given(
        key=row.pk,
        item=row.item,
        of=row.of,
        parts=tuple(row.parts),
        on=row.day,
        minutes=row.minutes,
        answer=row.answer,
        signed=row.signed,
        reason=row.reason,
    )


def asked_of(case: Case, known, switched, on: date) -> dict[str, list[progress.Asked]]:
    """{item: each time that it is asked for}: by the law for SSW1, as an offer for everybody else."""
    if case.system != book.SSW1:
        return _offered(case, known, on)
    switched_on, own = switched
    found: dict[str, list[progress.Asked]] = {}
    for duty in engine.duties(known, on, on + AHEAD, switched_on=switched_on, own=own):
        if duty.rule.id in items.ITEMS and duty.state != engine.WITHHELD and duty.opens_on:
            one = progress.Asked(duty.occurrence, duty.opens_on, duty.safe, duty.done_on)
            found.setdefault(duty.rule.id, []).append(one)
    return {code: _near(asked, on) for code, asked in found.items()}


def _near(asked: list[progress.Asked], on: date) -> list[progress.Asked]:
    """Of what is asked again and again: what is late or open, the next one, else the last one done."""
    asked = sorted(asked, key=lambda one: (one.opens, one.of))
    going = [one for one in asked if one.due is None]
    dated = [one for one in asked if one.due is not None]
    now = [one for one in dated if not one.done_on and one.opens <= on]
    later = [one for one in dated if not one.done_on and one.opens > on][:1]
    past = [one for one in dated if one.done_on][-1:]
    return going[-1:] + (now or past) + (later if not now else [])


def _offered(case: Case, known, on: date) -> dict[str, list[progress.Asked]]:
    if case.system == book.SSW2 or case.closed_on:
        return {}
    since = max(known.entry or case.opened_on, case.opened_on)
    due = since + timedelta(days=figure("voluntary_days", since))
    goes_on = progress.Asked(VOLUNTARY, since, None, None, voluntary=True)
    first = progress.Asked(VOLUNTARY, since, due, None, voluntary=True)
    return {item.code: [goes_on if item.goes_on else first] for item in items.of(case.system)}


def supporter(case: Case, known, office: Organisation | None) -> Organisation | None:
    """支援をする団体 — the commissioned body, else the company that owes it; for others the office's."""
    if case.system == book.SSW1 and not known.commissioned:
        return case.company or office
    return case.supervisor or office


def of(viewer: Viewer) -> QuerySet[Support]:
    """支援の記録 — the office reads all, a person the own, a body what it gave itself."""
    rows = Support.objects.select_related("case__person__party", "body__party")
    if viewer.kind == "staff" and viewer.on_behalf is None:
        return rows
    if viewer.kind == "worker":
        return rows.filter(case__person=viewer.party.pk).exclude(state=Support.State.ANNULLED)
    return rows.filter(case__in=people.of(viewer), body=viewer.own_body)


def days_of(plan: Plan) -> list[tuple[items.Item, str, date | None]]:
    """What a company that gives no support reads: items, where they stand, and days.

    Whether and when somebody asked for advice stays with those who were asked.
    """
    shown = [one for one in plan.lines if one.item.code != items.CONSULTATION]
    return [(one.item, one.state, one.last or one.asked.done_on) for one in shown]


def planned(case: Case | int) -> QuerySet[Support]:
    """予定 — what is going to be given, the next one first."""
    rows = Support.objects.filter(case=case, state=Support.State.PLANNED)
    return rows.select_related("body__party").order_by("day", "pk")


def history(case: Case | int) -> QuerySet[Support]:
    """Everything that was given or taken back, the newest first."""
    rows = Support.objects.filter(case=case).exclude(state=Support.State.PLANNED)
    return rows.select_related("body__party").order_by("-day", "-pk")


def to_answer(case: Case | int) -> QuerySet[Support]:
    """What the person has not said anything about yet, the newest first."""
    confirmed = [code for code, item in items.ITEMS.items() if item.confirmed]
    rows = Support.objects.filter(
        Q(item__in=confirmed), case=case, state=Support.State.GIVEN, answer="", signed=False
    )
    return rows.order_by("-day", "-pk")


@cache
def _figures():
    return figures.read(Path(__file__).parent)


def figure(name: str, on: date) -> int:
    """A number of this subject on a day; before its first day, the first."""
    found = _figures()[name]
    first = min(value.from_day for value in found.values)
    return found.on(max(on, first)).value


def hours_of(item: items.Item, on: date) -> dict[str, int]:
    """The hours that an item asks for on a day."""
    return {kind: figure(name, on) for kind, name in item.hours.items()}


def sources_of(names: Iterable[str], on: date) -> list[tuple[str, object, figures.Value]]:
    """(title, value with source and confidence) of figures, for the page of the basis."""
    return [
        (_figures()[name].title, _figures()[name].unit, _figures()[name].on(on)) for name in names
    ]
