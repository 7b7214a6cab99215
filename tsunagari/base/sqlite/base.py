"""接続 — what is asked often costs little, and whoever waits to write begins as soon as he may.

SQLite itself asks again after 1, 2, 5, 10 and more milliseconds whether the one who writes has
finished. An act of ours takes about one: where many press at once, the machine would rest while
everybody waits. So the first moments are asked about in shorter steps, and only then by SQLite.
"""

import sqlite3
import time
from contextlib import AbstractContextManager
from functools import lru_cache

from django.db.backends.sqlite3 import base

STEP = 0.000_25  # seconds
STEPS = 40


class Cursor(base.SQLiteCursorWrapper):
    """A cursor that knows the statements of before: pages ask the same ones with other values."""

    def convert_query(self, query, *, param_names=None):
        if param_names is None:
            return _with_question_marks(query)
        return super().convert_query(query, param_names=param_names)


class Written(Cursor):
    """A cursor for statements that are sent again and again: nobody looks at what it sends.

    Its errors are Django's, and it is closed at the end of a `with`.
    """

    def __init__(self, of: sqlite3.Connection, errors: AbstractContextManager):
        super().__init__(of)
        self.errors = errors

    def __enter__(self):
        return self

    def __exit__(self, *_raised):
        self.close()

    def execute(self, query, params=None):
        with self.errors:
            return super().execute(query, params)

    def fetchall(self):
        with self.errors:
            return super().fetchall()


@lru_cache(maxsize=1_000)
def _with_question_marks(query: str) -> str:
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, as `ENGINE` of DATABASES."""

    transaction_mode: str | None

    def create_cursor(self, name=None):
        return self.connection.cursor(factory=Cursor)

    def prepared(self):
        """A cursor as `cursor()` gives, without what Django does around each statement."""
        told = self.queries_logged or self.execute_wrappers
        if self.connection is None or told or self.needs_rollback:
            return self.cursor()
        self.validate_thread_sharing()
        return Written(self.connection, self.wrap_database_errors)

    def _start_transaction_under_autocommit(self):
        if self.transaction_mode != "IMMEDIATE" or not self._begun_soon():
            self.cursor().execute(f"BEGIN {self.transaction_mode or ''}")

    def _begun_soon(self) -> bool:
        """Whether a transaction that may write was begun; what is wrong otherwise, the last try says."""
        patience = self.settings_dict["OPTIONS"].get("timeout", 5.0)
        with self.wrap_database_errors:
            self.connection.execute("PRAGMA busy_timeout=0")
            try:
                for _step in range(STEPS):
                    if self._begun():
                        return True
                    time.sleep(STEP)
                return False
            finally:
                self.connection.execute(f"PRAGMA busy_timeout={round(patience * 1_000)}")

    def _begun(self) -> bool:
        try:
            self.connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return False
        return True
