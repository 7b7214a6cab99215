"""公募 — the fund's calls, what is asked for in them, and what was sent until midnight in Tokyo.

What an applicant types stands in `Application` and its lines; what was sent stands in `Sent`, which
nobody changes: whoever judges reads that, and a later edit waits until it is sent again.
"""

from fractions import Fraction

from django.db import models
from django.db.models import F, Q

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.shares import said
from tsunagari.kernel.ledger.models import Fund
from tsunagari.kernel.papers.models import Paper
from tsunagari.kernel.parties.models import Party, new_code
from tsunagari.kernel.reviews.models import Call as Review


class Call(models.Model):
    """公募 — purpose, who may apply, how it goes, what may be paid, and until when."""

    class State(models.TextChoices):
        DRAFT = "draft", _("下書き")
        PUBLISHED = "published", _("募集中")
        CLOSED = "closed", _("しめきった")
        REVIEWED = "reviewed", _("審査が終わった")
        AWARDED = "awarded", _("決まった")
        ARCHIVED = "archived", _("しまった")

    code = models.CharField(max_length=10, unique=True, default=new_code)
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="calls")
    review = models.OneToOneField(Review, on_delete=models.PROTECT, related_name="call")
    measure = models.CharField(max_length=3, blank=True, default="")
    title = models.CharField(max_length=200)
    purpose = models.TextField()
    eligibility = models.TextField()
    procedure = models.TextField()
    cost_rules = models.TextField()
    # What one application may ask for: at most so much, and at most this share of its whole cost.
    most_yen = models.PositiveBigIntegerField()
    share_part = models.PositiveIntegerField(default=1)
    share_of = models.PositiveIntegerField(default=1)
    budget_yen = models.PositiveBigIntegerField()
    from_day = models.DateField()
    until_day = models.DateField()
    # The last day: until midnight in Tokyo.
    deadline = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    published_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(share_part__gt=0, share_part__lte=F("share_of")),
                name="a_share_of_the_cost",
            ),
            models.CheckConstraint(
                condition=Q(until_day__gte=F("from_day")), name="projects_end_after_they_begin"
            ),
        ]
        indexes = [models.Index(fields=["state", "id"], name="call_of_state")]

    def __str__(self):
        return self.title

    @property
    def share(self) -> Fraction:
        """出せる割合 — of the whole cost of a project."""
        return Fraction(self.share_part, self.share_of)

    @property
    def share_words(self) -> str:
        return said(self.share)


