"""承認 — who said yes or no to which facts; added, never changed."""

from django.db import models

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.approvals.rules import NO, YES
from tsunagari.kernel.parties.models import Organisation, Party


class Approval(models.Model):
    """One person's word on one state of the facts; `digest` is their fingerprint."""

    class Answer(models.TextChoices):
        YES = YES, _("承認した")
        NO = NO, _("認めなかった")

    about_kind = models.CharField(max_length=60)
    about_key = models.CharField(max_length=60)
    digest = models.CharField(max_length=64)
    # The person, whichever of their duplicates signed in.
    by = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    on_behalf = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    said = models.CharField(max_length=3, choices=Answer.choices)
    words = models.CharField(max_length=500, blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["about_kind", "about_key", "digest", "by"],
                name="one_person_approves_once",
            )
        ]
