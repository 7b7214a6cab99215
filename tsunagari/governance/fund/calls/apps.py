"""公募 — registers this folder with Django; its words, its duties, and what it knows of nearness."""

from django.apps import AppConfig


class CallsConfig(AppConfig):
    name = "tsunagari.governance.fund.calls"
    label = "calls"
    verbose_name = "公募"

    def ready(self):
        from tsunagari.governance.fund.awards import nearness as award_nearness
        from tsunagari.governance.fund.calls import mails, nearness
        from tsunagari.governance.fund.calls.duties import FACTS, RULES
        from tsunagari.governance.fund.calls.words import RECORDS
        from tsunagari.kernel.duties import rulebook
        from tsunagari.kernel.notices import wordings
        from tsunagari.kernel.records import triggers, words
        from tsunagari.kernel.roles import interests

        words.register(RECORDS)
        wordings.register(*mails.KINDS, mails.LISTED)
        rulebook.register(*RULES)
        rulebook.name_facts(FACTS)
        # What was sent stays as it was sent; only its words go when somebody is forgotten.
        triggers.protect(
            {
                "calls_sent": (
                    "UPDATE OF application_id, number, digest, asked_yen, at",
                    "DELETE",
                ),
            }
        )
        for finder in nearness.FINDERS:
            interests.register(finder)
        award_nearness.register(nearness.officers)
