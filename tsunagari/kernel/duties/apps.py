"""務め — registers this folder with Django."""

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "tsunagari.kernel.duties"
    label = "duties"
    verbose_name = "務め"

    def ready(self):
        from tsunagari.kernel.duties.words import RECORDS
        from tsunagari.kernel.records import words

        words.register(RECORDS)
