"""席決め — registers this folder with Django."""

from django.apps import AppConfig


class GatheringsConfig(AppConfig):
    name = "tsunagari.programmes.community.gatherings"
    label = "gatherings"
    verbose_name = "席決め"
