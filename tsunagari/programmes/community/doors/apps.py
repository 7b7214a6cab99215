"""受付 — registers this folder with Django."""

from django.apps import AppConfig


class DoorsConfig(AppConfig):
    name = "tsunagari.programmes.community.doors"
    label = "doors"
    verbose_name = "受付"
