"""記録を確かめる — names the first thing that does not fit."""

from datetime import date

from django.core.management.base import BaseCommand

from tsunagari.base.languages import gettext as _
from tsunagari.governance.fund.vouchers import checks as vouchers
from tsunagari.kernel.ledger import checks as ledger
from tsunagari.kernel.ledger import queries as books
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.ties import checks as ties
from tsunagari.programmes.exchange.class_exchange import queries as class_exchange

EVER = (date.min, date.max)


class Command(BaseCommand):
    help = "記録が変えられていないことを確かめる / check that no record was changed"
    requires_system_checks = []

    def handle(self, **options):
        found = [*records.verify(), *ties.findings(), *_ties_of_class_exchange()]
        found += [reason for book in books.books() for reason in ledger.findings(book)]
        found += vouchers.findings()
        if not found:
            self.stdout.write(_("記録はすべて合っています。"))
            return
        for reason in found:
            self.stderr.write(reason.words())
        raise SystemExit(1)


def _ties_of_class_exchange():
    """Every tie of measure 1-1 against the seats and the presences that it came from."""
    return ties.not_as_told(
        class_exchange.ties_made(*EVER),
        kind="worked_together",
        measure="1-1",
        from_day=EVER[0],
        until_day=EVER[1],
    )
