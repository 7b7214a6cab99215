"""お知らせ — what a party was told."""

from dataclasses import dataclass
from datetime import datetime

from tsunagari.kernel.notices import actions, wordings
from tsunagari.kernel.notices.models import Notice
from tsunagari.kernel.parties.models import Party


@dataclass(frozen=True)
class Told:
    """A notice in words for its reader; `path` leads to what it is about."""

    subject: str
    body: str
    path: str
    at: datetime
    unread: bool


def unread_count(party: Party) -> int:
    """How many a party has not seen yet."""
    return Notice.objects.filter(to=party, read_at=None).count()


def recent(party: Party, limit: int = 50, language: str = "ja") -> list[Told]:
    """The newest, in words."""
    rows = Notice.objects.filter(to=party).select_related("to").order_by("-id")[:limit]
    return [_told(row, language) for row in rows]


def _told(row, language):
    subject, body = wordings.rendered(row, actions.facts_for(row, language))
    prefix = "" if language == "ja" else f"/{language}"
    path = row.facts.get("path", "")
    return Told(subject, body, f"{prefix}{path}" if path else "", row.made_at, row.read_at is None)
