"""授業の提案 — what is right for proposing, answering and moving a session."""

from datetime import datetime

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason

LIVE = ("planned", "proposed", "accepted", "open")


def why_not_seen(*, who: str, did: str, at: str) -> list[Reason]:
    """The reader's screen is older than the session: who did what first, and when."""
    return [
        Reason(
            _(
                "先に%(who)sが%(at)sに変更しました（%(did)s）。新しい内容を見て、もう一度答えてください。"
            ),
            {"who": who, "did": did, "at": at},
            rule="version",
        )
    ]


def why_not_answer(*, state: str, proposed_by, own) -> list[Reason]:
    """Every reason why this school cannot accept, change or decline this proposal now."""
    if state != "proposed":
        return [Reason(_("この提案にはもう答えがあります。"), rule="state")]
    if proposed_by == own:
        return [Reason(_("自分の学校の提案です。相手の学校の返事を待っています。"), rule="side")]
    return []


def why_not_adopt(*, placed: int, shown: str | None, now: str) -> list[Reason]:
    """Every reason why a plan cannot be handed to the schools; `shown` and `now` are its prints."""
    if not placed:
        return [Reason(_("決められる授業がありません。計画の画面で理由を見てください。"))]
    if shown not in (None, now):
        return [
            Reason(
                _("画面を開いた後に予定が変わり、計画も変わりました。新しい計画を見てください。"),
                rule="version",
            )
        ]
    return []


def why_not_confirm(
    *, approved: dict[str, bool], agreement: bool, starts_at: datetime, now: datetime
) -> list[Reason]:
    """Every reason why a session may not become fixed: approvals of both sides on its day.

    `approved` is {school name: an approval stands on the session's day}.
    """
    reasons = [
        Reason(
            _("%(school)sの承認が、この日は有効ではありません。承認を登録してから決めてください。"),
            {"school": school},
            rule="approval",
        )
        for school, stands in approved.items()
        if not stands
    ]
    if not agreement:
        reasons.append(
            Reason(
                _("この日に有効な覚書がありません。覚書を登録するか、更新してください。"),
                rule="agreement",
            )
        )
    if starts_at <= now:
        reasons.append(
            Reason(_("始まりの時刻が過ぎています。別の日時を選んでください。"), rule="past")
        )
    return reasons


def why_not_move(
    *, state: str, reserve: datetime | None, used: bool, now: datetime
) -> list[Reason]:
    """Every reason why a session cannot go to its reserve."""
    if state not in ("accepted", "open"):
        return [Reason(_("決まっている授業だけを予備日に移せます。"))]
    if used or reserve is None:
        return [Reason(_("予備日はありません。中止にして、新しい日時を提案してください。"))]
    if reserve <= now:
        return [Reason(_("予備日はもう過ぎています。新しい日時を提案してください。"))]
    return []


def why_not_say(words: str) -> list[Reason]:
    """A decline or a cancellation needs a reason that the other side can read."""
    if words.strip():
        return []
    return [Reason(_("理由を入力してください。相手の先生に伝わります。"), field="said")]
