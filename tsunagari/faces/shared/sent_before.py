"""もう送ったもの — the browser's Back and a second press make nothing twice, also without a script.

The form is fetched anew then, with a key of its own. So the browser keeps for an hour which salts
its last presses made and a keyed print of what they sent. Neither names anybody or opens anything
without this machine's key; it says something only to the same browser, and only when the same is
sent again. Each language has an address of its own for the same form: the mark goes along to all.

Who takes no mark has only the key of the form. It is the same after Back, because the form is sent
to another address (`?join`) than it was read from: browsers forget a page that they sent to.
"""

import hashlib
from collections.abc import Callable, Sequence
from hmac import compare_digest
from secrets import token_hex
from typing import TypeVar

from django.conf import settings
from django.utils import timezone

from tsunagari.programmes.community.events import secrets

SECONDS = 60 * 60
# One device may register several people; more than its last few nobody sends again.
MOST, LONGEST = 6, 128
PRINT = "sent before"
Made = TypeVar("Made")


def salt_of(
    request, name: str, sent: Sequence, standing: Callable[[str], Made | None]
) -> tuple[str, Made | None]:
    """(the salt of this press, what the same press of an hour made, if it is `standing`).

    One key with the same words makes one salt. What was taken back since is made anew, once.
    """
    words, press = repr(sent), request.POST.get("press_key", "") or token_hex(16)
    for salt in _salts(request, name, words):
        if made := standing(salt):
            return salt, made
        press += salt
    return hashlib.sha256(f"{press}\0{words}".encode()).hexdigest(), None


def kept(request, response, name: str, salt: str, sent: Sequence):
    """The response, which leaves the mark in the browser."""
    stamp = str(_now())
    mark = f"{salt}-{stamp}-{_print(salt, stamp, repr(sent))}"
    response.set_cookie(
        name,
        ".".join([mark, *_marks(request, name)][:MOST]),
        max_age=SECONDS,
        path="/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _salts(request, name: str, words: str) -> list[str]:
    """Those of the last presses that sent these words, newest first."""
    parts = [one.split("-") for one in _marks(request, name)]
    return [
        salt
        for salt, stamp, print_ in [one for one in parts if len(one) == 3]
        if compare_digest(_print(salt, stamp, words).encode(), print_.encode())
        and 0 <= _now() - int(stamp) < SECONDS
    ]


def _marks(request, name: str) -> list[str]:
    given = request.COOKIES.get(name, "")
    return [one for one in given.split(".")[:MOST] if 0 < len(one) <= LONGEST]


def _print(salt: str, stamp: str, words: str) -> str:
    return secrets.made(f"{salt}\n{stamp}\n{words}", PRINT)


def _now() -> int:
    return int(timezone.now().timestamp())
