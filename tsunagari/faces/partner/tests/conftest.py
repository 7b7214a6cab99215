"""試験の用意 — the cast's day, a proposal between the schools, and a teacher of a third school."""

import pytest
import time_machine
from django.test import Client

from tests.cast import JAPAN, NOW, TODAY, make_school, make_teacher


@pytest.fixture
def today():
    """The pages ask the clock; here it stands on the cast's day."""
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def stranger_client(today, federation):
    """中村 — teacher of a school that takes part in none of the exchanges."""
    school = make_school("ひがし中学校", "ヒガシチュウガッコウ", "JP", "Asia/Tokyo", JAPAN)
    login = make_teacher(school, "nakamura@example.jp", family="中村", given="葵")
    client = Client()
    client.force_login(login, "allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def proposal(today, pairing, yamada, maria):
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
