"""もう一度 — a page is drawn anew only where the database answers one of its questions otherwise.

While a page is drawn, each of its questions is noted with its answer. When the same page is asked
for again, the same questions go to the database in the same order. What is asked later hangs on
what was answered before: equal answers mean an equal page, and nobody has to say what changed. Only
a database that itself says that nothing at all was written is not asked again.

Where one is answered otherwise, the parts of the page, and the rows of its lists, that hang on
none of what changed stay as they are.

Only for pages that hang on nothing but the address, the reader, the day and the database; what
hangs on the hour is said to `page`. What is kept belongs to one session, and goes with the day.
"""

import hashlib
import re
import uuid
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, count
from secrets import token_hex
from typing import Any, NamedTuple

from django.contrib.messages import get_messages
from django.db import connection
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.urls import get_script_prefix
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from tsunagari.faces.shared import page_words
from tsunagari.faces.shared.furigana import in_page, with_switch
from tsunagari.faces.shared.hearing import Look, Questions, hearing

KEPT = 64
# Their beginnings are found at once; looking behind at every letter costs more than the page.
PRESS = re.compile(r'name="press_key" value="[0-9a-f]{32,}"')
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w{64}"')
# Nobody can write these on a page: they are drawn anew when the process starts.
OWN_PRESS, OWN_TOKEN, OWN_PART = token_hex(24), token_hex(24), token_hex(24)
PART = re.compile(f"<!--{OWN_PART} ([^>]+)-->")
_presses = count()


def _state() -> Hashable:
    """What stays equal only while nothing is written by anybody; None where that cannot be known.

    SQLite counts, for each connection, what others wrote (data_version) and what it wrote itself.
    PostgreSQL names the transactions that a reader sees: as long as they are the same, so is all
    that he sees.
    """
    if connection.in_atomic_block:
        return None
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA data_version")
            own = connection.connection
            return own, own.total_changes, cursor.fetchall()[0]
        cursor.execute("SELECT pg_current_snapshot()::text")
        return cursor.fetchall()[0]


class Text(NamedTuple):
    """A part of a page as people read it, with marks in place of its keys.

    Between its texts, and between what they say, stand the names of the parts that it holds.
    """

    texts: Sequence[str]
    said: Sequence[Any]


class Part(NamedTuple):
    """A part of a page, or what it is made of, and what that was made from."""

    says: Any
    questions: Questions
    made: Any


@dataclass
class Page:
    """A page with marks in place of its keys, and what it was drawn from; `state` is that of the
    database before it was last asked.
    """

    day: date
    says: Any
    questions: Questions
    text: bytes
    state: Hashable
    parts: dict[str, Part]


_pages: dict[str, Page] = {}


class _Drawing(Look):
    """A page that is being drawn: the parts of the one that was kept, and its own."""

    def __init__(self, kept: dict[str, Part]):
        super().__init__()
        self.kept = kept
        self.parts: dict[str, Part] = {}
        self.texts: dict[str, Text] = {}

    def put(self, name: str, text: Text) -> SafeString:
        """A mark for a part."""
        self.texts[name] = text
        return SafeString(f"<!--{OWN_PART} {name}-->")

    def whole(self, page: str) -> str:
        """The page with its parts in their places."""
        drawn = _text(page)
        text = "".join(self._texts(drawn))
        if page_words.MARK in text:
            text = page_words.explained(text, self._said(drawn))
        return with_switch(text)

    def _texts(self, drawn: Text) -> Iterable[str]:
        for place, one in enumerate(drawn.texts):
            if place % 2:
                yield from self._texts(self.texts[one])
            else:
                yield one

    def _said(self, drawn: Text) -> Iterable[page_words.Said]:
        for place, one in enumerate(drawn.said):
            if place % 2:
                yield from self._said(self.texts[one])
            else:
                yield one


def page(request, says: Any, draw: Callable[[], HttpResponse]) -> HttpResponse:
    """A page behind a gate; `says` is all that it hangs on besides what the module names."""
    key, day = _key(request), request.viewer.on
    if not key:
        return draw()
    kept, state = _pages.get(key), _state()
    drawing = _Drawing(kept.parts if kept else {})
    still = kept and kept.says == says and state and kept.state == state
    if kept and (still or (kept.says == says and drawing.same(kept.questions))):
        kept.state = state
        return _filled(request, kept.text)
    request.drawing = drawing
    with hearing(drawing) as heard:
        response = draw()
    if response.status_code != 200:
        return response
    text = drawing.whole(response.content.decode()).encode()
    if not heard.wrote:
        _keep(key, Page(day, says, heard.questions, text, state, drawing.parts))
    return _filled(request, text)


def known(request, name: str, says: Any, make: Callable[[], Any]) -> Any:
    """Something made for a page, made anew only where `says`, or the answer to one of its own
    questions, is another; it hangs on these and on what the page hangs on.
    """
    drawing = getattr(request, "drawing", None)
    if drawing is None:
        return make()
    one = drawing.kept.get(name)
    if one is None or one.says != says or not drawing.same(one.questions):
        with hearing(drawing) as heard:
            made = make()
        one = Part(says, heard.questions, made)
        if heard.wrote:
            return made
    drawing.parts[name] = one
    return one.made


