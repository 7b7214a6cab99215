"""支払い — who is paid on which account, expenses, requests to pay, and the bank's files.

Numbers of accounts and the names they run under are sealed; only the last two digits stand open.
"""

from django.db import models
from django.db.models import F, Q

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.ledger.models import Book, Due, Fund
from tsunagari.kernel.meetings.models import Meeting
from tsunagari.kernel.papers.models import Paper
from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.roles.models import Agreement


class Source(models.Model):
    """振込元 — the book's own account, and what its bank wants in the file."""

    class LineBreak(models.TextChoices):
        CRLF = "crlf", _("CRLF（122バイト）")
        NONE = "none", _("なし（120バイト）")

    class Way(models.TextChoices):
        WIRE = "7", _("7（テレ振込）")
        DOCUMENT = "8", _("8（文書振込）")
        ZERO = "0", _("0")

    class Type(models.TextChoices):
        ORDINARY = "1", _("普通")
        CURRENT = "2", _("当座")
        OTHER = "9", _("その他")

    book = models.OneToOneField(Book, on_delete=models.PROTECT, related_name="pays_from")
    client_code = models.CharField(max_length=10)
    client_name = models.CharField(max_length=40)
    bank_code = models.CharField(max_length=4)
    bank_name = models.CharField(max_length=15, blank=True, default="")
    branch_code = models.CharField(max_length=3)
    branch_name = models.CharField(max_length=15, blank=True, default="")
    account_type = models.CharField(max_length=1, choices=Type.choices, default=Type.ORDINARY)
    account_number = models.CharField(max_length=7)
    line_break = models.CharField(max_length=4, choices=LineBreak.choices, default=LineBreak.CRLF)
    way = models.CharField(max_length=1, choices=Way.choices, default=Way.WIRE)
    wo = models.BooleanField(default=False)
    # Where the code of the result stands in the file that the bank gives back, from 0.
    result_at = models.PositiveSmallIntegerField(default=111)
    version = models.PositiveIntegerField(default=1)


class PayeeAccount(models.Model):
    """受取口座 — one standing account of a party; a new one ends the one before it."""

    class Type(models.TextChoices):
        ORDINARY = "1", _("普通")
        CURRENT = "2", _("当座")
        SAVINGS = "4", _("貯蓄")
        OTHER = "9", _("その他")

    class By(models.TextChoices):
        STAFF = "staff", _("事務局")
        SELF = "self", _("本人・団体")

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="payee_accounts")
    # Made with the row: what is sealed opens in this row only.
    code = models.CharField(max_length=32, unique=True)
    bank_code = models.CharField(max_length=4)
    bank_name = models.CharField(max_length=15, blank=True, default="")
    branch_code = models.CharField(max_length=3)
    branch_name = models.CharField(max_length=15, blank=True, default="")
    account_type = models.CharField(max_length=1, choices=Type.choices)
    # The number and the kana name; see sealed.py. The mark finds the same account again.
    sealed = models.TextField(blank=True, default="")
    mark = models.CharField(max_length=64)
    last_two = models.CharField(max_length=2)
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    entered_as = models.CharField(max_length=5, choices=By.choices)
    entered_by = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    entered_on = models.DateField()
    ended_at = models.DateTimeField(null=True, blank=True)
    # 確かめの電話: somebody called the payee on a number that was known before.
    called_on = models.DateField(null=True, blank=True)
    called_by = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    called_words = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["party"], condition=Q(ended_at=None), name="one_standing_payee_account"
            )
        ]
        indexes = [models.Index(fields=["mark"], name="payee_account_found")]

    def __str__(self):
        return f"{self.bank_code}-{self.branch_code} •••••{self.last_two}"


