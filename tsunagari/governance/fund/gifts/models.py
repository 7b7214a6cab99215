"""寄附 — donors, what they gave or promised, the bank's lines, and the receipts they got.

Money is booked in `kernel.ledger` alone; a row here says what a journal was. Names of remitters and
what stands on a receipt are sealed: the desk opens them, nobody else.
"""

from django.db import models
from django.db.models import F, Q

from tsunagari.base.languages import gettext_noop as _
from tsunagari.governance.fund.gifts.rules import giving, receipts, status
from tsunagari.kernel.ledger.models import Book, Earmark, Fund, Journal
from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.parties.names import NameField
from tsunagari.programmes.community.events.models import Payment


class Status(models.Model):
    """法人の形と税の区分 — what the receiving body is in law from a day until a day.

    What a receipt says follows the row that stands on the day when the money came.
    """

    class Form(models.TextChoices):
        CERTIFIED = status.CERTIFIED, status.FORMS[status.CERTIFIED]
        SPECIAL = status.SPECIAL, status.FORMS[status.SPECIAL]
        NPO = status.NPO, status.FORMS[status.NPO]
        PUBLIC = status.PUBLIC, status.FORMS[status.PUBLIC]
        PUBLIC_FOUNDATION = status.PUBLIC_FOUNDATION, status.FORMS[status.PUBLIC_FOUNDATION]
        GENERAL = status.GENERAL, status.FORMS[status.GENERAL]
        GENERAL_FOUNDATION = status.GENERAL_FOUNDATION, status.FORMS[status.GENERAL_FOUNDATION]

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="statuses")
    form = models.CharField(max_length=20, choices=Form.choices)
    # 税額控除の証明 (PST): only asked of public-interest corporations.
    credit = models.BooleanField(default=False)
    number = models.CharField(max_length=80, blank=True, default="")
    authority = models.CharField(max_length=120, blank=True, default="")
    # What stands under the certificate: the body's own address, and who represents it.
    address = models.CharField(max_length=200, blank=True, default="")
    representative = models.CharField(max_length=120, blank=True, default="")
    # Listed by ordinance for the resident tax.
    prefecture = models.CharField(max_length=40, blank=True, default="")
    municipalities = models.CharField(max_length=200, blank=True, default="")
    from_day = models.DateField()
    until_day = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["book", "from_day"], name="one_status_from_a_day"),
            models.CheckConstraint(
                condition=Q(until_day=None) | Q(until_day__gte=F("from_day")),
                name="status_ends_after_it_begins",
            ),
        ]

    def stands_on(self, day) -> bool:
        return self.from_day <= day and (self.until_day is None or day <= self.until_day)


class BankAccount(models.Model):
    """受け取る口座 — a bank account of a book, and what the columns of its bank's file mean."""

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="bank_accounts")
    bank = models.CharField(max_length=80)
    branch = models.CharField(max_length=80)
    number = models.CharField(max_length=20)
    holder = models.CharField(max_length=120)
    holder_kana = models.CharField(max_length=120, blank=True, default="")
    # {"header", "places", "heads", "width"} of the last file that was taken in.
    columns = models.JSONField(default=dict, blank=True)
    public = models.BooleanField(default=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["bank", "branch", "number"], name="an_account_is_named_once"
            )
        ]

    def __str__(self):
        return f"{self.bank} {self.branch} {self.number}"


class Donor(models.Model):
    """寄附者 — what a receipt needs of a party: name and address as in the resident record."""

    party = models.OneToOneField(
        Party, primary_key=True, on_delete=models.PROTECT, related_name="donor"
    )
    # {"name", "postcode", "address"} as JSON, sealed.
    sealed = models.TextField(blank=True, default="")
    # May be named in a list that the public reads.
    named = models.BooleanField(default=False)
    reference = models.CharField(max_length=7, unique=True, null=True, blank=True)
    since = models.DateField()
    version = models.PositiveIntegerField(default=1)


class Offer(models.Model):
    """振込の予告 — somebody took a reference number at the public page, with or without a name."""

    reference = models.CharField(max_length=7, unique=True)
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="offers")
    yen = models.PositiveBigIntegerField(null=True, blank=True)
    # {"name", "kana", "email", "postcode", "address"} as JSON, sealed; "" when nothing was said.
    sealed = models.TextField(blank=True, default="")
    language = models.CharField(max_length=10, default="ja")
    made_on = models.DateField()
    donor = models.ForeignKey(Donor, null=True, blank=True, on_delete=models.PROTECT)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["made_on"], condition=Q(closed_on=None), name="offer_open")]


