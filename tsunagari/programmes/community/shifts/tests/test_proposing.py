"""割り当ての案 — the worker makes what was asked for last, whole or not at all."""

import pytest
from django.db import connection

from tests.cast import NOW
from tests.cast_shifts import WHEN, joined, made_shift, proposed
from tsunagari.programmes.community.shifts import queries
from tsunagari.programmes.community.shifts.actions import assigning, proposing


class Killed(BaseException):
    """The worker is gone."""


def killed(execute, sql, params, many, context):
    """Everything up to the one write happens, and then nothing more."""
    if sql.startswith("UPDATE"):
        raise Killed
    return execute(sql, params, many, context)


@pytest.mark.usefixtures("cast_day")
class TestTheWish:
    """頼む — the last wish counts."""

    def test_the_worker_keeps_only_what_was_asked_for_last(self, event):
        joined(event, wants=[made_shift(event)])
        first = proposing.want(event, **WHEN)
        again = proposing.want(event, **WHEN)

        assert proposing.make(first, at=NOW) is False
        assert queries.draft_of(event).made_at is None
        assert proposing.make(again, at=NOW) is True
        assert proposing.make(again, at=NOW) is False

    def test_an_accepted_proposal_is_gone(self, event):
        joined(event, wants=[made_shift(event)])

        assert assigning.accept(event, seen=proposed(event).digest, **WHEN) == 1

        assert queries.draft_of(event) is None

    def test_a_worker_that_is_killed_leaves_the_wish_and_no_half_proposal(self, event):
        joined(event, wants=[made_shift(event)])
        proposing.want(event, **WHEN)

        with connection.execute_wrapper(killed), pytest.raises(Killed):
            proposing.make_waiting(at=NOW)

        draft = queries.draft_of(event)
        assert (draft.wanted_at, draft.made_at, draft.said) == (NOW, None, {})
        assert proposing.make_waiting(at=NOW) == 1
        assert len(queries.draft_of(event).said["new"]) == 1
