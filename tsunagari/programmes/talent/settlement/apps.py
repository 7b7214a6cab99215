"""定着支援 — registers this folder with Django, and its words with the kernel."""

from django.apps import AppConfig


class SettlementConfig(AppConfig):
    name = "tsunagari.programmes.talent.settlement"
    label = "settlement"
    verbose_name = "定着支援"

    def ready(self):
        from tsunagari.kernel.duties import rulebook
        from tsunagari.kernel.records import triggers, words
        from tsunagari.programmes.talent.settlement.duties import FACTS, RULES
        from tsunagari.programmes.talent.settlement.words import RECORDS

        words.register(RECORDS)
        # What was given, and to whom, is taken back with a reason and never deleted.
        triggers.protect({"settlement_support": ("UPDATE OF case_id, item, of", "DELETE")})
        rulebook.register(*RULES)
        rulebook.name_facts(FACTS)
