"""両方が認めた金額 — the other side takes over what the candidate says: the old line goes, a new one comes.

Both lines stay to be read with what was said of them; each names the other.
"""

from datetime import date, datetime

from django.db import transaction

from tsunagari.base.refusals import refuse_if
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.talent.costs import notices, queries
from tsunagari.programmes.talent.costs.actions.following import follow
from tsunagari.programmes.talent.costs.actions.lines import Who, to_translate, who
from tsunagari.programmes.talent.costs.models import Answer, Cost
from tsunagari.programmes.talent.costs.rules import amounts, lines

# What the new line has of the old one: all but the amount and what was said of it.
SAME = (
    *("case", "whom", "asked_by", "whom_words", "category", "words", "currency", "rate", "rate_on"),
    *("rate_source", "asked_on", "paid_on", "gives_back", "receipt"),
)


def theirs(cost: Cost, writer: Who) -> bool:
    """Whether somebody speaks for who asked; for one without a seat here, the office does."""
    if writer.entered_as == Cost.By.STAFF:
        return cost.asked_by_id is None
    return bool(writer.body) and writer.body.pk == cost.asked_by_id


@transaction.atomic
def agree(cost: Cost, *, claimed: int | None, seen: int, by, on: date, at: datetime) -> Cost:
    """本人が言う金額に直す — answers the new line; pressed twice, the same one."""
    cost = Cost.objects.select_for_update(of=("self",)).select_related("case").get(pk=cost.pk)
    writer = who(by)
    mine = theirs(cost, writer)
    made = Cost.objects.filter(replaces=cost).first()
    if made and mine and made.minor == claimed:
        return made
    refuse_if(
        lines.why_not_agree(
            annulled=cost.annulled_at is not None,
            disputed=cost.said == Cost.Said.DISPUTED,
            seen=seen,
            version=cost.version,
            said=claimed,
            claimed=cost.claimed_minor,
            refunds=cost.refunds.filter(annulled_at=None).exists(),
            theirs=mine,
        )
        or _why_not_back(cost)
    )
    said = _said(cost, by=by, at=at)
    made = _instead(cost, writer, by=by, at=at)
    to_translate(made, made, "words", made.words, by=by, on=on)
    _record(cost, made, by=by, on=on, at=at)
    notices.tell_answer(said, at=at)
    follow(cost, on=on, by=by)
    return made


def _why_not_back(cost: Cost) -> list:
    """Of money that came back no more than was paid."""
    if not cost.gives_back_id:
        return []
    yen = amounts.in_yen(cost.claimed_minor, cost.currency, cost.rate)
    left = queries.left_of(cost.gives_back) + cost.yen
    return lines.why_not_give_back(annulled=False, paid=True, is_refund=False, yen=yen, left=left)


def _said(cost: Cost, *, by, at: datetime) -> Answer:
    """The old line: what who asked says of it now, and that it counts no more."""
    cost.asker_said, cost.version = Cost.Said.DISPUTED, cost.version + 1
    cost.annulled_at, cost.annulled_by = at, by.party
    cost.save(update_fields=["asker_said", "version", "annulled_at", "annulled_by"])
    return Answer.objects.create(
        cost=cost,
        side=Answer.Side.ASKER,
        said=Cost.Said.DISPUTED,
        claimed_minor=cost.claimed_minor,
        language=by.language,
        by=by.party,
        at=at,
    )


def _instead(cost: Cost, writer: Who, *, by, at: datetime) -> Cost:
    """The new line: both sides say that it is right."""
    facts = {name: getattr(cost, name) for name in SAME}
    return Cost.objects.create(
        **facts,
        minor=cost.claimed_minor,
        yen=amounts.in_yen(cost.claimed_minor, cost.currency, cost.rate),
        replaces=cost,
        entered_as=writer.entered_as,
        entered_by=by.party,
        entered_for=writer.body or cost.entered_for,
        entered_at=at,
        said=Cost.Said.CONFIRMED,
        asker_said=Cost.Said.CONFIRMED if cost.asked_by_id else Cost.Said.WAITING,
    )


def _record(cost: Cost, made: Cost, *, by, on: date, at: datetime) -> None:
    concerns = dict.fromkeys([cost.case.person_id, cost.asked_by_id, cost.entered_for_id])
    records.add(
        by=by,
        did="cost.agreed",
        about=made,
        concerns=[pk for pk in concerns if pk],
        on=on,
        at=at,
        yen=made.yen,
        was=cost.yen,
        line=cost.pk,
    )
