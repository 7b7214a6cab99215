"""つながり — registers this folder with Django."""

from django.apps import AppConfig


class TiesConfig(AppConfig):
    name = "tsunagari.kernel.ties"
    label = "ties"
    verbose_name = "つながり"
