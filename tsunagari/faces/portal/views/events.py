"""催し — the calendar, an event with joining on the same page, and a draw that anybody can repeat.

A GET never changes anything: a mail scanner that follows links confirms and cancels nothing.
"""

from functools import partial, wraps

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.safestring import SafeString
from django.views.decorators.csrf import csrf_exempt

from tsunagari.base import keyset
from tsunagari.base.readings import plain
from tsunagari.base.refusals import Refused, refuse_if
from tsunagari.faces.portal import alternates, crowd, event_data, event_filters
from tsunagari.faces.portal.views import bookings
from tsunagari.faces.shared import afterwards, letters, previews, sent_before
from tsunagari.faces.shared import events as shared
from tsunagari.faces.shared.event_forms import JoinForm
from tsunagari.faces.shared.tell import put_on
from tsunagari.faces.shared.turns import in_turn
from tsunagari.kernel.papers import sizes
from tsunagari.kernel.texts import queries as texts
from tsunagari.programmes.community.events import queries, rush, said, secrets, shown
from tsunagari.programmes.community.events.actions import drawing, registering
from tsunagari.programmes.community.events.actions.comers import told
from tsunagari.programmes.community.events.models import Event
from tsunagari.programmes.community.shifts import queries as helping

SIZE, LATELY = 30, 6
JOINED = "joined"


@in_turn
def listed(request):
    """What is coming, soonest first; by town, language, age and price."""
    filters, now = event_filters.of(request), timezone.now()
    after, language = request.GET.get("after", ""), translation.get_language() or "ja"
    if filters.query or "after" in request.GET:
        page = keyset.page(filters.keys(), ["starts_at", "id"], after=after, size=SIZE)
        rows, past = shown.lines(language, now, [one.pk for one in page.rows]), []
    else:
        rows, past = shown.calendar(language, now, most=SIZE + 1, lately=LATELY)
        page = _first_page(rows, language)
    towns = shown.towns(now)

    def facts() -> dict:
        return {
            "page": page,
            "found": rows,
            "was": past,
            "query": filters.query,
            "alternates": alternates.of(request, reverse("portal:events")),
            **event_filters.boxes(filters, towns),
        }

    drawn = {"rows": _drawn(rows[:SIZE], language), "lately": _drawn(past, language)}
    says = (filters, page.older, bool(rows), bool(past), *towns)
    return letters.kept(request, "portal/events/list.html", says, drawn, facts)


def _first_page(rows: list[tuple], language: str) -> keyset.Page:
    if len(rows) <= SIZE:
        return keyset.Page([])
    last = shown.Line(rows[SIZE - 1], language).event
    return keyset.Page([], older=keyset.mark([last.starts_at, last.pk]))


def _drawn(rows: list[tuple], language: str) -> SafeString:
    return SafeString("".join(_line(row, language) for row in rows))


def _line(row: tuple, language: str) -> SafeString:
    """Drawn anew when something of it changed, as the number of free places does."""

    def facts() -> dict:
        line = shown.Line(row, language)
        room = () if line.over else shared.room(line.event, line.left)
        return shared.row(line.event, line.title) | {"room": room}

    return letters.part("portal/events/_line.html", row, facts)


def event_of(code: str, preview: str = "") -> Event:
    """A published event, or a draft for whoever holds its signed address; or nothing to find."""
    code = code.upper()
    event = queries.public().filter(code=code).first()
    if event is None and preview and previews.opens(code, preview):
        event = queries.draft(code)
    if event is None:
        raise Http404
    return event


def _to_join(code: str, preview: str) -> tuple[Event, list]:
    """A published event with its kinds of tickets; a draft for whoever holds its signed address."""
    if there := rush.to_join(code):
        return there
    event = event_of(code, preview)
    return event, list(event.tickets.order_by("pk"))


