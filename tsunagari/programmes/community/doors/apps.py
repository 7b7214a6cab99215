"""受付 — registers this folder with Django, and its words with the kernel."""

from django.apps import AppConfig


class DoorsConfig(AppConfig):
    name = "tsunagari.programmes.community.doors"
    label = "doors"
    verbose_name = "受付"

    def ready(self):
        from tsunagari.kernel.records import words
        from tsunagari.programmes.community.doors.words import RECORDS

        words.register(RECORDS)
