"""証憑の使い道 — one voucher is counted once, over awards and municipalities' subsidies together."""

from collections.abc import Iterable
from datetime import date

from tsunagari.governance.fund.awards.models import Cost, Report
from tsunagari.governance.fund.hometown.models import Use

MARK = ("voucher__blob__sha256", "yen", "on")


def used(shas: Iterable[str], *, besides: int | None = None) -> dict[tuple[str, int, date], str]:
    """{mark of a voucher: where it is used}; `besides` is an award whose own report does not count."""
    shas = list(shas)
    costs = Cost.objects.filter(
        voucher__blob__sha256__in=shas, report__state=Report.State.SENT, joined_to=None
    )
    uses = Use.objects.filter(voucher__blob__sha256__in=shas, annulled_on=None)
    rows = [
        *costs.exclude(report__award=besides).values_list(*MARK, "report__award__title"),
        *uses.values_list(*MARK, "donation__project__title"),
    ]
    return {tuple(row[:3]): row[3] for row in rows}
