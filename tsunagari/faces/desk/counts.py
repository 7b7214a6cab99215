"""数えたこと（事務局） — a report that is asked for: which, of what span, its lines in words."""

from dataclasses import dataclass, field

from tsunagari.base.days import day_words, fiscal_year
from tsunagari.base.languages import active
from tsunagari.base.languages import gettext as _
from tsunagari.base.measures import MEASURES
from tsunagari.faces.shared import events as shared
from tsunagari.faces.shared.typed import whole
from tsunagari.governance.participation import queries
from tsunagari.governance.participation.queries import Span
from tsunagari.governance.participation.rules import Totals
from tsunagari.governance.participation.words import (
    COOPERATION,
    FUNDER,
    INDICATOR,
    ONCE,
    REPORTS,
    RULES,
)
from tsunagari.kernel.ledger.models import Earmark
from tsunagari.kernel.parties.models import Organisation
from tsunagari.programmes.community.events import queries as events
from tsunagari.programmes.community.events.models import Event

YEARS = 3
DEFAULT = "3-4"


@dataclass(frozen=True)
class Asked:
    """Which report of what span; of a funder's sheet also the measure, and the grant that names them."""

    kind: str
    span: Span
    year: int | None = None
    measure: str = ""
    grant: Earmark | None = None
    query: dict = field(default_factory=dict)

    @property
    def title(self) -> str:
        return _(REPORTS[self.kind])

    @property
    def rule(self) -> str:
        return f"{_(RULES[self.kind])} {_(ONCE)}"

    @property
    def when(self) -> str:
        first, last = (day_words(day, active()) for day in self.span)
        return _("%(first)s から %(last)s まで") % {"first": first, "last": last}


def asked(request, kind: str) -> Asked:
    """From the address; this fiscal year where nothing else was asked."""
    this = fiscal_year(request.viewer.on)
    wanted = whole(request.GET.get("year", ""))
    year = wanted if wanted and this - 50 <= wanted <= this else this
    span, query = queries.year(year), {"year": year}
    if kind != FUNDER:
        return Asked(kind, span, year, query=query)
    measure = request.GET.get("measure", "")
    measure = measure if measure in MEASURES else DEFAULT
    key = whole(request.GET.get("grant", ""))
    grant = queries.grants().filter(pk=key).first() if key else None
    if grant:
        span = queries.span_of(grant, on=request.viewer.on)
        return Asked(kind, span, None, grant.measure, grant, {"grant": grant.pk})
    return Asked(kind, span, year, measure, query=query | {"measure": measure})


def years(request) -> list[int]:
    """The fiscal years that can be asked for with one press."""
    this = fiscal_year(request.viewer.on)
    return [this - back for back in range(YEARS)]


def lines(told: Asked, on) -> list[tuple[str, str, Totals]]:
    """(name, part, numbers) of every line as it is now; the sum last where there is one."""
    if told.kind == COOPERATION:
        return [
            (one.body.title, part(one.part), one.totals)
            for one in queries.cooperation(told.span, on=on)
        ]
    if told.kind == INDICATOR:
        found = queries.indicator(told.span)
        return [(measure_words(code), "", line) for code, line in found.items()]
    rows, sum_of_all = queries.funder(told.measure, told.span)
    named = _named(event.code for event, _line in rows)
    found = [(shared.title(named[event.code]), day(event), line) for event, line in rows]
    return [*found, (_("合計"), "", sum_of_all)]


def _named(codes) -> dict[str, Event]:
    """Events with their titles."""
    rows = events.titled(Event.objects.select_related("text").filter(code__in=list(codes)))
    return {one.code: one for one in rows}


def day(event: Event) -> str:
    """When an event was."""
    return shared.when_words(event)


def measure_words(code: str) -> str:
    """A measure with its number; all of them together."""
    return f"{code} {_(MEASURES[code].title)}" if code in MEASURES else _("合計")


def part(code: str) -> str:
    """Why a body stands in the cooperation."""
    return _("はたらく人が参加") if code == queries.EMPLOYER else _("開いた団体")


def kept(told: Asked) -> tuple[object, list[tuple[str, str, Totals]]] | None:
    """The report as it was closed, its lines with today's words."""
    found = queries.shut(told.kind, told.span, told.measure)
    if found is None:
        return None
    if told.kind == COOPERATION:
        bodies = Organisation.objects.select_related("party").in_bulk(
            [row[1] for row in found.lines]
        )
        rows = [
            (bodies[key].title if key in bodies else "", part(code), Totals(*numbers))
            for code, key, *numbers in found.lines
        ]
    elif told.kind == INDICATOR:
        rows = [(measure_words(code), "", Totals(*numbers)) for code, *numbers in found.lines]
    else:
        named = _named(row[0] for row in found.lines)
        rows = [
            (
                shared.title(named[code]) if code in named else _("合計"),
                day(named[code]) if code in named else "",
                Totals(*numbers),
            )
            for code, *numbers in found.lines
        ]
    return found, rows
