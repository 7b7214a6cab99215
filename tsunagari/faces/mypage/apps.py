"""本人 — registers this folder with Django."""

from django.apps import AppConfig


class MypageConfig(AppConfig):
    name = "tsunagari.faces.mypage"
    label = "mypage"
    verbose_name = "本人"
