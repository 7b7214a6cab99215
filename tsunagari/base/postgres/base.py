"""接続 — the connection is looked at before each request, and what is asked often is planned once."""

import select

import psycopg
from django.db.backends.postgresql import base

# Only what asks for it is kept by the server: Django's own texts are others each time.
NEVER = 1_000_000_000


class Prepared(base.ServerBindingCursor, psycopg.Cursor):
    """A cursor whose statements the server keeps: for texts that are written once.

    Closed, it waits to be used again: what it has learned of values and columns costs as much to
    learn anew as one statement.
    """

    def __init__(self, connection, waiting: list):
        super().__init__(connection)
        self._waiting = waiting

    def close(self) -> None:
        super().close()
        self._waiting[:] = [self]

    def again(self) -> "Prepared":
        """The same one, open."""
        self._closed = False
        return self

    def execute(self, query, params=None, **kwargs):
        return psycopg.Cursor.execute(self, query, params, prepare=True, **kwargs)

    def _convert_query(self, query, params=None):
        # Where statements are logged, Django reads here what was sent.
        self._query = super()._convert_query(query, params)
        return self._query


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, as `ENGINE` of DATABASES."""

    def get_new_connection(self, conn_params):
        """Django's, which would keep no statement at all."""
        connection = super().get_new_connection(conn_params)
        connection.prepare_threshold = NEVER
        self._waiting: list[Prepared] = []
        return connection

    def is_usable(self) -> bool:
        """False for a connection whose server has gone: its end can be read, without asking it.

        After an error, or with something to read, the server is asked as Django does.
        """
        if self.connection is None or self.connection.closed:
            return False
        if self.errors_occurred or self._speaks():
            return super().is_usable()
        return True

    def _speaks(self) -> bool:
        said = select.poll()
        said.register(self.connection.fileno(), select.POLLIN)
        return bool(said.poll(0))

    def prepared(self):
        """A cursor as `cursor()` gives, for statements that are sent again and again."""
        self.close_if_health_check_failed()
        self.ensure_connection()
        with self.wrap_database_errors:
            waits = self._waiting
            own = waits.pop().again() if waits else Prepared(self.connection, waits)
            return self._prepare_cursor(own)  # type: ignore[attr-defined]
