"""助け — a person says, or a visit shows, that something is wrong; the company does not read it.

The database refuses to change what was reported and to delete any of it (triggers).
"""

from django.db import models

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.parties.models import Organisation, Party
from tsunagari.programmes.talent.people.models import Case


class Incident(models.Model):
    """困りごとの知らせ — what happened to whom, done by whom; `ban` when the law forbids the act.

    Without a case it is about a company or another body at large.
    """

    class State(models.TextChoices):
        OPEN = "open", _("受付")
        CONTAINED = "contained", _("安全を確かめた")
        CLOSED = "closed", _("終了")

    case = models.ForeignKey(
        Case, null=True, blank=True, on_delete=models.PROTECT, related_name="incidents"
    )
    # Under whose law it is looked at: the case's system on that day.
    system = models.CharField(max_length=5, blank=True, default="")
    kind = models.CharField(max_length=12)
    # Which part in the case did it, and the body that had this part on that day.
    part = models.CharField(max_length=10)
    body = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ban = models.CharField(max_length=40, blank=True, default="")
    words = models.TextField(blank=True, default="")
    language = models.CharField(max_length=10, blank=True, default="")
    reported_by = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    opened_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["state", "id"], name="incident_of_state"),
            models.Index(fields=["body", "state"], name="incident_about_body"),
        ]


class Step(models.Model):
    """対応の記録 — what was done about it; what the person is told stands in `told`."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(max_length=10, choices=Incident.State.choices)
    words = models.TextField()
    told = models.TextField(blank=True, default="")
    by = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
