"""控えから戻す — into an empty data folder."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from tsunagari.base.languages import gettext as _
from tsunagari.base.refusals import Refused
from tsunagari.faces.console import backups


class Command(BaseCommand):
    help = "控えから戻す / restore a backup"
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *, file, **options):
        try:
            backups.restore(file)
        except Refused as refused:
            raise CommandError("\n".join(r.words() for r in refused.reasons)) from refused
        self.stdout.write(_("%(file)s から戻しました。") % {"file": file})
