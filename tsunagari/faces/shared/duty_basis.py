"""根拠と計算 — the facts that went into a duty, in words, on the page of its basis of every face."""

from collections.abc import Mapping

from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.measures import MEASURES
from tsunagari.kernel.duties import rulebook, rules
from tsunagari.kernel.duties.models import Duty
from tsunagari.programmes.talent.law.rules import said, trigger_words

UNKNOWN = ("", None, "…")  # what no reader of a calculation can use
WEIGHTS = {
    "safety": _("人の安全に関わるもの"),
    "law": _("法律や同意に関わるもの"),
    "money": _("承認やお金に関わるもの"),
    "other": _("そのほか"),
}
COUNTING = {
    "days_after": _("次の日から数えて、その日数まで"),
    "days_from": _("その日を1日目として、その日数まで"),
    "months_after": _("次の日から数えて、その月数まで（民法の数え方）"),
    "day_of_next_month": _("次の月のその日まで"),
    "end_of_next_month": _("次の月の最後の日まで"),
    "span": _("その日からの期間の最後の日まで"),
    "on": _("その日まで"),
    "until": _("その日まで"),
    "before": _("その日より前に"),
    "days_before": _("その日の、その日数だけ前まで"),
    "months_before": _("その日の、その月数だけ前まで"),
    "month_window": _("その月数だけ前の月のあいだ"),
    "at_once": _("直ちに（連合会のめやすの日数）"),
    "without_delay": _("遅滞なく（連合会のめやすの日数）"),
    "every": _("前の回から、その月数に1回"),
    "windows": _("はじめの日からの、その月数ごとに1回"),
    "quarters": _("四半期がおわってから、その日数まで"),
    "halfway": _("期間の半分がすぎてから、おわりの日まで"),
    "yearly": _("年度がおわった次の年の決まった日まで"),
    "standing": _("期限はなく、いつも守る"),
}


def context(duty: Duty, known: Mapping[str, str], language: str) -> dict:
    """What shared/_duty_basis.html says besides the duty; `known` are facts the face can name."""
    rule = rulebook.of(duty.rule, duty.rule_version)
    return {
        "duty": duty,
        "rule": rule,
        "rule_title": rulebook.plain(rule.title),
        "confidence": gettext(rulebook.CONFIDENCES[rule.confidence]),
        "measure": gettext(MEASURES[duty.measure].title) if duty.measure in MEASURES else "",
        "weight": gettext(WEIGHTS[rules.weight_of(duty.risk)]),
        "facts": facts(duty, known, language),
    }


def facts(duty: Duty, known: Mapping[str, str], language: str) -> list[tuple[str, str]]:
    """(what it is called, its value in words) of every fact that went into a duty."""
    words = {**known, **_of_law(duty)}
    return [
        (
            gettext(rulebook.FACTS.get(name, name)),
            str(words.get(name) or rulebook.in_words(value, language)),
        )
        for name, value in duty.facts.items()
        if value not in UNKNOWN
    ]


def _of_law(duty: Duty) -> dict[str, str]:
    """What the codes among the facts of a duty of the law say."""
    found = duty.facts
    return {
        "trigger": gettext(trigger_words.WORDS.get(found.get("trigger"), "")),
        "counted": gettext(COUNTING.get(found.get("counted"), "")),
        "provisional": " ".join(
            gettext(said.PROVISIONAL[mark])
            for mark in found.get("provisional", ())
            if mark in said.PROVISIONAL
        ),
    }
