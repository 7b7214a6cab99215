"""証憑の検査 — what the editions say against what the sealed records say of them."""

from collections.abc import Iterator

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.governance.fund.vouchers import queries
from tsunagari.governance.fund.vouchers.models import Edition

WORDS = _("証憑 %(number)s の版 %(edition)s が、記録の印と合いません。")


def findings() -> Iterator[Reason]:
    """Editions that were changed past the system; those with a record of their own are read."""
    prints = queries.recorded()
    for row in Edition.objects.order_by("pk").iterator(500):
        key = row.document_id, row.number
        if key in prints and prints[key] != queries.print_of(row):
            yield Reason(WORDS, {"number": key[0], "edition": key[1]}, rule="voucher")
