"""受け取り — what is booked, refused, given back, thanked for, promised, and who is one donor."""

from datetime import date, timedelta

import pytest

from tests.cast import NOW, TODAY
from tsunagari.base.refusals import Refused
from tsunagari.governance.fund.gifts import forgetting, queries, sealed
from tsunagari.governance.fund.gifts.actions import (
    donors,
    following,
    pledging,
    receipting,
    receiving,
)
from tsunagari.governance.fund.gifts.models import Donor, Gift, Receipt
from tsunagari.kernel.duties.models import Duty
from tsunagari.kernel.ledger import books
from tsunagari.kernel.ledger import queries as ledger
from tsunagari.kernel.ledger.models import Journal
from tsunagari.kernel.notices.models import Notice
from tsunagari.kernel.records.queries import history
from tsunagari.kernel.ties import merging

pytestmark = pytest.mark.django_db


def rules_of(act) -> list[str]:
    with pytest.raises(Refused) as refused:
        act()
    return [reason.rule for reason in refused.value.reasons]


def bank(book, account="1120", on=TODAY):
    return ledger.balance(book, account=account, on=on)


def test_a_gift_is_income_in_its_fund_and_a_grant_to_be_returned_is_none(
    book, fund, gave, takahashi, sato
):
    grant = books.note_earmark(
        fund,
        kind="grant",
        title="見本の助成",
        from_day=TODAY,
        until_day=date(2027, 3, 31),
        giver=takahashi.party,
        return_duty=True,
        by=sato,
        on=TODAY,
    )

    gift = gave(takahashi, 10_000)
    given = gave(takahashi, 300_000, kind="grant", earmark=grant)
    gave(takahashi, 5_000, kind="fee", channel="cash")

    assert (bank(book), bank(book, "1110"), bank(book, "4200")) == (310_000, 5_000, -10_000)
    assert (bank(book, "2120"), bank(book, "4300"), bank(book, "4100")) == (-300_000, 0, -5_000)
    assert ledger.balance(book, account="4200", fund=fund, on=TODAY) == -10_000
    assert [record.did for record in history(gift)] == ["gifts.received"]
    report = Duty.objects.get(rule="fund.report_grant")
    assert (report.safe_due, report.facts["yen"]) == (date(2027, 4, 30), 300_000)
    assert report.about_key == str(given.pk)


def test_a_refused_gift_books_nothing(book, fund, gave, takahashi, sato):
    general = book.funds.get(code=books.GENERAL)
    tomorrow = TODAY + timedelta(days=1)

    assert rules_of(lambda: gave(takahashi, -5)) == ["gift.yen"]
    assert rules_of(lambda: gave(takahashi, on=tomorrow)) == ["gift.future"]
    assert rules_of(lambda: gave(takahashi, on=date(2026, 3, 30))) == ["before"]
    grant = books.note_earmark(general, kind="gift", title="x", from_day=TODAY, by=sato, on=TODAY)
    assert rules_of(lambda: gave(takahashi, earmark=grant)) == ["earmark"]
    assert not Gift.objects.exists()
    assert not Journal.objects.exists()


def test_a_fee_that_comes_before_its_year_becomes_income_on_the_first_of_april(
    book, gave, takahashi
):
    gave(takahashi, 5_000, kind="fee", fee_year=2027)

    assert (bank(book, "2130"), bank(book, "4100")) == (-5_000, 0)
    assert receiving.fees_of_the_year(on=date(2027, 3, 31)) == 0
    assert receiving.fees_of_the_year(on=date(2027, 4, 1)) == 1
    assert receiving.fees_of_the_year(on=date(2027, 4, 2)) == 0
    april = date(2027, 4, 1)
    assert (bank(book, "2130", april), bank(book, "4100", april)) == (0, -5_000)


