"""きっかけ — from facts to dated rows: what each rule of the table hangs on.

A row has an occurrence (an id or an ordinal, never a date), a day, an end where it is a span, the
acts that a series counts, and the day on which facts alone show the duty met.
"""

from collections.abc import Collection, Iterator
from datetime import date
from typing import NamedTuple, TypeVar

from tsunagari.programmes.talent.law.rules import fields
from tsunagari.programmes.talent.law.rules.counting import (
    DAY,
    months_after,
    months_before,
    quarter_of,
    span,
)
from tsunagari.programmes.talent.law.rules.facts import Act, Case, Event, Person, Plan
from tsunagari.programmes.talent.law.rules.staying import (
    DEPENDENT,
    GROWN,
    SPOUSE,
    add_stays,
    departed_from,
    died_on,
    gone_on,
    status_on,
)


class Row(NamedTuple):
    """One occurrence of a trigger."""

    occurrence: str
    day: date
    until: date | None = None
    acts: tuple[date, ...] = ()
    met: date | None = None


Rows = dict[str, list[Row]]
# Whoever came before the borders closed may stay longer in zone housekeeping; the day is assumed.
ENTRY_BAN = date(2020, 4, 1)
# From then on the first application of each worker goes with cooperation forms (support sheet, 3.1).
COOPERATION = date(2025, 4, 1)
# ISH Ord. 43: a result of so many months before the hiring will do.
FRESH_CHECK = 3
Thing = TypeVar("Thing", Act, Event)


def named(things: Collection[Thing]) -> Iterator[tuple[str, Thing]]:
    """(id or ordinal by day, thing); ordinals count per kind, in the order of the calendar."""
    counts: dict[str, int] = {}
    taken = {(thing.kind, thing.id) for thing in things if thing.id}
    for thing in sorted(things, key=lambda t: (t.on, t.kind, t.id)):
        if thing.id:
            yield thing.id, thing
            continue
        number = counts.get(thing.kind, 0) + 1
        while (thing.kind, str(number)) in taken:
            number += 1
        counts[thing.kind] = number
        yield str(number), thing


def add_events(found: Rows, events: Collection[Event]) -> None:
    """Every event is a trigger of its own kind."""
    for occurrence, event in named(events):
        found.setdefault(event.kind, []).append(Row(occurrence, event.on))


def of_case(case: Case) -> Rows:
    """Every trigger that a case's facts hold."""
    found: Rows = {}

    def put(name, occurrence, day, until=None, acts=(), met=None):
        if day is not None:
            found.setdefault(name, []).append(Row(occurrence, day, until, acts, met))

    put("contract", "1", case.contract_on)
    put("entry", "1", _carries_from(case), gone_on(case))
    put("address_fixed", "1", case.address_fixed)
    put("departed", "1", case.departed)
    add_events(found, case.events)
    _application(case, put)
    _plans(case, put)
    add_stays(case, put)
    _placements(case, put)
    if case.entry:
        if not case.in_japan:
            put("arrived", "1", case.entry)
        put("landed", "1", case.entry, met=case.address_fixed)
    if not case.employee_insured:
        _uninsured(case, put, "1", case.address_fixed or case.entry)
    for occurrence, event in named(case.events):
        if event.kind == "inactive":
            put("month_inactive", occurrence, months_after(event.on, 1) + DAY)
            _idle(case, put, occurrence, event.on, None)
        if event.kind == "insurance_lost":
            _uninsured(case, put, f"lost-{occurrence}", event.on)
        if event.kind == "activity_changed":
            put("activity_event", occurrence, event.on)
        if event.kind == "address_left":
            moved = min(
                (e.on for e in case.events if e.kind == "moved" and e.on >= event.on), default=None
            )
            put("address_gone", occurrence, event.on, met=moved)
        if event.kind == "host_change_planned" and not case.hsp_two:
            put("hsp_change_planned", occurrence, event.on)
        if event.kind == "spouse_lost":
            _without_spouse(case, put, occurrence, event.on)
        if event.kind == "left_with_reentry":
            _away(case, put, occurrence, event.on)
        if event.kind == "became_resident":
            fixed = case.address_fixed
            met = fixed if fixed and fixed >= event.on else None
            put("landed", f"resident-{occurrence}", event.on, met=met)
    _next_work(case, found)
    _ways_home(case, put)
    if gone := gone_on(case):
        _void_after(found, gone)
    return found


