"""会計 — double entry in whole yen: journals are posted once, never edited, only reversed.

Triggers hold the books together on both databases (see triggers.py): the sum is zero per journal
and fund when `posted` turns true, posted rows never change, nothing is posted into a closed month,
and `Balance` follows by itself.
"""

from django.db import models
from django.db.models import F, Q

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.ledger.rules import chart
from tsunagari.kernel.parties.models import Organisation, Party
from tsunagari.kernel.records.models import Record


class Book(models.Model):
    """帳簿 — one for each legal person, with the accounting standard it follows."""

    class Standard(models.TextChoices):
        NPO = "npo", _("NPO法人会計基準")
        PUBLIC = "public", _("公益法人会計基準（令和6年）")

    owner = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="book")
    standard = models.CharField(max_length=8, choices=Standard.choices)
    opened_on = models.DateField()

    def __str__(self):
        return self.owner.title

    @property
    def title(self) -> str:
        """The name of the body whose book it is; it is public."""
        return self.owner.title


class Fund(models.Model):
    """基金 — money that is kept apart within a book; its own little book that sums to zero."""

    class Kind(models.TextChoices):
        GENERAL = "general", _("一般")
        DESIGNATED = "designated", _("理事会が使いみちを決めた")
        RESTRICTED = "restricted", _("くれた人が使いみちを決めた")

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="funds")
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.GENERAL)
    purpose = models.CharField(max_length=500, blank=True, default="")
    public = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["book", "code"], name="one_fund_of_a_code_in_a_book")
        ]

    def __str__(self):
        return self.name


class Account(models.Model):
    """勘定科目 — a natural account of one book; which line of each statement it stands in."""

    class Kind(models.TextChoices):
        ASSET = chart.ASSET, _("資産")
        LIABILITY = chart.LIABILITY, _("負債")
        NET = chart.NET, _("正味財産")
        INCOME = chart.INCOME, _("収益")
        COST = chart.COST, _("費用")

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="accounts")
    code = models.CharField(max_length=8)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=9, choices=Kind.choices)
    npo = models.CharField(max_length=24)
    public = models.CharField(max_length=24)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["book", "code"], name="one_account_of_a_code_in_a_book")
        ]

    def __str__(self):
        return f"{self.code} {self.name}"


class Period(models.Model):
    """締めた月 — a closed month: nothing with a day in it is posted any more; it never reopens."""

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="closed")
    first_day = models.DateField()
    last_day = models.DateField()
    closed_on = models.DateField()
    because = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["book", "last_day"], name="a_month_is_closed_once")
        ]


class Earmark(models.Model):
    """使いみちの指定 — a gift's purpose, or a grant with the duty to give back what is not spent."""

    class Kind(models.TextChoices):
        GIFT = "gift", _("使いみちの決まった寄附")
        GRANT = "grant", _("助成金・補助金")

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="earmarks")
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="earmarks")
    kind = models.CharField(max_length=5, choices=Kind.choices)
    title = models.CharField(max_length=200)
    giver = models.ForeignKey(Party, null=True, blank=True, on_delete=models.PROTECT)
    yen = models.PositiveBigIntegerField(null=True, blank=True)
    measure = models.CharField(max_length=3, blank=True, default="")
    from_day = models.DateField()
    until_day = models.DateField(null=True, blank=True)
    return_duty = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(return_duty=False) | Q(kind="grant"),
                name="only_a_grant_has_to_be_returned",
            )
        ]
        indexes = [models.Index(fields=["fund", "id"], name="earmark_of_fund")]

    def __str__(self):
        return self.title


class Budget(models.Model):
    """予算 — what a measure may cost a fund in one fiscal year, and how much of it is promised."""

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="budgets")
    year = models.PositiveSmallIntegerField()
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="budgets")
    measure = models.CharField(max_length=3, blank=True, default="")
    yen = models.PositiveBigIntegerField()
    # Promised and not owed yet: what is owed stands in the books as a cost.
    reserved_yen = models.PositiveBigIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["book", "year", "fund", "measure"], name="one_budget_of_a_measure"
            ),
        ]


class Journal(models.Model):
    """仕訳 — one act in the books; written with `posted` false, checked when it turns true."""

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="journals")
    on = models.DateField()
    words = models.CharField(max_length=200)
    because = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    reverses = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="reversed_by"
    )
    # What is posted only once carries the key of its cause.
    key = models.CharField(max_length=80, blank=True, default="")
    posted = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["book", "key"], condition=~Q(key=""), name="a_cause_is_posted_once"
            )
        ]
        indexes = [
            models.Index(fields=["book", "on", "id"], name="journal_by_day"),
            models.Index(fields=["book"], condition=Q(posted=False), name="journal_not_posted"),
        ]

    def __str__(self):
        return f"{self.pk} {self.on} {self.words}"