class Pledge(models.Model):
    """継続の寄附・会費 — promised, not yet income: booked when the money comes."""

    class Kind(models.TextChoices):
        DONATION = giving.DONATION, _("寄附")
        FEE = giving.FEE, _("正会員の会費")
        SUPPORTER = giving.SUPPORTER, _("賛助会員の会費")

    class Every(models.TextChoices):
        MONTH = "month", _("毎月")
        QUARTER = "quarter", _("3か月ごと")
        HALF = "half", _("半年ごと")
        YEAR = "year", _("毎年")

    class Method(models.TextChoices):
        TRANSFER = "transfer", _("そのつど振り込む")
        STANDING = "standing", _("銀行の自動送金")
        DEBIT = "debit", _("口座振替")
        CASH = "cash", _("現金")

    donor = models.ForeignKey(Donor, on_delete=models.PROTECT, related_name="pledges")
    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="+")
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.DONATION)
    yen = models.PositiveBigIntegerField()
    every = models.CharField(max_length=8, choices=Every.choices, default=Every.MONTH)
    method = models.CharField(max_length=10, choices=Method.choices, default=Method.STANDING)
    mandate = models.CharField(max_length=80, blank=True, default="")
    # Under which wording of the agreement it was promised.
    wording = models.CharField(max_length=20, default="2026-11")
    first_due = models.DateField()
    # The number of the turn of that day: those before it came in another rhythm.
    first_turn = models.PositiveIntegerField(default=0)
    until_day = models.DateField(null=True, blank=True)
    paused_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    # Numbers of the turns that the office does not wait for any more.
    let_go = models.JSONField(default=list, blank=True)
    # What stood here until the last change by the donor, so that it can be taken back.
    before = models.JSONField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(yen__gt=0), name="a_pledge_is_more_than_nothing"),
        ]
        indexes = [models.Index(fields=["id"], condition=Q(ended_on=None), name="pledge_running")]


class Statement(models.Model):
    """入出金明細のファイル — taken in once, by its content."""

    account = models.ForeignKey(BankAccount, on_delete=models.PROTECT, related_name="statements")
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    first_day = models.DateField()
    last_day = models.DateField()
    lines_new = models.PositiveIntegerField()
    lines_known = models.PositiveIntegerField(default=0)
    taken_at = models.DateTimeField()
    by = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "sha256"], name="a_bank_file_is_taken_in_once"
            )
        ]


class BankLine(models.Model):
    """明細の行 — one movement on the account: waiting, booked as a gift, or put aside."""

    class State(models.TextChoices):
        OPEN = "open", _("まだ")
        BOOKED = "booked", _("受け取りずみ")
        ASIDE = "aside", _("寄附ではない")

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="lines")
    account = models.ForeignKey(BankAccount, on_delete=models.PROTECT, related_name="lines")
    on = models.DateField()
    yen = models.BigIntegerField()
    words = NameField(max_length=200, blank=True, default="")
    # The remitter as one key, hashed: the same remitter is found again without a readable name.
    payer = models.CharField(max_length=64, blank=True, default="", db_index=True)
    print = models.CharField(max_length=64)
    state = models.CharField(max_length=6, choices=State.choices, default=State.OPEN)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "print"], name="a_bank_line_is_kept_once")
        ]
        indexes = [
            models.Index(fields=["on", "id"], condition=Q(state="open"), name="bank_line_open")
        ]


