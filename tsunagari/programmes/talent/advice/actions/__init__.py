"""相談 — every verb of the advice desk; `ask` is where a consultation begins."""

from tsunagari.programmes.talent.advice.actions.asking import ask, judge, say, withdraw
from tsunagari.programmes.talent.advice.actions.bookings import book, settle_booking
from tsunagari.programmes.talent.advice.actions.desk import (
    answer,
    close,
    hand_on,
    note,
    note_counts,
    plan_follow_up,
    reach,
    read,
    reopen,
    report,
    translate,
    triage,
)
from tsunagari.programmes.talent.advice.actions.following import follow
from tsunagari.programmes.talent.advice.actions.sharing import (
    agree,
    ask_to_share,
    body_says,
    share,
    stop_sharing,
)

__all__ = [
    "agree",
    "answer",
    "ask",
    "ask_to_share",
    "body_says",
    "book",
    "close",
    "follow",
    "hand_on",
    "judge",
    "note",
    "note_counts",
    "plan_follow_up",
    "reach",
    "read",
    "reopen",
    "report",
    "say",
    "settle_booking",
    "share",
    "stop_sharing",
    "translate",
    "triage",
    "withdraw",
]
