"""書いてある文 — statements of the database that are written once and sent a thousand times.

Django writes the text of a query anew each time, which costs ten times what the database needs for
one row. Where many come in the same second, rows are added and found by these.
"""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache, lru_cache, partial
from itertools import chain, groupby
from operator import itemgetter
from typing import NamedTuple, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.models import Model
from django.db.models.base import ModelState
from django.db.models.fields.related_descriptors import ForeignKeyDeferredAttribute
from django.db.models.query_utils import DeferredAttribute
from django.utils.timezone import make_aware

# What such columns take as it is; everything else is asked of the field.
AS_IT_IS: dict[type, type] = {
    models.CharField: str,
    models.TextField: str,
    models.EmailField: str,
    models.BooleanField: bool,
    models.BigAutoField: int,
    models.IntegerField: int,
    models.PositiveIntegerField: int,
    models.PositiveSmallIntegerField: int,
}

Tables = tuple[type[Model], ...]
Row = TypeVar("Row", bound=Model)


def added(row: Model, *, once: bool = False, source: str = "", given: Sequence = ()) -> bool:
    """INSERT of a row whose key the database gives; `once`: False when what is unique is there already.

    With a `source` (FROM … WHERE …, with its values) also False when that finds nothing; what it
    finds stays as it is until this transaction ends.
    """
    return put(ready(row, once=once, source=source, given=given))


class Ready(NamedTuple):
    """A row with its INSERT: all that can be done before a transaction that others wait for."""

    row: Model
    sql: str
    values: list


def ready(row: Model, *, once: bool = False, source: str = "", given: Sequence = ()) -> Ready:
    """As `added`, which is to be `put` later."""
    there = _there()
    values = [*_values(row, there), *(_adapted(one, there) for one in given)]
    return Ready(row, _insert(type(row), once, source, there.vendor), values)


def put(one: Ready, **said) -> bool:
    """What `added` answers; `said` is what only became known since, by its column."""
    (row, sql, values), there = one, _there()
    for column, value in said.items():
        setattr(row, column, value)
        at = _columns(type(row))[column]
        _field, _type, adapt = _taken(type(row), there.vendor)[at]
        values[at] = adapt(value, there) if adapt else value
    with cursor_of(there) as cursor:
        cursor.execute(sql, values)
        keys = cursor.fetchall()
    if keys:
        _is_stored(row, keys[0][0])
    return bool(keys)


def drafted(model: type[Row], **given) -> Row:
    """A row to be stored, as the model makes it of the same values, each by its own name."""
    plain, made = _defaults(model)
    one = model.__new__(model)
    vars(one).update(plain, _state=ModelState())
    for name, value in chain(((name, default()) for name, default in made), given.items()):
        if name in plain:
            vars(one)[name] = value
        elif isinstance(value, Model) and name in _led(model):
            led_to(one, name, value)
        else:
            # What does more than to keep its value.
            setattr(one, name, value)
    return one


def led_to(row: Model, name: str, other: Model) -> None:
    """The row, whose column says the key, leads to the other: both are of the one database.

    As `row.name = other`, without what Django asks of other databases, and of the way back.
    """
    vars(row)[_led(type(row))[name]] = other.pk
    row._state.fields_cache[name] = other


@cache
def _led(model: type[Model]) -> dict[str, str]:
    """The column of each name that leads to the key of another row."""
    return {
        field.name: field.attname
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.target_field.primary_key
    }


@cache
def _defaults(model: type[Model]) -> tuple[dict, list[tuple[str, Callable]]]:
    """What its columns hold by themselves, and what of it is made anew for each row."""
    plain, made = {}, []
    for field in model._meta.concrete_fields:
        keeps = field.descriptor_class in (DeferredAttribute, ForeignKeyDeferredAttribute)
        if keeps:
            plain[field.attname] = field.get_default()
        if not keeps or (field.has_default() and callable(field.default)):
            made.append((field.attname, field.get_default))
    return plain, made


def added_together(
    head: Model,
    rows: Sequence[tuple[Model, Mapping[str, str]]],
    *,
    before: str,
    source: str,
    given: Sequence,
    said: Mapping[str, str],
) -> dict | None:
    """PostgreSQL: a row and those that hang on it, in one statement, and so in one transaction.

    `before` are the common tables (WITH …) it looks at and writes first, with the values `given`;
    `source` is where the row comes from. `said`, and the mapping beside each further row, gives
    {column: expression} for what the database itself says, where `head` is the row as it was
    stored. Answers those columns of it, or None when the source found nothing.
    """
    there = _there()
    chosen = [_values(head, there, said), *(_values(row, there, own) for row, own in rows)]
    values = [*(_adapted(one, there) for one in given), *chain.from_iterable(chosen)]
    shape = tuple((type(row), tuple(own.items())) for row, own in [(head, said), *rows])
    with cursor_of(there) as cursor:
        cursor.execute(_together(shape, before, source), values)
        stored = cursor.fetchall()
    if not stored:
        return None
    _is_stored(head, stored[0][0])
    return dict(zip(said, stored[0][1:], strict=True))


