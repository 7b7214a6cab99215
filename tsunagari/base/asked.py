"""問い — a question to the database whose SQL is written once and asked again with other values.

Writing the SQL of a page's usual counts costs Django ten times what the database needs to answer.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any


class Asked:
    """Wraps a function that builds a queryset of values; its named values alone may differ.

    The unnamed ones decide what the SQL looks like: for each of them it is written anew.
    """

    def __init__(self, build: Callable[..., Any]):
        self.build = build
        self.written: dict[tuple, tuple[str, list]] = {}

    def __call__(self, *shape, **values) -> list[tuple]:
        """The rows, as the database gives them."""
        from django.db import connection

        key = (connection.vendor, *shape)
        if key not in self.written:
            self.written[key] = self._write(connection.ops, shape, values)
        sql, places = self.written[key]
        stored = {name: _stored(connection.ops, value) for name, value in values.items()}
        with connection.cursor() as cursor:
            cursor.execute(sql, [stored[name] if name else same for name, same in places])
            return cursor.fetchall()

    def _write(self, ops, shape, values) -> tuple[str, list]:
        """The SQL, and for each of its places the name of the value or what always stands there."""
        marks = {name: _mark(number, value) for number, (name, value) in enumerate(values.items())}
        sql, found = self.build(*shape, **marks).query.sql_with_params()
        names = {_stored(ops, mark): name for name, mark in marks.items()}
        places = [(names.get(one), one) for one in found]
        if {name for name, _one in places} - {None} != set(values):
            raise ValueError("a value got lost on its way into the SQL")
        return sql, places


def _mark(number: int, value):
    """A value of the same kind that stands nowhere else in a question."""
    if isinstance(value, datetime):
        return datetime(9800, 1, 1, tzinfo=value.tzinfo) + timedelta(days=number)
    if isinstance(value, date):
        return date(9800, 1, 1) + timedelta(days=number)
    return 2**61 + number


def _stored(ops, value):
    if isinstance(value, datetime):
        return ops.adapt_datetimefield_value(value)
    return ops.adapt_datefield_value(value) if isinstance(value, date) else value
