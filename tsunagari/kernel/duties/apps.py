"""務め — registers this folder with Django."""

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "tsunagari.kernel.duties"
    label = "duties"
    verbose_name = "務め"
