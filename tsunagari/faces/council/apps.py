"""協議会の画面 — registers this folder with Django."""

from django.apps import AppConfig


class CouncilConfig(AppConfig):
    name = "tsunagari.faces.council"
    label = "council_face"
    verbose_name = "協議会"
