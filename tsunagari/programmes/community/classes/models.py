"""教室・講座 — one time of a Japanese class or a workshop; who was there stands in the meeting."""

from django.db import models

from tsunagari.kernel.meetings.models import Meeting


class ClassDay(models.Model):
    """教室・講座の1回 — its name, its place, and the word of the day for those who come."""

    meeting = models.OneToOneField(
        Meeting, primary_key=True, on_delete=models.PROTECT, related_name="class_day"
    )
    title = models.CharField(max_length=100)
    place = models.CharField(max_length=100, blank=True, default="")
    code = models.CharField(max_length=6, unique=True)
