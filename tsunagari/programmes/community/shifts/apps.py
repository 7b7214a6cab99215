"""お手伝い — registers this folder with Django, and its words with the kernel."""

from django.apps import AppConfig


class ShiftsConfig(AppConfig):
    name = "tsunagari.programmes.community.shifts"
    label = "shifts"
    verbose_name = "お手伝い"

    def ready(self):
        from tsunagari.kernel.records import words
        from tsunagari.programmes.community.shifts.words import RECORDS

        words.register(RECORDS)
