"""集い — registers this folder with Django."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "tsunagari.kernel.meetings"
    label = "meetings"
    verbose_name = "集い"
