"""主体 — registers this folder with Django."""

from django.apps import AppConfig


class PartiesConfig(AppConfig):
    name = "tsunagari.kernel.parties"
    label = "parties"
    verbose_name = "主体"
