"""催し — registers this folder with Django, and its words with the kernel."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "tsunagari.programmes.community.events"
    label = "events"
    verbose_name = "催し"

    def ready(self):
        from tsunagari.kernel.notices import wordings
        from tsunagari.kernel.records import words
        from tsunagari.programmes.community.events.hosts import KINDS
        from tsunagari.programmes.community.events.words import RECORDS

        words.register(RECORDS)
        wordings.register(*KINDS)
