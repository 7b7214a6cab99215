"""月を締める — in order, once it is over, with grants that follow what was spent."""

from datetime import date

import pytest

from tests.cast import TODAY
from tsunagari.base.refusals import Refused
from tsunagari.kernel.ledger import books, closing, grants, queries
from tsunagari.kernel.ledger.models import Period
from tsunagari.sample import ledger as sample

pytestmark = pytest.mark.django_db


def rules_of(act) -> list[str]:
    with pytest.raises(Refused) as refused:
        act()
    return [reason.rule for reason in refused.value.reasons]


def test_months_are_closed_in_order_and_nothing_is_posted_into_them(book, fund, entry, sato):
    def close(first, on=TODAY):
        return closing.close(book, first, by=sato, on=on)

    assert rules_of(lambda: close(date(2026, 5, 1))) == ["order"]
    assert rules_of(lambda: close(date(2026, 4, 1), on=date(2026, 4, 30))) == ["over"]
    entry(fund, ("1120", -5), ("5220", 5), on=date(2026, 4, 30))
    assert rules_of(lambda: close(date(2026, 4, 1))) == ["open"]
    entry(fund, ("1120", 5), ("4200", -5), on=date(2026, 4, 30))

    close(date(2026, 4, 1))

    assert rules_of(lambda: close(date(2026, 4, 1))) == ["closed"]
    lines = ("1120", 5), ("4200", -5)
    assert rules_of(lambda: entry(fund, *lines, on=date(2026, 4, 30))) == ["closed"]
    entry(fund, *lines, on=date(2026, 5, 1))
    assert closing.following(book) == (date(2026, 5, 1), date(2026, 5, 31))


def test_a_grant_with_return_duty_is_income_when_it_is_spent(book, fund, entry, sato):
    grant = books.note_earmark(
        fund, kind="grant", title="助成", from_day=TODAY, return_duty=True, by=sato, on=TODAY
    )
    april = {"earmark": grant, "on": date(2026, 4, 10)}
    entry(fund, ("1120", 300), ("2120", -300), **april)
    entry(fund, ("1120", -110), ("5240", 110), **april)
    grant.from_day = date(2026, 4, 1)
    grant.save(update_fields=["from_day"])

    closing.close(book, date(2026, 4, 1), by=sato, on=TODAY)

    def sums():
        return {
            code: queries.balance(book, account=code, on=date(2026, 5, 31))
            for code in ("2120", "1140", "4300")
        }

    assert sums() == {"2120": -190, "1140": 0, "4300": -110}
    # More is spent than came: the rest is a claim, and 2120 is empty.
    entry(fund, ("2110", -250), ("5240", 250), earmark=grant, on=date(2026, 5, 31))
    closing.close(book, date(2026, 5, 1), by=sato, on=TODAY)
    assert sums() == {"2120": 0, "1140": 60, "4300": -360}
    assert grants.missing(grant, on=date(2026, 5, 31)) == {}


@pytest.mark.parametrize("on", [date(2027, 3, 31), date(2026, 4, 1)])
def test_the_sample_holds_at_both_ends_of_a_year(federation, sato, on):
    sample.load(by=sato, on=on)

    for book in queries.books():
        assert queries.balance(book, on=on) == 0 < queries.balance(book, account="11", on=on)
    assert Period.objects.count() == (14 if on.month == 3 else 0)
