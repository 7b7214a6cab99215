"""配役（企業版ふるさと納税） — a municipality, its project, a company's case, and the federation's book."""

from datetime import date

import pytest

from tests.cast import TODAY
from tests.cast_talent import make_body

TOLD = {
    "yen": 1_000_000,
    "head_office": "東京都千代田区",
    "blue_return": "yes",
    "no_return": "yes",
    "linked": "no",
    "name_shown": True,
}
SCAN = b"%PDF-1.4 sample"


@pytest.fixture
def town(federation):
    """流山市 — a municipality."""
    return make_body("流山市", "municipality", municipality="流山市")


@pytest.fixture
def general(book):
    return book.funds.get(code="general")


@pytest.fixture
def town_project(town, sato):
    """A project of which nothing is confirmed."""
    from tsunagari.governance.fund.hometown.actions import way

    words = {"title": "多文化共生の町づくり", "plan": "見本の地域再生計画"}
    return way.note_project(town, area="流山市", by=sato, on=TODAY, **words)


@pytest.fixture
def donation(maker, town_project, sato):
    """流山製作所 thinks of giving a million yen."""
    from tsunagari.governance.fund.hometown.actions import way

    return way.open_case(maker, town_project, yen=1_000_000, by=sato, on=TODAY)


def confirm(project, by):
    from tsunagari.governance.fund.hometown.actions import way

    known = {"certified": "yes", "excluded": "no", "until_day": date(2028, 3, 31)}
    return way.confirm_project(project, source="市の企画の課に電話", by=by, on=TODAY, **known)


def walk(donation, by, until="receipted"):
    """The case, step by step on one day, up to a state."""
    from tsunagari.governance.fund.hometown.actions import way

    confirm(donation.project, by)
    one = way.tell(donation, seen=donation.version, by=by, on=TODAY, **TOLD)
    acts = {
        "checked": lambda one: way.check(one, seen=one.version, by=by, on=TODAY),
        "offered": lambda one: way.offer(
            one, offered_on=TODAY, letter=SCAN, seen=one.version, by=by
        ),
        "accepted": lambda one: way.accept(one, answered_on=TODAY, seen=one.version, by=by),
        "paid": lambda one: way.note_payment(
            one, payee=one.project.town, paid_on=TODAY, seen=one.version, by=by
        ),
        "receipted": lambda one: way.note_receipt(
            one, receipt_on=TODAY, file=SCAN, name="receipt.pdf", seen=one.version, by=by
        ),
    }
    for state, act in acts.items():
        one = act(one)
        if state == until:
            break
    return one
