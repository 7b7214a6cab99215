"""役割 — registers this folder with Django."""

from django.apps import AppConfig


class RolesConfig(AppConfig):
    name = "tsunagari.kernel.roles"
    label = "roles"
    verbose_name = "役割"
