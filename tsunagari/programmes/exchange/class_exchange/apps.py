"""国際交流授業 — registers this folder with Django, and its words with the kernel."""

from django.apps import AppConfig


class ClassExchangeConfig(AppConfig):
    name = "tsunagari.programmes.exchange.class_exchange"
    label = "class_exchange"
    verbose_name = "国際交流授業"

    def ready(self):
        from tsunagari.kernel.duties import rulebook
        from tsunagari.kernel.notices import wordings
        from tsunagari.kernel.records import triggers, words
        from tsunagari.programmes.exchange.class_exchange.duties import FACTS, RULES
        from tsunagari.programmes.exchange.class_exchange.notices import KINDS
        from tsunagari.programmes.exchange.class_exchange.words import RECORDS

        words.register(RECORDS)
        # What was reported, and what was done about it, is neither changed nor deleted.
        triggers.protect(
            {
                "class_exchange_incident": (
                    "UPDATE OF kind, words, frozen, opened_at, school_id, session_id, reported_by_id",
                    "DELETE",
                ),
                "class_exchange_incidentstep": ("UPDATE", "DELETE"),
            }
        )
        rulebook.register(*RULES)
        rulebook.name_facts(FACTS)
        wordings.register(*KINDS)
