"""もう一度 — a page is drawn anew only where the database answers one of its questions otherwise.

While a page is drawn, each of its questions is noted with its answer. When the same page is asked
for again, the same questions go to the database in the same order. What is asked later hangs on
what was answered before: equal answers mean an equal page, and nobody has to say what changed. Only
a database that itself says that nothing at all was written is not asked again.

Only for pages that hang on nothing but the address, the reader, the day and the database; what
hangs on the hour is said to `page`. What is kept belongs to one session, and goes with the day.
"""

import hashlib
import re
import uuid
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
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

KEPT = 64
# Their beginnings are found at once; looking behind at every letter costs more than the page.
PRESS = re.compile(r'name="press_key" value="[0-9a-f]{32,}"')
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w{64}"')
# Nobody can write these on a page: they are drawn anew when the process starts.
OWN_PRESS, OWN_TOKEN = token_hex(24), token_hex(24)


class Question(NamedTuple):
    """One statement, and the rows that it was answered with."""

    sql: str
    values: Any
    rows: list


class _Read:
    """A cursor whose rows were fetched already."""

    def __init__(self, cursor, rows: list):
        self.cursor, self.answer, self.rows = cursor, rows, iter(rows)

    def __getattr__(self, name: str):
        return getattr(self.cursor, name)

    def __iter__(self) -> Iterator:
        return self.rows

    def fetchone(self):
        return next(self.rows, None)

    def fetchmany(self, size: int = 1) -> list:
        return [row for _place, row in zip(range(size), self.rows, strict=False)]

    def fetchall(self) -> list:
        return list(self.rows)


class Heard:
    """The questions that were asked meanwhile; `wrote` when one of the statements was none."""

    def __init__(self):
        self.questions: list[Question] = []
        self.wrote = False

    def __call__(self, execute, sql, params, many, context):
        answer = execute(sql, params, many, context)
        around = context["cursor"]
        cursor = around.cursor.cursor if isinstance(around.cursor, _Read) else around.cursor
        if many or cursor.description is None:
            self.wrote = True
            return answer
        # Whoever hears a part of the page has fetched them.
        rows = answer.answer if isinstance(answer, _Read) else cursor.fetchall()
        self.questions.append(Question(sql, params, rows))
        around.cursor = _Read(cursor, rows)
        return around.cursor


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


def _same(questions: Sequence[Question]) -> bool:
    """True when every question is answered as it was."""
    with connection.cursor() as cursor:
        for sql, values, rows in questions:
            cursor.execute(sql, values)
            if cursor.fetchall() != rows:
                return False
    return True


class Part(NamedTuple):
    """A part of a page, and what it was drawn from."""

    says: Hashable
    questions: Sequence[Question]
    text: str


@dataclass
class Page:
    """A page with marks in place of its keys, and what it was drawn from; `state` is that of the
    database before it was last asked.
    """

    day: date
    questions: Sequence[Question]
    text: bytes
    state: Hashable
    parts: dict[str, Part]


_pages: dict[str, Page] = {}


@contextmanager
def hearing() -> Iterator[Heard]:
    """Notes what is asked of the database."""
    heard = Heard()
    with connection.execute_wrapper(heard):
        yield heard


def page(request, says: Hashable, draw: Callable[[], HttpResponse]) -> HttpResponse:
    """A page behind a gate; `says` is all that it hangs on besides what the module names."""
    key, day = _key(request, says), request.viewer.on
    kept = _pages.get(key) if key else None
    state = _state()
    if kept and ((state and kept.state == state) or _same(kept.questions)):
        kept.state = state
        return _filled(request, kept.text)
    if not key:
        return draw()
    request.parts = _Parts(kept.parts if kept else {}, {})
    with hearing() as heard:
        response = draw()
    if response.status_code != 200:
        return response
    text = _marked(page_words.readable(response.content.decode())).encode()
    if not heard.wrote:
        _keep(key, Page(day, heard.questions, text, state, request.parts.found))
    return _filled(request, text)


class _Parts(NamedTuple):
    """The parts of the page as it was kept, and of the one that is being drawn."""

    kept: dict[str, Part]
    found: dict[str, Part]


def part(request, name: str, says: Hashable, draw: Callable[[], str]) -> SafeString:
    """A part of a page, drawn anew only where `says`, or the answer to one of its own questions,
    is another; it hangs on these and on what the page hangs on.
    """
    parts = getattr(request, "parts", None)
    if parts is None:
        return SafeString(draw())
    one = parts.kept.get(name)
    if one is None or one.says != says or not _same(one.questions):
        with hearing() as heard:
            one = Part(says, heard.questions, draw())
        if heard.wrote:
            return SafeString(one.text)
    parts.found[name] = one
    # Its keys are those of another look: the page gets its own.
    return SafeString(one.text)


def _key(request, says: Hashable) -> str:
    """A print of all that the page hangs on besides the database; "" when it is for once only."""
    if request.method != "GET" or len(get_messages(request)):
        return ""
    around = (get_language(), get_script_prefix(), request.COOKIES.get("furigana") == "off")
    where = (request.get_host(), request.is_secure(), request.get_full_path())
    part = (bool(request.htmx), request.htmx.target)
    # The whole rows by which the gate let somebody in: nobody else has the same.
    who = (request.session.session_key, request.viewer.on, [one.rows for one in request.let_in])
    house = sorted((request.federation or {}).items())
    return hashlib.sha256(repr((says, around, where, part, who, house)).encode()).hexdigest()


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


def _marked(text: str) -> str:
    """With marks in place of the keys of its buttons, each of which is numbered."""
    presses = iter(range(len(text)))
    text = PRESS.sub(lambda _found: f'name="press_key" value="{OWN_PRESS}{next(presses)}"', text)
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
