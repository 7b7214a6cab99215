"""公募と申請の段階 — a call from draft to archive, an application from draft to a decision."""

from collections.abc import Collection
from datetime import date, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

from tsunagari.base import shares
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, why_stale

TOKYO = ZoneInfo("Asia/Tokyo")
DRAFT, PUBLISHED, CLOSED = "draft", "published", "closed"
REVIEWED, AWARDED, ARCHIVED = "reviewed", "awarded", "archived"
NEXT = {
    DRAFT: PUBLISHED,
    PUBLISHED: CLOSED,
    CLOSED: REVIEWED,
    REVIEWED: AWARDED,
    AWARDED: ARCHIVED,
}
SENT, RETURNED, ELIGIBLE, REJECTED, WITHDRAWN = (
    "sent",
    "returned",
    "eligible",
    "rejected",
    "withdrawn",
)
WRITABLE = (DRAFT, SENT, RETURNED)
DECISIONS = ("awarded", "declined", "deferred")
_STATE = _("いまこの段階に進められません。画面をもう一度見てください。")


def until_midnight(last_day: date, at: datetime) -> bool:
    """True until the midnight that ends a day in Tokyo, wherever the applicant sits."""
    return at.astimezone(TOKYO).date() <= last_day


def last_day(*, state: str, deadline: date, fix_by: date | None) -> date:
    """Until when an application may be sent: the deadline, or the day by which it is to be mended."""
    return max(deadline, fix_by) if state == RETURNED and fix_by else deadline


def why_not_step(*, state: str, to: str, seen: int, version: int) -> list[Reason]:
    """Steps come one after another, on what is on the screen."""
    reasons = why_stale(seen, version)
    return reasons if NEXT.get(state) == to else [*reasons, Reason(_STATE, rule="state")]


def why_not_set_up(
    *,
    texts: dict[str, str],
    most_yen: int,
    share: Fraction,
    budget_yen: int,
    from_day: date,
    until_day: date,
    deadline: date,
    weights: Collection[int],
) -> list[Reason]:
    """A call says everything that an applicant has to know, and its days follow each other."""
    said = {
        "title": _("題名を入力してください。"),
        "purpose": _("目的を入力してください。"),
        "eligibility": _("申請できる人・団体を入力してください。"),
        "procedure": _("選考の流れを入力してください。"),
        "cost_rules": _("対象になる費用と精算の決まりを入力してください。"),
    }
    reasons = [
        Reason(words, rule=field, field=field)
        for field, words in said.items()
        if not texts.get(field, "").strip()
    ]
    if not weights:
        reasons.append(Reason(_("審査基準を1つ以上入れてください。"), rule="criteria"))
    if not 0 < most_yen <= budget_yen:
        words = _("1件の上限は、1円から予算の %(budget)s円までにしてください。")
        reasons.append(Reason(words, {"budget": budget_yen}, rule="most", field="most_yen"))
    reasons += shares.why_not(share, field="share")
    if until_day < from_day:
        words = _("事業のおわりの日は、はじまりの日（%(day)s）より後にしてください。")
        reasons.append(Reason(words, {"day": from_day}, rule="span", field="until_day"))
    if deadline > until_day:
        words = _("しめきりは、事業のおわりの日（%(day)s）より前にしてください。")
        reasons.append(Reason(words, {"day": until_day}, rule="deadline", field="deadline"))
    return reasons


def why_not_publish(*, deadline: date, on: date) -> list[Reason]:
    """Nobody can apply before yesterday."""
    if deadline >= on:
        return []
    words = _("しめきり（%(day)s）がもう過ぎています。先に日を直してください。")
    return [Reason(words, {"day": deadline}, rule="deadline", field="deadline")]


def why_not_close(*, deadline: date, at: datetime) -> list[Reason]:
    """Closed after the midnight that was published, not before it."""
    if not until_midnight(deadline, at):
        return []
    words = _("しめきりは %(day)s の夜12時（日本時間）です。それまでは、しめきれません。")
    return [Reason(words, {"day": deadline}, rule="deadline")]


def why_not_write(*, state: str, call_state: str, last: date, at: datetime) -> list[Reason]:
    """What is sent or returned may be changed as long as it may be sent."""
    if state == WITHDRAWN:
        return [Reason(_("この申請は取り下げられています。"), rule="withdrawn")]
    if state not in WRITABLE:
        words = _("この申請は、もう審査に進んでいます。変えたいときは、事務局に知らせてください。")
        return [Reason(words, rule="state")]
    if call_state not in (PUBLISHED, CLOSED) or (call_state == CLOSED and state != RETURNED):
        return [Reason(_("この公募は、いま申請を受け付けていません。"), rule="closed")]
    if not until_midnight(last, at):
        words = _("しめきり（%(day)s の夜12時・日本時間）を過ぎました。もう出せません。")
        return [Reason(words, {"day": last}, rule="deadline")]
    return []


def why_not_withdraw(*, state: str) -> list[Reason]:
    """Until it is decided, an applicant takes back what they asked for."""
    if state in (DRAFT, SENT, RETURNED, ELIGIBLE):
        return []
    return [Reason(_("この申請は、もう取り下げられません。"), rule="state")]


def why_not_restore(*, open_now: bool, another: bool) -> list[Reason]:
    """A withdrawal is undone while an application could still be sent, and no other one stands."""
    reasons = []
    if not open_now:
        words = _("しめきりを過ぎたので、取り下げを取り消せません。")
        reasons.append(Reason(words, rule="deadline"))
    if another:
        words = _(
            "この公募には、もう1つの申請があります。そちらを取り下げてから、もどしてください。"
        )
        reasons.append(Reason(words, rule="another"))
    return reasons


def why_not_list(*, state: str, waiting: int, eligible: int) -> list[Reason]:
    """The list goes to the council when every application was looked at."""
    reasons = []
    if state != CLOSED:
        words = _("公募をしめきってから、一覧を評議員に出します。")
        reasons.append(Reason(words, rule="state"))
    if waiting:
        words = _("要件をまだ確かめていない申請が %(count)s件あります。先に確かめてください。")
        reasons.append(Reason(words, {"count": waiting}, rule="waiting"))
    if not eligible:
        words = _("審査に進む申請がありません。")
        reasons.append(Reason(words, rule="none"))
    return reasons


def why_not_decide(
    *, state: str, call_state: str, outcome: str, yen: int, asked: int
) -> list[Reason]:
    """Decided after the review, once; at most what was asked for."""
    reasons = []
    if call_state not in (REVIEWED, AWARDED) or state not in (ELIGIBLE, "deferred"):
        reasons.append(Reason(_STATE, rule="state"))
    if outcome not in DECISIONS:
        reasons.append(Reason(_("決定の種類を選んでください。"), rule="outcome"))
    if outcome == "awarded" and not 0 < yen <= asked:
        words = _("決定する金額は、1円から申請の %(asked)s円までにしてください。")
        reasons.append(Reason(words, {"asked": asked}, rule="yen", field="yen"))
    return reasons


def why_not_settle(*, waiting: int) -> list[Reason]:
    """A call is decided when nothing in it waits for a decision."""
    words = _("まだ決まっていない申請が %(count)s件あります。")
    return [Reason(words, {"count": waiting}, rule="waiting")] if waiting else []
