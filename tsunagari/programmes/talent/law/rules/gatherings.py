"""企業と団体のきっかけ — rows of a host (all its people together) and of a body of the federation."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from tsunagari.programmes.talent.law.rules.counting import DAY, quarter_of
from tsunagari.programmes.talent.law.rules.facts import Body, Host, Person
from tsunagari.programmes.talent.law.rules.triggers import Row, Rows, add_events, named

TRAINED = ("TITP", "ESD")
EXTRAORDINARY = "extraordinary"


def of_host(host: Host) -> Rows:
    """Every trigger that a host's facts hold; people who overlap make one span."""
    found: Rows = {}
    add_events(found, host.events)
    _by_system(found, host)
    # An extraordinary audit has an article of its own (Ord. 52(ii)): the regular one is counted apart.
    audits = tuple(sorted({act.on for act in host.audits if act.kind != EXTRAORDINARY}))
    visits = tuple(sorted({act.on for act in host.visits}))
    for system in TRAINED:
        here = [p for p in host.people if p.system == system]
        if not here:
            continue
        name = system.lower()
        _spans(found, f"{name}_people", here, audits)
        _spans(found, f"{name}_first_stage", [p for p in here if p.stage == 1], visits)
        _years(found, f"{name}_years", [(p.trained_from or p.starts, p.ends) for p in here])
        if system == "TITP":
            first = min(p.trained_from or p.starts for p in here)
            found["titp_started"] = [Row("1", first)]
    workers = [p for p in host.people if p.system in ("SSW1", "SSW2")]
    _years(found, "ssw_years", [(p.starts, p.ends) for p in workers])
    # Every audit is reported, whatever its kind: they count together.
    for occurrence, act in named([replace(act, kind="") for act in host.audits]):
        for system in _audited(host, act.on):
            found.setdefault(f"{system.lower()}_audit", []).append(Row(occurrence, act.on))
    return found


def _audited(host: Host, day: date) -> list[str]:
    """The regimes of those who were there on the day of an audit, or of anybody."""
    there = {
        p.system for p in host.people if p.starts <= day and not (p.ends and p.ends < day)
    }.intersection(TRAINED)
    return sorted(there or {p.system for p in host.people}.intersection(TRAINED))


def merged(people: Iterable[Person]) -> Iterator[tuple[str, date, date | None]]:
    """(id of the first person, first day, last day) of spans that touch or overlap."""
    current: tuple[str, date, date | None] | None = None
    for person in sorted(people, key=lambda p: (p.starts, p.id)):
        if current and (current[2] is None or person.starts <= current[2] + DAY):
            if current[2] is not None:
                ends = None if person.ends is None else max(current[2], person.ends)
                current = (current[0], current[1], ends)
            continue
        if current:
            yield current
        current = (person.id, person.starts, person.ends)
    if current:
        yield current


def _spans(found: Rows, name: str, people: list[Person], acts: tuple[date, ...]) -> None:
    """Somebody who comes back opens a span of their own."""
    times: dict[str, int] = {}
    for who, first, last in merged(people):
        times[who] = times.get(who, 0) + 1
        key = who if times[who] == 1 else f"{who}.{times[who]}"
        own = tuple(day for day in acts if day >= first and not (last and day > last))
        found.setdefault(name, []).append(Row(key, first, last, own))
        if name.endswith("_people"):
            whole = Row(key, quarter_of(first), last, own)
            found.setdefault(f"{name}_quarters", []).append(whole)


# What each regime has an article of its own for, when it is suspected, found or happens at a host.
OF_A_REGIME = ("revocation_ground_suspected", "revocation_ground", "labour_breach_found")


def _by_system(found: Rows, host: Host) -> None:
    """Whom an article of the act binds: a host that trains, or one of which nobody is known.

    Of the new ordinance only the audit on suspicion is told; for the rest the old articles stand.
    """
    there = {person.system for person in host.people}
    for kind in OF_A_REGIME:
        if kind not in found:
            continue
        rows = found[kind]
        if kind == OF_A_REGIME[0]:
            rows = [row._replace(met=_looked_into(host, row.day)) for row in rows]
        if "ESD" in there:
            found[f"esd_{kind}"] = rows
        old = ("TITP",) if kind == OF_A_REGIME[0] else TRAINED
        if not there or there.intersection(old):
            found[f"titp_{kind}"] = rows


def _looked_into(host: Host, day: date) -> date | None:
    """The first extraordinary audit since a suspicion."""
    return min((a.on for a in host.audits if a.kind == EXTRAORDINARY and a.on >= day), default=None)


def _years(found: Rows, name: str, spans: list[tuple[date, date | None]]) -> None:
    """Spans for the yearly reports: their years are put together by the engine."""
    for first, last in sorted(spans, key=lambda s: (s[0], s[1] or date.max)):
        found.setdefault(name, []).append(Row("", first, last))


def of_body(body: Body) -> Rows:
    """Every trigger that a body's facts hold."""
    found: Rows = {}

    def put(name, occurrence, day, until=None, acts=(), met=None):
        found.setdefault(name, []).append(Row(occurrence, day, until, acts, met))

    add_events(found, body.events)
    for licence in sorted(body.licences, key=lambda x: (x.starts, x.id)):
        kind = licence.kind.lower()
        renewed = min(
            (x.starts for x in body.licences if x.kind == licence.kind and x.ends > licence.ends),
            default=None,
        )
        put(f"{kind}_licence", licence.id, licence.starts, licence.ends)
        put(f"{kind}_licence_end", licence.id, licence.ends, met=renewed)
    kinds = {licence.kind.lower() for licence in body.licences}
    for kind in sorted(kinds):
        for event in sorted({e.kind for e in body.events}):
            found[f"{kind}_{event}"] = list(found[event])
    for licence in body.licences:
        later = [x for x in body.licences if x.kind == licence.kind and x.ends > licence.ends]
        if licence.kind == "SO" and not later and licence.ends < date.max:
            put("so_licence_ended", f"{licence.id}-expired", licence.ends)
    for office in sorted(body.offices, key=lambda x: x.id):
        kind = office.kind.lower()
        put(f"{kind}_office", office.id, office.starts, office.ends)
        checks = tuple(sorted(d for d in office.outside_audits if d >= office.starts))
        # The new law knows no director instead of an auditor (ESD Act 25(1)(v)).
        outside = office.outside if office.kind == "SO" else "auditor"
        put(f"{kind}_outside_{outside}", office.id, office.starts, office.ends, checks)
        went = tuple(sorted(d for d in office.accompanied if d >= office.starts))
        if outside == "auditor":
            put(f"{kind}_outside_accompany", office.id, office.starts, office.ends, went)
    for holder in sorted(body.holders, key=lambda x: x.id):
        name = f"{holder.kind.lower()}_course_{holder.role}"
        courses = tuple(sorted(holder.courses))
        if courses:
            put(name, holder.id, courses[0], holder.ends, courses[1:])
        else:
            put(f"{name}_first", holder.id, holder.starts)
    for licence in body.licences:
        if licence.kind == "HK":
            audits = tuple(sorted(d for d in body.audited if licence.starts <= d <= licence.ends))
            put("hk_audited", licence.id, licence.starts, licence.ends, audits)
    if body.supports_from:
        put("rso_years", "", body.supports_from, body.supports_until)
        if body.supports_until:
            put("rso_support_end", "1", body.supports_until)
    return found
