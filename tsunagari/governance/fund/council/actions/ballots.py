"""採決 — opened for those who are there, voted once each, closed, tallied from what is stored, confirmed."""

from datetime import date, datetime

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.governance.fund.council import interests, queries
from tsunagari.governance.fund.council.actions import items
from tsunagari.governance.fund.council.models import Ballot, Item, Recusal, Slip, Vote, Voter
from tsunagari.governance.fund.council.rules import ballots as rules
from tsunagari.governance.fund.council.rules import quorum, steps
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.reviews.models import Entry

State = Ballot.State


@transaction.atomic
def open(item: Item, *, by, on: date, at: datetime) -> Ballot:
    """採決を始める — with a quorum of those who are not recused; they are the voters, nobody else."""
    item = items.locked_item(item)
    refuse_if(
        steps.why_not_ballot(item=item.state, kind=item.kind, has_ballot=item.ballot is not None)
    )
    room, answer = items.counted(item, on=on, at=at)
    refuse_if(list(answer.reasons))
    out = queries.out_of(item, on=on)
    Recusal.objects.bulk_create(
        [Recusal(item=item, party_id=pk, reason=why) for pk, why in out.items()],
        ignore_conflicts=True,
    )
    item.counted = items.as_printed(room, answer)
    item.save(update_fields=["counted"])
    ballot = Ballot.objects.create(item=item, secret=item.secret, opened_at=at)
    voters = sorted(queries.here(item.meeting, at) - set(out))
    Voter.objects.bulk_create(Voter(ballot=ballot, party_id=pk) for pk in voters)
    _record("ballot.opened", ballot, by=by, on=on, voters=len(voters), secret=item.secret)
    return ballot


@transaction.atomic
def cast(ballot: Ballot, choice: str, *, by, on: date, at: datetime) -> None:
    """投票する — a member for themselves, once; of a secret ballot nothing joins the two."""
    ballot = _locked(ballot)
    _vote(ballot, by.party.pk, choice, on=on, at=at)
    _record("ballot.cast", ballot, by=by, on=on, concerns=[by.party.pk])


@transaction.atomic
def call_out(ballot: Ballot, party, choice: str, *, by, on: date, at: datetime) -> None:
    """口頭の票を記録する — of a roll call, where a member said it aloud; never of a secret ballot."""
    ballot = _locked(ballot)
    words = _("無記名の投票は、委員が自分で投票します。")
    refuse_if([Reason(words, rule="secret")] if ballot.secret else [])
    key = getattr(party, "pk", party)
    _vote(ballot, key, choice, on=on, at=at)
    _record("ballot.cast", ballot, by=by, on=on, concerns=[key], aloud=True)


def _vote(ballot: Ballot, party: int, choice: str, *, on: date, at: datetime) -> None:
    voter = ballot.voters.filter(party=party).first()
    near = interests.recused(ballot.item.entry, [party], on=on) if voter else {}
    refuse_if(
        rules.why_not_vote(
            open=ballot.state == State.OPEN,
            listed=voter is not None and not near,
            voted=bool(voter and voter.voted),
            here=party in queries.here(ballot.item.meeting, at),
            choice=choice,
        )
    )
    Voter.objects.filter(pk=voter.pk).update(voted=True)
    if ballot.secret:
        _into_the_box(ballot, choice)
    else:
        _to_the_chain(ballot, choice, party)


def _into_the_box(ballot: Ballot, choice: str) -> None:
    """Every slip gets a new random key and they are written anew in its order: the box is mixed."""
    said = [*ballot.slips.values_list("choice", flat=True), choice]
    ballot.slips.all().delete()
    slips = sorted((Slip(ballot=ballot, choice=one) for one in said), key=lambda slip: slip.key)
    Slip.objects.bulk_create(slips)


def _to_the_chain(ballot: Ballot, choice: str, party: int) -> None:
    _append(ballot, [Vote(key="", choice=choice, party_id=party)])


