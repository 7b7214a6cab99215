"""数えたこと — registers this folder with Django, and its words with the records."""

from django.apps import AppConfig


class ParticipationConfig(AppConfig):
    name = "tsunagari.governance.participation"
    label = "participation"
    verbose_name = "数えたこと"

    def ready(self):
        from tsunagari.governance.participation.words import RECORDS
        from tsunagari.kernel.records import words

        words.register(RECORDS)
