"""アンケート — the items that pupils answer before and after, in a fixed order.

Own wording after the constructs of the field: can-do statements (CEFR-J style), willingness to
communicate, openness. At most 12 items; the same items in the same order both times.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason

INSTRUMENT = "tsunagari-8 v1"
SCALE = (1, 2, 3, 4, 5)
SCALE_WORDS = {
    1: _("まったくそう思わない"),
    2: _("あまりそう思わない"),
    3: _("どちらともいえない"),
    4: _("すこしそう思う"),
    5: _("とてもそう思う"),
}
TOLD_KINDS = {
    "household": _("いっしょに住む家族"),
    "family": _("ほかの家族・しんせき"),
    "friends": _("友だち"),
    "others": _("そのほかの人"),
}
# Asked as 0 to 8, "9 or more"; all kinds together count at most 15 for one pupil.
TOLD_MOST = 9
TOLD_CAP = 15


@dataclass(frozen=True)
class Item:
    code: str
    scale: str
    text: str


ITEMS = (
    Item("can_introduce", "can_do", _("英語で自分のことを話せる。")),
    Item("can_ask", "can_do", _("英語で相手に質問できる。")),
    Item("can_understand", "can_do", _("ゆっくりの英語なら、聞いてわかる。")),
    Item("want_talk", "willing", _("外国の人と話してみたい。")),
    Item("not_afraid", "willing", _("まちがえても、英語で話そうとする。")),
    Item("want_know", "open", _("相手の国のくらしをもっと知りたい。")),
    Item("other_views", "open", _("ちがう考えを聞くのはおもしろい。")),
    Item("my_town", "open", _("自分の町のことを外国の人に紹介したい。")),
)
SCALES = {
    "can_do": _("英語でできること"),
    "willing": _("話そうとする気持ち"),
    "open": _("知りたい気持ち"),
}


def why_not_answers(answers: dict[str, int]) -> list[Reason]:
    """Every item needs one answer from 1 to 5."""
    return [
        Reason(_("「%(item)s」の答えを選んでください。"), {"item": item.text}, field=item.code)
        for item in ITEMS
        if answers.get(item.code) not in SCALE
    ]


def why_not_told(told: dict[str, int]) -> list[Reason]:
    """How many people were told, 0 to 15 of each kind."""
    return [
        Reason(_("人数は 0 から 15 までの数で入力してください。"), field=kind)
        for kind, count in told.items()
        if kind not in TOLD_KINDS or not 0 <= count <= TOLD_CAP
    ]


def why_not_use(*, consents: bool) -> list[Reason]:
    """Answers are only taken when they may be used."""
    if consents:
        return []
    return [
        Reason(_("調査の答えを使う同意がないので、受けとれません。同意のページを見てください。"))
    ]


def wave_open(
    *, first: date, last: date | None, started: bool, over: bool, on: date, days: int = 14
) -> str | None:
    """Which survey is open on a day: "pre" before the first session, "post" after the last.

    `first` is the day of the first session that is fixed, `last` of the last one that was held;
    `started` when one was held, `over` when none follows. The lesson itself ends the first survey:
    on its day it is open until the lesson begins.
    """
    if over and last is not None:
        return "post" if last <= on <= last + timedelta(days=days) else None
    if started or not first - timedelta(days=days) <= on <= first:
        return None
    return "pre"
