"""催しのあと — registers this folder with Django."""

from django.apps import AppConfig


class AfterwardsConfig(AppConfig):
    name = "tsunagari.programmes.community.afterwards"
    label = "afterwards"
    verbose_name = "催しのあと"
