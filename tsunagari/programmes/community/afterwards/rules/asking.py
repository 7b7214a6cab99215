"""アンケートの問い — the ready ones, how each is answered, and when answers are taken."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason

STEPS, YES_NO, CHOICE, FREE = "steps", "yes_no", "choice", "free"
KINDS = {
    STEPS: _("5段階"),
    YES_NO: _("はい・いいえ"),
    CHOICE: _("選ぶ"),
    FREE: _("自由に書く"),
}
SCALE = {
    "1": _("まったくそう思わない"),
    "2": _("あまりそう思わない"),
    "3": _("どちらともいえない"),
    "4": _("すこしそう思う"),
    "5": _("とてもそう思う"),
}
ANSWERS = {"yes": _("はい"), "no": _("いいえ")}
MOST, LONGEST, MOST_CHOICES = 6, 1000, 8
MOST_DAYS = 60


@dataclass(frozen=True)
class Ready:
    """A question that is there in every language."""

    kind: str
    words: str
    choices: Mapping[str, str]


READY = {
    "enjoyed": Ready(STEPS, _("楽しかった。"), SCALE),
    "understood": Ready(STEPS, _("話や案内がよくわかった。"), SCALE),
    "at_ease": Ready(STEPS, _("安心していられた。"), SCALE),
    "met": Ready(STEPS, _("はじめて会う人と話せた。"), SCALE),
    "again": Ready(YES_NO, _("また来たいですか。"), ANSWERS),
    "first": Ready(YES_NO, _("この催しに来たのは、はじめてですか。"), ANSWERS),
    "heard": Ready(
        CHOICE,
        _("この催しを何で知りましたか。"),
        {
            "people": _("家族・友だち"),
            "paper": _("ちらし・はり紙"),
            "net": _("インターネット"),
            "place": _("学校・会社"),
            "other": _("そのほか"),
        },
    ),
    "good": Ready(FREE, _("よかったことを書いてください。"), {}),
    "better": Ready(FREE, _("直したほうがよいことを書いてください。"), {}),
}
FIRST = ("enjoyed", "understood", "met", "again", "heard", "better")


def why_not_ask(
    *,
    ready: Sequence[str],
    own: Sequence[tuple[str, str, Sequence[str]]],
    days: int,
    answered: bool,
    changed: bool,
) -> list[Reason]:
    """Every reason not to ask so; `own` are (words, kind, choices)."""
    reasons = []
    if not 1 <= len(ready) + len(own) <= MOST:
        words = _("問いを1つから%(most)sつまで選んでください。")
        reasons.append(Reason(words, {"most": MOST}, rule="say.many", field="ready"))
    if not 1 <= days <= MOST_DAYS:
        words = _("答えを待つ日数は、1日から%(most)s日までにしてください。")
        reasons.append(Reason(words, {"most": MOST_DAYS}, rule="say.days", field="days"))
    for at, (_words, kind, choices) in enumerate(own):
        if kind == CHOICE and not 2 <= len(set(choices)) <= MOST_CHOICES:
            words = _("選ぶ言葉を、2つから%(most)sつまで、1行に1つ書いてください。")
            facts = {"most": MOST_CHOICES}
            reasons.append(Reason(words, facts, rule="say.choices", field=f"choices_{at}"))
    if answered and changed:
        words = _("もう答えがあるので、問いは変えられません。答えを待つ日数だけ変えられます。")
        reasons.append(Reason(words, rule="say.answered", field="ready"))
    return reasons


def is_open_here(
    *, public: bool, starts_at: datetime, ends_at: datetime, days: int, now: datetime
) -> bool:
    """会場の端末 — from the beginning: whoever leaves early passes the exit early."""
    started = public and starts_at <= now < ends_at
    return started or is_open(public=public, ends_at=ends_at, days=days, now=now)


def is_open(*, public: bool, ends_at: datetime, days: int, now: datetime) -> bool:
    """From the end of the event for so many days."""
    return public and ends_at <= now < ends_at + timedelta(days=days)


@dataclass(frozen=True)
class Question:
    """A question as it is answered: its key on the sheet, its kind, the codes to choose from."""

    key: str
    kind: str
    codes: tuple[str, ...] = ()
    number: int = 0


def why_not_say(questions: Iterable[Question], answers: Mapping[str, str]) -> list[Reason]:
    """Nobody has to answer everything, but a sheet says something, and only what can be said."""
    questions = list(questions)
    if not any(answers.get(one.key) for one in questions):
        return [Reason(_("1つ以上答えてください。"), rule="say.empty")]
    reasons = []
    for one in questions:
        said = answers.get(one.key) or ""
        if one.kind == FREE and len(said) > LONGEST:
            words = _("問い%(number)sは、%(most)s字までで書いてください。")
            told = {"number": one.number, "most": LONGEST}
            reasons.append(Reason(words, told, rule="say.long", field=one.key))
        elif said and one.kind != FREE and said not in one.codes:
            words = _("問い%(number)sの答え「%(said)s」は、選べる言葉にありません。")
            facts: dict[str, Any] = {"number": one.number, "said": said[:40]}
            reasons.append(Reason(words, facts, rule="say.code", field=one.key))
    return reasons
