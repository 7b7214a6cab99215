"""同意 — who agreed to what: default no, and a withdrawal acts at once."""

from django.db import models
from django.db.models import Q

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.papers.models import Paper
from tsunagari.kernel.parties.models import Party, Person
from tsunagari.kernel.records.models import Record


class Consent(models.Model):
    """One answer of one side to one purpose; the newest of each is `current`."""

    class Side(models.TextChoices):
        CHILD = "child", _("本人")
        GUARDIAN = "guardian", _("保護者")

    class Channel(models.TextChoices):
        LINK = "link", _("リンクから")
        PAPER = "paper", _("紙の同意書")
        PAGE = "page", _("本人のページ")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=20)
    version = models.CharField(max_length=12)
    # The language in which it was asked; "" where it is not known.
    language = models.CharField(max_length=10, blank=True, default="")
    to = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=10, choices=Side.choices)
    answer = models.BooleanField()
    # A guardian is known here by the relation only; the name stays on the school's paper.
    relation = models.CharField(max_length=40, blank=True, default="")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    given_at = models.DateTimeField()
    until_day = models.DateField(null=True, blank=True)
    paper = models.ForeignKey(Paper, null=True, blank=True, on_delete=models.PROTECT)
    # The answers of one paper or one press share their record; a mistyped paper is annulled.
    record = models.ForeignKey(Record, null=True, on_delete=models.PROTECT, related_name="+")
    annulled = models.BooleanField(default=False)
    current = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose", "side"],
                condition=Q(current=True, to__isnull=True),
                name="one_current_answer",
            ),
            models.UniqueConstraint(
                fields=["person", "purpose", "to", "side"],
                condition=Q(current=True, to__isnull=False),
                name="one_current_answer_to_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["purpose", "side", "person", "answer", "until_day"],
                condition=Q(current=True),
                name="consent_now",
            )
        ]