def cursor_of(there=None):
    """A cursor for a text that is written once: PostgreSQL then plans it once, too."""
    there = there or _there()
    # The backend's own method, which Django's types do not know.
    return getattr(there, "prepared", there.cursor)()


def _there():
    """The connection itself: Django's stand-in looks for it whenever something of it is asked."""
    return connections[DEFAULT_DB_ALIAS]


def _values(row: Model, there, without: Collection[str] = ()) -> list:
    said: dict = vars(row)
    values = []
    for field, taken, put in _taken(type(row), there.vendor):
        if field.column in without:
            continue
        value = said.get(field.attname)
        if taken is None or (type(value) is not taken and value is not None):
            value = field.get_db_prep_save(field.pre_save(row, True), there)
        elif put is not None and value is not None:
            value = put(value, there)
        values.append(value)
    return values


def _adapted(value, there):
    return there.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value


def _is_stored(row: Model, key) -> None:
    row.pk = key
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def found(
    tables: Tables, tail: str, values, extra: str = "", often: Collection[type[Model]] = ()
) -> list[tuple]:
    """Rows of several tables side by side: one object of each, None where a join found nothing.

    `tail` is what follows SELECT, from FROM on, with the tables by their own names; `extra` further
    expressions, whose values follow the objects. Of `often` the same few rows come to everybody.
    """
    return [apart(tables, row, often) for row in asked(tables, tail, values, extra)]


def asked(tables: Tables, tail: str, values, extra: str = "") -> list[tuple]:
    """The same rows as the database gives them: they can be compared before anything is made of them."""
    there = _there()
    with cursor_of(there) as cursor:
        cursor.execute(_select(tables, tail, extra), [_adapted(one, there) for one in values])
        return cursor.fetchall()


def apart(tables: Tables, row: tuple, often: Collection[type[Model]] = ()) -> tuple:
    """The objects of such a row, and its further expressions."""
    at, vendor = 0, _there().vendor
    objects: list[Model | None] = []
    for model in tables:
        names, key, _opened = _read(model, vendor)
        own = row[at : at + len(names)]
        at += len(names)
        if own[key] is None:
            objects.append(None)
        else:
            objects.append(_again(model, vendor, own) if model in often else _made(model, own))
    return (*objects, *row[at:])


def listed(columns: str, tail: str) -> str:
    """ならび — an expression: what other tables have for a row, in one column of its statement.

    The columns begin with what orders them; `unlisted` reads what comes.
    """
    together, one = ("json_agg", "json_build_array")
    if connection.vendor == "sqlite":
        together, one = "json_group_array", "json_array"
    return f"(SELECT CAST({together}({one}({columns})) AS text) {tail})"


def unlisted(said: str | None) -> list[list]:
    """Plain values, row by row, in order; moments and days are texts."""
    return sorted(json.loads(said)) if said else []


def moment(said: str) -> datetime:
    """A moment of such a row."""
    at = datetime.fromisoformat(said)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


@cache
def _taken(model: type[Model], vendor: str) -> list[tuple]:
    """Each field with the type whose values need no asking, or None; and what they are put into."""
    chosen = _put_on_postgresql if vendor == "postgresql" else _put
    return [
        (field, *chosen(field.target_field if field.is_relation else field))
        for field in _given(model)
    ]


def _put(field) -> tuple[type | None, Callable | None]:
    return (datetime, _in_words) if _is_moment(field) else (AS_IT_IS.get(type(field)), None)


def _put_on_postgresql(field) -> tuple[type | None, Callable | None]:
    """It is told how long a number may be: the statement is the same for all of them."""
    if _is_moment(field):
        return datetime, _with_zone
    taken = AS_IT_IS.get(type(field))
    if taken is not int:
        return taken, None
    key = isinstance(field, models.BigAutoField)
    return int, partial(_as_long, "BigIntegerField" if key else field.get_internal_type())


def _is_moment(field) -> bool:
    return type(field) is models.DateTimeField and not (field.auto_now or field.auto_now_add)


def _as_long(kind: str, value: int, there):
    return there.ops.adapt_integerfield_value(value, kind)


def _in_words(at: datetime, there) -> str:
    return _adapted(_with_zone(at, there), there)


def _with_zone(at: datetime, _there) -> datetime:
    return at if at.tzinfo else make_aware(at)


@cache
def _given(model: type[Model]) -> list:
    return [field for field in model._meta.local_concrete_fields if not field.primary_key]