# What nobody owes or may do any more who is gone before its last day: so many months after the row's.
ONLY_HERE = {
    **dict.fromkeys(("titp_plan_s1", "titp_plan_s2", "titp_plan_s3", "esd_plan"), 0),
    **dict.fromkeys(("titp_end_s1", "titp_end_s2", "titp_end_s3", "esd_end"), 0),
    **dict.fromkeys(("ssw1_cap_end", "ssw1_cap_excluded", "ssw1_cap_6y"), 0),
    **dict.fromkeys(("card_end", "card_end_at_16", "esd_transfer_from", "month_without_start"), 0),
    **dict.fromkeys(("titp_stage3", "esd_year1", "hsp_held_80"), 12),
    **dict.fromkeys(("hsp_held",), 36),
    **dict.fromkeys(("hsp_two_card",), 84),
}


def _void_after(found: Rows, gone: date) -> None:
    """Take out what would fall due after somebody is gone, unless it had been met."""
    for name in ONLY_HERE.keys() & found.keys():
        months = ONLY_HERE[name]
        found[name] = [
            row
            for row in found[name]
            if row.met or (span(row.day, months) if months else row.day) <= gone
        ]


def _next_work(case: Case, found: Rows) -> None:
    """Whoever was told that the work ends is helped until the next one begins."""
    if told := found.get("dismissed_by_host"):
        found["dismissed_by_host"] = [
            row._replace(
                met=row.met
                or min((p.starts for p in case.placements if p.starts > row.day), default=None)
            )
            for row in told
        ]


def _carries_from(case: Case) -> date | None:
    """From when a card has to be carried: the landing, or the sixteenth birthday after it."""
    if case.entry is None or case.born_on is None:
        return case.entry
    return max(case.entry, span(case.born_on, 12 * GROWN) + DAY)


def _ways_home(case: Case, put) -> None:
    """Returns of a trainee that nobody had planned: their travel is paid for, too."""
    if case.system != "TITP":
        return
    planned = sum(event.kind == "return_planned" for event in case.events)
    went = sorted(event.on for event in case.events if event.kind == "temporary_return")
    if case.departed:
        went.append(case.departed)
    for number, day in enumerate(went[planned:], planned + 1):
        put("return_planned", f"went-{number}", day)


def _away(case: Case, put, occurrence: str, day: date) -> None:
    """Back within a year, or by the end of the stay where that comes first (Act 26-2)."""
    ends = max((s.until for s in case.stays if s.since <= day <= s.until), default=None)
    if ends and ends < months_after(day, 12):
        put("away_until_stay_end", occurrence, day, ends)
    else:
        put("away", occurrence, day)


def _uninsured(case: Case, put, occurrence: str, day: date | None) -> None:
    """National pension is for those of 20 to 59; without a birthday the row is given."""
    put("uninsured", occurrence, day)
    born = case.born_on
    age = (
        day.year - born.year - ((day.month, day.day) < (born.month, born.day))
        if born and day
        else 30
    )
    if 20 <= age <= 59:
        put("uninsured_20_59", occurrence, day)


def _idle(case: Case, put, occurrence: str, day: date, met: date | None) -> None:
    """A time without the activity; highly skilled professionals have rows of their own."""
    if case.system == "HSP":
        put("hsp_two_idle" if case.hsp_two else "hsp_idle", occurrence, day, met=met)
    elif status_on(case, day) == SPOUSE:
        put("spouse_idle", occurrence, day, met=met)
    else:
        put("idle", occurrence, day, met=met)


def _without_spouse(case: Case, put, occurrence: str, day: date) -> None:
    """Who is here because of a spouse has lost the activity itself; others have not."""
    if status_on(case, day) in (SPOUSE, DEPENDENT):
        another = min((s.since for s in case.stays if s.since > day), default=None)
        met = another or departed_from(case, day)
        _idle(case, put, f"spouse-{occurrence}", day, met)


def _application(case: Case, put) -> None:
    """The application that opens the case, with what the home country asks for before it."""
    if case.municipalities and (first := _cooperates_from(case)):
        for town in sorted(set(case.municipalities)):
            put("coop_application", town, first)
    day = case.application_on
    if day is None:
        return
    put("application", "1", day)
    put("field_application", "1", day)
    if case.country == "VN":
        here = "vn_in_japan" if case.in_japan else "vn_abroad"
        put("vn_not_needed" if case.via_bridge else here, "1", day)
    if case.country == "ID":
        abroad = "id_p3mi" if case.via_p3mi else "id_abroad"
        put("id_in_japan" if case.in_japan else abroad, "1", day)
    if case.country == "PH":
        put("ph_all", "1", day)


