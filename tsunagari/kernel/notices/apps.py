"""お知らせ — registers this folder with Django."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "tsunagari.kernel.notices"
    label = "notices"
    verbose_name = "お知らせ"
