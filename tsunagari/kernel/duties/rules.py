"""務め — what a rule wants, and what follows when facts change. Plain Python."""

import hashlib
import json
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason

WAITING, OPEN, DONE, VOID = "waiting", "open", "done", "void"


@dataclass(frozen=True)
class Wanted:
    """One duty as a rule wants it; parties are keys, days are calendar days.

    `occurrence` is an ordinal, a year or the trigger's id, never a date that may move; `met` is
    the day on which facts show it done.
    """

    rule: str
    occurrence: str
    holder: int
    doer: int
    opens_on: date
    due: date
    statutory: date | None = None
    effective: date | None = None
    facts: dict = field(default_factory=dict)
    met: date | None = None
    risk: int = 5
    measure: str = ""
    version: str = ""


def key_of(about_kind: str, about_key: str, wanted: Wanted) -> str:
    """The key under which a duty is stored once."""
    return f"{wanted.rule}|{about_kind}|{about_key}|{wanted.occurrence}"


def print_of(wanted: Wanted) -> str:
    """A digest of everything the rule wanted."""
    seen = replace(wanted)
    text = json.dumps(seen.__dict__, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def state_for(wanted: Wanted, *, now: str | None, by_hand: bool, on: date) -> str:
    """The state that follows: `now` is the stored one (None for a new duty).

    What a person pressed done stays done; what facts had shown done and no longer do, reopens.
    """
    if wanted.met:
        return DONE
    if now == DONE and by_hand:
        return DONE
    return OPEN if wanted.opens_on <= on else WAITING


def group_of(due: date, on: date) -> str:
    """late, today, week (the next seven days) or later."""
    if due < on:
        return "late"
    if due == on:
        return "today"
    return "week" if due <= on + timedelta(days=7) else "later"


def why_not_snooze(*, until: date, on: date, statutory: date | None) -> list[Reason]:
    """A snooze lies ahead, and never passes a statutory deadline."""
    if until <= on:
        return [Reason(_("明日より後の日を選んでください。"), field="until")]
    if statutory and until > statutory:
        return [
            Reason(
                _("法律の期限は %(day)s です。それより後にはできません。"),
                {"day": statutory.isoformat()},
                field="until",
            )
        ]
    return []


def next_monday(on: date) -> date:
    """The Monday after a day."""
    return on + timedelta(days=8 - on.isoweekday())
