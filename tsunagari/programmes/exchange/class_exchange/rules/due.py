"""務め — what an exchange asks of whom, by when, and why.

Plain facts in, `Wanted` out; days are the reader's calendar days. Own rules of the federation and
the schools' agreement: none of these is a statutory deadline.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from tsunagari.kernel.duties.rules import Wanted

MEASURE = "1-1"


@dataclass(frozen=True)
class SessionFacts:
    """One session as duties see it; days in Japan's calendar, parties as keys."""

    key: int
    ordinal: int
    state: str
    on: date
    version: int
    proposed_on: date | None
    proposed_by: int | None
    a: int
    b: int
    seated: bool
    waiting_reflections: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class ExchangeFacts:
    """An exchange, its schools' permissions, and the figures of the day."""

    federation: int
    a: int
    b: int
    agreement: tuple[date, date] | None
    approvals: dict[int, date | None]
    suggested_closed: dict[int, int]
    without_consent: dict[int, int]
    first_session: date | None
    sessions: tuple[SessionFacts, ...]
    days_to_answer: int
    days_before_renewal: int


def wanted(facts: ExchangeFacts) -> list[Wanted]:
    """Everything that this exchange asks now."""
    return [
        *_permissions(facts),
        *_schools(facts),
        *(duty for session in facts.sessions for duty in _session(session, facts)),
    ]


def _permissions(facts: ExchangeFacts):
    if facts.agreement:
        renew_by, until = facts.agreement
        yield Wanted(
            rule="1-1.renew_agreement",
            occurrence=until.isoformat(),
            holder=facts.federation,
            doer=facts.federation,
            opens_on=renew_by - timedelta(days=facts.days_before_renewal),
            due=renew_by,
            facts={"until": until.isoformat(), "renew_by": renew_by.isoformat()},
            risk=3,
            measure=MEASURE,
        )
    for school, last in facts.approvals.items():
        if last:
            yield Wanted(
                rule="1-1.renew_approval",
                occurrence=f"{school}-{last.isoformat()}",
                holder=school,
                doer=facts.federation,
                opens_on=last - timedelta(days=facts.days_before_renewal),
                due=last,
                facts={"until": last.isoformat(), "school": school},
                risk=2,
                measure=MEASURE,
            )


def _schools(facts: ExchangeFacts):
    for school, count in facts.suggested_closed.items():
        if count and facts.first_session:
            yield Wanted(
                rule="1-1.confirm_holidays",
                occurrence=str(school),
                holder=school,
                doer=school,
                opens_on=facts.first_session - timedelta(days=30),
                due=facts.first_session - timedelta(days=7),
                facts={"count": count, "school": school},
                risk=4,
                measure=MEASURE,
            )
    for school, count in facts.without_consent.items():
        if count and facts.first_session:
            yield Wanted(
                rule="1-1.collect_consents",
                occurrence=str(school),
                holder=school,
                doer=school,
                opens_on=facts.first_session - timedelta(days=21),
                due=facts.first_session - timedelta(days=1),
                facts={"count": count, "school": school},
                risk=1,
                measure=MEASURE,
            )


def _session(session: SessionFacts, facts: ExchangeFacts):
    base = {"session": session.key, "ordinal": session.ordinal, "on": session.on.isoformat()}
    if session.state == "proposed" and session.proposed_on:
        other = session.b if session.proposed_by == session.a else session.a
        yield Wanted(
            rule="1-1.answer_proposal",
            occurrence=f"{session.key}-{session.version}",
            holder=other,
            doer=other,
            opens_on=session.proposed_on,
            due=min(
                session.proposed_on + timedelta(days=facts.days_to_answer),
                session.on - timedelta(days=1),
            ),
            facts=base | {"proposed_on": session.proposed_on.isoformat(), "school": other},
            risk=3,
            measure=MEASURE,
        )
    if session.state == "accepted":
        yield Wanted(
            rule="1-1.test_line",
            occurrence=str(session.key),
            holder=facts.federation,
            doer=facts.federation,
            opens_on=session.on - timedelta(days=3),
            due=session.on - timedelta(days=1),
            facts=base,
            risk=4,
            measure=MEASURE,
        )
        if not session.seated:
            yield Wanted(
                rule="1-1.make_groups",
                occurrence=str(session.key),
                holder=session.a,
                doer=session.a,
                opens_on=session.on - timedelta(days=14),
                due=session.on - timedelta(days=2),
                facts=base | {"school": session.a},
                risk=3,
                measure=MEASURE,
            )
    if session.state in ("accepted", "open"):
        yield Wanted(
            rule="1-1.close_session",
            occurrence=str(session.key),
            holder=session.a,
            doer=session.a,
            opens_on=session.on,
            due=session.on + timedelta(days=1),
            facts=base | {"school": session.a},
            risk=4,
            measure=MEASURE,
        )
    for school, count in session.waiting_reflections.items():
        if count:
            yield Wanted(
                rule="1-1.read_reflections",
                occurrence=f"{session.key}-{school}",
                holder=school,
                doer=school,
                opens_on=session.on,
                due=session.on + timedelta(days=7),
                facts=base | {"count": count, "school": school},
                risk=4,
                measure=MEASURE,
            )


def fulfilled(rule: str, asked: Mapping, facts: ExchangeFacts) -> bool:
    """True when what is asked no more was done, and has not only become needless.

    `asked` are the facts that the duty was asked with. A session that was declined or cancelled
    is among the facts no longer: nobody had to do anything for it any more.
    """
    school = asked.get("school")
    session = next((one for one in facts.sessions if one.key == asked.get("session")), None)
    match rule.removeprefix("1-1."):
        case "answer_proposal":
            return session is not None and (
                session.state != "proposed" or session.proposed_by == school
            )
        case "make_groups":
            return session is not None and session.seated
        case "close_session":
            return session is not None and session.state == "closed"
        case "read_reflections":
            return session is not None
        case "collect_consents" | "confirm_holidays":
            return facts.first_session is not None
        case "renew_agreement":
            return facts.agreement is not None and facts.agreement[1].isoformat() > asked["until"]
        case "renew_approval":
            until = facts.approvals.get(asked["school"])
            return until is not None and until.isoformat() > asked["until"]
    return False


def incident_wanted(
    *, key: int, school: int, federation: int, opened_on: date, reached: Mapping[str, date]
) -> list[Wanted]:
    """A report: the school contains it within the hour, the federation hears within a day.

    `reached` is {state: the day on which the report first reached it}.
    """
    reported = reached.get("reported") or reached.get("closed")
    contained = reached.get("contained") or reported
    base = {"incident": key, "opened_on": opened_on.isoformat(), "school": school}
    return [
        Wanted(
            rule="1-1.contain_incident",
            occurrence=str(key),
            holder=school,
            doer=school,
            opens_on=opened_on,
            due=opened_on,
            facts=base,
            met=contained,
            risk=0,
            measure=MEASURE,
        ),
        Wanted(
            rule="1-1.report_incident",
            occurrence=str(key),
            holder=school,
            doer=federation,
            opens_on=opened_on,
            due=opened_on + timedelta(days=1),
            facts=base,
            met=reported,
            risk=0,
            measure=MEASURE,
        ),
    ]
