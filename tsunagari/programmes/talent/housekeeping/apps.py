"""家事支援（国家戦略特区）— registers this folder with Django, and its words with the kernel."""

from django.apps import AppConfig


class HousekeepingConfig(AppConfig):
    name = "tsunagari.programmes.talent.housekeeping"
    label = "housekeeping"
    verbose_name = "家事支援（国家戦略特区）"

    def ready(self):
        from tsunagari.kernel.duties import rulebook
        from tsunagari.kernel.notices import wordings
        from tsunagari.kernel.parties import numbers
        from tsunagari.kernel.records import words
        from tsunagari.programmes.talent.housekeeping import queries, sealed
        from tsunagari.programmes.talent.housekeeping.duties import FACTS, RULES
        from tsunagari.programmes.talent.housekeeping.notices import KINDS
        from tsunagari.programmes.talent.housekeeping.words import RECORDS
        from tsunagari.programmes.talent.people import stops

        numbers.also_sealed(sealed)
        stops.register(queries.why_not_proceed)
        words.register(RECORDS)
        rulebook.register(*RULES)
        rulebook.name_facts(FACTS)
        wordings.register(*KINDS)
