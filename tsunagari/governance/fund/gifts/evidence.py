"""領収書の控え — every receipt that we issue enters the register; its file is made from its words."""

import hashlib
import json
from collections.abc import Callable
from datetime import date
from functools import partial

from tsunagari.base.languages import gettext_noop as _
from tsunagari.governance.fund.gifts import certificate, sealed
from tsunagari.governance.fund.gifts.models import Receipt
from tsunagari.governance.fund.gifts.rules.receipts import number_words
from tsunagari.governance.fund.vouchers import actions as vouchers
from tsunagari.governance.fund.vouchers.models import Document, Edition
from tsunagari.governance.fund.vouchers.said import Said


def rows():
    """Receipts whose words are still kept."""
    found = Receipt.objects.exclude(sealed="").order_by("pk")
    return found.select_related("book", "donor__party")


def take_in(receipt: Receipt, *, by, on: date, late: bool = False) -> None:
    words = sealed.reveal(receipt)
    text = json.dumps(words, ensure_ascii=False, sort_keys=True)
    said = Said(
        kind=Edition.Kind.OWN,
        doc_date=receipt.issued_on,
        yen=receipt.yen,
        name=words["name"],
        direction=Edition.Direction.ISSUED,
        words=number_words(receipt.year, receipt.number),
        party=receipt.donor.party,
        print=hashlib.sha256(text.encode()).hexdigest(),
    )
    vouchers.take_in(
        receipt.book,
        said,
        source=Document.Source.RECEIPT,
        about=receipt,
        by=by,
        on=on,
        received_on=receipt.issued_on,
        late=late,
    )
    follow(receipt, by=by, on=on)


def follow(receipt: Receipt, *, by, on: date) -> None:
    if receipt.voided_on:
        reason = receipt.void_reason or _("領収書を無効にした")
        vouchers.cancel_of(receipt, reason=reason, by=by, on=on)


def papers(keys: list[str]) -> dict[str, Callable[..., bytes]]:
    """{receipt: what makes its PDF}; one query."""
    found = Receipt.objects.filter(pk__in=keys).exclude(sealed="")
    found = found.select_related("book__owner__party", "donor", "reissues")
    return {str(row.pk): partial(certificate.made, [row]) for row in found}
