"""求人と候補者 — what companies ask for, who would come, who meets whom, and what was learned.

Of a candidate no number of a passport or a card is kept here, and nobody's sex: neither decides
who may be asked for a job.
"""

from django.db import models
from django.db.models import F, Q

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.meetings.models import Meeting
from tsunagari.kernel.parties.models import Organisation, Party, Person
from tsunagari.programmes.talent.people.models import Case


class Order(models.Model):
    """求人 — a company asks for people: what for, on which conditions, what is required."""

    class State(models.TextChoices):
        OPEN = "open", _("募集中")
        WITHDRAWN = "withdrawn", _("取り下げ")

    class Place(models.TextChoices):
        COMPANY = "company", _("会社")
        CARE_HOME = "care_home", _("介護施設")
        CLIENT_HOME = "client_home", _("利用者の家（訪問介護）")

    class AgeGround(models.TextChoices):
        NONE = "", _("年れいを問わない")
        LAW = "law", _("法令で年れいが決まっている仕事")
        RETIREMENT = "retirement", _("定年まで（期間の定めのない契約）")

    company = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="orders")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    field = models.CharField(max_length=30)
    work = models.CharField(max_length=200)
    place = models.CharField(max_length=12, choices=Place.choices, default=Place.COMPANY)
    municipality = models.CharField(max_length=80)
    number = models.PositiveSmallIntegerField()
    # How many people the company wants to meet for these places.
    invite = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    # None: without a fixed end.
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    monthly_yen = models.PositiveIntegerField()
    week_hours = models.DecimalField(max_digits=4, decimal_places=1)
    dormitory = models.BooleanField(default=False)
    dormitory_yen = models.PositiveIntegerField(null=True, blank=True)
    dormitory_m2 = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)
    compare_yen = models.PositiveIntegerField(null=True, blank=True)
    compare_why = models.TextField(blank=True, default="")
    japanese = models.CharField(max_length=2, blank=True, default="")
    skill_test = models.BooleanField(default=False)
    age_from = models.PositiveSmallIntegerField(null=True, blank=True)
    age_until = models.PositiveSmallIntegerField(null=True, blank=True)
    age_ground = models.CharField(
        max_length=10, choices=AgeGround.choices, blank=True, default=AgeGround.NONE
    )
    wish_japanese = models.CharField(max_length=2, blank=True, default="")
    wish_years = models.PositiveSmallIntegerField(default=0)
    wishes = models.TextField(blank=True, default="")
    made_on = models.DateField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(number__gte=1), name="an_order_asks_for_somebody"),
            models.CheckConstraint(
                condition=Q(invite__gte=F("number")), name="an_order_meets_as_many_as_it_takes"
            ),
        ]
        indexes = [
            models.Index(fields=["company", "-id"], name="order_of_company"),
            models.Index(fields=["state", "-id"], name="order_by_state"),
        ]


class Candidate(models.Model):
    """候補者 — somebody whom a sending organisation presents; the name stands with the person."""

    class State(models.TextChoices):
        LOOKING = "looking", _("さがしている")
        CHOSEN = "chosen", _("採用")
        LEFT = "left", _("辞退")
        MERGED = "merged", _("まとめた登録")

    person = models.OneToOneField(
        Person, primary_key=True, on_delete=models.PROTECT, related_name="candidate"
    )
    sending = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="candidates")
    school = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="learners"
    )
    state = models.CharField(max_length=8, choices=State.choices, default=State.LOOKING)
    # The sending organisation's own number of the person.
    number = models.CharField(max_length=30, blank=True, default="")
    born_on = models.DateField(null=True)
    # Fields of work in the order of the person's wish; empty: any.
    fields = models.JSONField(default=list)
    ready_on = models.DateField()
    wish_yen = models.PositiveIntegerField(null=True, blank=True)
    wish_dormitory = models.BooleanField(default=False)
    in_japan = models.BooleanField(default=False)
    japanese = models.CharField(max_length=2, blank=True, default="")
    # Fields whose test of specified skills was passed.
    skills = models.JSONField(default=list)
    # Years of work by field.
    years = models.JSONField(default=dict)
    # What else `law.rules.status_fit.Candidate` asks.
    facts = models.JSONField(default=dict)
    # The name in one spelling, and as it sounds: with the birthday they find the same person twice.
    spelt = models.CharField(max_length=200, blank=True, default="")
    sound = models.CharField(max_length=200, blank=True, default="")
    short = models.CharField(max_length=200, blank=True, default="")
    # The print of the name exactly as it was written, so that the same file twice makes nobody new.
    written = models.CharField(max_length=64, blank=True, default="")
    made_on = models.DateField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sending", "number"],
                condition=~Q(number="") & ~Q(state="merged"),
                name="one_candidate_a_number",
            )
        ]
        indexes = [
            models.Index(fields=["sending", "-person"], name="candidate_of_sending"),
            models.Index(fields=["school", "-person"], name="candidate_of_school"),
            models.Index(fields=["state", "-person"], name="candidate_by_state"),
            models.Index(fields=["born_on", "sound"], name="candidate_alike"),
            models.Index(fields=["born_on", "short"], name="candidate_alike_short"),
        ]


