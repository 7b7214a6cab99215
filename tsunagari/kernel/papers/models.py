"""書類 — a file is stored once; a paper says what it is, of whom, and until when."""

from django.db import models

from tsunagari.kernel.parties.models import Party


class Blob(models.Model):
    """The bytes, by their SHA-256; never served but through a gate."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    type = models.CharField(max_length=80)


class Paper(models.Model):
    """書類 — one use of a file."""

    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="papers")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    of = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="papers")
    held_by = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    about_kind = models.CharField(max_length=40, blank=True, default="")
    about_key = models.CharField(max_length=40, blank=True, default="")
    received_on = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    keep_until = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["about_kind", "about_key"], name="paper_about")]
