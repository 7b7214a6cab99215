"""お知らせ — by which ways, when a mail may go out, and when it is tried again."""

import hashlib
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, why_stale

QUIET_FROM, QUIET_UNTIL = 21, 7
MOST_TRIES = 6
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_KEY = 160
# Why nothing went out: codes in Delivery.said, for which the pages have words.
NO_ADDRESS, CALL, RETURNED = "no address", "call", "returned"
PAGE, EMAIL, LETTER, BY_PHONE = "page", "email", "letter", "call"
LONGEST_ADDRESS = 300


def short(key: str) -> str:
    """A key that fits its column; a longer one ends with its digest, so that it stays its own."""
    if len(key) <= LONGEST_KEY:
        return key
    return f"{key[: LONGEST_KEY - 33]}:{hashlib.sha256(key.encode()).hexdigest()[:32]}"


def not_before(
    at: datetime, zone: str, *, urgent: bool = False, quiet: tuple[int, int] | None = None
) -> datetime:
    """The first moment from `at` outside the quiet hours of a place; urgent ones go now.

    `quiet` is (from, until) in whole hours, over midnight when from is later; equal hours are none.
    """
    start, end = quiet or (QUIET_FROM, QUIET_UNTIL)
    local = at.astimezone(ZoneInfo(zone))
    if urgent or not _rests(local.hour, start, end):
        return at
    morning = local.replace(hour=end, minute=0, second=0, microsecond=0)
    return (morning + timedelta(days=local.hour >= end)).astimezone(at.tzinfo)


def _rests(hour: int, start: int, end: int) -> bool:
    if start <= end:
        return start <= hour < end
    return hour >= start or hour < end


def channels(*, email: bool, letter: bool, urgent: bool) -> list[str]:
    """Ways beside the page; an urgent notice that no mail carries needs somebody to call."""
    chosen = [EMAIL] * email + [LETTER] * letter
    if urgent and not email:
        chosen.append(BY_PHONE)
    return chosen or [PAGE]


def why_not_choose(
    *, email: bool, reached: bool, letter: bool, address: str, hours: tuple, seen: int, version: int
) -> list[Reason]:
    """A way that is chosen needs its address; quiet hours are both given or neither."""
    reasons = []
    reasons += why_stale(seen, version)
    if email and not reached:
        words = _("メールで受け取るときは、メールアドレスを入力してください。")
        reasons.append(Reason(words, rule="address", field="mail"))
    if letter and not address.strip():
        words = _("手紙で受け取るときは、住所を入力してください。")
        reasons.append(Reason(words, rule="address", field="address"))
    if (hours[0] is None) != (hours[1] is None):
        words = _("知らせない時間は、はじめとおわりの両方を選んでください。")
        reasons.append(Reason(words, rule="hours", field="quiet_until"))
    return reasons


def next_try(at: datetime, tries: int, *, urgent: bool = False) -> datetime | None:
    """One minute after the first failure, then five times as long each; None to give up.

    What is urgent is tried every minute, and after five minutes somebody has to call.
    """
    if tries >= MOST_TRIES:
        return None
    return at + FIRST_PAUSE * (1 if urgent else 5 ** (tries - 1))
