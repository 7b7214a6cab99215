"""1円のゆくえ — no yen is told twice, none is lost, and a purpose pays only for itself."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tests.cast import TODAY
from tsunagari.governance.fund.gifts.models import Donor, Gift
from tsunagari.governance.fund.trace import queries
from tsunagari.governance.fund.trace.rules import Drop, Flow, flows
from tsunagari.kernel.ledger import actions as ledger
from tsunagari.kernel.ledger.models import Earmark, Line

MAY, JUNE = date(2026, 5, 10), date(2026, 6, 10)


def test_what_came_first_is_spent_first():
    came = [Drop(JUNE, 2, 50), Drop(MAY, 1, 100)]
    went = [Drop(JUNE, 3, 120)]

    assert flows(came, went) == [Flow(1, 3, 100), Flow(2, 3, 20), Flow(2, None, 30)]


def test_what_was_spent_before_anything_came_is_said_as_such():
    assert flows([], [Drop(MAY, 3, 40)]) == [Flow(None, 3, 40)]
    assert flows([Drop(MAY, 1, 30)], [Drop(MAY, 3, 40)]) == [Flow(1, 3, 30), Flow(None, 3, 10)]


DROPS = st.lists(st.tuples(st.integers(1, 28), st.integers(1, 1_000)), max_size=12)


@given(DROPS, DROPS)
def test_every_yen_is_told_once_whatever_the_order(came, went):
    ins = [Drop(date(2026, 5, day), key, yen) for key, (day, yen) in enumerate(came)]
    outs = [Drop(date(2026, 5, day), 100 + key, yen) for key, (day, yen) in enumerate(went)]

    made = flows(ins, outs)

    assert made == flows(reversed(ins), reversed(outs))
    assert all(flow.yen > 0 for flow in made)
    for drop in ins:
        assert sum(flow.yen for flow in made if flow.source == drop.key) == drop.yen
    for drop in outs:
        assert sum(flow.yen for flow in made if flow.use == drop.key) == drop.yen


def net(fund):
    """What a fund has, counted from the books."""
    kinds = ["income", "cost", "net"]
    rows = Line.objects.filter(fund=fund, account__kind__in=kinds, journal__posted=True)
    return -sum(rows.values_list("yen", flat=True))


def left(fund):
    """The same, as the flows tell it."""
    told = [flow for pool in queries.pools(fund).values() for flow in pool]
    spare = sum(flow.yen for flow in told if flow.use is None)
    return spare - sum(flow.yen for flow in told if flow.source is None)


def gave(fund, entry, yen, on, earmark=None):
    journal = entry(fund, ("1120", yen), ("4200", -yen), on=on, earmark=earmark)
    return Gift.objects.create(
        book=fund.book,
        fund=fund,
        kind="donation",
        yen=yen,
        received_on=on,
        journal=journal,
        earmark=earmark,
    )


def test_a_gift_is_followed_to_its_costs_and_a_cost_back_to_its_gifts(fund, entry):
    first, second = gave(fund, entry, 1_000, MAY), gave(fund, entry, 500, JUNE)
    cost = entry(fund, ("5220", 1_200), ("1120", -1_200), on=JUNE, measure="1-4")

    [spent] = queries.of_gift(first)
    assert (spent.line.journal, spent.yen) == (cost, 1_000)
    assert [(use.line and use.line.journal, use.yen) for use in queries.of_gift(second)] == [
        (cost, 200),
        (None, 300),
    ]
    back = queries.of_line(cost.lines.get(account__code="5220"))
    assert [(source.gift, source.yen) for source in back] == [(first, 1_000), (second, 200)]
    assert left(fund) == net(fund) == 300


def test_a_purpose_pays_only_for_itself(fund, entry):
    books = Earmark.objects.create(
        book=fund.book, fund=fund, kind="gift", title="教科書", from_day=MAY, measure="1-4"
    )
    gift = gave(fund, entry, 1_000, MAY, earmark=books)
    gave(fund, entry, 700, JUNE)
    entry(fund, ("5220", 600), ("1120", -600), on=JUNE, measure="1-4")
    bought = entry(fund, ("5260", 400), ("1120", -400), on=JUNE, measure="1-4", earmark=books)

    assert [(use.line and use.line.journal, use.yen) for use in queries.of_gift(gift)] == [
        (bought, 400),
        (None, 600),
    ]
    assert queries.unspent(books) == 600
    assert left(fund) == net(fund) == 700


def test_what_was_reversed_has_not_happened(fund, entry, sato):
    gift = gave(fund, entry, 1_000, MAY)
    wrong = entry(fund, ("5220", 900), ("1120", -900), on=JUNE)
    ledger.reverse(wrong, on=TODAY, words="取り消し", by=sato)

    assert [(use.line, use.yen) for use in queries.of_gift(gift)] == [(None, 1_000)]
    assert left(fund) == net(fund) == 1_000


def test_an_effect_leads_back_to_the_gifts_that_paid_for_it(fund, entry):
    gift = gave(fund, entry, 1_000, MAY)
    entry(fund, ("5220", 300), ("1120", -300), on=MAY, measure="1-4")
    entry(fund, ("5220", 200), ("1120", -200), on=JUNE, measure="1-4")
    entry(fund, ("5220", 100), ("1120", -100), on=JUNE, measure="1-2")

    [(found, sources)] = queries.of_effect("1-4", date(2026, 4, 1), date(2027, 3, 31))

    assert found == fund
    assert [(source.gift, source.yen) for source in sources] == [(gift, 500)]
    assert Donor.objects.count() == 0


def test_only_the_lines_of_the_same_purpose_are_read(fund, entry):
    books = Earmark.objects.create(
        book=fund.book, fund=fund, kind="gift", title="教科書", from_day=MAY, measure="1-4"
    )
    gave(fund, entry, 1_000, MAY, earmark=books)
    gave(fund, entry, 700, JUNE)

    told = queries.pools(fund)
    assert queries.pools(fund, [0]) == {0: told[0]}
    assert queries.pools(fund, [books.pk]) == {books.pk: told[books.pk]}
    assert queries.pools(fund, [0, books.pk]) == told
    assert queries.pools(fund, []) == {}


def test_as_many_questions_for_three_lines_as_for_thirty(
    fund, entry, django_assert_max_num_queries
):
    gift = gave(fund, entry, 90, MAY)
    for _cost in range(30):
        entry(fund, ("5220", 3), ("1120", -3), on=JUNE)

    with django_assert_max_num_queries(5):
        assert len(queries.of_gift(gift)) == 30
