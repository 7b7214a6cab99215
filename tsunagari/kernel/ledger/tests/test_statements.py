"""決算書 — the lines of both standards, the note on bound gifts, and random books that must agree."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import TODAY
from tsunagari.kernel.ledger import books, queries, statements
from tsunagari.kernel.ledger.models import Book, Line
from tsunagari.kernel.ledger.rules import chart
from tsunagari.kernel.ledger.rules.posting import Posting, fine, why_not_post
from tsunagari.kernel.ledger.rules.statements import checks, notes, npo, public
from tsunagari.kernel.ledger.rules.statements.cells import Cell
from tsunagari.sample import ledger as sample

YEAR = {"from_day": date(2026, 4, 1), "until_day": date(2027, 3, 31)}


def read(statement) -> dict[str, int]:
    """{words of a line: yen} of a statement."""
    return {row.name or row.text: row.yen for row in statement.rows if row.yen is not None}


@pytest.mark.django_db
def test_the_sample_s_year_in_both_standards(federation, sato):
    sample.load(by=sato, on=date(2027, 3, 31))
    ours, theirs = queries.books()
    made = {one.code: one for one in statements.of(ours, **YEAR)}

    activities, position = read(made["activities"]), read(made["position"])
    assert activities["正会員受取会費"] == 240_000
    assert activities["公益目的事業1（国際交流）"] == 18_700 + 31_200 + 60_000
    assert activities["法人会計（管理）"] == 66_000 + 12_400 + 8_300 + 1_320
    assert activities["期首純資産残高"] == 1_800_000
    assert activities["期末純資産残高"] == position["純資産合計"]
    assert position["資産合計"] == position["負債及び純資産合計"]
    assert position["2 指定純資産"] == 40_000
    assert [row.more for row in made["restricted"].rows] == [
        (0, 100_000, 60_000),
        (0, 110_000, 110_000),
        (0, 210_000, 170_000),
    ]
    assert statements.findings(ours, **YEAR) == []
    made = {one.code: read(one) for one in statements.of(theirs, **YEAR)}
    assert made["activities"]["当期正味財産増減額"] == 90_000 + 180_000 - 75_680
    assert made["activities"]["次期繰越正味財産額"] == made["position"]["正味財産合計"]
    assert made["inventory"]["正味財産"] == made["position"]["正味財産合計"]


MOVES = st.lists(
    st.tuples(
        st.sampled_from(sorted(chart.CHART)),
        st.sampled_from(sorted(chart.CHART)),
        st.integers(1, 10**9),
        st.integers(-1, 364),
        st.sampled_from(["general", "mirai"]),
        st.sampled_from(["", "1-4", "3-2"]),
        st.booleans(),
    ),
    max_size=12,
)


@given(moves=MOVES, until=st.integers(0, 364))
def test_whatever_is_booked_both_standards_balance(moves, until):
    """As rules: random balanced cells give equal sides, and the note adds up."""
    cells = [
        Cell(
            *(a.code, a.name, a.kind, a.npo, a.public, fund),
            measure=measure,
            restricted=bound,
            purpose=1 if bound else 0,
            before=sign * yen if day < 0 else 0,
            year=sign * yen if day >= 0 else 0,
        )
        for debit, credit, yen, day, fund, measure, bound in moves
        for a, sign in ((chart.CHART[debit], 1), (chart.CHART[credit], -1))
    ]

    assert [one.rule for one in checks.findings(cells) if one.rule != "money"] == []
    ours, theirs = read(public.position(cells)), read(npo.position(cells))
    assert ours["資産合計"] == ours["負債及び純資産合計"]
    assert theirs["資産合計"] == theirs["負債及び正味財産合計"]
    assert read(public.activities(cells))["期末純資産残高"] == ours["純資産合計"]
    assert read(npo.activities(cells))["次期繰越正味財産額"] == theirs["正味財産合計"]
    assert read(notes.inventory(cells))["正味財産"] == theirs["正味財産合計"]
    *_, total = notes.restricted(cells, {1: "x"}).rows
    assert total.more[0] + total.more[1] - total.more[2] == total.yen
    assert total.yen == read(public.classes(cells)).get("指定純資産", 0) - sum(
        -c.end for c in cells if c.public == "net_designated" and not c.restricted
    ) + sum(-c.end for c in cells if c.public == "net_kikin" and c.restricted)


@pytest.mark.django_db
@given(moves=MOVES, until=st.integers(-1, 365))
@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_balances_are_the_sums_of_the_lines_at_any_day(fund, entry, moves, until):
    """As stored: triggers, whole months and some days give what SUM over all lines gives."""
    book: Book = fund.book
    general = book.funds.get(code=books.GENERAL)
    on = date(2026, 4, 1) + timedelta(days=until)
    for debit, credit, yen, day, code, measure, _bound in moves:
        entry(
            general if code == "general" else fund,
            (debit, yen),
            (credit, -yen),
            on=date(2026, 4, 1) + timedelta(days=day),
            measure=measure,
        )

    lines = list(Line.objects.filter(on__lte=on).select_related("account"))
    for code in ("1120", "5", "4200"):
        wanted = sum(x.yen for x in lines if x.account.code.startswith(code))
        assert queries.balance(book, account=code, on=on) == wanted
        wanted = sum(x.yen for x in lines if x.account.code.startswith(code) and x.measure == "1-4")
        assert queries.balance(book, account=code, measure="1-4", on=on) == wanted
    by_fund = queries.by_fund(book, accounts=chart.MONEY, on=on)
    assert sum(yen for _, yen in by_fund) == sum(
        queries.balance(book, account=code, on=on) for code in chart.MONEY
    )
    found = statements.cells(book, from_day=date(2026, 4, 1), until_day=max(on, TODAY))
    assert [one for one in checks.findings(found) if one.rule != "money"] == []


LINE = st.builds(
    Posting,
    account=st.sampled_from(["1120", "4200", "9999"]),
    yen=st.sampled_from([5, -5, 0, 0.5, 10**14, True]),
    fund=st.sampled_from(["general", "mirai"]),
    measure=st.sampled_from(["", "1-4", "9-9"]),
)


@given(lines=st.lists(LINE, max_size=4))
def test_the_rule_for_thousands_says_what_the_rule_with_words_says(lines):
    on = date(2026, 4, 1)
    known = {"1120", "4200"}

    words = why_not_post(lines, on=on, closed_until=None, opened_on=on, accounts=known)
    assert fine(lines, known) == (words == [])
