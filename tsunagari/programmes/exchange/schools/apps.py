"""学校 — registers this folder with Django, and its words with the kernel."""

from django.apps import AppConfig


class SchoolsConfig(AppConfig):
    name = "tsunagari.programmes.exchange.schools"
    label = "schools"
    verbose_name = "学校"

    def ready(self):
        from tsunagari.kernel.imports import importers
        from tsunagari.kernel.records import words
        from tsunagari.programmes.exchange.schools.importer import ROSTER
        from tsunagari.programmes.exchange.schools.words import RECORDS

        words.register(RECORDS)
        importers.register(ROSTER)