class Apart(models.Model):
    """別の人 — two candidates who look like one, and are not."""

    a = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="+")
    b = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["a", "b"], name="apart_once"),
            models.CheckConstraint(condition=Q(a__lt=F("b")), name="apart_in_order"),
        ]


class Lesson(models.Model):
    """授業 — one lesson of a training school; who was there stands in the meeting."""

    school = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="lessons")
    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="lesson")
    topic = models.CharField(max_length=200)


class Result(models.Model):
    """試験の結果 — Japanese or skill, passed or not, noted by the school or the sending organisation."""

    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="results")
    kind = models.CharField(max_length=10)
    level = models.CharField(max_length=30)
    passed = models.BooleanField()
    points = models.PositiveSmallIntegerField(null=True, blank=True)
    taken_on = models.DateField()
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    annulled_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "kind", "level", "taken_on"],
                condition=Q(annulled_on=None),
                name="one_result_a_test_and_day",
            )
        ]


class Choice(models.Model):
    """固定・除外 — staff say that two belong together, or must not be put together."""

    class Kind(models.TextChoices):
        PIN = "pin", _("固定")
        VETO = "veto", _("除外")

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="choices")
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="choices")
    kind = models.CharField(max_length=4, choices=Kind.choices)
    why = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "candidate"], name="one_choice_a_pair"),
            models.UniqueConstraint(
                fields=["candidate"], condition=Q(kind="pin"), name="one_pin_a_candidate"
            ),
        ]


class Round(models.Model):
    """割り当ての回 — one accepted proposal, which can be taken back as a whole."""

    made_at = models.DateTimeField()
    by = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    taken_back_at = models.DateTimeField(null=True, blank=True)


class Pair(models.Model):
    """組 — a candidate was assigned to an order: both sides may look, meet and answer."""

    class State(models.TextChoices):
        ASSIGNED = "assigned", _("割り当てずみ")
        CHOSEN = "chosen", _("採用")
        NOT_CHOSEN = "not_chosen", _("見送り")
        TAKEN_BACK = "taken_back", _("取り消し")

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="pairs")
    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="pairs")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="pairs")
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASSIGNED)
    said = models.TextField(blank=True, default="")
    # The conditions of the order as they were promised on the day of the choice.
    terms = models.JSONField(default=dict, blank=True)
    case = models.OneToOneField(
        Case, null=True, blank=True, on_delete=models.PROTECT, related_name="pair"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["candidate"],
                condition=Q(state__in=("assigned", "chosen")),
                name="a_candidate_is_assigned_once",
            )
        ]
        indexes = [models.Index(fields=["order", "state"], name="pair_of_order")]


class Interview(models.Model):
    """面接 — proposed by one side, answered by the other; the newest one of a pair counts."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("返事待ち")
        ACCEPTED = "accepted", _("決まった")
        DECLINED = "declined", _("見送り")
        CANCELLED = "cancelled", _("中止")

    pair = models.ForeignKey(Pair, on_delete=models.PROTECT, related_name="interviews")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    proposed_by = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=30)
    how = models.CharField(max_length=500, blank=True, default="")
    said = models.TextField(blank=True, default="")
    meeting = models.OneToOneField(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="interview"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pair"],
                condition=Q(state__in=("proposed", "accepted")),
                name="one_interview_stands",
            )
        ]
        indexes = [models.Index(fields=["starts_at", "id"], name="interview_by_day")]
