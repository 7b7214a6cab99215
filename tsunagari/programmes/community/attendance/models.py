"""参加の数 — that an event is over, and how many came to each of its sessions.

Who came stands in the presences of the meeting; people whom the platform does not know are only
numbers, and stand here. A reopened closing stays as history, with the record that reopened it.
"""

from django.db import models
from django.db.models import Q

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.records.models import Record
from tsunagari.programmes.community.events.models import Event, Session


class Closing(models.Model):
    """締め — one act that ended an event and counted it; at most one of an event stands."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="countings")
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reopened = models.ForeignKey(Record, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event"], condition=Q(reopened=None), name="one_closing_stands"
            )
        ]


class Held(models.Model):
    """開いた回 — one session of a closing, with the record by which its people were bound."""

    closing = models.ForeignKey(Closing, on_delete=models.PROTECT, related_name="held")
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="held")
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    # Who was bound with whom, as keys of parties: the seating may be mended later, this stays.
    groups = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["closing", "session"], name="a_session_closes_once")
        ]


class Count(models.Model):
    """来た人の数 — of one session: all, those without a known person, and by what was told."""

    class Kind(models.TextChoices):
        ALL = "all", _("来た人")
        UNKNOWN = "unknown", _("名前の分からない人")
        TICKET = "ticket", _("参加の種類")
        GENERATION = "generation", _("年代")
        LANGUAGE = "language", _("話す言葉")

    held = models.ForeignKey(Held, on_delete=models.PROTECT, related_name="counts")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    # The ticket's name, the generation's or the language's code; "" where it was not told.
    value = models.CharField(max_length=100, blank=True, default="")
    people = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["held", "kind", "value"], name="counted_once")
        ]
