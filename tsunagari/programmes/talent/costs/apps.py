"""費用台帳 — registers this folder with Django, and its words with the kernel."""

from django.apps import AppConfig


class CostsConfig(AppConfig):
    name = "tsunagari.programmes.talent.costs"
    label = "costs"
    verbose_name = "費用台帳"

    def ready(self):
        from tsunagari.kernel.duties import rulebook
        from tsunagari.kernel.notices import wordings
        from tsunagari.kernel.records import triggers, words
        from tsunagari.programmes.talent.costs import notices, queries
        from tsunagari.programmes.talent.costs.duties import FACTS, RULES
        from tsunagari.programmes.talent.costs.words import RECORDS
        from tsunagari.programmes.talent.people import stops

        stops.register(queries.stops)
        words.register(RECORDS)
        wordings.register(*notices.KINDS)
        # What was asked and what was answered is neither changed nor deleted.
        triggers.protect(
            {
                "costs_cost": (
                    "UPDATE OF case_id, whom, asked_by_id, category, currency, minor, rate, rate_on,"
                    " rate_source, yen, asked_on, gives_back_id, entered_as, entered_for_id, entered_at",
                    "DELETE",
                ),
                "costs_opinion": ("UPDATE OF cost_id, by_id, at", "DELETE"),
                "costs_answer": (
                    "UPDATE OF cost_id, side, said, claimed_minor, by_id, at",
                    "DELETE",
                ),
            }
        )
        rulebook.register(*RULES)
        rulebook.name_facts(FACTS)
