"""事実 — what is known of one case, one company, one federation body. Plain, frozen, dated.

Different rules count from different days, so entry, start of work, plan, period of stay and
permission are never one field. An event may lie in the future: that is a plan. A `Done` names the
rule and the occurrence whose act was done. No names of people: ids only.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from tsunagari.programmes.talent.law.rules.events import BODY_EVENTS, CASE_EVENTS, HOST_EVENTS

__all__ = ["BODY_EVENTS", "CASE_EVENTS", "HOST_EVENTS", "Body", "Case", "Event", "Host"]

System = Literal["TITP", "ESD", "SSW1", "SSW2", "HSP", "HK", "OTHER"]
# Read by pydantic where facts come as JSON; nothing here needs it.
READING: Any = {"extra": "forbid", "use_attribute_docstrings": True}


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened, or is planned, on a day."""

    __pydantic_config__ = READING

    kind: str
    """What happened: a kind of `x-event-kinds` for a case, a host or a body."""
    on: date
    """The day on which it happened, was learned of, or is planned."""
    id: str = ""
    """Its own name, for two events of one kind; without one they count 1, 2, 3 by day."""


@dataclass(frozen=True, kw_only=True)
class Done:
    """An act that closes a duty."""

    __pydantic_config__ = READING

    rule: str
    """The id of the rule."""
    of: str = ""
    """The occurrence as the duty names it; may stay empty when the rule has only one."""
    on: date
    """The day on which it was done."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """技能実習計画・育成就労計画 — one certified or wanted plan."""

    __pydantic_config__ = READING

    id: str
    """Its own name."""
    stage: Literal[0, 1, 2, 3] = 1
    """1, 2 or 3 of technical intern training; 0 for a plan of employment for skill development."""
    starts: date
    """The first day of the plan."""
    ends: date
    """The last day of the plan."""
    applied_on: date | None = None
    """The day on which the plan was applied for."""
    certified_on: date | None = None
    """The day on which the plan was certified."""
    hours: int | None = None
    """Planned hours of stage 1."""
    transferable: bool = True
    """A job category that allows stages 2 and 3."""


@dataclass(frozen=True, kw_only=True)
class Stay:
    """在留期間 — one granted period of stay."""

    __pydantic_config__ = READING

    id: str
    """Its own name."""
    status: str = ""
    """The status of residence; empty: the one of the case's system. TITP2: stage 2; DA: bridging.

    SPOUSE: of a Japanese or a permanent resident; DEPENDENT: family of a worker or student.
    """
    since: date
    """The day of the landing or of the permission."""
    until: date
    """The last day of the period; of one without an end 2100-12-31."""
    filed_on: date | None = None
    """The day on which the extension or change that follows was applied for."""
    decided_on: date | None = None
    """The day on which that application was decided."""


@dataclass(frozen=True, kw_only=True)
class Card:
    """在留カード — without its number."""

    __pydantic_config__ = READING

    id: str
    """Its own name."""
    issued: date
    """The day of issue."""
    expires: date
    """The last day on which it is valid."""


@dataclass(frozen=True, kw_only=True)
class Placement:
    """受入れ — employment at one company."""

    __pydantic_config__ = READING

    id: str
    """Its own name."""
    host: str = ""
    """The company."""
    signed_on: date | None = None
    """The day on which the contract was signed."""
    starts: date
    """The first day of work and of the employment contract's life."""
    ends: date | None = None
    """The last day of the employment; none: still employed."""
    insured: bool = True
    """Covered by employment insurance, health insurance and employees' pension."""
    ended_by_host: bool = False
    """Ended for a reason that is not the worker's."""
    part_time: bool = False
    """Not a regular worker: no health check by law."""


@dataclass(frozen=True, kw_only=True)
class Act:
    """An audit, a visit, an interview, an examination that took place."""

    __pydantic_config__ = READING

    on: date
    """The day."""
    id: str = ""
    """Its own name; without one they count 1, 2, 3 by day."""
    kind: str = ""
    """Of an audit: periodic or extraordinary; of an examination: which one."""
    passed: bool | None = None
    """Of an examination: the result; none: not known yet."""


