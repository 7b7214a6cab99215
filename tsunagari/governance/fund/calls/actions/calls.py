"""公募 — set up, published, closed after midnight, listed for the council, reviewed, awarded, kept."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.governance.fund.calls import following, mails, page, queries
from tsunagari.governance.fund.calls.models import Application, Call
from tsunagari.governance.fund.calls.rules import steps
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.reviews import actions as reviews
from tsunagari.kernel.reviews.actions import Measure
from tsunagari.kernel.reviews.models import Entry
from tsunagari.kernel.roles import queries as roles

TEXTS = ("title", "purpose", "eligibility", "procedure", "cost_rules")
NUMBERS = ("most_yen", "share", "budget_yen", "from_day", "until_day", "deadline")
State = Call.State


@transaction.atomic
def set_up(fund, *, body, criteria: Iterable[Measure], by, on: date, **facts) -> Call:
    """公募を書く — `body` is the council whose members will judge."""
    criteria = list(criteria)
    refuse_if(_why_not_set_up(facts, criteria))
    review = reviews.open_call(
        facts["title"], body=body, criteria=criteria, fund=str(fund.pk), by=by, on=on
    )
    call = Call.objects.create(fund=fund, review=review, **_stored(facts))
    page.put_up(call, by=by, on=on)
    records.add(by=by, did="call.drafted", about=call, on=on)
    return call


@transaction.atomic
def change(call: Call, *, criteria: Iterable[Measure], seen: int, by, on: date, **facts) -> Call:
    """公募を直す — while it is a draft; what was published stands as it was read."""
    call, criteria = _locked(call), list(criteria)
    refuse_if(_why_not_change(call, seen) + _why_not_set_up(facts, criteria))
    stored = _stored(facts)
    for name, value in stored.items():
        setattr(call, name, value)
    reviews.set_criteria(call.review, criteria)
    _save(call, *stored)
    page.put_up(call, by=by, on=on)
    records.add(by=by, did="call.changed", about=call, on=on)
    return call


def _stored(facts: dict) -> dict:
    """The facts as they are kept: a share as two whole numbers."""
    share = facts["share"]
    kept = {name: value for name, value in facts.items() if name != "share"}
    return kept | {"share_part": share.numerator, "share_of": share.denominator}


def _why_not_change(call: Call, seen: int) -> list[Reason]:
    return steps.why_not_step(state=call.state, to=State.PUBLISHED, seen=seen, version=call.version)


def _why_not_set_up(facts: dict, criteria: list[Measure]) -> list[Reason]:
    return steps.why_not_set_up(
        texts={name: facts.get(name, "") for name in TEXTS},
        weights=[one.weight for one in criteria],
        **{name: facts[name] for name in NUMBERS},
    )


@transaction.atomic
def publish(call: Call, *, seen: int, by, on: date) -> Call:
    """公募を始める — from now on everybody reads it, and applications come in."""
    call = _locked(call)
    refuse_if(
        _why_not(call, State.PUBLISHED, seen) + steps.why_not_publish(deadline=call.deadline, on=on)
    )
    call.published_on = on
    return _step(call, State.PUBLISHED, "published_on", by=by, on=on)


@transaction.atomic
def close(call: Call, *, seen: int, by, on: date, at: datetime) -> Call:
    """しめきる — after the midnight that was published; drafts stay drafts."""
    call = _locked(call)
    refuse_if(
        _why_not(call, State.CLOSED, seen) + steps.why_not_close(deadline=call.deadline, at=at)
    )
    return _step(call, State.CLOSED, by=by, on=on)


def close_due(*, on: date, at: datetime) -> None:
    """Every call whose midnight is over; safe to run twice."""
    for call in Call.objects.filter(state=State.PUBLISHED, deadline__lt=on):
        if not steps.until_midnight(call.deadline, at):
            close(call, seen=call.version, by=None, on=on, at=at)


@transaction.atomic
def show_list(call: Call, *, closes_on: date, by, on: date, at: datetime) -> list[Entry]:
    """一覧を評議員に出す — what is eligible, to everybody who sits on the council today."""
    call = _locked(call)
    rows = call.applications.order_by("pk")
    eligible = list(rows.filter(state=Application.State.ELIGIBLE))
    waiting = rows.filter(state__in=(Application.State.SENT, Application.State.RETURNED)).count()
    refuse_if(steps.why_not_list(state=call.state, waiting=waiting, eligible=len(eligible)))
    sent = queries.latest_of(eligible)
    entries = [
        {"code": one.code, "called": sent[one.pk].content["name"], "applicant": one.applicant}
        for one in eligible
    ]
    members = roles.people_of(call.review.body, *queries.MEMBERS, on=on)
    made = reviews.show_list(
        call.review,
        entries,
        members=[member.pk for member in members],
        closes_on=closes_on,
        by=by,
        on=on,
    )
    mails.tell_members(call, members, closes_on, at=at)
    following.follow(call, on=on, by=by)
    return made


@transaction.atomic
def move_closing(call: Call, *, closes_on: date, by, on: date) -> Call:
    """点数のしめきりを変える — for members who could not lock in time."""
    call = _locked(call)
    reviews.move_closing(call.review, closes_on, by=by, on=on)
    following.follow(call, on=on, by=by)
    return call


@transaction.atomic
def finish(call: Call, *, seen: int, by, on: date) -> Call:
    """審査を終える — scores stand from now on, who becomes near still says so; decisions follow."""
    call = _locked(call)
    refuse_if(_why_not(call, State.REVIEWED, seen))
    reviews.end(call.review, by=by, on=on)
    return _step(call, State.REVIEWED, by=by, on=on)


@transaction.atomic
def settle(call: Call, *, seen: int, by, on: date) -> Call:
    """決まったとする — when every application has its decision."""
    call = _locked(call)
    waiting = call.applications.filter(state=Application.State.ELIGIBLE).count()
    refuse_if(_why_not(call, State.AWARDED, seen) + steps.why_not_settle(waiting=waiting))
    return _step(call, State.AWARDED, by=by, on=on)


@transaction.atomic
def archive(call: Call, *, seen: int, by, on: date) -> Call:
    """しまう — it leaves the public list; everything stays readable at the desk."""
    call = _locked(call)
    refuse_if(_why_not(call, State.ARCHIVED, seen))
    return _step(call, State.ARCHIVED, by=by, on=on)


def _locked(call: Call) -> Call:
    rows = Call.objects.select_for_update(of=("self",)).select_related("review__body", "fund")
    return rows.get(pk=call.pk)


def _why_not(call: Call, to: str, seen: int) -> list[Reason]:
    return steps.why_not_step(state=call.state, to=to, seen=seen, version=call.version)


def _step(call: Call, to: str, *fields: str, by, on: date) -> Call:
    call.state = State(to)
    _save(call, "state", *fields)
    page.put_up(call, by=by, on=on)
    records.add(by=by, did=f"call.{to}", about=call, on=on)
    following.follow(call, on=on, by=by)
    return call


def _save(call: Call, *fields: str) -> None:
    call.version += 1
    call.save(update_fields=[*fields, "version"])
