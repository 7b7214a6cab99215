"""順番 — pages that everybody asks for at once are made one at a time in each process.

Threads that compute at the same time only take the interpreter from each other: who holds SQLite's
lock then waits five milliseconds for it after every statement, and everybody else with him. On
PostgreSQL presses come all at once: their commits wait for the disk together.
"""

import threading
from functools import wraps

from django.db import connection

# Whoever has the turn may wait for a long act of the database; then nobody waits for the turn.
PATIENCE = 1.0  # seconds
_turn = threading.Lock()


def in_turn(view):
    """Wrap a view that computes briefly and waits for nobody but the database."""

    @wraps(view)
    def taken(request, *args, **kwargs):
        if connection.vendor != "sqlite" and request.method == "POST":
            return view(request, *args, **kwargs)
        mine = _turn.acquire(timeout=PATIENCE)
        try:
            return view(request, *args, **kwargs)
        finally:
            if mine:
                _turn.release()

    return taken
