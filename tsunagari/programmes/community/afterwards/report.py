"""催しの報告 — for co-hosts and funders: numbers, answers, accounts, photographs, the event before.

It says only what may leave the office: no cell under five, no free words, and photographs that
everybody on them agreed to.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from django.utils.translation import override

from tsunagari.base import pdf
from tsunagari.base.days import clock, day_words
from tsunagari.base.languages import SOURCE, gettext, listed
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.readings import plain
from tsunagari.kernel.papers import actions as papers
from tsunagari.programmes.community.afterwards import numbers, queries
from tsunagari.programmes.community.afterwards.actions.accounts import last_of
from tsunagari.programmes.community.afterwards.models import Survey
from tsunagari.programmes.community.afterwards.rules import accounts, asking
from tsunagari.programmes.community.afterwards.rules.comparing import Beside
from tsunagari.programmes.community.afterwards.rules.results import LEAST, Result
from tsunagari.programmes.community.events import queries as events
from tsunagari.programmes.community.events.models import Event

TEMPLATE = Path(__file__).parent / "report.typ"
ZONE = "Asia/Tokyo"
# In which the report can be written.
LANGUAGES = (SOURCE, "en")
MOST_PHOTOS = 4
SIDES = {accounts.IN: _("入ったお金"), accounts.OUT: _("出たお金")}
FEW = _("少ないため出しません")


@dataclass(frozen=True)
class Line:
    """One question with what may be said of its answers."""

    words: str
    summary: str
    cells: list[tuple[str, int]]
    hidden: bool = False
    many: int = 0
    said: tuple[str, ...] = ()


def made(event: Event, *, language: str, on: date, at: pdf.Edge) -> bytes:
    """報告書（PDF） — in Japanese, or in English for partners abroad."""
    with override(language):
        title = events.title(event, language)
        before = queries.before(event)
        rows = queries.table(event)
        answers = lines(event, language)
        told = numbers.compared(event, before, whole=False)
        data = {
            "heading": gettext(_("催しの報告")),
            "about": pdf.clipped(title, 160),
            "facts": [[a, pdf.clipped(b, 300)] for a, b in _facts(event, language)],
            "heads": heads(before, language),
            "numbers": _numbers(told, before),
            "few": _hidden() if any(row.hidden for row in told) else "",
            "answers": [_drawn(one) for one in answers],
            "hidden": _hidden() if any(one.hidden for one in answers) else "",
            "accounts": [_account(one) for one in rows],
            "sums": _sums(rows),
            "closed": _closed(event, rows, language),
            "photos": _photos(event),
            "words": _words(language, on),
            "paper": _edge(at, language),
        }
    return pdf.make(TEMPLATE, data, title=f"{data['heading']} {title}", language=language, at=at.at)


def _facts(event: Event, language: str) -> list[tuple[str, str]]:
    cohosts = [one.organisation.title for one in event.cohosts.select_related("organisation")]
    rows = [
        (_("いつ"), when(event, language)),
        (_("どこ"), f"{event.place} {event.town}".strip()),
        (_("開いた団体"), event.host.organisation.title),
        (_("いっしょに開いた団体"), listed(cohosts)),
        (_("どんな催しか"), events.words(event) if language == SOURCE else ""),
    ]
    return [(gettext(words), plain(said)) for words, said in rows if said]


def when(event: Event, language: str) -> str:
    """Its day and hours where it was held."""
    starts, ends = (at.astimezone(ZoneInfo(ZONE)) for at in (event.starts_at, event.ends_at))
    return f"{day_words(starts.date(), language)} {clock(starts, ZONE)}–{clock(ends, ZONE)}"


def heads(before: Event | None, language: str) -> list[str]:
    if before is None:
        return [gettext(_("今回"))]
    day = before.starts_at.astimezone(ZoneInfo(ZONE)).date()
    last = gettext(_("前回（%(day)s）")) % {"day": day_words(day, language, weekday=False)}
    return [gettext(_("今回")), plain(last), gettext(_("ちがい"))]


def _numbers(rows: list[Beside], before: Event | None) -> list[list[str]]:
    found = []
    for row in rows:
        unit = row.number.unit
        cells = [numbers.words_of(row.number), numbers.said(row.number.value, unit)]
        if before is not None:
            cells += [numbers.said(row.before, unit), numbers.more(row)]
        found.append([pdf.clipped(plain(cell), 120) for cell in cells])
    return found


def lines(event: Event, language: str, *, whole: bool = False) -> list[Line]:
    """アンケートの結果 — by question, as words; `whole` for the office alone."""
    survey = queries.survey_of(event)
    return [] if survey is None else _lines(survey, language, whole)


def _lines(survey: Survey, language: str, whole: bool) -> list[Line]:
    rows = queries.items(survey)
    found = queries.results_of(survey, rows, whole=whole)
    asked = queries.asked(rows, language)
    pairs = zip(asked, found, strict=True)
    return [_line(one, result) for one, result in pairs if whole or result.kind != asking.FREE]


def _line(asked: queries.Asked, result: Result) -> Line:
    cells = [
        (plain(listed(asked.choices[code] for code in codes)), many) for codes, many in result.cells
    ]
    told = summary(result)
    return Line(plain(asked.words), told, cells, result.hidden, result.answered, result.words)


def summary(result: Result) -> str:
    """How many answered, and the mean with its interval."""
    said = gettext(_("%(n)s人が答えました")) % {"n": result.answered or f"<{LEAST}"}
    if result.mean is None:
        return plain(said)
    mean = gettext(_("平均 %(mean)s")) % {"mean": f"{result.mean:.1f}"}
    if result.low is not None and result.high is not None:
        span = {"low": f"{result.low:.1f}", "high": f"{result.high:.1f}"}
        mean = f"{mean}（{gettext(_('95%%の区間 %(low)s〜%(high)s')) % span}）"
    return plain(f"{said}・{mean}")


def _hidden() -> str:
    words = _("少ない数（%(least)s人未満）は、人が分からないようにまとめるか、出していません。")
    return plain(gettext(words) % {"least": LEAST})


def _drawn(line: Line) -> dict:
    most = max((many for _words, many in line.cells), default=0) or 1
    few = gettext(FEW) if line.hidden and not line.cells else ""
    return {
        "words": pdf.clipped(line.words, 200),
        "summary": f"{line.summary}・{plain(few)}" if few else line.summary,
        "cells": [[pdf.clipped(words, 80), many, many / most] for words, many in line.cells],
    }


def _yen(yen: int) -> str:
    return f"{yen:,}".replace("-", "−")


def _account(row: accounts.Row) -> list[str]:
    cells = [gettext(SIDES[row.side]), gettext(row.words) if row.words else ""]
    sums = (row.planned, row.actual, row.more)
    return [*(pdf.clipped(plain(cell), 120) for cell in cells), *map(_yen, sums)]


def _sums(rows: list[accounts.Row]) -> list[list[str]]:
    sums = accounts.sums(rows)
    told = (
        (_("入ったお金の合計"), sums.planned_in, sums.actual_in),
        (_("出たお金の合計"), sums.planned_out, sums.actual_out),
        (_("差し引き"), sums.planned_left, sums.left),
    )
    return [
        [gettext(words), _yen(plan), _yen(actual), _yen(actual - plan)]
        for words, plan, actual in told
    ]


def _closed(event: Event, rows: list[accounts.Row], language: str) -> str:
    last = last_of(event)
    if last is None:
        return plain(gettext(_("まだ精算していません。数は変わることがあります。")))
    day = day_words(last.on, language)
    said = gettext(_("%(day)s に精算しました（印 %(digest)s）。"))
    words = said % {"day": day, "digest": last.digest[:12]}
    if accounts.changed(last.snapshot, rows):
        words += ("" if language == SOURCE else " ") + gettext(
            _("そのあとに変わった数があります。")
        )
    return plain(words)


def _photos(event: Event) -> list[dict]:
    rows = queries.published(event).select_related("small")[:MOST_PHOTOS]
    return [
        {
            "bytes": list(papers.read(one.small)),
            "alt": gettext(_("催しの写真 %(number)s")) % {"number": number},
        }
        for number, one in enumerate(rows, 1)
    ]


def _words(language: str, on: date) -> dict[str, str]:
    told = {
        "day": day_words(on, language),
        "numbers": gettext(_("催しの数")),
        "answers": gettext(_("アンケート")),
        "accounts": gettext(_("会計")),
        "photos": gettext(_("催しの写真")),
        "consent": gettext(_("写っている人みんなの同意を得た写真だけをのせています。")),
        "side": gettext(_("区分")),
        "what": gettext(_("内容")),
        "planned": gettext(_("予算（円）")),
        "actual": gettext(_("実績（円）")),
        "more": gettext(_("ちがい（円）")),
    }
    return {name: plain(words) for name, words in told.items()}


def _edge(at: pdf.Edge, language: str) -> dict:
    moment = f"{day_words(at.at.date(), language)} {at.at.hour}:{at.at:%M}"
    return {
        "edge": plain(gettext(_("印刷 %(at)s")) % {"at": moment}),
        "body": pdf.clipped(at.body, 60),
        "sample": plain(gettext(_("見本"))) if at.sample else "",
    }
