"""取込 — registers this folder with Django."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "tsunagari.kernel.imports"
    label = "imports"
    verbose_name = "取込"
