"""一括記帳 — thousands of journals in a few statements: a bank's file, the books of earlier years.

Rows travel as JSON texts, so that the database itself takes them apart; all checks and triggers
are those of a single posting.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

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
_LINES = {
    "sqlite": """
        INSERT INTO ledger_line (journal_id, "on", account_id, fund_id, earmark_id, grant_id,
                                 measure, project, activity, party_id, yen)
        SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'),
               json_extract(value, '$[2]'), json_extract(value, '$[3]'),
               json_extract(value, '$[4]'), json_extract(value, '$[5]'),
               json_extract(value, '$[6]'), json_extract(value, '$[7]'),
               json_extract(value, '$[8]'), json_extract(value, '$[9]'),
               json_extract(value, '$[10]')
        FROM json_each(%s)""",
    "postgresql": """
        INSERT INTO ledger_line (journal_id, "on", account_id, fund_id, earmark_id, grant_id,
                                 measure, project, activity, party_id, yen)
        SELECT (value->>0)::bigint, (value->>1)::date, (value->>2)::bigint, (value->>3)::bigint,
               (value->>4)::bigint, (value->>5)::bigint, value->>6, value->>7, value->>8,
               (value->>9)::bigint, (value->>10)::bigint
        FROM jsonb_array_elements(%s::jsonb)""",
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
            [number, day, one.words[:200], one.key]
            for number, day, one in zip(numbers, days, entries, strict=True)
        ]
        cursor.execute(_JOURNALS[connection.vendor], [book.pk, because.pk, json.dumps(rows)])
        lines = list(_lines(numbers, days, entries, accounts))
        cursor.execute(_LINES[connection.vendor], [json.dumps(lines)])
        cursor.execute(
            "UPDATE ledger_journal SET posted = %s WHERE id BETWEEN %s AND %s AND book_id = %s"
            " AND because_id = %s AND NOT posted",
            [True, numbers[0], numbers[-1], book.pk, because.pk],
        )


def _numbers(cursor, count: int) -> list[int]:
    """Numbers for new journals: SQLite has one writer, PostgreSQL a sequence."""
    if connection.vendor == "sqlite":
        cursor.execute(_NUMBERS["sqlite"])
        first = cursor.fetchone()[0] + 1
        return list(range(first, first + count))
    cursor.execute(_NUMBERS["postgresql"], [count])
    return [number for (number,) in cursor.fetchall()]


def _lines(numbers, days, entries: list[Entry], accounts: dict[str, int]) -> Iterator[list]:
    for number, day, entry in zip(numbers, days, entries, strict=True):
        for one in entry.postings:
            yield [
                number,
                day,
                accounts[one.account],
                one.fund.pk,
                one.earmark and one.earmark.pk,
                one.grant and one.grant.pk,
                one.measure,
                one.project,
                one.activity,
                one.party and one.party.pk,
                one.yen,
            ]
