from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "tsunagari.programmes.community.events"
    label = "events"
