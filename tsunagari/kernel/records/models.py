"""記録 — one act, one record; written once, sealed into a tree, never changed.

Triggers refuse UPDATE and DELETE of Record, Leaf and Node (see triggers.py). What is personal is in
RecordDetail and RecordParty, which can be erased without hurting a proof.
"""

from django.db import models

from tsunagari.kernel.parties.models import Party


class Record(models.Model):
    """One act: what was done, on which day, by whom, about what.

    `facts` are codes, amounts and days: nothing personal. `detail_hash` is SHA-256(salt ‖ body) of
    the personal detail, `concerned` the sorted salted digests of the parties it concerns.
    """

    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    on_behalf = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    via = models.CharField(max_length=12, default="web")
    did = models.CharField(max_length=60)
    about_kind = models.CharField(max_length=60, blank=True, default="")
    about_key = models.CharField(max_length=60, blank=True, default="")
    facts = models.JSONField(default=dict)
    detail_hash = models.CharField(max_length=64, blank=True, default="")
    concerned = models.JSONField(default=list)

    class Meta:
        indexes = [
            models.Index(fields=["about_kind", "about_key", "id"], name="record_about"),
            models.Index(fields=["did", "on"], name="record_did_on"),
        ]

    def __str__(self):
        return f"{self.pk} {self.did}"


class RecordDetail(models.Model):
    """The personal part of a record; it can be erased, not changed."""

    record = models.OneToOneField(
        Record, primary_key=True, on_delete=models.PROTECT, related_name="detail"
    )
    salt = models.CharField(max_length=32)
    body = models.TextField()


class RecordParty(models.Model):
    """Whom a record concerns: a person's and a body's timeline, in one index; erasable."""

    pk = models.CompositePrimaryKey("party_id", "record_id")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", db_index=False)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="concerns")
    salt = models.CharField(max_length=32)


class Leaf(models.Model):
    """封印 — the place of a record in the tree; positions start at 0 and have no gap."""

    seq = models.PositiveBigIntegerField(primary_key=True)
    record = models.OneToOneField(Record, on_delete=models.PROTECT, related_name="leaf")
    hash = models.BinaryField(max_length=32)


class Node(models.Model):
    """One stored hash over 256 below it: level 8 over leaves, 16 over level 8, 24 over level 16."""

    pk = models.CompositePrimaryKey("level", "i")
    level = models.PositiveSmallIntegerField()
    i = models.PositiveBigIntegerField()
    hash = models.BinaryField(max_length=32)
