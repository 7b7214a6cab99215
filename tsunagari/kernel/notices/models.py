"""お知らせ — who was told what, by which way, in which language, and how it went."""

from django.db import models
from django.db.models import Q

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.papers.models import Blob
from tsunagari.kernel.parties.models import Party


class Choice(models.Model):
    """届け方 — how one party wants to be told; the page is always there, and is not a choice.

    Without a row: by mail, at the hours that everybody has. `before` is what stood here until the
    last change, so that it can be taken back.
    """

    party = models.OneToOneField(
        Party, primary_key=True, on_delete=models.CASCADE, related_name="told_by"
    )
    email = models.BooleanField(default=True)
    letter = models.BooleanField(default=False)
    postcode = models.CharField(max_length=10, blank=True, default="")
    address = models.TextField(blank=True, default="")
    quiet_from = models.PositiveSmallIntegerField(null=True, blank=True)
    quiet_until = models.PositiveSmallIntegerField(null=True, blank=True)
    before = models.JSONField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)


class LetterBatch(models.Model):
    """手紙の束 — letters that are printed and posted together; one is open at a time."""

    class State(models.TextChoices):
        COLLECTING = "collecting", _("集めています")
        MAKING = "making", _("作っています")
        READY = "ready", _("印刷できます")
        PRINTED = "printed", _("印刷しました")
        POSTED = "posted", _("投函しました")
        STOPPED = "stopped", _("作れませんでした")

    state = models.CharField(max_length=10, choices=State.choices, default=State.COLLECTING)
    opened_on = models.DateField()
    urgent = models.BooleanField(default=False)
    by = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    blob = models.ForeignKey(Blob, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(null=True, blank=True)
    printed_on = models.DateField(null=True, blank=True)
    posted_on = models.DateField(null=True, blank=True)
    # A worker's claim: it ends by itself, so that a killed one holds nothing up.
    lease_until = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="collecting"), name="one_batch_collects"
            )
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(state="making"), name="batch_of_letters_made")
        ]


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
        INSTEAD = "instead", _("手紙にかえました")

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    said = models.CharField(max_length=300, blank=True, default="")
    batch = models.ForeignKey(
        LetterBatch, null=True, blank=True, on_delete=models.PROTECT, related_name="letters"
    )

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