class Gift(models.Model):
    """受け取り — money or goods that reached the body on a day."""

    class Kind(models.TextChoices):
        DONATION = giving.DONATION, _("寄附")
        GOODS = giving.GOODS, _("品物の寄附")
        FEE = giving.FEE, _("正会員の会費")
        SUPPORTER = giving.SUPPORTER, _("賛助会員の会費")
        GRANT = giving.GRANT, _("民間の助成金")
        SUBSIDY = giving.SUBSIDY, _("補助金")
        MUNICIPAL = giving.MUNICIPAL, _("市町村から（企業版ふるさと納税）")

    class Channel(models.TextChoices):
        BANK = "bank", _("振込")
        CASH = "cash", _("現金")
        HAND = "hand", _("手わたし・配送")

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="gifts")
    donor = models.ForeignKey(
        Donor, null=True, blank=True, on_delete=models.PROTECT, related_name="gifts"
    )
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="gifts")
    earmark = models.ForeignKey(
        Earmark, null=True, blank=True, on_delete=models.PROTECT, related_name="gifts"
    )
    kind = models.CharField(max_length=10, choices=Kind.choices)
    channel = models.CharField(max_length=4, choices=Channel.choices, default=Channel.BANK)
    yen = models.PositiveBigIntegerField(null=True, blank=True)
    refunded_yen = models.PositiveBigIntegerField(default=0)
    goods = models.CharField(max_length=200, blank=True, default="")
    received_on = models.DateField()
    pledge = models.ForeignKey(
        Pledge, null=True, blank=True, on_delete=models.PROTECT, related_name="gifts"
    )
    turn = models.PositiveIntegerField(null=True, blank=True)
    line = models.ForeignKey(
        BankLine, null=True, blank=True, on_delete=models.PROTECT, related_name="gifts"
    )
    journal = models.OneToOneField(
        Journal, null=True, blank=True, on_delete=models.PROTECT, related_name="gift"
    )
    # A fee for a fiscal year that has not begun is no income yet.
    fee_year = models.PositiveSmallIntegerField(null=True, blank=True)
    thanked_on = models.DateField(null=True, blank=True)
    annulled_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="goods", yen=None) | (~Q(kind="goods") & Q(yen__gt=0)),
                name="goods_have_no_amount",
            ),
            models.CheckConstraint(
                condition=Q(refunded_yen=0) | Q(refunded_yen__lte=F("yen")),
                name="no_more_is_given_back_than_came",
            ),
            models.UniqueConstraint(
                fields=["line"],
                condition=Q(annulled_on=None) & ~Q(line=None),
                name="a_bank_line_is_booked_once",
            ),
            models.UniqueConstraint(
                fields=["pledge", "turn"],
                condition=Q(annulled_on=None) & ~Q(turn=None),
                name="a_turn_of_a_pledge_comes_once",
            ),
        ]
        indexes = [
            models.Index(fields=["book", "-received_on", "-id"], name="gift_by_day"),
            models.Index(
                fields=["-received_on", "-id"], condition=Q(annulled_on=None), name="gift_in_order"
            ),
            models.Index(
                fields=["book", "received_on"],
                condition=Q(annulled_on=None, thanked_on=None),
                name="gift_unthanked",
            ),
            models.Index(fields=["donor", "-received_on"], name="gift_of_donor"),
        ]


class Fee(models.Model):
    """参加費 — a line of the bank that was no gift: it paid for a booking of an event."""

    line = models.OneToOneField(BankLine, on_delete=models.PROTECT, related_name="fee")
    payment = models.OneToOneField(Payment, on_delete=models.PROTECT, related_name="+")


class Refund(models.Model):
    """返金 — a gift, or part of it, went back to its donor."""

    gift = models.ForeignKey(Gift, on_delete=models.PROTECT, related_name="refunds")
    yen = models.PositiveBigIntegerField()
    on = models.DateField()
    reason = models.CharField(max_length=200)
    journal = models.OneToOneField(Journal, on_delete=models.PROTECT, related_name="+")


class Counter(models.Model):
    """番号 — the last number of a body's receipts in a year; taken under lock, so none is missing."""

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["book", "year"], name="one_counter_of_a_year")
        ]


class Receipt(models.Model):
    """領収書（受領証明書） — what was issued, word for word; never edited, only void and issued anew."""

    class Kind(models.TextChoices):
        SINGLE = receipts.SINGLE, _("1件の領収書")
        YEARLY = receipts.YEARLY, _("1年分の領収書")

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="receipts")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=6, choices=Kind.choices)
    donor = models.ForeignKey(Donor, on_delete=models.PROTECT, related_name="receipts")
    # Of which calendar year the gifts are.
    of_year = models.PositiveSmallIntegerField()
    yen = models.PositiveBigIntegerField(null=True, blank=True)
    # Everything that is printed on it as JSON, sealed.
    sealed = models.TextField()
    issued_on = models.DateField()
    reissues = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="reissued_by"
    )
    voided_on = models.DateField(null=True, blank=True)
    void_reason = models.CharField(max_length=200, blank=True, default="")
    sent_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["book", "year", "number"], name="a_receipt_number_is_used_once"
            )
        ]
        indexes = [
            models.Index(fields=["donor", "-id"], name="receipt_of_donor"),
            models.Index(fields=["book", "of_year", "-id"], name="receipt_of_year"),
        ]


class Receipted(models.Model):
    """領収書の中の寄附 — a gift stands on one valid receipt at most."""

    receipt = models.ForeignKey(Receipt, on_delete=models.PROTECT, related_name="rows")
    gift = models.ForeignKey(Gift, on_delete=models.PROTECT, related_name="receipted")
    standing = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["gift"], condition=Q(standing=True), name="one_valid_receipt_of_a_gift"
            )
        ]
