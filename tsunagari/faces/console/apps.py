"""端末 — registers this folder with Django."""

from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    name = "tsunagari.faces.console"
    label = "console"
    verbose_name = "端末"
