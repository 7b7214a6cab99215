"""取込 — a file of rows: uploaded, looked at, accepted, and undone as a whole."""

from django.db import models
from django.db.models import Q

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.kernel.papers.models import Blob
from tsunagari.kernel.parties.models import Organisation, Party


class Batch(models.Model):
    """One file. Nothing of it is written before it is accepted."""

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("確認待ち")
        RUNNING = "running", _("読みこみ中")
        ACCEPTED = "accepted", _("読みこみずみ")
        FAILED = "failed", _("読みこめませんでした")
        UNDONE = "undone", _("取り消しずみ")
        DROPPED = "dropped", _("やめました")

    kind = models.CharField(max_length=20)
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="batches")
    by = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT)
    name = models.CharField(max_length=200)
    sheet = models.CharField(max_length=100, blank=True, default="")
    mapping = models.JSONField(default=dict)
    options = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.UPLOADED)
    counts = models.JSONField(default=dict)
    # What accepting changed, so that it can be taken back: written by the importer of the kind.
    undo = models.JSONField(default=dict)
    # Why it failed, as [[sentence, facts], …]; how often the worker has begun with it.
    said = models.JSONField(default=list)
    tries = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    # Who accepted, undid or dropped it last.
    decided_by = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["body", "-made_at"], name="batch_of_body"),
            models.Index(fields=["id"], condition=Q(state="running"), name="batch_running"),
        ]

    def reasons(self) -> list[Reason]:
        """Why it failed."""
        return [Reason(text, facts) for text, facts in self.said]


class Remembered(models.Model):
    """覚えた列 — which header meant which field in this body's last accepted file."""

    body = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    mapping = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "kind"], name="one_memory_a_kind")]
