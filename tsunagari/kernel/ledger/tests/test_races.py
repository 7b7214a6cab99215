"""同時と停電 — fifty promises over the last yen, two closings at once, and a process that is killed."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection, transaction

from tests import killed
from tests.cast import TODAY
from tsunagari.base.refusals import Refused
from tsunagari.kernel.ledger import books, bulk, checks, closing, dues, queries
from tsunagari.kernel.ledger.actions import Posting
from tsunagari.kernel.ledger.models import Budget, Due, Journal, Period
from tsunagari.kernel.records import actions as records

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts) -> list:
    """What acts that start in the same moment answer; a refusal is the answer None."""
    start = Barrier(len(acts))

    def run(act):
        start.wait()
        try:
            return act()
        except Refused:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_fifty_promises_at_once_take_exactly_the_budget(fund, sato):
    books.set_budget(fund.book, year=2026, fund=fund, measure="1-4", yen=70_000, by=sato, on=TODAY)
    record = records.add(by=sato, did="test.done", on=TODAY)

    def reserve():
        return dues.reserve(
            fund.book,
            sato.party,
            10_000,
            fund=fund,
            measure="1-4",
            about=fund,
            because=record,
            by=sato,
            on=TODAY,
        )

    made = [due for due in at_once(*[reserve] * 50) if due]

    assert len(made) == Due.objects.count() == 7
    assert Budget.objects.get(fund=fund).reserved_yen == 70_000
    # Half of them are owed while others ask for what seems to be free: still not a yen more.
    steps = [
        lambda due=due: dues.owe(due, due_on=TODAY, because=record, by=sato, on=TODAY)
        for due in made[:4]
    ]
    at_once(*steps, *[reserve] * 6)
    assert queries.free(fund.book, fund=fund, measure="1-4", on=TODAY) == 0
    assert Due.objects.count() == 7
    assert list(checks.findings(fund.book)) == []


def test_a_month_that_is_closed_while_others_post_stays_as_it_was(fund, entry, sato):
    first = date(2026, 4, 1)
    lines = ("1120", 5), ("4200", -5)

    answers = at_once(
        *[lambda: entry(fund, *lines, on=date(2026, 4, 30))] * 6,
        *[lambda: closing.close(fund.book, first, by=sato, on=TODAY)] * 2,
    )

    assert len([one for one in answers if isinstance(one, Period)]) == 1
    posted = [one for one in answers if isinstance(one, Journal)]
    assert Journal.objects.count() == len(posted)
    assert list(checks.findings(fund.book)) == []


POSTING = """
import django; django.setup()
from datetime import date
from tsunagari.kernel.ledger import actions, bulk
from tsunagari.kernel.ledger.models import Book
from tsunagari.kernel.records.models import Record
book, record = Book.objects.get(), Record.objects.latest("pk")
fund = book.funds.get(code="general")
lines = (actions.Posting("1120", 5, fund), actions.Posting("4200", -5, fund))
for number in range(100_000):
    day = date(2026, 4, 1 + number % 28)
    many = [bulk.Entry(day, "x", lines, key=f"{number}.{at}") for at in range(40)]
    bulk.post_many(book, many, because=record, by=None)
    actions.post(book, lines, on=day, words="x", because=record, by=None, key=f"{number}")
    print(number, flush=True)
"""


def test_a_posting_that_is_killed_leaves_books_that_balance(book, sato):
    """kill -9 in the middle: what was committed is whole, what was not is nowhere."""
    records.add(by=sato, did="test.done", on=TODAY)
    environment = os.environ | {
        "DATABASE_URL": killed.address(),
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
    process = subprocess.Popen(
        [sys.executable, "-c", POSTING], env=environment, stdout=subprocess.PIPE, text=True
    )
    try:
        said = [process.stdout.readline() for _ in range(3)]
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()

    assert said == ["0\n", "1\n", "2\n"]
    assert list(checks.findings(book)) == []
    count = Journal.objects.count()
    assert count >= 3 * 41
    assert count % 41 in (0, 40)
    assert queries.balance(book, account="1120", on=TODAY) == 5 * count


def test_many_journals_are_posted_together_or_not_at_all(fund, entry, sato):
    record = records.add(by=sato, did="test.done", on=TODAY)
    lines = (Posting("1120", 5, fund, measure="1-4"), Posting("4200", -5, fund, measure="1-4"))
    good = [bulk.Entry(TODAY, "x", lines, key=str(at % 30)) for at in range(40)]
    bad = bulk.Entry(TODAY, "x", (*lines, Posting("1120", 1, fund)))

    def post(entries):
        return bulk.post_many(fund.book, entries, because=record, by=sato)

    with pytest.raises(Refused):
        post([*good, bad])
    assert not Journal.objects.exists()
    assert [post(good), post(good)] == [30, 0]
    entry(fund, ("1120", 1), ("4200", -1))
    assert queries.balance(fund.book, account="1120", fund=fund, on=TODAY) == 151
    assert list(checks.findings(fund.book)) == []


def test_words_and_keys_of_many_arrive_as_they_were_written(fund, sato):
    record = records.add(by=sato, did="test.done", on=TODAY)
    lines = tuple(
        Posting(code, yen, fund, project="a\tb\\N") for code, yen in (("1120", 5), ("4200", -5))
    )
    words = ["\\N", "\\.", "a\tb\\tc", "1行\n2行\r\n3行", "'\";--", "花😀"]

    bulk.post_many(
        fund.book,
        [bulk.Entry(TODAY, one, lines, key=one) for one in words],
        because=record,
        by=sato,
    )

    rows = Journal.objects.order_by("pk").values_list("words", "key", "lines__project").distinct()
    assert list(rows) == [(one, one, "a\tb\\N") for one in words]


def test_postgresql_knows_how_many_were_posted_before_it_checks_them(fund, sato, monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite looks at no figures of its own")
    record = records.add(by=sato, did="test.done", on=TODAY)
    monkeypatch.setitem(bulk.SIZE, "postgresql", 10)
    lines = Posting("1120", 5, fund), Posting("4200", -5, fund)
    many = [bulk.Entry(TODAY, str(number), lines) for number in range(40)]

    with transaction.atomic(), connection.cursor() as cursor:
        bulk.post_many(fund.book, many, because=record, by=sato)
        # The deferred checks come after this: each is planned by these figures.
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'ledger_journal'")
        assert cursor.fetchone() == (40,)
