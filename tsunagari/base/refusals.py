"""お断り — reasons why something is not done, in words a person can act on."""

import re
from dataclasses import dataclass, field
from datetime import date

from tsunagari.base.languages import active, gettext
from tsunagari.base.languages import gettext_noop as _

# A fact that stands before 円 is a sum of money.
MONEY = re.compile(r"%\((\w+)\)s円")
CHANGED = _(
    "画面を開いたあとに、内容が変わりました。いまの内容を見てから、もう一度やってください。"
)
CHANGED_BELOW = _(
    "画面を開いたあとに、内容が変わりました。"
    "下の「いまの内容」を見て、よければもう一度保存してください。"
)


@dataclass(frozen=True)
class Reason:
    """One sentence that says what is wrong and how to fix it.

    `text` is an untranslated message with %(name)s places, `facts` fills them, `rule` names the
    rule it comes from, `field` the form field or file cell it belongs to.
    """

    text: str
    facts: dict = field(default_factory=dict)
    rule: str = ""
    field: str = ""

    def words(self) -> str:
        """The sentence in the reader's language; days as its readers write them, sums with commas."""
        money = MONEY.findall(self.text)
        facts = {name: _said(value, name in money) for name, value in self.facts.items()}
        return gettext(self.text) % facts if facts else gettext(self.text)

    def __hash__(self):
        return hash((self.text, tuple(sorted(self.facts.items())), self.rule, self.field))


def _said(fact, money: bool):
    from tsunagari.base.days import day_words

    if money and type(fact) is int:
        return f"{fact:,}"
    return day_words(fact, active()) if type(fact) is date else fact


class Refused(Exception):
    """An action that was not done; nothing has been written."""

    def __init__(self, reasons: list[Reason]):
        self.reasons = list(reasons)
        super().__init__("; ".join(reason.text for reason in self.reasons))


def refuse_if(reasons: list[Reason]) -> None:
    """Raise Refused with all reasons at once when there is at least one."""
    if reasons:
        raise Refused(reasons)


def why_stale(seen, stored, *, field: str = "", below: bool = False) -> list[Reason]:
    """Nobody writes over what changed since they looked: somebody else did it, or another window.

    `below`: the page that says so shows what is stored.
    """
    words = CHANGED_BELOW if below else CHANGED
    return [] if seen == stored else [Reason(words, rule="version", field=field)]
