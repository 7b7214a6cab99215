"""支払い — asked, approved by another, filed, locked once, settled or brought back."""

import hashlib
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from tests.cast import NOW, TODAY
from tests.cast_payments import ACCOUNT, PAY_DAY, SOURCE
from tsunagari.base.refusals import Refused
from tsunagari.governance.fund.payments import deciders, forgetting, queries, sealed
from tsunagari.governance.fund.payments.actions import (
    accounts,
    batches,
    expenses,
    requests,
    results,
    sources,
)
from tsunagari.governance.fund.payments.models import Batch, Download, Expense, PayeeAccount
from tsunagari.governance.fund.payments.rules import reading
from tsunagari.kernel.duties.models import Duty
from tsunagari.kernel.ledger import closing, dues
from tsunagari.kernel.ledger import queries as ledger
from tsunagari.kernel.ledger.models import Period
from tsunagari.kernel.papers import actions as papers
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.records.models import Record
from tsunagari.kernel.roles.models import Role

PDF = b"%PDF-1.4 a receipt"


def refused(act, *args, **more) -> list[str]:
    with pytest.raises(Refused) as found:
        act(*args, **more)
    return [one.rule for one in found.value.reasons]


def told(by, on=TODAY):
    return {"by": by, "on": on, "at": NOW}


def approve(row, by, **more):
    return requests.say(row, seen=queries.look(row, on=TODAY).digest, **told(by), **more)


def agree(batch, by, **more):
    return batches.say(batch, seen=queries.batch_digest(batch), **told(by), **more)


@pytest.fixture
def batch(source, owe, pay, payee, give_account, sato):
    """Two approved payments in one file, made by 佐藤."""
    give_account(payee, sato)
    rows = [pay(owe(300_000)), pay(owe(45_600))]
    return batches.make(source, [row.pk for row in rows], pay_on=PAY_DAY, **told(sato))


def test_money_goes_out_once_and_the_books_say_so(batch, book, fund, sato, ito):
    assert refused(batches.lock, batch, **told(sato)) == ["transfer.approvals"]
    assert refused(agree, batch, sato) == ["approval.own"]
    agree(batch, ito)
    batch = batches.lock(batch, **told(sato))
    assert refused(batches.lock, batch, **told(sato)) == ["state"]

    first = batches.take(batch, key="press-1", **told(sato))
    again = batches.take(batch, key="press-1", **told(sato))
    other = batches.take(batch, key="press-2", **told(ito))

    assert first == again == other
    assert hashlib.sha256(first).hexdigest() == batch.sha256
    assert Download.objects.count() == Record.objects.filter(did="transfer.taken").count() == 2
    read = reading.read(first, near=TODAY)
    assert [(one.payee, one.yen, one.new_code) for one in read.payments] == [
        ("ﾄｸﾋ)ｱｼﾞｱ", 300_000, "1"),
        ("ﾄｸﾋ)ｱｼﾞｱ", 45_600, "1"),
    ]
    assert read.header.on == PAY_DAY
    answered = first.replace(b"00000000007", b"00000000000")
    assert refused(results.take_in, batch, answered, **told(sato)) == ["result.early"]
    counts = results.take_in(batch, answered, **told(sato, PAY_DAY))

    assert counts == {"paid": 2, "failed": 0}
    assert refused(results.take_in, batch, answered, **told(sato, PAY_DAY)) == ["state"]
    assert ledger.balance(book, account="2110", fund=fund, on=PAY_DAY) == 0
    assert ledger.balance(book, account="1120", fund=fund, on=PAY_DAY) == -345_600
    assert (
        not Duty.objects.filter(state__in=["open", "waiting"])
        .exclude(rule="texts.translate")
        .exists()
    )


def test_what_the_bank_could_not_pay_is_owed_again(batch, book, owe, pay, source, sato, ito):
    agree(batch, ito)
    batch = batches.lock(batch, **told(ito))
    head = "銀行番号,支店番号,口座番号,金額,結果,理由\r\n"
    good = head + "9901,001,7654321,300000,済,\r\n9901,001,7654321,45600,不能,口座名義がちがう\r\n"
    shifted = head + "x,9901,001,7654321,300000,済\r\n"
    stranger = head + "9901,001,7654321,300001,済,\r\n"
    wrong = {"result.cell": shifted, "result.stranger": stranger, "result.head": "a,b\r\n1,2\r\n"}

    for rule, text in wrong.items():
        data = text.encode("cp932")
        assert refused(results.take_in, batch, data, **told(sato, PAY_DAY)) == [rule]
    for word in ("", "処理中", "エラーなし", "?"):
        data = good.replace("不能", word).encode("cp932")
        assert refused(results.take_in, batch, data, **told(sato, PAY_DAY)) == ["result.word"]
    counts = results.take_in(batch, good.encode("cp932"), **told(sato, PAY_DAY))

    assert counts == {"paid": 1, "failed": 1}
    [paid, failed] = queries.items_of(batch)
    assert (failed.request.state, failed.request.reason) == ("failed", "口座名義がちがう")
    assert (failed.request.due.state, paid.request.due.state) == ("owed", "settled")
    assert ledger.balance(book, account="2110", on=PAY_DAY) == -45_600
    again = pay(failed.request.due)
    batch = batches.make(source, [again.pk], pay_on=PAY_DAY, **told(ito))
    assert (batch.count, batch.yen) == (1, 45_600)


