"""施策提言 — what was counted and published, and what follows from it: proposals to those who decide.

A month is counted once and then stands still; a published table is never changed or deleted, for
every later one is checked against it. Neither names anybody.
"""

from django.db import models
from django.db.models import Q

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.papers.models import Paper
from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.texts.models import Text


class Month(models.Model):
    """数えた月 — consultations of a month by topic, language and town; never shown as it is."""

    month = models.CharField(max_length=7, primary_key=True)
    counted_on = models.DateField()
    # [[topic, language, town, how many], …] in order.
    places = models.JSONField()


class Table(models.Model):
    """公表した表 — its numbers as everybody read them; a number that is not published is null."""

    rows = models.CharField(max_length=8)
    columns = models.CharField(max_length=8, blank=True, default="")
    first = models.CharField(max_length=7)
    last = models.CharField(max_length=7)
    topic = models.CharField(max_length=12, blank=True, default="")
    language = models.CharField(max_length=10, blank=True, default="")
    town = models.CharField(max_length=20, blank=True, default="")
    # The smallest number that was published on that day.
    smallest = models.PositiveSmallIntegerField()
    row_values = models.JSONField()
    column_values = models.JSONField(default=list)
    numbers = models.JSONField()
    digest = models.CharField(max_length=64, unique=True)
    published_on = models.DateField()
    by = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last__gte=models.F("first")), name="table_ends_after_it_begins"
            )
        ]


class Proposal(models.Model):
    """提案 — what is asked of whom, on which evidence, against which obstacles of the law."""

    class State(models.TextChoices):
        DRAFT = "draft", _("下書き")
        CHECKED = "checked", _("確認ずみ")
        SENT = "sent", _("送った・返事まち")
        ANSWERED = "answered", _("返事あり")
        PUBLISHED = "published", _("公表")
        WITHDRAWN = "withdrawn", _("取り下げ")

    class Asked(models.TextChoices):
        CITY = "city", _("市町村")
        PREFECTURE = "prefecture", _("県")
        STATE = "state", _("国")

    class Outcome(models.TextChoices):
        NONE = "", _("まだ")
        ACCEPTED = "accepted", _("採用する")
        PARTLY = "partly", _("一部を採用する")
        STUDIED = "studied", _("検討する")
        DECLINED = "declined", _("採用しない")

    title = models.CharField(max_length=200)
    topic = models.CharField(max_length=12)
    asked_of = models.CharField(max_length=10, choices=Asked.choices)
    words = models.TextField()
    # What staff heard, in their own words: nobody's sentence, nobody's case.
    voices = models.TextField(blank=True, default="")
    tables = models.ManyToManyField(Table, blank=True, related_name="proposals")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    drafted_on = models.DateField()
    written_by = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    checked_on = models.DateField(null=True, blank=True)
    sent_on = models.DateField(null=True, blank=True)
    sent_to = models.CharField(max_length=200, blank=True, default="")
    how = models.CharField(max_length=20, blank=True, default="")
    paper = models.ForeignKey(
        Paper, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    outcome = models.CharField(
        max_length=10, choices=Outcome.choices, blank=True, default=Outcome.NONE
    )
    answer = models.TextField(blank=True, default="")
    answered_on = models.DateField(null=True, blank=True)
    published_on = models.DateField(null=True, blank=True)
    # What the public reads, sentence by sentence, with its translations.
    text = models.OneToOneField(
        Text, null=True, blank=True, on_delete=models.PROTECT, related_name="proposal"
    )
    withdrawn_why = models.CharField(max_length=300, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["state", "id"], name="proposal_of_state")]


class Obstacle(models.Model):
    """法の壁 — what of the law stands in the way, with its article, its source and how sure we are."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="obstacles")
    words = models.TextField()
    article = models.CharField(max_length=200)
    source = models.CharField(max_length=300)
    confidence = models.CharField(max_length=10)

    class Meta:
        ordering = ["pk"]


class Step(models.Model):
    """段階の記録 — who did what with a proposal, and when; asking again is a step of its own."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="steps")
    did = models.CharField(max_length=12)
    words = models.TextField(blank=True, default="")
    on = models.DateField()
    by = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
