"""効果の見せ方 — what changed between the two surveys, how far the word went, which ties were made.

The desk and the schools read the same page. It says "changed by", never "caused"; every figure
leads to what it was counted from (shared/evidence.py).
"""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from tsunagari.base.languages import gettext as _
from tsunagari.base.languages import listed
from tsunagari.faces.shared import charts
from tsunagari.programmes.exchange.class_exchange import effects
from tsunagari.programmes.exchange.class_exchange.effects import BOTH, Facts, Shown
from tsunagari.programmes.exchange.class_exchange.rules import survey
from tsunagari.programmes.exchange.class_exchange.rules.effect import Effect
from tsunagari.programmes.exchange.class_exchange.rules.power import smallest_shown

PEOPLE = ("enrolled", "invited", "pre", "post", "matched")


def signed(value: float | None, places: int = 2) -> str:
    """+0.67, −0.12, 0.00; "" when it could not be computed."""
    if value is None:
        return ""
    text = f"{abs(value):.{places}f}"
    if float(text) == 0:
        return text
    return f"+{text}" if value > 0 else f"−{text}"


def between(span, places: int = 2) -> str:
    """+0.35〜+0.98."""
    if span is None:
        return ""
    return f"{signed(span[0], places)}〜{signed(span[1], places)}"


class Links:
    """Addresses of the evidence behind each figure, on the reader's own face."""

    def __init__(self, face: str, exchange):
        self.path = reverse(f"{face}:effect_evidence", args=[exchange.pk])

    def to(self, figure: str, **where) -> str:
        return f"{self.path}?{urlencode({'figure': figure, **where})}"


def effect_page(request, exchange, face: str) -> dict:
    """Everything that the page shows."""
    facts = effects.facts_of(exchange, on=request.viewer.on)
    links = Links(face, exchange)
    scales = [_scale(facts, code, links) for code in survey.SCALES]
    reach = effects.reached(facts, on=request.viewer.on)
    new = sum(row.new for row in facts.ties)
    return {
        "frame": f"tn/{face}.html",
        "face": face,
        "exchange": exchange,
        "facts": facts,
        "as_of": timezone.now(),
        "answer": scales[0]["finding"],
        "started": facts.closed or any(side.counted("pre") for side in facts.sides),
        "matched": len(facts.people(BOTH)),
        "headline": scales[0],
        "matched_href": links.to("matched", side=BOTH),
        "partial": [partial for wave in facts.waves if (partial := _partial(facts, wave))],
        "people": _people(facts, links),
        "scales": scales,
        "items": _items(facts, links),
        "ties": _ties(facts, links),
        "new_ties": new,
        "ties_href": links.to("ties"),
        "reach": _reach(facts, reach, links),
        "smallest": _smallest(facts),
        "scale_choices": [(code, _(words)) for code, words in survey.SCALES.items()],
    }


def side_name(row) -> str:
    """A school's name, or the word for both together."""
    return row.name or _("両校あわせて")


def _partial(facts: Facts, wave) -> str:
    """Who is still missing, in one sentence; "" when everybody answered or it is too early."""
    asked = sum(asked for _answered, asked in wave.classes.values())
    answered = sum(answered for answered, _asked in wave.classes.values())
    if not asked or answered == asked or (wave.wave == "post" and not facts.closed):
        return ""
    said = {
        "pre": _(
            "はじめのアンケート：%(all)s組中 %(entered)s組が入力済みです（%(asked)s人中 %(answered)s人）。"
        ),
        "post": _(
            "おわりのアンケート：%(all)s組中 %(entered)s組が入力済みです（%(asked)s人中 %(answered)s人）。"
        ),
    }[wave.wave] % {
        "all": len(wave.classes),
        "entered": wave.entered,
        "asked": asked,
        "answered": answered,
    }
    if not wave.missing:
        return said
    return f"{said} " + _("まだの学級：%(classes)s") % {"classes": listed(wave.missing)}


def _people(facts: Facts, links: Links) -> list[dict]:
    """One row a side and one for both: how many were there, were asked, answered."""
    rows = [
        (side.key, side.name, {what: len(side.counted(what)) for what in PEOPLE})
        for side in facts.sides
    ]
    total = {what: sum(counts[what] for _k, _n, counts in rows) for what in PEOPLE}
    return [
        {
            "name": name or _("両校あわせて"),
            "cells": [(counts[what], links.to(what, side=key)) for what in PEOPLE],
        }
        for key, name, counts in [*rows, (BOTH, "", total)]
    ]


# — one scale —


