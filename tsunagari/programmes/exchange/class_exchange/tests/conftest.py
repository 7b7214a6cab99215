"""試験の用意 — a proposal, and many acts that start in the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from tests.cast import NOW, TODAY


@pytest.fixture
def proposal(pairing, yamada, maria):
    """A session that 山田 has proposed; Maria has not answered yet."""
    from tsunagari.programmes.exchange.class_exchange import planning
    from tsunagari.programmes.exchange.class_exchange.actions import sessions

    [(window, reserve)] = planning.spread(pairing, 1, now=NOW)
    return sessions.propose(pairing, window, reserve=reserve, by=yamada, on=TODAY, at=NOW)


@pytest.fixture
def accepted(proposal, maria):
    """A session that both sides have agreed on."""
    from tsunagari.programmes.exchange.class_exchange.actions import sessions

    return sessions.accept(proposal, seen=proposal.version, by=maria, on=TODAY, at=NOW)


def at_once(*acts) -> list:
    """What acts that start in the same moment return, or the Refused that they raise."""
    from tsunagari.base.refusals import Refused

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
