"""同意 — registers this folder with Django."""

from django.apps import AppConfig


class ConsentsConfig(AppConfig):
    name = "tsunagari.kernel.consents"
    label = "consents"
    verbose_name = "同意"
