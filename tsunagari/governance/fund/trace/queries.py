"""1円のゆくえの問い — the lines of a fund as flows, from a gift forward and from an effect back."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet, Sum

from tsunagari.governance.fund.awards.models import Award
from tsunagari.governance.fund.gifts.models import Gift, Refund
from tsunagari.governance.fund.trace.rules import Drop, Flow, flows, paid_by, paid_for
from tsunagari.kernel.ledger.models import Due, Earmark, Fund, Line
from tsunagari.kernel.ledger.rules import chart
from tsunagari.kernel.ties import queries as ties

MOVING = (chart.INCOME, chart.COST, chart.NET)


@dataclass(frozen=True)
class Use:
    """使われたところ — a cost that some of the money paid, with the award and the effect behind it."""

    line: Line | None
    yen: int
    award: Award | None = None


@dataclass(frozen=True)
class Source:
    """もとのお金 — a line of income; `gift` where the gift behind it is known."""

    line: Line | None
    yen: int
    gift: Gift | None = None


@dataclass(frozen=True)
class Effect:
    """生まれたこと — what a measure did in a year, from the ties of that time."""

    measure: str
    ties: int
    new: int


def lines_of(fund: Fund) -> QuerySet[Line]:
    """Posted lines that change what a fund has; what was reversed has not happened."""
    ahead = Q(account__code=chart.GRANT_AHEAD, earmark__return_duty=True)
    moving = Q(account__kind__in=MOVING) | ahead
    rows = Line.objects.filter(moving, fund=fund, journal__posted=True)
    rows = rows.filter(journal__reverses=None, journal__reversed_by=None)
    return rows.select_related("account", "journal", "earmark").order_by("on", "pk")


def pools(fund: Fund, keys: Iterable[int] | None = None) -> dict[int, list[Flow]]:
    """Flows by purpose: the earmark's key, 0 for money without one; of these purposes, or of all."""
    came, went = defaultdict(list), defaultdict(list)
    back, refunds = _given_back(fund, keys)
    rows = lines_of(fund).filter(_in_pools("earmark", keys)).exclude(_told_elsewhere())
    for pk, on, yen, journal, pool in rows.values_list("pk", "on", "yen", "journal", "earmark"):
        if journal in refunds:
            continue
        left = abs(yen) - (back.get(journal, 0) if yen < 0 else 0)
        if left:
            side = came if yen < 0 else went
            side[pool or 0].append(Drop(on, pk, left))
    return {pool: flows(came[pool], went[pool]) for pool in {*came, *went}}


def _in_pools(field: str, keys: Iterable[int] | None) -> Q:
    if keys is None:
        return Q()
    keys = set(keys)
    named = Q(**{f"{field}__in": keys - {0}})
    return named | Q(**{f"{field}__isnull": True}) if 0 in keys else named


def _told_elsewhere() -> Q:
    """Of a grant with return duty the advance came and the cost went; the income between says the
    same once more."""
    repaid = Q(account__code=chart.GRANT_AHEAD, yen__gt=0)
    return Q(earmark__return_duty=True) & (repaid | Q(account__kind=chart.INCOME))


def _given_back(fund: Fund, keys: Iterable[int] | None) -> tuple[dict[int, int], set[int]]:
    """({journal of a gift: yen that went back}, the journals that gave it back)."""
    rows = Refund.objects.filter(_in_pools("gift__earmark", keys), gift__fund=fund)
    back: dict[int, int] = defaultdict(int)
    refunds = set()
    for gift, yen, refund in rows.values_list("gift__journal", "yen", "journal"):
        back[gift] += yen
        refunds.add(refund)
    return back, refunds


def of_gift(gift: Gift) -> list[Use]:
    """寄附のゆくえ — what it paid, oldest first, and what of it is left (line None)."""
    if gift.journal_id is None or gift.annulled_on:
        return []
    sources = set(lines_of(gift.fund).filter(journal=gift.journal_id).values_list("pk", flat=True))
    pool = _pool(gift.fund, gift.earmark_id)
    return _uses([flow for source in sources for flow in paid_by(pool, source)])


def _pool(fund: Fund, earmark: int | None) -> list[Flow]:
    """The flows of one purpose, or of the money without one."""
    key = earmark or 0
    return pools(fund, [key]).get(key, [])


def _uses(made: list[Flow]) -> list[Use]:
    lines = _lines({flow.use for flow in made if flow.use})
    awards = _awards({line.journal_id for line in lines.values()})
    uses = []
    for flow in made:
        line = lines.get(flow.use or 0)
        uses.append(Use(line, flow.yen, awards.get(line.journal_id) if line else None))
    return sorted(uses, key=lambda use: (use.line is None, use.line and (use.line.on, use.line.pk)))


