"""混ぜる — on PostgreSQL the rows of answers are written anew in a random order.

PostgreSQL lays rows down in the order in which they came, and each carries the number of the
transaction that wrote it: the same as the mark that a booking has answered. Whoever had the files
and this machine's key could read from both which booking gave which answer. Written anew, all
sheets of a questionnaire carry one number and lie in no order. SQLite needs none of it: there a row
lies where its random key says.
"""

from datetime import datetime, timedelta

from django.db import connection, transaction

from tsunagari.programmes.community.afterwards.models import Sheet, Survey
from tsunagari.programmes.community.afterwards.rules.asking import MOST_DAYS

# Paper is typed in for a while after the last day of a questionnaire.
ALSO = timedelta(days=MOST_DAYS + 60)
TABLE = Sheet._meta.db_table
COLUMNS = ", ".join(f'"{one.column}"' for one in Sheet._meta.concrete_fields)
# One answer alone is whoever answered, however its row lies.
APART = f"""
    SELECT survey_id FROM {TABLE} WHERE survey_id = ANY(%s)
    GROUP BY survey_id HAVING count(DISTINCT xmin::text) > 1
"""  # noqa: S608 — the name of our own table
AGAIN = f"""
    WITH gone AS (DELETE FROM {TABLE} WHERE survey_id = %s RETURNING *)
    INSERT INTO {TABLE} ({COLUMNS}) SELECT {COLUMNS} FROM gone ORDER BY random()
"""  # noqa: S608


def mix_all(*, now: datetime) -> int:
    """Every questionnaire with an answer that came since; how many were mixed."""
    if connection.vendor != "postgresql":
        return 0
    late = Survey.objects.filter(event__ends_at__lte=now, event__ends_at__gt=now - ALSO)
    mixed = mix(list(late.values_list("pk", flat=True)))
    if mixed and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            # What was written first stays on its page until this.
            cursor.execute(f"VACUUM {TABLE}")
    return mixed


@transaction.atomic
def mix(surveys: list[int]) -> int:
    """Under a lock that lets everybody read: no answer comes or goes between."""
    with connection.cursor() as cursor:
        cursor.execute(APART, [surveys])
        if not cursor.fetchall():
            return 0
        cursor.execute(f"LOCK TABLE {TABLE} IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute(APART, [surveys])
        apart = [survey for (survey,) in cursor.fetchall()]
        for survey in apart:
            cursor.execute(AGAIN, [survey])
    return len(apart)
