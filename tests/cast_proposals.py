"""配役（施策提言） — counted months, a published table, and a second member of staff."""

import pytest

from tests.cast import PASSWORD, TODAY, viewer

PLACES = [
    ["work", "vi", "流山市", 9],
    ["life", "vi", "流山市", 7],
    ["residence", "id", "柏市", 3],
]


@pytest.fixture
def september(db):
    """2026年9月 — nineteen consultations, counted."""
    from tsunagari.programmes.talent.proposals.models import Month

    return Month.objects.create(month="2026-09", counted_on=TODAY, places=PLACES)


@pytest.fixture
def table(september, sato):
    """By topic: the sum and 仕事 are shown, the two others are not."""
    from tsunagari.programmes.talent.proposals import actions
    from tsunagari.programmes.talent.proposals.rules.counts import Asked

    return actions.publish_table(Asked("topic", "2026-09", "2026-09"), by=sato, on=TODAY)


@pytest.fixture
def ito_login(federation):
    """伊藤 — staff too."""
    from tsunagari.kernel.roles.actions import admit

    body = federation.party.organisation
    names = {"family": "伊藤", "given": "明"}
    return admit(
        body, "staff", email="ito@example.jp", password=PASSWORD, by=None, on=TODAY, **names
    )


@pytest.fixture
def ito(ito_login):
    return viewer(ito_login)


@pytest.fixture
def proposal(table, sato):
    """A draft that rests on the table."""
    from tsunagari.programmes.talent.proposals import actions

    return actions.draft(
        title="相談窓口を増やす",
        topic="work",
        asked_of="city",
        words="夜に相談できる窓口がほしいです。",
        voices="「仕事のあとに行ける所がない」という声が多いです。",
        tables=[table],
        by=sato,
        on=TODAY,
    )
