from datetime import date

import pytest

from tsunagari.kernel.duties import rulebook
from tsunagari.kernel.duties.rules import Wanted

TODAY = date(2026, 11, 24)


@pytest.fixture
def rule():
    """A rule of our own that nobody has checked yet; its words are gone after the test."""
    before = dict(rulebook.RULES)
    made = rulebook.DutyRule(
        "test.visit",
        "定期面談の記録がまだです",
        "前回は %(last)s。3か月以内に1回です。%(never_kept)s",
        "記録する",
        steps=("面談の日を決める", "記録を書く"),
        article="第19条",
        source="見本の規則",
        confidence="unsure",
        version="2026-04",
    )
    rulebook.register(made)
    yield made
    rulebook.RULES.clear()
    rulebook.RULES.update(before)


@pytest.fixture
def wants(federation):
    """wants("1", due=…): a duty of the federation as a rule would want it."""

    def make(occurrence="1", **facts):
        base = {
            "rule": "test.visit",
            "occurrence": occurrence,
            "holder": federation.party_id,
            "doer": federation.party_id,
            "opens_on": date(2026, 11, 1),
            "due": date(2026, 11, 30),
            "facts": {"last": "2026-08-20"},
            "measure": "2-3",
        }
        return Wanted(**base | facts)

    return make


@pytest.fixture
def abe(abe_login):
    from tests.cast import viewer

    return viewer(abe_login)
