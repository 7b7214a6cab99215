"""ことば — our own table of readings, and the words whose reading somebody should look at."""

from django.db import models

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.parties.models import Party


class Reading(models.Model):
    """読み — how the office reads a word; it stands before what came with the product.

    `before` is what stood here until the last change (empty for a new word), so that it can be
    taken back. A second person checks each reading; until then texts that use it say so.
    """

    word = models.CharField(_("ことば"), max_length=40, unique=True)
    kana = models.CharField(_("読み"), max_length=80)
    note = models.CharField(_("説明"), max_length=200, blank=True, default="")
    by = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    checked_by = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    checked_on = models.DateField(null=True, blank=True)
    before = models.JSONField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["kana", "word"], name="reading_by_kana")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(checked_by=None) | ~models.Q(checked_by=models.F("by")),
                name="reading_checked_by_another",
            )
        ]

    def __str__(self):
        return self.word


class Doubt(models.Model):
    """確認を待つ読み — a word as the analyser read it, and how often texts had it."""

    class Why(models.TextChoices):
        UNKNOWN = "unknown", _("読みがわからない")
        NAME = "name", _("名前・地名")
        SEVERAL = "several", _("読み方がいくつもある")

    word = models.CharField(max_length=40)
    kana = models.CharField(max_length=80, blank=True, default="")
    why = models.CharField(max_length=10, choices=Why.choices)
    times = models.PositiveIntegerField(default=1)
    first_on = models.DateField()
    settled_on = models.DateField(null=True, blank=True)
    settled_by = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["word", "kana"], name="one_doubt_a_reading")]
        indexes = [
            models.Index(fields=["id"], condition=models.Q(settled_on=None), name="doubt_waiting")
        ]

    def __str__(self):
        return self.word