def _append(ballot: Ballot, votes: list[Vote]) -> None:
    """The next links; the head of the chain stands with the ballot."""
    stored, _hashes = queries.stored_of(ballot)
    for seq, vote in enumerate(votes, len(stored)):
        vote.ballot, vote.seq, vote.secret = ballot, seq, ballot.secret
        stored.append(rules.Stored(vote.key, vote.choice, vote.party.code if vote.party else ""))
    for vote, one in zip(
        votes, rules.chain(queries.start_of(ballot), stored)[-len(votes) :], strict=True
    ):
        vote.hash = one
    Vote.objects.bulk_create(votes)
    ballot.head = votes[-1].hash
    ballot.save(update_fields=["head"])


@transaction.atomic
def close(ballot: Ballot, *, by, on: date, at: datetime) -> Ballot:
    """締め切る — the box of a secret ballot is emptied into the chain, in the order of its keys.

    Annulled instead where the count would tell too much, or where somebody near has voted.
    """
    ballot = _locked(ballot)
    _refuse_unless(ballot, State.OPEN)
    struck = _strike(ballot, on)
    refuse_if(rules.why_not_close(secret=ballot.secret, awaited=_awaited(ballot, at)))
    slips = list(ballot.slips.order_by("key"))
    if ballot.secret and (struck or rules.too_few(len(slips))):
        return _annul(ballot, by=by, on=on)
    if slips:
        _append(ballot, [Vote(key=slip.key, choice=slip.choice) for slip in slips])
        ballot.slips.all().delete()
    ballot.state, ballot.closed_at = State.CLOSED, at
    ballot.save(update_fields=["state", "closed_at"])
    _record("ballot.closed", ballot, by=by, on=on, votes=ballot.votes.count(), head=ballot.head)
    return ballot


def _awaited(ballot: Ballot, at: datetime) -> int:
    """How many are there, may vote and have not."""
    here = queries.here(ballot.item.meeting, at) - _recused(ballot.item)
    return ballot.voters.filter(voted=False, party__in=here).count()


def _recused(item: Item) -> set[int]:
    return set(item.recusals.values_list("party_id", flat=True))


def _strike(ballot: Ballot, on: date) -> set[int]:
    """あとから分かった利益相反 — who is near by now is out of the item; who of them has voted."""
    item, voters = ballot.item, dict(ballot.voters.values_list("party_id", "voted"))
    near = interests.recused(item.entry, voters, on=on)
    Recusal.objects.bulk_create(
        [Recusal(item=item, party_id=pk, reason=why) for pk, why in near.items()],
        ignore_conflicts=True,
    )
    out = _recused(item)
    if out & set(voters):
        recused = len(out & set(queries.members_of(item.meeting)))
        room = quorum.Room(item.counted["members"], recused, len(set(voters) - out))
        item.counted = items.as_printed(room, quorum.decide(room, queries.terms_of(item)))
        item.save(update_fields=["counted"])
    return {pk for pk in out if voters.get(pk)}


def _annul(ballot: Ballot, *, by, on: date) -> Ballot:
    """無効にする — nothing of it is counted or shown; the item may be voted on again."""
    ballot.slips.all().delete()
    ballot.state, ballot.outcome, ballot.casting = State.ANNULLED, "", ""
    ballot.yes = ballot.no = ballot.abstain = None
    ballot.save(update_fields=["state", "outcome", "casting", "yes", "no", "abstain"])
    _record("ballot.annulled", ballot, by=by, on=on)
    return ballot


@transaction.atomic
def tally(ballot: Ballot, *, by, on: date) -> Ballot:
    """数える — from the stored ballots, after the chain was proved; whoever counts finds the same."""
    ballot = _locked(ballot)
    _refuse_unless(ballot, State.CLOSED)
    refuse_if(queries.why_broken(ballot))
    return _count(ballot, _strike(ballot, on), by=by, on=on)


