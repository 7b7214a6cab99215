"""入出金明細を取り込む — once, whole, booked many at once or not at all."""

from datetime import date

import pytest

from tests.cast import NOW, TODAY
from tests.cast_gifts import HEADS, ROWS, bank_file
from tsunagari.base.refusals import Refused
from tsunagari.governance.fund.gifts import known, queries
from tsunagari.governance.fund.gifts.actions import bank, donors, pledging, receiving
from tsunagari.governance.fund.gifts.actions.bank import Choice
from tsunagari.governance.fund.gifts.models import BankLine, Donor, Gift, Statement
from tsunagari.governance.fund.gifts.rules import statement
from tsunagari.kernel.duties.models import Duty
from tsunagari.kernel.ledger.models import Journal, Period
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.ties import merging

pytestmark = pytest.mark.django_db
NEXT = '"2026/11/24","振込","ﾀｶﾊｼ ｲﾁﾛｳ","","3,000","162,560",""'


def rules_of(act) -> list[str]:
    with pytest.raises(Refused) as refused:
        act()
    return [reason.rule for reason in refused.value.reasons]


@pytest.fixture
def take(account, sato):
    def taken(*rows, heads=HEADS, **more):
        data = bank_file(*rows, heads=heads)
        return bank.take_in(account, data, name="m.csv", by=sato, on=TODAY, at=NOW, **more)

    return taken


def test_a_file_is_taken_in_once_and_a_line_too(take):
    first = take(*ROWS)

    assert rules_of(lambda: take(*ROWS)) == ["file.twice"]
    second = take(*ROWS[1:], NEXT)
    assert [(row.lines_new, row.lines_known) for row in (first, second)] == [(3, 0), (1, 2)]
    assert [line.yen for line in queries.open_lines()] == [10_000, 50_000, 3_000]
    assert Duty.objects.get(rule="fund.sort_bank_lines").facts["gift_count"] == 3


def test_money_that_went_back_and_came_again_the_same_day_is_two_lines(take):
    day = '"2026/11/24","振込","%s","%s","%s","%s",""'
    came = day % ("ﾀｶﾊｼ ｲﾁﾛｳ", "", "10,000", "110,000")
    went = day % ("ｸﾐﾓﾄﾞｼ", "10,000", "", "100,000")
    later = day % ("ﾀｶﾊｼ ｲﾁﾛｳ", "", "500", "110,500")

    taken = [take(came), take(came, went), take(came, went, came), take(came, went, came, later)]

    assert [(row.lines_new, row.lines_known) for row in taken] == [(1, 0), (1, 1), (1, 2), (1, 3)]
    assert [line.yen for line in queries.open_lines()] == [10_000, 10_000, 500]


def test_other_columns_are_refused_until_a_person_says_what_they_mean(take, account):
    take(*ROWS)
    heads, row = '"摘要内容","日付","預かり金額"', '"ﾀｶﾊｼ ｲﾁﾛｳ","2026/11/24","3,000"'

    assert rules_of(lambda: take(row, heads=heads)) == ["columns.changed"]
    shifted = ROWS[0].replace('"振込",', "")
    assert rules_of(lambda: take(*ROWS[1:], shifted)) == ["line.both", "columns.moved"]
    assert (Statement.objects.count(), BankLine.objects.count()) == (1, 3)

    rows = bank.rows_of(bank_file(row, heads=heads), "m.csv")
    said = statement.chosen(rows, 1, {0: "words", 1: "on", 2: "in"})
    take(row, heads=heads, columns=said)
    take(row.replace("3,000", "4,000"), heads=heads)
    account.refresh_from_db()
    assert account.columns["places"] == {"words": 0, "on": 1, "in": 2}


def test_lines_are_proposed_confirmed_together_and_known_the_next_time(take, fund, takahashi, sato):
    pledge = pledging.promise(
        takahashi,
        fund=fund,
        yen=10_000,
        every="month",
        first_due=date(2026, 11, 22),
        by=sato,
        on=TODAY,
    )
    company = donors.add(body="みどり商会", by=sato, on=TODAY)
    take(*ROWS)
    mine, theirs = known.proposals(list(queries.open_lines()), sato)
    assert (mine.proposals[0].donor, mine.sure) == (takahashi.pk, True)
    assert theirs.proposals == []
    turn = mine.proposals[0].expected.turn

    gifts = bank.book_lines(
        [
            Choice(mine.line.pk, fund, donor=takahashi, pledge=pledge, turn=turn),
            Choice(theirs.line.pk, fund, donor=company, kind="supporter"),
        ],
        by=sato,
        on=TODAY,
    )

    assert [(gift.yen, gift.kind, gift.turn) for gift in gifts] == [
        (10_000, "donation", 0),
        (50_000, "supporter", None),
    ]
    assert not queries.open_lines().exists()
    take('"2026/11/24","振込","ｶ)ﾐﾄﾞﾘ ｼﾖｳｶｲ","","1,000","1,000",""')
    [again] = known.proposals(list(queries.open_lines()), sato)
    assert (again.proposals[0].donor, again.sure) == (company.pk, True)


