"""生活の手引き — registers this folder with Django, and its words with the kernel."""

from django.apps import AppConfig


class GuideConfig(AppConfig):
    name = "tsunagari.programmes.talent.guide"
    label = "guide"
    verbose_name = "生活の手引き"

    def ready(self):
        from tsunagari.kernel.duties import rulebook
        from tsunagari.kernel.records import words
        from tsunagari.programmes.talent.guide.duties import FACTS, RULES
        from tsunagari.programmes.talent.guide.words import RECORDS

        words.register(RECORDS)
        rulebook.register(*RULES)
        rulebook.name_facts(FACTS)
