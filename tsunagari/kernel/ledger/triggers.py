"""帳簿を守るトリガー — what the database itself demands of the books, on SQLite and PostgreSQL.

A journal is written with its lines while `posted` is false. When it turns true the sum must be
zero per journal and fund, the lines' day, accounts and funds its own, their purposes those of
their funds (a reversal turns whatever stands), and its month open; then `Balance` follows. From
there on neither journal nor line changes, and no line is added.

`records.triggers` puts these in place with its own after every migrate, and takes them away for
the flush of a test database; a change here needs a migration, or no old database goes through a
migrate. PostgreSQL checks a whole statement at once, and there a journal may come posted where its
lines came before it (their foreign key waits for the end of the transaction): so thousands are
written once, not once and over again. SQLite knows rows only: what is posted in
thousands is named by its first and last number in `ledger_batch`, a table that is always empty
because its own trigger checks, sums, posts and takes the row out again.
"""

TABLES = ("ledger_journal", "ledger_line", "ledger_balance", "ledger_daily", "ledger_total")

_BATCH = "CREATE TABLE ledger_batch (first INTEGER NOT NULL, last INTEGER NOT NULL)"
# Triggers of earlier versions: they go, or they would sum once more.
_FORMER = ("ledger_journal_is_summed",)
_FORMER_POSTGRES = {"ledger_journal_refuses_insert": ("ledger_journal", "")}
# What SQLite asks of one journal or of a batch, and adds to the balances: once for each that moves.
_POSTED = """
          SELECT RAISE(ABORT, 'ledger_journal refuses a day in a closed month')
          FROM ledger_journal AS j WHERE j.id {these}
            AND j."on" <= (SELECT MAX(last_day) FROM ledger_period WHERE book_id = j.book_id);
          SELECT RAISE(ABORT, 'ledger_journal refuses a sum that is not zero')
          FROM ledger_line WHERE journal_id {these}
          GROUP BY journal_id, fund_id HAVING SUM(yen) <> 0;
          SELECT RAISE(ABORT, 'ledger_journal refuses to be posted without lines')
          FROM ledger_journal AS j WHERE j.id {these}
            AND NOT EXISTS (SELECT 1 FROM ledger_line WHERE journal_id = j.id);
          SELECT RAISE(ABORT, 'ledger_journal refuses lines of another book or day')
          FROM ledger_line AS l JOIN ledger_journal AS j ON j.id = l.journal_id
          JOIN ledger_account AS a ON a.id = l.account_id JOIN ledger_fund AS f ON f.id = l.fund_id
          WHERE l.journal_id {these}
            AND (a.book_id <> j.book_id OR f.book_id <> j.book_id OR l."on" <> j."on");
          SELECT RAISE(ABORT, 'ledger_journal refuses a purpose of another fund')
          FROM ledger_line AS l JOIN ledger_journal AS j ON j.id = l.journal_id
          JOIN ledger_earmark AS e ON e.id = l.earmark_id
          WHERE l.journal_id {these} AND e.fund_id <> l.fund_id AND j.reverses_id IS NULL;
          INSERT INTO ledger_balance
            (book_id, account_id, month, fund_id, earmark_key, measure, activity, yen)
          SELECT j.book_id, l.account_id, substr(j."on", 1, 8) || '01', l.fund_id,
                 COALESCE(l.earmark_id, 0), l.measure, l.activity, SUM(l.yen)
          FROM ledger_line AS l JOIN ledger_journal AS j ON j.id = l.journal_id
          WHERE l.journal_id {these} GROUP BY 1, 2, 3, 4, 5, 6, 7
          ON CONFLICT (book_id, account_id, month, fund_id, earmark_key, measure, activity)
          DO UPDATE SET yen = ledger_balance.yen + excluded.yen;
          INSERT INTO ledger_daily (account_id, "on", fund_id, yen)
          SELECT account_id, "on", fund_id, SUM(yen)
          FROM ledger_line WHERE journal_id {these} GROUP BY 1, 2, 3
          ON CONFLICT (account_id, "on", fund_id)
          DO UPDATE SET yen = ledger_daily.yen + excluded.yen;
          INSERT INTO ledger_total (measure, account_id, span, fund_id, yen)
          SELECT COALESCE(kind.measure, m.measure), m.account_id, substr(m.month, 1, kind.length),
                 m.fund_id, SUM(m.yen)
          FROM (SELECT account_id, fund_id, measure, substr("on", 1, 7) AS month, SUM(yen) AS yen
                FROM ledger_line WHERE journal_id {these} GROUP BY 1, 2, 3, 4) AS m
          CROSS JOIN (SELECT NULL AS measure, 4 AS length UNION ALL SELECT NULL, 7
                      UNION ALL SELECT '*', 4 UNION ALL SELECT '*', 7) AS kind
          GROUP BY 1, 2, 3, 4
          ON CONFLICT (measure, account_id, span, fund_id)
          DO UPDATE SET yen = ledger_total.yen + excluded.yen;"""

