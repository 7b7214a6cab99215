"""ことば — what the table of readings says, and what waits for a person."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.db.models import Q

from tsunagari.base import keyset
from tsunagari.base.annotating import Own
from tsunagari.kernel.words.models import Doubt, Reading

SIZE = 50


@dataclass(frozen=True)
class Row:
    """One word of the table; what came with the product has no row of the database."""

    word: str
    kana: str
    note: str = ""
    reading: Reading | None = None

    @property
    def checked(self) -> bool:
        return self.reading is None or self.reading.checked_on is not None


@cache
def shipped() -> dict[str, str]:
    """{word: reading} of the table that comes with the product."""
    listed = Path(__file__).with_name("readings.toml").read_text("utf-8")
    return {word: kana for part in tomllib.loads(listed).values() for word, kana in part.items()}


def own() -> dict[str, Own]:
    """The whole table: one query, asked when a text is saved."""
    table = {word: Own(kana) for word, kana in shipped().items()}
    rows = Reading.objects.values_list("word", "kana", "checked_on")
    return table | {word: Own(kana, checked is not None) for word, kana, checked in rows}


def page(q: str = "", after: str = "", *, unchecked: bool = False) -> keyset.Page:
    """Rows by reading: the office's own and the product's in one order, two queries."""
    rows = Reading.objects.select_related("by", "checked_by")
    if q:
        rows = rows.filter(Q(word__contains=q) | Q(kana__contains=q))
    if unchecked:
        rows = rows.filter(checked_on=None)
    start = keyset.unmark(after, 2)
    start = start if start and all(isinstance(part, str) for part in start) else None
    mine = keyset.page(rows, ["kana", "word"], after=start or "", size=SIZE + 1).rows
    found = [Row(row.word, row.kana, row.note, row) for row in mine]
    found += [] if unchecked else _shipped_rows(q, start)
    found = sorted(found, key=lambda row: (row.kana, row.word))
    more = len(found) > SIZE
    last = found[SIZE - 1] if more else None
    return keyset.Page(found[:SIZE], older=keyset.mark([last.kana, last.word]) if last else "")


def _shipped_rows(q: str, start: list | None) -> list[Row]:
    """The product's rows behind a key that the office has not read anew."""
    named = {
        (kana, word): Row(word, kana)
        for word, kana in shipped().items()
        if (q in word or q in kana) and (not start or (kana, word) > tuple(start))
    }
    anew = set(
        Reading.objects.filter(word__in=[r.word for r in named.values()]).values_list(
            "word", flat=True
        )
    )
    return [row for row in named.values() if row.word not in anew]


def waiting(after: str = "") -> keyset.Page:
    """確認を待つことば — the oldest first."""
    return keyset.page(Doubt.objects.filter(settled_on=None), ["pk"], after=after, size=SIZE)


def waiting_count() -> int:
    return Doubt.objects.filter(settled_on=None).count()


def unchecked_count() -> int:
    return Reading.objects.filter(checked_on=None).count()


def changed_since(day: date):
    """Words read anew since a day: texts that have them can be annotated again."""
    return Reading.objects.filter(Q(on__gte=day) | Q(checked_on__gte=day)).values_list(
        "word", flat=True
    )
