"""効果のまとめ — the effect of one scale on paper."""

from tsunagari.base.languages import gettext as _
from tsunagari.faces.shared.effect import BOTH, PEOPLE, side_name, sure
from tsunagari.faces.shared.paper import printed
from tsunagari.programmes.exchange.class_exchange import documents, effects
from tsunagari.programmes.exchange.class_exchange.effects import Facts, Shown
from tsunagari.programmes.exchange.class_exchange.rules import survey


def report(request, exchange) -> tuple[bytes, str]:
    """The PDF of one scale, and the name of its file."""
    facts = effects.facts_of(exchange, on=request.viewer.on)
    wanted = request.GET.get("scale", "")
    scale = wanted if wanted in survey.SCALES else next(iter(survey.SCALES))
    shown = effects.shown(facts, effects.items_of(scale))
    counts = {side.key: {what: len(side.counted(what)) for what in PEOPLE} for side in facts.sides}
    counts[BOTH] = {what: sum(each[what] for each in counts.values()) for what in PEOPLE}
    form, _space, version = facts.instrument.rpartition(" ")
    data = documents.effect_report(
        documents.EffectReport(
            about=exchange.name,
            instrument=form or facts.instrument,
            version=version if form else "",
            scale=_(survey.SCALES[scale]),
            from_day=exchange.from_day,
            until_day=exchange.until_day,
            sides=[
                _printed_side(row, counts[row.side])
                for row in shown
                if row.effect or row.side != BOTH
            ],
            ties=_by_ordinal(facts),
            reach=_printed_reach(effects.reached(facts, on=request.viewer.on)),
        ),
        language=request.viewer.language,
        printed=printed(request, f"effect-{exchange.pk}"),
    )
    return data, f"effect-{exchange.pk}-{scale}"


def _printed_side(row: Shown, counts) -> documents.Effect:
    base = {
        "name": side_name(row),
        "invited": counts["invited"],
        "pre": counts["pre"],
        "post": counts["post"],
        "matched": counts["matched"],
    }
    found = row.effect
    span = found and sure(found)
    if not span:
        return documents.Effect(**base)
    d_low, d_high = found.d_av_ci95 or (None, None)
    return documents.Effect(
        **base,
        change=found.mean_change,
        low=span[0],
        high=span[1],
        d_av=found.d_av,
        d_low=d_low,
        d_high=d_high,
        improved=found.shares.improved,
        same=found.shares.same,
        worse=found.shares.worse,
        corrected_n=found.n_effective,
    )


def _by_ordinal(facts: Facts) -> list[tuple[int, int]]:
    found: dict[int, int] = {}
    for row in facts.ties:
        found[row.session.ordinal] = found.get(row.session.ordinal, 0) + row.new
    return sorted(found.items())


def _printed_reach(reach) -> documents.Reach | None:
    if not reach.direct:
        return None
    low, high = reach.ci95 or (None, None)
    return documents.Reach(
        estimate=round(reach.total),
        low=None if low is None else round(low),
        high=None if high is None else round(high),
        direct=reach.direct,
        method=reach.method[0].words(),
        rows=[
            (row.side, f"{row.indirect:,.0f}", row.basis)
            for row in reach.rows
            if row.basis != "unknown"
        ],
    )
