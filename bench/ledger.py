"""W6 会計 — posting a million lines with every check and trigger on, against Django's bulk_create.

`bulk_create` writes the same journals and lines into the same tables with the triggers taken away:
no check, no balance. Reading is `Balance` and the rest of a month against SUM over all lines.
Every ratio comes from the same run; figures count only when the checks that read every line again
find nothing. `bench.hordak` compares with django-hordak.

    LEDGER_LINES=20000 python -m bench.ledger      smaller; the largest size is 1,000,000
    DATABASE_URL=postgres://…                      on PostgreSQL
"""

import math
import os
import random
import statistics
import tempfile
import time
from contextlib import contextmanager
from datetime import date, timedelta

from bench._clock import clock
from bench._site import Visitor, add_hello

LARGEST = int(os.environ.get("LEDGER_LINES") or 1_000_000)
SIZES = [size for size in (LARGEST // 16, LARGEST // 4, LARGEST) if size >= 1_000]
START, TODAY = date(2026, 4, 1), date(2027, 3, 31)
WRITING = {"sqlite": 4.0, "postgresql": 2.0}
READING, YEAR_SECONDS, YEAR_LINES, HELLO = 100, 1.0, 1_000_000, 10
ASKED, AGAIN, ROUNDS = 40, 3, 3


def main() -> None:
    """Print ratios and growth exponents; raises AssertionError when a gate is not passed."""
    with own_database() as vendor:
        print(f"W6 ledger on {vendor}: {LARGEST:,} lines, all checks and triggers on")
        book, record = opened()
        written = [writing(book, record, size) for size in SIZES]
        growth("writing", [(size, ours) for size, ours, _ratio in written])
        keep(book, record)
        reading(book)
        year(book)
        one_at_a_time(book, record)
        checked(book)
        worst = min(ratio for _size, _ours, ratio in written)
        assert worst >= WRITING[vendor], f"only {worst:.1f} × bulk_create"


@contextmanager
def own_database():
    """A database of its own that goes away, and the page that says hello."""
    import django

    with tempfile.TemporaryDirectory() as folder:
        os.environ["TSUNAGARI_DATA"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tsunagari.settings")
        django.setup()
        from django.db import connection

        from tsunagari.faces.console import prepare

        prepare.database()
        add_hello()
        yield connection.vendor
        connection.close()


def opened():
    """A book with five funds, and the record because of which everything is posted."""
    from tsunagari.kernel.ledger import books
    from tsunagari.kernel.parties.actions import start_federation
    from tsunagari.kernel.records import actions as records

    body = start_federation("見本", sample=True, on=START).party.organisation
    told = {"by": None, "on": START}
    book = books.open_book(body, standard="public", opened_on=START, **told)
    for number in range(4):
        books.open_fund(book, code=f"f{number}", name=f"f{number}", kind="designated", **told)
    return book, records.add(by=None, did="bench.posted", on=START)


def entries(book, size: int) -> list:
    """Journals of two lines over a year: any fund, measure and account of income or cost."""
    from tsunagari.base.measures import MEASURES
    from tsunagari.kernel.ledger.actions import Posting
    from tsunagari.kernel.ledger.bulk import Entry
    from tsunagari.kernel.ledger.rules.chart import CHART

    draw = random.Random(size)
    funds, measures = list(book.funds.all()), ["", *MEASURES]
    others = [code for code in CHART if code[0] in "456"]
    made = []
    for number in range(size // 2):
        told = {"fund": draw.choice(funds), "measure": draw.choice(measures)}
        other, yen = draw.choice(others), draw.randrange(1, 100_000)
        sign = -1 if other[0] == "4" else 1
        lines = Posting(other, sign * yen, **told), Posting("1120", -sign * yen, **told)
        made.append(Entry(START + timedelta(days=draw.randrange(365)), f"見本 {number}", lines))
    return made


def writing(book, record, size: int) -> tuple[int, float, float]:
    """(size, our seconds, ratio to bulk_create); what was written is taken back."""
    from django.db import transaction

    from tsunagari.kernel.ledger.bulk import post_many

    many = entries(book, size)
    ours, theirs = [], []
    for _round in range(ROUNDS if size < LARGEST else 1):
        with transaction.atomic():
            began = clock()
            post_many(book, many, because=record, by=None)
            ours.append(clock() - began)
            transaction.set_rollback(True)
        theirs.append(plainly(book, record, many))
    ours, theirs = statistics.median(ours), statistics.median(theirs)
    print(
        f"  {size:>9,}  ours {ours:7.2f} s ({1e6 * ours / size:5.1f} µs a line)"
        f"  bulk_create {theirs:7.2f} s  {theirs / ours:4.1f} ×"
    )
    return size, ours, theirs / ours


def plainly(book, record, many) -> float:
    """Seconds of Django's own way: the same rows, nothing checked, no balance."""
    from django.db import connection, transaction

    from tsunagari.kernel.ledger.models import Account, Journal, Line
    from tsunagari.kernel.records.triggers import drop_triggers

    accounts = dict(Account.objects.filter(book=book).values_list("code", "pk"))
    with transaction.atomic():
        drop_triggers(connection)
        began = clock()
        rows = Journal.objects.bulk_create(
            Journal(book=book, on=one.on, words=one.words, because=record, posted=True)
            for one in many
        )
        Line.objects.bulk_create(
            Line(
                journal=row,
                on=one.on,
                account_id=accounts[line.account],
                fund=line.fund,
                measure=line.measure,
                yen=line.yen,
            )
            for row, one in zip(rows, many, strict=True)
            for line in one.postings
        )
        seconds = clock() - began
        transaction.set_rollback(True)
    return seconds


def keep(book, record) -> None:
    """Write the largest size for good; the figures of reading are taken from it."""
    from django.db import connection

    from tsunagari.kernel.ledger.bulk import post_many

    began = time.perf_counter()
    post_many(book, entries(book, LARGEST), because=record, by=None)
    print(f"  kept, with the checks at the end: {time.perf_counter() - began:.1f} s")
    with connection.cursor() as cursor:
        # What PostgreSQL does by itself within a minute.
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def reading(book) -> None:
    """Balances at any day: an account, one fund of it, a measure's cost; against SUM and hello."""
    from django.db.models import Sum

    from tsunagari.kernel.ledger import queries
    from tsunagari.kernel.ledger.models import Line

    draw, hello = random.Random(6), hello_seconds()
    funds = list(book.funds.all())
    for title, told in (
        ("an account", {"account": "1120"}),
        ("a fund's bank", {"account": "1120", "fund": funds[0]}),
        ("a fund's cost", {"account": "5", "fund": funds[0]}),
        ("a measure's cost", {"account": "5", "measure": "1-4"}),
    ):
        for kind, days in (
            (
                "month ends",
                [date(2026 + (m > 11), m % 12 + 1, 1) - timedelta(1) for m in range(4, 15)],
            ),
            ("any day", [START + timedelta(days=draw.randrange(365)) for _ in range(ASKED)]),
        ):
            began = clock()
            for on in days * AGAIN:
                found = queries.balance(book, on=on, **told)
            fast = (clock() - began) / len(days * AGAIN)
            slow = 0.0
            for on in days[:5]:
                rows = Line.objects.filter(account__code__startswith=told["account"], on__lte=on)
                rows = rows.filter(account__book=book, journal__posted=True)
                rows = rows.filter(**{k: v for k, v in told.items() if k != "account"})
                began = clock()
                wanted = rows.aggregate(yen=Sum("yen"))["yen"] or 0
                slow += (clock() - began) / 5
                assert wanted == queries.balance(book, on=on, **told)
            assert isinstance(found, int)
            print(
                f"  {title:16} {kind:10} {1e3 * fast:7.2f} ms, SUM {1e3 * slow:8.1f} ms:"
                f" {slow / fast:6.1f} ×, {fast / hello:4.1f} × a hello"
            )
            assert fast <= HELLO * hello, f"{title}: {fast / hello:.1f} × a hello"
            if kind == "month ends" and title == "an account" and LARGEST >= YEAR_LINES:
                assert slow / fast >= READING, f"only {slow / fast:.0f} × SUM"


def hello_seconds() -> float:
    """What a page that says hello costs: seconds of work, as everything here."""
    visitor = Visitor()
    began = clock()
    for _round in range(300):
        status, _body = visitor.get("/hello")
        assert status == 200
    return (clock() - began) / 300


def year(book) -> None:
    """All statements of the year, with their checks."""
    from tsunagari.kernel.ledger import statements

    seconds = []
    for _ in range(3):
        began = time.perf_counter()
        made = statements.of(book, from_day=START, until_day=TODAY)
        seconds.append(time.perf_counter() - began)
    took = statistics.median(seconds)
    rows = sum(len(one.rows) for one in made)
    print(f"  a year's statements of {LARGEST:,} lines: {took:.2f} s ({rows} lines printed)")
    assert took <= YEAR_SECONDS, f"a year's statements take {took:.2f} s"
    bad = list(statements.findings(book, from_day=START, until_day=TODAY))
    assert [one.rule for one in bad if one.rule != "money"] == []


def one_at_a_time(book, record) -> None:
    """What one posting costs when the books are full."""
    from django.db import transaction

    from tsunagari.kernel.ledger import actions

    many = entries(book, 400)
    began = time.perf_counter()
    with transaction.atomic():
        for one in many:
            actions.post(book, one.postings, on=one.on, words=one.words, because=record, by=None)
        transaction.set_rollback(True)
    print(f"  one posting on its own: {1e3 * (time.perf_counter() - began) / len(many):.2f} ms")


def checked(book) -> None:
    """Every line read again: sums, balances, drafts."""
    from tsunagari.kernel.ledger import checks

    began = time.perf_counter()
    assert list(checks.findings(book)) == []
    print(f"  every line read again: {time.perf_counter() - began:.1f} s, nothing found")


def growth(title: str, points: list[tuple[int, float]]) -> None:
    """The exponent between the smallest and the largest size; 1 is linear."""
    if len(points) > 1:
        (small, first), (large, last) = points[0], points[-1]
        power = math.log(last / first) / math.log(large / small)
        print(f"  {title} grows with the power {power:.2f}")
        assert power < 1.25, f"{title} grows with the power {power:.2f}"


if __name__ == "__main__":
    main()
