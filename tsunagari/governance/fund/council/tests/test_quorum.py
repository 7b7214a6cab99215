from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagari.base.calculators import BadQuestion, ask
from tsunagari.base.shares import ratio
from tsunagari.governance.fund.council.calculators.quorum import CALCULATOR
from tsunagari.governance.fund.council.rules.quorum import (
    Room,
    Terms,
    Votes,
    decide,
    needed,
    unanimous,
)


def test_a_ratio_is_a_fraction_so_that_nobody_too_many_is_asked_for():
    for written in ("5/6", "0.8333333333333334", 0.8333333333333334):
        assert ratio(written) == Fraction(5, 6)
    assert ratio(0.5) == Fraction(1, 2)
    assert ratio("0.667") == Fraction(667, 1000)
    assert needed(Room(6), Terms(quorum_ratio=ratio(5 / 6))) == 5
    for bad in ("half", "1/0", ""):
        with pytest.raises(ValueError, match="not a ratio"):
            ratio(bad)


def test_the_quorum_is_counted_from_those_who_may_decide():
    for members, recused, counted, wanted in (
        (7, 0, False, 4),
        (7, 1, False, 3),
        (7, 2, False, 3),
        (7, 2, True, 4),
        (7, 6, False, 1),
        (1, 0, False, 1),
    ):
        assert needed(Room(members, recused), Terms(count_recused=counted)) == wanted


def test_too_few_present_wait_and_too_many_recused_are_referred():
    here = decide(Room(7, 2, 2), Terms())
    assert (here.quorate, here.outcome) == (False, "no_quorum")
    assert here.reasons[0].words() == "決められる委員の出席が2人です。あと1人の出席が必要です。"
    for room, terms in (
        (Room(7, 7, 0), Terms()),
        (Room(7, 4, 3), Terms(count_recused=True)),
        (Room(7, 5, 2), Terms(fewest=3)),
    ):
        found = decide(room, terms, Votes(yes=room.present))
        assert (found.quorate, found.outcome) == (False, "referred")


def test_more_than_the_threshold_of_yes_and_no_carries():
    two_thirds = Terms(threshold=Fraction(2, 3))
    for votes, terms, wanted in (
        (Votes(3, 2, 2), Terms(), "carried"),
        (Votes(1, 0, 6), Terms(), "carried"),
        (Votes(2, 3), Terms(), "lost"),
        (Votes(0, 0, 5), Terms(), "lost"),
        (Votes(3, 3), Terms(), "tied"),
        (Votes(3, 3, casting="for"), Terms(), "tied"),
        (Votes(3, 3, casting="for"), Terms(casting=True), "carried"),
        (Votes(3, 3, casting="against"), Terms(casting=True), "lost"),
        (Votes(3, 3), Terms(casting=True), "tied"),
        (Votes(4, 2), two_thirds, "lost"),
        (Votes(5, 2), two_thirds, "carried"),
        (Votes(3, 3, casting="for"), Terms(threshold=Fraction(2, 3), casting=True), "lost"),
    ):
        assert decide(Room(7, 0, 7), terms, votes).outcome == wanted, votes


def test_in_writing_everybody_who_may_decide_has_to_agree():
    assert unanimous(Votes(5), 5)[0] == "carried"
    for votes, eligible in ((Votes(4), 5), (Votes(4, 0, 1), 5), (Votes(), 0)):
        assert unanimous(votes, eligible)[0] == "lost"


@given(st.data())
def test_whatever_is_carried_had_a_quorum_and_a_majority(data):
    members = data.draw(st.integers(1, 12))
    recused = data.draw(st.integers(0, members))
    present = data.draw(st.integers(0, members - recused))
    yes = data.draw(st.integers(0, present))
    no = data.draw(st.integers(0, present - yes))
    terms = Terms(
        quorum_ratio=Fraction(data.draw(st.integers(1, 12)), 12),
        threshold=Fraction(data.draw(st.integers(6, 11)), 12),
        count_recused=data.draw(st.booleans()),
        casting=data.draw(st.booleans()),
    )
    found = decide(Room(members, recused, present), terms, Votes(yes, no, casting="for"))

    least = terms.quorum_ratio * (members if terms.count_recused else members - recused)
    assert found.quorate == (present >= max(least, 1))
    if found.outcome == "carried":
        assert found.quorate
        assert yes > (yes + no) * terms.threshold or (yes == no and terms.casting)
    if found.outcome == "referred":
        assert members - recused < max(least, 1)


def test_the_calculator_answers_with_the_rule_that_is_printed():
    said = ask(
        CALCULATOR,
        {
            "members": 7,
            "recused": 2,
            "present": 4,
            "quorum_ratio": "1/2",
            "votes": {"for": 3, "against": 1, "abstain": 0},
        },
    )

    assert said | {"rule": ""} == {
        "eligible": 5,
        "base": 5,
        "needed": 3,
        "quorate": True,
        "outcome": "carried",
        "words": "可決",
        "reasons": [{"rule": "", "says": "賛成3、反対1で、可決です。"}],
        "rule": "",
    }
    assert said["rule"].startswith(
        "定足数：決められる委員の1/2以上（端数は切り上げ、最少1人）の出席。"
    )


def test_a_question_that_cannot_be_names_its_fields():
    with pytest.raises(BadQuestion) as bad:
        ask(
            CALCULATOR,
            {"members": 3, "recused": 1, "present": 3, "votes": {"for": 4}, "casting_vote": "for"},
        )
    assert [line.split(":")[0] for line in bad.value.faults] == [
        "present",
        "votes",
        "casting_vote",
    ]
    for field, value in (
        ("quorum_ratio", 0),
        ("quorum_ratio", "x"),
        ("threshold", 1.5),
        ("threshold", True),
        ("members", 2.5),
        ("members", "7"),
        ("present", -1),
        ("casting_vote", "maybe"),
        ("votes", {"for": 1.5}),
        ("vote", {}),
    ):
        with pytest.raises(BadQuestion) as bad:
            ask(CALCULATOR, {"members": 7, "present": 5} | {field: value})
        assert bad.value.faults[0].startswith(field), bad.value.faults
