"""割り当て — the optimum, in words; pins, vetoes, acceptance under lock, taking back."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from threading import Barrier

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import NOW, TODAY
from tests.cast_orders import ORDER, enter
from tsunagari.base.refusals import Refused
from tsunagari.kernel.notices.models import Notice
from tsunagari.programmes.talent.orders import queries
from tsunagari.programmes.talent.orders.actions import candidates, matching, orders
from tsunagari.programmes.talent.orders.models import Choice, Pair
from tsunagari.programmes.talent.orders.rules import fit
from tsunagari.programmes.talent.orders.rules.assignment import assign
from tsunagari.programmes.talent.orders.rules.pairs import (
    Person,
    Seats,
    points,
    weights,
    why_not,
    worth,
)
from tsunagari.programmes.talent.orders.rules.proposal import PINNED, TRIED, VETOED, beside, propose
from tsunagari.programmes.talent.orders.rules.stable import Sides, blocking, stable

CARE = Seats(
    key=1,
    field="care",
    place="care_home",
    starts_on=date(2027, 7, 1),
    monthly_yen=230_000,
    japanese="N4",
    free=1,
)
LAN = Person(
    key=11,
    born_on=date(2001, 5, 3),
    fields=("care",),
    ready_on=date(2027, 4, 1),
    japanese="N4",
    skills=frozenset({"care"}),
)


# 最適な割り当て


def brute_force(rows, free):
    """(how many, points) of the best of all ways."""
    people = list(rows)

    def best(at, left):
        if at == len(people):
            return 0, 0
        found = [best(at + 1, left)]
        for seat, value in rows[people[at]].items():
            if left.get(seat, 0) > 0:
                many, total = best(at + 1, left | {seat: left[seat] - 1})
                found.append((many + 1, total + value))
        return max(found)

    return best(0, dict(free))


@st.composite
def small_cases(draw):
    seats = draw(st.dictionaries(st.integers(1, 4), st.integers(0, 2), max_size=4))
    row = st.dictionaries(st.sampled_from(sorted(seats) or [1]), st.integers(-12, 40), max_size=4)
    return draw(st.dictionaries(st.integers(1, 6), row, max_size=6)), seats


@given(small_cases())
def test_nobody_finds_a_better_assignment(case):
    rows, free = case

    found = assign(rows, free)

    assert (len(found.taken), found.total) == brute_force(rows, free)
    for seat, count in free.items():
        assert list(found.taken.values()).count(seat) <= count


@given(small_cases(), st.randoms())
def test_the_order_of_rows_changes_nothing(case, chance):
    rows, free = case
    mixed = list(rows.items())
    chance.shuffle(mixed)

    again = assign({one: dict(reversed(row.items())) for one, row in mixed}, free)

    assert again == assign(rows, free)


@given(small_cases())
def test_the_prices_prove_the_optimum(case):
    """No pair is cheaper than its prices say, and everybody pays just that: strong duality."""
    rows, free = case
    found = assign(rows, free)
    most = max((max(row.values(), default=0) for row in rows.values()), default=0)

    for one, row in rows.items():
        for seat, value in row.items():
            if seat in found.prices:
                cost = most - value + found.prices[seat]
                assert cost >= found.losses[one]
                if found.taken.get(one) == seat:
                    assert cost == found.losses[one]


@st.composite
def two_sides(draw):
    rows = draw(small_cases())[0]
    likings = {seat: {} for seat in range(1, 5)}
    for one, row in rows.items():
        for seat in row:
            likings[seat][one] = draw(st.integers(0, 3))
    return Sides(rows, likings, {seat: draw(st.integers(1, 2)) for seat in likings})


@given(two_sides(), st.randoms())
def test_in_a_stable_assignment_nobody_would_both_rather_have_each_other(sides, chance):
    taken = stable(sides)

    assert blocking(sides, taken) == []
    for seat, count in sides.free.items():
        assert list(taken.values()).count(seat) <= count
    mixed = list(sides.wishes.items())
    chance.shuffle(mixed)
    again = sides._replace(wishes={one: dict(reversed(row.items())) for one, row in mixed})
    assert stable(again) == taken


def test_a_stable_assignment_may_leave_somebody_without_whom_the_best_one_places():
    near = replace(CARE, wish_japanese="N4")
    far = replace(CARE, key=2, field="construction")
    both = replace(LAN, fields=("construction", "care"))
    only = replace(LAN, key=12, fields=("construction",), skills=frozenset())

    made = propose([near, far], [both, only], on=TODAY)
    other = beside(made)

    assert {(one.person, one.seats) for one in made.found} == {(11, 1), (12, 2)}
    assert (other.people, other.moved, other.blocking) == (1, 2, [])
    assert other.total < made.total


@st.composite
def decided(draw):
    """Some orders and people with pins and vetoes."""
    trades = st.sampled_from(["care", "construction"])
    orders_ = [
        replace(CARE, key=key, field=draw(trades), place="company", free=draw(st.integers(1, 2)))
        for key in range(1, draw(st.integers(1, 3)) + 1)
    ]
    people = [
        replace(
            LAN, key=10 + at, fields=(draw(trades),), wish_yen=draw(st.integers(1, 3)) * 100_000
        )
        for at in range(draw(st.integers(1, 5)))
    ]
    keys = [one.key for one in orders_]
    pins = draw(
        st.dictionaries(st.sampled_from([p.key for p in people]), st.sampled_from(keys), max_size=2)
    )
    some = st.tuples(st.sampled_from([p.key for p in people]), st.sampled_from(keys))
    return orders_, people, pins, draw(st.frozensets(some, max_size=3))


@given(decided(), st.randoms())
def test_pins_and_vetoes_are_never_broken_and_the_input_order_changes_nothing(case, chance):
    orders_, people, pins, vetoes = case

    found = propose(orders_, people, on=TODAY, pins=pins, vetoes=vetoes)

    taken = {one.person: one.seats for one in found.found}
    assert not set(taken.items()) & vetoes
    assert all(pins.get(key, order) == order for key, order in taken.items())
    assert {*taken, *found.without} == {one.key for one in people}
    assert all(found.why_without(key) for key in found.without)
    assert all(found.why_empty(key) for key in found.empty)
    for one in found.found:
        assert points(found.weighed(one.person, one.seats)) == one.points
    chance.shuffle(orders_)
    chance.shuffle(people)
    again = propose(orders_, people, on=TODAY, pins=pins, vetoes=vetoes)
    assert (again.digest, again.found) == (found.digest, found.found)


# 組の点と理由


def yes():
    return fit.best(fit.of_pair(CARE, LAN, TODAY))


@pytest.mark.parametrize(
    ("seats", "person", "rules"),
    [
        ({}, {}, []),
        ({}, {"fields": ("construction",)}, ["field"]),
        ({}, {"fields": ()}, []),
        ({"japanese": "N3"}, {}, ["japanese"]),
        ({}, {"japanese": "A2"}, []),
        ({"skill_test": True}, {"skills": frozenset()}, ["skill_test"]),
        ({}, {"ready_on": date(2027, 7, 2)}, ["starts_on"]),
        ({"age_from": 30}, {}, ["age"]),
        ({"japanese": "N2"}, {"fields": ("construction",)}, ["field", "japanese"]),
    ],
)
def test_every_broken_requirement_is_named(seats, person, rules):
    found = why_not(replace(CARE, **seats), replace(LAN, **person), yes)

    assert [reason.rule for reason in found] == rules


def test_a_person_whom_no_status_fits_is_named():
    [reason] = why_not(CARE, LAN, lambda: None)

    assert reason.rule == "status"


@given(
    st.sampled_from(["care", "construction", "food_service", "auto_transport"]),
    st.sampled_from(["company", "care_home", "client_home"]),
    st.dates(date(2027, 3, 1), date(2028, 3, 1)),
    st.dates(date(2008, 2, 1), date(2010, 3, 1)),
    st.sampled_from(["", "N5", "N4", "A2"]),
    st.fixed_dictionaries(
        {},
        optional={
            "titp2_done": st.sampled_from(["", "related", "other"]),
            "was_trainee": st.booleans(),
            "ssw1_months_used": st.integers(0, 60),
            "deposit_paid": st.booleans(),
        },
    ),
)
def test_who_is_asked_about_once_gets_the_answer_of_everybody_alike(
    trade, place, starts, born, japanese, facts
):
    """The quick way of the whole proposal and the words of one pair say the same."""
    seats = replace(CARE, field=trade, place=place, starts_on=starts, monthly_yen=300_000)
    person = replace(LAN, born_on=born, japanese=japanese, facts=facts)
    elder = replace(person, key=12, born_on=date(1970, 2, 28))
    fits = fit.remembered(TODAY)

    for one in (elder, person, elder):
        found = fit.best(fit.of_pair(seats, one, TODAY))
        assert fits(seats, one) == found
        sign = found.sign if found else ""
        assert worth(seats, one, sign) == points(weights(seats, one, found))


def test_what_weighs_is_said_in_points():
    seats = replace(CARE, dormitory=True, wish_japanese="N4", wish_years=2)
    person = replace(LAN, wish_yen=200_000, wish_dormitory=True, years={"care": 3})

    said = weights(seats, person, yes())

    assert [worth for worth, _why in said] == [30, 15, 10, 15, 15, 10, 20, -3]
    assert points(said) == 112


def test_the_next_best_and_everybody_without_get_their_reasons():
    better = replace(CARE, key=2, wish_japanese="N4")
    hoa = replace(LAN, key=12, ready_on=date(2027, 6, 1))
    late = replace(LAN, key=13, ready_on=date(2028, 1, 1))
    third = replace(LAN, key=14, ready_on=date(2027, 5, 1))

    found = propose([CARE, better], [LAN, hoa, late, third], on=TODAY)

    assert [(one.person, one.seats) for one in found.found] == [(12, 1), (14, 2)]
    assert "全体の点は上がりません" in found.next_best(found.found[0]).words()
    assert [reason.rule for reason in found.why_without(11)] == ["full"]
    assert [reason.rule for reason in found.why_without(13)] == ["nearest", "starts_on"]
    assert found.empty == {}


def test_a_seat_that_stays_free_says_why():
    far = replace(CARE, key=2, japanese="N1")

    late = replace(LAN, key=12, code="P-0012", ready_on=date(2028, 1, 1))

    found = propose([CARE, far], [replace(LAN, code="P-0011"), late], on=TODAY)

    assert found.empty == {2: 1}
    assert [reason.rule for reason in found.why_empty(2)] == ["nearest", "japanese"]
    assert "いちばん近い候補者 P-0011 でも" in found.why_empty(2)[0].words()
    assert found.next_best(found.found[0]).rule == "only"


def test_a_pin_wins_over_points_and_a_veto_over_everything():
    better = replace(CARE, key=2, wish_japanese="N4")

    pinned = propose([CARE, better], [LAN], on=TODAY, pins={11: 1})
    vetoed = propose([CARE], [LAN], on=TODAY, vetoes=frozenset({(11, 1)}))
    tried = propose([CARE], [LAN], on=TODAY, tried=frozenset({(11, 1)}))

    assert [(one.seats, pinned.next_best(one)) for one in pinned.found] == [(1, PINNED)]
    assert vetoed.why_without(11)[1:] == [VETOED]
    assert tried.why_without(11)[1:] == [TRIED]


def test_a_pin_that_no_longer_fits_is_said_and_goes_nowhere_else():
    other = replace(CARE, key=2, japanese="N1")

    found = propose([CARE, other], [LAN], on=TODAY, pins={11: 2})

    assert found.found == []
    assert [reason.rule for reason in found.why_without(11)] == ["pin", "japanese"]


def test_without_orders_or_people_there_is_a_sentence_too():
    assert propose([], [LAN], on=TODAY).why_without(11)[0].rule == "none"
    assert propose([CARE], [], on=TODAY).why_empty(1)[0].rule == "none"


# 決める・取り消す


@pytest.fixture
def hoa(sending, dang, lan):
    return enter(sending, dang, name="Hoa", number="V-002", born_on=date(2000, 1, 2))


@pytest.mark.django_db
def test_an_accepted_proposal_assigns_once_and_tells_both_sides(order, lan, hoa, sato, ishii, dang):
    made = matching.proposal(on=TODAY)
    one_round = matching.accept(seen=made.digest, by=sato, on=TODAY, at=NOW)

    assert one_round.pairs.count() == 2
    assert {notice.to_id for notice in Notice.objects.filter(kind="pair.assigned")} == {
        ishii.party.pk,
        dang.party.pk,
    }
    with pytest.raises(Refused) as refused:
        matching.accept(seen=made.digest, by=sato, on=TODAY, at=NOW)
    assert refused.value.reasons[0].rule == "seen"


@pytest.mark.django_db
def test_a_proposal_that_is_no_longer_true_is_shown_again(order, lan, hoa, sato, dang):
    made = matching.proposal(on=TODAY)
    candidates.leave(hoa, by=dang, on=TODAY)

    with pytest.raises(Refused):
        matching.accept(seen=made.digest, by=sato, on=TODAY, at=NOW)

    assert Pair.objects.count() == 0


@pytest.mark.django_db
def test_a_round_is_taken_back_as_a_whole(order, lan, hoa, sato):
    made = matching.proposal(on=TODAY)
    one_round = matching.accept(seen=made.digest, by=sato, on=TODAY, at=NOW)

    assert matching.take_back(one_round, by=sato, on=TODAY, at=NOW) == 2
    told = Notice.objects.filter(kind="pair.taken_back")
    assert {one.facts["path"] for one in told} == {"/partner/pairs/"}
    with pytest.raises(Refused):
        matching.take_back(one_round, by=sato, on=TODAY, at=NOW)

    assert len(matching.proposal(on=TODAY).found) == 2


@pytest.mark.django_db
def test_a_pin_must_be_possible_and_there_is_one_of_it(order, lan, company, ishii, sato):
    strict = orders.place(company, by=ishii, on=TODAY, **ORDER | {"japanese": "N1"})
    with pytest.raises(Refused) as refused:
        matching.decide(strict, lan, "pin", why="社長の希望", by=sato, on=TODAY)
    assert refused.value.reasons[0].rule == "japanese"

    other = orders.place(company, by=ishii, on=TODAY, **ORDER)
    for one in (order, other):
        choice = matching.decide(one, lan, "pin", why="家族が近い", by=sato, on=TODAY)

    assert list(Choice.objects.values_list("order", flat=True)) == [other.pk]
    assert [one.seats for one in matching.proposal(on=TODAY).found] == [other.pk]
    matching.undecide(choice, by=sato, on=TODAY)
    assert [one.seats for one in matching.proposal(on=TODAY).found] == [order.pk]


@pytest.mark.django_db
def test_a_full_order_and_an_assigned_candidate_wait_for_nothing(order, lan, sato):
    made = matching.proposal(on=TODAY)
    matching.accept(seen=made.digest, by=sato, on=TODAY, at=NOW)

    open_orders, waiting = queries.pool()

    assert [queries.free_places(one) for one in open_orders] == [3]
    assert waiting == []


@pytest.mark.django_db
def test_an_order_somebody_waits_for_is_not_withdrawn(order, lan, sato, ishii):
    made = matching.proposal(on=TODAY)
    matching.accept(seen=made.digest, by=sato, on=TODAY, at=NOW)

    with pytest.raises(Refused) as refused:
        orders.withdraw(order, by=ishii, on=TODAY)

    assert refused.value.reasons[0].facts == {"chosen": 0, "waiting": 1}


@pytest.mark.django_db(transaction=True)
def test_two_who_decide_on_one_proposal_at_once_assign_it_once(order, lan, hoa, sato):
    seen = matching.proposal(on=TODAY).digest
    start = Barrier(2)

    def press(_number):
        start.wait()
        try:
            return matching.accept(seen=seen, by=sato, on=TODAY, at=NOW)
        except Refused as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(press, range(2)))

    [refused] = [one for one in answers if isinstance(one, Refused)]
    assert refused.reasons[0].rule == "seen"
    assert Pair.objects.count() == 2
