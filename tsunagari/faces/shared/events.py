"""催しの言葉 — prices, ages, languages and days of an event, as every face says them."""

from collections.abc import Iterable, Mapping
from datetime import datetime, tzinfo
from functools import lru_cache

from django.utils import timezone, translation
from django.utils.html import format_html

from tsunagari.base.days import clock, day_words
from tsunagari.base.languages import LANGUAGES, active, html_lang, listed
from tsunagari.base.languages import gettext as _
from tsunagari.base.languages import gettext_noop as noop
from tsunagari.faces.shared import read_names
from tsunagari.faces.shared.bilingual import EASY
from tsunagari.kernel.texts.rules.states import MISSING, Seen
from tsunagari.programmes.community.events import accounts, queries, rules, said
from tsunagari.programmes.community.events.models import Booking, Event, Ticket
from tsunagari.programmes.community.events.words import NEEDS

NAMES = dict(LANGUAGES)
ZONE = "Asia/Tokyo"
TONES = {"draft": "quiet", "public": "ok", "cancelled": "late"}
BOOKING_STATES = dict(Booking.State.choices)
BOOKING_TONES = {"confirmed": "ok", "offered": "warn", "cancelled": "quiet"}


def age_words(ticket: Ticket) -> str:
    """For which ages, or "" for all."""
    least, most = ticket.from_age, ticket.until_age
    if least is not None and most is not None:
        return _("%(from)s歳から%(until)s歳まで") % {"from": least, "until": most}
    if least is not None:
        return _("%(from)s歳から") % {"from": least}
    return _("%(until)s歳まで") % {"until": most} if most is not None else ""


def price_words(ticket: Ticket) -> str:
    """What one costs, tax included."""
    return _("%(yen)s円") % {"yen": f"{ticket.yen:,}"} if ticket.yen else _("無料")


def money_words(booking) -> str:
    """What a booking costs, and whether that was paid; "" when it costs nothing."""
    costs = {"yen": f"{booking.price:,}"}
    if not booking.price or is_gone(booking, booking.event):
        return ""
    if booking.state != booking.State.CONFIRMED:
        return _("%(yen)s円") % costs
    if accounts.paid(booking) >= booking.price:
        return _("%(yen)s円（受け取りました）") % costs
    return _("%(yen)s円（会場で払ってください）") % costs


def is_gone(booking, event: Event) -> bool:
    """True when nobody comes by it: taken back, or the event is called off."""
    return event.state == Event.State.CANCELLED or booking.state == booking.State.CANCELLED


def booking_state(booking, event: Event) -> tuple[str, str]:
    """(words, tone) of a booking; that the event is called off goes before everything else."""
    if event.state == Event.State.CANCELLED:
        return _("中止になりました"), "late"
    if booking.state == booking.State.CANCELLED:
        return _("取り消しました"), "quiet"
    return _(BOOKING_STATES[booking.state]), BOOKING_TONES.get(booking.state, "note")


def people_words(event: Event, counted: Mapping[str, int]) -> list[tuple[str, int]]:
    """(where they stand, people); that the event is called off goes before everything else."""
    told = {label: counted[state] for state, label in BOOKING_STATES.items() if state in counted}
    if event.state == Event.State.CANCELLED:
        gone = counted.get(Booking.State.CANCELLED, 0)
        off = {noop("中止になりました"): sum(counted.values()) - gone, noop("取り消し"): gone}
        told = {label: people for label, people in off.items() if people}
    return [(_(label), people) for label, people in told.items()]


def ticket_words(ticket: Ticket, read: said.Reader = said.typed) -> str:
    """A kind of ticket with its sessions, its ages and its price."""
    escort = _("大人といっしょ") if ticket.with_adult else ""
    told = (said.let_into(ticket), age_words(ticket), escort, price_words(ticket))
    parts = [part for part in told if part]
    return _("%(name)s（%(about)s）") % {"name": read(ticket.name), "about": listed(parts)}


def kind_words(ticket: Ticket, read: said.Reader = said.typed) -> str:
    """A kind of ticket as somebody has it: with the sessions that it opens, where these are some."""
    return f"{read(ticket.name)} {said.let_into(ticket)}".strip()


def person(at: int, name: str, kind: str, needs: Iterable[str], note: str) -> dict:
    """参加する人 — one of a booking, for those who may read the name: how called, which kind, what needed."""
    return {
        "who": _("%(name)s（%(about)s）")
        % {"name": name or _("%(n)s人目") % {"n": at}, "about": kind},
        "needs": [_(NEEDS[code]) for code in needs if code in NEEDS],
        "note": note,
    }


