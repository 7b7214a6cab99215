"""連携団体 — registers this folder with Django."""

from django.apps import AppConfig


class PartnerConfig(AppConfig):
    name = "tsunagari.faces.partner"
    label = "partner"
    verbose_name = "連携団体"
