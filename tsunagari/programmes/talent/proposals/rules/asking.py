"""表のえらび方 — which tables can be asked for: known dimensions, closed months, something to show."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from tsunagari.base.languages import LANGUAGES
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.programmes.talent.proposals.rules.counts import (
    ALL,
    DIMENSIONS,
    LANGUAGE,
    MONTH,
    OTHER,
    TOPIC,
    TOWN,
    UNKNOWN,
    Asked,
    Place,
    Table,
    months,
)

TOPICS = {
    "residence": _("在留・手続"),
    "work": _("仕事・給料"),
    "life": _("くらし"),
    "danger": _("身の危険"),
}
# The six towns of the federation's area; everything else is one row.
TOWNS = ("流山市", "柏市", "松戸市", "野田市", "我孫子市", "鎌ケ谷市")
SPOKEN = ("ja", "en", "vi", "id", "fil", "zh", "ne", "my")
NAMES = dict(LANGUAGES) | {"zh": "中文", "ne": "नेपाली", "my": "မြန်မာ"}
TITLES = {
    TOPIC: _("相談の種類"),
    LANGUAGE: _("言葉"),
    TOWN: _("町"),
    MONTH: _("月"),
}
HIDDEN = _(
    "「–」は出していない数です。%(k)s件より少ない数か、出すとほかの数から%(k)s件より少ない数が計算できる数です。"
    "どちらであるかは言いません。0件のことも、もっと多いこともあります。"
)
LONGEST = 24


def place_of(*, topic: str, language: str, town: str, month: str) -> Place:
    """Where a consultation is counted: what is not on a list is その他, what nobody said わからない."""
    spoken = "ja" if language == "ja-easy" else language
    return Place(
        topic=topic if topic in TOPICS else OTHER,
        language=spoken if spoken in SPOKEN else OTHER if spoken else UNKNOWN,
        town=town if town in TOWNS else OTHER if town else UNKNOWN,
        month=month,
    )


def values(first: str, last: str) -> dict[str, list[str]]:
    """The rows of each dimension, the same in every table."""
    return {
        TOPIC: [*TOPICS, OTHER],
        LANGUAGE: [*SPOKEN, OTHER, UNKNOWN],
        TOWN: [*TOWNS, OTHER, UNKNOWN],
        MONTH: months(first, last),
    }


def cube_of(rows: Iterable, *, month) -> dict[Place, int]:
    """Consultations by place, each case once however many categories it has; `month` reads a row's."""
    first: dict[object, Place] = {}
    for row in rows:
        first.setdefault(
            row.case,
            place_of(topic=row.topic, language=row.language, town=row.town, month=month(row)),
        )
    cube: dict[Place, int] = {}
    for place in first.values():
        cube[place] = cube.get(place, 0) + 1
    return cube


def closed_months(since: date | None, on: date, days: int) -> list[str]:
    """The months that can be counted: they ended at least so many days ago."""
    if since is None:
        return []
    last = on - timedelta(days=days)
    ended = last.replace(day=1) - timedelta(days=1)
    return (
        months(f"{since:%Y-%m}", f"{ended:%Y-%m}") if f"{since:%Y-%m}" <= f"{ended:%Y-%m}" else []
    )


def why_not_ask(asked: Asked, closed: list[str]) -> list[Reason]:
    """A table has known rows, other columns, and a span of months that are closed."""
    reasons = []
    if asked.rows not in DIMENSIONS:
        reasons.append(Reason(_("表の行を選んでください。"), rule="rows", field="rows"))
    if asked.columns and (asked.columns not in DIMENSIONS or asked.columns == asked.rows):
        words = _("列は、行とちがうものを選んでください。")
        reasons.append(Reason(words, rule="columns", field="columns"))
    if not closed:
        words = _("公表できる月がまだありません。月が終わって、数えおわるまで待ってください。")
        reasons.append(Reason(words, rule="months", field="first"))
    elif asked.first not in closed or asked.last not in closed or asked.first > asked.last:
        words = _(
            "月は、%(first)s から %(last)s までの中で、はじめの月が先になるように選んでください。"
        )
        facts = {"first": closed[0], "last": closed[-1]}
        reasons.append(Reason(words, facts, rule="months", field="first"))
    elif len(months(asked.first, asked.last)) > LONGEST:
        words = _("期間は%(most)sか月までです。短くしてください。")
        reasons.append(Reason(words, {"most": LONGEST}, rule="longest", field="first"))
    fixed = {TOPIC: asked.topic, LANGUAGE: asked.language, TOWN: asked.town}
    if any(fixed.get(one) for one in (asked.rows, asked.columns)):
        words = _("行や列にしたものは、しぼりこみに使えません。どちらかを外してください。")
        reasons.append(Reason(words, rule="fixed", field="rows"))
    return reasons + _why_unknown(fixed)


def _why_unknown(fixed: Mapping[str, str]) -> list[Reason]:
    known = values("2000-01", "2000-01")
    words = _("しぼりこみの値を選びなおしてください。")
    return [
        Reason(words, rule="values", field=name)
        for name, value in fixed.items()
        if value != ALL and value not in known[name]
    ]


def why_not_as_seen(*, seen: str, now: str) -> list[Reason]:
    """What is published is what was looked at: another table may have come out meanwhile."""
    words = _("見ているあいだに変わりました。いまの内容を見てから、もう一度おしてください。")
    return [] if seen == now else [Reason(words, rule="seen")]


def why_not_publish(made: Table, k: int) -> list[Reason]:
    """A table that says nothing is not published; coarser ones may be."""
    if made.shown:
        return []
    words = _(
        "この表は公表できません。どの数も%(k)s件より少ないか、前に公表した表と合わせると"
        "%(k)s件より少ない数が計算できます。期間を長くするか、行を減らしてください。"
    )
    return [Reason(words, {"k": k}, rule="nothing")]
