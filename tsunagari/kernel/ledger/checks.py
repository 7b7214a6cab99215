"""帳簿の検査 — read every line again: sums, balances, drafts that nobody finished."""

from collections import Counter
from collections.abc import Iterator

from django.db.models import Sum

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.kernel.ledger.models import Balance, Book, Daily, Journal, Line, Total


def findings(book: Book) -> Iterator[Reason]:
    """What does not fit in a book; nothing when all is well. It reads all lines."""
    drafts = Journal.objects.filter(book=book, posted=False).count()
    if drafts:
        text = _("記帳が終わっていない仕訳が %(count)s件 あります。")
        yield Reason(text, {"count": drafts}, rule="draft")
    lines = Line.objects.filter(journal__book=book, journal__posted=True).order_by()
    text = _("仕訳 %(journal)s の借方と貸方が %(yen)s円 ちがいます。")
    apart = lines.values_list("journal", "fund").annotate(all=Sum("yen")).exclude(all=0)
    for journal, _fund, yen in apart[:100]:
        yield Reason(text, {"journal": journal, "yen": abs(yen)}, rule="sum")
    yield from _balances(book, lines)


def _balances(book: Book, lines) -> Iterator[Reason]:
    """Running balances against the sums of the lines, month by month and account by account."""
    wanted: dict[str, Counter] = {"balance": Counter(), "daily": Counter(), "total": Counter()}
    days = lines.values_list("account", "fund", "earmark", "measure", "activity", "on")
    for account, fund, earmark, measure, activity, on, yen in days.annotate(all=Sum("yen")):
        month = on.replace(day=1)
        wanted["balance"][account, fund, earmark or 0, measure, activity, month] += yen
        wanted["daily"][account, fund, on] += yen
        for span in (f"{on:%Y}", f"{on:%Y-%m}"):
            for of in (measure, Total.EVERY):
                wanted["total"][account, fund, of, span] += yen
    purposes = ("earmark_key", "measure", "activity", "month")
    yield from _apart(Balance.objects.filter(book=book), purposes, wanted["balance"])
    yield from _apart(Daily.objects.filter(account__book=book), ("on",), wanted["daily"])
    totals = Total.objects.filter(account__book=book)
    yield from _apart(totals, ("measure", "span"), wanted["total"])


def _apart(rows, names: tuple[str, ...], wanted: Counter) -> Iterator[Reason]:
    """Kept sums that are not those of the lines, and lines whose sum nobody keeps."""
    for *key, yen in rows.values_list("account", "fund", *names, "yen"):
        if wanted.pop(tuple(key), 0) != yen:
            yield _wrong(key)
    for key, yen in wanted.items():
        if yen:
            yield _wrong(key)


def _wrong(key) -> Reason:
    text = _("%(day)s の残高が、仕訳の行の合計と合いません。")
    return Reason(text, {"day": key[-1]}, rule="balance")