def test_the_file_that_was_sent_is_no_result_and_neither_is_one_without_codes(batch, sato, ito):
    agree(batch, ito)
    batch = batches.lock(batch, **told(ito))
    sent = batches.take(batch, key="a", **told(ito))
    blank = b"\r\n".join(
        line[:111] + b" " + line[112:] if line[:1] == b"2" else line for line in sent.split(b"\r\n")
    )
    came = {"result.sent": sent, "result.code": blank}

    for rule, data in came.items():
        assert refused(results.take_in, batch, data, **told(sato, PAY_DAY)) == [rule]
    assert {one.result for one in queries.items_of(batch)} == {""}


def close(book, first: date, last: date, by):
    """A month that somebody closed."""
    because = records.add(by=by, did="test.done", on=TODAY)
    day = {"first_day": first, "last_day": last, "closed_on": TODAY}
    return Period.objects.create(book=book, because=because, **day)


def test_a_file_without_its_result_holds_its_month_and_settles_after_a_closed_one(
    batch, book, sato, ito
):
    november = date(2026, 11, 1), date(2026, 11, 30)
    agree(batch, ito)
    assert [one.where for one in closing.stands_open(book, *november) if one.blocks] == []
    batch = batches.lock(batch, **told(ito))
    [open_one] = [one for one in closing.stands_open(book, *november) if one.blocks]
    assert (open_one.where, open_one.at) == ("desk:transfer", (batch.pk,))
    close(book, *november, sato)

    results.mark(batch, 1, paid=True, reason="", **told(sato, date(2026, 12, 3)))

    settled = queries.items_of(batch)[0].request.due.settled_by
    assert settled.on == date(2026, 12, 1)
    assert settled.words.startswith("（2026-11-30）")


def test_one_line_is_marked_by_hand_and_says_why_it_failed(batch, sato, ito):
    agree(batch, ito)
    batch = batches.lock(batch, **told(ito))
    late = told(sato, PAY_DAY)

    results.mark(batch, 1, paid=True, reason="", **late)
    assert refused(results.mark, batch, 1, paid=True, reason="", **late) == ["state"]
    assert refused(results.mark, batch, 2, paid=False, reason=" ", **late) == ["reason"]
    results.mark(batch, 2, paid=False, reason="口座が解約されていた", **late)

    assert Batch.objects.get().state == "done"


def test_who_prepared_is_paid_or_decided_does_not_approve(
    owe, payee, give_account, sato, ito, monkeypatch
):
    give_account(payee, ito)
    row = requests.request(owe(1_000), **told(sato))
    own = requests.request(owe(2_000, party=ito.party), **told(sato))
    give_account(ito.party, sato, number="1111111")

    assert refused(requests.request, row.due, **told(ito)) == ["request.twice"]
    assert refused(approve, row, sato) == ["approval.own"]
    assert refused(approve, own, ito) == ["approval.own"]
    monkeypatch.setitem(deciders.FINDERS, row.due.about_kind, lambda key: {ito.party.pk})
    assert refused(approve, row, ito) == ["approval.decider"]
    monkeypatch.undo()
    row.due.about_kind = "awards.award"
    Role.objects.create(party=ito.party, body=ito.body, kind="fund_chair", from_day=TODAY)
    assert deciders.of(row.due, on=TODAY) == {ito.party.pk}
    assert [one.request for one in queries.waiting_for(ito, on=TODAY)] == [row]
    assert queries.waiting_for(sato, on=TODAY) == []


