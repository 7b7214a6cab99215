"""施策提言 — registers this folder with Django, and its words with the kernel."""

from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    name = "tsunagari.programmes.talent.proposals"
    label = "proposals"
    verbose_name = "施策提言"

    def ready(self):
        from tsunagari.kernel.duties import rulebook
        from tsunagari.kernel.records import triggers, words
        from tsunagari.programmes.talent.proposals.duties import RULES
        from tsunagari.programmes.talent.proposals.words import RECORDS

        words.register(RECORDS)
        # What everybody read is known for good: every later table is checked against it.
        triggers.protect(
            {
                "proposals_month": ("UPDATE", "DELETE"),
                "proposals_table": ("UPDATE", "DELETE"),
                "proposals_step": ("UPDATE OF proposal_id, did, by_id", "DELETE"),
            }
        )
        rulebook.register(*RULES)
