"""文 — registers this folder with Django, and its words with the kernel."""

from django.apps import AppConfig


class TextsConfig(AppConfig):
    name = "tsunagari.kernel.texts"
    label = "texts"
    verbose_name = "文"

    def ready(self):
        from tsunagari.kernel.duties import rulebook
        from tsunagari.kernel.records import words
        from tsunagari.kernel.texts.duties import FACTS, RULES
        from tsunagari.kernel.texts.words import RECORDS

        words.register(RECORDS)
        rulebook.register(*RULES)
        rulebook.name_facts(FACTS)