_THESE = ("= NEW.id", "BETWEEN NEW.first AND NEW.last")
_SQLITE = {
    "ledger_journal_refuses_insert": """
        BEFORE INSERT ON ledger_journal WHEN NEW.posted
        BEGIN SELECT RAISE(ABORT, 'ledger_journal refuses INSERT of a posted journal'); END""",
    "ledger_journal_refuses_update": """
        BEFORE UPDATE ON ledger_journal WHEN OLD.posted
        BEGIN SELECT RAISE(ABORT, 'ledger_journal refuses UPDATE'); END""",
    "ledger_journal_refuses_delete": """
        BEFORE DELETE ON ledger_journal WHEN OLD.posted
        BEGIN SELECT RAISE(ABORT, 'ledger_journal refuses DELETE'); END""",
    "ledger_line_refuses_insert": """
        BEFORE INSERT ON ledger_line
        WHEN typeof(NEW.yen) <> 'integer'
          OR (SELECT posted FROM ledger_journal WHERE id = NEW.journal_id)
        BEGIN SELECT RAISE(ABORT, 'ledger_line refuses INSERT'); END""",
    "ledger_line_refuses_update": """
        BEFORE UPDATE ON ledger_line
        BEGIN SELECT RAISE(ABORT, 'ledger_line refuses UPDATE'); END""",
    "ledger_line_refuses_delete": """
        BEFORE DELETE ON ledger_line
        WHEN (SELECT posted FROM ledger_journal WHERE id = OLD.journal_id)
        BEGIN SELECT RAISE(ABORT, 'ledger_line refuses DELETE'); END""",
    "ledger_balance_refuses_delete": """
        BEFORE DELETE ON ledger_balance
        BEGIN SELECT RAISE(ABORT, 'ledger_balance refuses DELETE'); END""",
    "ledger_daily_refuses_delete": """
        BEFORE DELETE ON ledger_daily
        BEGIN SELECT RAISE(ABORT, 'ledger_daily refuses DELETE'); END""",
    "ledger_total_refuses_delete": """
        BEFORE DELETE ON ledger_total
        BEGIN SELECT RAISE(ABORT, 'ledger_total refuses DELETE'); END""",
    "ledger_journal_is_checked": """
        AFTER UPDATE ON ledger_journal
        WHEN NEW.posted AND NOT OLD.posted
         AND NOT EXISTS (SELECT 1 FROM ledger_batch WHERE NEW.id BETWEEN first AND last)
        BEGIN {one} END""",
    "ledger_batch_is_checked": """
        AFTER INSERT ON ledger_batch
        BEGIN
          SELECT RAISE(ABORT, 'ledger_batch refuses what is posted')
          FROM ledger_journal WHERE id BETWEEN NEW.first AND NEW.last AND posted;
          {many}
          UPDATE ledger_journal SET posted = true WHERE id BETWEEN NEW.first AND NEW.last;
          DELETE FROM ledger_batch;
        END""",
}

