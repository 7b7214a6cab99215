"""相談 — registers this folder with Django, and its words with the kernel."""

from django.apps import AppConfig


class AdviceConfig(AppConfig):
    name = "tsunagari.programmes.talent.advice"
    label = "advice"
    verbose_name = "相談"

    def ready(self):
        from tsunagari.kernel.duties import rulebook
        from tsunagari.kernel.notices import wordings
        from tsunagari.kernel.parties import numbers
        from tsunagari.kernel.records import triggers, words
        from tsunagari.programmes.talent.advice import sealed
        from tsunagari.programmes.talent.advice.duties import FACTS, RULES
        from tsunagari.programmes.talent.advice.notices import KINDS
        from tsunagari.programmes.talent.advice.words import RECORDS

        words.register(RECORDS)
        rulebook.register(*RULES)
        rulebook.name_facts(FACTS)
        wordings.register(*KINDS)
        numbers.also_sealed(sealed)
        # Who asked, who wrote and who read stays as it was; words can be forgotten with the person.
        triggers.protect(
            {
                "advice_consultation": (
                    "UPDATE OF code, person_id, topic, channel, asked_on, asked_at",
                    "DELETE",
                ),
                "advice_message": ("UPDATE OF consultation_id, code, side, by_id, at", "DELETE"),
                "advice_reading": ("UPDATE", "DELETE"),
            }
        )
