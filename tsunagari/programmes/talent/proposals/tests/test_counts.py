"""公表する数 — no sum or difference of published numbers is a small count; tried by brute force too."""

from datetime import date
from itertools import chain, combinations

from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tsunagari.programmes.talent.advice.queries import Counted
from tsunagari.programmes.talent.proposals import said
from tsunagari.programmes.talent.proposals.rules import asking
from tsunagari.programmes.talent.proposals.rules.counts import (
    ALL,
    Asked,
    Blocks,
    Cell,
    Place,
    bounds,
    cells_of,
    count,
    months,
    table,
)

K = 5
APRIL, MAY, JUNE = "2026-04", "2026-05", "2026-06"
VALUES = asking.values(APRIL, JUNE)


def cube(**topics):
    """{topic: counts of April, May, June} in one language and town."""
    return {
        Place(topic, "vi", "流山市", month): n
        for topic, counts in topics.items()
        for month, n in zip((APRIL, MAY, JUNE), counts, strict=False)
    }


def shown(asked, data, published=()):
    made = table(asked, data, published, values=VALUES, k=K)
    return {(one.row, one.column): one.n for one in made.shown}, cells_of(made)


def test_a_small_number_is_hidden_and_no_margin_gives_it_away():
    found, _cells = shown(Asked("topic", APRIL, APRIL), cube(work=[9], life=[7], residence=[3]))

    assert found == {(ALL, ALL): 19, ("work", ALL): 9}


def test_hidden_numbers_that_add_up_to_enough_need_no_other():
    found, _cells = shown(Asked("topic", APRIL, APRIL), cube(work=[9], life=[3], residence=[2]))

    assert found == {(ALL, ALL): 14, ("work", ALL): 9}


def test_exactly_five_is_shown_and_four_is_not():
    found, _cells = shown(Asked("topic", APRIL, APRIL), cube(work=[5], life=[5]))
    assert found == {(ALL, ALL): 10, ("work", ALL): 5, ("life", ALL): 5}

    found, _cells = shown(Asked("topic", APRIL, APRIL), cube(work=[4]))
    assert found == {}


def test_a_longer_period_never_gives_away_the_month_between():
    data = cube(work=[9, 3, 0], life=[8, 8, 0])
    first, cells = shown(Asked("topic", APRIL, APRIL), data)
    assert first[("work", ALL)] == 9

    later, _cells = shown(Asked("topic", APRIL, MAY), data, cells)

    assert ("work", ALL) not in later
    assert later == {(ALL, ALL): 28}


def test_a_rolled_up_dimension_never_gives_away_the_rest():
    data = {
        Place("work", "vi", "流山市", APRIL): 6,
        Place("work", "vi", "柏市", APRIL): 2,
        Place("work", "id", "柏市", APRIL): 6,
    }
    by_town, cells = shown(Asked("town", APRIL, APRIL, language="vi"), data)
    assert by_town == {(ALL, ALL): 8}

    later, more = shown(Asked("town", APRIL, APRIL), data, cells)
    assert later[(ALL, ALL)] == 14
    assert bounds(Blocks(data, [*cells, *more]), [Place("work", "vi", "柏市", APRIL)])[0] == 0


def test_two_way_tables_keep_their_sums_consistent():
    data = {
        Place("work", "vi", "流山市", APRIL): 12,
        Place("work", "id", "流山市", APRIL): 3,
        Place("life", "vi", "流山市", APRIL): 8,
        Place("life", "id", "流山市", APRIL): 7,
    }

    found, cells = shown(Asked("topic", APRIL, APRIL, columns="language"), data)

    assert found[("work", ALL)] == 15
    assert ("work", "id") not in found
    assert (ALL, "id") not in found
    for place in data:
        least, _most = bounds(Blocks(data, cells), [place])
        assert least == 0 or least >= K


def test_the_same_table_again_gives_the_same_numbers():
    data = cube(work=[9], life=[7], residence=[3])
    first, cells = shown(Asked("topic", APRIL, APRIL), data)

    assert shown(Asked("topic", APRIL, APRIL), data, cells) == (first, cells)


def test_every_row_stands_in_a_table_whatever_it_holds():
    made = table(Asked("town", APRIL, APRIL), cube(work=[9]), [], values=VALUES, k=K)

    assert made.rows == (*asking.TOWNS, "other", "-")


# — by brute force: whoever knows all published numbers and tries every cube that fits —

SMALL = 3  # k in the trials, so that a few consultations suffice
PLACES = [
    Place(topic, language, "流山市", month)
    for topic, language, month in (
        ("work", "vi", APRIL),
        ("work", "vi", MAY),
        ("life", "vi", APRIL),
        ("life", "id", MAY),
    )
]
ASKED = [
    Asked(rows, first, last, columns=columns)
    for rows, columns in (("topic", ""), ("month", ""), ("topic", "month"), ("language", "topic"))
    for first, last in ((APRIL, APRIL), (MAY, MAY), (APRIL, MAY))
    if rows != columns
]
SETS = list(chain.from_iterable(combinations(range(4), n) for n in range(1, 5)))


