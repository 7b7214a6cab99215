"""議題の審議 — opened, members recused, decided with reasons, referred, or put off; then the board."""

from datetime import date, datetime

from django.db import transaction

from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.governance.fund.council import duties, interests, queries
from tsunagari.governance.fund.council.actions.meetings import locked
from tsunagari.governance.fund.council.models import (
    Ballot,
    BoardDecision,
    Decision,
    Item,
    Meeting,
    Recusal,
)
from tsunagari.governance.fund.council.rules import quorum, steps
from tsunagari.kernel.records import actions as records

ENDS = {"refer": Item.State.REFERRED, "defer": Item.State.PUT_OFF}


def locked_item(item: Item) -> Item:
    """The item under lock, its meeting before it."""
    meeting = locked(Meeting(pk=item.meeting_id))
    rows = Item.objects.select_for_update(of=("self",)).select_related("entry__call")
    item = rows.get(pk=item.pk)
    item.meeting = meeting
    return item


@transaction.atomic
def open_item(item: Item, *, by, on: date, at: datetime) -> Item:
    """審議を始める — who is near to it is out of it from now on, and leaves the room."""
    item = locked_item(item)
    others = item.meeting.items.filter(state=Item.State.OPEN)
    refuse_if(
        steps.why_not_open_item(
            meeting=item.meeting.state,
            item=item.state,
            other_open=others.exists(),
            written=item.meeting.written,
        )
    )
    _store_recusals(item, on)
    item.state, item.opened_at = Item.State.OPEN, at
    item.save(update_fields=["state", "opened_at"])
    _record("council.item_opened", item, by=by, on=on)
    return item


def _store_recusals(item: Item, on: date) -> dict[int, str]:
    """What is known now stands beside what was said before; nobody comes back in by it."""
    found = queries.out_of(item, on=on)
    Recusal.objects.bulk_create(
        [Recusal(item=item, party_id=pk, reason=why) for pk, why in found.items()],
        ignore_conflicts=True,
    )
    return found


@transaction.atomic
def recuse(item: Item, party, *, reason: str, by, on: date) -> Recusal:
    """議題から外す — said in the room, or found by the office; before a ballot is opened."""
    item = locked_item(item)
    key = getattr(party, "pk", party)
    refuse_if(
        steps.why_not_recuse(
            running=item.state in (Item.State.WAITING, Item.State.OPEN),
            voting=item.ballot is not None,
            member=key in queries.members_of(item.meeting),
            reason=reason in interests.REASONS,
        )
    )
    made, _new = Recusal.objects.get_or_create(item=item, party_id=key, defaults={"reason": reason})
    records.add(
        by=by,
        did="council.recused",
        about=item.meeting,
        concerns=[key],
        on=on,
        private={"reason": reason},
        item=item.number,
    )
    return made


def counted(item: Item, *, on: date, at: datetime) -> tuple[quorum.Room, quorum.Answer]:
    """定足数 — of one item at one moment."""
    room = queries.room_of(item, on=on, at=at)
    return room, quorum.decide(room, queries.terms_of(item))


def as_printed(room: quorum.Room, answer: quorum.Answer) -> dict:
    """What the minutes say of how an item was counted."""
    return {
        "members": room.members,
        "recused": room.recused,
        "present": room.present,
        "eligible": answer.eligible,
        "base": answer.base,
        "needed": answer.needed,
        "quorate": answer.quorate,
        "rule": answer.rule,
    }


@transaction.atomic
def decide(
    item: Item,
    *,
    outcome: str,
    reasons: str,
    by,
    on: date,
    at: datetime,
    seen: int | None = None,
) -> Decision:
    """決定を記録する — what was carried, or that it was not; with reasons, and never changed."""
    item = locked_item(item)
    ballot = item.ballot
    if ballot is None:
        room, answer = counted(item, on=on, at=at)
        item.counted, quorate = as_printed(room, answer), answer.quorate
        _store_recusals(item, on)
    else:
        quorate = ballot.outcome != quorum.WAITING
    refuse_if(
        _why_not_decide(item, ballot)
        + steps.why_not_decide(
            carried=bool(ballot and ballot.outcome == quorum.CARRIED),
            quorate=quorate,
            motion=item.motion,
            outcome=outcome,
            reasons=reasons,
            votes=ballot is not None,
        )
    )
    item.state, item.closed_at = ENDS.get(outcome, Item.State.DONE), at
    item.save(update_fields=["state", "closed_at", "counted"])
    decision = Decision.objects.create(
        item=item,
        entry=item.entry,
        meeting=item.meeting,
        ballot=ballot,
        outcome=outcome,
        yen=item.yen if outcome in steps.MONEY else None,
        reasons=reasons.strip(),
        on=queries.day_of(item.meeting),
    )
    _record("council.decided", item, by=by, on=on, outcome=outcome, yen=decision.yen)
    duties.follow(item.meeting, on=on, by=by)
    return decision


def _why_not_decide(item: Item, ballot: Ballot | None) -> list[Reason]:
    return steps.why_not_end_item(
        item=item.state, kind=item.kind, ballot=ballot.state if ballot else ""
    )


@transaction.atomic
def heard(item: Item, *, by, on: date, at: datetime) -> Item:
    """報告を聞いた — nothing is voted on."""
    item = locked_item(item)
    refuse_if(steps.why_not_hear(item=item.state, kind=item.kind))
    item.state, item.closed_at = Item.State.DONE, at
    item.save(update_fields=["state", "closed_at"])
    _record("council.decided", item, by=by, on=on)
    return item


@transaction.atomic
def board_decides(
    decision: Decision,
    *,
    outcome: str,
    yen: int | None,
    reasons: str,
    decided_on: date | None,
    by,
    on: date,
) -> BoardDecision:
    """理事会の決定を記録する — on which day, what, and why; the council's own word stays beside it."""
    rows = Decision.objects.select_for_update(of=("self",))
    decision = rows.select_related("meeting__articles", "item", "board").get(pk=decision.pk)
    refuse_if(
        steps.why_not_board(
            needed=queries.needs_board(decision),
            decided=hasattr(decision, "board"),
            outcome=outcome,
            yen=yen,
            ceiling=decision.yen,
            reasons=reasons,
            day=decided_on,
            since=decision.on,
            on=on,
        )
    )
    made = BoardDecision.objects.create(
        decision=decision,
        outcome=outcome,
        yen=yen,
        reasons=reasons.strip(),
        decided_on=decided_on,
        written_on=on,
    )
    records.add(by=by, did="council.board", about=decision, on=on, outcome=outcome, yen=yen)
    duties.follow(decision.meeting, on=on, by=by)
    return made


def _record(did: str, item: Item, *, by, on: date, **facts) -> None:
    records.add(by=by, did=did, about=item.meeting, on=on, item=item.number, **facts)
