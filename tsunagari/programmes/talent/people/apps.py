"""人材 — registers this folder with Django, and the words of the law with the kernel."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "tsunagari.programmes.talent.people"
    label = "people"
    verbose_name = "人材"

    def ready(self):
        from tsunagari.kernel.duties import rulebook
        from tsunagari.kernel.records import words
        from tsunagari.programmes.talent.law.duties import FACTS, RULES
        from tsunagari.programmes.talent.people import duties
        from tsunagari.programmes.talent.people.words import RECORDS

        words.register(RECORDS)
        rulebook.register(*RULES, *duties.RULES)
        rulebook.name_facts(FACTS | duties.FACTS)
