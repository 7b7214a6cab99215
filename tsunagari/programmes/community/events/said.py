"""短い文 — what stands in single boxes of an event, as its reader reads it.

For whom it is, how to get there, the kinds of tickets, the questions: each is a part of the event's
text, with the state of its translation. The rows keep what was typed.
"""

from collections.abc import Callable, Iterable

from django.utils import timezone

from tsunagari.base.days import clock
from tsunagari.base.languages import gettext, listed
from tsunagari.base.readings import plain
from tsunagari.kernel.texts import queries as texts
from tsunagari.kernel.texts.models import Text
from tsunagari.kernel.texts.rules import split
from tsunagari.kernel.texts.rules.split import Piece
from tsunagari.kernel.texts.rules.states import Seen
from tsunagari.programmes.community.events import queries
from tsunagari.programmes.community.events.models import Event, Session, Ticket
from tsunagari.programmes.community.events.words import WHY

BOX, ZONE = "box", "Asia/Tokyo"
Reader = Callable[[str], str]


def pieces_of(boxes: Iterable[str]) -> list[Piece]:
    """What stands in the boxes, sentence by sentence; what stands in two is said once."""
    found = [piece for words in boxes for piece in split.pieces(words, BOX)]
    return list({split.meaning(piece.words): piece for piece in found}.values())


def typed(words: str) -> str:
    """As it was written."""
    return words


def reader(text: Text, language: str) -> Reader:
    """Gives what was typed in a box in a reader's language; untranslated it stays as it is."""
    if language == text.source:
        return typed
    own = [piece.words for piece in texts.pieces(text)]
    return reading(zip(own, texts.seen(text, language), strict=True))


def reading(sentences: Iterable[tuple[str, Seen]]) -> Reader:
    """The same of sentences: each as it was written, and as its reader sees it."""
    known = {split.meaning(own): plain(one.words) for own, one in sentences if one.part == BOX}

    def read(words: str) -> str:
        parts = [part.words for part in split.pieces(words)]
        return " ".join(known.get(split.meaning(part), part) for part in parts)

    return read


def later(whole: Callable[[], Text], language: str) -> Reader:
    """The same of a text that is read only when something of it is asked."""
    read: Reader | None = None

    def asked(words: str) -> str:
        nonlocal read
        read = read or reader(whole(), language)
        return read(words)

    return asked


def session_words(session: Session, *, several_days: bool = False) -> str:
    """The hours of a session and its room; its day where the event has several."""
    meeting = session.meeting
    starts = timezone.localtime(meeting.starts_at)
    day = f"{starts.month}/{starts.day} " if several_days else ""
    hours = f"{clock(meeting.starts_at, ZONE)}–{clock(meeting.ends_at, ZONE)}"
    return f"{day}{hours} {session.room}".strip()


def let_into(ticket: Ticket) -> str:
    """入れる回 — the sessions of a kind that opens only some of them; "" for all."""
    if not ticket.some_sessions:
        return ""
    days = {timezone.localdate(at) for at in (ticket.event.starts_at, ticket.event.ends_at)}
    rows = queries.sessions_of(ticket)
    return listed(session_words(one, several_days=len(days) > 1) for one in rows)


def why(event: Event) -> str:
    """中止の理由 — the usual reason in the reader's language, and what was written besides."""
    usual = WHY.get(event.cancel_why, "")
    return " ".join(part for part in (gettext(usual) if usual else "", event.cancel_reason) if part)