def before(request, name: str) -> Any:
    """What the last drawing of the page kept under a name; None where there is none."""
    drawing = getattr(request, "drawing", None)
    one = drawing.kept.get(name) if drawing else None
    return one and one.made


def keep(request, name: str, made: Any) -> None:
    """For the next drawing of the page, which looks itself whether it still holds."""
    if drawing := getattr(request, "drawing", None):
        drawing.parts[name] = Part(None, {}, made)


def part(request, name: str, says: Any, draw: Callable[[], str]) -> SafeString:
    """A part of a page, drawn anew as `known` says; its keys are those of each look."""
    drawing = getattr(request, "drawing", None)
    if drawing is None:
        return SafeString(draw())
    return drawing.put(name, known(request, name, says, lambda: _text(draw())))


def rows(
    request, name: str, says: Sequence[Hashable], draw: Callable[[Sequence[int]], Iterable[str]]
) -> SafeString:
    """The rows of a list, each drawn anew only where its own of `says` is another: all that it
    hangs on besides what the page hangs on. `draw` gets their places, and asks nothing.
    """
    drawing = getattr(request, "drawing", None)
    if drawing is None:
        return SafeString("".join(draw(range(len(says)))))
    kept = drawing.kept.get(name)
    found = [kept.made.get(one) for one in says] if kept else [None] * len(says)
    new = [place for place, one in enumerate(found) if one is None]
    with hearing(drawing) as heard:
        drawn = _texts(list(draw(new))) if new else []
    for place, text in zip(new, drawn, strict=True):
        found[place] = text
    if not heard.questions and not heard.wrote:
        drawing.parts[name] = Part(None, {}, dict(zip(says, found, strict=True)))
    said = [one.said[0] for one in found]
    together = page_words.Said(
        list(chain(*(one.headings for one in said))), list(chain(*(one.all for one in said)))
    )
    return drawing.put(name, Text(["".join(one.texts[0] for one in found)], [together]))


def token(request) -> str:
    """What a form of a page sends back; of a page that is kept, a mark in its place."""
    return get_token(request) if getattr(request, "drawing", None) is None else OWN_TOKEN


def _key(request) -> str:
    """A print of all that the page hangs on besides the database; "" when it is for once only."""
    if request.method != "GET" or len(get_messages(request)):
        return ""
    around = (get_language(), get_script_prefix(), request.COOKIES.get("furigana") == "off")
    where = (request.get_host(), request.is_secure(), request.get_full_path())
    part = (bool(request.htmx), request.htmx.target)
    # The whole rows by which the gate let somebody in: nobody else has the same.
    who = (
        request.session.session_key,
        request.viewer.on,
        [one.rows for one in request.let_in.values()],
    )
    house = sorted((request.federation or {}).items())
    return hashlib.sha256(repr((around, where, part, who, house)).encode()).hexdigest()


def _keep(key: str, drawn: Page) -> None:
    """In place of those of other days, and of the oldest when there are many."""
    for name, kept in list(_pages.items()):
        if kept.day != drawn.day or name == key:
            _pages.pop(name, None)
    for oldest in list(_pages)[: len(_pages) - KEPT + 1] if len(_pages) >= KEPT else ():
        _pages.pop(oldest, None)
    _pages[key] = drawn


def forget() -> None:
    """Keeps nothing of what was drawn."""
    _pages.clear()


def _text(html: str) -> Text:
    """What was drawn, as people read it; of a whole page only its main part says something."""
    main = page_words.main_of(html) if "<main" in html else html
    said: list[Any] = PART.split(main)
    said[::2] = page_words.said(said[::2])
    return Text(PART.split(_marked(in_page(html))), said)


def _texts(rows: list[str]) -> list[Text]:
    """The same of rows, which hold no parts."""
    return [
        Text([_marked(in_page(html))], [said])
        for html, said in zip(rows, page_words.said(rows), strict=True)
    ]


def _marked(text: str) -> str:
    """With marks in place of the keys of its buttons, each of which has a number of its own."""
    text = PRESS.sub(lambda _found: f'name="press_key" value="{OWN_PRESS}{next(_presses)}"', text)
    return TOKEN.sub(f'name="csrfmiddlewaretoken" value="{OWN_TOKEN}"', text)


def _filled(request, text: bytes) -> HttpResponse:
    """For one look: keys that no other look has, which are its print as well."""
    press = uuid.uuid4().hex
    text = text.replace(OWN_PRESS.encode(), press.encode())
    if OWN_TOKEN.encode() in text:
        text = text.replace(OWN_TOKEN.encode(), get_token(request).encode())
    response = HttpResponse(text, headers={"ETag": f'"{press}"'})
    response.is_readable = True
    return response
