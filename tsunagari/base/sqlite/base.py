"""接続 — the marks of a statement's places are rewritten once, and not each time that it is asked."""

from functools import lru_cache

from django.db.backends.sqlite3 import base


class Cursor(base.SQLiteCursorWrapper):
    """A cursor that knows the statements of before: pages ask the same ones with other values."""

    def convert_query(self, query, *, param_names=None):
        if param_names is None:
            return _with_question_marks(query)
        return super().convert_query(query, param_names=param_names)


@lru_cache(maxsize=1_000)
def _with_question_marks(query: str) -> str:
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, as `ENGINE` of DATABASES."""

    def create_cursor(self, name=None):
        return self.connection.cursor(factory=Cursor)
