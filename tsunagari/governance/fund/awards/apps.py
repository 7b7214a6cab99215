"""助成 — registers this folder with Django, and its words and rules with the others."""

from django.apps import AppConfig


class AwardsConfig(AppConfig):
    name = "tsunagari.governance.fund.awards"
    label = "awards"
    verbose_name = "助成"

    def ready(self):
        from tsunagari.governance.fund.awards import blocking, queries
        from tsunagari.governance.fund.awards.duties import RULES
        from tsunagari.governance.fund.awards.words import RECORDS
        from tsunagari.governance.fund.payments import deciders
        from tsunagari.kernel.duties import rulebook
        from tsunagari.kernel.records import triggers, words

        words.register(RECORDS)
        triggers.protect({"awards_settlement": ("UPDATE", "DELETE")})
        rulebook.register(*RULES)
        blocking.register(blocking.breaches)
        deciders.register("awards.instalment", queries.deciders)
