"""同意 — registers this folder with Django, and its words with the records."""

from django.apps import AppConfig


class ConsentsConfig(AppConfig):
    name = "tsunagari.kernel.consents"
    label = "consents"
    verbose_name = "同意"

    def ready(self):
        from tsunagari.kernel.consents.words import RECORDS
        from tsunagari.kernel.records import words

        words.register(RECORDS)
