"""見本の事実 — cases, hosts and bodies invented by hypothesis, true in themselves."""

from datetime import date, timedelta

from hypothesis import strategies as st

from tsunagari.programmes.talent.law.rules.counting import DAY, span
from tsunagari.programmes.talent.law.rules.events import BODY_EVENTS, CASE_EVENTS, HOST_EVENTS
from tsunagari.programmes.talent.law.rules.facts import (
    Act,
    Body,
    Card,
    Case,
    Event,
    Holder,
    Host,
    Leave,
    Licence,
    Office,
    Person,
    Placement,
    Plan,
    Stay,
)

AS_OF, UNTIL = date(2028, 5, 3), date(2029, 6, 30)
DAYS = st.dates(date(2023, 1, 1), date(2029, 12, 31))
PAST = st.dates(date(2023, 1, 1), AS_OF)
EDGES = st.sampled_from(
    [
        date(2027, 1, 31),
        date(2027, 2, 28),
        date(2028, 2, 29),
        date(2026, 12, 31),
        date(2027, 3, 31),
        date(2027, 4, 1),
        date(2027, 4, 29),
        date(2027, 12, 28),
    ]
)


def acts(days, most=4):
    return st.lists(days, max_size=most, unique=True).map(
        lambda found: tuple(Act(on=day, id=f"a{day:%Y%m%d}") for day in sorted(found))
    )


def events(kinds, days):
    made = st.builds(Event, kind=st.sampled_from(sorted(kinds)), on=days)
    return st.lists(made, max_size=5, unique_by=lambda e: (e.kind, e.on)).map(tuple)


@st.composite
def plans(draw, system, first):
    if system == "ESD":
        return (Plan(id="p", stage=0, starts=first, ends=span(first, 36)),)
    made = [Plan(id="1", stage=1, starts=first, ends=span(first, 12))]
    for stage in range(2, draw(st.integers(1, 3)) + 1):
        starts = made[-1].ends + DAY * draw(st.integers(1, 40))
        made.append(Plan(id=str(stage), stage=stage, starts=starts, ends=span(starts, 24)))
    return tuple(made)


@st.composite
def placements(draw, first):
    made, starts = [], first + DAY * draw(st.integers(0, 60))
    for number in range(draw(st.integers(0, 3))):
        last = starts + DAY * draw(st.integers(1, 700))
        ends = last if number < 2 or draw(st.booleans()) else None
        insured = draw(st.booleans())
        made.append(Placement(id=f"w{number}", starts=starts, ends=ends, insured=insured))
        starts = last + DAY * draw(st.integers(1, 90))
    return tuple(made)


@st.composite
def cases(draw, systems=("TITP", "ESD", "SSW1", "SSW2", "HSP", "HK", "OTHER")):
    system = draw(st.sampled_from(systems))
    first = draw(st.one_of(DAYS, EDGES))
    known = draw(st.booleans())
    until = span(first, draw(st.sampled_from([12, 24, 36])))
    filed = draw(st.one_of(st.none(), st.just(until - DAY * 20), st.just(until)))
    training = system in ("TITP", "ESD")
    return Case(
        id=f"c{draw(st.integers(0, 9))}",
        system=system,
        hsp_class=draw(st.sampled_from("abc")) if system == "HSP" else "",
        hsp_two=draw(st.booleans()) and system == "HSP",
        country=draw(st.sampled_from(["VN", "ID", "PH", ""])),
        in_japan=draw(st.booleans()),
        field=draw(st.sampled_from(["care", "construction", ""])),
        born_on=draw(st.one_of(st.none(), st.dates(date(1960, 1, 1), date(2004, 1, 1)))),
        contract_on=draw(st.one_of(st.none(), DAYS)),
        application_on=draw(st.one_of(st.none(), DAYS)),
        municipalities=draw(st.sampled_from([(), ("流山市",), ("松戸市", "流山市")])),
        entry=first if known else None,
        address_fixed=first + timedelta(draw(st.integers(0, 30))) if known else None,
        plans=draw(plans(system, first)) if training and draw(st.booleans()) else (),
        stays=(Stay(id="s", since=first, until=until, filed_on=filed),)
        if draw(st.booleans())
        else (),
        cards=(Card(id="c", issued=first, expires=until),) if draw(st.booleans()) else (),
        placements=draw(placements(first)),
        interviews=draw(acts(PAST)),
        health_checks=draw(acts(PAST)),
        leaves=draw(
            st.sampled_from(
                [(), (Leave(kind="sick", starts=date(2026, 1, 1), ends=date(2026, 3, 31)),)]
            )
        ),
        exam_exception=draw(st.booleans()),
        commissioned=draw(st.booleans()),
        employee_insured=draw(st.booleans()),
        events=draw(events(CASE_EVENTS, st.one_of(DAYS, EDGES))),
    )


@st.composite
def people(draw):
    starts = draw(st.one_of(DAYS, EDGES))
    return Person(
        id=f"p{draw(st.integers(0, 999))}",
        system=draw(st.sampled_from(["TITP", "ESD", "SSW1", "SSW2"])),
        stage=draw(st.integers(1, 2)),
        starts=starts,
        ends=draw(st.one_of(st.none(), st.just(starts + DAY * draw(st.integers(1, 900))))),
    )


hosts = st.builds(
    Host,
    people=st.lists(people(), max_size=5, unique_by=lambda p: p.id).map(tuple),
    audits=acts(PAST, 8),
    visits=acts(PAST, 12),
    events=events(HOST_EVENTS, st.one_of(DAYS, EDGES)),
)


@st.composite
def bodies(draw):
    starts = draw(st.dates(date(2023, 1, 1), date(2026, 12, 31)))
    kinds = draw(st.lists(st.sampled_from(["SO", "SSO", "RSO", "HK"]), max_size=3, unique=True))
    done = draw(st.lists(PAST, max_size=4, unique=True))
    return Body(
        licences=tuple(
            Licence(id=kind, kind=kind, starts=starts, ends=span(starts, 60)) for kind in kinds
        ),
        offices=tuple(
            Office(
                id=f"o{kind}",
                kind=kind,
                starts=starts,
                outside=draw(st.sampled_from(["auditor", "director"])),
                outside_audits=tuple(done),
                accompanied=tuple(done[:1]),
            )
            for kind in kinds
            if kind in ("SO", "SSO")
        ),
        holders=tuple(
            Holder(id=f"m{kind}", role="manager", kind=kind, starts=starts, courses=tuple(done[:2]))
            for kind in kinds
            if kind in ("SO", "SSO")
        ),
        audited=tuple(done),
        supports_from=starts if "RSO" in kinds else None,
        events=draw(events(BODY_EVENTS, st.one_of(DAYS, EDGES))),
    )


subjects = st.one_of(cases(), hosts, bodies())
