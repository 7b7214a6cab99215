"""参加費の行 — a fee in the bank's file is proposed by number or name, posted once, and taken back."""

from datetime import date

import pytest

from tests.cast import NOW, TODAY
from tests.cast_doors import booked
from tests.cast_events import made_event
from tests.cast_gifts import bank_file
from tsunagari.base.refusals import Refused
from tsunagari.governance.fund.gifts import known, queries
from tsunagari.governance.fund.gifts.actions import bank, fees
from tsunagari.governance.fund.gifts.actions.bank import Choice
from tsunagari.governance.fund.gifts.models import Fee, Gift
from tsunagari.governance.fund.gifts.rules import fees as rules
from tsunagari.governance.fund.gifts.rules.fees import Owed
from tsunagari.kernel.ledger.models import Journal
from tsunagari.programmes.community.events import accounts
from tsunagari.programmes.community.events.actions import money
from tsunagari.programmes.community.events.models import Payment

DAY = date(2026, 11, 20)
HANA = Owed(7, "A1B2C3D4E5", 1_500, ("花 見本", "ハナ ミホン"))


def scores(words, yen=1_500, rows=(HANA,)):
    return [one.score for one in rules.propose(words, yen, DAY, rows)]


def test_a_number_says_more_than_a_name_and_an_amount_alone_says_nothing():
    assert scores("ﾌﾘｺﾐ a1b2 c3d4-e5 ﾊﾅ") == [rules.BY_NUMBER]
    assert scores("Ａ１Ｂ２Ｃ３Ｄ４Ｅ５", 1_000) == [rules.BY_OTHER_SUM]
    assert scores("ﾊﾅ ﾐﾎﾝ") == [rules.BY_NAME]
    assert scores("ﾊﾅ ﾐﾎﾝ", 1_000) == scores("ﾀﾛｳ") == []


@pytest.fixture
def owing(federation, account):
    """A booking of two that costs 1,500 yen each."""
    event = made_event(federation, places=9)
    event.tickets.update(yen=1_500)
    return booked(event, "花", 2, name_kana="ハナ")


@pytest.fixture
def line(account, sato, owing):
    """line(words): one line of 3,000 yen in the bank's file."""

    def taken(words, yen="3,000"):
        data = bank_file(f'"2026/11/20","振込","{words}","","{yen}","110,000",""')
        bank.take_in(account, data, name="m.csv", by=sato, on=TODAY, at=NOW)
        return queries.open_lines().last()

    return taken


def found(line, sato):
    [one] = known.proposals([line], sato)
    return one


def test_a_fee_is_recognised_by_its_number_and_posted_once(owing, line, fund, sato):
    row = line(f"ﾊﾅｺ {owing.number}")
    [proposal] = found(row, sato).proposals
    assert (proposal.booking, found(row, sato).sure) == (owing.pk, True)
    choice = Choice(row.pk, fund, booking=owing)

    bank.book_lines([choice], by=sato, on=TODAY)
    with pytest.raises(Refused):
        bank.book_lines([choice], by=sato, on=TODAY)

    payment = Payment.objects.get()
    assert (payment.yen, payment.how, payment.on) == (3_000, "transfer", DAY)
    assert Journal.objects.count() == 1
    assert not Gift.objects.exists()
    with pytest.raises(Refused, match="もうもらってあります"):
        money.take(owing, "transfer", by=sato, on=TODAY)


def test_a_name_with_the_amount_is_proposed_and_never_ticked(owing, line, sato):
    row = found(line("ﾊﾅ"), sato)

    assert [one.booking for one in row.proposals] == [owing.pk]
    assert not row.sure


def test_what_was_noted_by_hand_is_only_tied_to_its_line(owing, line, fund, sato):
    payment = money.take(owing, "transfer", by=sato, on=DAY)
    row = line(f"ﾊﾅ {owing.number}")
    [proposal] = found(row, sato).proposals
    assert (proposal.payment, found(row, sato).sure) == (payment.pk, False)

    bank.book_lines([Choice(row.pk, fund, payment=payment)], by=sato, on=TODAY)

    assert Fee.objects.get().line == row
    assert (Payment.objects.count(), Journal.objects.count()) == (1, 1)
    again = line(f"ﾊﾅ 2 {owing.number}")
    assert found(again, sato).proposals == []


def test_another_sum_is_posted_as_it_came_and_the_rest_is_still_open(owing, line, fund, sato):
    row = line(owing.number, "2,000")

    bank.book_lines([Choice(row.pk, fund, booking=owing)], by=sato, on=TODAY)

    assert [one.owed - one.paid for one in accounts.unpaid(owing.event)] == [1_000]


def test_a_fee_that_was_a_mistake_is_taken_back_and_its_line_waits_again(owing, line, fund, sato):
    row = line(owing.number)
    [fee] = bank.book_lines([Choice(row.pk, fund, booking=owing)], by=sato, on=TODAY)

    fees.take_back(fee.payment, by=sato, on=TODAY)

    assert accounts.paid(owing) == 0
    assert queries.open_lines().get() == row
    bank.book_lines([Choice(row.pk, fund, booking=owing)], by=sato, on=TODAY)
    assert accounts.paid(owing) == 3_000
