"""教室・講座 — registers this folder with Django, and its words with the kernel."""

from django.apps import AppConfig


class ClassesConfig(AppConfig):
    name = "tsunagari.programmes.community.classes"
    label = "community_classes"
    verbose_name = "教室・講座"

    def ready(self):
        from tsunagari.kernel.records import words
        from tsunagari.programmes.community.classes.words import RECORDS

        words.register(RECORDS)
