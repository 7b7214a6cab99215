"""お手伝い — registers this folder with Django."""

from django.apps import AppConfig


class ShiftsConfig(AppConfig):
    name = "tsunagari.programmes.community.shifts"
    label = "shifts"
    verbose_name = "お手伝い"