def _scale(facts: Facts, code: str, links: Links) -> dict:
    title = _(survey.SCALES[code])
    shown = effects.shown(facts, effects.items_of(code))
    return {
        "code": code,
        "title": title,
        "finding": finding(title, shown[-1]),
        "chart": _dots(facts, shown, links, code, title),
        "bars": _bars(shown, links, code, title),
        "sides": [side_name(row) for row in shown],
        "lines": _lines(facts, shown, links, code),
        "size": signed(shown[-1].effect.d_av) if shown[-1].effect else "",
        "size_href": links.to("d_av", of=code, side=BOTH),
        "notes": sorted({note.words() for row in shown if row.effect for note in row.effect.notes}),
    }


def finding(title: str, both: Shown) -> str:
    """What the figures say, in one sentence: how much it changed by, and how sure that is."""
    if both.effect is None or both.effect.mean_change is None:
        return _("「%(scale)s」の結果は、まだ出せません。") % {"scale": title}
    change, span = both.effect.mean_change, sure(both.effect)
    facts = {
        "scale": title,
        "change": f"{abs(change):.2f}",
        "low": signed(span[0]) if span else "",
        "high": signed(span[1]) if span else "",
        "n": both.effect.n,
    }
    if span is None:
        facts["change"] = signed(change)
        return _("「%(scale)s」の平均の変化は %(change)s です（%(n)s人）。") % facts
    if span[0] <= 0 <= span[1]:
        facts["change"] = signed(change)
        return (
            _(
                "「%(scale)s」に、はっきりした変化は見えません（差 %(change)s、95%%の区間 %(low)s〜%(high)s、%(n)s人）。"
            )
            % facts
        )
    words = (
        _(
            "「%(scale)s」の平均は %(change)s 上がりました（95%%の区間 %(low)s〜%(high)s、%(n)s人）。"
        )
        if change > 0
        else _(
            "「%(scale)s」の平均は %(change)s 下がりました（95%%の区間 %(low)s〜%(high)s、%(n)s人）。"
        )
    )
    return words % facts


def sure(found: Effect):
    """The interval that allows for classes when they could be taken into account.

    None when everybody changed alike: an interval of no width would sound surer than anybody is.
    """
    if not found.sd_change:
        return None
    return found.mean_change_ci95_clustered or found.mean_change_ci95


def hidden_words(facts: Facts, row: Shown) -> str:
    """Why there are dots instead of a figure."""
    if row.side == BOTH and row.n >= facts.least:
        return _("片方の学校が%(least)s人未満のため、出しません") % {"least": facts.least}
    return _("%(least)s人未満のため、出しません") % {"least": facts.least}


def _dots(facts, shown, links, code, title) -> str:
    rows = []
    for row in shown:
        found = row.effect
        span = found and sure(found)
        rows.append(
            charts.Interval(
                label=side_name(row),
                value=found and found.mean_change,
                low=span[0] if span else None,
                high=span[1] if span else None,
                note=f"n = {row.n}" if found else f"••• n = {row.n}、{hidden_words(facts, row)}",
                href=links.to("change", of=code, side=row.side),
            )
        )
    desc = _("点は平均の変化、線は95%の区間です。0より右は上がったことを表します。")
    return charts.dot_interval(rows, key=f"dots-{code}", title=title, desc=desc)


def _bars(shown, links, code, title) -> str:
    rows = [
        charts.ShareBar(
            side_name(row),
            row.effect.shares.improved,
            row.effect.shares.same,
            row.effect.shares.worse,
            row.effect.n,
            links.to("shares", of=code, side=row.side),
        )
        for row in shown
        if row.effect and row.effect.shares
    ]
    if not rows:
        return ""
    words = (_("上がった"), _("同じ"), _("下がった"))
    named = _("「%(scale)s」が上がった人・同じ人・下がった人の割合") % {"scale": title}
    return charts.share_bars(rows, key=f"bars-{code}", title=named, words=words)


def _lines(facts, shown, links, code) -> list[dict]:
    """The table under a chart: a line a figure, a column a side."""

    def line(term, figure, words):
        return {
            "term": term,
            "cells": [
                {
                    "words": words(row.effect) if row.effect else "",
                    "hidden": "" if row.effect else hidden_words(facts, row),
                    "href": links.to(figure, of=code, side=row.side),
                }
                for row in shown
            ],
        }

    counted = {
        "term": _("両方に答えた人"),
        "cells": [
            {"words": str(row.n), "hidden": "", "href": links.to("matched", side=row.side)}
            for row in shown
        ],
    }
    return [
        counted,
        line(_("学級を考えた人数"), "n_effective", lambda e: number(e.n_effective)),
        line(_("平均の変化"), "change", lambda e: signed(e.mean_change)),
        line(_("95%の区間"), "change", lambda e: between(e.mean_change_ci95)),
        line(
            _("95%の区間（学級を考えた）"),
            "n_effective",
            lambda e: between(e.mean_change_ci95_clustered),
        ),
        line(_("変化の大きさ d_av"), "d_av", lambda e: _sized(e.d_av, e.d_av_ci95)),
        line(_("変化の大きさ d_z"), "d_z", lambda e: _sized(e.d_z, e.d_z_ci95)),
        line(_("上がった"), "shares", lambda e: f"{e.shares.improved:.0%}"),
        line(_("同じ"), "shares", lambda e: f"{e.shares.same:.0%}"),
        line(_("下がった"), "shares", lambda e: f"{e.shares.worse:.0%}"),
    ]