@dataclass(frozen=True, kw_only=True)
class Leave:
    """A time that does not count towards the five years of SSW (i)."""

    __pydantic_config__ = READING

    kind: Literal["maternity", "childcare", "sick", "work_injury", "no_reentry"]
    """Why."""
    starts: date
    """Its first day."""
    ends: date
    """Its last day."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """One person's way: candidate, trainee, worker, resident."""

    __pydantic_config__ = READING

    id: str = "case"
    """The case's own name; not the person's."""
    system: System
    """The regime of the case: TITP, ESD, SSW1, SSW2, HSP, HK (zone housekeeping) or OTHER."""
    hsp_class: Literal["", "a", "b", "c"] = ""
    """Of a highly skilled professional: (i)(a), (b) or (c)."""
    hsp_two: bool = False
    """Highly skilled professional (ii)."""
    country: str = ""
    """Nationality, two capital letters: VN, ID, PH …"""
    in_japan: bool = False
    """Already in Japan when applied for: a change of status, not a certificate of eligibility."""
    via_bridge: bool = False
    """Through bridging Designated Activities, an SSW already, or a course of less than 2 years."""
    via_p3mi: bool = False
    """Indonesia: through a placement company there (P3MI)."""
    restriction_years: Literal[0, 1, 2] = 0
    """ESD: the transfer restriction in the contract; 0: as the field says."""
    field: str = ""
    """The industry field's code, such as care, construction, food_service."""
    born_on: date | None = None
    """Birthday."""
    contract_on: date | None = None
    """The day on which the employment contract with the first host was signed."""
    application_on: date | None = None
    """The (planned) day of the application for the certificate of eligibility or the change."""
    municipalities: tuple[str, ...] = ()
    """Municipalities of workplace and residence whose cooperation form is still to be filed."""
    entry: date | None = None
    """The day of landing."""
    address_fixed: date | None = None
    """The day on which the first address in Japan was fixed."""
    training_from: date | None = None
    """The first day of the post-entry training."""
    training_until: date | None = None
    """The last day of the post-entry training."""
    a1_passed_on: date | None = None
    """ESD: the day on which a Japanese test of level A1 was passed."""
    departed: date | None = None
    """The day on which the person left Japan for good."""
    plans: tuple[Plan, ...] = ()
    """Training or ESD plans, one per stage."""
    stays: tuple[Stay, ...] = ()
    """Granted periods of stay."""
    cards: tuple[Card, ...] = ()
    """Residence cards."""
    placements: tuple[Placement, ...] = ()
    """Employments, one after another."""
    audits: tuple[Act, ...] = ()
    """Audits of the workplace, when the company is not described on its own."""
    visits: tuple[Act, ...] = ()
    """Guidance visits to the workplace, when the company is not described on its own."""
    interviews: tuple[Act, ...] = ()
    """Regular interviews of SSW (i)."""
    health_checks: tuple[Act, ...] = ()
    """Health checks."""
    exams: tuple[Act, ...] = ()
    """Examinations: kind stage1, stage2, stage3, year1, final, a1, a2, ssw2."""
    leaves: tuple[Leave, ...] = ()
    """Times that do not count towards the five years of SSW (i)."""
    exam_exception: bool = False
    """SSW (i): failed the SSW (ii) exam with at least 80 % everywhere, and pledged."""
    commissioned: bool = False
    """SSW (i): a registered support organisation carries out the whole plan."""
    employee_insured: bool = True
    """Covered by employee health insurance and pension from the first day of work."""
    events: tuple[Event, ...] = ()
    """Everything else that happened."""
    done: tuple[Done, ...] = ()
    """Acts that close duties."""


@dataclass(frozen=True, kw_only=True)
class Person:
    """One trainee or worker at a host, as far as the host's duties need it."""

    __pydantic_config__ = READING

    id: str
    """The case's name."""
    system: System
    """The regime of the case."""
    stage: Literal[0, 1, 2, 3] = 0
    """Of a technical intern: the stage; of ESD: 1 in the first year."""
    starts: date
    """The first day of work at this host (of a stage: the stage's first day of work)."""
    ends: date | None = None
    """The last day; none: still there."""
    trained_from: date | None = None
    """The first day of the plan when training began before work."""