class Line(models.Model):
    """仕訳の行 — signed whole yen: + is 借方 (debit), − is 貸方 (credit)."""

    journal = models.ForeignKey(Journal, on_delete=models.PROTECT, related_name="lines")
    # The journal's day again, so that a balance at any day reads one index.
    on = models.DateField()
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="lines", db_index=False
    )
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="lines", db_index=False)
    earmark = models.ForeignKey(
        Earmark,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="lines",
        db_index=False,
    )
    grant = models.ForeignKey(
        Earmark, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    measure = models.CharField(max_length=3, blank=True, default="")
    project = models.CharField(max_length=40, blank=True, default="")
    activity = models.CharField(max_length=4, blank=True, default="")
    party = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    yen = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(yen=0), name="a_line_moves_money"),
        ]
        indexes = [
            models.Index(fields=["account", "on"], name="line_of_account"),
            # Holds all that a sum asks for: a measure's cost on any day reads no line.
            models.Index(
                fields=["measure", "on", "account", "fund", "yen"], name="line_of_measure"
            ),
            models.Index(
                fields=["earmark", "on"], condition=Q(earmark__isnull=False), name="line_of_earmark"
            ),
            models.Index(
                fields=["grant", "on"], condition=Q(grant__isnull=False), name="line_of_grant"
            ),
            models.Index(
                fields=["party", "on"], condition=Q(party__isnull=False), name="line_of_party"
            ),
        ]

    @property
    def debit(self) -> int:
        """借方 — 0 on the other side."""
        return max(self.yen, 0)

    @property
    def credit(self) -> int:
        """貸方 — 0 on the other side."""
        return max(-self.yen, 0)


class Balance(models.Model):
    """残高 — the sum of a month's posted lines by all dimensions; triggers alone write it."""

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="+", db_index=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="+", db_index=False)
    # The earmark's key, 0 for none: a unique index takes NULLs for different.
    earmark_key = models.PositiveBigIntegerField(default=0)
    measure = models.CharField(max_length=3, default="")
    activity = models.CharField(max_length=4, default="")
    month = models.DateField()
    yen = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "book",
                    "account",
                    "month",
                    "fund",
                    "earmark_key",
                    "measure",
                    "activity",
                ],
                name="one_balance_of_a_month",
            )
        ]


class Daily(models.Model):
    """日計 — the sum of a day's posted lines by account and fund; triggers alone write it.

    The days of a month that is not over come from here, without reading a line.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="+", db_index=False)
    on = models.DateField()
    yen = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "on", "fund"], name="one_sum_of_a_day")
        ]


class Total(models.Model):
    """累計 — the sum of a year's or a month's posted lines by account, fund and measure.

    Triggers alone write it. A balance at any day is the whole years before, the whole months of
    its year and the days of its month: some rows, however full and old the books are.
    """

    EVERY = "*"  # as a measure: whatever the measure

    measure = models.CharField(max_length=3)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    # "2026" or "2026-04": equality finds both in one index.
    span = models.CharField(max_length=7)
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="+", db_index=False)
    yen = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "account", "span", "fund"], name="one_total_of_a_span"
            )
        ]


class Due(models.Model):
    """支払の予定 — money in two phases: promised out of a budget, owed, approved, sent, settled."""

    class State(models.TextChoices):
        RESERVED = "reserved", _("予約")
        OWED = "owed", _("支払うことが決まった")
        APPROVED = "approved", _("承認ずみ")
        SENT = "sent", _("銀行へ出した")
        SETTLED = "settled", _("支払いずみ")
        RELEASED = "released", _("取りやめ")
        RETURNED = "returned", _("返ってきた")

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="dues")
    creditor = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    yen = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3, default="JPY")
    minor = models.PositiveBigIntegerField(null=True, blank=True)
    budget = models.ForeignKey(Budget, on_delete=models.PROTECT, related_name="dues")
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="dues")
    earmark = models.ForeignKey(
        Earmark, null=True, blank=True, on_delete=models.PROTECT, related_name="dues"
    )
    measure = models.CharField(max_length=3, blank=True, default="")
    activity = models.CharField(max_length=4, blank=True, default="")
    project = models.CharField(max_length=40, blank=True, default="")
    account = models.CharField(max_length=8, default=chart.AWARDS)
    about_kind = models.CharField(max_length=60, blank=True, default="")
    about_key = models.CharField(max_length=60, blank=True, default="")
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.RESERVED)
    because = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    owed_by = models.OneToOneField(
        Journal, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_by = models.OneToOneField(
        Journal, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_on = models.DateField(null=True, blank=True)
    given_back_yen = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(yen__gt=0), name="a_due_is_more_than_nothing"),
            models.CheckConstraint(
                condition=Q(given_back_yen__lte=F("yen")), name="no_more_comes_back_than_was_paid"
            ),
        ]
        indexes = [
            models.Index(fields=["about_kind", "about_key", "id"], name="due_about"),
            models.Index(
                fields=["book", "state", "due_on", "id"],
                condition=Q(state__in=["reserved", "owed", "approved", "sent"]),
                name="due_still_open",
            ),
        ]
