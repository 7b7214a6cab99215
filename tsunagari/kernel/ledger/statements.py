"""決算書をつくる — the cells of a year from `Balance`, and the statements of the book's standard."""

from datetime import date

from django.db.models import Case, Sum, Value, When

from tsunagari.kernel.ledger.models import Account, Balance, Book, Earmark, Fund, Line
from tsunagari.kernel.ledger.rules.closing import month_of
from tsunagari.kernel.ledger.rules.statements import checks, notes, npo, public
from tsunagari.kernel.ledger.rules.statements.cells import Cell, Statement

KEYS = ("account", "fund", "earmark_key", "measure", "activity", "old")


def of(book: Book, *, from_day: date, until_day: date) -> list[Statement]:
    """決算書 — all statements and notes of a span, in the order in which they are bound."""
    found = cells(book, from_day=from_day, until_day=until_day)
    titles = dict(Earmark.objects.filter(book=book).values_list("pk", "title"))
    if book.standard == Book.Standard.NPO:
        own = [npo.activities(found), npo.position(found)]
    else:
        own = [public.activities(found), public.position(found)]
        own += [public.natures(found), public.classes(found)]
    return [*own, notes.restricted(found, titles), notes.inventory(found)]


def findings(book: Book, *, from_day: date, until_day: date):
    """What does not agree in the statements of a span."""
    return checks.findings(cells(book, from_day=from_day, until_day=until_day))


def cells(book: Book, *, from_day: date, until_day: date) -> list[Cell]:
    """残高のます — by account, fund, purpose, measure and activity: before the span, and in it.

    The span begins with a month. Whole months come from `Balance`, the rest from the lines.
    """
    accounts = Account.objects.in_bulk(
        list(Account.objects.filter(book=book).values_list("pk", flat=True))
    )
    funds = {fund.pk: fund for fund in Fund.objects.filter(book=book)}
    bound = set(Earmark.objects.filter(book=book).values_list("pk", flat=True))
    sums: dict[tuple, list[int]] = {}
    for *key, old, yen in _sums(book, from_day, until_day, list(accounts)):
        sums.setdefault(tuple(key), [0, 0])[0 if old else 1] += yen
    return [
        _cell(accounts[account], funds[fund], earmark, measure, activity, before, year, bound)
        for (account, fund, earmark, measure, activity), (before, year) in sums.items()
    ]


def _sums(book: Book, from_day: date, until_day: date, accounts: list[int]):
    first, last = month_of(until_day)
    months = Balance.objects.filter(book=book)
    months = (
        months.filter(month__lte=first) if until_day == last else months.filter(month__lt=first)
    )
    old = Case(When(month__lt=from_day, then=Value(1)), default=Value(0))
    yield from _grouped(months.annotate(old=old), *KEYS)
    if until_day != last:
        days = Line.objects.filter(
            account__in=accounts, on__gte=first, on__lte=until_day, journal__posted=True
        )
        days = days.annotate(old=Value(0))
        for account, fund, earmark, *rest in _grouped(
            days, "account", "fund", "earmark", "measure", "activity", "old"
        ):
            yield account, fund, earmark or 0, *rest


def _grouped(rows, *keys):
    return rows.order_by().values_list(*keys).annotate(all=Sum("yen"))


def _cell(account, fund, earmark, measure, activity, before, year, bound) -> Cell:
    return Cell(
        account=account.code,
        name=account.name,
        kind=account.kind,
        npo=account.npo,
        public=account.public,
        fund=fund.name,
        activity=activity,
        measure=measure,
        restricted=earmark in bound or fund.kind == Fund.Kind.RESTRICTED,
        purpose=earmark,
        before=before,
        year=year,
    )
