"""書きかえ防止 — triggers that refuse to change what was recorded, on SQLite and PostgreSQL.

Installed by a migration and again after every migrate, because SQLite's table rebuild drops
triggers silently. `INSERT OR REPLACE` passes a SQLite trigger unless PRAGMA recursive_triggers is
ON, which the settings set. PostgreSQL's TRUNCATE passes row triggers and gets its own.
"""

REFUSED = {
    "records_record": ("UPDATE", "DELETE"),
    "records_leaf": ("UPDATE", "DELETE"),
    "records_node": ("UPDATE", "DELETE"),
    "records_recorddetail": ("UPDATE",),
    "records_recordparty": ("UPDATE",),
}


# Modules of other subjects with triggers of their own: expected(vendor), dropping and
# making(connection).
ALSO: list = []


def add(module) -> None:
    """Let a subject bring triggers of its own: put in place and taken away together with ours."""
    if module not in ALSO:
        ALSO.append(module)


def protect(tables: dict[str, tuple[str, ...]]) -> None:
    """Let a subject protect its own log: {table: ("UPDATE", "UPDATE OF a, b", "DELETE")}.

    Called in its AppConfig.ready; the triggers are put in place after every migrate.
    """
    REFUSED.update(tables)


def _never_emptied() -> list[str]:
    return [table for table, verbs in REFUSED.items() if "DELETE" in verbs]


def install_triggers(connection) -> None:
    """Put every trigger in place; doing it again changes nothing."""
    made = [statement for module in ALSO for statement in module.making(connection)]
    with connection.cursor() as cursor:
        for statement in [*_all_dropping(connection), *_making(connection), *made]:
            cursor.execute(statement)


def drop_triggers(connection) -> None:
    """Take the triggers away: for flushing a test database, and for tests that tamper."""
    with connection.cursor() as cursor:
        for statement in _all_dropping(connection):
            cursor.execute(statement)


def installed(connection) -> set[str]:
    """The names of our triggers that the database has now."""
    catalogue = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(catalogue)
        return {name for (name,) in cursor.fetchall() if name in expected(connection.vendor)}


def expected(vendor: str) -> set[str]:
    """The names of all triggers that a database of this vendor must have."""
    names = {_name(table, verb) for table, verbs in REFUSED.items() for verb in verbs}
    names |= {name for module in ALSO for name in module.expected(vendor)}
    return names | (
        {_name(table, "TRUNCATE") for table in _never_emptied()} if vendor != "sqlite" else set()
    )


def allow_flush(connection) -> None:
    """Let a test database be emptied between tests; refuses any database that is not for tests.

    Call it once per test run for every connection: flush then takes the triggers away, empties the
    tables and puts the triggers back.
    """
    name = str(connection.settings_dict["NAME"])
    if "test" not in name and "memory" not in name:
        raise ValueError(f"{name} is not a test database")
    if getattr(connection, "flush_allowed", False):
        return
    flush = connection.ops.execute_sql_flush

    def flush_between(sql_list):
        drop_triggers(connection)
        try:
            flush(sql_list)
        finally:
            install_triggers(connection)

    connection.ops.execute_sql_flush = flush_between
    connection.flush_allowed = True


def _name(table: str, verb: str) -> str:
    return f"{table}_refuses_{verb.split()[0].lower()}"


def _tables(connection) -> list[str]:
    """Our tables that exist now: none before the first migration, none after the last undo."""
    there = set(connection.introspection.table_names())
    return [table for table in REFUSED if table in there]


def _all_dropping(connection) -> list[str]:
    theirs = [statement for module in ALSO for statement in module.dropping(connection)]
    return [*theirs, *_dropping(connection)]


def _dropping(connection) -> list[str]:
    if connection.vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {name}" for name in sorted(expected("sqlite"))]
    return [
        f"DROP TRIGGER IF EXISTS {_name(table, verb)} ON {table}"
        for table in _tables(connection)
        for verb in ("UPDATE", "DELETE", "TRUNCATE")
    ]


def _making(connection) -> list[str]:
    if connection.vendor == "sqlite":
        return [
            f"CREATE TRIGGER {_name(table, verb)} BEFORE {verb} ON {table} BEGIN "
            f"SELECT RAISE(ABORT, '{table} refuses {verb}'); END"
            for table in _tables(connection)
            for verb in REFUSED[table]
        ]
    tables = _tables(connection)
    return [_POSTGRES_FUNCTION] + [
        f"CREATE TRIGGER {_name(table, verb)} BEFORE {verb} ON {table} "
        f"FOR EACH {'STATEMENT' if verb == 'TRUNCATE' else 'ROW'} "
        "EXECUTE FUNCTION records_refuse()"
        for table in tables
        for verb in (*REFUSED[table], *(["TRUNCATE"] if table in _never_emptied() else []))
    ]


_POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION records_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% refuses %', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$
"""
