"""国際交流授業 — pairings of classes, sessions with a reserve, groups, reflections, surveys."""

from django.db import models
from django.db.models import F, Q

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.meetings.models import Meeting
from tsunagari.kernel.parties.models import Organisation, Party
from tsunagari.kernel.records.models import Record
from tsunagari.kernel.roles.models import Agreement
from tsunagari.programmes.exchange.schools.models import Pupil, School, SchoolClass


class Exchange(models.Model):
    """交流 — two schools, from a day until a day, under one memorandum."""

    name = models.CharField(max_length=120)
    a = models.ForeignKey(School, on_delete=models.PROTECT, related_name="exchanges_as_a")
    b = models.ForeignKey(School, on_delete=models.PROTECT, related_name="exchanges_as_b")
    agreement = models.ForeignKey(Agreement, null=True, on_delete=models.PROTECT)
    from_day = models.DateField()
    until_day = models.DateField()
    a_per_group = models.PositiveSmallIntegerField(default=4)
    b_per_group = models.PositiveSmallIntegerField(default=4)
    sessions = models.PositiveSmallIntegerField(default=6)
    coordinator = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(a=F("b")), name="two_schools_exchange"),
            models.CheckConstraint(
                condition=Q(until_day__gte=F("from_day")), name="exchange_days_in_order"
            ),
        ]

    def __str__(self):
        return self.name

    def partner_of(self, school_pk: int) -> School:
        """The other school."""
        return self.b if school_pk == self.a_id else self.a


class Pairing(models.Model):
    """学級の組 — one class of each school."""

    exchange = models.ForeignKey(Exchange, on_delete=models.CASCADE, related_name="pairings")
    a_class = models.ForeignKey(SchoolClass, on_delete=models.PROTECT, related_name="+")
    b_class = models.ForeignKey(SchoolClass, on_delete=models.PROTECT, related_name="+")
    sessions = models.PositiveSmallIntegerField(default=6)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["exchange", "a_class", "b_class"], name="two_classes_pair_once"
            )
        ]

    def __str__(self):
        return f"{self.a_class} × {self.b_class}"


class Session(models.Model):
    """授業 — one live session of a pairing, with its reserve."""

    class State(models.TextChoices):
        PLANNED = "planned", _("案")
        PROPOSED = "proposed", _("返事待ち")
        ACCEPTED = "accepted", _("決定")
        DECLINED = "declined", _("見送り")
        OPEN = "open", _("実施中")
        CLOSED = "closed", _("終了")
        CANCELLED = "cancelled", _("中止")

    pairing = models.ForeignKey(Pairing, on_delete=models.CASCADE, related_name="sessions_of")
    ordinal = models.PositiveSmallIntegerField()
    phase = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    version = models.PositiveIntegerField(default=1)
    proposed_by = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="+"
    )
    proposed_on = models.DateField(null=True, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    a_periods = models.JSONField(default=list)
    b_periods = models.JSONField(default=list)
    talk_minutes = models.PositiveSmallIntegerField()
    # What each side gives up: [{"side", "period", "subject", "teacher"}].
    releases = models.JSONField(default=list)
    cost = models.PositiveSmallIntegerField(default=0)
    reserve_starts_at = models.DateTimeField(null=True, blank=True)
    reserve_ends_at = models.DateTimeField(null=True, blank=True)
    reserve_a_periods = models.JSONField(default=list)
    reserve_b_periods = models.JSONField(default=list)
    reserve_used = models.BooleanField(default=False)
    said = models.CharField(max_length=500, blank=True, default="")
    groups_version = models.PositiveIntegerField(default=0)
    task = models.JSONField(default=dict)
    rooms = models.JSONField(default=dict)
    meeting = models.OneToOneField(
        Meeting, null=True, on_delete=models.PROTECT, related_name="class_session"
    )
    record = models.ForeignKey(Record, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pairing", "ordinal"],
                condition=~Q(state__in=["declined", "cancelled"]),
                name="one_session_of_an_ordinal",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after_it_starts"
            ),
        ]
        indexes = [models.Index(fields=["state", "starts_at"], name="session_by_state")]


class Seat(models.Model):
    """席 — who sits in which group of a session."""

    class Source(models.TextChoices):
        PLAN = "plan", _("計画")
        REPAIR = "repair", _("当日の変更")

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="seats")
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="seats")
    group = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=8, choices=Source.choices, default=Source.PLAN)
    moved_from = models.PositiveSmallIntegerField(null=True, blank=True)
    absent = models.BooleanField(default=False)

    class Meta:
        ordering = ["group", "pupil"]
        constraints = [
            models.UniqueConstraint(fields=["session", "pupil"], name="one_seat_a_session")
        ]


class Reflection(models.Model):
    """ふりかえり — the partner class reads it only after the own teacher's approval."""

    class State(models.TextChoices):
        WAITING = "waiting", _("先生の確認待ち")
        APPROVED = "approved", _("公開")
        RETURNED = "returned", _("書き直し")

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="reflections")
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="reflections")
    text = models.TextField(max_length=1000)
    language = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    said = models.CharField(max_length=300, blank=True, default="")
    written_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["written_at"]
        constraints = [
            models.UniqueConstraint(fields=["session", "pupil"], name="one_reflection_a_session")
        ]


class Draft(models.Model):
    """下書き — a reflection while it is being written; nobody but the pupil reads it."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="drafts")
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="drafts")
    text = models.TextField(max_length=1000)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "pupil"], name="one_draft_a_session")
        ]


class Incident(models.Model):
    """困ったこと — reported with one press; frozen, never deleted.

    The database refuses to change what was reported and to delete any of it (triggers).
    """

    # About a grown-up: not the teachers are told, but the child-protection lead and the desk.
    ABOUT_ADULTS = ("adult",)

    class State(models.TextChoices):
        OPEN = "open", _("受付")
        CONTAINED = "contained", _("安全を確保")
        REPORTED = "reported", _("報告ずみ")
        CLOSED = "closed", _("終了")

    session = models.ForeignKey(Session, null=True, on_delete=models.PROTECT)
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="incidents")
    reported_by = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    words = models.TextField(blank=True, default="")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    opened_at = models.DateTimeField()
    frozen = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-opened_at"]


class IncidentStep(models.Model):
    """対応の記録 — what was done about it; added, never edited."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(max_length=10, choices=Incident.State.choices)
    words = models.TextField()
    by = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]


class SurveyAnswer(models.Model):
    """アンケート — a pupil's answers before or after; joined by the pupil's code only."""

    class Wave(models.TextChoices):
        PRE = "pre", _("はじめ")
        POST = "post", _("おわり")

    exchange = models.ForeignKey(Exchange, on_delete=models.CASCADE, related_name="answers")
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="answers")
    wave = models.CharField(max_length=5, choices=Wave.choices)
    instrument = models.CharField(max_length=20)
    answers = models.JSONField()
    # How many people were told, by kind: {"household": 2, "family": 1, "friends": 4}.
    told = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["exchange", "pupil", "wave"], name="one_answer_a_wave")
        ]
