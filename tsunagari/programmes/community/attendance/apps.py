"""参加の数 — registers this folder with Django, and its words with the records."""

from django.apps import AppConfig


class AttendanceConfig(AppConfig):
    name = "tsunagari.programmes.community.attendance"
    label = "attendance"
    verbose_name = "参加の数"

    def ready(self):
        from tsunagari.kernel.records import words
        from tsunagari.programmes.community.attendance.words import RECORDS

        words.register(RECORDS)