@pytest.mark.parametrize("booked", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("day", [date(2027, 3, 30), date(2027, 4, 2)], ids=["march", "april"])
@pytest.mark.parametrize("parts", [[5_000], [2_000], [2_000, 3_000]])
def test_a_fee_ahead_that_goes_back_leaves_its_account_empty(
    book, gave, takahashi, sato, booked, day, parts
):
    gift, last = gave(takahashi, 5_000, kind="fee", fee_year=2027), date(2027, 4, 3)
    if booked:
        receiving.fees_of_the_year(on=date(2027, 4, 1))

    for yen in parts:
        receiving.give_back(gift, yen, day=day, reason="退会", by=sato, on=last)
    receiving.fees_of_the_year(on=last)

    left = 5_000 - sum(parts)
    assert (bank(book, "2130", last), bank(book, "4100", last)) == (0, -left)
    assert (bank(book, on=last), bank(book, "4100", date(2027, 3, 31))) == (left, 0)


@pytest.mark.parametrize("booked", [False, True], ids=["before", "after"])
def test_a_fee_ahead_that_was_a_mistake_leaves_no_income(book, gave, takahashi, sato, booked):
    gift, last = gave(takahashi, 5_000, kind="fee", fee_year=2027), date(2027, 4, 3)
    if booked:
        receiving.fees_of_the_year(on=date(2027, 4, 1))

    receiving.annul(gift, by=sato, on=last)
    assert receiving.fees_of_the_year(on=last) == 0

    assert [bank(book, account, last) for account in ("1120", "2130", "4100")] == [0, 0, 0]


def test_no_more_goes_back_than_came_and_a_mistake_is_turned_round(book, gave, takahashi, sato):
    gift, wrong = gave(takahashi, 10_000), gave(None, 700)
    who = {"by": sato, "on": TODAY}
    back = {"day": TODAY, "reason": "まちがえた", **who}

    receiving.give_back(gift, 4_000, **back)
    assert rules_of(lambda: receiving.give_back(gift, 6_001, **back)) == ["refund.more"]
    assert rules_of(lambda: receiving.annul(gift, **who)) == ["annul.refunded"]
    receiving.annul(wrong, **who)
    assert rules_of(lambda: receiving.annul(wrong, **who)) == ["annul.twice"]

    assert (bank(book), bank(book, "4200")) == (6_000, -6_000)
    gift.refresh_from_db()
    assert gift.refunded_yen == 4_000


def test_goods_have_no_amount_and_no_journal(gave, takahashi):
    gift = gave(takahashi, None, kind="goods", goods="机 10台", channel="hand")

    assert (gift.yen, gift.journal) == (None, None)


def test_thanks_go_out_once_and_close_the_duty(gave, takahashi, sato):
    gifts = [gave(takahashi), gave(takahashi), gave(None)]
    duty = Duty.objects.get(rule="fund.thank_donors")
    assert (duty.facts["gift_count"], duty.state) == (2, "open")

    def thank():
        return receiving.thank([gift.pk for gift in gifts], by=sato, on=TODAY, at=NOW)

    assert (thank(), thank()) == (2, 0)
    duty.refresh_from_db()
    assert duty.state == "done"
    assert Notice.objects.filter(to=takahashi.party, kind="gifts.thanks").count() == 2


def test_a_turn_that_did_not_come_is_told_once_and_asked_about(fund, gave, takahashi, sato):
    pledge = pledging.promise(
        takahashi,
        fund=fund,
        yen=3_000,
        every="month",
        first_due=date(2026, 9, 30),
        by=sato,
        on=TODAY,
    )
    gave(takahashi, 3_000, pledge=pledge, turn=0)
    open_ = Duty.objects.filter(rule="fund.ask_about_pledge", state="open")
    assert [duty.facts["turn_due"] for duty in open_] == ["2026-10-30"]

    for _night in range(2):
        following.follow_all(on=TODAY, at=NOW)
    assert Notice.objects.filter(kind="gifts.missed", to=takahashi.party).count() == 1

    pledging.let_go(pledge, 1, by=sato, on=TODAY)
    assert not open_.all().exists()


def test_a_pledge_is_changed_stopped_and_taken_up_again(fund, takahashi, sato):
    first = date(2026, 12, 27)
    who = {"by": takahashi.party, "on": TODAY}
    pledge = pledging.promise(
        takahashi, fund=fund, yen=3_000, every="month", first_due=first, **who
    )

    changed = pledging.change(pledge, yen=1_000, every="quarter", seen=pledge.version, **who)
    assert rules_of(lambda: pledging.stop(pledge, seen=pledge.version, **who)) == ["version"]
    stopped = pledging.stop(changed, seen=changed.version, **who)
    assert rules_of(
        lambda: pledging.change(stopped, yen=5, every="year", seen=stopped.version, **who)
    ) == ["pledge.ended"]
    back = pledging.take_back(stopped, seen=stopped.version, **who)

    assert (back.yen, back.every, back.ended_on) == (1_000, "quarter", None)
    assert rules_of(lambda: pledging.take_back(back, seen=back.version, **who)) == ["pledge.before"]


def test_another_rhythm_begins_with_the_turn_that_is_awaited_and_nothing_before_is_missed(
    fund, gave, takahashi, sato
):
    def promised(every, first, turns):
        pledge = pledging.promise(
            takahashi, fund=fund, yen=3_000, every=every, first_due=first, by=sato, on=TODAY
        )
        for turn in range(turns):
            gave(takahashi, 3_000, pledge=pledge, turn=turn)
        return pledge

    def changed(pledge, every):
        seen = pledge.version
        return pledging.change(pledge, yen=500, every=every, seen=seen, by=sato, on=TODAY)

    def stands(pledge, on=TODAY):
        paid = queries.paid_turns([pledge.pk])[pledge.pk]
        coming = queries.next_turn(pledge, paid, on)
        return [turn.due for turn in queries.missed_turns(pledge, paid, on)], coming.due

    yearly = changed(promised("year", date(2024, 4, 1), 3), "month")
    assert stands(yearly) == ([], date(2027, 4, 1))
    assert stands(yearly, date(2027, 5, 12)) == (
        [date(2027, 4, 1), date(2027, 5, 1)],
        date(2027, 6, 1),
    )
    monthly = changed(promised("month", date(2026, 1, 31), 10), "year")
    assert stands(monthly) == ([], date(2026, 11, 30))
    gave(takahashi, 500, pledge=monthly, turn=10)
    assert stands(monthly, date(2027, 1, 31)) == ([], date(2027, 11, 30))
    back = pledging.take_back(yearly, seen=yearly.version, by=sato, on=TODAY)
    assert (back.every, back.first_due, stands(back)) == (
        "year",
        date(2024, 4, 1),
        ([], date(2027, 4, 1)),
    )


def test_two_entries_of_a_donor_are_found_counted_as_one_and_parted_again(
    book, certified, gave, takahashi, sato
):
    other = donors.add(family="髙橋", given="一郎", kana="ﾀｶﾊｼ ｲﾁﾛｳ", by=sato, on=TODAY)
    gave(takahashi, 10_000)
    gave(other, 5_000)
    names = {takahashi.pk: ("タカハシ イチロウ",), other.pk: ("ﾀｶﾊｼ ｲﾁﾛｳ",)}
    [pair] = queries.twins(names, {})
    assert (pair.one, pair.other, pair.same_name) == (takahashi.pk, other.pk, True)

    merging.merge(takahashi.party, other.party, by=sato, on=TODAY)
    sums = queries.sums_of([takahashi.pk], TODAY)[takahashi.pk]
    assert (sums.gifts, sums.yen) == (2, 15_000)
    assert donors.note(Donor.objects.get(pk=other.pk).party, by=sato, on=TODAY) == takahashi
    [receipt] = receipting.issue_year(book, 2026, donors=[takahashi.pk], by=sato, on=TODAY).made
    assert (receipt.yen, receipt.donor_id) == (15_000, takahashi.pk)

    merging.part(Donor.objects.get(pk=other.pk).party, by=sato, on=TODAY)
    assert queries.sums_of([takahashi.pk], TODAY)[takahashi.pk].yen == 10_000


def test_forgetting_waits_for_a_pledge_and_leaves_what_the_law_keeps(
    fund, certified, gave, takahashi, sato
):
    receipting.issue(gave(takahashi), by=sato, on=TODAY)
    pledge = pledging.promise(
        takahashi, fund=fund, yen=1, every="year", first_due=TODAY, by=sato, on=TODAY
    )
    assert [reason.rule for reason in forgetting.why_not_forget(takahashi.party)] == ["pledge"]
    pledging.stop(pledge, seen=pledge.version, by=sato, on=TODAY)

    assert forgetting.forget(takahashi.party, on=TODAY) == 1
    takahashi.refresh_from_db()
    assert sealed.reveal(takahashi)["address"] == ""
    assert forgetting.kept(takahashi.party, on=TODAY) == 1
    assert forgetting.forget(takahashi.party, on=date(2031, 11, 25)) == 1
    assert Receipt.objects.get().sealed == ""