def languages_words(codes) -> str:
    """The names of languages, each in itself."""
    return listed(NAMES[code] for code in codes if code in NAMES)


def when_words(event: Event) -> str:
    """The day and the hours of an event; both days when it ends on another one."""
    language, zone = translation.get_language() or "ja", timezone.get_current_timezone()
    return _when(event.starts_at, event.ends_at, zone, language)


@lru_cache(maxsize=500)
def _when(starts_at: datetime, ends_at: datetime, zone: tzinfo, language: str) -> str:
    starts, ends = timezone.localtime(starts_at, zone), timezone.localtime(ends_at, zone)
    first = f"{day_words(starts.date(), language)} {clock(starts, ZONE)}"
    last = clock(ends, ZONE)
    if starts.date() != ends.date():
        last = f"{day_words(ends.date(), language)} {last}"
    return f"{first}–{last}"


def where(event: Event) -> str:
    """The place with its town and address, as far as they are known."""
    return " ".join(part for part in (event.place, event.town, event.address) if part)


def facts(event: Event, read: said.Reader) -> dict:
    """What every page of an event says of it: shared/events/_facts.html."""
    sessions = [
        {"starts_at": one.meeting.starts_at, "ends_at": one.meeting.ends_at, "room": one.room}
        for one in queries.sessions(event)
    ]
    cohosts = event.cohosts.select_related("organisation")
    return facts_of(event, read, sessions, [one.organisation for one in cohosts])


def facts_of(event: Event, read: said.Reader, sessions: list[dict], cohosts) -> dict:
    """The same where its sessions and those who hold it together are known."""
    return {
        "when": when_words(event),
        "where": where(event),
        "sessions": sessions,
        "for_whom": read(event.for_whom),
        "access": read(event.access),
        "spoken": languages_words(event.languages),
        "interpreted": languages_words(event.interpretation),
        "cohosts": [one.title for one in cohosts],
    }


def why_closed(event: Event) -> str:
    """Why nobody can register now; "" while one can, or before it begins."""
    public = event.state == Event.State.PUBLIC
    moments = {"now": timezone.now(), "opens_at": event.opens_at, "closes_at": event.closes_at}
    reasons = rules.why_not_register(public=public, people=1, most=1, **moments)
    return next((one.words() for one in reasons), "")


def title(event: Event) -> str:
    """What it is called, in the reader's language."""
    return queries.title(event, translation.get_language() or "ja")


def read_title(event: Event) -> str:
    """The same on a page that is read, and not in a file: in easy Japanese with its readings."""
    language = active()
    return queries.seen_title(event, language).words if language == EASY else title(event)


def heading(one: Seen) -> str:
    """A title as it is read; marked where it stands in another language than the page."""
    words, lang = read_names.title(one.words), html_lang(one.language)
    if lang == html_lang(active()):
        return words
    return format_html('<span lang="{}">{}</span>', lang, words)


def untranslated(seen) -> dict:
    """How many sentences nobody has translated yet: shared/_untranslated.html."""
    missing = sum(one.state == MISSING for one in seen)
    return {"missing": missing, "language_name": NAMES.get(active(), "")}


def paragraphs(sentences) -> list[list[dict]]:
    """What is written about an event, as a page draws it: paragraphs of sentences."""
    found: list[list[dict]] = []
    for one in sentences:
        if one.opens or not found:
            found.append([])
        found[-1].append({"one": one, "lang": html_lang(one.language)})
    return found


def state(event: Event) -> tuple[str, str]:
    """(words, tone): a draft, public, over or called off."""
    if event.state == Event.State.PUBLIC and event.ends_at <= timezone.now():
        return _("終わりました"), "quiet"
    return _(event.get_state_display()), TONES[event.state]


def room(event: Event, left: int) -> tuple[str, str]:
    """(words, tone) of what a list says about joining."""
    now = timezone.now()
    if event.state == Event.State.CANCELLED:
        return _("中止になりました"), "late"
    if now < event.opens_at:
        return _("申込みはこれから"), "note"
    if now >= event.closes_at:
        return _("申込みは終わりました"), "quiet"
    if event.mode == Event.Mode.LOTTERY:
        return _("抽選"), "note"
    if left:
        return _("あと%(n)s人") % {"n": left}, "ok"
    return _("空き待ち"), "note"


def row(event: Event, seen: Seen | None = None) -> dict:
    """One line of a list; `seen` is its title, where that is known."""
    language = translation.get_language() or "ja"
    if language == event.text.source:
        said_title = title(event)
    else:
        said_title = heading(seen or queries.seen_title(event, language))
    return {"event": event, "title": said_title, "when": when_words(event)}