def test_an_account_that_changed_needs_two_others_and_a_call(
    batch, owe, source, payee, give_account, sato, ito, midori_mori
):
    agree(batch, ito)
    batches.lock(batch, **told(ito))
    old = queries.account_of(payee)

    new = give_account(payee, sato, number="1111111")

    row = requests.request(owe(5_000), **told(sato))
    look = queries.look(row, on=TODAY)
    assert (look.changed, look.needed, look.called) == (True, 2, False)
    assert refused(approve, row, ito) == ["account.call"]
    said = "代表の電話にかけ、田中さんと確かめた"
    assert refused(accounts.note_call, new, words=said, **told(sato)) == ["account.caller"]
    assert refused(accounts.note_call, new, words="", **told(ito)) == ["account.words"]
    accounts.note_call(new, words=said, **told(ito))
    assert approve(row, ito).state == "asked"
    assert refused(batches.make, source, [row.pk], pay_on=PAY_DAY, **told(sato)) == ["state"]
    assert approve(row, midori_mori).state == "approved"
    made = batches.make(source, [row.pk], pay_on=PAY_DAY, **told(sato))
    payment = reading.read(sealed.file_of(made).encode("cp932"), near=TODAY).payments[0]
    assert (payment.account_number, payment.new_code) == ("1111111", "2")
    later = TODAY + timedelta(days=400)
    assert queries.is_changed(new, on=later)  # another account was paid last
    assert (new.replaces, give_account(payee, ito, number="1111111")) == (old, new)


def test_when_the_account_changes_approvals_and_drafts_are_void(
    batch, payee, give_account, sato, ito
):
    agree(batch, ito)

    give_account(payee, sato, number="2222222")

    batch.refresh_from_db()
    assert batch.state == "dropped"
    assert refused(batches.lock, batch, **told(ito)) == ["state"]
    rows = [one.request for one in queries.items_of(batch)]
    assert [(row.state, row.due.state) for row in rows] == [("asked", "owed")] * 2
    assert {len(one.said.yes) for one in queries.looks(rows, on=TODAY)} == {0}


def test_a_payment_stands_in_one_file(batch, source, sato, ito):
    keys = [one.request_id for one in queries.items_of(batch)]

    assert refused(batches.make, source, keys, pay_on=PAY_DAY, **told(ito)) == ["state"]
    agree(batch, ito, no=True, words="日にちがちがいます。")
    batch = batches.make(source, keys, pay_on=PAY_DAY, **told(ito))
    assert batches.drop(batch, **told(ito)).state == "dropped"
    assert refused(batches.make, source, [], pay_on=PAY_DAY, **told(ito)) == ["transfer.none"]
    sunday = date(2026, 11, 29)
    assert refused(batches.make, source, keys, pay_on=sunday, **told(ito)) == ["day.closed"]


def test_a_request_is_refused_or_taken_back_with_a_reason(owe, payee, give_account, sato, ito):
    row = requests.request(owe(1_000), **told(sato))
    assert refused(approve, row, ito) == ["account.none"]
    give_account(payee, sato)

    assert refused(approve, row, ito, no=True) == ["approval.words"]
    row = approve(row, ito, no=True, words="金額がちがいます。")
    assert (row.state, row.due.state) == ("refused", "owed")
    row = requests.request(row.due, **told(sato))
    row = approve(row, ito)
    assert refused(approve, row, ito) == ["state"]
    assert refused(requests.withdraw, row, reason="", **told(sato)) == ["reason"]
    row = requests.withdraw(row, reason="二重でした", **told(sato))
    row.due.refresh_from_db()
    assert (row.state, row.due.state) == ("withdrawn", "owed")


def test_what_was_given_up_in_the_books_is_not_filed_and_its_request_can_be_taken_back(
    owe, pay, payee, give_account, source, sato
):
    give_account(payee, sato)
    row = pay(owe(1_000))
    because = records.add(by=sato, did="test.done", on=TODAY)
    dues.release(row.due, because=because, by=sato, on=TODAY)

    assert refused(batches.make, source, [row.pk], pay_on=PAY_DAY, **told(sato)) == ["state"]
    assert requests.withdraw(row, reason="取りやめ", **told(sato)).state == "withdrawn"


def test_an_account_is_as_the_bank_writes_it_and_stands_nowhere_open(
    payee, give_account, sato, ito, settings
):
    wrong = {
        "holder": {"ﾄｸﾋ)ｱｼﾞｬ": "letters.small", "アジア": "letters.sign", "ｱｼﾞｱ😀": "letters.sign"},
        "number": {"12345678": "file.digits", "-1": "file.digits"},
        "account_type": {"3": "file.choice"},
    }
    for field, values in wrong.items():
        for value, rule in values.items():
            assert refused(give_account, payee, sato, **{field: value}) == [rule]

    row = give_account(payee, sato)

    assert str(row) == "9901-001 •••••21"
    stored = repr(list(PayeeAccount.objects.values_list())) + repr(list(Record.objects.values()))
    assert "7654321" not in stored
    assert "ｱｼﾞｱ" not in stored
    assert refused(accounts.reveal, row, reason="", by=ito, on=TODAY) == ["number.reason"]
    found = accounts.reveal(row, reason="通帳と比べるため", by=ito, on=TODAY)
    assert found == (ACCOUNT["number"], ACCOUNT["holder"])
    assert Record.objects.filter(did="account.read").count() == 1
    with pytest.raises(DatabaseError), transaction.atomic():
        PayeeAccount.objects.filter(pk=row.pk).update(bank_code="0001")
    other = give_account(ito.party, sato)
    assert queries.same_elsewhere(other)
    assert accounts.end(other, **told(sato)).ended_at == NOW
    assert forgetting.forget(payee, on=TODAY) == 1
    assert sealed.opened(PayeeAccount.objects.get(pk=row.pk)) == ("", "")


