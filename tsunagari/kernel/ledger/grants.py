"""返す約束のある助成金 — income is what was spent: the difference stands in 2120 or 1140."""

from datetime import date

from django.db import transaction
from django.db.models import Sum

from tsunagari.kernel.ledger.actions import Posting, post
from tsunagari.kernel.ledger.models import Book, Earmark, Journal, Line
from tsunagari.kernel.ledger.rules import chart, restricted
from tsunagari.kernel.records.models import Record


def of(book: Book, *, on: date) -> list[Earmark]:
    """The grants of a book that have to be returned when not spent, begun by a day."""
    rows = Earmark.objects.filter(book=book, return_duty=True, from_day__lte=on)
    return list(rows.select_related("fund").order_by("pk"))


def stands(earmark: Earmark, *, on: date) -> restricted.Granted:
    """What came of a grant, what was spent, and how the books have it, up to a day."""
    rows = Line.objects.filter(earmark=earmark, on__lte=on, journal__posted=True)
    sums = dict(
        rows.order_by()
        .values_list("account__code")
        .annotate(yen=Sum("yen"))
        .values_list("account__code", "yen")
    )
    income = -sum(sums.get(code, 0) for code in chart.GRANT_INCOMES)
    ahead, owed = -sums.get(chart.GRANT_AHEAD, 0), sums.get(chart.GRANT_OWED_TO_US, 0)
    return restricted.Granted(
        received=ahead - owed + income,
        spent=sum(yen for code, yen in sums.items() if chart.is_cost(code)),
        income=income,
        ahead=ahead,
        owed=owed,
    )


def missing(earmark: Earmark, *, on: date) -> dict[str, int]:
    """{account: yen} that has to be posted so that income is what was spent; {} when it is."""
    return restricted.grant_lines(stands(earmark, on=on))


@transaction.atomic
def follow(earmark: Earmark, *, on: date, because: Record, by, words: str = "") -> Journal | None:
    """助成金の収益を合わせる — to what was spent up to a day; None when nothing is missing."""
    earmark = Earmark.objects.select_for_update().select_related("book", "fund").get(pk=earmark.pk)
    lines = missing(earmark, on=on)
    if not lines:
        return None
    return post(
        earmark.book,
        [
            Posting(account, yen, earmark.fund, earmark=earmark, grant=earmark)
            for account, yen in lines.items()
        ],
        on=on,
        words=words or "助成金の収益を、使った額に合わせました",
        because=because,
        by=by,
    )
