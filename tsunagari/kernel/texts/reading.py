"""読みなおす — texts that were saved before a reading changed get it, in the worker or at the change.

Only the readings change: the words, their prints and their translations stay as they are.
"""

from collections.abc import Collection
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from tsunagari.kernel.texts.models import Rendering, Sentence
from tsunagari.kernel.words import queries as words
from tsunagari.kernel.words.actions import annotate

BATCH = 200


def read_again(changed: Collection[str], *, on: date) -> int:
    """文章を読みなおす — every sentence that has one of these words; answers how many changed."""
    if not changed:
        return 0
    has = Q()
    for word in changed:
        has |= Q(words__contains=word)
    table = words.own()
    japanese = Rendering.objects.filter(has, language__startswith="ja")
    return sum(_rows(rows, table, on) for rows in (Sentence.objects.filter(has), japanese))


def _rows(rows, table, on: date) -> int:
    """In batches of their own transactions: nobody waits long for a word."""
    done = 0
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        with transaction.atomic():
            batch = rows.model.objects.select_for_update().filter(
                pk__in=keys[start : start + BATCH]
            )
            anew = [row for row in batch if _differs(row, table, on)]
            rows.model.objects.bulk_update(anew, ["read"])
            done += len(anew)
    return done


def _differs(row, table, on: date) -> bool:
    before = row.read
    row.read = annotate(row.words, on=on, ask=False, table=table).text
    return row.read != before


def follow_all(*, on: date) -> int:
    """夜に — words that were read anew since yesterday."""
    return read_again(list(words.changed_since(on - timedelta(days=1))), on=on)
