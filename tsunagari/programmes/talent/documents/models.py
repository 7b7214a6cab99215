"""案件の書類 — what was handed in for a case, and what we prepared and gave out."""

from django.db import models
from django.db.models import Q

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.papers.models import Paper
from tsunagari.kernel.parties.models import Organisation, Party
from tsunagari.programmes.talent.people.models import Case


class Submission(models.Model):
    """提出 — one file for one document of a case; the current one counts, the others are history."""

    class State(models.TextChoices):
        RECEIVED = "received", _("確かめています")
        ACCEPTED = "accepted", _("確かめました")
        REFUSED = "refused", _("出しなおし")
        WITHDRAWN = "withdrawn", _("取り消しました")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="submissions")
    document = models.CharField(max_length=40)
    paper = models.ForeignKey(Paper, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.RECEIVED)
    current = models.BooleanField(default=True)
    # The body that brought it; none: the office took it in.
    body = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    sent_by = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    sent_on = models.DateField()
    issued_on = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    reasons = models.JSONField(default=list)
    said = models.TextField(blank=True, default="")
    decided_by = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "document"],
                condition=Q(current=True),
                name="one_current_paper_a_document",
            ),
        ]
        indexes = [models.Index(fields=["case", "document", "-id"], name="papers_of_case")]

    @property
    def by_person(self) -> bool:
        """True when the person of the case brought it."""
        return self.sent_by_id == self.case.person_id


class Issued(models.Model):
    """出した書類 — a paper that we prepared, as it was given out: of a case, or of an act such as a visit.

    What was handed over stays as it was; one that was given out by mistake says so.
    """

    case = models.ForeignKey(
        Case, null=True, blank=True, on_delete=models.PROTECT, related_name="issued"
    )
    # The act that it tells of, where that is not the case itself.
    about_kind = models.CharField(max_length=40, blank=True, default="")
    about_key = models.CharField(max_length=40, blank=True, default="")
    kind = models.CharField(max_length=40)
    paper = models.ForeignKey(Paper, null=True, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=10, blank=True, default="")
    version = models.CharField(max_length=60, blank=True, default="")
    gaps = models.PositiveSmallIntegerField(default=0)
    issued_by = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    issued_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(case__isnull=False) | ~Q(about_kind=""),
                name="an_issued_paper_is_about_something",
            )
        ]
        indexes = [
            models.Index(fields=["case", "-id"], name="issued_of_case"),
            models.Index(fields=["about_kind", "about_key", "-id"], name="issued_about"),
        ]


class Typed(models.Model):
    """書きたした内容 — what somebody typed for one paper of a case, where nothing else knows it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="typed")
    kind = models.CharField(max_length=40)
    answers = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "kind"], name="one_text_a_paper_of_a_case")
        ]
