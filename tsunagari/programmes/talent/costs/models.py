"""費用台帳 — every yen that was asked of a candidate: by whom, for what, when, and who says what.

Nothing is changed or deleted: a wrong line is annulled with its reason and stays to be read.
"""

from django.db import models
from django.db.models import Q

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.papers.models import Paper
from tsunagari.kernel.parties.models import Organisation, Party
from tsunagari.programmes.talent.people.models import Case


class BasePay(models.Model):
    """基本給 — one month's contractual base pay: what the cap of the costs is counted from."""

    case = models.OneToOneField(
        Case, primary_key=True, on_delete=models.PROTECT, related_name="base_pay"
    )
    monthly_yen = models.PositiveBigIntegerField()
    contract_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)


class Cost(models.Model):
    """費用の行 — asked of one candidate by one body or person, in the money in which it was asked."""

    class Whom(models.TextChoices):
        SENDING = "sending", _("送出機関")
        SCHOOL = "school", _("職業訓練校")
        BROKER = "broker", _("仲介した人・会社")
        COMPANY = "company", _("受入れ企業")
        SUPERVISOR = "supervisor", _("監理・支援をする団体")
        PUBLIC = "public", _("役所・大使館・病院など")
        OTHER = "other", _("そのほか")

    class Category(models.TextChoices):
        FEE = "fee", _("手数料")
        TRAINING = "training", _("勉強・講習")
        PAPERS = "papers", _("書類・ビザ")
        HEALTH = "health", _("健康診断")
        TRAVEL = "travel", _("移動・飛行機")
        LIVING = "living", _("住まい・食事")
        DEPOSIT = "deposit", _("保証金（あとで返すと言われたお金）")
        PENALTY = "penalty", _("違約金（やめたら払うと言われたお金）")
        OTHER = "other", _("そのほか")

    class Said(models.TextChoices):
        WAITING = "waiting", _("まだ答えていない")
        CONFIRMED = "confirmed", _("正しい")
        DISPUTED = "disputed", _("ちがう")

    class By(models.TextChoices):
        STAFF = "staff", _("事務局")
        BODY = "body", _("団体")
        SELF = "self", _("はたらく人")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="costs")
    whom = models.CharField(max_length=12, choices=Whom.choices)
    asked_by = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="asked_costs"
    )
    whom_words = models.CharField(max_length=120, blank=True, default="")
    category = models.CharField(max_length=12, choices=Category.choices)
    words = models.CharField(max_length=500, blank=True, default="")
    currency = models.CharField(max_length=3)
    minor = models.PositiveBigIntegerField()
    # How many yen one unit was, and on which day; of yen itself nothing.
    rate = models.DecimalField(max_digits=20, decimal_places=10, null=True, blank=True)
    rate_on = models.DateField(null=True, blank=True)
    # Whose rate it was: the bank's, the exchange's, as somebody wrote it.
    rate_source = models.CharField(max_length=120, blank=True, default="")
    yen = models.PositiveBigIntegerField()
    asked_on = models.DateField()
    paid_on = models.DateField(null=True, blank=True)
    # Money that came back, or that the Japanese side took over: of which line.
    gives_back = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="refunds"
    )
    receipt = models.ForeignKey(
        Paper, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    entered_as = models.CharField(max_length=5, choices=By.choices)
    entered_by = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    entered_for = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField()
    # What each side says now; every answer stays in `Answer`.
    said = models.CharField(max_length=10, choices=Said.choices, default=Said.WAITING)
    asker_said = models.CharField(max_length=10, choices=Said.choices, default=Said.WAITING)
    claimed_minor = models.PositiveBigIntegerField(null=True, blank=True)
    claimed_yen = models.PositiveBigIntegerField(null=True, blank=True)
    annulled_at = models.DateTimeField(null=True, blank=True)
    annulled_by = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    annulled_reason = models.CharField(max_length=500, blank=True, default="")
    # The amount on which both sides agreed, in the place of which line; of a line once.
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(minor__gt=0), name="a_cost_is_more_than_nothing"),
            models.CheckConstraint(
                condition=Q(currency="JPY", rate=None) | (~Q(currency="JPY") & Q(rate__gt=0)),
                name="foreign_money_has_its_rate",
            ),
            models.CheckConstraint(
                condition=Q(gives_back=None) | Q(paid_on__isnull=False),
                name="what_came_back_has_its_day",
            ),
        ]
        indexes = [
            models.Index(fields=["case", "id"], name="cost_of_case"),
            models.Index(
                fields=["id"],
                condition=Q(annulled_at=None) & (Q(said="disputed") | Q(asker_said="disputed")),
                name="cost_disputed",
            ),
        ]

    @property
    def disputed(self) -> bool:
        """True while one side says that the line is wrong; the third-party council sees it."""
        return self.annulled_at is None and self.Said.DISPUTED in (self.said, self.asker_said)


class Answer(models.Model):
    """答え — what one side said of a line, and which amount it was instead; added, never edited."""

    class Side(models.TextChoices):
        CANDIDATE = "candidate", _("はたらく人")
        ASKER = "asker", _("求めた側")

    cost = models.ForeignKey(Cost, on_delete=models.PROTECT, related_name="answers")
    side = models.CharField(max_length=10, choices=Side.choices)
    said = models.CharField(max_length=10, choices=Cost.Said.choices)
    words = models.CharField(max_length=500, blank=True, default="")
    claimed_minor = models.PositiveBigIntegerField(null=True, blank=True)
    language = models.CharField(max_length=10)
    by = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["cost", "at"], name="answer_of_cost")]


class Opinion(models.Model):
    """協議会の意見 — what the third-party council says of a dispute; added, never edited."""

    cost = models.ForeignKey(Cost, on_delete=models.PROTECT, related_name="opinions")
    words = models.TextField()
    language = models.CharField(max_length=10)
    by = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["cost", "at"], name="opinion_of_cost")]
