"""仕訳と残高 — what is posted, refused, turned round, and what the database itself refuses."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from tests.cast import TODAY
from tsunagari.base.refusals import Refused
from tsunagari.kernel.ledger import actions, books, checks, queries
from tsunagari.kernel.ledger.actions import Posting
from tsunagari.kernel.ledger.models import Account, Balance, Journal, Line, Period
from tsunagari.kernel.records import actions as records

pytestmark = pytest.mark.django_db


def rules_of(act) -> list[str]:
    with pytest.raises(Refused) as refused:
        act()
    return [reason.rule for reason in refused.value.reasons]


def refusal_of(sql: str, params=()) -> str:
    """What the database says to SQL that goes past our code."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, params)
    except DatabaseError as error:
        return str(error).split("\n")[0]
    return ""


def test_a_posting_moves_the_balances_of_its_day(book, fund, entry):
    entry(fund, ("1120", 5_000), ("4200", -5_000), on=date(2026, 10, 31))
    entry(fund, ("1120", -1_200), ("5220", 1_200), on=date(2026, 11, 30), measure="1-4")

    def bank(day):
        return queries.balance(book, account="1120", on=day)

    assert [bank(date(2026, 10, 30)), bank(date(2026, 10, 31))] == [0, 5_000]
    assert [bank(date(2026, 11, 29)), bank(date(2026, 11, 30))] == [5_000, 3_800]
    assert queries.balance(book, account="5", fund=fund, measure="1-4", on=TODAY) == 0
    assert queries.balance(book, account="5", measure="1-4", on=date(2026, 12, 1)) == 1_200
    assert queries.balance(book, on=date(2027, 3, 31)) == 0


def test_the_same_cause_is_posted_once(fund, entry):
    lines = ("1120", 500), ("4200", -500)

    assert entry(fund, *lines, key="bank.7") == entry(fund, *lines, key="bank.7")
    assert Line.objects.count() == 2


def test_a_bad_journal_is_refused_with_every_reason(book, fund, entry):
    general = book.funds.get(code=books.GENERAL)
    half = [Posting("1120", 0.5, fund), Posting("4200", -0.5, fund)]
    apart = [Posting("1120", 100, fund), Posting("4200", -100, general)]
    record = records.add(by=None, did="test.done", on=TODAY)

    def post(postings, on=TODAY):
        return rules_of(
            lambda: actions.post(book, postings, on=on, words="x", because=record, by=None)
        )

    assert post([Posting("1120", 100, fund), Posting("4200", -99, fund)]) == ["balance"]
    assert post(half) == ["whole", "whole"]
    assert post([]) == ["lines"]
    assert post(apart) == ["fund", "fund"]
    assert post([Posting("9999", 5, fund), Posting("1120", -5, fund, measure="9-9")]) == [
        "account",
        "measure",
    ]
    assert post([Posting("1120", 5, fund), Posting("4200", -5, fund)], date(2026, 3, 30)) == [
        "before"
    ]
    assert not Journal.objects.exists()
    assert not Balance.objects.exists()


def test_a_gift_with_a_purpose_cannot_be_overspent(fund, entry, sato):
    food = books.note_earmark(
        fund, kind="gift", title="食材", from_day=TODAY, by=sato, on=TODAY, yen=100_000
    )
    entry(fund, ("1120", 100_000), ("4200", -100_000), earmark=food)
    entry(fund, ("1120", -60_000), ("5260", 60_000), earmark=food)

    with pytest.raises(Refused) as refused:
        entry(fund, ("1120", -40_001), ("5260", 40_001), earmark=food)

    [reason] = refused.value.reasons
    assert reason.facts == {"title": "食材", "yen": 1}
    assert queries.unspent(food) == 40_000


def test_the_purpose_of_one_fund_is_not_spent_from_another(book, fund, entry, sato):
    facts = {"kind": "gift", "title": "食材", "from_day": TODAY, "by": sato, "on": TODAY}
    food = books.note_earmark(fund, **facts)
    general = book.funds.get(code=books.GENERAL)
    lines = ("1120", 5_000), ("4200", -5_000)

    assert rules_of(lambda: entry(general, *lines, earmark=food)) == ["earmark"]
    assert entry(fund, *lines, earmark=food).lines.count() == 2


def test_a_journal_is_reversed_once_and_both_stay(book, fund, entry, sato):
    journal = entry(fund, ("1120", 700), ("4200", -700), on=date(2026, 11, 1))

    turned = actions.reverse(journal, on=TODAY, words="二重に入れました", by=sato)

    assert queries.balance(book, account="1120", on=TODAY) == 0
    assert queries.balance(book, account="1120", on=date(2026, 11, 1)) == 700
    assert rules_of(lambda: actions.reverse(journal, on=TODAY, words="x", by=sato)) == ["reversed"]
    assert rules_of(lambda: actions.reverse(turned, on=TODAY, words="x", by=sato)) == ["reversal"]


