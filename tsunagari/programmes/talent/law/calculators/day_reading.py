"""日付を読む — days in facts as people write them: ISO, and eras like 令和9年4月1日."""

import types
from collections.abc import Iterator
from dataclasses import is_dataclass
from datetime import date
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from tsunagari.base.calculators import DAY, EARLIEST, LATEST, NoDay, no_day
from tsunagari.base.days import NotADay, parse_day


def with_days(kind: Any, given: Any) -> Any:
    """The same JSON with every readable day as a day; what cannot be read stays for the model."""
    if kind is date:
        return _day(given)
    if (inner := _optional(kind)) is not None:
        return given if given is None else with_days(inner, given)
    if get_origin(kind) is tuple and isinstance(given, list):
        return [with_days(get_args(kind)[0], one) for one in given]
    if isinstance(given, dict) and _has_fields(kind):
        hints = _hints(kind)
        return {k: with_days(hints[k], v) if k in hints else v for k, v in given.items()}
    return given


def otherwise_written(kind: Any, given: Any, where: str = "") -> Iterator[tuple[str, str, date]]:
    """(field, text, day) of every day that was understood although it is not written as ISO."""
    if kind is date:
        if isinstance(given, str) and not DAY.fullmatch(given) and isinstance(_day(given), date):
            yield where, given, _day(given)
    elif (inner := _optional(kind)) is not None:
        yield from otherwise_written(inner, given, where)
    elif get_origin(kind) is tuple and isinstance(given, list):
        for number, one in enumerate(given):
            yield from otherwise_written(get_args(kind)[0], one, f"{where}.{number}")
    elif isinstance(given, dict) and _has_fields(kind):
        for name in _hints(kind).keys() & given.keys():
            step = f"{where}.{name}" if where else name
            yield from otherwise_written(_hints(kind)[name], given[name], step)


def _optional(kind: Any) -> Any:
    """What is meant by "this or nothing"; None for any other kind."""
    inner = [part for part in get_args(kind) if part is not types.NoneType]
    return inner[0] if get_origin(kind) is types.UnionType and len(inner) == 1 else None


def _has_fields(kind: Any) -> bool:
    return is_dataclass(kind) or hasattr(kind, "model_fields")


# Reading them costs more than reading a case.
_hints = cache(get_type_hints)


def _day(given: Any) -> Any:
    """A day within reach of the calendar, or a text that no model takes for one."""
    if isinstance(given, date):
        return given
    if not isinstance(given, str):
        return no_day(given)
    try:
        day = parse_day(given)
    except NotADay:
        return no_day(given)
    if not EARLIEST <= day <= LATEST:
        return NoDay(f"{day} is out of reach: give a day from {EARLIEST} to {LATEST}")
    return day
