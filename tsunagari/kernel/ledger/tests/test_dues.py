"""支払の予定 — promised, owed, approved, sent, settled, given back; never a yen more than free."""

from datetime import date

import pytest

from tests.cast import TODAY
from tsunagari.base.refusals import Refused
from tsunagari.kernel.ledger import dues, queries
from tsunagari.kernel.parties.actions import add_organisation
from tsunagari.kernel.records import actions as records

pytestmark = pytest.mark.django_db


@pytest.fixture
def act(sato):
    """What every step is told: the record of the caller's act, who, and on which day."""

    def told(on=TODAY):
        return {"because": records.add(by=sato, did="test.done", on=on), "by": sato, "on": on}

    return told


@pytest.fixture
def reserve(book, fund, act):
    creditor = add_organisation("助成を受ける団体").party

    def reserved(yen, **more):
        told = {"fund": fund, "measure": "1-4", "about": book} | act() | more
        return dues.reserve(book, creditor, yen, **told)

    return reserved


def free_of(book, fund):
    return queries.free(book, fund=fund, measure="1-4", on=TODAY)


def refused(act) -> list[str]:
    with pytest.raises(Refused) as found:
        act()
    return [reason.rule for reason in found.value.reasons]


def test_money_goes_from_a_promise_to_the_bank_and_back(book, fund, reserve, act):
    due = reserve(300_000)
    assert free_of(book, fund) == 700_000

    due = dues.owe(due, due_on=date(2026, 12, 25), **act())
    assert free_of(book, fund) == 700_000
    assert queries.balance(book, account="2110", fund=fund, on=TODAY) == -300_000

    due = dues.approve(due, **act())
    due = dues.send(due, **act())
    due = dues.bounce(due, **act())
    due = dues.settle(due, **act())
    assert refused(lambda: dues.settle(due, **act())) == ["state"]
    assert queries.balance(book, account="2110", on=TODAY) == 0
    assert queries.balance(book, account="1120", on=TODAY) == -300_000

    assert refused(lambda: dues.give_back(due, 300_001, **act())) == ["more"]
    due = dues.give_back(due, 100_000, **act())
    due = dues.give_back(due, 200_000, **act())
    assert due.state == "returned"
    assert free_of(book, fund) == 1_000_000


def test_what_is_released_is_free_again(book, fund, reserve, act):
    reserved, owed = reserve(1_000), reserve(2_000)
    owed = dues.owe(owed, due_on=TODAY, **act())

    dues.release(reserved, **act())
    dues.release(owed, **act())

    assert free_of(book, fund) == 1_000_000
    assert queries.balance(book, account="5500", on=TODAY) == 0


def test_no_more_is_promised_than_is_free(book, fund, reserve):
    reserve(999_999)

    assert refused(lambda: reserve(2)) == ["free"]
    assert refused(lambda: reserve(1, measure="1-1")) == ["budget"]
    assert refused(lambda: reserve(0)) == ["amount"]
    reserve(1)
    assert free_of(book, fund) == 0
