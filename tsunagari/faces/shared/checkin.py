"""受付の言葉 — sessions, people and presses, as a door and the office say them."""

from collections.abc import Mapping

from django.utils import timezone

from tsunagari.base.days import clock
from tsunagari.base.languages import gettext as _
from tsunagari.base.readings import plain
from tsunagari.faces.shared.events import ZONE, ticket_words
from tsunagari.programmes.community.doors import queries, rules, secrets
from tsunagari.programmes.community.doors.models import Door
from tsunagari.programmes.community.doors.words import OFFICE
from tsunagari.programmes.community.events import queries as events
from tsunagari.programmes.community.events import said
from tsunagari.programmes.community.events.models import Event, Session
from tsunagari.programmes.community.events.words import NEEDS


def sessions(event: Event) -> list[Session]:
    """回 — in the order of time, each with its words."""
    rows = list(events.sessions(event))
    days = {timezone.localdate(one.meeting.starts_at) for one in rows}
    for one in rows:
        one.words = said.session_words(one, several_days=len(days) > 1)
    return rows


def chosen(rows: list[Session], asked: str) -> Session:
    """The session that was asked for, or the one that is on."""
    found = [one for one in rows if str(one.pk) == asked]
    return found[0] if found else queries.session_now(rows, timezone.now())


def needs_words(codes) -> list[str]:
    """What somebody needs, as the door says it."""
    return [plain(_(NEEDS[code])) for code in codes if code in NEEDS]


def elsewhere(guest: queries.Comer, session: Session, words: Mapping[int, str]) -> str:
    """この回の人ではない — for which sessions somebody is registered instead; "" for who belongs."""
    return "" if guest.belongs(session.pk) else rules.into_words(guest.sessions, words)


def door_words(name: str) -> str:
    """The name of a door as the office wrote it; the office itself in the reader's language."""
    return plain(_(name)) if name == OFFICE else name


def time_words(at) -> str:
    """When somebody came, by the clock on the wall."""
    return clock(at, ZONE)


def list_of(door: Door) -> dict:
    """受付の名簿 — what a phone at the door keeps: no secret, no address, names as they are called."""
    event, salt = door.event, secrets.list_salt(door)
    rows = sessions(event)
    now = timezone.now()
    return {
        "now": int(now.timestamp() * 1000),
        "until": door.until_day.isoformat(),
        "salt": salt,
        "session": queries.session_now(rows, now).pk,
        "sessions": [[one.pk, one.words] for one in rows],
        "tickets": [
            [one.pk, plain(ticket_words(one)), one.yen] for one in event.tickets.order_by("pk")
        ],
        "people": [
            {
                "hash": secrets.on_list(salt, one.secret_hash),
                "number": one.number,
                "walk": one.walked_in,
                "owes": one.owes,
                "taken": [
                    [
                        int(cash.at.timestamp() * 1000),
                        door_words(cash.door),
                        cash.key,
                        cash.yen,
                        cash.session,
                    ]
                    for cash in one.taken
                ],
                "guests": [
                    [
                        guest.pk,
                        plain(guest.name),
                        guest.kana,
                        needs_words(guest.needs),
                        sorted(guest.sessions),
                    ]
                    for guest in one.guests
                ],
            }
            for one in queries.groups(event)
        ],
        "came": {
            session: {
                guest: [
                    [int(one.at.timestamp() * 1000), door_words(one.door), one.key, one.device]
                    for one in stamps
                ]
                for guest, stamps in guests.items()
                if stamps
            }
            for session, guests in queries.pressed(event).items()
        },
    }