def _cooperates_from(case: Case) -> date | None:
    """The first application since the reform: of a new worker, or of somebody who was there before.

    An extension that is not filed yet is filed by the end of the stay.
    """
    days = [stay.filed_on or stay.until for stay in case.stays]
    if case.application_on:
        days.append(case.application_on)
    return min((day for day in days if day >= COOPERATION), default=case.application_on)


def _plans(case: Case, put) -> None:
    exams = case.exams
    first_work = min((p.starts for p in case.placements), default=None)
    if case.system == "TITP" and first_work and case.plans:
        put("titp_first_work", "1", first_work, met=_trained(case, first_work))
    for plan in sorted(case.plans, key=lambda p: (p.starts, p.id)):
        if plan.stage == 0:
            put("esd_plan", plan.id, plan.starts, plan.ends, met=_applied(case, plan))
            put("esd_year1", plan.id, plan.starts, plan.ends, met=_both(case, "year1", "a1"))
            put("esd_end", plan.id, plan.ends, met=_both(case, "final", "a2"))
            put("plan_filed", plan.id, plan.applied_on)
            a2 = _first(exams, "a2", passed=True)
            put("esd_a2_open", plan.id, plan.starts, min(plan.ends, training_end(case)), met=a2)
            trained = _trained(case, first_work) if first_work else None
            put("esd_first_work", plan.id, first_work, met=trained)
            free = restriction_ends(case, plan)
            put("esd_transfer_from", plan.id, free + DAY)
            by = first_work or plan.starts
            if not any(day < by for day in a1_passed(case)):
                put("esd_a1_open", plan.id, by)
            continue
        stage = f"s{plan.stage}"
        put(f"titp_plan_{stage}", plan.id, plan.starts, plan.ends, met=_applied(case, plan))
        put("plan_filed", plan.id, plan.applied_on)
        if plan.transferable or plan.stage > 1:
            taken = _first(exams, f"stage{plan.stage}", passed=True if plan.stage == 1 else None)
            put(f"titp_end_{stage}", plan.id, plan.ends, met=taken)
        if plan.stage == 3:
            put("titp_stage3", plan.id, plan.starts, plan.ends, met=went_home(case))
    if case.system == "TITP" and case.plans:
        put("titp_training", "1", case.entry or _starts(case.plans), training_end(case))
        put("titp_end", "1", training_end(case))
    if case.system == "ESD" and case.plans:
        put("esd_end_of_case", "1", training_end(case))


def went_home(case: Case) -> date | None:
    """The temporary return for stage 3: after stage 2, not a journey on the way (Ord. 10(2)(iii))."""
    ended = max((plan.ends for plan in case.plans if plan.stage == 2), default=date.min)
    back = (e.on for e in case.events if e.kind == "temporary_return" and e.on >= ended)
    return min(back, default=None)


def _trained(case: Case, first_work: date) -> date | None:
    """The end of the post-entry training, when it came before the first day of work."""
    ended = case.training_until
    return ended if ended and ended < first_work else None


def a1_passed(case: Case) -> list[date]:
    """The days on which a Japanese test of level A1 was passed."""
    passed = [e.on for e in case.exams if e.kind == "a1" and e.passed]
    return [case.a1_passed_on, *passed] if case.a1_passed_on else passed


def _applied(case: Case, plan: Plan) -> date | None:
    """The application's day; whoever has entered on a first plan had it certified before."""
    return plan.applied_on or plan.certified_on or (case.entry if plan.stage < 2 else None)


def restriction_ends(case: Case, plan: Plan) -> date:
    """The last day of the transfer restriction: of the contract, or of the field (A9: plan start)."""
    years = case.restriction_years or fields.table().get(case.field, {}).get("restriction_years", 2)
    return span(plan.starts, 12 * years)


def _starts(plans: tuple[Plan, ...]) -> date:
    return min(plan.starts for plan in plans)


def training_end(case: Case) -> date:
    """The end of the last plan, or the day of leaving Japan when that came first (A8)."""
    last, gone = max(plan.ends for plan in case.plans), gone_on(case)
    return min(last, gone) if gone else last


def _first(exams: tuple[Act, ...], kind: str, *, passed: bool | None) -> date | None:
    """The first examination of a kind that was taken, or passed."""
    return min(
        (e.on for e in exams if e.kind == kind and (passed is None or e.passed is passed)),
        default=None,
    )


def _both(case: Case, skill: str, japanese: str) -> date | None:
    """The day on which both the skill and the Japanese test had been taken."""
    one, other = (_first(case.exams, kind, passed=None) for kind in (skill, japanese))
    if japanese == "a1":
        other = min((d for d in (other, case.a1_passed_on) if d), default=None)
    return max(one, other) if one and other else None


