"""暗証番号の決まり — which numbers are taken, and how long wrong ones make one wait."""

from datetime import timedelta
from itertools import pairwise

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason

DIGITS = 6
# Wrong numbers on one card that cost nothing; then each makes everybody who tries it wait longer,
# up to an hour: the owner is never locked out for good, and a million numbers take a century.
FREE = 4
WAITS = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60)]
# Wrong numbers from one line over all cards: enough for a class that types.
LINE_FREE, LINE_WAIT = 60, timedelta(minutes=10)


def why_not_pin(pin: str, again: str) -> list[Reason]:
    """Every reason not to take a number that somebody chose for their own card."""
    if len(pin) != DIGITS or not pin.isascii() or not pin.isdigit():
        return [Reason(_("数字を %(count)sつ 入れてください。"), {"count": DIGITS}, field="pin")]
    reasons = []
    if easy(pin):
        words = _("かんたんに当てられる番号です。ほかの番号にしてください。")
        reasons.append(Reason(words, rule="pin.easy", field="pin"))
    if pin != again:
        reasons.append(Reason(_("2つの番号がちがいます。"), rule="pin.again", field="again"))
    return reasons


def easy(pin: str) -> bool:
    """True for one digit over and over, and for digits in a row up or down: 111111, 345678."""
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
    return len(steps) == 1 and steps <= {0, 1, 9}


def wait_after(wrong: int) -> timedelta:
    """How long a card waits after so many wrong numbers in a row."""
    if wrong <= FREE:
        return timedelta(0)
    return WAITS[min(wrong - FREE, len(WAITS)) - 1]
