"""訪問・監査・面談 — a visit, what was looked at, who was asked, what was found, what had to be mended."""

from django.db import models
from django.db.models import Q

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.meetings.models import Meeting
from tsunagari.kernel.papers.models import Paper
from tsunagari.kernel.parties.models import Organisation, Party
from tsunagari.programmes.talent.people.models import Case
from tsunagari.programmes.talent.safety.models import Incident


class Visit(models.Model):
    """訪問 — one audit, guidance visit or round of interviews at one company."""

    class Kind(models.TextChoices):
        AUDIT = "audit", _("監査（3か月に1回）")
        EXTRA = "extra", _("臨時監査")
        GUIDANCE = "guidance", _("訪問指導（毎月）")
        INTERVIEW = "interview", _("定期面談（特定技能）")

    class State(models.TextChoices):
        PLANNED = "planned", _("予定")
        OPEN = "open", _("記入中")
        CLOSED = "closed", _("終わり")
        CANCELLED = "cancelled", _("取りやめ")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    company = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="visits")
    supervisor = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="visits_made"
    )
    visitor = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="visit")
    day = models.DateField()
    # Of a regular interview: held by video, under its own conditions.
    online = models.BooleanField(default=False)
    # The version of the list of questions, and the draw as it was made: both stay as they were.
    sheet = models.CharField(max_length=40)
    draw = models.JSONField(default=dict)
    words = models.TextField(blank=True, default="")
    signed_name = models.CharField(max_length=100, blank=True, default="")
    held_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(held_on__isnull=False),
                name="a_closed_visit_has_its_day",
            )
        ]
        indexes = [
            models.Index(fields=["state", "day", "id"], name="visit_by_day"),
            models.Index(fields=["company", "held_on"], name="visit_of_company"),
        ]


class Interview(models.Model):
    """面談 — one person of a visit: a worker by their case, or the boss without one."""

    class State(models.TextChoices):
        WANTED = "wanted", _("これから")
        SPARE = "spare", _("予備")
        HELD = "held", _("話を聞いた")
        AWAY = "away", _("会えなかった")

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="interviews")
    case = models.ForeignKey(
        Case, null=True, blank=True, on_delete=models.PROTECT, related_name="visit_interviews"
    )
    drawn = models.BooleanField(default=False)
    language = models.CharField(max_length=8)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WANTED)
    away_words = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visit", "case"], name="asked_once_a_visit"),
            models.UniqueConstraint(
                fields=["visit"], condition=Q(case=None), name="one_boss_a_visit"
            ),
        ]


class Answer(models.Model):
    """答え — one question of the list, at the company or of one person."""

    class Said(models.TextChoices):
        YES = "yes", _("はい")
        NO = "no", _("いいえ")
        UNSEEN = "unseen", _("見ていない")

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="answers")
    interview = models.ForeignKey(
        Interview, null=True, blank=True, on_delete=models.CASCADE, related_name="answers"
    )
    item = models.CharField(max_length=40)
    said = models.CharField(max_length=6, choices=Said.choices, blank=True, default="")
    words = models.TextField(blank=True, default="")
    # When it was typed on the device, and when it arrived here.
    pressed_at = models.DateTimeField()
    received_at = models.DateTimeField()
    clock_off = models.BooleanField(default=False)
    by = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "item"], condition=Q(interview=None), name="answered_once"
            ),
            models.UniqueConstraint(
                fields=["interview", "item"],
                condition=Q(interview__isnull=False),
                name="answered_once_a_person",
            ),
        ]


class Picture(models.Model):
    """写真・署名 — what was seen at which question and when, and who signed."""

    class Kind(models.TextChoices):
        PHOTO = "photo", _("写真")
        SIGNATURE = "signature", _("署名")

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="pictures")
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    words = models.CharField(max_length=200, blank=True, default="")
    # The question at which it was taken; without one it is of the whole visit.
    interview = models.ForeignKey(
        Interview, null=True, blank=True, on_delete=models.PROTECT, related_name="pictures"
    )
    item = models.CharField(max_length=40, blank=True, default="")
    # The device's own name for it: what is sent once more is the same photograph.
    mark = models.CharField(max_length=40, blank=True, default="")
    # By the device's clock, None where it is not known or cannot be; and when it arrived here.
    taken_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    clock_off = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "mark"], condition=~Q(mark=""), name="photographed_once"
            ),
            models.CheckConstraint(
                condition=Q(interview=None) | ~Q(item=""), name="a_picture_of_somebody_has_its_item"
            ),
        ]


class Finding(models.Model):
    """指摘 — what has to be mended, by when; it closes with what shows that it was."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="findings")
    interview = models.ForeignKey(
        Interview, null=True, blank=True, on_delete=models.PROTECT, related_name="findings"
    )
    item = models.CharField(max_length=40)
    words = models.TextField()
    due_on = models.DateField()
    mended_on = models.DateField(null=True, blank=True)
    mended_words = models.TextField(blank=True, default="")
    # The day on which somebody judged it a breach of labour or immigration law.
    judged_on = models.DateField(null=True, blank=True)
    paper = models.ForeignKey(Paper, null=True, blank=True, on_delete=models.PROTECT)
    # What it is when the law forbids it: the report that stops the company's and the person's steps.
    incident = models.OneToOneField(
        Incident, null=True, blank=True, on_delete=models.PROTECT, related_name="finding"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["mended_on", "due_on", "id"], name="finding_by_due")]