def joining(view):
    """No cookie proves where the form came from, for it acts in nobody's name; of what was sent no
    more than `sent_before` stays in the browser; a draft is found by nobody.
    """

    @csrf_exempt
    @wraps(view)
    def shown(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response["Referrer-Policy"] = "no-referrer"
        if request.method != "GET" or "preview" in request.GET:
            response["Cache-Control"] = "no-store"
            response["X-Robots-Tag"] = "noindex"
        return response

    return shown


@joining
@in_turn
def show(request, code):
    """One event: when, where, for whom, what is left; joining stands on the same page."""
    form = None
    if request.method == "POST":
        form = _sent(request, code.upper())
        if form.is_bound and form.is_valid() and (made := _joined(request, form)):
            return made
    response = _page(request, code.upper(), form)
    response.status_code = 422 if form and form.errors else 200
    return response


def _sent(request, code: str) -> JoinForm:
    """What was typed. ひとりずつ書く: the same again with boxes for each, and nothing taken yet."""
    event, tickets = _to_join(code, request.GET.get("preview", ""))
    language = translation.get_language() or "ja"
    read = said.later(partial(texts.whole, event.text_id), language)
    asks = "show" in request.POST.getlist("each")
    typed = {"typed": request.POST} if asks else {"data": request.POST}
    return JoinForm(event=event, tickets=tickets, read=read, **typed)


def _page(request, code: str, form: JoinForm | None):
    """The page of an event: many read it at once, so most of it is drawn once."""
    now, language = timezone.now(), translation.get_language() or "ja"
    preview = request.GET.get("preview", "")
    row = shown.whole(code, language, draft=bool(preview) and previews.opens(code, preview))
    if row is None:
        raise Http404
    whole = shown.Whole(row, language)
    event = whole.event
    hour = {
        "open": event.state == Event.State.PUBLIC and event.opens_at <= now < event.closes_at,
        "early": now < event.opens_at,
        "over": event.ends_at <= now,
        "helpers_sought": helping.sought(event, now),
    }
    room, tone = shared.room(event, whole.left)
    own = {"stamp": crowd.stamp(request), "room": room, "left": whole.left}
    after = afterwards.of_event(event, now)  # a photograph is said by its number
    says = (row[:-1], whole.left > 0, tone, *hour.values(), repr(after)) if form is None else None

    def facts() -> dict:
        known = hour | {"tone": tone, "full": whole.left <= 0, "after": after}
        return known | _facts(request, whole, form)

    return letters.kept(request, "portal/events/event.html", says, own, facts)


def _facts(request, whole: shown.Whole, form: JoinForm | None) -> dict:
    """All that the page says of an event, at whatever hour."""
    event = whole.event
    [title, *words] = seen = [one for _own, one in whole.sentences if not one.part]
    tickets = whole.tickets
    if form is None:
        known = {"tickets": tickets, "questions": whole.questions}
        form = JoinForm(event=event, read=whole.read, **known)
    return {
        "event": event,
        "title": plain(title.words),
        "heading": shared.heading(title),
        "told": shared.untranslated(seen),
        "words": shared.paragraphs(words),
        **shared.facts_of(event, whole.read, whole.sessions, whole.cohosts),
        "tickets": [shared.ticket_words(one, whole.read) for one in tickets],
        "why": said.why(event),
        "closed": shared.why_closed(event),
        "form": form,
        **_passed_on(request, whole, title=plain(title.words), words=words),
    }


def _passed_on(request, whole: shown.Whole, *, title: str, words) -> dict:
    """What programs read, and those who are sent the link: the same facts, two pictures."""
    absolute, args = request.build_absolute_uri, [whole.event.code]
    page = reverse("portal:event", args=args)
    card = absolute(reverse("portal:event_card", args=args))
    photo = absolute(reverse("portal:event_picture", args=args)) if whole.picture else ""
    data = event_data.of(
        whole,
        title=title,
        address=absolute(page),
        left=letters.mark("left"),
        words=plain(" ".join(one.words for one in words)),
        images=[one for one in (card, photo) if one],
    )
    return {
        "address": absolute(page),
        "data": data,
        "card": card,
        "picture": whole.picture,
        "sources": _sources(whole),
        "token": request.GET.get("preview", ""),
        "alternates": alternates.of(request, page),
        "locales": alternates.locales(),
    }


def _sources(whole: shown.Whole) -> list[tuple[str, list[tuple[str, int]]]]:
    """写真の大きさ — (media type, [(address, width), …]), of which the browser takes one."""
    return [
        (
            sizes.type_of(kind),
            [
                (reverse("portal:event_picture_size", args=[whole.event.code, one, kind]), one)
                for one in widths
            ],
        )
        for kind, widths in whole.sizes.items()
    ]


def _joined(request, form: JoinForm):
    """The way to the booking; what was sent before makes no second one. None: the form says why."""
    event, comers = form.event, form.comers()
    contact = form.contact(translation.get_language() or "ja")
    sent = told(event, comers, contact)
    standing = partial(queries.standing, event, len(comers))
    salt, before = sent_before.salt_of(request, JOINED, sent, standing)
    if before:
        return HttpResponseRedirect(f"{bookings.address_of(secrets.made(salt))}?again=1")
    on, at = timezone.localdate(), timezone.now()
    try:
        refuse_if(crowd.why_not(request, event))
        registering.register(event, comers, contact, salt=salt, by=None, on=on, at=at)
    except Refused as refused:
        put_on(form, refused)
        return None
    # An address is not looked for among the names of pages first.
    made = HttpResponseRedirect(bookings.address_of(secrets.made(salt)))
    return sent_before.kept(request, made, JOINED, salt, sent)


def draw(request, code):
    """抽選の結果 — the seed, the numbers as they were drawn, and how to draw them again."""
    event = event_of(code)
    if event.mode != Event.Mode.LOTTERY:
        raise Http404
    drawn = [{"number": number, "in": lucky} for number, lucky in event.drawn]
    seed = drawing.seed_of(event, [number for number, _lucky in event.drawn])
    context = {"event": event, "title": shared.title(event), "drawn": drawn, "seed": seed}
    return render(request, "portal/events/draw.html", context)
