"""企業版ふるさと納税 — registers this folder with Django, and its words with the kernel."""

from django.apps import AppConfig


class HometownConfig(AppConfig):
    name = "tsunagari.governance.fund.hometown"
    label = "hometown"
    verbose_name = "企業版ふるさと納税"

    def ready(self):
        from tsunagari.governance.fund.hometown.duties import RULES
        from tsunagari.governance.fund.hometown.words import RECORDS
        from tsunagari.kernel.duties import rulebook
        from tsunagari.kernel.records import triggers, words

        words.register(RECORDS)
        triggers.protect({"hometown_step": ("UPDATE OF donation_id, did, by_id", "DELETE")})
        rulebook.register(*RULES)
