"""報告を締める — the numbers of a span stay as they are on the day of closing."""

from datetime import date

from django.db import IntegrityError, transaction

from tsunagari.base.refusals import refuse_if
from tsunagari.governance.participation import queries, rules
from tsunagari.governance.participation.models import Report
from tsunagari.governance.participation.words import COOPERATION, INDICATOR
from tsunagari.kernel.records import actions as records


def shut(kind: str, span: queries.Span, *, by, on: date, measure: str = "") -> Report:
    """締める — once; a second press answers the first."""
    try:
        with transaction.atomic():
            return _shut(kind, span, by=by, on=on, measure=measure)
    except IntegrityError:
        found = queries.shut(kind, span, measure)
        if found is None:
            raise
        return found


def _shut(kind: str, span: queries.Span, *, by, on: date, measure: str) -> Report:
    standing = queries.shut(kind, span, measure)
    if standing:
        return standing
    refuse_if(rules.why_not_shut(until=span.last, on=on))
    facts = {"kind": kind, "from": span.first, "until": span.last, "measure": measure}
    record = records.add(by=by, did="participation.closed", on=on, **facts)
    return Report.objects.create(
        kind=kind,
        measure=measure,
        from_day=span.first,
        until_day=span.last,
        lines=_lines(kind, span, measure, on),
        closed_on=on,
        record=record,
    )


def _lines(kind: str, span: queries.Span, measure: str, on: date) -> list:
    """Codes and numbers; a line is read with today's words for its code."""
    if kind == INDICATOR:
        return [[code, *vars(line).values()] for code, line in queries.indicator(span).items()]
    if kind == COOPERATION:
        return [
            [one.part, one.body.pk, *vars(one.totals).values()]
            for one in queries.cooperation(span, on=on)
        ]
    lines, whole = queries.funder(measure, span)
    return [
        *[[event.code, *vars(one).values()] for event, one in lines],
        ["", *vars(whole).values()],
    ]