def test_the_database_itself_refuses_what_would_bend_the_books(book, fund, entry, sato):
    journal = entry(fund, ("1120", 700), ("4200", -700))
    record = journal.because
    Period.objects.create(
        book=book,
        first_day=date(2026, 4, 1),
        last_day=date(2026, 4, 30),
        closed_on=TODAY,
        because=record,
    )
    bank = Account.objects.get(book=book, code="1120")
    facts = {"kind": "gift", "title": "食材", "from_day": TODAY, "by": sato, "on": TODAY}
    food = books.note_earmark(fund, **facts)
    general = book.funds.get(code=books.GENERAL)

    def draft(on, *amounts, **more):
        row = Journal.objects.create(book=book, on=on, words="x", because=record)
        Line.objects.bulk_create(
            Line(**{"journal": row, "on": on, "account": bank, "fund": fund, "yen": yen} | more)
            for yen in amounts
        )
        return refusal_of("UPDATE ledger_journal SET posted = %s WHERE id = %s", [True, row.pk])

    said = {
        "unbalanced": draft(TODAY, 5, -4),
        "empty": draft(TODAY),
        "closed": draft(date(2026, 4, 30), 5, -5),
        "open": draft(date(2026, 5, 1), 5, -5, earmark=food),
        "another fund": draft(TODAY, 5, -5, fund=general, earmark=food),
        "journal changed": refusal_of("UPDATE ledger_journal SET words = 'y' WHERE posted"),
        "journal deleted": refusal_of("DELETE FROM ledger_journal WHERE posted"),
        "line changed": refusal_of("UPDATE ledger_line SET yen = 1"),
        "line deleted": refusal_of("DELETE FROM ledger_line WHERE yen = 700"),
        "line added": refusal_of(
            'INSERT INTO ledger_line (journal_id, "on", account_id, fund_id, measure, project,'
            " activity, yen) VALUES (%s, %s, %s, %s, '', '', '', 5)",
            [journal.pk, TODAY, bank.pk, fund.pk],
        ),
        "born posted": refusal_of(
            'INSERT INTO ledger_journal (book_id, "on", words, because_id, key, posted)'
            " VALUES (%s, %s, 'x', %s, '', %s)",
            [book.pk, TODAY, record.pk, True],
        ),
        "month reopened": refusal_of("DELETE FROM ledger_period"),
        "balance deleted": refusal_of("DELETE FROM ledger_balance"),
    }

    assert {what for what, words in said.items() if "refuses" not in words} == {"open"}
    assert "closed month" in said["closed"]
    assert "not zero" in said["unbalanced"]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL checks every statement whole")
def test_a_batch_is_asked_like_each_of_its_journals_and_never_twice(book, fund, entry):
    journal = entry(fund, ("1120", 700), ("4200", -700))
    bank = Account.objects.get(book=book, code="1120")

    def draft(*amounts, on=TODAY):
        row = Journal.objects.create(book=book, on=on, words="x", because=journal.because)
        Line.objects.bulk_create(
            Line(journal=row, on=TODAY, account=bank, fund=fund, yen=yen) for yen in amounts
        )
        return row.pk

    def post(first, last):
        return refusal_of("INSERT INTO ledger_batch (first, last) VALUES (%s, %s)", [first, last])

    good, bad, empty, far = draft(5, -5), draft(5, -4), draft(), draft(5, -5, on=date(2026, 5, 1))

    assert "refuses what is posted" in post(journal.pk, good)
    assert "not zero" in post(good, bad)
    assert "without lines" in post(empty, empty)
    assert "another book or day" in post(far, far)
    assert not Journal.objects.get(pk=good).posted
    assert post(good, good) == ""
    assert Journal.objects.get(pk=good).posted
    assert "refuses what is posted" in post(good, good)
    assert [one.rule for one in checks.findings(book)] == ["draft"]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite takes no journal born posted")
def test_a_journal_that_comes_after_its_lines_is_asked_like_any_other(book, fund, entry):
    record = entry(fund, ("1120", 700), ("4200", -700)).because
    Period.objects.create(
        book=book,
        first_day=date(2026, 4, 1),
        last_day=date(2026, 4, 30),
        closed_on=TODAY,
        because=record,
    )
    bank = Account.objects.get(book=book, code="1120")

    def post(number, *amounts, on=TODAY, day=None):
        Line.objects.bulk_create(
            Line(journal_id=number, on=day or on, account=bank, fund=fund, yen=yen)
            for yen in amounts
        )
        born = {"because": record, "words": "x", "posted": True}
        try:
            with transaction.atomic():
                Journal.objects.bulk_create([Journal(pk=number, book=book, on=on, **born)])
        except DatabaseError as error:
            Line.objects.filter(journal_id=number).delete()
            return str(error)
        return ""

    assert "not zero" in post(9_001, 5, -4)
    assert "without lines" in post(9_002)
    assert "closed month" in post(9_003, 5, -5, on=date(2026, 4, 30))
    assert "another book or day" in post(9_004, 5, -5, day=date(2026, 5, 1))
    assert post(9_005, 5, -5) == ""
    assert "refuses INSERT" in refusal_of(
        'INSERT INTO ledger_line (journal_id, "on", account_id, fund_id, measure, project,'
        " activity, yen) VALUES (9005, %s, %s, %s, '', '', '', 5)",
        [TODAY, bank.pk, fund.pk],
    )
    assert list(checks.findings(book)) == []
