"""連携 — registers this folder with Django."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "tsunagari.faces.api"
    label = "api"
    verbose_name = "連携"