class Application(models.Model):
    """申請 — what an applicant from outside types, kept as it is until it is sent."""

    class State(models.TextChoices):
        DRAFT = "draft", _("下書き")
        SENT = "sent", _("受け付けた")
        RETURNED = "returned", _("返された")
        ELIGIBLE = "eligible", _("審査に進む")
        REJECTED = "rejected", _("対象外")
        WITHDRAWN = "withdrawn", _("取り下げ")
        AWARDED = "awarded", _("採択")
        DECLINED = "declined", _("不採択")
        DEFERRED = "deferred", _("保留")

    class Channel(models.TextChoices):
        PARTNER = "partner", _("団体の画面")
        OWN = "own", _("本人のページ")
        LINK = "link", _("メールのリンク")

    class Form(models.TextChoices):
        NPO = "npo", _("NPO法人")
        ASSOCIATION = "association", _("一般社団・財団法人")
        PUBLIC = "public", _("公益法人")
        COMPANY = "company", _("会社")
        SCHOOL = "school", _("学校")
        GROUP = "group", _("法人でない団体")
        PERSON = "person", _("個人")
        OTHER = "other", _("そのほか")

    class Other(models.TextChoices):
        UNSAID = "", _("まだ答えていない")
        NONE = "none", _("ほかの助成は受けない・申しこんでいない")
        SOME = "some", _("ほかの助成を受ける・申しこんでいる")

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="applications")
    code = models.CharField(max_length=10, unique=True, default=new_code)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    applicant = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    # A new body has no party yet: whoever holds the link that was mailed writes for it.
    # Where the link went stands apart: what is typed on the form changes no way in.
    mailed_to = models.EmailField(blank=True, default="")
    # The newest link, and the newest that was opened: that ends those before it. Who only knows
    # the address and asks for a link shuts nobody out.
    link = models.PositiveIntegerField(default=1)
    link_used = models.PositiveIntegerField(default=1)
    email = models.EmailField(blank=True, default="")
    # だれが
    name = models.CharField(max_length=120, blank=True, default="")
    legal_form = models.CharField(max_length=12, choices=Form.choices, blank=True, default="")
    founded_on = models.DateField(null=True, blank=True)
    representative = models.CharField(max_length=120, blank=True, default="")
    officers = models.TextField(blank=True, default="")
    town = models.CharField(max_length=80, blank=True, default="")
    phone = models.CharField(max_length=30, blank=True, default="")
    # 何を
    title = models.CharField(max_length=120, blank=True, default="")
    summary = models.CharField(max_length=300, blank=True, default="")
    need = models.TextField(blank=True, default="")
    plan = models.TextField(blank=True, default="")
    effect = models.TextField(blank=True, default="")
    from_day = models.DateField(null=True, blank=True)
    until_day = models.DateField(null=True, blank=True)
    # お金
    asked_yen = models.PositiveBigIntegerField(null=True, blank=True)
    own_yen = models.PositiveBigIntegerField(null=True, blank=True)
    other_yen = models.PositiveBigIntegerField(null=True, blank=True)
    # 約束
    lawful = models.BooleanField(default=False)
    aims = models.BooleanField(default=False)
    others = models.CharField(max_length=5, choices=Other.choices, blank=True, default="")
    others_words = models.CharField(max_length=500, blank=True, default="")
    agrees = models.BooleanField(default=False)

    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    started_on = models.DateField()
    saved_at = models.DateTimeField()
    fix_by = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["call", "applicant"],
                condition=~Q(state="withdrawn"),
                name="one_standing_application",
            ),
            models.UniqueConstraint(
                fields=["call", "mailed_to"],
                condition=~Q(state="withdrawn") & ~Q(mailed_to=""),
                name="one_standing_application_a_mail",
            ),
        ]
        indexes = [models.Index(fields=["call", "state", "id"], name="application_of_call")]

    def __str__(self):
        return self.code


class CostLine(models.Model):
    """予算の行 — one cost of the project in whole yen."""

    class Category(models.TextChoices):
        WAGES = "wages", _("人件費")
        FEES = "fees", _("謝金")
        TRAVEL = "travel", _("旅費・交通費")
        ROOMS = "rooms", _("会場費")
        PRINT = "print", _("印刷費")
        THINGS = "things", _("物品・材料費")
        WORK = "work", _("委託費")
        MAIL = "mail", _("通信・送料")
        INSURANCE = "insurance", _("保険料")
        OTHER = "other", _("そのほか")

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="lines")
    place = models.PositiveSmallIntegerField()
    category = models.CharField(max_length=10, choices=Category.choices)
    words = models.CharField(max_length=200)
    yen = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["place", "pk"]


class Attachment(models.Model):
    """添付 — a file of an application; what was sent once stays readable as it was sent."""

    class Kind(models.TextChoices):
        RULES = "rules", _("定款・規約")
        ACCOUNTS = "accounts", _("最近の決算書")
        QUOTE = "quote", _("見積書")
        OTHER = "other", _("そのほか")

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="files")
    paper = models.ForeignKey(Paper, null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    # Taken out of the draft; an earlier sending may still hold it.
    gone = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]


class Sent(models.Model):
    """出した申請 — the whole as it was sent; never changed, the newest one counts."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="sendings")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    asked_yen = models.PositiveBigIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="each_sending_once")
        ]


class Judgement(models.Model):
    """要件の確認 — the secretariat's look: fine, to be mended, or not for this call; with reasons."""

    class Outcome(models.TextChoices):
        OK = "ok", _("審査に進める")
        RETURNED = "returned", _("返して直してもらう")
        REJECTED = "rejected", _("対象外とする")

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="judgements"
    )
    sent = models.ForeignKey(Sent, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    reasons = models.JSONField(default=list)
    words = models.CharField(max_length=1000, blank=True, default="")
    fix_by = models.DateField(null=True, blank=True)
    on = models.DateField()
    by = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
