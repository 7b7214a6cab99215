"""記録を確かめる — names the first thing that does not fit."""

from datetime import date
from itertools import chain

from django.core.management.base import BaseCommand

from tsunagari.base.languages import gettext as _
from tsunagari.base.measures import MEASURES
from tsunagari.governance.fund.vouchers import checks as vouchers
from tsunagari.kernel.ledger import checks as ledger
from tsunagari.kernel.ledger import queries as books
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.ties import checks as ties
from tsunagari.programmes.community.attendance import queries as attendance
from tsunagari.programmes.exchange.class_exchange import queries as class_exchange

EVER = (date.min, date.max)


class Command(BaseCommand):
    help = "記録が変えられていないことを確かめる / check that no record was changed"
    requires_system_checks = []

    def handle(self, **options):
        found = [*records.verify(), *ties.findings(), *_ties_as_told()]
        found += [reason for book in books.books() for reason in ledger.findings(book)]
        found += vouchers.findings()
        if not found:
            self.stdout.write(_("記録はすべて合っています。"))
            return
        for reason in found:
            self.stderr.write(reason.words())
        raise SystemExit(1)


def _ties_as_told():
    """Every tie of a measure against the seats and the presences that it came from."""
    for measure in MEASURES:
        lessons = class_exchange.ties_made(*EVER) if measure == "1-1" else ()
        yield from ties.not_as_told(
            chain(lessons, attendance.ties_made(*EVER, measure)),
            kind="worked_together",
            measure=measure,
            from_day=EVER[0],
            until_day=EVER[1],
        )