def fitting(sums):
    """Every cube of the four places that has these sums: [(members, sum)]."""
    known = {i: min((n for members, n in sums if i in members), default=None) for i in range(4)}
    free = [i for i in range(4) if known[i] is None]
    fixed = [i for i in range(4) if known[i] is not None]

    def grow(done, values):
        if len(done) == len(fixed):
            if all(sum(values[i] for i in members) == n for members, n in sums):
                yield dict(values)
            return
        i = fixed[len(done)]
        for n in range(known[i] + 1):
            yield from grow([*done, i], {**values, i: n})

    return list(grow([], {})), free


@given(
    st.lists(st.integers(0, 6), min_size=4, max_size=4),
    st.lists(st.sampled_from(ASKED), min_size=1, max_size=4),
)
def test_no_calculation_from_everything_published_leads_to_a_small_count(counts, wanted):
    data = dict(zip(PLACES, counts, strict=True))
    published: list[Cell] = []
    for asked in wanted:
        made = table(asked, data, published, values=asking.values(asked.first, asked.last), k=SMALL)
        assert all(one.n >= SMALL for one in made.shown)
        published += cells_of(made)
    sums = [
        (frozenset(i for i, place in enumerate(PLACES) if cell.holds(place)), count(data, cell))
        for cell in dict.fromkeys(published)
    ]
    fits, free = fitting(sums)

    for members in SETS:
        if set(members) & set(free):
            continue
        possible = [sum(one[i] for i in members) for one in fits]
        known = not (min(possible) == 0 or max(possible) >= SMALL)
        assert not known, (data, published, members, min(possible), max(possible))


@given(
    st.lists(st.integers(0, 9), min_size=4, max_size=4),
    st.lists(st.sampled_from(ASKED), min_size=1, max_size=5),
)
def test_the_bounds_of_any_set_start_at_nought_or_at_k(counts, wanted):
    data = dict(zip(PLACES, counts, strict=True))
    published: list[Cell] = []
    for asked in wanted:
        made = table(asked, data, published, values=asking.values(asked.first, asked.last), k=K)
        published += cells_of(made)
    blocks = Blocks(data, published)

    for members in SETS:
        places = [PLACES[i] for i in members]
        least, most = bounds(blocks, places)
        truth = sum(data[place] for place in places)
        assert least == 0 or least >= K
        assert least <= truth
        assert most is None or truth <= most


# — what can be asked —


def test_a_case_is_counted_once_however_many_categories_it_has():
    rows = [
        Counted(1, "work", "work", "vi", "流山市", date(2026, 4, 1), "page"),
        Counted(1, "work", "tax", "vi", "流山市", date(2026, 4, 1), "page"),
        Counted(2, "work", "work", "ja-easy", "", date(2026, 4, 1), "wall"),
        Counted(3, "life", "", "xx", "東京都港区", date(2026, 5, 1), "wall"),
    ]

    assert asking.cube_of(rows, month=lambda row: f"{row.month:%Y-%m}") == {
        Place("work", "vi", "流山市", APRIL): 1,
        Place("work", "ja", "-", APRIL): 1,
        Place("life", "other", "other", MAY): 1,
    }


def test_a_month_is_closed_ten_days_after_its_end():
    since = date(2026, 1, 15)
    for on, last in (
        (date(2026, 4, 10), "2026-02"),
        (date(2026, 4, 11), "2026-03"),
        (date(2028, 3, 10), "2028-01"),
        (date(2028, 3, 11), "2028-02"),
    ):
        assert asking.closed_months(since, on, 10)[-1] == last, on
    assert asking.closed_months(since, date(2026, 2, 10), 10) == []
    assert asking.closed_months(None, date(2026, 4, 11), 10) == []


def test_months_cross_the_year():
    assert months("2026-11", "2027-02") == ["2026-11", "2026-12", "2027-01", "2027-02"]


def test_a_table_is_refused_with_every_reason():
    closed = [APRIL, MAY]
    for asked, rules in (
        (Asked("topic", APRIL, MAY), []),
        (Asked("x", APRIL, MAY), ["rows"]),
        (Asked("topic", APRIL, MAY, columns="topic"), ["columns"]),
        (Asked("topic", MAY, APRIL), ["months"]),
        (Asked("topic", APRIL, JUNE), ["months"]),
        (Asked("topic", APRIL, MAY, topic="work", town="x"), ["fixed", "values"]),
    ):
        assert [reason.rule for reason in asking.why_not_ask(asked, closed)] == rules, asked
    [reason] = asking.why_not_ask(Asked("topic", APRIL, APRIL), [])
    assert reason.rule == "months"
    made = table(Asked("topic", APRIL, APRIL), cube(work=[4]), [], values=VALUES, k=K)
    assert [reason.rule for reason in asking.why_not_publish(made, K)] == ["nothing"]


def test_a_town_is_named_in_the_readers_language():
    for language, named in (
        ("ja", "我孫子市"),
        ("ja-easy", "{我孫子市|あびこし}"),
        ("vi", "thành phố Abiko"),
        ("fil", "Lungsod ng Abiko"),
    ):
        with translation.override(language):
            assert said.label("town", "我孫子市") == named
            assert all(said.label("town", town) != town for town in asking.TOWNS) == (
                language != "ja"
            )