_CHECKED = """
CREATE OR REPLACE FUNCTION ledger_check() RETURNS trigger LANGUAGE plpgsql
SET enable_nestloop = off SET jit = off AS $$
DECLARE
    first bigint;
    last bigint;
    wrong text;
BEGIN
    SELECT MIN(id), MAX(id) INTO first, last FROM new_rows WHERE posted;
    IF first IS NULL THEN
        RETURN NULL;
    END IF;
    -- Whoever closes a month holds the book; a posting waits for it, and sees it afterwards.
    PERFORM 1 FROM ledger_book WHERE id IN (SELECT book_id FROM new_rows WHERE posted) FOR KEY SHARE;
    -- The lines are read once, by their journals' numbers: however full the books are, only these.
    -- Where much was rolled back the planner takes a table for empty; it must not read all of one
    -- for each row of another even then.
    -- Balances follow in one order, so that two postings at once do not wait for each other; where
    -- something is wrong they go back with all the rest.
    WITH line AS MATERIALIZED (
        SELECT j.id, j.book_id, j."on", j.reverses_id, l."on" AS day, l.account_id, l.fund_id,
               l.earmark_id, l.measure, l.activity, l.yen
        FROM new_rows AS j JOIN ledger_line AS l ON l.journal_id = j.id
        WHERE j.posted AND l.journal_id BETWEEN first AND last
    ), months AS (
        INSERT INTO ledger_balance
            (book_id, account_id, month, fund_id, earmark_key, measure, activity, yen)
        SELECT book_id, account_id, date_trunc('month', "on")::date, fund_id,
               COALESCE(earmark_id, 0), measure, activity, SUM(yen)
        FROM line GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1, 2, 3, 4, 5, 6, 7
        ON CONFLICT (book_id, account_id, month, fund_id, earmark_key, measure, activity)
        DO UPDATE SET yen = ledger_balance.yen + excluded.yen
    ), days AS (
        INSERT INTO ledger_daily (account_id, "on", fund_id, yen)
        SELECT account_id, "on", fund_id, SUM(yen)
        FROM line GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
        ON CONFLICT (account_id, "on", fund_id)
        DO UPDATE SET yen = ledger_daily.yen + excluded.yen
    ), totals AS (
        INSERT INTO ledger_total (measure, account_id, span, fund_id, yen)
        SELECT kind.measure, m.account_id, kind.span, m.fund_id, SUM(m.yen)
        FROM (SELECT account_id, fund_id, measure, date_trunc('month', "on") AS month,
                     SUM(yen) AS yen
              FROM line GROUP BY 1, 2, 3, 4) AS m
        CROSS JOIN LATERAL (VALUES
            (m.measure, to_char(m.month, 'YYYY')), (m.measure, to_char(m.month, 'YYYY-MM')),
            ('*', to_char(m.month, 'YYYY')), ('*', to_char(m.month, 'YYYY-MM'))
        ) AS kind(measure, span)
        GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
        ON CONFLICT (measure, account_id, span, fund_id)
        DO UPDATE SET yen = ledger_total.yen + excluded.yen
    )
    SELECT CASE
        WHEN EXISTS (SELECT 1 FROM new_rows AS j WHERE j.posted AND j."on" <=
                     (SELECT MAX(last_day) FROM ledger_period AS p WHERE p.book_id = j.book_id))
        THEN 'a day in a closed month'
        WHEN EXISTS (SELECT 1 FROM line GROUP BY id, fund_id HAVING SUM(yen) <> 0)
        THEN 'a sum that is not zero'
        WHEN (SELECT COUNT(DISTINCT id) FROM line) <> (SELECT COUNT(*) FROM new_rows WHERE posted)
        THEN 'to be posted without lines'
        WHEN EXISTS (SELECT 1 FROM line AS l JOIN ledger_account AS a ON a.id = l.account_id
                     JOIN ledger_fund AS f ON f.id = l.fund_id
                     WHERE a.book_id <> l.book_id OR f.book_id <> l.book_id OR l."on" <> l.day)
        THEN 'lines of another book or day'
        WHEN EXISTS (SELECT 1 FROM line AS l JOIN ledger_earmark AS e ON e.id = l.earmark_id
                     WHERE e.fund_id <> l.fund_id AND l.reverses_id IS NULL)
        THEN 'a purpose of another fund'
    END INTO wrong;
    IF wrong IS NOT NULL THEN
        RAISE EXCEPTION 'ledger_journal refuses %', wrong USING ERRCODE = '23000';
    END IF;
    RETURN NULL;
END $$
"""
_ADDED = """
CREATE OR REPLACE FUNCTION ledger_line_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM ledger_journal
               WHERE id >= (SELECT MIN(journal_id) FROM new_rows)
                 AND id <= (SELECT MAX(journal_id) FROM new_rows)
                 AND id = ANY(ARRAY(SELECT DISTINCT journal_id FROM new_rows)) AND posted) THEN
        RAISE EXCEPTION 'ledger_line refuses INSERT' USING ERRCODE = '23000';
    END IF;
    RETURN NULL;
END $$
"""
_DELETED = """
CREATE OR REPLACE FUNCTION ledger_line_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT posted FROM ledger_journal WHERE id = OLD.journal_id) THEN
        RAISE EXCEPTION 'ledger_line refuses DELETE' USING ERRCODE = '23000';
    END IF;
    RETURN OLD;
END $$
"""
_POSTGRES = {
    "ledger_journal_is_checked_at_once": (
        "ledger_journal",
        "AFTER INSERT ON ledger_journal REFERENCING NEW TABLE AS new_rows"
        " FOR EACH STATEMENT EXECUTE FUNCTION ledger_check()",
    ),
    "ledger_journal_refuses_delete": (
        "ledger_journal",
        "BEFORE DELETE ON ledger_journal FOR EACH ROW WHEN (OLD.posted)"
        " EXECUTE FUNCTION records_refuse()",
    ),
    "ledger_journal_is_checked": (
        "ledger_journal",
        "AFTER UPDATE ON ledger_journal REFERENCING NEW TABLE AS new_rows"
        " FOR EACH STATEMENT EXECUTE FUNCTION ledger_check()",
    ),
    "ledger_journal_refuses_update": (
        "ledger_journal",
        "BEFORE UPDATE ON ledger_journal FOR EACH ROW WHEN (OLD.posted)"
        " EXECUTE FUNCTION records_refuse()",
    ),
    "ledger_line_refuses_insert": (
        "ledger_line",
        "AFTER INSERT ON ledger_line REFERENCING NEW TABLE AS new_rows"
        " FOR EACH STATEMENT EXECUTE FUNCTION ledger_line_added()",
    ),
    "ledger_line_refuses_update": (
        "ledger_line",
        "BEFORE UPDATE ON ledger_line FOR EACH ROW EXECUTE FUNCTION records_refuse()",
    ),
    "ledger_line_refuses_delete": (
        "ledger_line",
        "BEFORE DELETE ON ledger_line FOR EACH ROW EXECUTE FUNCTION ledger_line_deleted()",
    ),
    "ledger_balance_refuses_delete": (
        "ledger_balance",
        "BEFORE DELETE ON ledger_balance FOR EACH ROW EXECUTE FUNCTION records_refuse()",
    ),
    "ledger_daily_refuses_delete": (
        "ledger_daily",
        "BEFORE DELETE ON ledger_daily FOR EACH ROW EXECUTE FUNCTION records_refuse()",
    ),
    "ledger_total_refuses_delete": (
        "ledger_total",
        "BEFORE DELETE ON ledger_total FOR EACH ROW EXECUTE FUNCTION records_refuse()",
    ),
} | {
    f"{table}_refuses_truncate": (
        table,
        f"BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION records_refuse()",
    )
    for table in TABLES
}


