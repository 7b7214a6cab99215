"""事務局 — registers this folder with Django."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "tsunagari.faces.desk"
    label = "desk"
    verbose_name = "事務局"
