"""一括 — thousands of rows in one statement, on SQLite and PostgreSQL alike.

Rows travel as one JSON text: no limit of placeholders, and the same plan for one pair and 5,000.
"""

import json
from collections.abc import Iterable
from datetime import date

from django.db import connection
from django.db.models import BigIntegerField, Func, Value

_ROWS = {
    "sqlite": """(SELECT json_extract(value, '$[0]') AS a, json_extract(value, '$[1]') AS b,
        json_extract(value, '$[2]') AS m, json_extract(value, '$[3]') AS n FROM json_each(%s))""",
    "postgresql": """(SELECT (value->>0)::bigint AS a, (value->>1)::bigint AS b,
        (value->>2)::int AS m, (value->>3)::int AS n FROM jsonb_array_elements(%s::jsonb))""",
}
_DAY = {"sqlite": "%s", "postgresql": "%s::date"}

# Sorted, because two acts that upsert the same pairs in different orders deadlock. A pair that was
# annulled down to 0 times begins anew.
_MEET = """
INSERT INTO ties_pair (first_on, a_id, b_id, times)
SELECT DAY, a, b, m FROM ROWS AS fresh WHERE true ORDER BY a, b
ON CONFLICT (a_id, b_id) DO UPDATE SET
    times = ties_pair.times + excluded.times,
    first_on = CASE WHEN ties_pair.times > 0 AND ties_pair.first_on < excluded.first_on
               THEN ties_pair.first_on ELSE excluded.first_on END
RETURNING a_id, b_id, times
"""
_TIE = """
INSERT INTO ties_tie
    (kind, from_day, measure, because_id, a_id, b_id, bridges, is_first)
SELECT %s, DAY, %s, %s, a, b, m, n = 1 FROM ROWS AS fresh WHERE true ORDER BY a, b
"""


class Keys(Func):
    """A subquery of these keys, for `__in`, however many there are."""

    template = "(SELECT value FROM json_each(%(expressions)s))"
    output_field = BigIntegerField()

    def __init__(self, numbers: Iterable[int]):
        super().__init__(Value(json.dumps(sorted(numbers))))

    def as_postgresql(self, compiler, connection, **_):
        ours = "(SELECT value::bigint FROM jsonb_array_elements_text((%(expressions)s)::jsonb))"
        return self.as_sql(compiler, connection, template=ours)


def meet(pairs: dict[tuple[int, int], int], on: date) -> set[tuple[int, int]]:
    """Count {(a, b): times} onto Pair; answers the pairs that met for the first time."""
    rows = [[a, b, times, 0] for (a, b), times in sorted(pairs.items())]
    with connection.cursor() as cursor:
        cursor.execute(_sql(_MEET), [on.isoformat(), json.dumps(rows)])
        return {(a, b) for a, b, times in cursor.fetchall() if times == pairs[a, b]}


def tie(rows: list[tuple[int, int, int, bool]], *, kind, on: date, measure, because: int) -> None:
    """Insert ties (a, b, bridges, is_first) of one act."""
    with connection.cursor() as cursor:
        cursor.execute(
            _sql(_TIE),
            [
                kind,
                on.isoformat(),
                measure,
                because,
                json.dumps([[*row[:3], int(row[3])] for row in rows]),
            ],
        )


def _sql(template: str) -> str:
    vendor = connection.vendor
    return template.replace("DAY", _DAY[vendor]).replace("ROWS", _ROWS[vendor])
