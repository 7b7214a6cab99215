"""面接 — what is right for an interview and its result."""

from datetime import datetime, timedelta

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, why_stale

STANDS = ("proposed", "accepted")


def why_not_propose(*, pair: str, stands: bool, starts_at: datetime, now: datetime) -> list[Reason]:
    """An interview is proposed for a pair that still waits, ahead, and one at a time."""
    reasons = []
    if pair != "assigned":
        words = _("この組は、もう答えが出ているか、取り消してあります。")
        reasons.append(Reason(words, rule="pair"))
    if stands:
        words = _("この組には、もう面接の予定があります。その返事か変更をしてください。")
        reasons.append(Reason(words, rule="stands"))
    return reasons + why_not_at(starts_at=starts_at, now=now)


def why_not_at(*, starts_at: datetime, now: datetime) -> list[Reason]:
    """An interview lies ahead, and not further than a year."""
    words = ""
    if starts_at <= now:
        words = _("面接の日時は、いまより後にしてください。")
    elif starts_at > now + timedelta(days=366):
        words = _("面接の日時は、1年より先にはできません。")
    return [Reason(words, rule="past", field="day")] if words else []


def why_not_answer(*, state: str, own: bool, seen: int, version: int) -> list[Reason]:
    """The other side answers, and what is on its screen is what is stored."""
    if seen != version:
        return why_stale(seen, version)
    if state != "proposed":
        return [Reason(_("この面接は、返事を待っていません。"), rule="state")]
    if own:
        words = _("自分の団体の提案です。相手の返事を待ってください。")
        return [Reason(words, rule="own")]
    return []


def why_not_move(*, state: str, seen: int, version: int) -> list[Reason]:
    """Another time is proposed while the interview stands: answered or not, by either side."""
    if seen != version:
        return why_not_answer(state=state, own=False, seen=seen, version=version)
    words = _("この面接は、見送りか中止になっています。新しい日時を提案してください。")
    return [] if state in STANDS else [Reason(words, rule="state")]


def why_not_double(*, company: bool, candidate: bool) -> list[Reason]:
    """Nobody sits in two interviews at once; candidates for one order may be met together."""
    reasons = []
    if company:
        words = _(
            "会社には、この時間にほかの面接の予定があります。別の時間にしてください。"
            "同じ求人の人といっしょに会うときは、はじまりの時刻と長さをそろえてください。"
        )
        reasons.append(Reason(words, rule="double", field="time"))
    if candidate:
        words = _(
            "候補者には、この時間にほかの予定（面接か授業）があります。別の時間にしてください。"
        )
        reasons.append(Reason(words, rule="double", field="time"))
    return reasons


def why_not_cancel(*, state: str, seen: int, version: int) -> list[Reason]:
    """What stands can be called off."""
    if seen != version:
        return why_not_answer(state=state, own=False, seen=seen, version=version)
    words = _("この面接は、もう見送りか中止になっています。")
    return [] if state in STANDS else [Reason(words, rule="state")]


def why_not_say(said: str) -> list[Reason]:
    """A no has a reason that the other side can read."""
    words = _("理由を書いてください。相手に伝わります。")
    return [] if said.strip() else [Reason(words, rule="said", field="said")]


def why_not_result(*, pair: str, held: bool, seen: int, version: int) -> list[Reason]:
    """A result comes after the interview has begun, once."""
    if seen != version:
        words = _("ほかの人が先に答えました。いまの内容を見てください。")
        return [Reason(words, rule="version")]
    if pair != "assigned":
        return [Reason(_("この組には、もう答えがあります。"), rule="state")]
    if not held:
        words = _("決まった面接の時間になってから、結果を入れてください。")
        return [Reason(words, rule="early")]
    return []


def why_not_choose(*, number: int, chosen: int, order: str, fitting: bool) -> list[Reason]:
    """Never more people than the order asks for, and only with a status that may fit."""
    reasons = []
    if order != "open":
        reasons.append(Reason(_("この求人は取り下げてあります。"), rule="order"))
    if chosen >= number:
        words = _("この求人の%(number)s人は、もう決まりました。ほかの担当の人が先に採用しました。")
        reasons.append(Reason(words, {"number": number}, rule="full"))
    if not fitting:
        words = _("その在留資格は、この人とこの仕事に合いません（×）。合うものを選んでください。")
        reasons.append(Reason(words, rule="status", field="system"))
    return reasons


def why_not_release(*, pair: str) -> list[Reason]:
    """A pair is taken back while nobody has said yes or no."""
    words = _("この組には、もう答えがあるか、取り消してあります。画面を新しくしてください。")
    return [] if pair == "assigned" else [Reason(words, rule="state")]


def why_not_put_back(*, pair: str, looking: bool, free: int) -> list[Reason]:
    """What was taken back stands again while the candidate waits and a place is free."""
    if pair != "taken_back":
        return [Reason(_("この組は、取り消してありません。"), rule="state")]
    reasons = []
    if not looking:
        words = _("この候補者は、もう募集の中にいないか、ほかの求人に割り当ててあります。")
        reasons.append(Reason(words, rule="busy"))
    if free < 1:
        reasons.append(Reason(_("この求人には、もう空いている席がありません。"), rule="full"))
    return reasons


def why_not_back(*, pair: str, busy: bool) -> list[Reason]:
    """A result can be taken back while the candidate is free."""
    reasons = []
    if pair not in ("chosen", "not_chosen"):
        reasons.append(Reason(_("取り消す結果がありません。"), rule="state"))
    if pair == "not_chosen" and busy:
        words = _("この候補者は、もうほかの求人に割り当ててあります。")
        reasons.append(Reason(words, rule="busy"))
    return reasons
