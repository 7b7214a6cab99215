"""定足数と議決 — may this item be decided, and how did the vote go: section 6.3 in plain Python.

A ratio is a fraction, never a float: ceil(0.8333… × 6) would ask for one member more than 5/6 does.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason

CARRIED, LOST, TIED = "carried", "lost", "tied"
REFERRED, WAITING, OPEN = "referred", "no_quorum", "open"
OUTCOMES = {
    CARRIED: _("可決"),
    LOST: _("否決"),
    TIED: _("可否同数"),
    REFERRED: _("理事会・第三者管理協議会へ送る"),
    WAITING: _("定足数にたりない"),
    OPEN: _("まだ採決していない"),
}
HALF = Fraction(1, 2)


@dataclass(frozen=True)
class Room:
    """Who could decide an item: all members, those recused, and the others who are there."""

    members: int
    recused: int = 0
    present: int = 0


@dataclass(frozen=True)
class Terms:
    """What the articles say on the day: how many must be there, how many must say yes."""

    quorum_ratio: Fraction = HALF
    threshold: Fraction = HALF
    count_recused: bool = False
    fewest: int = 1
    casting: bool = False


@dataclass(frozen=True)
class Votes:
    """What was voted; `casting` is the chair's word in a tie, where the articles know one."""

    yes: int = 0
    no: int = 0
    abstain: int = 0
    casting: str = ""

    @property
    def all(self) -> int:
        return self.yes + self.no + self.abstain


@dataclass(frozen=True)
class Answer:
    """How many could decide, how many had to be there, what came of it and why."""

    eligible: int
    base: int
    needed: int
    quorate: bool
    outcome: str
    reasons: tuple[Reason, ...]
    rule: str


def needed(room: Room, terms: Terms) -> int:
    """How many must be there who may decide."""
    return max(ceil(terms.quorum_ratio * base(room, terms)), terms.fewest, 1)


def base(room: Room, terms: Terms) -> int:
    """What the quorum is counted from: the recused are counted only if the articles say so."""
    return room.members if terms.count_recused else room.members - room.recused


def why_not_quorate(room: Room, terms: Terms) -> list[Reason]:
    """Too few are left by recusals for ever, or too few are there now."""
    least, eligible = needed(room, terms), room.members - room.recused
    if eligible < least:
        words = _(
            "利益相反で%(recused)s人が外れ、決められる委員が%(eligible)s人です。%(needed)s人いないと決められないので、"
            "理事会か第三者管理協議会へ送ってください。"
        )
        facts = {"recused": room.recused, "eligible": eligible, "needed": least}
        return [Reason(words, facts, rule=REFERRED)]
    if room.present < least:
        words = _("決められる委員の出席が%(present)s人です。あと%(more)s人の出席が必要です。")
        facts = {"present": room.present, "more": least - room.present}
        return [Reason(words, facts, rule=WAITING)]
    return []


def decide(room: Room, terms: Terms, votes: Votes | None = None) -> Answer:
    """定足数と議決 — everything that is printed in the minutes about one item."""
    missing = why_not_quorate(room, terms)
    if missing:
        outcome, reasons = missing[0].rule, missing
    elif votes is None:
        outcome, reasons = OPEN, []
    else:
        outcome, reasons = majority(votes, terms)
    return Answer(
        eligible=room.members - room.recused,
        base=base(room, terms),
        needed=needed(room, terms),
        quorate=not missing,
        outcome=outcome,
        reasons=tuple(reasons),
        rule=said(terms),
    )


def of_ballot(votes: Votes, terms: Terms, *, least: int) -> str:
    """How a ballot went: fewer votes than members who had to be there decide nothing."""
    return WAITING if votes.all < least else majority(votes, terms)[0]


def majority(votes: Votes, terms: Terms) -> tuple[str, list[Reason]]:
    """More than the threshold of yes and no; abstentions are not counted."""
    yes, both = votes.yes, votes.yes + votes.no
    facts = {"yes": yes, "no": votes.no}
    if yes > both * terms.threshold:
        return CARRIED, [Reason(_("賛成%(yes)s、反対%(no)sで、可決です。"), facts)]
    if not both:
        return LOST, [Reason(_("賛成も反対もないので、可決していません。"), rule="silent")]
    if yes == votes.no and yes + 1 > (both + 1) * terms.threshold:
        return _tied(votes, terms, facts)
    words = _("賛成%(yes)s、反対%(no)sで、賛成が%(ratio)sをこえないので、否決です。")
    return LOST, [Reason(words, facts | {"ratio": part(terms.threshold)})]


def _tied(votes: Votes, terms: Terms, facts: dict) -> tuple[str, list[Reason]]:
    tie = Reason(_("賛成と反対が同じ数（%(yes)s）です。"), {"yes": facts["yes"]}, rule=TIED)
    if not terms.casting:
        words = _("規程に議長の決裁がないので、可決していません。")
        return TIED, [tie, Reason(words, rule="casting")]
    if votes.casting == "for":
        return CARRIED, [tie, Reason(_("議長の決裁で可決です。"))]
    if votes.casting == "against":
        return LOST, [tie, Reason(_("議長の決裁で否決です。"))]
    return TIED, [tie, Reason(_("議長が決めます。"), rule="chair")]


def unanimous(votes: Votes, eligible: int) -> tuple[str, list[Reason]]:
    """書面決議 — carried only when everybody who may decide says yes."""
    facts = {"yes": votes.yes, "eligible": eligible}
    if eligible and votes.yes == eligible:
        return CARRIED, [Reason(_("決められる委員%(eligible)s人の全員が賛成し、可決です。"), facts)]
    words = _(
        "決められる委員%(eligible)s人のうち賛成は%(yes)s人です。書面では全員の賛成が必要なので、会議で決めてください。"
    )
    return LOST, [Reason(words, facts, rule="written")]


def part(share: Fraction) -> str:
    """A ratio as people write it: 2/3."""
    return f"{share.numerator}/{share.denominator}"


_COUNTED = _("利益相反で外れた委員も、定足数の分母に入れる。")
_NOT_COUNTED = _("利益相反で外れた委員は、定足数の分母に入れない。")
_RULE = _(
    "定足数：決められる委員の%(quorum)s以上（端数は切り上げ、最少%(fewest)s人）の出席。%(recused)s"
    "議決：賛成が、賛成と反対の合計の%(threshold)sをこえること。棄権は数えない。%(casting)s"
)
_CASTING = _("可否同数のときは議長が決める。")
_NO_CASTING = _("可否同数のときは可決しない。")


def said(terms: Terms) -> str:
    """The rule as it is printed in the minutes."""
    return gettext(_RULE) % {
        "quorum": part(terms.quorum_ratio),
        "fewest": terms.fewest,
        "threshold": part(terms.threshold),
        "recused": gettext(_COUNTED if terms.count_recused else _NOT_COUNTED),
        "casting": gettext(_CASTING if terms.casting else _NO_CASTING),
    }
