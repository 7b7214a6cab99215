"""基金評議会 — registers this folder with Django, and its words with the kernel."""

from django.apps import AppConfig


class CouncilConfig(AppConfig):
    name = "tsunagari.governance.fund.council"
    label = "fund_council"
    verbose_name = "基金評議会"

    def ready(self):
        from tsunagari.governance.fund.council import notices
        from tsunagari.governance.fund.council.duties import FACTS, RULES
        from tsunagari.governance.fund.council.words import RECORDS
        from tsunagari.kernel.duties import rulebook
        from tsunagari.kernel.notices import wordings
        from tsunagari.kernel.records import triggers, words

        words.register(RECORDS)
        wordings.register(*notices.KINDS)
        # What was voted, decided and signed is neither changed nor deleted; nor are old articles.
        triggers.protect(
            {
                "fund_council_articles": ("UPDATE", "DELETE"),
                "fund_council_attendance": ("UPDATE", "DELETE"),
                "fund_council_vote": ("UPDATE", "DELETE"),
                "fund_council_decision": ("UPDATE", "DELETE"),
                "fund_council_boarddecision": ("UPDATE", "DELETE"),
                "fund_council_minutes": ("UPDATE OF meeting_id, number, body, digest", "DELETE"),
                "fund_council_signature": ("UPDATE", "DELETE"),
            }
        )
        rulebook.register(*RULES)
        rulebook.name_facts(FACTS)
