"""指摘 — what the checker found: by which rule, where, in words, and how to mend it."""

from dataclasses import dataclass, field

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason

GUIDELINE = "K85, K86"
BOOKS = "K87, K88, K89"
LEVELS = ("error", "warn", "hint")


@dataclass(frozen=True)
class Rule:
    """One rule of easy Japanese: what it asks, and where it is written."""

    code: str
    title: str
    source: str = BOOKS
    confidence: str = "secondary"


RULES = {
    rule.code: rule
    for rule in (
        Rule("ej01", _("1つの文で、1つのことを言う。文は短く")),
        Rule("ej02", _("大切なことを先に。手順は、番号をつけて並べる")),
        Rule("ej03", _("やさしいことばを使う。むずかしい用語には説明をつける")),
        Rule("ej04", _("二重の打ち消しを使わない")),
        Rule("ej05", _("敬語を使わない。です・ます、～てください")),
        Rule("ej06", _("受け身・使役を、なるべく使わない")),
        Rule("ej07", _("漢語を並べず、動詞で言う")),
        Rule("ej08", _("擬音語、カタカナ語、略語に気をつける")),
        Rule("ej09", _("あいまいに言わない。することを言う")),
        Rule("ej10", _("漢字に、ふりがなをつける。漢字を多くしない")),
        Rule("ej11", _("ことばの間を、あける（分かち書き）")),
        Rule("ej12", _("日付は ○月○日、年は西暦で")),
        Rule("ej13", _("時刻は、午前・午後と 12時間で")),
        Rule("ej14", _("1ページは、1,000字くらいまで")),
        Rule("ej15", _("外国人や日本語の先生に、見てもらう")),
    )
}
# What no program can see.
FOR_PEOPLE = (
    Reason(
        _("いちばん大切なことが、はじめにありますか。読む人に関係ないことは、ありませんか。"),
        rule="ej02",
    ),
    Reason(_("お金・日にち・場所は、枠や図で目立っていますか。"), rule="ej14"),
    Reason(_("外国人か、日本語の先生に、見てもらいましたか。"), rule="ej15"),
)


@dataclass(frozen=True)
class Finding:
    """One place of the bare text (from `start` up to `end`), and what to do there."""

    rule: str
    level: str
    start: int
    end: int
    text: str
    says: Reason
    fix: Reason

    @property
    def about(self) -> Rule:
        return RULES[self.rule]


@dataclass(frozen=True)
class Checked:
    """Every finding by its place; `analysed` says whether words could be told apart."""

    text: str
    sentences: int
    findings: tuple[Finding, ...]
    analysed: bool
    for_people: tuple[Reason, ...] = field(default=FOR_PEOPLE)

    def count(self, level: str) -> int:
        return sum(found.level == level for found in self.findings)

    @property
    def errors(self) -> int:
        return self.count("error")
