"""使い道の証憑 — what a municipality's money was spent on, in the register."""

from datetime import date

from tsunagari.base.languages import gettext_noop as _
from tsunagari.governance.fund.hometown.models import Use
from tsunagari.governance.fund.vouchers import actions as vouchers
from tsunagari.governance.fund.vouchers.models import Document, Edition
from tsunagari.governance.fund.vouchers.said import Said, medium_of


def rows():
    """Uses of money that came."""
    found = Use.objects.filter(donation__subsidies__isnull=False).distinct().order_by("pk")
    return found.select_related("donation", "payee__party", "voucher__blob")


def take_in(use: Use, *, by, on: date, late: bool = False) -> None:
    """The paper, with who was paid; without one, what it was for stands in its place."""
    subsidy = use.donation.subsidies.select_related("earmark__book").order_by("pk")[0]
    said = Said(
        kind=Edition.Kind.RECEIPT,
        doc_date=use.on,
        yen=use.yen,
        name=use.payee.party.name.reveal() if use.payee else use.words,
        medium=medium_of(use.voucher),
        words=use.words,
        party=use.payee.party if use.payee else None,
    )
    vouchers.take_in(
        subsidy.earmark.book,
        said,
        source=Document.Source.HOMETOWN,
        about=use,
        by=by,
        on=on,
        received_on=use.voucher.received_on,
        files=[use.voucher],
        late=late,
    )
    follow(use, by=by, on=on)


def follow(use: Use, *, by, on: date) -> None:
    if use.annulled_on:
        vouchers.cancel_of(use, reason=_("使い道を取り消した"), by=by, on=on)
