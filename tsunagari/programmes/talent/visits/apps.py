"""訪問・監査・面談 — registers this folder with Django, and its words with the kernel."""

from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "tsunagari.programmes.talent.visits"
    label = "visits"
    verbose_name = "訪問・監査・面談"

    def ready(self):
        from tsunagari.kernel.duties import rulebook
        from tsunagari.kernel.notices import wordings
        from tsunagari.kernel.records import words
        from tsunagari.programmes.talent.visits.duties import FACTS, RULES
        from tsunagari.programmes.talent.visits.notices import KINDS
        from tsunagari.programmes.talent.visits.words import RECORDS

        words.register(RECORDS)
        wordings.register(*KINDS)
        rulebook.register(*RULES)
        rulebook.name_facts(FACTS)
