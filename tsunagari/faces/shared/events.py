"""催しの言葉 — prices, ages, languages and days of an event, as every face says them."""

from django.utils import timezone, translation

from tsunagari.base.days import clock, day_words
from tsunagari.base.languages import LANGUAGES, html_lang, listed
from tsunagari.base.languages import gettext as _
from tsunagari.programmes.community.events import accounts, queries, said
from tsunagari.programmes.community.events.models import Event, Ticket

NAMES = dict(LANGUAGES)
ZONE = "Asia/Tokyo"
TONES = {"draft": "quiet", "public": "ok", "cancelled": "late"}
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
    if not booking.price:
        return ""
    if booking.state != booking.State.CONFIRMED:
        return _("%(yen)s円") % costs
    if accounts.paid(booking) >= booking.price:
        return _("%(yen)s円（受け取りました）") % costs
    return _("%(yen)s円（会場で払ってください）") % costs


def ticket_words(ticket: Ticket, read: said.Reader = said.typed) -> str:
    """A kind of ticket with its ages and its price."""
    escort = _("大人といっしょ") if ticket.with_adult else ""
    parts = [part for part in (age_words(ticket), escort, price_words(ticket)) if part]
    return _("%(name)s（%(about)s）") % {"name": read(ticket.name), "about": listed(parts)}


def languages_words(codes) -> str:
    """The names of languages, each in itself."""
    return listed(NAMES[code] for code in codes if code in NAMES)


def when_words(event: Event) -> str:
    """The day and the hours of an event; both days when it ends on another one."""
    language = translation.get_language() or "ja"
    starts, ends = timezone.localtime(event.starts_at), timezone.localtime(event.ends_at)
    first = f"{day_words(starts.date(), language)} {clock(starts, ZONE)}"
    last = clock(ends, ZONE)
    if starts.date() != ends.date():
        last = f"{day_words(ends.date(), language)} {last}"
    return f"{first}–{last}"


def title(event: Event) -> str:
    """What it is called, in the reader's language."""
    return queries.title(event, translation.get_language() or "ja")


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


def row(event: Event) -> dict:
    """One line of a list."""
    return {"event": event, "title": title(event), "when": when_words(event)}
