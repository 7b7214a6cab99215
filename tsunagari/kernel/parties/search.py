"""検索 — the text index over folded names: FTS5 on SQLite, a tsvector with GIN on PostgreSQL.

Both hold exactly the tokens of `base.names.search_keys`, so both give the same answers: PostgreSQL
gets them as a finished tsvector and tsquery, because its own parser would cut some differently.
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
# Says in the index what kind of party it is. No query can hold these words: names.query_keys
# turns hiragana into katakana.
MARKS = {"person": "ひと", "organisation": "くみ"}
MOST_WORDS = 8
FTS = """
SELECT rowid FROM party_search WHERE party_search MATCH %s AND rowid > %s ORDER BY rowid LIMIT %s
"""
# PostgreSQL guesses badly how many rows a phrase has, and a wrong guess reads the whole table. So
# the text index is asked first, unordered; a word that very many have is read in order instead.
RARE = """
WITH hits AS MATERIALIZED (SELECT rowid FROM party_search WHERE words @@ %s::tsquery)
SELECT rowid FROM hits WHERE rowid > %s LIMIT %s
"""
COMMON = """
SELECT rowid FROM party_search WHERE (words @@ %s::tsquery) IS TRUE AND rowid > %s
ORDER BY rowid LIMIT %s
"""
MANY = 2_000


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
                "INSERT INTO party_search(rowid, words) VALUES (%s, %s::tsvector)"
                " ON CONFLICT (rowid) DO UPDATE SET words = excluded.words",
                [(key, _tsvector(words)) for key, words in rows],
            )


def remove(party_ids: list[int]) -> None:
    """Forget the words of parties."""
    with connection.cursor() as cursor:
        cursor.executemany("DELETE FROM party_search WHERE rowid = %s", [[pk] for pk in party_ids])


def find(tokens: list[list[str]], *, kind: str = "", after: int = 0, limit: int = 50) -> list[int]:
    """Party keys whose words contain every phrase, by key; a page starts after `after`.

    `tokens` is one list per query word; the last token of a word also matches as a beginning.
    """
    phrases = [word for word in tokens if word][:MOST_WORDS]
    if not phrases:
        return []
    sqlite = connection.vendor == "sqlite"
    parts = [_sqlite_phrase(word) if sqlite else _postgres_phrase(word) for word in phrases]
    if kind:
        parts.append(f'"{MARKS[kind]}"' if sqlite else f"'{MARKS[kind]}'")
    asked = (" AND " if sqlite else " & ").join(parts)
    if sqlite:
        return _keys(FTS, asked, after, limit)
    hits = _keys(RARE, asked, after, MANY)
    return sorted(hits)[:limit] if len(hits) < MANY else _keys(COMMON, asked, after, limit)


def _keys(sql: str, asked: str, after: int, limit: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [asked, after, limit])
        return [row[0] for row in cursor.fetchall()]


def _sqlite_phrase(word):
    return '"' + " ".join(token.replace('"', "") for token in word) + '"*'


def _postgres_phrase(word):
    quoted = [_lexeme(token) for token in word]
    return "(" + " <-> ".join([*quoted[:-1], quoted[-1] + ":*"]) + ")"


def _tsvector(words: str) -> str:
    return " ".join(f"{_lexeme(word)}:{place}" for place, word in enumerate(words.split(), 1))


def _lexeme(token: str) -> str:
    return "'" + token.replace("\\", "").replace("'", "''") + "'"
