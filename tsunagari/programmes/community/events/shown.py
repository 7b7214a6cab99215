"""見せる — what the public calendar and the page of an event say, each asked in one statement.

A row comes as the database gives it: whoever draws it sees whether it says what was drawn before.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import cached_property

from tsunagari.base import statements
from tsunagari.base.statements import apart, listed, moment, unlisted
from tsunagari.kernel.meetings.models import Meeting
from tsunagari.kernel.parties.models import Organisation, Party
from tsunagari.kernel.texts import told
from tsunagari.kernel.texts.models import Text
from tsunagari.programmes.community.events import said
from tsunagari.programmes.community.events.models import Event, Picture, Question, Session, Ticket
from tsunagari.programmes.community.events.rush import PLACES

YEAR = timedelta(days=400)
OF_EVENT = "WHERE event_id = events_event.id"
LEFT = (
    "COALESCE((SELECT MIN(places - taken) FROM events_quota WHERE event_id = events_event.id), 0)"
)

# — the calendar —

ROW = (Event, Text)
# What of it hangs on the hour: over, may be joined, may be joined no more.
HOUR = "events_event.ends_at <= %s, events_event.opens_at <= %s, events_event.closes_at <= %s"
ROWS = (
    "FROM events_event JOIN texts_text ON texts_text.id = events_event.text_id"
    " WHERE events_event.id IN ({keys}) ORDER BY events_event.starts_at, events_event.id"
)
COMING = (
    "SELECT id FROM (SELECT id FROM events_event WHERE state <> 'draft' AND ends_at > %s"
    " ORDER BY starts_at, id LIMIT %s) coming"
)
LATELY = (
    "SELECT id FROM (SELECT id FROM events_event WHERE state = 'public' AND ends_at <= %s"
    " AND ends_at > %s ORDER BY starts_at DESC, id DESC LIMIT %s) lately"
)
TOWNS = (
    "FROM (SELECT DISTINCT town FROM events_event WHERE state <> 'draft' AND town <> ''"
    " AND ends_at > %s) towns"
)


class Line:
    """One line of the calendar: the event, how many places are left, its title as it is read."""

    def __init__(self, row: tuple, language: str):
        self.event, text, over, _opened, _closed, self.left, title = apart(ROW, row)
        self.event.text, self.over = text, bool(over)
        self.title = told.told(title, language, text.source)[0][1]


def calendar(language: str, now: datetime, *, most: int, lately: int) -> tuple[list, list]:
    """Rows of what is coming, soonest first, and of what was held in the last year, newest first:
    about then it may be held again.
    """
    keys, values = f"{COMING} UNION ALL {LATELY}", [now, most, now, now - YEAR, lately]
    rows = _rows(language, now, keys, values)
    coming = [row for row in rows if not row[-5]]
    return coming, [row for row in reversed(rows) if row[-5]]


def lines(language: str, now: datetime, keys: Collection[int]) -> list[tuple]:
    """Rows of these events, soonest first."""
    return _rows(language, now, ", ".join(["%s"] * len(keys)), keys) if keys else []


def _rows(language: str, now: datetime, keys: str, values: Collection) -> list[tuple]:
    asked = f"{HOUR}, {LEFT}, {told.column('events_event.text_id', 'title')}"
    return statements.asked(ROW, ROWS.format(keys=keys), [now, now, now, language, *values], asked)


def towns(now: datetime) -> list[str]:
    """Towns in which something is coming."""
    return sorted(town for (town,) in statements.asked((), TOWNS, [now], "town"))


# — one event —

PAGE = (Event, Text, Party, Organisation, Picture)
WHOLE = (
    "FROM events_event JOIN texts_text ON texts_text.id = events_event.text_id"
    " JOIN parties_party ON parties_party.id = events_event.host_id"
    " JOIN parties_organisation ON parties_organisation.party_id = parties_party.id"
    " LEFT JOIN events_picture ON events_picture.event_id = events_event.id"
    " WHERE events_event.code = %s AND (events_event.state <> 'draft' OR %s)"
)
TICKET = "id, event_id, name, yen, from_age, until_age, with_adult, some_sessions"
OPENS = "FROM events_ticket_sessions JOIN events_ticket ON events_ticket.id = ticket_id"
QUESTION = "place, id, words, required"
MEETINGS = (
    "FROM events_session JOIN meetings_meeting ON meetings_meeting.id = events_session.meeting_id"
)
MEETING = "meetings_meeting.starts_at, events_session.id, meetings_meeting.ends_at, room"
COHOSTS = "FROM events_event_cohosts JOIN parties_party ON parties_party.id = party_id"
DRAWN = (
    "FROM events_drawn JOIN events_picture ON events_picture.id = picture_id"
    " WHERE events_picture.event_id = events_event.id"
)
COHOST = "parties_party.id, parties_party.name, parties_party.name_latin"


class Whole:
    """All that the page of one event says; what of it needs making is made when it is asked."""

    def __init__(self, row: tuple, language: str):
        self.event, text, host, organisation, self.picture, *said_of_it = apart(PAGE, row)
        *self._parts, self.places, self.left = said_of_it
        organisation.party = host
        self.event.text, self.event.host = text, host
        self.language = language

    @cached_property
    def sentences(self) -> told.Told:
        return told.told(self._parts[0], self.language, self.event.text.source)

    @cached_property
    def read(self) -> said.Reader:
        own = self.language == self.event.text.source
        return said.typed if own else said.reading(self.sentences)

    @property
    def tickets(self) -> list[Ticket]:
        opened = {(ticket, session) for session, ticket in unlisted(self._parts[5])}
        found = [Ticket(*one) for one in unlisted(self._parts[1])]
        for ticket in found:
            ticket.event = self.event
            ticket.opens_to = [one for one in self._sessions if (ticket.pk, one.pk) in opened]
        return found

    @property
    def questions(self) -> list[Question]:
        return [
            Question(key, self.event.pk, place, words, bool(required))
            for place, key, words, required in unlisted(self._parts[2])
        ]

    @cached_property
    def _sessions(self) -> list[Session]:
        return [
            Session(
                pk=key, room=room, meeting=Meeting(starts_at=moment(start), ends_at=moment(end))
            )
            for start, key, end, room in unlisted(self._parts[3])
        ]

    @property
    def sessions(self) -> list[dict]:
        return [
            {"starts_at": one.meeting.starts_at, "ends_at": one.meeting.ends_at, "room": one.room}
            for one in self._sessions
        ]

    @property
    def cohosts(self) -> list[Organisation]:
        return [
            Organisation(party=Party(pk=key, name=name, name_latin=latin))
            for key, name, latin in unlisted(self._parts[4])
        ]

    @property
    def sizes(self) -> dict[str, list[int]]:
        """写真の大きさ — {format: widths}, the better format first."""
        found: dict[str, list[int]] = {}
        for kind, width in unlisted(self._parts[6]):
            found.setdefault(kind, []).append(width)
        return found


def whole(code: str, language: str, *, draft: bool = False) -> tuple | None:
    """The row of a published event, or also of a draft; how many places are `left` stands last."""
    asked = ", ".join(
        [
            told.column("events_event.text_id"),
            listed(TICKET, f"FROM events_ticket {OF_EVENT}"),
            listed(QUESTION, f"FROM events_question {OF_EVENT}"),
            listed(MEETING, f"{MEETINGS} {OF_EVENT}"),
            listed(COHOST, f"{COHOSTS} {OF_EVENT}"),
            listed("session_id, ticket_id", f"{OPENS} {OF_EVENT}"),
            listed("kind, events_drawn.width", DRAWN),
            PLACES,
            LEFT,
        ]
    )
    rows = statements.asked(PAGE, WHOLE, [language, code, draft], asked)
    return rows[0] if rows else None
