"""突き合わせ — which line of the bank belongs to whom: a score, and its reasons in words."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.names import fold
from tsunagari.base.refusals import Reason

BY_REFERENCE, BY_EARLIER, BY_NAME, BY_SHARED_NAME, BY_PART = 95, 80, 50, 30, 20
BY_PLEDGE, BY_PLEDGED_DAY, BY_AMOUNT, BY_OFFER = 35, 10, 10, 15
SURE, GAP, TOP = 80, 20, 99
WINDOW = 10  # days around a pledge's day on which its money is looked for
SHORTEST_PART = 4
BEFORE = re.compile(r"^(振込|フリコミ|ふりこみ|電信振込|他行振込|給与振込|送金|入金)[\s*＊・:]*")
# What banks write for the form of a company: it says nothing about which one.
FORMS = re.compile(
    r"株式会社|有限会社|合同会社|一般社団法人|カブシキ(?:ガイシャ|カイシヤ)|ユウゲン(?:ガイシャ|カイシヤ)"
    r"|[(](?:カ|ユ|ド|ザイ|シヤ|トクヒ)(?:[)]|$)|(?<![^\s])(?:カ|ユ|ド|ザイ|シヤ|トクヒ)[)]"
)
REFERENCE = re.compile(r"(?<!\d)\d{7}(?!\d)")


def check_digit(six: str) -> str:
    """Luhn: a mistyped digit, or two that changed places, is found."""
    total = 0
    for at, digit in enumerate(reversed(six)):
        doubled = int(digit) * (2 - at % 2)
        total += doubled - 9 if doubled > 9 else doubled
    return str(-total % 10)


def reference_of(six: str) -> str:
    """参照番号 — six digits and their check digit."""
    return six + check_digit(six)


def references(words: str) -> list[str]:
    """The reference numbers that a remitter wrote beside the name."""
    plain = re.sub(r"(?<=\d)[-\s](?=\d)", "", unicodedata.normalize("NFKC", words))
    return [found for found in REFERENCE.findall(plain) if check_digit(found[:6]) == found[6]]


def payer(words: str) -> str:
    """The remitter as one key: without numbers, 「振込」 and the form of a company."""
    plain = BEFORE.sub("", unicodedata.normalize("NFKC", words).strip())
    plain = FORMS.sub("", re.sub(r"[\d\-]{6,}", "", plain))
    return fold(plain)


@dataclass(frozen=True)
class Expected:
    """An instalment of a pledge that could be this line's."""

    pledge: int
    turn: int
    due: date
    yen: int


@dataclass(frozen=True)
class Booked:
    """A gift that somebody booked by hand, and that no line of the bank belongs to yet."""

    gift: int
    donor: int
    yen: int
    on: date


@dataclass
class Known:
    """Whom a line could come from; keys of donors are numbers."""

    names: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    references: dict[str, int] = field(default_factory=dict)
    earlier: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    expected: dict[int, list[Expected]] = field(default_factory=lambda: defaultdict(list))
    last: dict[int, int] = field(default_factory=dict)

    def learn(self, donor: int, *names: str) -> None:
        for name in names:
            if key := payer(name):
                self.names[key].add(donor)


@dataclass(frozen=True)
class Proposal:
    """A donor for a line; with the instalment that it would be, or the `gift` that it is already."""

    donor: int
    score: int
    reasons: tuple[Reason, ...]
    expected: Expected | None = None
    gift: int | None = None
    # Of a fee: the booking that it pays, or the payment that was noted by hand.
    booking: int | None = None
    payment: int | None = None


def already(yen: int, on: date, booked: Iterable[Booked]) -> list[Proposal]:
    """Gifts of the same amount that were booked by hand around the day, the nearest first."""
    near = [one for one in booked if one.yen == yen and abs((one.on - on).days) <= WINDOW]
    text = _(
        "%(day)s の受け取りとして、もう記帳してあります。"
        "これを選ぶと、その受け取りにつなぐだけで、新しく記帳しません。"
    )
    return [
        Proposal(one.donor, TOP, (Reason(text, {"day": one.on}),), gift=one.gift)
        for one in sorted(near, key=lambda one: (abs((one.on - on).days), one.gift))
    ]


def propose(words: str, yen: int, on: date, known: Known) -> list[Proposal]:
    """Who it may be, the likeliest first; an empty list when nothing speaks for anybody."""
    if yen <= 0:
        return []
    found: dict[int, list[tuple[int, Reason]]] = defaultdict(list)
    for reference in references(words):
        if donor := known.references.get(reference):
            text = _("参照番号 %(reference)s が書いてあります。")
            found[donor].append((BY_REFERENCE, Reason(text, {"reference": reference})))
    key = payer(words)
    for donor in known.earlier.get(key, ()) if key else ():
        alone = len(known.earlier[key]) == 1
        text = _("前に同じ名前で振り込み、この人の寄附と確かめました。")
        found[donor].append((BY_EARLIER if alone else BY_SHARED_NAME, Reason(text)))
    for donor, points, reason in _by_name(key, known):
        found[donor].append((points, reason))
    rows = [_proposal(donor, said, yen, on, known) for donor, said in found.items()]
    return sorted(rows, key=lambda row: (-row.score, row.donor))


def _by_name(key: str, known: Known):
    if not key:
        return
    same = known.names.get(key, set())
    for donor in same:
        if len(same) == 1:
            yield donor, BY_NAME, Reason(_("よみが同じです。"))
        else:
            yield donor, BY_SHARED_NAME, Reason(_("よみが同じ人が、ほかにもいます。"))
    if same or len(key) < SHORTEST_PART:
        return
    # Banks cut long names off.
    for name, donors in known.names.items():
        if len(name) >= SHORTEST_PART and (name.startswith(key) or key.startswith(name)):
            for donor in donors:
                yield donor, BY_PART, Reason(_("よみの一部が同じです。"))


def _proposal(donor: int, said, yen: int, on: date, known: Known) -> Proposal:
    said = list(said)
    near = [one for one in known.expected.get(donor, ()) if abs((one.due - on).days) <= WINDOW]
    exact = [one for one in near if one.yen == yen]
    expected = min(exact or near, key=lambda one: abs((one.due - on).days), default=None)
    if expected and expected.yen == yen:
        text = _("継続の寄附（%(day)s、%(yen)s円）と、日も金額も合います。")
        said.append((BY_PLEDGE, Reason(text, {"day": expected.due, "yen": yen})))
    elif expected:
        text = _("継続の寄附の日（%(day)s）に近いですが、金額がちがいます（約束は%(yen)s円）。")
        said.append((BY_PLEDGED_DAY, Reason(text, {"day": expected.due, "yen": expected.yen})))
        expected = None
    elif known.last.get(donor) == yen:
        said.append((BY_AMOUNT, Reason(_("前の寄附と同じ金額です。"))))
    score = min(TOP, sum(points for points, _reason in said))
    return Proposal(donor, score, tuple(reason for _points, reason in said), expected)


def is_sure(proposals: list[Proposal]) -> bool:
    """True when the first may be ticked for the person who looks: far ahead of any other.

    What may be booked already is never ticked: a person says whether it is the same money.
    """
    booked = any(one.gift or one.payment for one in proposals)
    if booked or not proposals or proposals[0].score < SURE:
        return False
    return len(proposals) == 1 or proposals[0].score - proposals[1].score >= GAP
