"""お知らせ — what a party was told, and what may not have arrived."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from tsunagari.base.asked import Asked, how_many
from tsunagari.base.keyset import Page, page
from tsunagari.base.languages import active
from tsunagari.kernel.notices import wordings
from tsunagari.kernel.notices.models import Delivery, LetterBatch, Notice
from tsunagari.kernel.parties.models import Party


@dataclass(frozen=True)
class Told:
    """A notice in words for its reader; `path` leads to what it is about."""

    pk: int
    subject: str
    body: str
    path: str
    at: datetime
    unread: bool
    urgent: bool


def unread_count(party: Party) -> int:
    """How many a party has not seen yet."""
    [count] = how_many(unread.counted(to=party.pk))
    return count


@Asked
def unread(*, to: int):
    """What a party has not seen yet."""
    return Notice.objects.filter(to=to, read_at=None).values_list("pk")


def recent(party: Party, limit: int = 50, language: str = "") -> list[Told]:
    """The newest, in the reader's words."""
    return listed(party, size=limit, language=language).rows


def listed(party: Party, *, after: str = "", size: int = 50, language: str = "") -> Page:
    """お知らせ — newest first, in the reader's words, a page at a time."""
    rows = Notice.objects.filter(to=party).select_related("to")
    found = page(rows, ["-id"], after=after, size=size)
    told = [_told(row, language or active()) for row in found.rows]
    return Page(told, older=found.older)


def _told(row, language):
    subject, body = wordings.rendered(row, language)
    prefix = "" if language == "ja" else f"/{language}"
    path = row.facts.get("path", "")
    return Told(
        pk=row.pk,
        subject=subject,
        body=body,
        path=f"{prefix}{path}" if path else "",
        at=row.made_at,
        unread=row.read_at is None,
        urgent=wordings.of(row.kind).urgent,
    )


def doubtful(limit: int = 50) -> list[Delivery]:
    """届いていないかもしれないもの — oldest first; somebody has to ask."""
    states = (Delivery.State.UNSURE, Delivery.State.GIVEN_UP)
    rows = Delivery.objects.filter(state__in=states).select_related("notice__to__person")
    return list(rows.order_by("pk")[:limit])


def batches() -> QuerySet[LetterBatch]:
    """手紙の束 — with how many letters each has."""
    return LetterBatch.objects.annotate(count=Count("letters"))


def letters_of(batch: LetterBatch) -> QuerySet[Delivery]:
    """The letters of a batch, with whom they go to."""
    return batch.letters.select_related("notice__to__person", "notice__to__organisation")
