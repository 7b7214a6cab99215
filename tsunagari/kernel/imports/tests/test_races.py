"""Two people, or two workers, at the same file in the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from tests.cast import NOW
from tsunagari.base.refusals import Refused
from tsunagari.kernel.imports import actions
from tsunagari.kernel.imports.models import Batch
from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.records.models import Record

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts) -> list:
    """What acts that start in the same moment answer: a state, or the rule that refused."""
    start = Barrier(len(acts))

    def run(act):
        start.wait()
        try:
            answer = act()
            return answer.state if isinstance(answer, Batch) else answer
        except Refused as refused:
            return refused.reasons[0].rule
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def named(name):
    return sum(party.name.reveal() == name for party in Party.objects.filter(kind="organisation"))


def test_two_who_accept_at_once_write_once(send, who):
    batch = send("みどり台")

    answers = at_once(*[lambda: actions.accept(batch, **who)] * 3)

    assert sorted(answers) == ["accepted", "state", "state"]
    assert named("みどり台") == 1
    assert Record.objects.filter(did="import.accepted").count() == 1


def test_accepting_and_dropping_at_once_has_one_winner(send, who):
    batch = send("みどり台")

    answers = at_once(
        lambda: actions.accept(batch, **who),
        lambda: actions.drop(batch, by=who["by"], at=NOW),
    )

    batch.refresh_from_db()
    assert sorted(answers) == sorted([batch.state, "state"])
    assert named("みどり台") == (batch.state == "accepted")


def test_two_who_undo_at_once_undo_once(send, who):
    batch = actions.accept(send("みどり台"), **who)

    answers = at_once(*[lambda: actions.undo(batch, **who)] * 2)

    assert sorted(answers) == ["state", "undone"]
    assert named("みどり台") == 0


def test_two_workers_read_a_file_in_once(send, who):
    batch = actions.accept_later(send("みどり台"), **who)

    at_once(*[lambda: actions.run_waiting(at=NOW)] * 2)

    batch.refresh_from_db()
    assert batch.state == "accepted"
    assert named("みどり台") == 1
