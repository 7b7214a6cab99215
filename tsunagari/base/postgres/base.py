"""接続 — the connection is looked at before each request, and what is asked often is planned once."""

import select
from datetime import UTC, datetime
from typing import Any, cast

from django.db.backends.postgresql import base
from psycopg.types.datetime import TimestamptzLoader

from tsunagari.base.postgres.written import Statements


class Moment(TimestamptzLoader):
    """A moment as Python reads it by itself, in a tenth of the time."""

    timezone = UTC  # as Django asks of whatever reads moments

    def load(self, data):
        try:
            return datetime.fromisoformat(str(data, "ascii"))
        except ValueError:
            return super().load(data)


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, as `ENGINE` of DATABASES."""

    def get_new_connection(self, conn_params):
        connection = super().get_new_connection(conn_params)
        connection.adapters.register_loader("timestamptz", Moment)
        self._statements = Statements(connection)
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
        if self.queries_logged:
            # Django asks its own cursors what they sent.
            return self.cursor()
        self.validate_thread_sharing()
        return self.make_cursor(cast(Any, self._statements.cursor()))
