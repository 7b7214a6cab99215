"""書類 — registers this folder with Django."""

from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "tsunagari.kernel.papers"
    label = "papers"
    verbose_name = "書類"