def _lines(keys) -> dict[int, Line]:
    return Line.objects.select_related("account", "journal").in_bulk(list(keys))


def _awards(journals) -> dict[int, Award]:
    """The award that a journal of costs pays, by the journal's key."""
    rows = Due.objects.filter(owed_by__in=list(journals), instalment__isnull=False)
    rows = rows.select_related("instalment__award")
    return {due.owed_by_id: due.instalment.award for due in rows}


def of_line(line: Line) -> list[Source]:
    """費用のもと — which gifts paid a cost."""
    pool = _pool(line.fund, line.earmark_id)
    return _sources(paid_for(pool, line.pk))


def _sources(made: list[Flow]) -> list[Source]:
    lines = _lines({flow.source for flow in made if flow.source})
    gifts = Gift.objects.filter(journal__in=[line.journal_id for line in lines.values()])
    by_journal = {gift.journal_id: gift for gift in gifts.select_related("donor__party")}
    found = []
    for flow in made:
        line = lines.get(flow.source or 0)
        found.append(Source(line, flow.yen, by_journal.get(line.journal_id) if line else None))
    return found


def cost_of(measure: str, from_day: date, until_day: date) -> int:
    """事業の費用 — what a measure cost in a span, in yen."""
    rows = costs_in(from_day, until_day).filter(measure=measure)
    return rows.aggregate(all=Sum("yen"))["all"] or 0


def costs_in(from_day: date, until_day: date) -> QuerySet[Line]:
    """費用 — posted in a span and not reversed, of whatever measure."""
    return Line.objects.filter(
        account__kind=chart.COST,
        on__gte=from_day,
        on__lte=until_day,
        journal__posted=True,
        journal__reverses=None,
        journal__reversed_by=None,
    )


def of_effect(measure: str, from_day: date, until_day: date) -> list[tuple[Fund, list[Source]]]:
    """効果のもと — by fund, the sources that paid a measure's costs in a span; each source once."""
    uses, purposes = defaultdict(set), defaultdict(set)
    rows = costs_in(from_day, until_day).filter(measure=measure)
    for pk, fund, earmark in rows.values_list("pk", "fund", "earmark"):
        uses[fund].add(pk)
        purposes[fund].add(earmark or 0)
    found = []
    for key, fund in sorted(Fund.objects.in_bulk(list(uses)).items()):
        told = pools(fund, purposes[key]).values()
        made = [flow for pool in told for flow in pool if flow.use in uses[key]]
        found.append((fund, _sources(_merged(made))))
    return found


def _merged(made: list[Flow]) -> list[Flow]:
    yen: dict[int | None, int] = defaultdict(int)
    for flow in made:
        yen[flow.source] += flow.yen
    return [Flow(source, None, many) for source, many in yen.items()]


def effect(measure: str, from_day: date, until_day: date) -> Effect:
    """生まれたつながり — of a measure in a span, as the headlines count it."""
    told = ties.headline(from_day, until_day, measure)
    return Effect(measure, told.ties, told.new)


def effects(asked: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Effect]:
    """The same of several measures and fiscal years: one query for each year."""
    asked = set(asked)
    told = {year: _effects_in(year) for year in {year for _measure, year in asked}}
    return {(code, year): told[year].get(code, Effect(code, 0, 0)) for code, year in asked}


def _effects_in(year: int) -> dict[str, Effect]:
    heads = ties.by_measure(date(year, 4, 1), date(year + 1, 3, 31))
    return {code: Effect(code, head.ties, head.new) for code, head in heads.items()}


def measures(from_day: date, until_day: date) -> dict[str, tuple[int, Effect]]:
    """施策ごとに — what each measure cost in a span and what came of it, in two queries."""
    rows = costs_in(from_day, until_day).exclude(measure="").order_by().values_list("measure")
    cost = dict(rows.annotate(all=Sum("yen")))
    told = ties.by_measure(from_day, until_day)
    found = {}
    for code in sorted({*cost, *told}):
        head = told.get(code)
        made = Effect(code, head.ties, head.new) if head else Effect(code, 0, 0)
        found[code] = (cost.get(code, 0), made)
    return found


def unspent(earmark: Earmark) -> int:
    """What of a purpose is not spent yet, as the flows tell it."""
    pool = _pool(earmark.fund, earmark.pk)
    return sum(flow.yen for flow in pool if flow.use is None)
