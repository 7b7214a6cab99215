"""席決め — registers this folder with Django, and its words and its seals with the kernel."""

from django.apps import AppConfig


class GatheringsConfig(AppConfig):
    name = "tsunagari.programmes.community.gatherings"
    label = "gatherings"
    verbose_name = "席決め"

    def ready(self):
        from tsunagari.kernel.parties import numbers
        from tsunagari.kernel.records import words
        from tsunagari.programmes.community.gatherings import sealed
        from tsunagari.programmes.community.gatherings.words import RECORDS

        words.register(RECORDS)
        numbers.also_sealed(sealed)
