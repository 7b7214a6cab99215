"""配役（会計） — the federation's book with a general fund, and a fund for one purpose."""

from datetime import date

import pytest

from tests.cast import TODAY


@pytest.fixture
def book(federation, sato):
    """The book of the federation's own body, open since 1 April."""
    from tsunagari.kernel.ledger import books

    return books.open_book(
        sato.body, standard="public", opened_on=date(2026, 4, 1), by=sato, on=TODAY
    )


@pytest.fixture
def fund(book, sato):
    """みらい基金 — designated, public, with a budget of 1,000,000 yen for 1-4 in 2026."""
    from tsunagari.kernel.ledger import books

    fund = books.open_fund(
        book, code="mirai", name="みらい基金", kind="designated", public=True, by=sato, on=TODAY
    )
    books.set_budget(book, year=2026, fund=fund, measure="1-4", yen=1_000_000, by=sato, on=TODAY)
    return fund


@pytest.fixture
def entry(book, sato):
    """entry(fund, ("1120", 500), ("4200", -500), on=…, words=…, earmark=…): a posted journal."""
    from tsunagari.kernel.ledger import actions

    def entered(fund, *lines, on=TODAY, words="見本の仕訳", key="", **more):
        return actions.enter(
            fund.book,
            [actions.Posting(account, yen, fund, **more) for account, yen in lines],
            on=on,
            words=words,
            by=sato,
            today=TODAY,
            key=key,
        )

    return entered
