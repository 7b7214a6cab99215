"""停電の取り込み — a program that is killed while a statement comes in, or while its lines are booked."""

import pytest

from tests import killed
from tests.cast import NOW, TODAY
from tests.cast_gifts import ROWS, bank_file
from tsunagari.base.refusals import Refused
from tsunagari.governance.fund.gifts import queries
from tsunagari.governance.fund.gifts.actions import bank
from tsunagari.governance.fund.gifts.models import BankAccount, BankLine, Donor, Gift, Statement
from tsunagari.kernel.ledger import checks
from tsunagari.kernel.ledger import queries as ledger
from tsunagari.kernel.ledger.models import Fund, Journal

pytestmark = pytest.mark.django_db(transaction=True)


def take_in(**told):
    bank.take_in(BankAccount.objects.get(), bank_file(*ROWS), name="m.csv", at=NOW, **told)


def book_lines(**told):
    fund, donor = Fund.objects.order_by("pk").last(), Donor.objects.get()
    lines = queries.open_lines()
    bank.book_lines([bank.Choice(one.pk, fund=fund, donor=donor) for one in lines], **told)


@pytest.mark.parametrize("at", [4, 12, 20])
def test_a_statement_whose_import_was_killed_is_taken_in_whole_afterwards_and_once(
    account, takahashi, fund, sato, at
):
    assert killed.run(take_in, sato, until=at) == killed.KILLED
    assert Statement.objects.count() == BankLine.objects.count() == 0

    assert killed.run(take_in, sato) == killed.WHOLE

    assert [line.yen for line in queries.open_lines()] == [10_000, 50_000]
    with pytest.raises(Refused):
        bank.take_in(account, bank_file(*ROWS), name="m.csv", by=sato, on=TODAY, at=NOW)


def test_lines_whose_booking_was_killed_are_booked_together_afterwards(
    account, takahashi, book, fund, sato
):
    bank.take_in(account, bank_file(*ROWS), name="m.csv", by=sato, on=TODAY, at=NOW)
    for at in (10, 30, 50):
        assert killed.run(book_lines, sato, until=at) == killed.KILLED
        assert Gift.objects.count() == Journal.objects.count() == 0
        assert queries.open_lines().count() == 2

    assert killed.run(book_lines, sato) == killed.WHOLE

    assert sorted(Gift.objects.values_list("yen", flat=True)) == [10_000, 50_000]
    assert ledger.balance(book, account="1120", on=TODAY) == 60_000
    assert list(checks.findings(book)) == []
