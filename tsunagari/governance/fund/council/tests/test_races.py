"""同時に押す — a member votes once, whatever is pressed at once, and the tally is what was stored."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import NOW, TODAY
from tests.cast_council import begin, call, put
from tsunagari.base.refusals import Refused
from tsunagari.governance.fund.council import queries
from tsunagari.governance.fund.council.actions import ballots, items
from tsunagari.governance.fund.council.models import Slip, Vote, Voter
from tsunagari.governance.fund.council.rules.ballots import (
    CHOICES,
    Stored,
    chain,
    tally,
    why_broken,
)

WHEN = {"on": TODAY, "at": NOW}


def at_once(*acts) -> list:
    """The answers of acts that start in the same moment; a refusal is an answer too."""
    start = Barrier(len(acts))

    def run(act):
        start.wait()
        try:
            return act()
        except Refused as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.mark.django_db(transaction=True)
def test_whatever_is_pressed_at_once_each_member_has_one_ballot(council, judges, sato):
    meeting = call(council, sato)
    secret = put(meeting, sato, kind="appointment", title="選任")
    named = put(meeting, sato)
    begin(meeting, judges[:4], sato)
    for item, table in ((secret, Slip), (named, Vote)):
        ballot = ballots.open(items.open_item(item, by=sato, **WHEN), by=sato, **WHEN)
        presses = [(judge, choice) for judge in judges[:4] for choice in ("yes", "no")]
        said = at_once(
            *[
                partial(ballots.cast, ballot, choice, by=judge, **WHEN)
                for judge, choice in [*presses, (judges[5], "yes")]
            ]
        )

        assert sum(isinstance(one, Refused) for one in said) == 5
        assert table.objects.filter(ballot=ballot).count() == 4
        assert Voter.objects.filter(ballot=ballot, voted=True).count() == 4
        ballots.close(ballot, by=sato, **WHEN)
        ballot = ballots.tally(ballot, by=sato, on=TODAY)
        assert queries.why_broken(ballot) == []
        assert ballot.yes + ballot.no + ballot.abstain == 4
        ballots.confirm(ballot, by=sato, on=TODAY)
        items.decide(
            item,
            outcome="yes" if ballot.outcome == "carried" else "defer",
            reasons="数えたとおり",
            by=sato,
            **WHEN,
        )


@given(st.lists(st.sampled_from(CHOICES), max_size=9), st.integers(0, 8), st.sampled_from(CHOICES))
def test_the_tally_is_what_is_stored_and_no_change_of_it_passes(said, place, other):
    stored = [Stored(f"{number:032x}", choice) for number, choice in enumerate(said)]
    hashes = chain("b", stored)
    head = hashes[-1] if hashes else ""
    votes = tally(stored)

    assert why_broken("b", stored, hashes, head, len(said)) == []
    assert (votes.yes, votes.no, votes.abstain) == tuple(map(said.count, CHOICES))
    assert votes.all == len(said)
    if place < len(said):
        rows = [*stored]
        rows[place] = Stored(rows[place].key, other)
        broken = why_broken("b", rows, hashes, head, len(said))
        assert bool(broken) == (other != said[place])
        short = why_broken("b", stored[:-1], hashes[:-1], head, len(said))
        assert [reason.rule for reason in short] == ["chain", "count"]
