"""助け — registers this folder with Django, and its words with the kernel."""

from django.apps import AppConfig


class SafetyConfig(AppConfig):
    name = "tsunagari.programmes.talent.safety"
    label = "safety"
    verbose_name = "助け"

    def ready(self):
        from tsunagari.kernel.duties import rulebook
        from tsunagari.kernel.notices import wordings
        from tsunagari.kernel.records import triggers, words
        from tsunagari.programmes.talent.people import stops
        from tsunagari.programmes.talent.safety import queries
        from tsunagari.programmes.talent.safety.duties import RULES
        from tsunagari.programmes.talent.safety.notices import KINDS
        from tsunagari.programmes.talent.safety.words import RECORDS

        stops.register(queries.why_not_proceed)
        stops.register_bodies(queries.why_not_send)
        words.register(RECORDS)
        # What was reported, and what was done about it, is neither changed nor deleted; a person's
        # own words can be forgotten with the person.
        triggers.protect(
            {
                "safety_incident": (
                    "UPDATE OF case_id, system, kind, part, body_id, ban, opened_at, reported_by_id",
                    "DELETE",
                ),
                "safety_step": ("UPDATE OF incident_id, state, by_id, at", "DELETE"),
            }
        )
        rulebook.register(*RULES)
        wordings.register(*KINDS)
