"""企業版ふるさと納税 — a company gives to a municipality; the municipality subsidises the federation.

The two flows never touch: a donation knows the municipality that receives it, a subsidy the
municipality that pays it. Nothing here can receive the company's money.
"""

from django.db import models
from django.db.models import F, Q

from tsunagari.base.languages import gettext_noop as _
from tsunagari.governance.fund.hometown.rules import steps
from tsunagari.kernel.ledger.models import Earmark, Journal
from tsunagari.kernel.papers.models import Paper
from tsunagari.kernel.parties.models import Organisation, Party


class Known(models.TextChoices):
    """What is known of a condition; unknown is said as unknown."""

    YES = "yes", _("はい")
    NO = "no", _("いいえ")
    UNKNOWN = "unknown", _("確かめられていない")


class Project(models.Model):
    """寄附を使う事業 — of a municipality, in its regional revitalisation plan."""

    town = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    # The name that a head office's address holds: 流山市; of a prefecture 千葉県.
    area = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    plan = models.CharField(max_length=200)
    certified = models.CharField(max_length=8, choices=Known.choices, default=Known.UNKNOWN)
    # No ordinary local allocation tax, and the further conditions of the cabinet order.
    excluded = models.CharField(max_length=8, choices=Known.choices, default=Known.UNKNOWN)
    until_day = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True, default="")
    confirmed_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    def __str__(self):
        return self.title


class Donation(models.Model):
    """寄附の案件 — from a company's first word to publication; `yen` goes to the municipality."""

    class Kind(models.TextChoices):
        MONEY = "money", _("お金の寄附")
        DISPATCH = "dispatch", _("人材派遣型")

    class State(models.TextChoices):
        LEAD = steps.LEAD, _("相談中")
        CHECKED = steps.CHECKED, _("対象かどうかを確かめた")
        OFFERED = steps.OFFERED, _("申出書をとどけた")
        ACCEPTED = steps.ACCEPTED, _("市町村が受け入れた")
        PAID = steps.PAID, _("市町村に入金した")
        RECEIPTED = steps.RECEIPTED, _("市町村の受領証が出た")
        FUNDED = steps.FUNDED, _("市町村から補助・委託を受けた")
        PUBLISHED = steps.PUBLISHED, _("結果を公表した")
        DECLINED = steps.DECLINED, _("市町村が受け入れなかった")
        WITHDRAWN = steps.WITHDRAWN, _("取りやめ")

    company = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="donations")
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.MONEY)
    yen = models.PositiveBigIntegerField()
    state = models.CharField(max_length=9, choices=State.choices, default=State.LEAD)
    # What the company says of itself.
    head_office = models.CharField(max_length=200, blank=True, default="")
    blue_return = models.CharField(max_length=8, choices=Known.choices, default=Known.UNKNOWN)
    no_return = models.CharField(max_length=8, choices=Known.choices, default=Known.UNKNOWN)
    linked = models.CharField(max_length=8, choices=Known.choices, default=Known.UNKNOWN)
    name_shown = models.BooleanField(default=False)
    # The last estimate: what was asked, what came out, by which version, on which day.
    estimate = models.JSONField(default=dict, blank=True)
    begun_on = models.DateField()
    checked_on = models.DateField(null=True, blank=True)
    offered_on = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    paid_on = models.DateField(null=True, blank=True)
    receipt_on = models.DateField(null=True, blank=True)
    published_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    offer = models.ForeignKey(
        Paper, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    receipt = models.ForeignKey(
        Paper, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    subsidised_yen = models.PositiveBigIntegerField(default=0)
    used_yen = models.PositiveBigIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(subsidised_yen__lte=F("yen")), name="no_more_is_passed_on_than_given"
            ),
            models.CheckConstraint(
                condition=Q(used_yen__lte=F("subsidised_yen")),
                name="no_more_is_used_than_passed_on",
            ),
        ]
        indexes = [
            models.Index(fields=["company", "id"], name="donation_of_company"),
            models.Index(fields=["state", "id"], name="donation_of_state"),
        ]


class Disclosure(models.Model):
    """つながりの届け — the donor has a contract link with the project; the municipality reports at once."""

    donation = models.OneToOneField(Donation, on_delete=models.PROTECT, related_name="disclosure")
    words = models.TextField()
    disclosed_on = models.DateField()
    told_on = models.DateField(null=True, blank=True)


class Dispatch(models.Model):
    """人材派遣 — where the donor's employee works and until when; who it is stands nowhere here."""

    donation = models.OneToOneField(Donation, on_delete=models.PROTECT, related_name="dispatch")
    host = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    work = models.CharField(max_length=200)
    from_day = models.DateField()
    until_day = models.DateField()
    cost_yen = models.PositiveBigIntegerField()
    published_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_day__gte=F("from_day")), name="dispatch_ends_after_it_begins"
            )
        ]


class Subsidy(models.Model):
    """市町村からの補助・委託 — booked with an earmark; whoever pays is the municipality."""

    class Kind(models.TextChoices):
        SUBSIDY = "subsidy", _("補助金")
        COMMISSION = "commission", _("委託料")

    donation = models.ForeignKey(Donation, on_delete=models.PROTECT, related_name="subsidies")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    yen = models.PositiveBigIntegerField()
    received_on = models.DateField()
    earmark = models.ForeignKey(Earmark, on_delete=models.PROTECT, related_name="+")
    journal = models.OneToOneField(Journal, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(yen__gt=0), name="a_subsidy_is_more_than_nothing")
        ]


class Use(models.Model):
    """使い道 — what the subsidy was spent on, each with its voucher."""

    donation = models.ForeignKey(Donation, on_delete=models.PROTECT, related_name="uses")
    on = models.DateField()
    words = models.CharField(max_length=200)
    yen = models.PositiveBigIntegerField()
    payee = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    voucher = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="+")
    annulled_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(yen__gt=0), name="a_use_is_more_than_nothing")
        ]
        ordering = ["on", "pk"]


class Confirmation(models.Model):
    """年度の確認 — what the municipality gets of a fiscal year: the use and the indicators."""

    donation = models.ForeignKey(Donation, on_delete=models.PROTECT, related_name="confirmations")
    year = models.PositiveSmallIntegerField()
    # [[indicator, unit, planned, reached], …]
    indicators = models.JSONField(default=list)
    sent_on = models.DateField()
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["donation", "year"], name="a_year_is_confirmed_once")
        ]


class Step(models.Model):
    """段階の記録 — who did what with a case, and when."""

    donation = models.ForeignKey(Donation, on_delete=models.PROTECT, related_name="steps")
    did = models.CharField(max_length=12)
    words = models.CharField(max_length=500, blank=True, default="")
    on = models.DateField()
    by = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
