"""申請書 — its steps, what each is called, what is still missing, and whether the sums agree."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.base.shares import said as said_of

WHO, WHAT, MONEY, FILES, PROMISE = "who", "what", "money", "files", "promise"
STEPS = {
    WHO: _("申請者"),
    WHAT: _("事業"),
    MONEY: _("予算"),
    FILES: _("書類"),
    PROMISE: _("確認と約束"),
}
FIELDS = {
    WHO: (
        "name",
        "legal_form",
        "founded_on",
        "representative",
        "officers",
        "town",
        "phone",
        "email",
    ),
    WHAT: ("title", "summary", "need", "plan", "effect", "from_day", "until_day"),
    MONEY: ("asked_yen", "own_yen", "other_yen"),
    FILES: (),
    PROMISE: ("lawful", "aims", "others", "others_words", "agrees"),
}
LABELS = {
    "name": _("申請者の名前"),
    "legal_form": _("団体の種類"),
    "founded_on": _("活動を始めた日"),
    "representative": _("代表者の名前"),
    "officers": _("役員の名前"),
    "town": _("活動する市町村"),
    "phone": _("電話番号"),
    "email": _("連絡のメールアドレス"),
    "title": _("事業の名前"),
    "summary": _("事業のあらまし"),
    "need": _("なぜ必要ですか"),
    "plan": _("何をしますか"),
    "effect": _("何がどう変わりますか"),
    "from_day": _("事業のはじまり"),
    "until_day": _("事業のおわり"),
    "asked_yen": _("申請する金額"),
    "own_yen": _("自分たちで出す金額"),
    "other_yen": _("ほかの収入"),
    "lawful": _("反社会的勢力ではなく、関係もない"),
    "aims": _("営利・宗教・政治を主な目的とする活動ではない"),
    "others": _("ほかの助成"),
    "others_words": _("ほかの助成の名前と金額"),
    "agrees": _("決まったときに、名前・事業名・金額・理由が公表される"),
}
# A person has no officers and no founding day.
OF_BODIES = frozenset({"founded_on", "representative", "officers"})
OPTIONAL = frozenset({"phone", "other_yen", "own_yen", "others_words", "others"})
PERSON = "person"
SOME = "some"


@dataclass(frozen=True)
class Terms:
    """What a call allows: at most so much, at most this share, within these days."""

    most_yen: int
    share: Fraction
    from_day: date
    until_day: date


def missing(
    facts: Mapping[str, Any], lines: Iterable[int], files: Iterable[str], terms: Terms
) -> list[Reason]:
    """Every reason why an application cannot be sent yet; `rule` is the step where it is mended."""
    lines, files = list(lines), set(files)
    reasons = [
        *(reason for step in FIELDS for reason in _empty(step, facts)),
        *_days(facts, terms),
        *_sums(facts, lines, terms),
        *_files(facts, files),
        *_others(facts),
    ]
    return sorted(reasons, key=lambda reason: list(STEPS).index(reason.rule))


def _empty(step: str, facts: Mapping[str, Any]) -> list[Reason]:
    person = facts.get("legal_form") == PERSON
    asked = [
        field
        for field in FIELDS[step]
        if field not in OPTIONAL and not (person and field in OF_BODIES)
    ]
    return [
        Reason(EMPTY[field], rule=step, field=field)
        for field in asked
        if facts.get(field) in (None, "", False)
    ]


# One sentence a field: they are translated whole.
EMPTY = {
    "name": _("申請者の名前を入力してください。"),
    "legal_form": _("団体の種類を選んでください。"),
    "founded_on": _("活動を始めた日を入力してください。"),
    "representative": _("代表者の名前を入力してください。"),
    "officers": _("役員の名前を、1行に1人ずつ入力してください。"),
    "town": _("活動する市町村を入力してください。"),
    "email": _("連絡のメールアドレスを入力してください。"),
    "title": _("事業の名前を入力してください。"),
    "summary": _("事業のあらましを入力してください。"),
    "need": _("なぜ必要かを書いてください。"),
    "plan": _("何をするかを書いてください。"),
    "effect": _("何がどう変わるかを書いてください。"),
    "from_day": _("事業のはじまりの日を入力してください。"),
    "until_day": _("事業のおわりの日を入力してください。"),
    "asked_yen": _("申請する金額を入力してください。"),
    "lawful": _("反社会的勢力ではないことを確かめて、チェックをつけてください。"),
    "aims": _("営利・宗教・政治を主な目的としないことを確かめて、チェックをつけてください。"),
    "agrees": _("公表されることを確かめて、チェックをつけてください。"),
}


def _days(facts: Mapping[str, Any], terms: Terms) -> list[Reason]:
    first, last = facts.get("from_day"), facts.get("until_day")
    reasons = []
    if first and last and last < first:
        words = _("事業のおわりの日は、はじまりの日（%(day)s）より後にしてください。")
        reasons.append(Reason(words, {"day": first}, rule=WHAT, field="until_day"))
    span = {"first": terms.from_day, "last": terms.until_day}
    if (first and first < terms.from_day) or (last and last > terms.until_day):
        words = _("事業は %(first)s から %(last)s までの間にしてください。")
        reasons.append(Reason(words, span, rule=WHAT, field="from_day"))
    return reasons


def _sums(facts: Mapping[str, Any], lines: list[int], terms: Terms) -> list[Reason]:
    if not lines:
        words = _("予算の行を1つ以上入れてください。")
        return [Reason(words, rule=MONEY, field="lines")]
    cost, asked = sum(lines), facts.get("asked_yen")
    reasons = []
    if any(yen <= 0 for yen in lines):
        words = _("予算の行の金額は、1円以上で入れてください。")
        reasons.append(Reason(words, rule=MONEY, field="lines"))
    if asked is None:
        return reasons
    income = asked + (facts.get("own_yen") or 0) + (facts.get("other_yen") or 0)
    if income != cost:
        words = _(
            "収入の合計は %(income)s円、支出の合計は %(cost)s円で、%(gap)s円ちがいます。同じにしてください。"
        )
        sums = {"income": income, "cost": cost, "gap": abs(income - cost)}
        reasons.append(Reason(words, sums, rule=MONEY, field="asked_yen"))
    if asked == 0 or asked > terms.most_yen:
        words = _("申請する金額は、1円から %(most)s円までにしてください。")
        reasons.append(Reason(words, {"most": terms.most_yen}, rule=MONEY, field="asked_yen"))
    if asked > cost * terms.share:
        words = _("申請できるのは、支出の合計の %(share)s（%(most)s円）までです。")
        sums = {"share": said_of(terms.share), "most": int(cost * terms.share)}
        reasons.append(Reason(words, sums, rule=MONEY, field="asked_yen"))
    return reasons


def _files(facts: Mapping[str, Any], files: set[str]) -> list[Reason]:
    if facts.get("legal_form") == PERSON:
        return []
    said = {
        "rules": _("定款・規約のファイルを入れてください。"),
        "accounts": _("最近の決算書のファイルを入れてください。"),
    }
    return [
        Reason(words, rule=FILES, field=kind) for kind, words in said.items() if kind not in files
    ]


def _others(facts: Mapping[str, Any]) -> list[Reason]:
    if facts.get("others") in (None, ""):
        words = _("ほかの助成を受けるかどうかを選んでください。")
        return [Reason(words, rule=PROMISE, field="others")]
    if facts.get("others") == SOME and not facts.get("others_words"):
        words = _("ほかの助成の名前と金額を書いてください。同じ費用は2回払えません。")
        return [Reason(words, rule=PROMISE, field="others_words")]
    return []


def day_of(value: date | str) -> date:
    """A day as it is typed or as it was sent."""
    return date.fromisoformat(value) if isinstance(value, str) else value
