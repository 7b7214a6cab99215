"""独立した写し — a book as Beancount text: the auditor reads and checks it with a tool of their own.

One transaction for each journal, one account for each pair of account and fund, and the balances
that we keep as assertions: the other tool adds everything up again. Source: beancount.github.io,
language syntax.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Min, Sum

from tsunagari.base.readings import plain
from tsunagari.kernel.ledger.models import Book, Daily, Journal, Line
from tsunagari.kernel.ledger.rules import chart

ROOTS = {
    chart.ASSET: "Assets",
    chart.LIABILITY: "Liabilities",
    chart.NET: "Equity",
    chart.INCOME: "Income",
    chart.COST: "Expenses",
}
AT_ONCE = 2_000


def text(book: Book, *, until_day: date) -> Iterator[str]:
    """The file, line by line, up to and with a day."""
    yield f"; {plain(book.title)}\n"
    yield 'option "operating_currency" "JPY"\n\n'
    names = _accounts(book)
    first = Daily.objects.filter(account__book=book).aggregate(first=Min("on"))["first"]
    # What a book is opened with is dated on the day before.
    for name in sorted(names.values()):
        yield f"{first} open {name} JPY\n"
    yield "\n"
    yield from _journals(book, names, until_day)
    yield from _balances(book, names, until_day)


def _accounts(book: Book) -> dict[tuple[int, int], str]:
    """{(account, fund): its name there}, of those that were ever used."""
    rows = Daily.objects.filter(account__book=book).order_by().distinct()
    columns = ("account_id", "fund_id", "account__kind", "account__code", "fund__code")
    return {
        (account, fund): f"{ROOTS[kind]}:A{code}:F-{_part(name)}"
        for account, fund, kind, code, name in rows.values_list(*columns)
    }


def _part(code: str) -> str:
    """A fund's code with what Beancount allows in a name."""
    return "".join(sign if sign.isalnum() and sign.isascii() else "-" for sign in code)


def _journals(book: Book, names, until_day: date) -> Iterator[str]:
    rows = Journal.objects.filter(book=book, posted=True, on__lte=until_day).order_by("on", "pk")
    for journal in rows.prefetch_related("lines").iterator(chunk_size=AT_ONCE):
        yield f'{journal.on} * "{_quoted(journal.words)}"\n  journal: "{journal.pk}"\n'
        if journal.reverses_id:
            yield f'  reverses: "{journal.reverses_id}"\n'
        for line in sorted(journal.lines.all(), key=lambda line: line.pk):
            yield f"  {names[line.account_id, line.fund_id]}  {line.yen} JPY\n{_facts(line)}"
        yield "\n"


def _facts(line: Line) -> str:
    """What else a line says, as metadata."""
    facts = {"measure": line.measure, "project": line.project, "earmark": line.earmark_id or ""}
    return "".join(f'    {key}: "{_quoted(str(value))}"\n' for key, value in facts.items() if value)


def _quoted(words: str) -> str:
    return plain(words).replace("\\", "/").replace('"', "'").replace("\n", " ")


def _balances(book: Book, names, until_day: date) -> Iterator[str]:
    """Our own running balances, as what must come out; an assertion holds at a day's beginning."""
    rows = Daily.objects.filter(account__book=book, on__lte=until_day).order_by()
    sums = rows.values_list("account_id", "fund_id").annotate(all=Sum("yen"))
    after = until_day + timedelta(days=1)
    for account, fund, yen in sorted(sums, key=lambda row: names[row[0], row[1]]):
        yield f"{after} balance {names[account, fund]}  {yen} JPY\n"
