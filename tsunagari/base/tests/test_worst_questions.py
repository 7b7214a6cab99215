"""いちばん重い問い — whatever strangers ask ends within the steps, and always with the same answer."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tsunagari.base import calculators, effort
from tsunagari.base.refusals import Refused

EVERY = calculators.every()
OUTCOMES = (Refused, calculators.BadQuestion, calculators.NotJson, calculators.TooLarge)
LATE = 50_000  # steps that may be announced at once


def met(name: str, sent: str):
    """What a stranger gets, and how many steps it took."""
    with effort.beside_others() as mine:
        try:
            found = calculators.ask(EVERY[name], calculators.read(sent))
        except OUTCOMES as refused:
            found = repr(refused)
    return found, mine.spent


ids = st.integers(0, 30)
guests = st.lists(
    st.fixed_dictionaries(
        {"not_with": st.lists(ids, max_size=20), "with": st.lists(ids, max_size=2)},
        optional={"town": st.sampled_from("abc"), "languages": st.lists(st.text(), max_size=3)},
    ),
    min_size=1,
    max_size=30,
)


@settings(max_examples=25)
@given(guests, st.integers(2, 8), st.integers(1, 4))
def test_tables_end_within_their_steps_and_are_the_same_each_time(people, size, rounds):
    numbered = [{"id": at, **one} for at, one in enumerate(people)]
    question = json.dumps({"people": numbered, "table_size": size, "rounds": rounds})

    found, spent = met("tables", question)

    assert spent <= effort.MOST + LATE
    assert met("tables", question) == (found, spent)


@settings(max_examples=25)
@given(st.data())
def test_shifts_end_within_their_steps_and_are_the_same_each_time(data):
    many = data.draw(st.integers(1, 12))
    wanted = st.lists(st.integers(0, many - 1), max_size=many, unique=True)
    question = json.dumps(
        {
            "shifts": [
                {
                    "id": at,
                    "starts": f"2027-05-{at + 1:02}T09:00",
                    "ends": f"2027-05-{at + 1:02}T{10 + at % 5}:00",
                    "needs": 1 + at % 3,
                }
                for at in range(many)
            ],
            "people": [
                {"id": at, "wants": wants, "can": can}
                for at, (wants, can) in enumerate(
                    data.draw(st.lists(st.tuples(wanted, wanted), max_size=12))
                )
            ],
        }
    )

    found, spent = met("shifts", question)

    assert spent <= effort.MOST + LATE
    assert met("shifts", question) == (found, spent)


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize(
    "sent",
    [
        "[" * 100_000,
        "9" * 5_000,
        '{"on": 1e400, "age": NaN, "members": -Infinity}',
        "{" + ",".join(f'"k{at}": 1' for at in range(30_000)) + "}",
        json.dumps({"from": "0001-01-01", "until": "9999-12-31", "text": "漢" * 100_000}),
    ],
    ids=["nested", "digits", "no numbers", "unknown fields", "far days"],
)
def test_nonsense_is_refused_in_few_lines(name, sent):
    with pytest.raises(OUTCOMES) as refused:
        calculators.answer_a_stranger(EVERY[name], sent.encode())

    assert len(getattr(refused.value, "faults", ())) <= calculators.MOST_FAULTS + 1


def test_schools_closed_for_thousands_of_years_cost_only_the_days_asked_for():
    side = {
        "zone": "Asia/Tokyo",
        "periods": [{"code": "1", "start": "09:00", "end": "09:50"}],
        "closed": [["0001-01-01", "9999-12-31"]] * 2_000,
    }
    question = {"from": "2026-11-24", "until": "2027-11-24", "a": side, "b": side}

    found, spent = met("slots", json.dumps(question))

    assert found["windows"] == []
    assert [reason["rule"] for reason in found["why_none"]] == ["common"]
    assert spent < effort.QUICK


def test_three_hundred_guests_in_four_rounds_are_seated_without_haste():
    people = [
        {"id": at, "generation": str(at % 6), "nationality": str(at % 9), "town": str(at % 11)}
        | {"languages": [str(at % 7), str(at % 5)]}
        for at in range(300)
    ]

    found, _spent = met("tables", json.dumps({"people": people, "table_size": 6, "rounds": 4}))

    assert "notes" not in found
    assert found["new_ties"] >= 0.95 * found["upper_bound"]