class Roll(models.Model):
    """支払いの一覧 — many of one kind, entered and approved together: a month's allowances."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="rolls")
    kind = models.CharField(max_length=12)
    measure = models.CharField(max_length=3, blank=True, default="")
    account = models.CharField(max_length=8)
    words = models.CharField(max_length=200)
    entered_by = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    entered_on = models.DateField()


class Expense(models.Model):
    """経費など — what a person laid out or earned, with its paper; two persons stand behind it."""

    class Kind(models.TextChoices):
        OUTLAY = "outlay", _("立替えの精算")
        BILL = "bill", _("請求書の支払い")
        TUTOR = "tutor", _("講師・通訳の謝金")
        HOST = "host", _("ホスト家庭の手当")
        SCHOLARSHIP = "scholarship", _("奨学金")
        PRIZE = "prize", _("賞金")

    class State(models.TextChoices):
        WAITING = "waiting", _("承認待ち")
        APPROVED = "approved", _("承認ずみ")
        REFUSED = "refused", _("認めなかった")
        WITHDRAWN = "withdrawn", _("取り下げた")

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="expenses")
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="+")
    measure = models.CharField(max_length=3, blank=True, default="")
    account = models.CharField(max_length=8)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.OUTLAY)
    yen = models.PositiveBigIntegerField()
    spent_on = models.DateField()
    words = models.CharField(max_length=200)
    payee = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="expenses")
    receipt = models.ForeignKey(
        Paper, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    entered_by = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    entered_on = models.DateField()
    state = models.CharField(max_length=9, choices=State.choices, default=State.WAITING)
    due = models.OneToOneField(
        Due, null=True, blank=True, on_delete=models.PROTECT, related_name="expense"
    )
    roll = models.ForeignKey(
        Roll, null=True, blank=True, on_delete=models.PROTECT, related_name="expenses"
    )
    # What an allowance, a scholarship or a fee is for: days, and the lesson, the guest or the
    # agreement where the house knows them. Empty days: the day of the cost alone.
    from_day = models.DateField(null=True, blank=True)
    until_day = models.DateField(null=True, blank=True)
    lesson = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    guest = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    agreement = models.ForeignKey(
        Agreement, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(yen__gt=0), name="an_expense_is_more_than_nothing"),
            models.CheckConstraint(
                condition=Q(from_day=None, until_day=None) | Q(until_day__gte=F("from_day")),
                name="the_days_of_an_expense_are_in_order",
            ),
            models.UniqueConstraint(
                fields=["payee", "lesson", "kind"],
                condition=Q(state__in=["waiting", "approved"]),
                name="a_lesson_is_paid_once",
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(due__isnull=False),
                name="an_approved_expense_is_owed",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "id"], name="expense_by_state"),
            models.Index(fields=["payee", "kind"], name="expense_of_payee"),
        ]


class Request(models.Model):
    """支払依頼 — one due is asked to be paid; somebody else approves it."""

    class State(models.TextChoices):
        ASKED = "asked", _("承認待ち")
        APPROVED = "approved", _("承認ずみ")
        FILED = "filed", _("振込ファイルに入れた")
        SENT = "sent", _("銀行へ出した")
        SETTLED = "settled", _("支払いずみ")
        FAILED = "failed", _("振り込めなかった")
        REFUSED = "refused", _("認めなかった")
        WITHDRAWN = "withdrawn", _("取り下げた")

    OPEN = (State.ASKED, State.APPROVED, State.FILED, State.SENT)

    due = models.ForeignKey(Due, on_delete=models.PROTECT, related_name="requests")
    yen = models.PositiveBigIntegerField()
    pay_on = models.DateField(null=True, blank=True)
    words = models.CharField(max_length=200, blank=True, default="")
    prepared_by = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    prepared_on = models.DateField()
    state = models.CharField(max_length=9, choices=State.choices, default=State.ASKED)
    # 預かる額（源泉所得税など）: entered by the treasurer, never computed; the rest goes to the bank.
    withheld_yen = models.PositiveBigIntegerField(default=0)
    withheld_words = models.CharField(max_length=200, blank=True, default="")
    withheld_by = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # Why it was not paid: the bank's reason, or the approver's.
    reason = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["due"],
                condition=Q(state__in=["asked", "approved", "filed", "sent", "settled"]),
                name="a_due_is_asked_to_be_paid_once",
            ),
            models.CheckConstraint(
                condition=Q(withheld_yen__lt=F("yen")), name="something_is_left_to_be_paid"
            ),
        ]
        indexes = [models.Index(fields=["state", "id"], name="payment_by_state")]

    @property
    def made_by(self) -> list[Party]:
        """Whose approval is none: who prepared it, who is paid, who said what is withheld."""
        found = [self.prepared_by, self.due.creditor, self.withheld_by]
        return [one for one in found if one is not None]

    @property
    def net_yen(self) -> int:
        """振り込む額 — what the payee receives."""
        return self.yen - self.withheld_yen


class Batch(models.Model):
    """振込ファイル — approved requests of one day; locked when it leaves, with its SHA-256."""

    class State(models.TextChoices):
        DRAFT = "draft", _("承認待ち")
        LOCKED = "locked", _("銀行へ出した")
        DONE = "done", _("結果が出た")
        DROPPED = "dropped", _("やめた")

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="batches")
    pay_on = models.DateField()
    state = models.CharField(max_length=7, choices=State.choices, default=State.DRAFT)
    # The file's text, sealed, and what both people see of it.
    code = models.CharField(max_length=32, unique=True)
    sealed = models.TextField()
    sha256 = models.CharField(max_length=64)
    count = models.PositiveIntegerField()
    yen = models.PositiveBigIntegerField()
    prepared_by = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    prepared_on = models.DateField()
    locked_by = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    locked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "id"], name="batch_by_state")]

    @property
    def file_name(self) -> str:
        return f"furikomi-{self.pay_on:%Y%m%d}-{self.pk}.txt"


class Item(models.Model):
    """振込1件 — one request in one file, on the account that it had when the file was made."""

    class Result(models.TextChoices):
        PAID = "paid", _("振り込まれた")
        FAILED = "failed", _("振り込めなかった")

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="items")
    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="items")
    account = models.ForeignKey(PayeeAccount, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveIntegerField()
    yen = models.PositiveBigIntegerField()
    # False once the file was dropped or the bank gave the money back.
    live = models.BooleanField(default=True)
    result = models.CharField(max_length=6, choices=Result.choices, blank=True, default="")
    reason = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["request"], condition=Q(live=True), name="a_request_stands_in_one_file"
            ),
            models.UniqueConstraint(fields=["batch", "position"], name="one_place_in_a_file"),
        ]
        ordering = ["position"]


class Download(models.Model):
    """書き出し — each press that took the file out: the same bytes every time."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="downloads")
    key = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class ResultFile(models.Model):
    """振込結果 — a result that was taken in; the same file is taken in once."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="results")
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "sha256"], name="a_result_is_taken_in_once")
        ]
