"""お知らせのことば — subject and body of each kind; each subject registers its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from tsunagari.base import days
from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _


@dataclass(frozen=True)
class NoticeKind:
    """Untranslated subject and body with %(fact)s places; nothing personal in the subject.

    `terms` are the words for codes among the facts, untranslated; a list of codes becomes one
    sentence after another. What is `private` lies in no mailbox that a household or a dormitory
    shares: it never becomes a letter.
    """

    code: str
    subject: str
    body: str
    urgent: bool = False
    private: bool = False
    terms: Mapping[str, str] = field(default_factory=dict)


KINDS: dict[str, NoticeKind] = {}
FOOT = _("この知らせについて：%(link)s")


def register(*kinds: NoticeKind) -> None:
    """Add a subject's kinds.

    ValueError when a code already says something else, or a subject line has a place for facts:
    what stands there is read over people's shoulders.
    """
    for kind in kinds:
        if "%(" in kind.subject:
            raise ValueError(f"{kind.code} says facts in its subject line")
        if KINDS.setdefault(kind.code, kind) != kind:
            raise ValueError(f"{kind.code} is registered twice")


def of(code: str) -> NoticeKind:
    """The words of a kind; an unknown one says its own code."""
    plain = code.replace("%", "%%")
    return KINDS.get(code) or NoticeKind(code, code, plain)


def urgent_kinds() -> list[str]:
    """What waits for nothing else."""
    return [kind.code for kind in KINDS.values() if kind.urgent]


def rendered(notice, language: str) -> tuple[str, str]:
    """(subject, body) in the language that is active now; days and clocks as in `language`."""
    kind = of(notice.kind)
    return gettext(kind.subject), gettext(kind.body) % _Facts(facts_for(notice, language))


def facts_for(notice, language: str) -> dict:
    """Facts for the sentences; a start becomes the day and both clocks, the reader's own first."""
    terms = of(notice.kind).terms
    facts = {name: _in_words(value, terms) for name, value in notice.facts.items()}
    if "starts_at" in facts:
        start = datetime.fromisoformat(facts["starts_at"])
        own, other = facts.get("zone", notice.to.zone), facts.get("other_zone", "")
        day = days.day_words(start.astimezone(ZoneInfo(own)).date(), language)
        clock = days.two_clocks(start, own, other, language) if other else days.clock(start, own)
        facts["when"] = f"{day} {days.zone_name(own, language)} {clock}"
    return facts


def _in_words(fact, terms: Mapping[str, str]):
    """A fact as its reader reads it: a code in words, anything else as it is."""
    if isinstance(fact, list):
        return " ".join(str(_in_words(one, terms)) for one in fact)
    return gettext(terms[fact]) if isinstance(fact, str) and fact in terms else fact


class _Facts(dict):
    def __missing__(self, key):
        return "…"
