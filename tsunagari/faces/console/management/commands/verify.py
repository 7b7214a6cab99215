"""記録を確かめる — names the first thing that does not fit."""

from django.core.management.base import BaseCommand

from tsunagari.base.languages import gettext as _
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.ties import queries as ties


class Command(BaseCommand):
    help = "記録が変えられていないことを確かめる / check that no record was changed"

    def handle(self, **options):
        found = [*records.verify(), *ties.verify()]
        if not found:
            self.stdout.write(_("記録はすべて合っています。"))
            return
        for line in found:
            self.stderr.write(str(line))
        raise SystemExit(1)
