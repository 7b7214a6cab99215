"""助成 — what was awarded to whom on which decision, under which agreement, and how it was settled.

Money moves in two phases: an instalment is promised with the award, owed with the agreement, and
paid at the door of the payments; `kernel/ledger` alone writes the books.
"""

from fractions import Fraction

from django.db import models
from django.db.models import F, Q

from tsunagari.base.languages import gettext_noop as _
from tsunagari.governance.fund.awards.rules import plan, steps
from tsunagari.governance.fund.council.models import Decision
from tsunagari.kernel.ledger.models import Due, Fund
from tsunagari.kernel.papers.models import Paper
from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.reviews.models import Entry


class Award(models.Model):
    """助成 — decided by the council, within the free budget of a fund."""

    class State(models.TextChoices):
        AWARDED = steps.AWARDED, _("決定ずみ・契約を送る前")
        SENT = steps.SENT, _("契約を送った")
        AGREED = steps.AGREED, _("契約ずみ")
        REPORTED = steps.REPORTED, _("報告を受けた")
        SETTLED = steps.SETTLED, _("額が確定した")
        CLOSED = steps.CLOSED, _("終了")
        LAPSED = steps.LAPSED, _("取りやめ")

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="award")
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="award")
    grantee = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="awards")
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="awards")
    measure = models.CharField(max_length=3, blank=True, default="")
    title = models.CharField(max_length=200)
    yen = models.PositiveBigIntegerField()
    # The part of the eligible cost that is granted, exactly: 2 of 3 is no per cent.
    rate_part = models.PositiveIntegerField(default=1)
    rate_of = models.PositiveIntegerField(default=1)
    from_day = models.DateField()
    until_day = models.DateField()
    # By how many per cent a line may be exceeded before a change is asked for.
    shift_percent = models.PositiveSmallIntegerField(default=0)
    tax_deductible = models.BooleanField(default=False)
    # The day of the declaration that no anti-social force stands behind the grantee.
    declared_on = models.DateField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.AWARDED)
    awarded_on = models.DateField()
    agree_by = models.DateField(null=True, blank=True)
    report_by = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(yen__gt=0), name="an_award_is_more_than_nothing"),
            models.CheckConstraint(
                condition=Q(rate_part__gt=0, rate_part__lte=F("rate_of")),
                name="an_award_is_a_part_of_the_cost",
            ),
            models.CheckConstraint(
                condition=Q(until_day__gte=F("from_day")), name="award_ends_after_it_begins"
            ),
        ]
        indexes = [
            models.Index(fields=["grantee", "id"], name="award_of_grantee"),
            models.Index(fields=["state", "id"], name="award_of_state"),
        ]

    def __str__(self):
        return f"{self.pk} {self.title}"

    @property
    def rate(self) -> Fraction:
        """助成の割合 — of the eligible cost."""
        return Fraction(self.rate_part, self.rate_of)


class Line(models.Model):
    """費目 — what was planned for one kind of cost; `unit_limit` 0 is no limit."""

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="lines")
    name = models.CharField(max_length=80)
    yen = models.PositiveBigIntegerField()
    unit_limit = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["award", "name"], name="a_line_of_an_award_once")
        ]


class Agreement(models.Model):
    """契約 — one edition of it, sent and agreed; a change is a new edition."""

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="agreements")
    edition = models.PositiveSmallIntegerField()
    # [condition, …] and {line: yen} as they were sent.
    conditions = models.JSONField(default=list)
    lines = models.JSONField(default=list)
    digest = models.CharField(max_length=64)
    sent_on = models.DateField()
    agreed_on = models.DateField(null=True, blank=True)
    agreed_by = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["edition"]
        constraints = [models.UniqueConstraint(fields=["award", "edition"], name="an_edition_once")]


class Instalment(models.Model):
    """支払の回 — what sets it off, its sum, its day, and the promise in the ledger."""

    class Trigger(models.TextChoices):
        AGREEMENT = plan.AGREEMENT, _("契約のあと（概算払）")
        DAY = plan.DAY, _("決めた日（概算払）")
        SETTLEMENT = plan.SETTLEMENT, _("額の確定のあと（精算払）")

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="instalments")
    number = models.PositiveSmallIntegerField()
    trigger = models.CharField(max_length=10, choices=Trigger.choices)
    due_on = models.DateField(null=True, blank=True)
    due = models.OneToOneField(
        Due, null=True, blank=True, on_delete=models.PROTECT, related_name="instalment"
    )

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["award", "number"], name="instalments_are_numbered")
        ]


