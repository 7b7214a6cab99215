"""教室・講座 — what may be entered, when somebody may say "I am here", when presences may change."""

from datetime import datetime, timedelta

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason

# The kinds of meeting, as the counting of other subjects knows them.
KINDS = {
    "japanese_class": _("日本語教室"),
    "life_workshop": _("生活の講座"),
    "workshop": _("交流のワークショップ"),
}
MEASURES = {"japanese_class": "2-3", "life_workshop": "2-3", "workshop": "3-1"}
SHORTEST, LONGEST = 10, 600  # minutes
FAR = timedelta(days=366)
PLANNED, OPEN, CLOSED, CANCELLED = "planned", "open", "closed", "cancelled"


def why_not_hold(
    *, kind: str, title: str, minutes: int, starts_at: datetime, now: datetime, twice: bool
) -> list[Reason]:
    """Every reason not to enter a class; one host has one class of a kind at one time."""
    reasons = []
    if kind not in KINDS:
        reasons.append(Reason(_("種類を選んでください。"), rule="kind", field="kind"))
    if not title.strip():
        reasons.append(Reason(_("名前を書いてください。"), rule="title", field="title"))
    if not SHORTEST <= minutes <= LONGEST:
        words = _("時間は、10分から600分までで入れてください。")
        reasons.append(Reason(words, rule="minutes", field="minutes"))
    if abs(starts_at - now) > FAR:
        words = _("日は、今日の前後1年までで入れてください。")
        reasons.append(Reason(words, rule="far", field="day"))
    if twice:
        words = _("この時間の同じ種類の教室・講座は、もう入っています。一覧から開いてください。")
        reasons.append(Reason(words, rule="twice", field="day"))
    return reasons


def comes_from_until(
    starts_at: datetime, ends_at: datetime, *, before: int, after: int
) -> tuple[datetime, datetime]:
    """From when until when the word of the day says that somebody came."""
    return starts_at - timedelta(minutes=before), ends_at + timedelta(minutes=after)


def why_not_come(state: str, span: tuple[datetime, datetime], *, at: datetime) -> list[Reason]:
    """Every reason why the word of the day does not count now."""
    if state == CANCELLED:
        return [Reason(_("この教室・講座は中止になりました。"), rule="cancelled", field="code")]
    if state == CLOSED or at > span[1]:
        words = _("この教室・講座は終わりました。来ていたときは、開いた人に言ってください。")
        return [Reason(words, rule="over", field="code")]
    if at < span[0]:
        words = _("この教室・講座は、まだはじまっていません。はじまってから入れてください。")
        return [Reason(words, rule="early", field="code")]
    return []


def why_not_note(state: str, *, starts_at: datetime, at: datetime) -> list[Reason]:
    """Every reason not to note who was there."""
    if state == CANCELLED:
        words = _("中止した教室・講座です。出席はつけられません。")
        return [Reason(words, rule="cancelled")]
    if state == CLOSED:
        words = _("出席はもう決まっています。直すときは、先に「出席を直す」を押してください。")
        return [Reason(words, rule="closed")]
    if at < starts_at:
        words = _("まだはじまっていません。はじまってから出席をつけてください。")
        return [Reason(words, rule="early")]
    return []


def why_not_reopen(state: str) -> list[Reason]:
    """Only what was closed can be opened again."""
    words = _("この教室・講座の出席は、まだ決まっていません。")
    return [] if state == CLOSED else [Reason(words, rule="open")]


def why_not_cancel(state: str) -> list[Reason]:
    """What was held is not cancelled afterwards."""
    if state == CANCELLED:
        return [Reason(_("この教室・講座は、もう中止になっています。"), rule="cancelled")]
    words = _("出席が決まった教室・講座は、中止にできません。")
    return [Reason(words, rule="closed")] if state == CLOSED else []
