"""寄附 — registers this folder with Django, and its words with the kernel."""

from django.apps import AppConfig


class GiftsConfig(AppConfig):
    name = "tsunagari.governance.fund.gifts"
    label = "gifts"
    verbose_name = "寄附"

    def ready(self):
        from tsunagari.governance.fund.gifts import evidence, sealed
        from tsunagari.governance.fund.gifts.duties import FACTS, RULES
        from tsunagari.governance.fund.gifts.notices import KINDS
        from tsunagari.governance.fund.gifts.words import RECORDS
        from tsunagari.governance.fund.vouchers import files
        from tsunagari.kernel.duties import rulebook
        from tsunagari.kernel.notices import wordings
        from tsunagari.kernel.parties import numbers
        from tsunagari.kernel.records import words

        numbers.also_sealed(sealed)
        files.register("gifts.receipt", evidence.papers)
        words.register(RECORDS)
        rulebook.register(*RULES)
        rulebook.name_facts(FACTS)
        wordings.register(*KINDS)
