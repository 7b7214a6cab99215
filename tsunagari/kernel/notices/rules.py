"""お知らせ — when a mail may go out, and when it is tried again."""

import hashlib
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

QUIET_FROM, QUIET_UNTIL = 21, 7
MOST_TRIES = 6
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_KEY = 160
NO_ADDRESS = "no address"


def short(key: str) -> str:
    """A key that fits its column; a longer one ends with its digest, so that it stays its own."""
    if len(key) <= LONGEST_KEY:
        return key
    return f"{key[: LONGEST_KEY - 33]}:{hashlib.sha256(key.encode()).hexdigest()[:32]}"


def not_before(at: datetime, zone: str, *, urgent: bool = False) -> datetime:
    """The first moment from `at` outside the quiet hours (21–7) of a place; urgent ones go now."""
    local = at.astimezone(ZoneInfo(zone))
    if urgent or QUIET_UNTIL <= local.hour < QUIET_FROM:
        return at
    morning = local.replace(hour=QUIET_UNTIL, minute=0, second=0, microsecond=0)
    return (morning + timedelta(days=local.hour >= QUIET_FROM)).astimezone(at.tzinfo)


def next_try(at: datetime, tries: int) -> datetime | None:
    """One minute after the first failure, then five times as long each; None to give up."""
    if tries >= MOST_TRIES:
        return None
    return at + FIRST_PAUSE * 5 ** (tries - 1)