def _placements(case: Case, put) -> None:
    placements = sorted(case.placements, key=lambda p: (p.starts, p.id))
    checks = tuple(sorted(act.on for act in case.health_checks))
    own_event = "org_event"
    if case.system == "HSP":
        own_event = "hsp_c_event" if case.hsp_class == "c" else "hsp_ab_event"
    if case.system == "HK" and placements:
        put("hk_first_contract", "1", placements[0].starts)
        if placements[0].starts < ENTRY_BAN:
            put("hk_before_ban", "1", placements[0].starts)
    dead = died_on(case)
    for number, placement in enumerate(placements):
        start, end, key = placement.starts, placement.ends, placement.id
        last = end or departed_from(case, start)
        put("hired_insured" if placement.insured else "hired_uninsured", key, start)
        if case.employee_insured and placement.insured:
            put("joined_insurance", key, start)
        put("work", key, start, last)
        if case.system == "HSP":
            put("hsp_a_work" if case.hsp_class == "a" else "hsp_bc_work", key, start, last)
        if not placement.part_time:
            own = tuple(day for day in checks if day >= start and not (last and day > last))
            put("regular_work", key, start, last, acts=own)
            fresh = months_before(start, FRESH_CHECK)
            put("hired_regular", key, start, met=next((d for d in checks if d >= fresh), None))
        if number:
            put(own_event, f"{key}-new", placement.signed_on or start)
            if case.system != "HSP":
                put("new_host", key, start)
            elif not case.hsp_two:
                put("hsp_new_host", key, start)
        # An employment ends with a death, too; of the dead nothing is asked.
        ended = end or (dead if dead and dead >= start else None)
        if ended:
            put("left_insured" if placement.insured else "left_uninsured", key, ended)
            put("contract_end", key, ended)
            put("commissioned_end" if case.commissioned else "own_support_end", key, ended)
        if end and not (dead and dead <= end):
            put(own_event, f"{key}-end", end)
            following = min((p.starts for p in placements if p.starts > end), default=None)
            if status_on(case, end) not in (SPOUSE, DEPENDENT):
                _idle(case, put, key, end, following or departed_from(case, end))
            if placement.ended_by_host and not _told(case, start, end):
                put("dismissed_by_host", f"{key}-end", end, met=following)
    for occurrence, event in named(case.events):
        if event.kind in ("organisation_changed", "transferred"):
            put(own_event, f"{event.kind}-{occurrence}", event.on)
    if case.system == "SSW1":
        talks = tuple(sorted(act.on for act in case.interviews))
        for placement in placements:
            starts = placement.starts
            end = placement.ends or departed_from(case, starts)
            acts = tuple(d for d in talks if d >= starts and not (end and d > end))
            put("ssw1_work", placement.id, starts, end, acts)
            put("ssw1_work_quarters", placement.id, quarter_of(starts), end, acts)


def _told(case: Case, start: date, end: date) -> bool:
    """Whether it is known on which day the end of an employment was announced."""
    return any(e.kind == "dismissed_by_host" and start <= e.on <= end for e in case.events)


def people_of(case: Case) -> tuple[Person, ...]:
    """A case as its host sees it: spans of work by stage, for a host known through one person."""
    work = sorted(case.placements, key=lambda p: (p.starts, p.id))
    if case.system in ("TITP", "ESD") and case.plans:
        first = work[0].starts if work else None
        last = work[-1].ends if work else None
        left = departed_from(case, first or _starts(case.plans))
        return tuple(_by_plan(case, first, min(d for d in (last, left, date.max) if d)))
    return tuple(
        Person(
            id=f"{case.id}-{p.id}",
            system=case.system,
            starts=p.starts,
            ends=p.ends or departed_from(case, p.starts),
        )
        for p in work
    )


def _by_plan(case: Case, first: date | None, last: date) -> Iterator[Person]:
    for plan in sorted(case.plans, key=lambda p: (p.starts, p.id)):
        starts = max(plan.starts, first) if first else plan.starts
        ends = min(plan.ends, last)
        if ends < starts:
            continue
        spans = [(plan.stage, starts, ends)]
        if case.system == "ESD":
            year = span(plan.starts, 12)
            spans = [(1, starts, min(ends, year)), (2, max(starts, year + DAY), ends)]
        for stage, begin, end in spans:
            if begin <= end:
                yield Person(
                    id=f"{case.id}-{plan.id}-{stage}",
                    system=case.system,
                    stage=stage,
                    starts=begin,
                    ends=end,
                    trained_from=min(plan.starts, begin) if begin == starts else begin,
                )