def number(value: float | None) -> str:
    return "" if value is None else f"{value:.0f}"


def _sized(value, span) -> str:
    return f"{signed(value)}（{between(span)}）" if span else signed(value)


def _items(facts: Facts, links: Links) -> dict:
    """Every question of the form, in the order asked."""
    rows, dots = [], []
    for item in survey.ITEMS:
        shown = effects.shown(facts, [item.code])
        both = shown[-1].effect
        href = links.to("change", of=item.code, side=BOTH)
        span = both and sure(both)
        dots.append(
            charts.Interval(
                label=_(item.text),
                value=both and both.mean_change,
                low=span[0] if span else None,
                high=span[1] if span else None,
                note="" if both else f"••• {hidden_words(facts, shown[-1])}",
                href=href,
            )
        )
        rows.append(
            {
                "text": _(item.text),
                "cells": [
                    {
                        "words": row.effect and signed(row.effect.mean_change),
                        "span": row.effect and between(sure(row.effect)),
                        "size": row.effect and signed(row.effect.d_av),
                        "hidden": "" if row.effect else hidden_words(facts, row),
                        "href": links.to("change", of=item.code, side=row.side),
                    }
                    for row in shown
                ],
            }
        )
    title = _("質問ごとの平均の変化（両校あわせて）")
    return {
        "rows": rows,
        "sides": [side_name(row) for row in shown],
        "chart": charts.dot_interval(dots, key="items", title=title),
    }


def _smallest(facts: Facts) -> str:
    """The smallest true change that this many people would show."""
    n = len(facts.people(BOTH))
    return f"{smallest_shown(n):.2f}" if n >= facts.least else ""


# — ties and reach —


def _ties(facts: Facts, links: Links) -> dict:
    rows, sum_of, points = [], 0, []
    for row in facts.ties:
        sum_of += row.new
        href = links.to("ties", session=row.session.pk)
        rows.append({"row": row, "href": href, "sum": sum_of})
        label = _("第%(n)s回") % {"n": row.session.ordinal}
        points.append(charts.Point(label, sum_of, href))
    title = _("つながりは 0 から %(sum)s組に") % {"sum": sum_of}
    return {
        "rows": rows,
        "title": title,
        "href": links.to("ties"),
        "chart": charts.line(points, key="ties", title=title) if len(points) > 1 else "",
    }


def _reach(facts: Facts, reach, links: Links) -> dict:
    bases = {"measured": _("測った数"), "assumed": _("仮定した数"), "unknown": _("わかりません")}
    return {
        "found": reach,
        "total": f"{reach.total:,.0f}",
        "span": _("95%%の区間 %(low)s〜%(high)s人")
        % {"low": f"{reach.ci95[0]:,.0f}", "high": f"{reach.ci95[1]:,.0f}"}
        if reach.ci95
        else "",
        "href": links.to("reach", side=BOTH),
        "method": [reason.words() for reason in reach.method],
        "rows": [
            {
                "name": row.side,
                "direct": row.direct,
                "direct_href": links.to("direct", side=side.key),
                "told": f"{row.told:.2f}" if row.basis != "unknown" else "",
                "respondents": row.respondents,
                "indirect": f"{row.indirect:,.0f}",
                "href": links.to("reach", side=side.key),
                "basis": bases[row.basis],
                "measured": row.basis == "measured",
            }
            for side, row in zip(facts.sides, reach.rows, strict=True)
        ],
    }


def ties_page(request, exchange, face: str) -> dict:
    """The ties of an exchange alone: each finished session with what it bound."""
    facts = effects.facts_of(exchange, on=request.viewer.on)
    links = Links(face, exchange)
    return {
        "frame": f"tn/{face}.html",
        "face": face,
        "exchange": exchange,
        "facts": facts,
        "as_of": timezone.now(),
        "ties": _ties(facts, links),
        "new_ties": sum(row.new for row in facts.ties),
        "ties_href": links.to("ties"),
    }