def enter(fund, payee, by, **more):
    facts = {
        "yen": 4_800,
        "account": "5220",
        "measure": "1-4",
        "spent_on": TODAY,
        "words": "通訳の交通費",
        "kind": "outlay",
    }
    return expenses.enter(fund, payee=payee, **(facts | told(by) | more))


def receipt(data=PDF):
    return papers.keep(data, name="r.pdf", kind="receipt", on=TODAY)


def test_an_expense_has_two_people_behind_it(book, fund, sato, ito, midori_mori):
    row = enter(fund, ito.party, sato, receipt=receipt())

    def say(by, **more):
        return expenses.say(row, seen=queries.expense_digest(row), **told(by), **more)

    assert refused(say, sato) == refused(say, ito) == ["approval.own"]
    assert refused(enter, fund, ito.party, sato, receipt=receipt()) == ["expense.twice"]
    done = say(midori_mori)

    assert (done.state, done.due.state) == ("approved", "owed")
    assert ledger.balance(book, account="5220", fund=fund, on=TODAY) == 4_800
    assert ledger.balance(book, account="2110", fund=fund, on=TODAY) == -4_800
    asked = queries.requests().get()
    assert (asked.state, asked.yen, asked.prepared_by) == ("asked", 4_800, sato.party)
    assert refused(say, midori_mori) == ["state"]


def test_an_expense_stands_in_the_books_on_its_own_day_or_the_first_open_one(book, fund, sato, ito):
    march, may = date(2026, 3, 30), date(2026, 5, 7)
    rows = [
        enter(fund, sato.party, sato, spent_on=day, receipt=receipt(PDF + str(day).encode()))
        for day in (march, may)
    ]
    close(book, date(2026, 4, 1), date(2026, 4, 30), sato)

    for row in rows:
        expenses.say(row, seen=queries.expense_digest(row), **told(ito))

    assert [one.due.owed_by.on for one in queries.expenses().order_by("pk")] == [
        date(2026, 5, 1),
        may,
    ]


def test_an_expense_that_is_wrong_is_not_entered_or_not_approved(fund, sato, ito):
    wrong = {
        "expense.yen": {"yen": -5},
        "expense.account": {"account": "1120"},
        "expense.day": {"spent_on": TODAY + timedelta(days=1)},
        "expense.words": {"words": " "},
        "expense.receipt": {"receipt": None},
    }
    for rule, more in wrong.items():
        paper = {"receipt": receipt(PDF + rule.encode())} | more
        assert refused(enter, fund, sato.party, sato, **paper) == [rule]
    row = enter(fund, sato.party, sato, kind="host", yen=999_999_999)
    seen = queries.expense_digest(row)

    assert refused(expenses.say, row, seen=seen, **told(ito)) == ["free"]
    assert Expense.objects.get().state == "waiting"
    assert refused(expenses.withdraw, row, **told(ito)) == ["expense.own"]
    assert expenses.withdraw(row, **told(sato)).state == "withdrawn"


def test_where_the_book_pays_from_fits_into_the_file(book, source, sato):
    for field, value in {"client_name": "つながり", "bank_code": "1", "result_at": 120}.items():
        with pytest.raises(Refused) as found:
            sources.note(book, seen=1, by=sato, on=TODAY, **(SOURCE | {field: value}))
        assert [one.field for one in found.value.reasons] == [field]
    assert refused(sources.note, book, seen=0, by=sato, on=TODAY, **SOURCE) == ["version"]


def test_lists_ask_the_same_number_of_questions(
    owe, payee, give_account, sato, django_assert_num_queries
):
    give_account(payee, sato)
    for yen in (1, 2, 3):
        requests.request(owe(yen), **told(sato))

    with django_assert_num_queries(4):
        queries.looks(list(queries.requests()[:1]), on=TODAY)
    with django_assert_num_queries(4):
        queries.looks(list(queries.requests()), on=TODAY)
