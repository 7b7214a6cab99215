"""継続の寄附・会費 — promised, changed, stopped and taken up again; never income by itself."""

from datetime import date, datetime

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if, why_stale
from tsunagari.governance.fund.gifts import notices, queries
from tsunagari.governance.fund.gifts.actions import following
from tsunagari.governance.fund.gifts.models import Donor, Pledge
from tsunagari.governance.fund.gifts.rules import pledges
from tsunagari.kernel.ledger.models import Fund
from tsunagari.kernel.records import actions as records

RHYTHM = ("first_due", "first_turn")


@transaction.atomic
def promise(
    donor: Donor,
    *,
    fund: Fund,
    yen: int,
    every: str,
    first_due: date,
    by,
    on: date,
    kind: str = "donation",
    method: str = "standing",
    mandate: str = "",
    until_day: date | None = None,
) -> Pledge:
    """約束を登録する — booked only when the money comes."""
    refuse_if(pledges.why_not_pledge(yen=yen, every=every, first=first_due, until=until_day, on=on))
    pledge = Pledge.objects.create(
        donor=donor,
        book_id=fund.book_id,
        fund=fund,
        kind=kind,
        yen=yen,
        every=every,
        method=method,
        mandate=mandate.strip()[:80],
        first_due=first_due,
        until_day=until_day,
    )
    _record("gifts.pledged", pledge, by=by, on=on, yen=yen, every=every)
    following.follow_pledge(pledge, on=on, by=by)
    return pledge


@transaction.atomic
def change(
    pledge: Pledge, *, yen: int, every: str, seen: int, by, on: date, at: datetime | None = None
) -> Pledge:
    """金額や間かくを変える — by the donor or the office; what stood here before can be taken back.

    Another rhythm begins with the turn that is awaited now: what came before is not counted again.
    """
    pledge = _locked(pledge, seen)
    reasons = pledges.why_not_pledge(
        yen=yen, every=every, first=pledge.first_due, until=pledge.until_day, on=on
    )
    refuse_if(reasons + pledges.why_not_change(ended=pledge.ended_on is not None))
    facts = {"yen": yen, "was": pledge.yen, "every": every}
    _keep(pledge)
    if every != pledge.every and (turn := queries.awaited_turn(pledge, on)):
        pledge.first_due, pledge.first_turn = turn.due, turn.number
    pledge.yen, pledge.every = yen, every
    _save(pledge, "yen", "every", *RHYTHM)
    _record("gifts.pledge_changed", pledge, by=by, on=on, **facts)
    _follow(pledge, by=by, on=on, at=at)
    return pledge


@transaction.atomic
def stop(pledge: Pledge, *, seen: int, by, on: date, at: datetime | None = None) -> Pledge:
    """やめる — one press, no reason asked; what came before stays given."""
    pledge = _locked(pledge, seen)
    refuse_if(pledges.why_not_change(ended=pledge.ended_on is not None))
    _keep(pledge)
    pledge.ended_on = on
    _save(pledge, "ended_on")
    _record("gifts.pledge_stopped", pledge, by=by, on=on)
    _follow(pledge, by=by, on=on, at=at)
    return pledge


@transaction.atomic
def take_back(pledge: Pledge, *, seen: int, by, on: date, at: datetime | None = None) -> Pledge:
    """元にもどす — what stood before the last change or the stop."""
    pledge = _locked(pledge, seen)
    words = _("もどせる変更がありません。")
    refuse_if([] if pledge.before else [Reason(words, rule="pledge.before")])
    was, pledge.before = pledge.before, None
    pledge.yen, pledge.every = was["yen"], was["every"]
    pledge.ended_on = date.fromisoformat(was["ended_on"]) if was["ended_on"] else None
    if "first_due" in was:
        pledge.first_due = date.fromisoformat(was["first_due"])
        pledge.first_turn = was["first_turn"]
    _save(pledge, "yen", "every", "ended_on", *RHYTHM)
    _record("gifts.pledge_restored", pledge, by=by, on=on)
    _follow(pledge, by=by, on=on, at=at)
    return pledge


@transaction.atomic
def let_go(pledge: Pledge, turn: int, *, by, on: date) -> Pledge:
    """この回を待たない — one time did not come, and nobody asks for it any more."""
    pledge = Pledge.objects.select_for_update(of=("self",)).get(pk=pledge.pk)
    words = _("この回は、もう待っていません。")
    refuse_if([Reason(words, rule="pledge.turn")] if turn in pledge.let_go else [])
    pledge.let_go = sorted({*pledge.let_go, turn})
    _save(pledge, "let_go")
    _record("gifts.turn_let_go", pledge, by=by, on=on, turn=turn)
    following.follow_pledge(pledge, on=on, by=by)
    return pledge


def _follow(pledge: Pledge, *, by, on: date, at: datetime | None) -> None:
    """Its duties; what a donor or a donor body did alone, the office hears."""
    following.follow_pledge(pledge, on=on, by=by)
    if at and getattr(by, "kind", "staff") != "staff":
        notices.tell_office(pledge, at=at)


def _locked(pledge: Pledge, seen: int) -> Pledge:
    rows = Pledge.objects.select_for_update(of=("self",)).select_related("book", "donor")
    pledge = rows.get(pk=pledge.pk)
    refuse_if(why_stale(seen, pledge.version))
    return pledge


def _keep(pledge: Pledge) -> None:
    ended = pledge.ended_on.isoformat() if pledge.ended_on else ""
    pledge.before = {
        "yen": pledge.yen,
        "every": pledge.every,
        "ended_on": ended,
        "first_due": pledge.first_due.isoformat(),
        "first_turn": pledge.first_turn,
    }


def _save(pledge: Pledge, *fields: str) -> None:
    pledge.version += 1
    pledge.save(update_fields=[*fields, "before", "version"])


def _record(did: str, pledge: Pledge, *, by, on: date, **facts) -> None:
    records.add(by=by, did=did, about=pledge, concerns=[pledge.donor_id], on=on, **facts)
