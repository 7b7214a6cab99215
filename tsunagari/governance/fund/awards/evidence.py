"""助成の費用の証憑 — what a grantee's report rests on, in the register from the day it was sent."""

from datetime import date

from tsunagari.governance.fund.awards.models import Cost, Report
from tsunagari.governance.fund.vouchers import actions as vouchers
from tsunagari.governance.fund.vouchers.models import Document, Edition
from tsunagari.governance.fund.vouchers.said import Said, medium_of


def rows():
    """Costs of reports that were sent; what is still being written is the grantee's own."""
    found = Cost.objects.filter(report__state=Report.State.SENT, joined_to=None).order_by("pk")
    return found.select_related("report__award__fund__book", "voucher__blob")


def take_in(cost: Cost, *, by, on: date, late: bool = False) -> None:
    said = Said(
        kind=Edition.Kind.RECEIPT,
        doc_date=cost.on,
        yen=cost.yen,
        name=cost.payee,
        medium=medium_of(cost.voucher),
        words=cost.line,
    )
    vouchers.take_in(
        cost.report.award.fund.book,
        said,
        source=Document.Source.AWARD,
        about=cost,
        by=by,
        on=on,
        received_on=cost.report.sent_on,
        files=[cost.voucher],
        late=late,
    )
