"""時計 — moves what time alone moves; for a timer, safe to run twice."""

from django.core.management.base import BaseCommand

from tsunagari.faces.console import clock


class Command(BaseCommand):
    help = "時間で変わることを進める / move what time alone moves"
    requires_system_checks = []

    def handle(self, **options):
        clock.tick()
