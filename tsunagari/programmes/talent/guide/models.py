"""生活の手引き — questions that were answered once, and the pages that everybody can read.

What readers see is a text of the kernel, written only when a second person has published a
revision. A revision that is still being written is seen by the office alone.
"""

from django.db import models
from django.db.models import Q

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.parties.models import Party, new_code
from tsunagari.kernel.texts.models import Text
from tsunagari.programmes.talent.advice.models import Consultation


class Answer(models.Model):
    """問いと答え — one page; its code stands in the address and never changes."""

    class State(models.TextChoices):
        NEW = "new", _("まだ公開していない")
        PUBLIC = "public", _("公開中")
        WITHDRAWN = "withdrawn", _("取り下げ")

    code = models.CharField(max_length=10, unique=True, default=new_code)
    state = models.CharField(max_length=10, choices=State.choices, default=State.NEW)
    category = models.CharField(max_length=30)
    # What it is called while nothing of it is public.
    name = models.CharField(max_length=200)
    text = models.OneToOneField(Text, null=True, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=300, blank=True, default="")
    as_of = models.DateField(null=True, blank=True)
    checked_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="public") | Q(text__isnull=False, checked_on__isnull=False),
                name="a_public_answer_was_checked",
            )
        ]
        indexes = [
            models.Index(fields=["state", "category", "id"], name="answer_of_category"),
            models.Index(fields=["state", "id"], name="answer_of_state"),
        ]


class Revision(models.Model):
    """版 — what somebody writes: a draft, then without personal facts, then checked and public."""

    class State(models.TextChoices):
        DRAFT = "draft", _("下書き")
        CLEAN = "clean", _("個人の事実を除いた")
        PUBLIC = "public", _("公開した")
        DROPPED = "dropped", _("やめた")

    WORKING = (State.DRAFT, State.CLEAN)

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="revisions")
    # From which it was begun; empty once the page is public: that one is about nobody.
    consultation = models.ForeignKey(
        Consultation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    question = models.CharField(max_length=200, blank=True, default="")
    words = models.TextField(blank=True, default="")
    category = models.CharField(max_length=30)
    source = models.CharField(max_length=300, blank=True, default="")
    as_of = models.DateField(null=True, blank=True)
    # As it was said in another language; emptied when the personal facts go.
    said_in = models.CharField(max_length=10, blank=True, default="")
    said = models.TextField(blank=True, default="")
    # [kind, words] of what looked personal and was declared to be no person's.
    declared = models.JSONField(default=list, blank=True)
    author = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    # Everybody who wrote in it: none of them checks it.
    writers = models.ManyToManyField(Party, related_name="+")
    begun_on = models.DateField()
    cleaned_on = models.DateField(null=True, blank=True)
    checked_by = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    checked_on = models.DateField(null=True, blank=True)
    # Why the second person gave it back.
    note = models.CharField(max_length=500, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["answer", "number"], name="one_revision_of_a_number"),
            models.UniqueConstraint(
                fields=["answer"],
                condition=Q(state__in=("draft", "clean")),
                name="one_revision_in_work",
            ),
        ]


class Remark(models.Model):
    """指摘 — a reader says that something on a page is wrong; no name is asked for."""

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="remarks")
    words = models.CharField(max_length=500)
    language = models.CharField(max_length=10)
    on = models.DateField()
    settled_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["answer"], condition=Q(settled_on=None), name="remark_open")
        ]
