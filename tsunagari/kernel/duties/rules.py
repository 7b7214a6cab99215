"""務め — what a rule wants, and what follows when facts change. Plain Python."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date, timedelta

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason

WAITING, OPEN, DONE, VOID = "waiting", "open", "done", "void"
OTHER = 5
# Every risk that a rule may name; the database holds no other.
RISKS = range(OTHER + 1)
UNDO_MINUTES = 10
# What can be taken back.
UNDONE_BY = ("duty.done", "duty.snoozed", "duty.handed_over")


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
    risk: int = OTHER
    measure: str = ""
    version: str = ""


def key_of(about_kind: str, about_key: str, wanted: Wanted) -> str:
    """The key under which a duty is stored once."""
    return f"{wanted.rule}|{about_kind}|{about_key}|{wanted.occurrence}"


def print_of(wanted: Wanted) -> str:
    """A digest of everything the rule wanted."""
    text = json.dumps(wanted.__dict__, sort_keys=True, default=str, ensure_ascii=False)
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


def weight_of(risk: int) -> str:
    """safety, law, money or other: what is at stake, the worst first."""
    return ("safety", "law", "money")[risk] if risk < 3 else "other"


def latest_snooze(*, statutory: date | None, due: date, risk: int) -> date | None:
    """The last day until which a duty may rest; None when that is free."""
    limits = [day for day in (statutory, due if weight_of(risk) == "safety" else None) if day]
    return min(limits, default=None)


def why_not_snooze(
    *, until: date, on: date, statutory: date | None, due: date, risk: int = OTHER
) -> list[Reason]:
    """A snooze lies ahead, and never passes a statutory deadline or one that protects people."""
    if until <= on:
        return [Reason(_("明日より後の日を選んでください。"), field="until")]
    latest = latest_snooze(statutory=statutory, due=due, risk=risk)
    if latest is None or until <= latest:
        return []
    words = (
        _("法律の期限は %(day)s です。それより後にはできません。")
        if latest == statutory
        else _("人の安全に関わる期限は %(day)s です。それより後にはできません。")
    )
    return [Reason(words, {"day": latest}, rule="limit", field="until")]


def next_monday(on: date) -> date:
    """The Monday after a day."""
    return on + timedelta(days=8 - on.isoweekday())


def why_not_act(*, state: str, ours: bool) -> list[Reason]:
    """A duty is done, put off or handed on by the office that has to do it, while it is open."""
    reasons = []
    if state == DONE:
        reasons.append(Reason(_("これは、もう完了になっています。"), rule="state"))
    if state == VOID:
        reasons.append(
            Reason(_("これは、もう必要なくなりました。一覧を見てください。"), rule="state")
        )
    if not ours:
        reasons.append(
            Reason(
                _(
                    "これは、ほかの団体の務めです。代わりにするときは、先に担当を引き取ってください。"
                ),
                rule="ours",
            )
        )
    return reasons


def why_not_done_on(day: date, *, on: date, event: date | None = None) -> list[Reason]:
    """What was done was done today or before, and not before the event that it answers."""
    if event and day < event:
        words = _("%(day)s は、もとになった日（%(event)s）より前です。日を確かめてください。")
        return [Reason(words, {"day": day, "event": event}, rule="day", field="day")]
    if day <= on:
        return []
    words = _("%(day)s はまだ来ていません。今日までの日を入力してください。")
    return [Reason(words, {"day": day}, rule="day", field="day")]


def why_not_undo(*, did: str, last: int | None, act: int | None, minutes: float) -> list[Reason]:
    """Only the last act is taken back; from the list (`act` is named) within ten minutes."""
    if did not in UNDONE_BY:
        return [Reason(_("元に戻すことはありません。"), rule="state")]
    if act is None:
        return []
    if last != act:
        return [
            Reason(
                _("そのあとに、ほかの変更がありました。いまの内容を確かめてください。"), rule="act"
            )
        ]
    if minutes > UNDO_MINUTES:
        return [
            Reason(
                _("10分を過ぎたので、一覧からは元に戻せません。この画面から変えてください。"),
                rule="late",
            )
        ]
    return []


# A record names so many duties of one kind; of the rest it says how many.
MOST, MORE = 40, "…"


def shifted(rule: str, was: date | None, due: date) -> str:
    """A rule, and by how many days its deadline moved: no day itself stays where nothing is erased."""
    days = (due - was).days if was else 0
    return f"{rule} {days:+d}" if days else rule


def listed(told: list[str]) -> str:
    """Many as one fact of a record."""
    more = [f"{MORE} {len(told) - MOST}"] if len(told) > MOST else []
    return ", ".join([*told[:MOST], *more])


def parted(said: str) -> list[str]:
    """The same as a list again."""
    return said.split(", ")
