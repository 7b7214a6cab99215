"""根拠の行 — the table of rules and the figures of the law as the office reads them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from tsunagari.base import figures
from tsunagari.base.languages import gettext, listed
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.names import fold
from tsunagari.faces.shared.duty_basis import COUNTING
from tsunagari.kernel.duties import rulebook
from tsunagari.programmes.talent.law.rules import book, numbers, said, trigger_words
from tsunagari.programmes.talent.law.rules.book import Rule
from tsunagari.programmes.talent.law.rules.gates import TRANSITION

ABOUT_WORDS = {
    book.CASE: _("1人の案件"),
    book.HOST: _("受入れ企業"),
    book.BODY: _("監理・支援をする団体"),
}
KIND_WORDS = {
    book.ACT: _("期限までにすること"),
    book.KEEP: _("保存する書類"),
    book.STANDING: _("いつも守ること"),
    book.ALARM: _("この日で終わること"),
    book.CHANCE: _("できること"),
}
FAR = (book.FIRST_DAY, date.max)


@dataclass(frozen=True)
class Asked:
    """What the list is narrowed to."""

    q: str = ""
    system: str = ""
    holder: str = ""
    confidence: str = ""
    day: date | None = None


def found(asked: Asked) -> list[Rule]:
    """The rows that fit, in the order of the sheets; every word that was typed has to occur."""
    words = fold(asked.q).split()
    return [rule for rule in book.rows() if _fits(rule, asked, words)]


def _fits(rule: Rule, asked: Asked, words: list[str]) -> bool:
    return (
        (not asked.system or asked.system in rule.system)
        and (not asked.holder or asked.holder == rule.holder)
        and (not asked.confidence or asked.confidence == rule.confidence)
        and (asked.day is None or rule.in_force(asked.day))
        and (not words or all(word in _text(rule) for word in words))
    )


def _text(rule: Rule) -> str:
    """Everything of a row that may be searched, in the reader's language and in Japanese."""
    said_words = [rule.title, rule.why, rule.form, book.ROLE_WORDS[rule.holder]]
    sources = [title for title, _address in rule.addresses]
    parts = [rule.id, rule.article, *said_words, *filter(None, map(_maybe, said_words)), *sources]
    return fold(" ".join(parts))


def _maybe(text: str) -> str:
    return gettext(text) if text else ""


def crossings(asked: Asked) -> list[dict]:
    """切り替え — what cases must have done to stay under the old programme, where it fits too."""
    words = fold(asked.q).split()
    return [
        one
        for one in map(crossing, TRANSITION)
        if asked.system in ("", book.TITP, book.ESD)
        and not asked.holder
        and asked.confidence in ("", one["sure"])
        and (asked.day is None or one["from_day"] <= asked.day)
        and all(word in one["text"] for word in words)
    ]


def crossing(code: str) -> dict:
    """One of them in words."""
    words, first, sources, sure = TRANSITION[code]
    found = [book.SOURCES[key] for key in sources]
    titles = [title for title, _address in found]
    return {
        "code": code,
        "title": gettext(words),
        "from_day": first,
        "sources": found,
        "sure": sure,
        "confidence": gettext(rulebook.CONFIDENCES[sure]),
        "text": fold(" ".join([code, words, gettext(words), *titles])),
    }


def by_id(rules: Iterable[Rule]) -> list[list[Rule]]:
    """The rows of each id together, in the order of the first."""
    found: dict[str, list[Rule]] = {}
    for rule in rules:
        found.setdefault(rule.id, []).append(rule)
    return list(found.values())


def first(rules: list[Rule], switched: frozenset[str]) -> dict:
    """One id in a list: its first row, with the systems of all of them."""
    systems = dict.fromkeys(one for rule in rules for one in rule.system)
    return line(rules[0], switched) | {
        "systems": listed(gettext(book.SYSTEM_WORDS[one]) for one in systems)
    }


def line(rule: Rule, switched: frozenset[str]) -> dict:
    """One row of the table in words."""
    return {
        "rule": rule,
        "title": rulebook.plain(rule.title),
        "systems": listed(gettext(book.SYSTEM_WORDS[one]) for one in rule.system),
        "holder": gettext(book.ROLE_WORDS[rule.holder]),
        "confidence": gettext(rulebook.CONFIDENCES[rule.confidence]),
        "unsure": rule.confidence == book.UNSURE,
        "on": rule.id in switched,
        "until": None if rule.until_day == date.max else rule.until_day,
    }


