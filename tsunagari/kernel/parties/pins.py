"""暗証番号 — what a card's owner knows; guessing it is slowed down, and nobody is locked out for good.

A guess is counted before it is looked at, so that many at once are not more than the limit. A
device that was let in before counts for itself: who tries a photographed card elsewhere does not
keep its owner waiting. A lost number is renewed by a new card, whose number its owner chooses.
"""

from datetime import datetime, timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils.crypto import salted_hmac

from tsunagari.base.refusals import refuse_if
from tsunagari.kernel.parties import rules
from tsunagari.kernel.parties.models import AccessCard, Guess

QUIET = timedelta(days=1)
FIRST_DIGITS = 6


def choose(card: AccessCard, pin: str, again: str) -> bool:
    """暗証番号を決める — once, by whoever enters first; False when somebody has chosen before."""
    refuse_if(rules.why_not_pin(pin, again))
    fresh = AccessCard.objects.filter(pk=card.pk, pin_hash="", revoked_at=None)
    return bool(fresh.update(pin_hash=make_password(pin)))


def first_code(card: AccessCard) -> str:
    """最初の番号 — what the paper of a fresh card does not say, handed over apart from it.

    It opens a card only until its owner has chosen a number; "" afterwards. Nothing is stored: it
    follows from the card and the key of this installation, and says nothing about the PIN.
    """
    if card.pin_hash:
        return ""
    said = salted_hmac("card.first", f"{card.pk}:{card.secret_hash}", algorithm="sha256")
    return f"{int(said.hexdigest(), 16) % 10**FIRST_DIGITS:0{FIRST_DIGITS}d}"


def knows(card: AccessCard, right: bool, *, line: str, at: datetime):
    """本人だけが知ること — (believed, until when to wait): an answer is a guess like a number."""
    keys = [f"card:{card.pk}", line_key(line)]
    if until := count(keys, at=at):
        return False, until
    if not right:
        return False, waits(keys, at=at)
    take_back(keys)
    return True, None


def opens(card: AccessCard, pin: str, *, line: str, device: str, at: datetime):
    """番号を確かめる — (right, until when to wait): while one waits, no number is looked at."""
    keys = [f"device:{device}"] if device else [f"card:{card.pk}", line_key(line)]
    if until := count(keys, at=at):
        return False, until
    if not check_password(pin, card.pin_hash):
        return False, waits(keys, at=at)
    Guess.objects.filter(key=keys[0]).delete()
    take_back(keys[1:])
    return True, None


def line_key(address: str) -> str:
    """Where a guess comes from, told apart but not written down."""
    return f"line:{salted_hmac('guess.line', address, algorithm='sha256').hexdigest()[:40]}"


@transaction.atomic
def count(keys: list[str], *, at: datetime) -> datetime | None:
    """一度と数える — None when one more guess may be made now; else until when nobody may."""
    Guess.objects.bulk_create(
        [Guess(key=key, since=at, last_at=at) for key in keys], ignore_conflicts=True
    )
    rows = list(Guess.objects.select_for_update().filter(key__in=keys).order_by("key"))
    for row in rows:
        _start_again(row, at)
    waiting = [row.waits_until for row in rows if row.waits_until and row.waits_until > at]
    if waiting:
        return max(waiting)
    for row in rows:
        row.wrong += 1
        row.last_at = at
        row.waits_until = _until(row, at)
        row.save(update_fields=["wrong", "since", "last_at", "waits_until"])
    return None


def _start_again(row: Guess, at: datetime) -> None:
    """A line's count is of the last minutes; a card's is of guesses in a row."""
    if row.key.startswith("line:") and at - row.since >= rules.LINE_WAIT:
        row.wrong, row.since, row.waits_until = 0, at, None


def _until(row: Guess, at: datetime) -> datetime | None:
    if row.key.startswith("line:"):
        full = row.wrong >= rules.LINE_FREE
        return row.since + rules.LINE_WAIT if full else None
    wait = rules.wait_after(row.wrong)
    return at + wait if wait else None


def waits(keys: list[str], *, at: datetime) -> datetime | None:
    """待つ時刻 — until when nothing is looked at, None when one may try."""
    rows = Guess.objects.filter(key__in=keys, waits_until__gt=at)
    return max((row.waits_until for row in rows), default=None)


@transaction.atomic
def take_back(keys: list[str]) -> None:
    """正しかった — a right number is no guess."""
    for row in Guess.objects.select_for_update().filter(key__in=keys, wrong__gt=0).order_by("key"):
        row.wrong -= 1
        if row.wrong < rules.LINE_FREE:
            row.waits_until = None
        row.save(update_fields=["wrong", "waits_until"])


def forget(*, now: datetime) -> int:
    """Drop what has been quiet for a day; how many there were."""
    return Guess.objects.filter(last_at__lt=now - QUIET).delete()[0]
