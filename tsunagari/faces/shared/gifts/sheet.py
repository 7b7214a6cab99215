"""寄附の表 — everything that was given as CSV, the oldest first, for a body's own books."""

import csv
import io
from collections import defaultdict

from django.http import HttpResponse
from django.utils.translation import gettext as _now

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.readings import plain
from tsunagari.base.sheets import neutral
from tsunagari.faces.shared.gifts import Place, standing
from tsunagari.governance.fund.gifts.models import Gift, Receipted
from tsunagari.governance.fund.gifts.rules.receipts import number_words

BOM = "\ufeff"
HEADS = (
    _("着いた日"),
    _("種類"),
    _("受け取り方"),
    _("金額（円）"),
    _("返した金額（円）"),
    _("品物"),
    _("基金"),
    _("使いみちの指定"),
    _("受け取った団体"),
    _("領収書"),
)


def csv_answer(request, place: Place) -> HttpResponse:
    """UTF-8 with BOM; what looks like a formula is text."""
    out = io.StringIO()
    out.write(BOM)
    writer = csv.writer(out)
    writer.writerow([plain(_now(head)) for head in HEADS])
    rows = list(standing(place.giver(request.viewer)).order_by("received_on", "pk"))
    numbers = _numbers(rows)
    writer.writerows(_cells(row, numbers[row.pk]) for row in rows)
    response = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="gifts.csv"'
    response["Cache-Control"] = "no-store"
    return response


def _numbers(rows: list[Gift]) -> dict[int, str]:
    """{gift: the number of its valid receipt} in one query."""
    held = Receipted.objects.filter(gift__in=rows, standing=True).select_related("receipt")
    known = {one.gift_id: number_words(one.receipt.year, one.receipt.number) for one in held}
    return defaultdict(str, known)


def _cells(row: Gift, receipt: str) -> list:
    return [
        row.received_on.isoformat(),
        plain(_now(row.get_kind_display())),
        plain(_now(row.get_channel_display())),
        "" if row.yen is None else row.yen,
        row.refunded_yen or "",
        neutral(row.goods),
        neutral(row.fund.name),
        neutral(row.earmark.title if row.earmark else ""),
        neutral(row.book.title),
        receipt,
    ]