class Change(models.Model):
    """変更の届け — a shift of the budget over the allowed part; asked by the grantee."""

    class State(models.TextChoices):
        ASKED = "asked", _("返事まち")
        ACCEPTED = "accepted", _("認めた")
        DECLINED = "declined", _("認めなかった")

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="changes")
    words = models.TextField()
    # [[name, yen], …] as it would be.
    lines = models.JSONField(default=list)
    state = models.CharField(max_length=8, choices=State.choices, default=State.ASKED)
    asked_on = models.DateField()
    answered_on = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["award"], condition=Q(state="asked"), name="one_change_is_asked_at_a_time"
            )
        ]


class Ending(models.Model):
    """早い終わり — the project ended before the agreed day; why, as its grantee reads it."""

    award = models.OneToOneField(Award, on_delete=models.PROTECT, related_name="ending")
    planned_until = models.DateField()
    words = models.TextField(blank=True, default="")
    on = models.DateField()


class Report(models.Model):
    """実績報告 — what was done and what it cost; written by the grantee."""

    class State(models.TextChoices):
        DRAFT = "draft", _("書いている")
        SENT = "sent", _("出した")

    award = models.OneToOneField(Award, on_delete=models.PROTECT, related_name="report")
    words = models.TextField(blank=True, default="")
    other_income = models.PositiveBigIntegerField(default=0)
    state = models.CharField(max_length=5, choices=State.choices, default=State.DRAFT)
    sent_on = models.DateField(null=True, blank=True)
    # Why it came back to be mended.
    returned_words = models.TextField(blank=True, default="")
    version = models.PositiveIntegerField(default=1)


class Cost(models.Model):
    """報告の費用 — one cost with its voucher."""

    class Said(models.TextChoices):
        YES = "yes", _("関係者")
        NO = "no", _("関係者でない")

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="costs")
    on = models.DateField()
    payee = models.CharField(max_length=120)
    yen = models.PositiveBigIntegerField()
    line = models.CharField(max_length=80, blank=True, default="")
    units = models.PositiveIntegerField(default=0)
    tax = models.PositiveBigIntegerField(default=0)
    voucher = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="+")
    paid = models.BooleanField(default=True)
    related = models.BooleanField(default=False)
    disclosed = models.BooleanField(default=False)
    # What the office said when our own books proposed that the payee is near the grantee.
    related_said = models.CharField(max_length=3, choices=Said.choices, blank=True, default="")
    # 同じ費用: entered a second time; it stays to be read, and never counts.
    joined_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="joined"
    )

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(yen__gt=0), name="an_award_cost_is_more_than_nothing"
            ),
            models.CheckConstraint(condition=Q(tax__lte=F("yen")), name="tax_is_part_of_the_cost"),
            models.CheckConstraint(
                condition=Q(joined_to=None) | ~Q(joined_to=F("id")),
                name="a_cost_is_joined_to_another",
            ),
        ]
        indexes = [models.Index(fields=["yen", "on"], name="award_cost_alike")]

    @property
    def is_related(self) -> bool:
        """関係者への支払い — ticked by the grantee, or found and said by the office."""
        return self.related or self.related_said == self.Said.YES


class Settlement(models.Model):
    """額の確定 — never changed: the fixed amount, its limits, and every cost that does not count."""

    award = models.OneToOneField(Award, on_delete=models.PROTECT, related_name="settlement")
    eligible = models.PositiveBigIntegerField()
    by_rate = models.PositiveBigIntegerField()
    by_income = models.PositiveBigIntegerField()
    fixed = models.PositiveBigIntegerField()
    advance = models.PositiveBigIntegerField()
    # [[cost, eligible yen, [[rule, text, facts], …]], …]
    costs = models.JSONField(default=list)
    rules = models.CharField(max_length=20)
    fixed_on = models.DateField()
    by = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")

    @property
    def refund(self) -> int:
        """What the grantee gives back."""
        return max(0, self.advance - self.fixed)

    @property
    def final_payment(self) -> int:
        """What is still paid."""
        return max(0, self.fixed - self.advance)


class Refund(models.Model):
    """返還 — what has to come back, by when, and how much has."""

    award = models.OneToOneField(Award, on_delete=models.PROTECT, related_name="refund")
    yen = models.PositiveBigIntegerField()
    due_on = models.DateField()
    returned_yen = models.PositiveBigIntegerField(default=0)
    returned_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(returned_yen__lte=F("yen")), name="no_more_is_returned_than_owed"
            )
        ]


class Asset(models.Model):
    """財産 — bought with the award; not sold, lent or pledged until a day without consent."""

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="assets")
    name = models.CharField(max_length=120)
    yen = models.PositiveBigIntegerField()
    bought_on = models.DateField()
    restricted_until = models.DateField()
    disposed_on = models.DateField(null=True, blank=True)
    consent = models.CharField(max_length=300, blank=True, default="")
