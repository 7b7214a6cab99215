"""同じ文面 — a page that says the same to many is drawn once; what is each reader's own is put in.

Only for pages that hang on plain values, for readers without a session, and never for a page with a
press: its key is nobody else's.
"""

import re

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.translation import get_language

from tsunagari.faces.shared import page_words

KEPT = 200
PLAIN = (str, int, bool, type(None))
MARK = re.compile(r"own-(\w+)-own")
PRESS = 'name="press_key"'

_drawn: dict[tuple, list[str]] = {}


def page(request, template: str, facts: dict, own: dict) -> HttpResponse:
    """The page from `facts`, with each of `own` in its place; {{ secret }} may stand in addresses."""
    key = _key(request, template, facts, own)
    parts = _drawn.get(key) if key else None
    if parts is None:
        parts = MARK.split(_draw(request, template, facts, own))
        if key and not any(PRESS in part for part in parts):
            if len(_drawn) >= KEPT:
                _drawn.clear()
            _drawn[key] = parts
    said = {name: str(conditional_escape(value)) for name, value in own.items()}
    # What only looks like a mark is a word of the page.
    filled = [said.get(one, f"own-{one}-own") if at % 2 else one for at, one in enumerate(parts)]
    response = HttpResponse("".join(filled))
    response.is_readable = True
    return response


def _key(request, template: str, facts: dict, own: dict) -> tuple | None:
    """All that the page hangs on; None when it may hang on more than that."""
    known = settings.SESSION_COOKIE_NAME in request.COOKIES or request.GET
    if known or not all(isinstance(value, PLAIN) for value in facts.values()):
        return None
    federation = request.federation or {}
    around = (get_language(), request.COOKIES.get("furigana") == "off", request.is_secure())
    house = (request.get_host(), federation.get("name"), federation.get("sample"))
    return (template, *around, *house, *own, *sorted(facts.items()))


def _draw(request, template: str, facts: dict, own: dict) -> str:
    """With marks where the reader's own belongs; the page's own address stands in its menu too."""
    marks = {name: f"own-{name}-own" for name in own}
    drawn = page_words.readable(render_to_string(template, facts | marks, request))
    return drawn.replace(own["secret"], marks["secret"])