def whole(rule: Rule, switched: frozenset[str], own: dict[str, int]) -> dict:
    """Everything about one row."""
    doer = "RSO" if rule.doer == "RSO?" else rule.doer
    return line(rule, switched) | {
        "why": rulebook.plain(rule.why),
        "about": gettext(ABOUT_WORDS[rule.about]),
        "kind": gettext(KIND_WORDS[rule.kind]),
        "doer": gettext(book.ROLE_WORDS[doer]) if doer else "",
        "maybe_doer": rule.doer == "RSO?",
        "trigger": gettext(trigger_words.WORDS[rule.on]),
        "counted": gettext(COUNTING[rule.when.function]),
        "number": _number(rule.when.n, own),
        "recipients": [
            (first if first != book.FIRST_DAY else None, gettext(words))
            for first, words in book.RECIPIENTS.get(rule.to, ())
        ],
        "form": _maybe(rule.form),
        "keep": _maybe(rule.keep),
        "steps": [rulebook.plain(step) for step in rule.steps],
        "instead_of": rulebook.plain(book.named(rule.instead_of)[0].title)
        if rule.instead_of
        else "",
        "provisional": [gettext(said.PROVISIONAL[mark]) for mark in rule.provisional],
    }


def _number(n: int | str, own: dict[str, int]) -> dict | None:
    """The number of a row: fixed, or a figure with its values by day and the office's own."""
    if not isinstance(n, str):
        return {"fixed": number_in_words(n, n)} if n else None
    return figure(n, own)


def number_in_words(n: int, of: int | str) -> str:
    """How far a row counts, with the unit of its figure; what is fixed in a row is months."""
    known = figures.read(numbers.FOLDER)
    return figures.amount(n, known[of].unit if isinstance(of, str) else "か月") if n else ""


def figure(name: str, own: dict[str, int]) -> dict:
    """A figure in words: its values, the newest first, and what the office set instead."""
    known = figures.read(numbers.FOLDER)[name]
    values = sorted(known.values, key=lambda value: value.from_day, reverse=True)
    return {
        "name": name,
        "title": gettext(known.title),
        "values": [
            {
                "value": value,
                "words": figures.amount(value.value, known.unit),
                "confidence": gettext(rulebook.CONFIDENCES[value.confidence]),
            }
            for value in values
        ],
        "own": figures.amount(own[name], known.unit) if name in own else None,
        "settable": name in numbers.own_names(),
    }


def all_figures(own: dict[str, int]) -> list[dict]:
    """Every figure of the law; those that the office may set come first."""
    found = [figure(name, own) for name in figures.read(numbers.FOLDER)]
    return sorted(found, key=lambda one: not one["settable"])


@dataclass(frozen=True)
class Day:
    """What begins and what ends on a day."""

    on: date
    begins: list[dict]
    ends: list[dict]
    values: list[tuple[dict, figures.Value, str]]


def days() -> list[Day]:
    """いつ何が変わったか — every day on which a row or a figure begins or ends, the newest first."""
    begins, ends, values = defaultdict(list), defaultdict(list), defaultdict(list)
    for rule in book.rows():
        for day, into in ((rule.from_day, begins), (rule.until_day, ends)):
            if day not in FAR and all(one["rule"].id != rule.id for one in into[day]):
                into[day].append(line(rule, frozenset()))
    for name, known in figures.read(numbers.FOLDER).items():
        for value in known.values:
            words = figures.amount(value.value, known.unit)
            values[value.from_day].append((figure(name, {}), value, words))
    every = sorted({*begins, *ends, *values}, reverse=True)
    return [
        Day(day, begins[day], ends[day], values[day])
        for day in every
        if _any(day, begins, ends, values)
    ]


def _any(day: date, *found: dict) -> bool:
    return any(one[day] for one in found)


def holders(rules: Iterable[Rule]) -> Iterator[tuple[str, str]]:
    """(role, words) of everybody who holds a row."""
    held = {rule.holder for rule in rules}
    return ((role, words) for role, words in book.ROLE_WORDS.items() if role in held)
