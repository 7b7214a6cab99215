"""面接 — proposed, answered, called off; then chosen or not, and the case that follows."""

from datetime import date, datetime, timedelta

from django.db import transaction

from tsunagari.base.refusals import refuse_if
from tsunagari.kernel.meetings.models import Meeting
from tsunagari.kernel.parties.models import Organisation
from tsunagari.kernel.parties.queries import federation
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.roles.models import Viewer
from tsunagari.programmes.talent.law.rules.status_fit import NO
from tsunagari.programmes.talent.orders import bookings, queries
from tsunagari.programmes.talent.orders.actions.candidates import concerned, hide_from, show_to
from tsunagari.programmes.talent.orders.models import Candidate, Interview, Order, Pair
from tsunagari.programmes.talent.orders.notices import tell
from tsunagari.programmes.talent.orders.rules import fit
from tsunagari.programmes.talent.orders.rules import interviews as rules
from tsunagari.programmes.talent.orders.rules.candidates import COUNTRIES
from tsunagari.programmes.talent.people.actions import cases
from tsunagari.programmes.talent.people.rules import states

State = Interview.State


@transaction.atomic
def propose(
    pair: Pair,
    *,
    starts_at: datetime,
    minutes: int,
    how: str,
    by: Viewer,
    on: date,
    at: datetime,
) -> Interview:
    """面接を提案する — the other side accepts, changes or declines it."""
    pair = locked(pair)
    stands = pair.interviews.filter(state__in=rules.STANDS).exists()
    refuse_if(
        rules.why_not_propose(pair=pair.state, stands=stands, starts_at=starts_at, now=at)
        or _why_not_double(pair, starts_at, minutes)
    )
    interview = Interview.objects.create(
        pair=pair, proposed_by=by.own_body, starts_at=starts_at, minutes=minutes, how=how
    )
    return _account("interview.proposed", pair, interview, by=by, on=on, at=at)


@transaction.atomic
def change(
    interview: Interview,
    *,
    seen: int,
    starts_at: datetime,
    minutes: int,
    how: str,
    by: Viewer,
    on: date,
    at: datetime,
) -> Interview:
    """別の日時を提案する — also of one that was agreed on; now the other side has to answer."""
    pair, interview = _both(interview)
    refuse_if(
        rules.why_not_move(state=interview.state, seen=seen, version=interview.version)
        + rules.why_not_result(pair=pair.state, held=True, seen=pair.version, version=pair.version)
        or rules.why_not_at(starts_at=starts_at, now=at)
        or _why_not_double(pair, starts_at, minutes, leaving=interview)
    )
    call_off(interview)
    interview.proposed_by, interview.starts_at = by.own_body, starts_at
    interview.minutes, interview.how = minutes, how
    interview.state, interview.meeting = State.PROPOSED, None
    _save(interview, "state", "meeting", "proposed_by", "starts_at", "minutes", "how")
    return _account("interview.changed", pair, interview, by=by, on=on, at=at)


@transaction.atomic
def accept(interview: Interview, *, seen: int, by: Viewer, on: date, at: datetime) -> Interview:
    """面接を受ける — from now on the company may read the name."""
    pair, interview = _both(interview)
    refuse_if(_why_not_answer(interview, seen, by))
    refuse_if(rules.why_not_at(starts_at=interview.starts_at, now=at))
    interview.state = State.ACCEPTED
    interview.meeting = Meeting.objects.create(
        measure="2-1",
        kind="interview",
        host=pair.order.company.party,
        starts_at=interview.starts_at,
        ends_at=interview.starts_at + timedelta(minutes=interview.minutes),
        zone=pair.order.company.party.zone,
    )
    _save(interview, "state", "meeting")
    show_to(pair.candidate.person, pair.order.company, on=on)
    return _account("interview.accepted", pair, interview, by=by, on=on, at=at)


@transaction.atomic
def decline(
    interview: Interview, *, seen: int, said: str, by: Viewer, on: date, at: datetime
) -> Interview:
    """面接を断る — with a reason; another time may be proposed."""
    pair, interview = _both(interview)
    refuse_if(_why_not_answer(interview, seen, by) or rules.why_not_say(said))
    interview.state, interview.said = State.DECLINED, said
    _save(interview, "state", "said")
    # It may have been open since a time that was agreed on before.
    hide_from(pair.candidate.person, pair.order.company, on=on)
    return _account("interview.declined", pair, interview, by=by, on=on, at=at)


@transaction.atomic
def cancel(
    interview: Interview, *, seen: int, said: str, by: Viewer, on: date, at: datetime
) -> Interview:
    """面接を中止する — what stood is called off by either side; the name closes again."""
    pair, interview = _both(interview)
    refuse_if(
        rules.why_not_cancel(state=interview.state, seen=seen, version=interview.version)
        or rules.why_not_say(said)
    )
    interview.state, interview.said = State.CANCELLED, said
    _save(interview, "state", "said")
    call_off(interview)
    hide_from(pair.candidate.person, pair.order.company, on=on)
    return _account("interview.cancelled", pair, interview, by=by, on=on, at=at)


def call_off(interview: Interview) -> None:
    """The meeting of an interview does not take place."""
    Meeting.objects.filter(pk=interview.meeting_id).update(state=Meeting.State.CANCELLED)


def _why_not_double(
    pair: Pair, starts_at: datetime, minutes: int, leaving: Interview | None = None
) -> list:
    """Asked under the company's lock: two who propose for it at once wait for each other."""
    Organisation.objects.select_for_update().get(pk=pair.order.company_id)
    company, candidate = bookings.taken_at(pair, starts_at, minutes, leaving)
    return rules.why_not_double(company=company, candidate=candidate)


# 結果 ---------------------------------------------------------------------------------------


