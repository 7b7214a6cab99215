"""学校 — bell schedules, calendars, classes, timetables and pupils."""

from django.db import models
from django.db.models import F, Q

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.parties.models import Organisation, Party, Person


def _in_order(name):
    return models.CheckConstraint(condition=Q(until_day__gte=F("from_day")), name=name)


class School(models.Model):
    """学校 — an organisation that has classes; its zone is its party's."""

    organisation = models.OneToOneField(
        Organisation, primary_key=True, on_delete=models.PROTECT, related_name="school"
    )
    country = models.CharField(max_length=2, default="JP")
    lines = models.PositiveSmallIntegerField(default=1)
    weekdays = models.JSONField(default=list)
    exchange_subjects = models.JSONField(default=list)
    year_ends_on = models.DateField()
    room_address = models.URLField(max_length=500, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    def __str__(self):
        return self.organisation.title

    @property
    def zone(self) -> str:
        return self.organisation.party.zone

    @property
    def language(self) -> str:
        return self.organisation.party.language


class BellSchedule(models.Model):
    """時程 — a named set of periods, valid from a day until a day."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="bell_schedules")
    name = models.CharField(max_length=60)
    from_day = models.DateField()
    until_day = models.DateField()
    usual = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["from_day", "pk"]
        constraints = [_in_order("bell_schedule_days_in_order")]


class Period(models.Model):
    """校時 — local wall times of the school."""

    class Kind(models.TextChoices):
        LESSON = "lesson", _("授業")
        BREAK = "break", _("休み時間")
        LUNCH = "lunch", _("昼食")
        HOMEROOM = "homeroom", _("学級の時間")
        CLEANING = "cleaning", _("そうじ")

    schedule = models.ForeignKey(BellSchedule, on_delete=models.CASCADE, related_name="periods")
    code = models.CharField(max_length=12)
    starts = models.TimeField()
    ends = models.TimeField()
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.LESSON)

    class Meta:
        ordering = ["starts"]
        constraints = [
            models.UniqueConstraint(fields=["schedule", "code"], name="one_period_of_a_code"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="period_in_order"),
        ]


class Term(models.Model):
    """学期."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="terms")
    name = models.CharField(max_length=60)
    from_day = models.DateField()
    until_day = models.DateField()

    class Meta:
        ordering = ["from_day"]
        constraints = [_in_order("term_days_in_order")]


class ClosedDay(models.Model):
    """休業日 — holidays are suggestions until a coordinator confirms them."""

    class State(models.TextChoices):
        SUGGESTED = "suggested", _("確認待ち")
        CONFIRMED = "confirmed", _("休み")
        DECLINED = "declined", _("休みではない")

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="closed_days")
    name = models.CharField(max_length=120)
    from_day = models.DateField()
    until_day = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.CONFIRMED)
    source = models.CharField(max_length=200, blank=True, default="")
    confirmed_by = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["from_day"]
        constraints = [
            _in_order("closed_days_in_order"),
            models.UniqueConstraint(
                fields=["school", "from_day", "until_day", "name"], name="closed_once"
            ),
        ]


class ExamWeek(models.Model):
    """試験期間."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="exam_weeks")
    name = models.CharField(max_length=60)
    from_day = models.DateField()
    until_day = models.DateField()

    class Meta:
        ordering = ["from_day"]
        constraints = [_in_order("exam_days_in_order")]


class DayOverride(models.Model):
    """日ごとの変更 — another bell schedule on one day, or none at all (closed)."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="overrides")
    on = models.DateField()
    schedule = models.ForeignKey(BellSchedule, null=True, on_delete=models.CASCADE)
    reason = models.CharField(max_length=200)

    class Meta:
        ordering = ["on"]
        constraints = [models.UniqueConstraint(fields=["school", "on"], name="one_override_a_day")]


class SchoolClass(models.Model):
    """学級・section."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="classes")
    year = models.PositiveSmallIntegerField()
    grade = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    teacher = models.ForeignKey(Party, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["grade", "name"]
        constraints = [
            models.UniqueConstraint(fields=["school", "year", "name"], name="one_class_of_a_name")
        ]

    def __str__(self):
        return self.name


class Lesson(models.Model):
    """時間割のひとこま — which subject a class has in a period of a weekday."""

    school_class = models.ForeignKey(SchoolClass, on_delete=models.CASCADE, related_name="lessons")
    weekday = models.PositiveSmallIntegerField()
    period = models.CharField(max_length=12)
    subject = models.CharField(max_length=60)
    teacher = models.CharField(max_length=60, blank=True, default="")
    room = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        ordering = ["weekday", "period"]
        constraints = [
            models.UniqueConstraint(
                fields=["school_class", "weekday", "period"], name="one_lesson_a_period"
            ),
            models.CheckConstraint(
                condition=Q(weekday__gte=1, weekday__lte=7), name="a_weekday_is_one_to_seven"
            ),
        ]


class Pupil(models.Model):
    """生徒 — a number in a class and a display name; the real name stays at the school."""

    class Gender(models.TextChoices):
        GIRL = "f", _("女子")
        BOY = "m", _("男子")
        OTHER = "x", _("そのほか")
        UNKNOWN = "", _("未記入")

    person = models.OneToOneField(
        Person, primary_key=True, on_delete=models.PROTECT, related_name="pupil"
    )
    school_class = models.ForeignKey(SchoolClass, on_delete=models.PROTECT, related_name="pupils")
    number = models.PositiveSmallIntegerField()
    gender = models.CharField(max_length=1, choices=Gender.choices, blank=True, default="")
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    age_band = models.CharField(max_length=8, blank=True, default="")
    from_day = models.DateField()
    until_day = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["school_class", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["school_class", "number"],
                condition=Q(until_day__isnull=True),
                name="one_pupil_of_a_number",
            )
        ]


class KeepApart(models.Model):
    """同じグループにしない — no reason is stored."""

    a = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="+")
    b = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["a", "b"], name="kept_apart_once"),
            models.CheckConstraint(condition=Q(a__lt=F("b")), name="kept_apart_in_order"),
        ]
