"""答え — either side says that a line is right or wrong; what was said before stays to be read."""

from datetime import date, datetime

from django.db import transaction

from tsunagari.base.refusals import refuse_if
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.talent.costs import notices
from tsunagari.programmes.talent.costs.actions.following import follow
from tsunagari.programmes.talent.costs.models import Answer, Cost
from tsunagari.programmes.talent.costs.rules import amounts, lines

SAID = {Answer.Side.CANDIDATE: "said", Answer.Side.ASKER: "asker_said"}


@transaction.atomic
def answer(
    cost: Cost,
    *,
    right: bool,
    seen: int,
    by,
    on: date,
    at: datetime,
    words: str = "",
    claimed: int | None = None,
) -> Cost:
    """費用に答える — the candidate, or who asked; with `claimed` the amount that it was instead."""
    cost = Cost.objects.select_for_update().get(pk=cost.pk)
    refuse_if(
        lines.why_not_answer(
            annulled=cost.annulled_at is not None, seen=seen, version=cost.version, words=words
        )
    )
    side = Answer.Side.CANDIDATE if by.kind == "worker" else Answer.Side.ASKER
    said = Cost.Said.CONFIRMED if right else Cost.Said.DISPUTED
    claimed = None if right else claimed
    _settle(cost, side, said, claimed)
    made = Answer.objects.create(
        cost=cost,
        side=side,
        said=said,
        words=words.strip(),
        claimed_minor=claimed,
        language=by.language,
        by=by.party,
        at=at,
    )
    _record(cost, said, words, by=by, on=on, at=at)
    notices.tell_answer(made, at=at)
    follow(cost, on=on, by=by)
    return cost


def _settle(cost: Cost, side: str, said: str, claimed: int | None) -> None:
    """What this side says now; the other side's answer stays as it is."""
    setattr(cost, SAID[side], said)
    if side == Answer.Side.CANDIDATE:
        cost.claimed_minor = claimed
        cost.claimed_yen = (
            None if claimed is None else amounts.in_yen(claimed, cost.currency, cost.rate)
        )
    cost.version += 1
    cost.save(update_fields=[SAID[side], "claimed_minor", "claimed_yen", "version"])


def _record(cost: Cost, said: str, words: str, *, by, on: date, at: datetime) -> None:
    did = "cost.confirmed" if said == Cost.Said.CONFIRMED else "cost.disputed"
    concerns = dict.fromkeys([cost.case.person_id, cost.asked_by_id, cost.entered_for_id])
    records.add(
        by=by,
        did=did,
        about=cost,
        concerns=[pk for pk in concerns if pk],
        on=on,
        at=at,
        yen=cost.yen,
        private={"words": words.strip()} if words.strip() else None,
    )