@transaction.atomic
def choose(pair: Pair, *, system: str, seen: int, by: Viewer, on: date, at: datetime) -> Pair:
    """採用する — one place is taken, and the case begins; of two who choose at once one is told why not."""
    # The order first and always: whoever chooses for the same order waits here.
    order = Order.objects.select_for_update().get(pk=pair.order_id)
    pair = locked(pair)
    interview = queries.interview_of(pair)
    refuse_if(_why_not_result(pair, interview, seen, at))
    chosen = order.pairs.filter(state=Pair.State.CHOSEN).count()
    status = next((one for one in status_of(pair, on) if one.status == system), None)
    refuse_if(
        rules.why_not_choose(
            number=order.number,
            chosen=chosen,
            order=order.state,
            fitting=status is not None and status.sign != NO,
        )
    )
    pair.case = _open(pair, fit.SYSTEM_OF[system], by=by, on=on)
    pair.state, pair.said, pair.terms = Pair.State.CHOSEN, "", queries.terms_of(order)
    _save(pair, "state", "said", "case", "terms")
    Candidate.objects.filter(pk=pair.candidate_id).update(state=Candidate.State.CHOSEN)
    _held(interview)
    return _result("pair.chosen", pair, by=by, on=on, at=at, system=pair.case.system)


def status_of(pair: Pair, on: date):
    """Every status for this candidate at this order."""
    candidate = queries.candidates().get(pk=pair.candidate_id)
    return fit.of_pair(queries.seats_of(pair.order), queries.person_of(candidate), on)


def _open(pair: Pair, system: str, *, by, on: date):
    """The case, with what is known of the candidate; a person with a case goes on with that one."""
    candidate, started = pair.candidate, federation()
    country = COUNTRIES.get(candidate.person.nationality, ("", ""))[0]
    known = {
        "country": country,
        "field": pair.order.field,
        "in_japan": candidate.in_japan,
        "born_on": candidate.born_on.isoformat(),
    }
    return cases.open_case(
        candidate.person,
        system,
        state=states.first(system),
        by=by,
        on=on,
        known=known,
        company=pair.order.company,
        sending=candidate.sending,
        school=candidate.school,
        supervisor=started.party.organisation if started else None,
    )


@transaction.atomic
def turn_down(pair: Pair, *, said: str, seen: int, by: Viewer, on: date, at: datetime) -> Pair:
    """見送る — with a reason in words; the candidate looks on, and is not put here again."""
    pair = locked(pair)
    interview = queries.interview_of(pair)
    refuse_if(_why_not_result(pair, interview, seen, at) or rules.why_not_say(said))
    pair.state, pair.said = Pair.State.NOT_CHOSEN, said
    _save(pair, "state", "said")
    _held(interview)
    hide_from(pair.candidate.person, pair.order.company, on=on)
    return _result("pair.not_chosen", pair, by=by, on=on, at=at)


@transaction.atomic
def take_back(pair: Pair, *, by: Viewer, on: date, at: datetime) -> Pair:
    """結果を取り消す — a case that had just begun is closed again."""
    Order.objects.select_for_update().get(pk=pair.order_id)
    pair = locked(pair)
    others = pair.candidate.pairs.filter(state__in=queries.LIVE).exclude(pk=pair.pk)
    refuse_if(rules.why_not_back(pair=pair.state, busy=others.exists()))
    if pair.case:
        cases.close(pair.case, by=by, on=on)
        pair.case = None
    pair.state, pair.said, pair.terms = Pair.State.ASSIGNED, "", {}
    _save(pair, "state", "said", "case", "terms")
    Candidate.objects.filter(pk=pair.candidate_id, state=Candidate.State.CHOSEN).update(
        state=Candidate.State.LOOKING
    )
    show_to(pair.candidate.person, pair.order.company, on=on)
    return _result("pair.reopened", pair, by=by, on=on, at=at)


def _why_not_result(pair: Pair, interview: Interview | None, seen: int, at: datetime) -> list:
    held = interview is not None and interview.state == State.ACCEPTED and interview.starts_at <= at
    return rules.why_not_result(pair=pair.state, held=held, seen=seen, version=pair.version)


def _held(interview: Interview) -> None:
    Meeting.objects.filter(pk=interview.meeting_id).update(state=Meeting.State.CLOSED)


# 共通 ---------------------------------------------------------------------------------------


def locked(pair: Pair) -> Pair:
    """The pair, read again under lock, with both sides."""
    Pair.objects.select_for_update().get(pk=pair.pk)
    return queries.pairs().get(pk=pair.pk)


def _both(interview: Interview) -> tuple[Pair, Interview]:
    pair = locked(interview.pair)
    return pair, next(one for one in pair.interviews.all() if one.pk == interview.pk)


def _why_not_answer(interview: Interview, seen: int, by: Viewer) -> list:
    return rules.why_not_answer(
        state=interview.state,
        own=interview.proposed_by_id == by.own_body.pk,
        seen=seen,
        version=interview.version,
    )


def _save(row, *fields) -> None:
    row.version += 1
    row.save(update_fields=[*fields, "version"])


def _account(did: str, pair: Pair, interview: Interview, *, by, on: date, at) -> Interview:
    _record(did, pair, interview, by=by, on=on, at=at)
    tell(pair, did, by=by, at=at, interview=interview)
    return interview


def _result(did: str, pair: Pair, *, by, on: date, at, **facts) -> Pair:
    _record(did, pair, pair, by=by, on=on, at=at, **facts)
    tell(pair, did, by=by, at=at)
    return pair


def _record(did: str, pair: Pair, about, *, by, on: date, at, **facts) -> None:
    concerns = [*concerned(pair.candidate), pair.order.company_id]
    records.add(by=by, did=did, about=about, concerns=concerns, on=on, at=at, **facts)
