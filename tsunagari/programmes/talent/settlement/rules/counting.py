"""数え方 — which presences elsewhere on the platform count for which item of support, and why.

A presence is read where it was noted; nothing is copied. One meeting counts once in a report: for
the first row that fits, however many items it could serve. An hour counts once too: a class that two
hosts entered is one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from tsunagari.base.languages import gettext_noop as _
from tsunagari.programmes.talent.settlement.rules.items import EXCHANGE, JAPANESE, ORIENTATION


@dataclass(frozen=True)
class Counts:
    """Meetings of a kind count for an item and its part; `words` say the rule to a reader."""

    kind: str
    item: str
    part: str
    words: str


RULES = (
    Counts("lesson", JAPANESE, "lessons", _("訓練校の授業の出席は、日本語の授業として数えます。")),
    Counts("japanese_class", JAPANESE, "lessons", _("日本語教室の出席は、日本語の授業として数えます。")),
    Counts("life_workshop", ORIENTATION, "", _("生活のワークショップは、時間だけを生活オリエンテーションに足します。")),
    Counts("workshop", EXCHANGE, "exchange", _("ワークショップの出席は、交流として数えます。")),
    Counts("event", EXCHANGE, "exchange", _("地域の行事の出席は、交流として数えます。")),
    Counts("life_event", ORIENTATION, "", _("生活の催しは、時間だけを生活オリエンテーションに足します。")),
)  # fmt: skip
KINDS = tuple(rule.kind for rule in RULES)
# Counted only for a person who said yes to it.
ASKED = ("event",)
LIFE = "2-3"


def kind_of(kind: str, measure: str) -> str:
    """An event of the measure of life in Japan is told apart from all others."""
    return "life_event" if (kind, measure) == ("event", LIFE) else kind


@dataclass(frozen=True)
class Here:
    """A presence: the meeting's key and kind, its day, the minutes that were noted, and its hours."""

    meeting: int
    kind: str
    on: date
    minutes: int
    span: tuple[datetime, datetime] | None = None

    def overlaps(self, other: "Here") -> bool:
        """Whether the same hours are meant: nobody is in two places."""
        if self.span is None or other.span is None:
            return False
        return self.span[0] < other.span[1] and other.span[0] < self.span[1]


@dataclass(frozen=True)
class Counted:
    """A presence that counts, and by which rule."""

    here: Here
    rule: Counts


def counted(presences: Iterable[Here], *, since: date, until: date) -> list[Counted]:
    """What counts in a span, each meeting once; the oldest first."""
    found: dict[int, Counted] = {}
    for here in sorted(presences, key=lambda one: (one.on, one.meeting)):
        rule = next((rule for rule in RULES if rule.kind == here.kind), None)
        again = any(here.overlaps(one.here) for one in found.values())
        if rule and since <= here.on <= until and not again:
            found.setdefault(here.meeting, Counted(here, rule))
    return list(found.values())
