"""一括記帳 — thousands of journals in a few statements: a bank's file, the books of earlier years.

Rows travel as one text, so that the database itself takes them apart; all checks and triggers are
those of a single posting.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from operator import itemgetter

from django.db import connection, transaction

from tsunagari.base.refusals import refuse_if
from tsunagari.kernel.ledger import queries
from tsunagari.kernel.ledger.actions import below_zero, hold
from tsunagari.kernel.ledger.models import Account, Book, Journal
from tsunagari.kernel.ledger.rules.posting import Posting, fine, why_not_day, why_not_post
from tsunagari.kernel.records.models import Record

# Journals a statement. PostgreSQL keeps every former state of a sum until the transaction ends, and
# passes by all of them: fewer statements, fewer states.
SIZE = {"sqlite": 5_000, "postgresql": 20_000}
NULL = r"\N"

# SQLite takes rows apart from a JSON text; a batch is posted by its first and last number.
_NUMBER = "SELECT COALESCE(MAX(seq), 0) + 1 FROM sqlite_sequence WHERE name = 'ledger_journal'"
_JOURNALS = """
    INSERT INTO ledger_journal (id, book_id, "on", words, because_id, reverses_id, key, posted)
    SELECT json_extract(value, '$[0]'), %s, json_extract(value, '$[1]'),
           json_extract(value, '$[2]'), %s, NULL, json_extract(value, '$[3]'), false
    FROM json_each(%s)"""
_LINES = "INSERT INTO ledger_line ({columns}) SELECT {values} FROM json_each(%s)"
_POST = "INSERT INTO ledger_batch (first, last) VALUES (%s, %s)"
# PostgreSQL copies text. Its numbers may have gaps, where others posted in the same moment.
_NUMBERS = """
    SELECT nextval(sequence) FROM generate_series(1, %s),
    LATERAL (SELECT pg_get_serial_sequence('ledger_journal', 'id')::regclass OFFSET 0) AS s(sequence)"""
_COPY = "COPY {table} ({columns}) FROM STDIN"
_OF_JOURNAL = 'id, book_id, "on", words, because_id, key, posted'
# What COPY reads for more than itself in a text.
_ESCAPED = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})
# A line's columns, and what stands where a line says nothing.
_LINE = {
    "journal_id": "",
    '"on"': "",
    "account_id": "",
    "fund_id": "",
    "earmark_id": "NULL",
    "grant_id": "NULL",
    "measure": "''",
    "project": "''",
    "activity": "''",
    "party_id": "NULL",
    "yen": "",
}


@dataclass(frozen=True)
class Entry:
    """One journal of many: its day, what for, its lines, and the key that posts it only once."""

    on: date
    words: str
    postings: tuple[Posting, ...]
    key: str = ""


@transaction.atomic
def post_many(book: Book, entries: Iterable[Entry], *, because: Record, by) -> int:
    """まとめて記帳する — all or nothing; what was posted under its key before is left out.

    Answers how many journals were posted.
    """
    fresh = _fresh(book, list(entries))
    accounts = dict(Account.objects.filter(book=book, closed_on=None).values_list("code", "pk"))
    _refuse_bad(book, fresh, accounts)
    # In the order of their days: so books are read, and each index grows at one place.
    fresh.sort(key=lambda one: one.on)
    held = hold(*_bound(fresh))
    size = SIZE[connection.vendor]
    for start in range(0, len(fresh), size):
        _write(book, fresh[start : start + size], accounts, because)
    if connection.vendor == "postgresql" and len(fresh) > size:
        _count_anew()
    refuse_if(below_zero(held))
    return len(fresh)


def _fresh(book: Book, entries: list[Entry]) -> list[Entry]:
    """Those whose key is new, each key once."""
    keys = [one.key for one in entries if one.key]
    there: set[str] = set()
    for start in range(0, len(keys), 500):
        rows = Journal.objects.filter(book=book, key__in=keys[start : start + 500])
        there.update(rows.values_list("key", flat=True))
    found = []
    for one in entries:
        if one.key not in there:
            found.append(one)
            if one.key:
                there.add(one.key)
    return found


def _refuse_bad(book: Book, entries: list[Entry], accounts: dict[str, int]) -> None:
    """Every journal by the rule of a single one; the first bad one stops them all."""
    closed = queries.closed_until(book)
    days = {one.on for one in entries}
    bad = {day for day in days if why_not_day(day, closed_until=closed, opened_on=book.opened_on)}
    for one in entries:
        if one.on not in bad and fine(one.postings, accounts):
            continue
        reasons = why_not_post(
            one.postings,
            on=one.on,
            closed_until=closed,
            opened_on=book.opened_on,
            accounts=accounts,
        )
        refuse_if(reasons)


def _bound(entries: list[Entry]) -> tuple[set[int], set[int]]:
    lines = [line for one in entries for line in one.postings]
    funds = {id(line.fund): line.fund for line in lines}
    earmarks = {id(line.earmark): line.earmark for line in lines if line.earmark is not None}
    return {one.pk for one in earmarks.values()}, {one.pk for one in funds.values()}


def _write(book: Book, entries: list[Entry], accounts: dict[str, int], because: Record) -> None:
    days = [one.on.isoformat() for one in entries]
    with connection.cursor() as cursor:
        write = _copy if connection.vendor == "postgresql" else _insert
        write(cursor, book.pk, because.pk, days, entries, accounts)


def _insert(cursor, book: int, because: int, days, entries, accounts) -> None:
    """On SQLite: the journals, their lines, and the row that checks and posts them."""
    cursor.execute(_NUMBER)
    first = cursor.fetchone()[0]
    numbers = range(first, first + len(entries))
    rows = [
        (number, day, one.words[:200], one.key)
        for number, day, one in zip(numbers, days, entries, strict=True)
    ]
    cursor.execute(_JOURNALS, [book, because, json.dumps(rows)])
    cursor.execute(*_inserting(list(_lines(numbers, days, entries, accounts))))
    cursor.execute(_POST, [numbers[0], numbers[-1]])


def _inserting(rows: list[tuple]) -> tuple[str, list[str]]:
    """The statement of all lines: what none of them says does not travel, so it is not taken apart."""
    said = [place for place, values in enumerate(zip(*rows, strict=True)) if any(values)]
    values = [
        f"json_extract(value, '$[{said.index(place)}]')" if place in said else empty
        for place, empty in enumerate(_LINE.values())
    ]
    statement = _LINES.format(columns=", ".join(_LINE), values=", ".join(values))
    return statement, [json.dumps(list(map(itemgetter(*said), rows)))]


def _count_anew() -> None:
    """PostgreSQL's own figures of what was written: its checks at the end ask by what it knows.

    Where a file was refused before, it may believe the books empty, and read a whole index for
    each line.
    """
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE ledger_journal, ledger_line")


def _copy(cursor, book: int, because: int, days, entries, accounts) -> None:
    """On PostgreSQL: the lines, then their journals, which are checked and posted as they come."""
    cursor.execute(_NUMBERS, [len(entries)])
    numbers = [number for (number,) in cursor.fetchall()]
    lines = "".join(map(_line, _lines(numbers, days, entries, accounts)))
    journals = "".join(
        f"{number}\t{book}\t{day}\t{one.words[:200].translate(_ESCAPED)}\t{because}"
        f"\t{one.key.translate(_ESCAPED)}\tt\n"
        for number, day, one in zip(numbers, days, entries, strict=True)
    )
    for table, columns, text in (
        ("ledger_line", ", ".join(_LINE), lines),
        ("ledger_journal", _OF_JOURNAL, journals),
    ):
        statement = _COPY.format(table=table, columns=columns)
        with connection.wrap_database_errors, cursor.copy(statement) as copy:
            copy.write(text)


def _line(row: tuple) -> str:
    """A line as COPY reads it."""
    number, day, account, fund, earmark, grant, measure, project, activity, party, yen = row
    said = f"{measure}\t{project}\t{activity}"
    if said != "\t\t":
        said = "\t".join(text.translate(_ESCAPED) for text in (measure, project, activity))
    return (
        f"{number}\t{day}\t{account}\t{fund}\t{earmark or NULL}\t{grant or NULL}"
        f"\t{said}\t{party or NULL}\t{yen}\n"
    )


def _lines(numbers, days, entries: list[Entry], accounts: dict[str, int]) -> Iterator[tuple]:
    """Rows of lines; `id` is read from the row itself, where `pk` asks the model first."""
    for number, day, entry in zip(numbers, days, entries, strict=True):
        for one in entry.postings:
            yield (
                number,
                day,
                accounts[one.account],
                one.fund.id,
                one.earmark and one.earmark.id,
                one.grant and one.grant.id,
                one.measure,
                one.project,
                one.activity,
                one.party and one.party.id,
                one.yen,
            )
