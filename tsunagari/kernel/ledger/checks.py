"""帳簿の検査 — read every line again: sums, balances, drafts that nobody finished."""

from collections.abc import Iterator

from django.db.models import Sum

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.kernel.ledger.models import Balance, Book, Daily, Journal, Line


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
    wanted: dict[tuple, int] = {}
    daily: dict[tuple, int] = {}
    days = lines.values_list("account", "fund", "earmark", "measure", "activity", "on")
    for account, fund, earmark, measure, activity, on, yen in days.annotate(all=Sum("yen")):
        key = (account, fund, earmark or 0, measure, activity, on.replace(day=1))
        wanted[key] = wanted.get(key, 0) + yen
        daily[account, fund, on] = daily.get((account, fund, on), 0) + yen
    rows = Balance.objects.filter(book=book)
    keys = ("account", "fund", "earmark_key", "measure", "activity", "month")
    for *key, yen in rows.values_list(*keys, "yen"):
        if wanted.pop(tuple(key), 0) != yen:
            yield _wrong(key)
    for *key, yen in Daily.objects.filter(account__book=book).values_list(
        "account", "fund", "on", "yen"
    ):
        if daily.pop(tuple(key), 0) != yen:
            yield _wrong(key)
    for key, yen in [*wanted.items(), *daily.items()]:
        if yen:
            yield _wrong(key)


def _wrong(key) -> Reason:
    text = _("%(day)s の残高が、仕訳の行の合計と合いません。")
    return Reason(text, {"day": key[-1]}, rule="balance")
