"""順番 — pages that everybody asks for at once are made one at a time in each process.

Threads that compute at the same time only take the interpreter from each other: who holds SQLite's
lock then waits five milliseconds for it after every statement, and everybody else with him. On
PostgreSQL presses come all at once: their commits wait for the disk together.

Whoever has the turn is lent a connection, the one that was used last: each thread's own would be
another process of PostgreSQL, or another cache of SQLite, that has to look up everything itself.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import wraps

from django.db import DEFAULT_DB_ALIAS, connections

# Whoever has the turn may wait for a long act of the database; then nobody waits for the turn.
PATIENCE = 1.0  # seconds
_turn = threading.Lock()
_kept: list = []  # connections that nobody uses, the one used last at the end
_lending = False


def lend() -> None:
    """From now on connections are lent: where a server starts.

    Whoever is within a transaction, as a test is, sees only the own one.
    """
    global _lending
    _lending = True


def in_turn(view):
    """Wrap a view that computes briefly and waits for nobody but the database."""

    @wraps(view)
    def taken(request, *args, **kwargs):
        own = connections[DEFAULT_DB_ALIAS]
        if own.vendor != "sqlite" and request.method == "POST":
            return view(request, *args, **kwargs)
        mine = _turn.acquire(timeout=PATIENCE)
        try:
            lends = mine and _lending and not own.in_atomic_block
            with _lent(own) if lends else nullcontext():
                return view(request, *args, **kwargs)
        finally:
            if mine:
                _turn.release()

    return taken


@contextmanager
def _lent(own) -> Iterator[None]:
    """Looked at as Django looks at a thread's own before a request: broken or old, it is opened anew."""
    if _kept:
        one = _kept.pop()
        one.close_if_unusable_or_obsolete()
    else:
        one = connections.create_connection(DEFAULT_DB_ALIAS)
        one.inc_thread_sharing()
    connections[DEFAULT_DB_ALIAS] = one
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = own
        _kept.append(one)
