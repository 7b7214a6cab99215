"""定着支援 — support that somebody gave a person, or is going to give, with what shows it.

The items and what the law asks live in its table; here is only who did what, when, and what the
person said of it.
"""

from django.db import models
from django.db.models import Q

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.parties.models import Organisation, Party
from tsunagari.programmes.talent.people.models import Case


class Settlement(models.Model):
    """定着支援計画 — that a case has one: what its own duties (keeping up, the offer) hang on."""

    case = models.OneToOneField(
        Case, primary_key=True, on_delete=models.PROTECT, related_name="settlement"
    )
    opened_on = models.DateField()


class Support(models.Model):
    """支援の実施 — some parts of one item, given (or planned) on a day, in a language."""

    class State(models.TextChoices):
        PLANNED = "planned", _("予定")
        GIVEN = "given", _("実施")
        ANNULLED = "annulled", _("取り消し")

    class Way(models.TextChoices):
        IN_PERSON = "in_person", _("会って")
        VIDEO = "video", _("ビデオ（顔を見て）")
        PHONE = "phone", _("電話")
        PAPER = "paper", _("書類・メール")

    class Answer(models.TextChoices):
        WAITING = "", _("まだ")
        UNDERSTOOD = "understood", _("わかりました")
        AGAIN = "again", _("もう一度おねがいします")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="supports")
    item = models.CharField(max_length=40)
    # Which time the law asks for it: the occurrence of its rule.
    of = models.CharField(max_length=40, blank=True, default="")
    parts = models.JSONField(default=list)
    state = models.CharField(max_length=8, choices=State.choices, default=State.GIVEN)
    day = models.DateField()
    minutes = models.PositiveSmallIntegerField(default=0)
    way = models.CharField(max_length=9, choices=Way.choices, default=Way.IN_PERSON)
    language = models.CharField(max_length=10)
    interpreter = models.CharField(max_length=100, blank=True, default="")
    material = models.CharField(max_length=300, blank=True, default="")
    # Advice and notes: for the body that wrote them and the office, never for the company.
    words = models.TextField(blank=True, default="")
    # Why it was shorter than the standard.
    reason = models.CharField(max_length=300, blank=True, default="")
    signed = models.BooleanField(default=False)
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(
        max_length=10, choices=Answer.choices, default=Answer.WAITING, blank=True
    )
    answered_on = models.DateField(null=True, blank=True)
    annulled_why = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="given") | Q(minutes__gt=0),
                name="given_support_took_some_time",
            )
        ]
        indexes = [models.Index(fields=["case", "day", "id"], name="support_of_case")]