def _count(ballot: Ballot, struck: set[int], *, by, on: date) -> Ballot:
    """Without those who are struck; a secret ballot in which one of them voted cannot be counted."""
    if ballot.secret and struck:
        return _annul(ballot, by=by, on=on)
    votes = rules.tally(queries.counting(ballot))
    ballot.yes, ballot.no, ballot.abstain = votes.yes, votes.no, votes.abstain
    ballot.outcome, ballot.casting = outcome_of(ballot, votes), ""
    ballot.state = State.TALLIED
    ballot.save(update_fields=["yes", "no", "abstain", "outcome", "casting", "state"])
    _record(
        "ballot.tallied", ballot, by=by, on=on, yes=votes.yes, no=votes.no, abstain=votes.abstain
    )
    return ballot


def outcome_of(ballot: Ballot, votes: quorum.Votes) -> str:
    """How the vote went, by the articles of the meeting; in writing only with everybody's yes."""
    item = ballot.item
    if item.meeting.written:
        return quorum.unanimous(votes, item.counted["eligible"])[0]
    return quorum.of_ballot(votes, queries.terms_of(item), least=item.counted["needed"])


@transaction.atomic
def break_tie(ballot: Ballot, choice: str, *, by, on: date) -> Ballot:
    """議長の決裁 — where the articles know it, of a tie, by a chair who could vote."""
    ballot = _locked(ballot)
    refuse_if(
        steps.why_not_casting(
            tied=ballot.state == State.TALLIED and ballot.outcome == quorum.TIED,
            allowed=ballot.item.meeting.articles.casting_vote,
            chair=queries.chair_of(ballot.item.meeting) == by.party.pk
            and ballot.voters.filter(party=by.party).exists()
            and not interests.recused(ballot.item.entry, [by.party.pk], on=on),
            choice=choice,
        )
    )
    ballot.casting = choice
    votes = quorum.Votes(ballot.yes or 0, ballot.no or 0, ballot.abstain or 0, choice)
    ballot.outcome = outcome_of(ballot, votes)
    ballot.save(update_fields=["casting", "outcome"])
    _record("ballot.casting", ballot, by=by, on=on, choice=choice)
    return ballot


@transaction.atomic
def confirm(ballot: Ballot, *, by, on: date) -> Ballot:
    """確定する — counted once more; after it nothing of the ballot changes.

    Where somebody turned out to be near since, the new count is looked at before it is confirmed.
    """
    ballot = _locked(ballot)
    _refuse_unless(ballot, State.TALLIED)
    refuse_if(queries.why_broken(ballot))
    before = _recused(ballot.item)
    struck = _strike(ballot, on)
    if _recused(ballot.item) != before:
        return _count(ballot, struck, by=by, on=on)
    waits = ballot.outcome == quorum.TIED and ballot.item.meeting.articles.casting_vote
    words = _("可否同数です。議長が決めてから確定してください。")
    refuse_if([Reason(words, rule="chair")] if waits else [])
    ballot.state = State.CONFIRMED
    ballot.save(update_fields=["state"])
    _record("ballot.confirmed", ballot, by=by, on=on, outcome=ballot.outcome)
    return ballot


def _locked(ballot: Ballot) -> Ballot:
    """The ballot under lock, and its application: nobody declares on it in between."""
    rows = Ballot.objects.select_for_update(of=("self",))
    ballot = rows.select_related(
        "item__meeting__articles", "item__meeting__gathering", "item__entry__call"
    ).get(pk=ballot.pk)
    if ballot.item.entry_id:
        Entry.objects.select_for_update().get(pk=ballot.item.entry_id)
    return ballot


def _refuse_unless(ballot: Ballot, state: str) -> None:
    words = _("この採決は、いまこの段階に進められません。画面をもう一度見てください。")
    refuse_if([] if ballot.state == state else [Reason(words, rule="state")])


def _record(did: str, ballot: Ballot, *, by, on: date, concerns=(), **facts) -> None:
    records.add(by=by, did=did, about=ballot, on=on, concerns=concerns, **facts)
