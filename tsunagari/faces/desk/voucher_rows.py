"""証憑の行 — documents in words, what they belong to, and what each edition changed."""

from django.urls import reverse

from tsunagari.base.days import day_words
from tsunagari.base.languages import active, gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.faces.desk.people import names_of
from tsunagari.faces.shared.vouchers import sum_of
from tsunagari.governance.fund.awards.models import Cost
from tsunagari.governance.fund.gifts.models import Receipt
from tsunagari.governance.fund.hometown.models import Use
from tsunagari.governance.fund.payments.models import Expense
from tsunagari.governance.fund.vouchers import files
from tsunagari.governance.fund.vouchers.models import Document, Edition
from tsunagari.governance.fund.vouchers.said import said_by
from tsunagari.kernel.ledger.models import Journal

LABELS = {
    "kind": _("種類"),
    "doc_date": _("取引年月日"),
    "yen": _("金額"),
    "name": _("取引先"),
    "words": _("内容"),
    "direction": _("受け取った・出した"),
    "medium": _("どう受けわたしたか"),
    "journal": _("仕訳の番号"),
}
CHOICES = {"kind": Edition.Kind, "direction": Edition.Direction, "medium": Edition.Medium}


def history_rows(editions: list[Edition], viewer) -> list[dict]:
    """Every edition, the newest first: who, why, what is different from the one before."""
    names = names_of([one.by for one in editions], viewer)
    found = files.of(editions)
    before = [*editions[1:], None]
    return [
        {
            "row": one,
            "who": names.get(one.by_id, ""),
            "reason": gettext(one.reason) if one.reason else "",
            "changes": _changes(old, one) if old else [],
            "turned": bool(old) and old.cancelled != one.cancelled,
            "files": found[one.pk],
            "new_files": bool(old) and _shas(found[old.pk]) != _shas(found[one.pk]),
        }
        for one, old in zip(editions, before, strict=True)
    ]


def _shas(found) -> list[str]:
    return [one.sha256 for one in found]


def _changes(old: Edition, new: Edition) -> list[tuple[str, str, str]]:
    before, after = said_by(old).plain(), said_by(new).plain()
    return [
        (gettext(label), _in_words(name, before[name]), _in_words(name, after[name]))
        for name, label in LABELS.items()
        if before[name] != after[name]
    ]


def _in_words(name: str, value) -> str:
    if name in CHOICES:
        return gettext(CHOICES[name](value).label)
    if name == "yen":
        return sum_of(value)
    if name == "doc_date":
        return day_words(value, active())
    return str(value) if value else gettext(_("（空）"))


def place_of(document: Document) -> str:
    """The page of what a document came with; "" for what was put in by hand."""
    key = document.about_key
    found = {
        Document.Source.EXPENSE: lambda: reverse("desk:expense", args=[key]),
        Document.Source.RECEIPT: lambda: reverse("desk:gift_receipt", args=[key]),
        Document.Source.AWARD: lambda: _of(
            "desk:award", Cost.objects.filter(pk=key).values_list("report__award_id", flat=True)
        ),
        Document.Source.HOMETOWN: lambda: _of(
            "desk:donation", Use.objects.filter(pk=key).values_list("donation_id", flat=True)
        ),
    }
    return found[document.source]() if document.source in found else ""


def _of(name: str, keys) -> str:
    key = keys.first()
    return reverse(name, args=[key]) if key else ""


def journals_of(edition: Edition) -> list[Journal]:
    """仕訳 — named on the document itself, or posted for what it came with."""
    document, keys = edition.document, {edition.journal_id}
    if document.source == Document.Source.EXPENSE:
        rows = Expense.objects.filter(pk=document.about_key)
        keys |= {key for two in rows.values_list("due__owed_by", "due__settled_by") for key in two}
    if document.source == Document.Source.RECEIPT:
        rows = Receipt.objects.filter(pk=document.about_key)
        keys |= set(rows.values_list("rows__gift__journal", flat=True))
    return list(Journal.objects.filter(pk__in=keys - {None}).order_by("pk"))
