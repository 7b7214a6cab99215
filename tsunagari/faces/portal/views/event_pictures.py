"""催しの絵 — the picture that the organiser gave, and the one that goes along with a link."""

from hashlib import sha256

from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from tsunagari.faces.portal.views.events import event_of
from tsunagari.faces.shared import events as shared
from tsunagari.kernel.papers import actions as papers
from tsunagari.programmes.community.events import card as drawing
from tsunagari.programmes.community.events.actions import pictures
from tsunagari.programmes.community.events.models import Drawn, Event, Picture

KEPT, SECONDS = 7 * 24 * 60 * 60, 60 * 60


def _answer(data: bytes, kind: str) -> HttpResponse:
    response = HttpResponse(data, content_type=kind)
    response["Cache-Control"] = f"public, max-age={SECONDS}"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def picture(request, code):
    """写真 — at most 60 KB, without anything that a camera wrote."""
    return _stored(request, pictures.of(event_of(code, request.GET.get("preview", ""))))


def size(request, code, width, kind):
    """写真の大きさ — the same picture, narrower or in a newer format."""
    event = event_of(code, request.GET.get("preview", ""))
    return _stored(request, pictures.size_of(event, kind, width))


def _stored(request, stands: Picture | Drawn | None) -> HttpResponse:
    if stands is None:
        raise Http404
    response = _answer(papers.read(stands.blob), stands.blob.type)
    if "preview" in request.GET:
        response["Cache-Control"] = "private, no-cache"
    return response


def card(request, code):
    """分けあう絵 — drawn once for each language and each change of its words."""
    event = event_of(code)
    gone = event.state == Event.State.CANCELLED
    told = drawing.Card(
        title=shared.title(event),
        when=shared.when_words(event),
        place=" ".join(part for part in (event.place, event.town) if part),
        host=event.host.organisation.title,
        off=_("中止になりました") if gone else "",
    )
    key = f"event-card:{sha256(repr(told).encode()).hexdigest()}"
    data = cache.get(key)
    if data is None:
        data = drawing.drawn(told)
        cache.set(key, data, KEPT)
    return _answer(data, "image/png")
