"""公開 — registers this folder with Django."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "tsunagari.faces.portal"
    label = "portal"
    verbose_name = "公開"
