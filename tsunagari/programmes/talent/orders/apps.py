"""求人と候補者 — registers this folder with Django, and its words with the kernel."""

from django.apps import AppConfig


class OrdersConfig(AppConfig):
    name = "tsunagari.programmes.talent.orders"
    label = "orders"
    verbose_name = "求人と候補者"

    def ready(self):
        from tsunagari.kernel.imports import importers
        from tsunagari.kernel.notices import wordings
        from tsunagari.kernel.records import words
        from tsunagari.programmes.talent.orders.importer import ALL
        from tsunagari.programmes.talent.orders.notices import KINDS
        from tsunagari.programmes.talent.orders.words import RECORDS

        words.register(RECORDS)
        wordings.register(*KINDS)
        for one in ALL:
            importers.register(one)
