"""書くこと — what is right for reflections and for reports that something is wrong."""

from datetime import datetime, timedelta

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason

LONGEST = 1000
NEXT = {"open": "contained", "contained": "reported", "reported": "closed"}


def why_not_write(
    *,
    state: str,
    starts_at: datetime,
    now: datetime,
    takes_part: bool,
    seated: bool,
    approved: bool,
) -> list[Reason]:
    """Every reason why a pupil cannot write about a session now.

    A teacher may forget to press "start": from its time on a session counts as begun.
    """
    reasons = []
    if not takes_part:
        reasons.append(
            Reason(_("参加の同意がないので、書けません。書きたいときは、先生に話してください。"))
        )
    elif not seated:
        reasons.append(Reason(_("この授業には出ていないので、書けません。先生に話してください。")))
    if state not in ("open", "closed") and not (state == "accepted" and starts_at <= now):
        reasons.append(Reason(_("授業が始まってから書けます。")))
    if approved:
        reasons.append(Reason(_("先生が公開したので、もう書き直せません。先生に話してください。")))
    return reasons


def why_not_text(text: str) -> list[Reason]:
    """Every reason not to send this text to the teacher."""
    if not text.strip():
        return [Reason(_("ふりかえりを書いてください。"), field="text")]
    if len(text.strip()) > LONGEST:
        return [
            Reason(
                _("%(most)s文字までにしてください（いまは%(now)s文字）。"),
                {"most": LONGEST, "now": len(text.strip())},
                field="text",
            )
        ]
    return []


def why_not_answer(*, version: int, seen: int, approve: bool, said: str) -> list[Reason]:
    """Every reason why the teacher's answer does not count: the text is another one by now, or it
    comes back without a word about what to change."""
    if seen != version:
        return [
            Reason(
                _("生徒がこのあと書き直しました。新しい文を読んで、もう一度選んでください。"),
                rule="version",
            )
        ]
    if not approve and not said.strip():
        return [
            Reason(
                _("返すときは、何を直せばよいかを書いてください。生徒が読みます。"), field="said"
            )
        ]
    return []


def why_not_advance(*, state: str, version: int, seen: int, words: str) -> list[Reason]:
    """Every reason why a report does not go on to its next state."""
    if seen != version or state not in NEXT:
        return [Reason(_("ほかの人が先に進めました。新しい内容を見てください。"), rule="version")]
    if not words.strip():
        return [Reason(_("したことを入力してください。"), field="words")]
    return []


def due_at(state: str, opened_at: datetime, *, contain: int, report: int) -> datetime | None:
    """Until when the next step of a report has to be done: `contain` and `report` in hours.

    None when both deadlines are met.
    """
    if state == "open":
        return opened_at + timedelta(hours=contain)
    if state == "contained":
        return opened_at + timedelta(hours=report)
    return None
