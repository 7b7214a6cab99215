"""文 — what staff write for others to read: sentences in order, each with its translations.

The Japanese is the source. A translation keeps the print of the sentence it was made from; that it
is outdated is computed (rules/states.py) and stored nowhere.
"""

from django.db import models
from django.db.models import Q

from tsunagari.base.languages import SOURCE
from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.parties.models import Party


class Text(models.Model):
    """文章 — one text; `languages` are those in which the office wants it to be there."""

    source = models.CharField(max_length=10, default=SOURCE)
    # What lists and duties call it: its first sentence, without readings.
    name = models.CharField(max_length=200)
    languages = models.JSONField(default=list, blank=True)
    asked_on = models.DateField(null=True, blank=True)
    measure = models.CharField(max_length=3, blank=True, default="")
    version = models.PositiveIntegerField(default=1)


class Sentence(models.Model):
    """1文 — its key stays while it is rewritten, moved, taken out and put back."""

    class Opens(models.TextChoices):
        NOTHING = "", _("続き")
        TITLE = "title", _("見出し")
        PARAGRAPH = "paragraph", _("段落")
        ITEM = "item", _("箇条書き")

    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="sentences")
    place = models.PositiveSmallIntegerField()
    opens = models.CharField(max_length=10, choices=Opens.choices, blank=True, default="")
    # Which field of the row it stands in, where one text holds all that a row says.
    part = models.CharField(max_length=20, blank=True, default="")
    words = models.TextField()
    # With the readings of the table of words, for pages.
    read = models.TextField(blank=True, default="")
    print = models.CharField(max_length=16)
    # For finding: without readings, width, kind of kana, case and marks.
    folded = models.TextField(blank=True, default="")
    from_day = models.DateField()
    gone_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["place", "pk"]
        indexes = [models.Index(fields=["text", "place"], name="sentence_in_order")]


class Former(models.Model):
    """前の文 — what a sentence said until a day, so that a translator sees what changed."""

    sentence = models.ForeignKey(Sentence, on_delete=models.CASCADE, related_name="formers")
    words = models.TextField()
    print = models.CharField(max_length=16)
    until_day = models.DateField()

    class Meta:
        ordering = ["pk"]


class Rendering(models.Model):
    """訳 — one sentence in one language; what readers see was checked by a second person."""

    class State(models.TextChoices):
        DRAFT = "draft", _("下書き")
        REVIEW = "review", _("確認まち")
        CURRENT = "current", _("確認ずみ")
        FORMER = "former", _("前の訳")

    WORKING = (State.DRAFT, State.REVIEW)

    sentence = models.ForeignKey(Sentence, on_delete=models.CASCADE, related_name="renderings")
    language = models.CharField(max_length=10)
    words = models.TextField()
    read = models.TextField(blank=True, default="")
    folded = models.TextField(blank=True, default="")
    # The print of the source sentence that it was made from.
    of = models.CharField(max_length=16)
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    by = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    on = models.DateField()
    checked_by = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    checked_on = models.DateField(null=True, blank=True)
    # Why the second person sent it back.
    note = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sentence", "language"],
                condition=Q(state="current"),
                name="one_checked_rendering",
            ),
            models.UniqueConstraint(
                fields=["sentence", "language"],
                condition=Q(state__in=("draft", "review")),
                name="one_rendering_in_work",
            ),
        ]


class Attached(models.Model):
    """つけた文 — the text of one field of a row elsewhere, or of all that a row says to everybody."""

    text = models.OneToOneField(
        Text, primary_key=True, on_delete=models.CASCADE, related_name="attached"
    )
    about_kind = models.CharField(max_length=60)
    about_key = models.CharField(max_length=60)
    field = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["about_kind", "about_key", "field"], name="one_text_a_field"
            )
        ]
