"""共通 — registers this folder with Django."""

from django.apps import AppConfig


class SharedConfig(AppConfig):
    name = "tsunagari.faces.shared"
    label = "shared"
    verbose_name = "共通"