def expected(vendor: str) -> set[str]:
    """The names of the triggers that a database of this vendor must have."""
    return set(_SQLITE if vendor == "sqlite" else _POSTGRES)


def dropping(connection) -> list[str]:
    """The statements that take the triggers away; none before the tables are there."""
    if not _there(connection):
        return []
    if connection.vendor == "sqlite":
        triggers = [f"DROP TRIGGER IF EXISTS {name}" for name in (*_SQLITE, *_FORMER)]
        return [*triggers, "DROP TABLE IF EXISTS ledger_batch"]
    triggers = (_POSTGRES | _FORMER_POSTGRES).items()
    return [f"DROP TRIGGER IF EXISTS {name} ON {table}" for name, (table, _) in triggers]


def making(connection) -> list[str]:
    """The statements that put them in place; none before the tables are there."""
    if not _there(connection):
        return []
    if connection.vendor == "sqlite":
        one, many = (_POSTED.format(these=these) for these in _THESE)
        made = [body.format(one=one, many=many) for body in _SQLITE.values()]
        named = zip(_SQLITE, made, strict=True)
        return [_BATCH, *(f"CREATE TRIGGER {name} {body}" for name, body in named)]
    return [
        *(_CHECKED, _ADDED, _DELETED),
        *(f"CREATE TRIGGER {name} {body}" for name, (_table, body) in _POSTGRES.items()),
    ]


def _there(connection) -> bool:
    needed = {f"ledger_{name}" for name in ("book", "fund", "earmark", "account", "period")}
    return needed | {*TABLES} <= set(connection.introspection.table_names())
