"""書いてある文 — statements that are written once: the server plans them once, and libpq sends them.

The library's own cursor looks at each text as if for the first time, which costs as much as asking.
"""

import re
from functools import lru_cache
from itertools import count
from typing import cast

import psycopg
from psycopg import abc, pq
from psycopg.adapt import PyFormat, Transformer

MOST = 100  # statements kept by a server for one connection: those asked for last
# Somebody told the server to forget it; a table has other columns than when it was planned.
FORGOTTEN, OUTDATED = b"26000", b"0A000"
_MARK = re.compile(r"%[s%]")


class Statements:
    """What the server of one connection keeps, and how values go there and come back.

    `cursor` gives cursors as Django's wrappers expect them, one at a time or several beside each
    other; a closed one is used again.
    """

    def __init__(self, connection: psycopg.Connection):
        self.connection = connection
        self.names: dict[tuple, bytes] = {}
        self.numbers = count(1)
        self.waiting: list[Written] = []

    def cursor(self) -> "Written":
        return self.waiting.pop() if self.waiting else Written(self)

    def run(self, sql: str, values, into: abc.Transformer) -> pq.abc.PGresult:
        """The server's answer; psycopg.Error when it refuses."""
        server = self.connection.pgconn
        if (
            not self.connection.autocommit
            and server.transaction_status == pq.TransactionStatus.IDLE
        ):
            # The library begins the transaction, in its own way.
            self.connection.execute("SELECT 1")
        given = cast(list[bytes], into.dump_sequence(values, [PyFormat.AUTO] * len(values)))
        kind, formats = (sql, into.types), into.formats
        # The one asked for last stands last.
        name = self.names[kind] = self.names.pop(kind, b"") or self._named(kind)
        answer = server.exec_prepared(name, given, formats)
        if answer.status == pq.ExecStatus.FATAL_ERROR and _is_over(answer):
            del self.names[kind]
            name = self.names[kind] = self._named(kind)
            answer = server.exec_prepared(name, given, formats)
        if server.status == pq.ConnStatus.BAD:
            # A server that has gone gives no reason that could be told apart from others.
            raise psycopg.OperationalError(server.get_error_message(into.encoding))
        if answer.status not in (pq.ExecStatus.TUPLES_OK, pq.ExecStatus.COMMAND_OK):
            raise psycopg.errors.error_from_result(answer, encoding=into.encoding)
        return answer

    def _named(self, kind: tuple) -> bytes:
        server, (sql, types) = self.connection.pgconn, kind
        if len(self.names) >= MOST:
            server.exec_(b"DEALLOCATE " + self.names.pop(next(iter(self.names))))
        name = b"written_%d" % next(self.numbers)
        answer = server.prepare(name, _numbered(sql), types)
        if answer.status != pq.ExecStatus.COMMAND_OK:
            raise psycopg.errors.error_from_result(answer)
        return name


class Written:
    """A cursor for them."""

    rowcount = -1
    description: tuple | None = None

    def __init__(self, statements: Statements):
        self._statements = statements
        # It learns how to read a column the first time that it sees it.
        self._reads: abc.Transformer = Transformer(statements.connection)
        self._rows = 0

    def execute(self, sql: str, values=()) -> None:
        answer = self._statements.run(sql, values, self._reads)
        self._reads.set_pgresult(answer)
        self._rows = self.rowcount = answer.ntuples
        columns = range(answer.nfields)
        self.description = tuple((answer.fname(at),) for at in columns) if columns else None

    def fetchall(self) -> list[tuple]:
        return self._reads.load_rows(0, self._rows, tuple)

    def close(self) -> None:
        self._reads.set_pgresult(None)
        self._rows, self.description = 0, None
        self._statements.waiting.append(self)


def _is_over(answer) -> bool:
    return answer.error_field(pq.DiagnosticField.SQLSTATE) in (FORGOTTEN, OUTDATED)


@lru_cache(maxsize=1_000)
def _numbered(sql: str) -> bytes:
    """With $1, $2 … for its places."""
    place = count(1)
    return _MARK.sub(lambda at: "%" if at[0] == "%%" else f"${next(place)}", sql).encode()
