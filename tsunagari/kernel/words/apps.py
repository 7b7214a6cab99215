"""ことば — registers this folder with Django, and what its records say."""

from django.apps import AppConfig


class WordsConfig(AppConfig):
    name = "tsunagari.kernel.words"
    label = "words"
    verbose_name = "ことば"

    def ready(self):
        from tsunagari.kernel.records import words
        from tsunagari.kernel.words.records import RECORDS

        words.register(RECORDS)
