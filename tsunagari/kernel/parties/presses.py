"""押下 — a pressed button's key: the first press acts, every later one gets the same answer."""

from datetime import datetime, timedelta
from hashlib import sha256

from django.db import connection

from tsunagari.kernel.parties.models import Press

# What was typed without a network is sent for 28 days (queue.js).
KEEP = timedelta(days=30)


def _form(form: str) -> str:
    """A print of the form: some addresses are secrets that open what stands behind them."""
    return sha256(form.encode()).hexdigest()


def take(key: str, *, by: str, form: str, at: datetime) -> bool:
    """True for the first press of a key; who comes second waits until the first has committed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO parties_press (key, by, form, received_at, answer)"
            " VALUES (%s, %s, %s, %s, NULL) ON CONFLICT DO NOTHING",
            [key, by, _form(form), at],
        )
        return cursor.rowcount == 1


def answer_to(key: str, *, by: str, form: str) -> dict | None:
    """What the first press was answered; None for another person's or another form's key."""
    first = Press.objects.get(key=key)
    return first.answer if (first.by, first.form) == (by, _form(form)) else None


def answer(key: str, answer: dict) -> None:
    """Keep the answer of the first press: {"to": address, "messages": [[level, text, tags], …]}."""
    Press.objects.filter(key=key).update(answer=answer)


def free(key: str) -> None:
    """Give a key back: the form came back with faults and may be pressed again."""
    Press.objects.filter(key=key).delete()


def forget(*, now: datetime) -> int:
    """Drop the presses of more than a month ago; how many there were."""
    return Press.objects.filter(received_at__lt=now - KEEP).delete()[0]
