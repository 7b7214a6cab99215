"""一括記帳 — thousands of journals in a few statements: a bank's file, the books of earlier years.

Rows travel as JSON texts, so that the database itself takes them apart; all checks and triggers
are those of a single posting.
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

SIZE = 5_000  # journals a statement

_JOURNALS = {
    "sqlite": """
        INSERT INTO ledger_journal
            (id, book_id, "on", words, because_id, reverses_id, key, posted)
        SELECT json_extract(value, '$[0]'), %s, json_extract(value, '$[1]'),
               json_extract(value, '$[2]'), %s, NULL, json_extract(value, '$[3]'), false
        FROM json_each(%s)""",
    "postgresql": """
        INSERT INTO ledger_journal
            (id, book_id, "on", words, because_id, reverses_id, key, posted)
        SELECT (value->>0)::bigint, %s, (value->>1)::date, value->>2, %s, NULL, value->>3, false
        FROM jsonb_array_elements(%s::jsonb)""",
}
# A line's columns: their type, and what stands where a line says nothing.
_LINE = {
    "journal_id": ("bigint", ""),
    '"on"': ("date", ""),
    "account_id": ("bigint", ""),
    "fund_id": ("bigint", ""),
    "earmark_id": ("bigint", "NULL"),
    "grant_id": ("bigint", "NULL"),
    "measure": ("text", "''"),
    "project": ("text", "''"),
    "activity": ("text", "''"),
    "party_id": ("bigint", "NULL"),
    "yen": ("bigint", ""),
}
_INSERT = {
    "sqlite": "INSERT INTO ledger_line ({columns}) SELECT {values} FROM json_each(%s)",
    "postgresql": (
        "INSERT INTO ledger_line ({columns}) SELECT {values} FROM jsonb_array_elements(%s::jsonb)"
    ),
}
# PostgreSQL's numbers may have gaps, where others posted in the same moment.
_POST = {
    "sqlite": "INSERT INTO ledger_batch (first, last) VALUES (%(first)s, %(last)s)",
    "postgresql": """
        UPDATE ledger_journal SET posted = true WHERE id BETWEEN %(first)s AND %(last)s
        AND book_id = %(book)s AND because_id = %(because)s AND NOT posted""",
}
_NUMBERS = {
    "sqlite": "SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = 'ledger_journal'",
    "postgresql": (
        "SELECT nextval(pg_get_serial_sequence('ledger_journal', 'id')) FROM generate_series(1, %s)"
    ),
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
    for start in range(0, len(fresh), SIZE):
        _write(book, fresh[start : start + SIZE], accounts, because)
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
        numbers = _numbers(cursor, len(entries))
        rows = [
            (number, day, one.words[:200], one.key)
            for number, day, one in zip(numbers, days, entries, strict=True)
        ]
        cursor.execute(_JOURNALS[connection.vendor], [book.pk, because.pk, json.dumps(rows)])
        cursor.execute(*_inserting(list(_lines(numbers, days, entries, accounts))))
        these = {"first": numbers[0], "last": numbers[-1], "book": book.pk, "because": because.pk}
        cursor.execute(_POST[connection.vendor], these)


def _numbers(cursor, count: int) -> list[int]:
    """Numbers for new journals: SQLite has one writer, PostgreSQL a sequence."""
    if connection.vendor == "sqlite":
        cursor.execute(_NUMBERS["sqlite"])
        first = cursor.fetchone()[0] + 1
        return list(range(first, first + count))
    cursor.execute(_NUMBERS["postgresql"], [count])
    return [number for (number,) in cursor.fetchall()]


def _inserting(rows: list[tuple]) -> tuple[str, list[str]]:
    """The statement of all lines: what none of them says does not travel, so it is not taken apart."""
    said = [place for place, values in enumerate(zip(*rows, strict=True)) if any(values)]
    values = []
    for place, (kind, empty) in enumerate(_LINE.values()):
        if place not in said:
            values.append(empty)
        elif connection.vendor == "sqlite":
            values.append(f"json_extract(value, '$[{said.index(place)}]')")
        else:
            values.append(f"(value->>{said.index(place)})::{kind}")
    statement = _INSERT[connection.vendor].format(
        columns=", ".join(_LINE), values=", ".join(values)
    )
    return statement, [json.dumps(list(map(itemgetter(*said), rows)))]


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
