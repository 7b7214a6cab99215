"""書類の部品 — what the printed papers of a class exchange have in common."""

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from tsunagari.base import pdf
from tsunagari.base.days import day_words
from tsunagari.base.readings import pieces
from tsunagari.programmes.exchange.class_exchange.documents import furigana

HERE = Path(__file__).parent
NAME = 40
LINE = 120

WORDS = {
    "ja": {"printed": "印刷 %(at)s", "record": "記録 %(id)s", "sample": "見本"},
    "ja-easy": {"printed": "印刷 %(at)s", "record": "記録 %(id)s", "sample": "見本"},
    "en": {"printed": "Printed %(at)s", "record": "Record %(id)s", "sample": "SAMPLE"},
    "vi": {"printed": "In lúc %(at)s", "record": "Hồ sơ %(id)s", "sample": "MẪU"},
    "id": {"printed": "Dicetak %(at)s", "record": "Catatan %(id)s", "sample": "CONTOH"},
    "fil": {"printed": "Na-print %(at)s", "record": "Talaan %(id)s", "sample": "SAMPLE"},
}


@dataclass(frozen=True)
class Printed:
    """What stands on the edge of every page.

    `at` is the moment of printing in the reader's zone, `record` the code under which the paper
    is found again, `body` the federation's name; `sample` marks invented data.
    """

    at: datetime
    record: str = ""
    body: str = ""
    sample: bool = False


@dataclass(frozen=True)
class Clock:
    """From when until when, as a wall clock in one place shows it (both with zone)."""

    place: str
    start: datetime
    end: datetime

    def hours(self) -> str:
        return f"{hour(self.start)}–{hour(self.end)}"


@dataclass(frozen=True)
class Side:
    """One of the two classes: its school, the class's short name, its clock and its teacher."""

    school: str
    class_name: str
    clock: Clock
    pupils: int = 0
    teacher: str = ""
    period: str = ""


@dataclass(frozen=True)
class Reserve:
    """予備日: the same two clocks on another day."""

    own: Clock
    partner: Clock


@dataclass(frozen=True)
class Approval:
    """A permission that must stand on the day: what, who gave it, until when."""

    what: str
    authority: str
    until: date | None = None


@dataclass(frozen=True)
class Memorandum:
    """覚書 between the schools."""

    title: str
    signed_on: date
    until: date | None = None
    signatories: list[str] = field(default_factory=list)


def hour(moment: datetime) -> str:
    return f"{moment.hour}:{moment:%M}"


def name(text: str, most: int = NAME) -> str:
    """A name on one line, cut where it would break the paper."""
    return pdf.clipped(text, most)


def line(text: str, most: int = LINE) -> str:
    return pdf.clipped(text, most)


def words(dictionary: dict, language: str, **facts) -> dict:
    """The labels of a paper in `language` (else English, else Japanese), places filled.

    In やさしい日本語 every label comes as pieces with furigana; in `facts` only days have some.
    """
    chain = ["ja-easy", "ja"] if language == "ja-easy" else [language, "en", "ja"]
    found = {}
    for code in reversed(chain):
        found.update(dictionary.get(code, {}))
    return {key: _said(text, language, facts) for key, text in found.items()}


def said(text: str, language: str, **facts):
    """One sentence of the house for typst: a string, or pieces with furigana."""
    return _said(text, language, facts)


def _said(text, language: str, facts: dict):
    if isinstance(text, (list, tuple)):
        return [_said(each, language, facts) for each in text]
    if language != "ja-easy":
        return furigana.filled([text], facts)[0]
    filled = furigana.filled(furigana.annotated(text), facts)
    # A day among the facts brings its own readings.
    return [part for each in filled for part in (pieces(each) if isinstance(each, str) else [each])]


def when(own: Clock, partner: Clock, language: str) -> dict:
    """Day, own clock and partner's clock; the partner's day is named when it is another."""
    other = partner.start.date() != own.start.date()
    return {
        "day": day_words(own.start.date(), language),
        "own": {"place": name(own.place, 20), "hours": own.hours(), "day": ""},
        "partner": {
            "place": name(partner.place, 20),
            "hours": partner.hours(),
            "day": day_words(partner.start.date(), language) if other else "",
        },
    }


def side(one: Side) -> dict:
    """A class as the templates read it."""
    return {
        "school": name(one.school, 80),
        "class": name(one.class_name, 24),
        "teacher": name(one.teacher),
        "pupils": one.pupils,
        "place": name(one.clock.place, 20),
        "period": name(one.period, 16),
    }


def edge(printed: Printed, language: str) -> dict:
    """Head and foot of the page."""
    labels = WORDS.get(language) or WORDS["en"]
    at = f"{day_words(printed.at.date(), language)} {hour(printed.at)}"
    parts = [labels["printed"] % {"at": at}]
    if printed.record:
        parts.append(labels["record"] % {"id": name(printed.record)})
    return {
        "edge": " · ".join(parts),
        "body": name(printed.body, 60),
        "sample": labels["sample"] if printed.sample else "",
    }


def qr(text: str) -> str:
    return pdf.qr_svg(text)


def paper(template: str, data: dict, *, title: str, language: str, printed: Printed) -> bytes:
    """Print one of the templates that lie beside this module."""
    return pdf.make(
        HERE / template,
        {**data, "paper": edge(printed, language)},
        title=title,
        language=language,
        at=printed.at,
    )
