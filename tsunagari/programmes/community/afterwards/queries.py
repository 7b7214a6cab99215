"""催しのあとの問い — questions in a language, answers, photographs, accounts, and the event before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.crypto import constant_time_compare

from tsunagari.base.languages import gettext
from tsunagari.base.readings import plain
from tsunagari.kernel.ledger.models import Account, Journal, Line
from tsunagari.kernel.roles.models import Viewer
from tsunagari.kernel.texts import queries as texts
from tsunagari.programmes.community.afterwards.models import Item, Photo, Plan, Sheet, Shown, Survey
from tsunagari.programmes.community.afterwards.rules import accounts, asking, results
from tsunagari.programmes.community.doors import queries as doors
from tsunagari.programmes.community.events.mails import SAY
from tsunagari.programmes.community.events.models import Booking, Event, Guest, Mail

# Money of an event moves in the year before it and the year after it.
AROUND = timedelta(days=400)
MOST_JOURNALS = 300


def office(viewer: Viewer) -> bool:
    """Whether somebody may read single answers and words."""
    return viewer.kind == "staff" and viewer.on_behalf is None


# — アンケート —


def survey_of(event: Event) -> Survey | None:
    """The questions of an event; None before the office chose them."""
    return Survey.objects.filter(event=event).first()


def items(survey: Survey) -> list[Item]:
    """In their order, own words with all their translations."""
    rows = survey.items.select_related("text")
    return list(texts.with_sentences(rows, "text__"))


def question(item: Item, number: int = 0) -> asking.Question:
    """What the rules have to know of it."""
    return asking.Question(str(item.pk), item.kind, tuple(_choices(item)), number)


def questions(rows: Iterable[Item]) -> list[asking.Question]:
    """The same for a survey, numbered from 1."""
    return [question(item, number) for number, item in enumerate(rows, 1)]


def _choices(item: Item) -> Mapping[str, str]:
    """{code: untranslated words} of what can be chosen."""
    if item.code:
        return asking.READY[item.code].choices
    if item.kind == asking.CHOICE:
        _title, *rest = texts.pieces(item.text)
        return {str(number): one.words for number, one in enumerate(rest, 1)}
    return {asking.STEPS: asking.SCALE, asking.YES_NO: asking.ANSWERS}.get(item.kind, {})


@dataclass(frozen=True)
class Asked:
    """A question in a reader's language."""

    question: asking.Question
    words: str
    choices: dict[str, str]
    code: str = ""


def asked(rows: Iterable[Item], language: str) -> list[Asked]:
    """As somebody reads them who answers."""
    return [_asked(item, number, language) for number, item in enumerate(rows, 1)]


def _asked(item: Item, number: int, language: str) -> Asked:
    ready = asking.READY.get(item.code)
    if ready:
        choices = {code: gettext(words) for code, words in ready.choices.items()}
        return Asked(question(item, number), gettext(ready.words), choices, item.code)
    [title, *rest] = texts.seen(item.text, language)
    choices = {str(at): plain(one.words) for at, one in enumerate(rest, 1)}
    choices = choices or {code: gettext(words) for code, words in _choices(item).items()}
    return Asked(question(item, number), plain(title.words), choices)


def is_open(survey: Survey, now: datetime) -> bool:
    """True while answers by link are taken."""
    event = survey.event
    public = event.state == Event.State.PUBLIC
    return asking.is_open(public=public, ends_at=event.ends_at, days=survey.days, now=now)


def is_open_here(survey: Survey, key: str, now: datetime) -> bool:
    """True while the office's own device takes answers: it was opened with this key, and not closed."""
    event = survey.event
    return (
        bool(survey.device_key)
        and constant_time_compare(survey.device_key, key)
        and (
            asking.is_open_here(
                public=event.state == Event.State.PUBLIC,
                starts_at=event.starts_at,
                ends_at=event.ends_at,
                days=survey.days,
                now=now,
            )
        )
    )


def ways(survey: Survey) -> dict[str, int]:
    """{how it came: answers} — in the order of the ways, without those by which none came."""
    rows = survey.sheets.order_by().values_list("by").annotate(many=Count("pk"))
    told = dict(rows)
    return {way: told[way] for way in Sheet.By.values if way in told}


def sheets(survey: Survey) -> list[dict[str, str]]:
    """What was answered, in no order that tells anything."""
    return list(survey.sheets.order_by("pk").values_list("answers", flat=True))


def results_of(survey: Survey, rows: list[Item], *, whole: bool) -> list[results.Result]:
    """結果 — `whole` for the office alone; everybody else reads what the rules let through."""
    found = results.counted(questions(rows), sheets(survey))
    return found if whole else results.outside(found)


def came(event: Event) -> int:
    """How many came; where nobody was checked in, how many had a place."""
    arrived = len(doors.arrived(event))
    if arrived:
        return arrived
    return Guest.objects.filter(
        booking__event=event, booking__state=Booking.State.CONFIRMED
    ).count()


