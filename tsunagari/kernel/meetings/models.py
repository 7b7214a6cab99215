"""集い — who was there, when, how long, for whom."""

from django.db import models

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.parties.models import Party


class Meeting(models.Model):
    class State(models.TextChoices):
        PLANNED = "planned", _("予定")
        OPEN = "open", _("実施中")
        CLOSED = "closed", _("終了")
        CANCELLED = "cancelled", _("中止")

    measure = models.CharField(max_length=3)
    kind = models.CharField(max_length=40)
    host = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="hosted")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    zone = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="a_meeting_ends_after_it_starts",
            )
        ]
        indexes = [models.Index(fields=["measure", "starts_at"], name="meeting_by_measure")]


class Presence(models.Model):
    class State(models.TextChoices):
        PRESENT = "present", _("出席")
        ABSENT = "absent", _("欠席")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="presences")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="presences")
    on_behalf = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.CharField(max_length=12, default="teacher")
    pressed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "party"], name="present_once")]
