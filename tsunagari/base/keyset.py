"""ページ送り — pages by key instead of COUNT and OFFSET, so that page 20,000 costs what page 1 does."""

import base64
import binascii
import json
import re
from dataclasses import dataclass

LONGEST = 200  # of one text in a mark
_SURROGATE = re.compile("[\ud800-\udfff]")
# Near both ends of the calendar a change of zone falls off it.
_FAR_DAY = re.compile(r"(?!(19|2\d)\d\d)\d{4}-")


@dataclass(frozen=True)
class Page:
    """Rows, and the marks that ask for the pages before and after them."""

    rows: list
    newer: str = ""
    older: str = ""


def mark(values: list) -> str:
    """A mark for an address that stands for a row's key; days and moments are written as texts."""
    written = json.dumps(values, default=lambda value: value.isoformat())
    return base64.urlsafe_b64encode(written.encode()).decode().rstrip("=")


def unmark(text: str, size: int) -> list | None:
    """The key behind a mark; None when somebody typed something else."""
    try:
        values = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, binascii.Error, RecursionError):
        return None
    known = isinstance(values, list) and len(values) == size and all(map(_storable, values))
    return values if known else None


def _storable(value) -> bool:
    """False for what no field holds: huge numbers, lists, broken text, days before any record."""
    if isinstance(value, str):
        strange = len(value) > LONGEST or "\0" in value or _SURROGATE.search(value)
        return not strange and not _FAR_DAY.match(value)
    return value is None or (type(value) is int and abs(value) < 2**62)


def number(text: str) -> int | None:
    """The one number behind a mark: a row's key; None for whatever else somebody typed."""
    [value] = unmark(text, 1) or [None]
    return value if type(value) is int and 0 < value < 2**62 else None


def page(rows, fields: list[str], *, after: str | list = "", size: int = 50, key=None) -> Page:
    """One page of a queryset ordered by `fields` (all rising, or all falling with "-").

    `after` is a mark, or the key itself where a list writes marks of its own. `key` turns a row
    into the values of its mark (default: getattr of its fields). The leading comparison on the
    first field lets SQLite use the index where Django writes row comparisons as ORs.
    """
    falling = fields[0].startswith("-")
    names = [name.lstrip("-") for name in fields]
    key = key or (lambda row: [getattr(row, name) for name in names])
    values = unmark(after, len(names)) if isinstance(after, str) else after
    if values is not None:
        rows = behind(rows, names, values, "lt" if falling else "gt")
    found = list(rows.order_by(*fields)[: size + 1])
    more = len(found) > size
    return Page(found[:size], older=mark(key(found[size - 1])) if more else "")


def behind(rows, names, values, sign="gt"):
    """The rows behind a key; all of them when its values are none that the fields can have."""
    from django.core.exceptions import ValidationError

    try:
        found = rows.filter(_beyond(names, values, sign))
        return found.filter(**{f"{names[0]}__{sign}e": values[0]})
    except (ValidationError, ValueError, TypeError):
        return rows


def _beyond(names, values, sign):
    from django.db.models import Q

    beyond = Q()
    for i, name in enumerate(names):
        same = dict(zip(names[:i], values[:i], strict=True))
        beyond |= Q(**same, **{f"{name}__{sign}": values[i]})
    return beyond
