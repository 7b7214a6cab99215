"""お知らせ — who was told what, in which language, and how it went."""

from django.db import models
from django.db.models import Q

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.parties.models import Party


class Notice(models.Model):
    """One thing told to one party; the key makes telling twice impossible."""

    key = models.CharField(max_length=160, unique=True)
    to = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)
    about_kind = models.CharField(max_length=60, blank=True, default="")
    about_key = models.CharField(max_length=60, blank=True, default="")
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    language = models.CharField(max_length=10, blank=True, default="")
    sent_hash = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(fields=["to", "-id"], name="notice_of_party"),
            models.Index(fields=["to"], condition=Q(read_at__isnull=True), name="notice_unread"),
        ]


class Delivery(models.Model):
    """A notice on its way by one channel. `sending` is a claim with an end."""

    class State(models.TextChoices):
        QUEUED = "queued", _("送る前")
        SENDING = "sending", _("送信中")
        SENT = "sent", _("送りました")
        UNSURE = "unsure", _("届いたか確かめてください")
        GIVEN_UP = "given_up", _("送れませんでした")

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    said = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notice", "channel"], name="one_delivery_a_channel")
        ]
        indexes = [
            models.Index(
                fields=["next_at"],
                condition=Q(state__in=["queued", "sending"]),
                name="delivery_due",
            ),
            models.Index(
                fields=["id"],
                condition=Q(state__in=["unsure", "given_up"]),
                name="delivery_doubtful",
            ),
        ]
