"""接続 — the connection is looked at before each request, and what is asked often is planned once."""

import select

import psycopg
from django.db.backends.postgresql import base

# Only what asks for it is kept by the server: Django's own texts are others each time.
NEVER = 1_000_000_000


class Prepared(base.ServerBindingCursor, psycopg.Cursor):
    """A cursor whose statements the server keeps: for texts that are written once."""

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
            return self._prepare_cursor(Prepared(self.connection))  # type: ignore[attr-defined]
