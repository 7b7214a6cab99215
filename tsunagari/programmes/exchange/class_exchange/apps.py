"""国際交流授業 — registers this folder with Django, and its words with the kernel."""

from django.apps import AppConfig


class ClassExchangeConfig(AppConfig):
    name = "tsunagari.programmes.exchange.class_exchange"
    label = "class_exchange"
    verbose_name = "国際交流授業"

    def ready(self):
        from tsunagari.kernel.duties import rulebook
        from tsunagari.kernel.notices import wordings
        from tsunagari.kernel.records import words
        from tsunagari.programmes.exchange.class_exchange.duties import FACTS, RULES
        from tsunagari.programmes.exchange.class_exchange.notices import KINDS
        from tsunagari.programmes.exchange.class_exchange.words import RECORDS

        words.register(RECORDS)
        rulebook.register(*RULES)
        rulebook.name_facts(FACTS)
        wordings.register(*KINDS)
