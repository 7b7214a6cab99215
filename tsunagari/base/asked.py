"""問い — a question to the database whose SQL is written once and asked again with other values.

Writing the SQL of a page's usual questions costs Django ten times what the database needs to answer.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any

COUNTED = "(SELECT COUNT(*) FROM ("
PLAIN = re.compile(r"[A-Za-z0-9_.]+")


class Asked:
    """Wraps a function that builds a queryset of values; its named values alone may differ.

    The unnamed ones decide what the SQL looks like: for each of them it is written anew. A list
    among the named ones stands behind an IN; it is written anew each time its length has doubled.
    """

    def __init__(self, build: Callable[..., Any]):
        self.build = build
        self.written: dict[tuple, tuple] = {}

    def __call__(self, *shape, **values) -> list:
        """The rows, as the database gives them."""
        sql, given, reader = self._put(False, shape, values)
        rows = _rows(sql, given)
        return reader(rows) if reader else rows

    def first(self, *shape, **values):
        """The first row; None when there is none."""
        return next(iter(self(*shape, **values)), None)

    def counted(self, *shape, **values) -> tuple[str, list]:
        """What `how_many` asks: the same question without what is read of its rows."""
        return self._put(True, shape, values)[:2]

    def _put(self, counts: bool, shape, values) -> tuple:
        """The SQL as it was written before, what goes into it, and the reader."""
        from django.db import connection

        values = {name: padded(value) for name, value in values.items()}
        sizes = [len(value) if isinstance(value, list) else 0 for value in values.values()]
        key = (connection.vendor, counts, *shape, *sizes)
        if key not in self.written:
            self.written[key] = self._write(connection.ops, counts, shape, values)
        sql, places, reader = self.written[key]
        stored = dict(_each(connection.ops, values))
        return sql, [stored[name] if name else same for name, same in places], reader

    def _write(self, ops, counts: bool, shape, values) -> tuple:
        """The SQL, for each of its places whose value or what always stands there, and the reader."""
        marks = _marks(values)
        query = self.build(*shape, **marks)
        if counts:
            query = query.values_list("pk")
            query.query.clear_ordering()
        compiler = query.query.get_compiler(query.db)
        sql, found = compiler.as_sql()
        names = {mark: name for name, mark in _each(ops, marks)}
        places = [(names.get(one) if _markable(one) else None, one) for one in found]
        if {name for name, _one in places} - {None} != set(names.values()):
            raise ValueError("a value got lost on its way into the SQL")
        sql, places = _with_its_words(sql, places)
        return sql, places, None if counts else self._reader(query, compiler)

    def _reader(self, query, compiler) -> Callable | None:
        return None


class _AsRead(dict):
    """What was read beside a row; what is asked for later is asked for again each time."""

    def __setitem__(self, name, value):
        """Kept, it would be old on a later look, and no question would say so."""


class Seen:
    """Objects out of rows of the database; the same one as long as its row is, for who only reads.

    Each knows what it was made from (`as_read`).
    """

    def __init__(self, before: "Seen | None" = None):
        self.before: dict = before.now if before else {}
        self.now: dict = {}

    def read(self, rows: list, reader: Callable[[list], list]) -> list:
        """As the reader does it, who is asked for the new ones only."""
        found = [self.before.get(row) for row in rows]
        new = [place for place, one in enumerate(found) if one is None]
        for place, one in zip(new, reader([rows[place] for place in new]), strict=True):
            found[place], one.as_read = one, rows[place]
            one._state.fields_cache = _AsRead(one._state.fields_cache)
        self.now.update(zip(rows, found, strict=True))
        return found


class AskedRows(Asked):
    """As Asked, of a queryset of objects: with the rows that select_related fetches beside them."""

    def seen(self, seen: Seen, *shape, **values) -> list:
        """The objects, those that were seen before without making them."""
        sql, given, reader = self._put(False, shape, values)
        return seen.read(_rows(sql, given), reader)

    def _reader(self, query, compiler) -> Callable:
        from django.db import connection
        from django.db.models.query import get_related_populators

        select, info, made = compiler.select, compiler.klass_info, _Made(query.model).from_db
        fields = info["select_fields"]
        first, end = fields[0], fields[-1] + 1
        names = [column[0].target.attname for column in select[first:end]]
        beside = get_related_populators(info, select, query.db)  # type: ignore[call-arg]
        _quicken(beside)
        more = compiler.annotation_col_map.items()
        expressions = [column[0] for column in select]
        opened = [
            (place, convert, expression)
            for place, (converters, expression) in compiler.get_converters(expressions).items()
            for convert in converters
        ]

        def read(rows) -> list:
            found = []
            for given in rows:
                row = list(given)
                for place, convert, expression in opened:
                    row[place] = convert(row[place], expression, connection)
                one = made(query.db, names, row[first:end])
                for related in beside:
                    related.populate(row, one)
                for name, place in more:
                    setattr(one, name, row[place])
                found.append(one)
            return found

        return read


class _Made:
    """Objects of a model out of rows of the database.

    A row needs none of what an object goes through that somebody writes: defaults, and each field
    set by itself. What was not read is read when it is asked for, as Django does it.
    """

    def __init__(self, model):
        from django.db.models.base import ModelState

        self.model, self.state = model, ModelState

    def from_db(self, db, names, values):
        one = self.model.__new__(self.model)
        one._state = state = self.state()
        state.db, state.adding = db, False
        one.__dict__.update(zip(names, values, strict=True))
        return one


def _quicken(beside) -> None:
    """The rows that select_related fetches are made in the same way."""
    for related in beside:
        related.model_cls = _Made(related.model_cls)
        _quicken(related.related_populators)


def _with_its_words(sql: str, places: list[tuple]) -> tuple[str, list[tuple]]:
    """The SQL with its plain words that never differ in their places.

    SQLite plans a statement anew, each time that it is asked, where a word to come decides whether
    an index serves that holds some rows only.
    """
    left, coming = [], iter(places)

    def place(found: re.Match) -> str:
        if found.group() == "%%":
            return found.group()
        name, one = next(coming)
        if not name and isinstance(one, str) and PLAIN.fullmatch(one):
            return f"'{one}'"
        left.append((name, one))
        return found.group()

    return re.sub("%[s%]", place, sql), left


def hang(rows: list, name: str, children: Iterable, by: str) -> None:
    """Beside each row the children that were asked for, as prefetch_related leaves them: under the
    name of the relation; `by` is the children's key to their row.
    """
    found: dict[int, list] = {row.pk: [] for row in rows}
    own = {row.pk: row for row in rows}
    for child in children:
        key = getattr(child, f"{by}_id")
        setattr(child, by, own[key])
        found[key].append(child)
    for row in rows:
        kept = getattr(row, name).model.objects.none()
        kept._result_cache, kept._prefetch_done = found[row.pk], True
        row.__dict__.setdefault("_prefetched_objects_cache", {})[name] = kept


def how_many(*questions: tuple[str, list]) -> list[int]:
    """いくつあるか — how many rows each of several questions has, in one statement.

    A page that shows many things, most of which most people have none of, asks only for the rest.
    """
    counted = ["".join([COUNTED, sql, ") counted)"]) for sql, _given in questions]
    given = [value for _sql, values in questions for value in values]
    [numbers] = _rows(" ".join(["SELECT", ", ".join(counted)]), given)
    return list(numbers)


def _rows(sql: str, given: list) -> list:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return cursor.fetchall()


def padded(value):
    """A list as long as the next power of two: what stands twice behind an IN is found once."""
    if isinstance(value, str) or not isinstance(value, Iterable):
        return value
    found = list(value) or [None]
    return found + found[-1:] * ((1 << (len(found) - 1).bit_length()) - len(found))


def _each(ops, values: dict):
    """((name, place in its list), what is sent) of all values."""
    for name, value in values.items():
        for place, one in enumerate(value if isinstance(value, list) else [value]):
            yield (name, place), _stored(ops, one)


def _marks(values: dict) -> dict:
    """For each value one of the same kind that stands nowhere else in a question."""
    number, marks = 0, {}
    for name, value in values.items():
        if isinstance(value, list):
            marks[name] = [_mark(number + place, one) for place, one in enumerate(value)]
            number += len(value)
        else:
            marks[name] = _mark(number, value)
            number += 1
    return marks


def _markable(one) -> bool:
    return isinstance(one, int | str | date)


def _mark(number: int, value):
    if isinstance(value, datetime):
        return datetime(9800, 1, 1, tzinfo=value.tzinfo) + timedelta(days=number)
    if isinstance(value, date):
        return date(9800, 1, 1) + timedelta(days=number)
    # Small enough for every column that holds numbers, large enough to be nobody's constant.
    return f"\x01{number}" if isinstance(value, str) else 31_000 + number


def _stored(ops, value):
    if isinstance(value, datetime):
        return ops.adapt_datetimefield_value(value)
    return ops.adapt_datefield_value(value) if isinstance(value, date) else value
