"""検索 — the text index over folded names: FTS5 on SQLite, a tsvector with GIN on PostgreSQL.

Both index the same string of `base.names.search_keys`, so both give the same answers.
"""

from django.db import connection

SQLITE = [
    "CREATE VIRTUAL TABLE party_search USING fts5(words, tokenize='unicode61 remove_diacritics 2',"
    " prefix='1 2 3')",
]
POSTGRES = [
    "CREATE TABLE party_search (rowid bigint PRIMARY KEY, words tsvector NOT NULL)",
    "CREATE INDEX party_search_words ON party_search USING gin (words)",
]


def create(apps, schema_editor):
    """Make the index (called by the migration)."""
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE party_search")


def put(rows: list[tuple[int, str]]) -> None:
    """Index (party, words) anew; rows that are there already are replaced."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany("DELETE FROM party_search WHERE rowid = %s", [r[:1] for r in rows])
            cursor.executemany("INSERT INTO party_search(rowid, words) VALUES (%s, %s)", rows)
        else:
            cursor.executemany(
                "INSERT INTO party_search(rowid, words) VALUES (%s, to_tsvector('simple', %s))"
                " ON CONFLICT (rowid) DO UPDATE SET words = excluded.words",
                rows,
            )


def remove(party_ids: list[int]) -> None:
    """Forget the words of parties."""
    with connection.cursor() as cursor:
        cursor.executemany("DELETE FROM party_search WHERE rowid = %s", [[pk] for pk in party_ids])


def find(tokens: list[list[str]], *, after: int = 0, limit: int = 50) -> list[int]:
    """Party keys whose words contain every phrase, by key; a page starts after `after`.

    `tokens` is one list per query word; the last token of a word also matches as a beginning.
    """
    phrases = [word for word in tokens if word]
    if not phrases:
        return []
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            match = " AND ".join(_sqlite_phrase(word) for word in phrases)
            cursor.execute(
                "SELECT rowid FROM party_search WHERE party_search MATCH %s AND rowid > %s"
                " ORDER BY rowid LIMIT %s",
                [match, after, limit],
            )
        else:
            match = " & ".join(_postgres_phrase(word) for word in phrases)
            cursor.execute(
                "SELECT rowid FROM party_search WHERE words @@ to_tsquery('simple', %s)"
                " AND rowid > %s ORDER BY rowid LIMIT %s",
                [match, after, limit],
            )
        return [row[0] for row in cursor.fetchall()]


def _sqlite_phrase(word):
    return '"' + " ".join(token.replace('"', "") for token in word) + '"*'


def _postgres_phrase(word):
    quoted = ["'" + token.replace("'", "''").replace("\\", "") + "'" for token in word]
    return "(" + " <-> ".join([*quoted[:-1], quoted[-1] + ":*"]) + ")"