def test_an_offer_with_its_number_becomes_a_donor(take, fund, sato):
    said = {"name": "森 花子", "kana": "モリ ハナコ", "address": "流山市1"}
    offer = donors.offer(fund, on=TODAY, yen=3_000, said=said)
    nameless = donors.offer(fund, on=TODAY)
    rows = [
        f'"2026/11/24","振込","{offer.reference} ﾓﾘ ﾊﾅｺ","","3,000","3,000",""',
        f'"2026/11/24","振込","{nameless.reference}","","500","3,500",""',
    ]
    take(*rows)
    one, other = known.proposals(list(queries.open_lines()), sato)
    assert (one.proposals[0].donor, one.sure, other.sure) == (-offer.pk, True, True)

    gifts = bank.book_lines(
        [
            Choice(one.line.pk, fund, offer=offer),
            Choice(other.line.pk, fund, offer=nameless),
        ],
        by=sato,
        on=TODAY,
    )

    assert [gift.donor for gift in gifts] == [Donor.objects.get(), None]
    offer.refresh_from_db()
    assert (offer.sealed, offer.closed_on) == ("", TODAY)


def test_a_number_that_was_written_is_known_however_old(take, fund, takahashi, sato, monkeypatch):
    monkeypatch.setattr(known, "LATEST", 0)
    offer = donors.offer(fund, on=TODAY, yen=500)
    twin = donors.add(family="高木", by=sato, on=TODAY)
    merging.merge(takahashi.party, twin.party, by=sato, on=TODAY)
    numbers = [offer.reference, takahashi.reference, twin.reference]
    take(*(f'"2026/11/24","振込","{one}","","{at}00","",""' for at, one in enumerate(numbers, 1)))

    found = known.proposals(list(queries.open_lines()), sato)

    assert [row.proposals[0].donor for row in found] == [-offer.pk, takahashi.pk, takahashi.pk]


def test_when_one_line_cannot_be_booked_none_is(take, book, fund, takahashi, sato):
    take('"2026/10/31","振込","ｻﾄｳ","","100","100",""', *ROWS[:0], NEXT.replace("162,560", "3,100"))
    old, new = queries.open_lines()
    record = records.add(by=None, did="test.done", on=TODAY)
    Period.objects.create(
        book=book,
        first_day=date(2026, 10, 1),
        last_day=date(2026, 10, 31),
        closed_on=TODAY,
        because=record,
    )

    def confirm():
        return bank.book_lines(
            [Choice(new.pk, fund, donor=takahashi), Choice(old.pk, fund)], by=sato, on=TODAY
        )

    assert rules_of(confirm) == ["line.refused", "closed"]
    assert not Gift.objects.exists()
    assert not Journal.objects.exists()
    assert queries.open_lines().count() == 2


def test_a_line_that_is_no_gift_is_put_aside_and_an_annulled_gift_waits_again(take, fund, sato):
    take(*ROWS)
    line, other = queries.open_lines()
    who = {"by": sato, "on": TODAY}

    aside = bank.put_aside(line, **who)
    assert rules_of(lambda: bank.put_aside(line, **who)) == ["line.state"]
    bank.bring_back(aside, **who)
    [gift] = bank.book_lines([Choice(other.pk, fund)], **who)
    assert rules_of(lambda: bank.book_lines([Choice(other.pk, fund)], **who)) == ["line.state"]
    receiving.annul(gift, **who)
    assert queries.open_lines().count() == 2


def test_a_gift_that_was_booked_by_hand_is_tied_to_its_line_and_not_booked_again(
    take, fund, gave, takahashi, sato
):
    by_hand = gave(takahashi, 10_000, on=date(2026, 11, 19))
    gave(takahashi, 10_000, channel="cash")
    take(*ROWS)
    mine, theirs = known.proposals(list(queries.open_lines()), sato)
    assert [(one.gift, one.donor) for one in mine.proposals] == [
        (by_hand.pk, takahashi.pk),
        (None, takahashi.pk),
    ]
    assert (mine.sure, theirs.proposals) == (False, [])
    tie, wrong = (Choice(row.line.pk, fund, gift=by_hand) for row in (mine, theirs))

    assert rules_of(lambda: bank.book_lines([tie, wrong], by=sato, on=TODAY)) == ["line.gift"]
    [gift] = bank.book_lines([tie], by=sato, on=TODAY)

    assert (gift.pk, gift.line_id) == (by_hand.pk, mine.line.pk)
    assert (Gift.objects.count(), Journal.objects.count()) == (2, 2)
    assert [line.pk for line in queries.open_lines()] == [theirs.line.pk]
    receiving.annul(gift, by=sato, on=TODAY)
    assert queries.open_lines().count() == 2


def test_proposals_take_as_many_queries_for_one_line_as_for_three(
    take, fund, takahashi, sato, django_assert_num_queries
):
    take(*ROWS, NEXT)
    lines = list(queries.open_lines())

    for some in (lines[:1], lines):
        with django_assert_num_queries(11):
            known.proposals(some, sato)
