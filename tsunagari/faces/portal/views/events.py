"""催し — the calendar, an event with joining on the same page, and a draw that anybody can repeat.

A GET never changes anything: a mail scanner that follows links confirms and cancels nothing.
"""

import hashlib
from functools import cache, partial, wraps
from secrets import token_hex

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt

from tsunagari.base import keyset
from tsunagari.base.readings import plain
from tsunagari.base.refusals import Refused, refuse_if
from tsunagari.faces.portal import alternates, crowd, event_data, event_filters
from tsunagari.faces.shared import afterwards, previews
from tsunagari.faces.shared import events as shared
from tsunagari.faces.shared.event_forms import JoinForm
from tsunagari.faces.shared.tell import put_on
from tsunagari.faces.shared.turns import in_turn
from tsunagari.kernel.texts import queries as texts
from tsunagari.programmes.community.events import queries, rush, said, secrets
from tsunagari.programmes.community.events.actions import drawing, pictures, registering
from tsunagari.programmes.community.events.models import Event
from tsunagari.programmes.community.shifts import queries as helping

SIZE, LATELY = 30, 6


@in_turn
def listed(request):
    """What is coming, soonest first; by town, language, age and price."""
    filters = event_filters.of(request)
    rows = queries.titled(filters.rows())
    page = keyset.page(rows, ["starts_at", "id"], after=request.GET.get("after", ""), size=SIZE)
    left = queries.left_of(page.rows)
    context = {
        "page": page,
        "rows": [
            shared.row(event) | {"room": shared.room(event, left.get(event.pk, 0))}
            for event in page.rows
        ],
        "query": filters.query,
        "lately": [] if filters.query or "after" in request.GET else _lately(),
        "alternates": alternates.of(request, reverse("portal:events")),
        **event_filters.boxes(filters),
    }
    return render(request, "portal/events/list.html", context)


def _lately() -> list[dict]:
    """What was held in the last year: about then it may be held again."""
    rows = queries.titled(queries.lately(timezone.now()))[:LATELY]
    return [shared.row(event) for event in rows]


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
    """No cookie proves where the form came from, for it acts in nobody's name; what was sent stays
    nowhere; a draft is found by nobody.
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
    event, tickets = _to_join(code.upper(), request.GET.get("preview", ""))
    language = translation.get_language() or "ja"
    whole = cache(partial(texts.whole, event.text_id))
    read = said.later(whole, language)
    # ひとりずつ書く: the same page again with boxes for each, and nothing taken yet.
    asks = "show" in request.POST.getlist("each")
    typed = {"typed": request.POST} if asks else {"data": request.POST or None}
    form = JoinForm(event=event, tickets=tickets, read=read, **typed)
    sent = request.method == "POST" and not asks
    if sent and form.is_valid() and (secret := _joined(request, form)):
        return redirect("portal:booking", secret)
    now, left, text = timezone.now(), queries.left(event), whole()
    address = request.build_absolute_uri(reverse("portal:event", args=[event.code]))
    [title, *words] = seen = [one for one in texts.seen(text, language) if not one.part]
    context = {
        "event": event,
        "title": plain(title.words),
        "heading": shared.heading(title),
        "told": shared.untranslated(seen),
        "words": shared.paragraphs(words),
        **shared.facts(event, read),
        "tickets": [shared.ticket_words(one, read) for one in tickets],
        "why": said.why(event),
        "left": left,
        "room": shared.room(event, left),
        "closed": shared.why_closed(event),
        "open": event.state == Event.State.PUBLIC and event.opens_at <= now < event.closes_at,
        "early": now < event.opens_at,
        "over": event.ends_at <= now,
        "helpers_sought": helping.sought(event, now),
        "form": form,
        "stamp": crowd.stamp(request),
        "after": afterwards.of_event(event, now),
        "address": address,
        **_passed_on(request, event, title=plain(title.words), words=words, left=left),
    }
    status = 422 if form.errors else 200
    return render(request, "portal/events/event.html", context, status=status)


def _passed_on(request, event: Event, *, title: str, words, left: int) -> dict:
    """What programs read, and those who are sent the link: the same facts, two pictures."""
    whole, args = request.build_absolute_uri, [event.code]
    picture, address = pictures.of(event), whole(reverse("portal:event", args=args))
    card = whole(reverse("portal:event_card", args=args))
    photo = whole(reverse("portal:event_picture", args=args)) if picture else ""
    said = plain(" ".join(one.words for one in words))
    data = event_data.of(
        event,
        title=title,
        address=address,
        left=left,
        words=said,
        images=[one for one in (card, photo) if one],
    )
    return {
        "data": data,
        "card": card,
        "picture": picture,
        "token": request.GET.get("preview", ""),
        "alternates": alternates.of(request, reverse("portal:event", args=args)),
        "locales": alternates.locales(),
    }


def _joined(request, form: JoinForm) -> str:
    """The secret of the booking; the same press makes no second one. "" when the form says why."""
    salt, now = _print_of(request, form), timezone.now()
    try:
        refuse_if(crowd.why_not(request, form.event))
        registering.register(
            form.event,
            form.comers(),
            form.contact(translation.get_language() or "ja"),
            salt=salt,
            by=None,
            on=timezone.localdate(),
            at=now,
        )
    except Refused as refused:
        put_on(form, refused)
        return ""
    return secrets.made(salt)


def _print_of(request, form: JoinForm) -> str:
    """A print of the press and of all that was sent: another's key alone opens nothing."""
    sent = [request.POST.get("press_key", "") or token_hex(16), form.event.code]
    sent += [f"{name}={request.POST.getlist(name)}" for name in sorted(form.fields)]
    return hashlib.sha256("\0".join(sent).encode()).hexdigest()


def draw(request, code):
    """抽選の結果 — the seed, the numbers as they were drawn, and how to draw them again."""
    event = event_of(code)
    if event.mode != Event.Mode.LOTTERY:
        raise Http404
    drawn = [{"number": number, "in": lucky} for number, lucky in event.drawn]
    seed = drawing.seed_of(event, [number for number, _lucky in event.drawn])
    context = {"event": event, "title": shared.title(event), "drawn": drawn, "seed": seed}
    return render(request, "portal/events/draw.html", context)
