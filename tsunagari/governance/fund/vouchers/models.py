"""証憑 — one piece of evidence, its editions, its files, and with whom; nothing is ever changed.

What stands about a document is its newest edition. Triggers refuse UPDATE and DELETE (see apps.py);
only what is told in words can be taken out, once nothing asks for it any more.
"""

from django.db import models
from django.db.models import Q

from tsunagari.base.languages import gettext_noop as _
from tsunagari.governance.fund.vouchers.rules import steps
from tsunagari.kernel.ledger.models import Book, Journal
from tsunagari.kernel.papers.models import Paper
from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.parties.names import NameField


class Document(models.Model):
    """証憑 — one piece of evidence of one body, and where in the house it came from."""

    class Source(models.TextChoices):
        DESK = "desk", _("事務局で入れた")
        EXPENSE = "expense", _("経費")
        AWARD = "award", _("助成の報告")
        HOMETOWN = "hometown", _("市町村のお金の使い道")
        RECEIPT = "receipt", _("出した領収書")

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="documents")
    source = models.CharField(max_length=8, choices=Source.choices)
    # The row that it came with; empty for what somebody put in by hand.
    about_kind = models.CharField(max_length=40, blank=True, default="")
    about_key = models.CharField(max_length=40, blank=True, default="")
    received_on = models.DateField()
    # Taken in later than it was received: it was there before the register.
    late = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["about_kind", "about_key"],
                condition=~Q(about_key=""),
                name="a_row_brings_one_document",
            )
        ]


class Edition(models.Model):
    """版 — what a document says since a moment; a correction is the next one, with its reason."""

    class Kind(models.TextChoices):
        RECEIPT = steps.RECEIPT, _("領収書")
        INVOICE = steps.INVOICE, _("請求書")
        CONTRACT = steps.CONTRACT, _("契約書")
        QUOTATION = steps.QUOTATION, _("見積書")
        ORDER = steps.ORDER, _("注文書")
        DELIVERY = steps.DELIVERY, _("納品書")
        OWN = steps.OWN, _("領収書の控え")
        OTHER = steps.OTHER, _("そのほか")

    class Direction(models.TextChoices):
        RECEIVED = "received", _("受け取った")
        ISSUED = "issued", _("出した")

    class Medium(models.TextChoices):
        DATA = "data", _("電子データ")
        PAPER = "paper", _("紙を写したもの")

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField(default=1)
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    kind = models.CharField(max_length=9, choices=Kind.choices)
    direction = models.CharField(max_length=8, choices=Direction.choices)
    medium = models.CharField(max_length=5, choices=Medium.choices)
    doc_date = models.DateField()
    yen = models.PositiveBigIntegerField(null=True, blank=True)
    party = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    journal = models.ForeignKey(
        Journal, null=True, blank=True, on_delete=models.PROTECT, related_name="documents"
    )
    # SHA-256 of the words of a paper that we issued ourselves: its file is made from them.
    print = models.CharField(max_length=64, blank=True, default="")
    keep_until = models.DateField()
    cancelled = models.BooleanField(default=False)
    reason = models.CharField(max_length=200, blank=True, default="")
    by = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="editions_are_numbered"),
            models.CheckConstraint(
                condition=Q(number=1, replaces=None)
                | (Q(number__gt=1, replaces__isnull=False) & ~Q(reason="")),
                name="a_correction_has_its_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["-doc_date", "-id"], name="edition_by_day"),
            models.Index(fields=["yen"], name="edition_by_sum"),
        ]


class Told(models.Model):
    """取引先と内容 — in words, as the edition says them; the folded name is for finding."""

    edition = models.OneToOneField(
        Edition, primary_key=True, on_delete=models.PROTECT, related_name="told"
    )
    name = NameField(max_length=200)
    folded = models.CharField(max_length=200)
    words = models.CharField(max_length=200, blank=True, default="")


class Attached(models.Model):
    """ファイル — the papers of an edition in their order."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="files")
    position = models.PositiveSmallIntegerField()
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "position"], name="one_place_of_a_file")
        ]
