"""催しのあと — registers this folder with Django, and its words with the kernel."""

from django.apps import AppConfig


class AfterwardsConfig(AppConfig):
    name = "tsunagari.programmes.community.afterwards"
    label = "afterwards"
    verbose_name = "催しのあと"

    def ready(self):
        from tsunagari.kernel.duties import rulebook
        from tsunagari.kernel.imports import importers
        from tsunagari.kernel.records import words
        from tsunagari.programmes.community.afterwards.duties import FACTS, RULES
        from tsunagari.programmes.community.afterwards.importer import SHEETS
        from tsunagari.programmes.community.afterwards.words import RECORDS

        words.register(RECORDS)
        rulebook.register(*RULES)
        rulebook.name_facts(FACTS)
        importers.register(SHEETS)