@cache
def _columns(model: type[Model]) -> dict[str, int]:
    """Where each of its columns stands among the values."""
    return {field.attname: at for at, field in enumerate(_given(model))}


@cache
def _insert(model: type[Model], once: bool, source: str, vendor: str) -> str:
    quote = connection.ops.quote_name
    fields = _given(model)
    columns = ", ".join(quote(field.column) for field in fields)
    places = ", ".join(_place(field) for field in fields)
    stays = " FOR KEY SHARE" if vendor == "postgresql" else ""
    rows = f"SELECT {places} {source}{stays}" if source else f"VALUES ({places})"
    unless = " ON CONFLICT DO NOTHING" if once else ""
    table, key = quote(model._meta.db_table), quote(model._meta.pk.attname)
    return " ".join(["INSERT INTO", table, f"({columns})", f"{rows}{unless}", "RETURNING", key])


@lru_cache(maxsize=100)
def _together(shape, before: str, source: str) -> str:
    quote, parts = connection.ops.quote_name, [before]
    (model, own), *others = shape
    told = ", ".join(map(quote, [model._meta.pk.attname, *dict(own)]))
    parts.append(f"head AS ({_into(model)} {_selected(model, own, source)} RETURNING {told})")
    # Parts of one statement run in no order; rows of one INSERT get their keys in theirs.
    for at, (model, rows) in enumerate(groupby(others, key=itemgetter(0))):
        each = " UNION ALL ".join(_selected(model, own, "FROM head") for _model, own in rows)
        parts.append(f"row_{at} AS ({_into(model)} {each})")
    return " ".join(["WITH", ", ".join(parts), "SELECT * FROM head"])


def _into(model: type[Model]) -> str:
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in _given(model))
    return f"INSERT INTO {quote(model._meta.db_table)} ({columns})"


def _selected(model: type[Model], own, source: str) -> str:
    said = dict(own)
    places = [said.get(field.column) or _place(field) for field in _given(model)]
    return f"SELECT {', '.join(places)} {source}"


def _place(field) -> str:
    """Where a value goes; PostgreSQL is told what it is, but not how long it may be."""
    if connection.vendor != "postgresql":
        return "%s"
    return f"%s::{field.db_type(connection).split('(')[0]}"


@lru_cache(maxsize=100)
def _select(tables: Tables, tail: str, extra: str) -> str:
    quote = connection.ops.quote_name
    columns = [
        f"{quote(model._meta.db_table)}.{quote(str(field.column))}"
        for model in tables
        for field in model._meta.concrete_fields
    ]
    return " ".join(["SELECT", ", ".join([*columns, *([extra] if extra else [])]), tail])


@cache
def _read(model: type[Model], _vendor: str) -> tuple[list[str], int, list]:
    """Names of the columns, the key's place, and (place, expression, converters) of those that need some."""
    fields, opened = model._meta.concrete_fields, []
    for at, field in enumerate(fields):
        column = field.get_col(model._meta.db_table)
        converters = connection.ops.get_db_converters(column) + field.get_db_converters(connection)
        if converters:
            opened.append((at, column, converters))
    return [field.attname for field in fields], fields.index(model._meta.pk), opened


def _made(model: type[Model], row: tuple) -> Model:
    there, values = _there(), list(row)
    names, _key, opened = _read(model, there.vendor)
    for place, column, converters in opened:
        values[place] = _converted(row[place], column, converters, there)
    return _stored(model, zip(names, values, strict=True))


def _converted(value, column, converters, there):
    for convert in converters:
        value = convert(value, column, there)
    return value


def _again(model: type[Model], vendor: str, row: tuple) -> Model:
    """An object of its own, with the values that were made of an equal row before."""
    values, loose = _values_of(model, vendor, row)
    return _stored(model, values | {name: _own(one) for name, one in loose})


def _stored(model: type[Model], values) -> Model:
    """A row that needs none of what an object goes through that somebody writes."""
    one, state = model.__new__(model), ModelState()
    state.adding, state.db = False, DEFAULT_DB_ALIAS
    vars(one).update(values, _state=state)
    return one


@lru_cache(maxsize=500)
def _values_of(model: type[Model], _vendor: str, row: tuple) -> tuple[dict, list]:
    """What an object of the row says; apart from it what somebody may write into.

    It hangs on the whole row that the database has just given: nothing of it can be old.
    """
    made = {name: vars(_made(model, row))[name] for name in _read(model, _vendor)[0]}
    loose = [(name, one) for name, one in made.items() if isinstance(one, (list, dict))]
    return made, loose


def _own(value):
    """A copy of what JSON holds, all the way down."""
    if isinstance(value, list):
        return [_own(one) for one in value]
    return {key: _own(one) for key, one in value.items()} if isinstance(value, dict) else value
