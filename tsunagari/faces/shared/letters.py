"""同じ文面 — a page that says the same to many is drawn once; what is each reader's own is put in.

Only for pages that hang on plain values, and kept only for readers without a session. The key of a
press is nobody else's: each reader gets a new one.
"""

import html
import re
import uuid
from collections.abc import Callable, Hashable

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from tsunagari.base.readings import WRITTEN
from tsunagari.faces.shared import page_words

KEPT, KEPT_PARTS = 200, 2_000
PLAIN = (str, int, bool, type(None))
MARK = re.compile(r"own-(\w+)-own")
PRESS = re.compile(r'(?<=name="press_key" value=")[0-9a-f]{32}(?=")')

_drawn: dict[tuple, list[str]] = {}
_parts: dict[tuple, list[str]] = {}


def mark(name: str) -> str:
    """What stands on a page that is kept in the place of something that is the reader's own."""
    return f"own-{name}-own"


def page(request, template: str, facts: dict, own: dict) -> HttpResponse:
    """The page from `facts`, with each of `own` in its place; {{ secret }} may stand in addresses."""
    plain = all(isinstance(value, PLAIN) for value in facts.values())
    says = tuple(sorted(facts.items())) if plain else None
    return kept(request, template, says, own, lambda: facts)


def kept(
    request, template: str, says: Hashable | None, own: dict, facts: Callable[[], dict]
) -> HttpResponse:
    """The same where `facts` cost something: they are made only when nothing drawn before hung on
    the same as `says`, which is all that they hang on; None when they hang on more.
    """
    key = _key(request, template, says, own)
    parts = _drawn.get(key) if key else None
    if parts is None:
        parts = MARK.split(_draw(request, template, facts(), own))
        if key:
            _keep(_drawn, key, parts, KEPT)
    said = _escaped(own)
    response = HttpResponse(_filled(parts, said))
    response.is_readable = not any(map(WRITTEN.search, said.values()))
    return response


def part(template: str, says: Hashable, facts: Callable[[], dict], own=None) -> SafeString:
    """A line of a list in a language, drawn once for all that say the same; it knows no request.

    Where `facts` have marks, each of `own` is put in its place: nobody's name is kept.
    """
    key = (template, get_language(), says)
    parts = _parts.get(key)
    if parts is None:
        parts = MARK.split(render_to_string(template, facts()))
        _keep(_parts, key, parts, KEPT_PARTS)
    return SafeString(_filled(parts, _escaped(own or {})))


def _escaped(own: dict) -> dict[str, str]:
    return {name: _safe(value) for name, value in own.items()}


def _safe(value) -> str:
    """As `conditional_escape`, which asks first whether a plain text is one."""
    return html.escape(value) if type(value) is str else str(conditional_escape(value))


def _filled(parts: list[str], said: dict[str, str]) -> str:
    # What only looks like a mark is a word of the page.
    filled = [*parts]
    filled[1::2] = [_own(said, one) for one in parts[1::2]]
    return "".join(filled)


def _keep(kept: dict, key: tuple, drawn, most: int) -> None:
    """In place of the oldest, when there are many."""
    for oldest in list(kept)[: len(kept) - most + 1] if len(kept) >= most else ():
        kept.pop(oldest, None)
    kept[key] = drawn


def _own(said: dict, name: str) -> str:
    return uuid.uuid4().hex if name == "press" else said.get(name, mark(name))


def _key(request, template: str, says: Hashable | None, own: dict) -> tuple | None:
    """All that the page hangs on; None when it may hang on more than that."""
    known = settings.SESSION_COOKIE_NAME in request.COOKIES or request.GET
    if says is None or known or request.method not in ("GET", "HEAD"):
        return None
    federation = request.federation or {}
    path = request.path_info.replace(own["secret"], "") if "secret" in own else request.path_info
    around = (get_language(), request.COOKIES.get("furigana") == "off", request.is_secure(), path)
    house = (request.get_host(), federation.get("name"), federation.get("sample"))
    return (template, *around, *house, *own, says)


def _draw(request, template: str, facts: dict, own: dict) -> str:
    """With marks where the reader's own belongs; the page's own address stands in its menu too."""
    marks = {name: mark(name) for name in own}
    whole = page_words.readable(render_to_string(template, facts | marks, request))
    drawn = PRESS.sub(mark("press"), whole)
    return drawn.replace(own["secret"], marks["secret"]) if "secret" in own else drawn
