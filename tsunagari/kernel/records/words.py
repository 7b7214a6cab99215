"""記録のことば — what each kind of record says on a timeline, and who may see it there.

Every subject registers its own in its AppConfig.ready: `words.register({"card.issued": Words(…)})`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tsunagari.base.days import day_words
from tsunagari.base.languages import gettext, listed
from tsunagari.base.languages import gettext_noop as _

KINDS = {
    "change": _("変更"),
    "contact": _("連絡"),
    "paper": _("書類"),
    "meeting": _("集い"),
    "consent": _("同意"),
    "duty": _("務め"),
}
DAY = re.compile(r"\d{4}-\d\d-\d\d")
STAFF = frozenset({"staff"})
BODIES = STAFF | {"body"}
EVERYBODY = BODIES | {"self"}


@dataclass(frozen=True)
class Words:
    """One sentence with %(fact)s places, its kind, and who finds it on a timeline.

    `seen_by` holds "staff" (the federation's office), "body" (the concerned body's own people) and
    "self" (the concerned person). `terms` are the words for codes among the facts, untranslated.
    """

    text: str
    kind: str = "change"
    seen_by: frozenset[str] = STAFF
    terms: Mapping[str, str] = field(default_factory=dict)


# Facts that are sums of money.
SUMS = frozenset({"yen", "cost", "income"})
WORDS: dict[str, Words] = {
    "party.added": Words(_("登録しました。")),
    "party.changed": Words(_("登録内容を変えました。")),
    "party.forgotten": Words(_("個人の情報を消しました。")),
    "records.erased": Words(_("記録の中の個人の情報を消しました（%(details)s件）。")),
    "card.issued": Words(_("カードを出しました。"), "paper", BODIES),
    "card.first_shown": Words(
        _("カードの最初の番号を、本人に言うために見ました。"), "paper", STAFF | {"self"}
    ),
    "card.pin_chosen": Words(_("カードの暗証番号を決めました。"), "paper", STAFF | {"self"}),
    "calendar.opened": Words(_("カレンダーの住所を作りました。"), "change", STAFF | {"self"}),
    "calendar.closed": Words(_("カレンダーの住所を使えなくしました。"), "change", STAFF | {"self"}),
    "card.revoked": Words(_("カードを使えなくしました。"), "paper", BODIES),
    "paper.added": Words(_("書類を受け取りました。"), "paper", BODIES),
    "role.given": Words(_("役割をつけました。"), "change", EVERYBODY),
    "role.ended": Words(_("役割を終えました。"), "change", EVERYBODY),
    "role.reopened": Words(_("役割の終わりを取り消しました。"), "change", EVERYBODY),
    "body.acted_for": Words(_("事務局の人が、代わりに入りました。"), "change", BODIES),
    "identifier.noted": Words(_("番号を登録しました。"), "paper", STAFF | {"self"}),
    "identifier.read": Words(_("番号を見ました。"), "paper", STAFF | {"self"}),
    "identifier.ended": Words(_("番号を使わなくしました。"), "paper", STAFF | {"self"}),
    "identifier.restored": Words(_("番号をもどしました。"), "paper", STAFF | {"self"}),
    "party.merged": Words(_("同じ人・団体として、1つにまとめました。")),
    "party.parted": Words(_("まとめたのを取り消して、別々にもどしました。")),
    "agreement.signed": Words(_("協定・覚書を結びました（%(until_day)sまで）。"), "paper", BODIES),
    "approval.noted": Words(_("承認を登録しました。"), "paper", BODIES),
    "consent.answered": Words(
        _("同意の答えを受け取りました（はい%(yes)s件、いいえ%(no)s件）。"), "consent", EVERYBODY
    ),
    "consent.withdrawn": Words(_("同意の取り消しを受け取りました。"), "consent", EVERYBODY),
    "meeting.closed": Words(
        _("集いを終えました（出席%(present)s人、グループ%(groups)sつ）。"), "meeting", EVERYBODY
    ),
    "duties.reconciled": Words(
        _(
            "務めを見なおしました（新しい%(new)s件、動いた%(moved)s件、済んだ%(done)s件、"
            "なくなった%(void)s件、もどった%(reopened)s件）。"
        ),
        "duty",
    ),
    "duty.done": Words(_("務めを終えました。"), "duty"),
    "notice.sent": Words(_("お知らせを送りました。"), "contact", EVERYBODY),
    "import.accepted": Words(_("名簿などを取り込みました。"), "paper"),
    "import.undone": Words(_("取り込みを元にもどしました。"), "paper"),
}


def register(words: dict[str, Words]) -> None:
    """Add a subject's words; raises ValueError when a did already says something else."""
    for did, said in words.items():
        if WORDS.setdefault(did, said) != said:
            raise ValueError(f"{did} already has words")


def of(did: str) -> Words:
    """The words of a did; an unknown one says its own name, to staff only."""
    return WORDS.get(did) or Words(did.replace("%", "%%"))


def sentence(record, language: str = "") -> str:
    """What a record says, in the reader's language; a fact it lacks shows as 「…」.

    With `language`, days are written as its readers write them.
    """
    said = of(record.did)
    facts = {
        name: in_words(_sum(name, _named(value, said.terms)), language)
        for name, value in record.facts.items()
    }
    return gettext(said.text) % _Facts(facts)


def _named(value, terms: Mapping[str, str]):
    """Codes, one or several behind each other, by their words."""
    if not terms or not isinstance(value, str):
        return value
    return listed(gettext(terms[code]) if code in terms else code for code in value.split(", "))


def _sum(name: str, value):
    """Yen with their thousands apart: 25,000."""
    return f"{value:,}" if name in SUMS and isinstance(value, int) else value


def in_words(value, language: str):
    """A fact as its reader writes it: a stored day with its weekday, anything else as it is."""
    if not language or not isinstance(value, str) or not DAY.fullmatch(value):
        return value
    try:
        return day_words(date.fromisoformat(value), language)
    except ValueError:  # a name that only looks like a day
        return value


def dids_of(kind: str) -> list[str]:
    """The dids of a kind (change, contact, paper …)."""
    return sorted(did for did, said in WORDS.items() if said.kind == kind)


def seen_by(reader: str) -> list[str]:
    """The dids that this reader finds on a timeline."""
    return sorted(did for did, said in WORDS.items() if reader in said.seen_by)


class _Facts(dict):
    def __missing__(self, key):
        return "…"