@dataclass(frozen=True, kw_only=True)
class Host:
    """受入れ企業 — one company with everybody it trains or employs."""

    __pydantic_config__ = READING

    id: str = "host"
    """The company's own name."""
    staff: int | None = None
    """Full-time staff, without staff abroad and without trainees."""
    excellent: bool = False
    """Meets the criteria of an excellent implementer."""
    fields: tuple[str, ...] = ()
    """Codes of the industry fields."""
    address: str = ""
    """Prefecture and municipality of the registered address, in Japanese."""
    commissioned: bool = False
    """A registered support organisation carries out the support plans."""
    people: tuple[Person, ...] = ()
    """Everybody, each with their span at this host."""
    audits: tuple[Act, ...] = ()
    """Audits of this host."""
    visits: tuple[Act, ...] = ()
    """Guidance visits to this host."""
    events: tuple[Event, ...] = ()
    """What happened at the host."""
    done: tuple[Done, ...] = ()
    """Acts that close duties."""


@dataclass(frozen=True, kw_only=True)
class Licence:
    """許可・登録・確認 — the licence under which a body acts."""

    __pydantic_config__ = READING

    id: str
    """Its own name."""
    kind: Literal["SO", "SSO", "RSO", "HK"]
    """Supervising organisation, supervising and support organisation, RSO, or housekeeping."""
    general: bool = False
    """Of an SO: the general licence, which allows stage 3."""
    starts: date
    """The first day."""
    ends: date
    """The last day."""


@dataclass(frozen=True, kw_only=True)
class Holder:
    """監理責任者・外部監査人など — a person in a role that needs a course."""

    __pydantic_config__ = READING

    id: str
    """The person's id in the role."""
    role: Literal["manager", "outside_auditor", "outside_director", "instructor", "support_manager"]
    """Which role."""
    kind: Literal["SO", "SSO", "RSO"] = "SO"
    """For which licence."""
    starts: date
    """The first day in the role."""
    ends: date | None = None
    """The last day in the role."""
    courses: tuple[date, ...] = ()
    """Days on which the designated course was completed."""


@dataclass(frozen=True, kw_only=True)
class Office:
    """事業所 — an office of the body, with what its outside auditor did there."""

    __pydantic_config__ = READING

    id: str
    """Its own name."""
    kind: Literal["SO", "SSO"] = "SO"
    """Under which licence it works."""
    starts: date
    """The first day of supervision there."""
    ends: date | None = None
    """The last day."""
    outside: Literal["auditor", "director"] = "auditor"
    """Outside auditor, or designated outside director (TITP only)."""
    outside_audits: tuple[date, ...] = ()
    """Quarterly checks by the outside auditor or director."""
    accompanied: tuple[date, ...] = ()
    """Host audits that the outside auditor accompanied."""


@dataclass(frozen=True, kw_only=True)
class Staff:
    """体制 — how many people a body has for its work, from a day until the next such row."""

    __pydantic_config__ = READING

    id: str = ""
    """Its own name."""
    on: date
    """The day from which these numbers hold."""
    full_time: int
    """Full-time staff for supervision and support."""
    managers: int = 0
    """RSO: full-time support managers."""
    officers: int = 0
    """RSO: full-time support officers."""


@dataclass(frozen=True, kw_only=True)
class Body:
    """監理団体・監理支援機関・登録支援機関 — one body of the federation."""

    __pydantic_config__ = READING

    id: str = "body"
    """The body's own name."""
    licences: tuple[Licence, ...] = ()
    """Licences and registrations."""
    offices: tuple[Office, ...] = ()
    """Offices that supervise."""
    holders: tuple[Holder, ...] = ()
    """People in roles that need a course."""
    staff: tuple[Staff, ...] = ()
    """Numbers of staff, for the ratios per head."""
    audited: tuple[date, ...] = ()
    """Housekeeping: days on which the statutory council audited."""
    supports_from: date | None = None
    """RSO: the first day of a full commission."""
    supports_until: date | None = None
    """RSO: the last day of the last full commission."""
    events: tuple[Event, ...] = ()
    """What happened."""
    done: tuple[Done, ...] = ()
    """Acts that close duties."""