def who_came(event: Event) -> list[Booking]:
    """Bookings of which somebody came; where nobody was checked in, all that had a place."""
    rows = event.bookings.filter(state=Booking.State.CONFIRMED).exclude(email="")
    arrived = doors.arrived(event)
    if not arrived:
        return list(rows)
    here = set(Guest.objects.filter(pk__in=arrived).values_list("booking_id", flat=True))
    return [one for one in rows if one.pk in here]


def invited(event: Event) -> bool:
    """Whether those who came were asked by mail."""
    return Mail.objects.filter(booking__event=event, kind=SAY).exists()


# — 写真 —


def photos(event: Event) -> QuerySet[Photo]:
    """All of an event, with who is on them."""
    return event.photos.prefetch_related("people").order_by("pk")


def published(event: Event) -> QuerySet[Photo]:
    """のせた写真 — what everybody sees now."""
    return event.photos.filter(published_on__isnull=False).order_by("pk")


def public_photo(code: str, event: Event) -> Photo | None:
    """One of them with its file; nothing as soon as somebody stopped it."""
    return published(event).select_related("blob", "small").filter(code=code).first()


def of_booking(booking: Booking) -> list[Shown]:
    """わたしの写真 — where somebody of a booking is shown, and that are still there."""
    rows = Shown.objects.filter(guest__booking=booking, photo__blob__isnull=False)
    return list(rows.select_related("photo__blob", "photo__small").order_by("photo", "pk"))


def stopped_unseen(event: Event) -> int:
    """How many were stopped that the office has not looked at."""
    return event.photos.filter(stopped_at__isnull=False, seen_on__isnull=True).count()


def guests(event: Event) -> QuerySet[Guest]:
    """Who can be on a photograph: whoever had a place."""
    rows = Guest.objects.filter(booking__event=event, booking__state=Booking.State.CONFIRMED)
    return rows.select_related("booking").order_by("booking", "pk")


def called(rows: Iterable[Guest | Shown], *, to: Viewer) -> dict[int, str]:
    """{key: how the office calls them} — what people typed to register opens for the office alone."""
    return {one.pk: (name.reveal() if office(to) and (name := _name(one)) else "") for one in rows}


def _name(one: Guest | Shown):
    return one.words if isinstance(one, Shown) else one.name or one.booking.name


# — 会計 —


def _lines(event: Event) -> QuerySet[Line]:
    """What the books say of an event, found by the accounts' own index."""
    kinds = [Account.Kind.INCOME, Account.Kind.COST]
    return Line.objects.filter(
        account__in=Account.objects.filter(kind__in=kinds).values("pk"),
        on__gte=(event.starts_at - AROUND).date(),
        on__lte=(event.ends_at + AROUND).date(),
        project=event.code,
        journal__posted=True,
    )


def actual(event: Event) -> dict[tuple[str, str], tuple[str, int]]:
    """{(side, account): (its name, yen)} — what came in and what went out."""
    rows = _lines(event).order_by().values_list("account__kind", "account__code", "account__name")
    found: dict[tuple[str, str], tuple[str, int]] = {}
    for kind, code, name, yen in rows.annotate(all=Sum("yen")):
        income = kind == Account.Kind.INCOME
        key = (accounts.IN if income else accounts.OUT, code)
        known = found.get(key, (name, 0))[1]
        found[key] = (name, known + (-yen if income else yen))
    return {key: value for key, value in found.items() if value[1]}


def plans(event: Event) -> list[Plan]:
    """予算 — in its order."""
    return list(event.plans.all())


def table(event: Event, rows: list[Plan] | None = None) -> list[accounts.Row]:
    """予算と実績 — line by line."""
    planned = plans(event) if rows is None else rows
    told = [(one.side, one.account, one.words, one.yen) for one in planned]
    return accounts.table(told, actual(event))


def journals(event: Event) -> dict[str, list[Journal]]:
    """{account: its journals of this event}."""
    rows = _lines(event).select_related("journal", "account").order_by("on", "journal")
    found: dict[str, list[Journal]] = {}
    for line in rows[:MOST_JOURNALS]:
        here = found.setdefault(line.account.code, [])
        if line.journal not in here:
            here.append(line.journal)
    return found


# — 前の年 —


def before(event: Event) -> Event | None:
    """前の催し — the one that it was copied from; else the last one of its series."""
    if event.copied_from_id:
        rows = Event.objects.filter(pk=event.copied_from_id)
        found = rows.filter(ends_at__lt=event.starts_at, state=Event.State.PUBLIC).first()
        if found:
            return found
    if not event.series:
        return None
    same = Q(series=event.series, host=event.host_id, state=Event.State.PUBLIC)
    rows = Event.objects.filter(same, ends_at__lt=event.starts_at)
    return rows.order_by("-starts_at", "-pk").first()
