"""A card's own number: which are taken, how guesses wait, and that nobody is locked out for good."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import NOW, TODAY, YEAR_END
from tsunagari.base.refusals import Refused
from tsunagari.kernel.parties import actions, pins, rules
from tsunagari.kernel.parties.models import AccessCard, Guess

PIN, WRONG = "271828", "314159"
HOUR = timedelta(hours=1)


@pytest.fixture
def card(linh):
    card_of(linh)
    return AccessCard.objects.get(person=linh)


def card_of(person) -> None:
    days = {"valid_from": TODAY, "valid_until": YEAR_END, "at": NOW}
    actions.issue_cards([person], purpose="worker", **days)
    [card] = AccessCard.objects.filter(person=person)
    assert pins.choose(card, PIN, PIN)


def guess(card, pin=WRONG, *, at=NOW, line="192.0.2.1", device=""):
    card.refresh_from_db()
    return pins.opens(card, pin, line=line, device=device, at=at)


@pytest.mark.parametrize(
    ("pin", "again", "why"),
    [
        ("271828", "271828", []),
        ("27182", "27182", ["数字を %(count)sつ 入れてください。"]),
        ("27182a", "27182a", ["数字を %(count)sつ 入れてください。"]),
        ("２７１８２８", "271828", ["数字を %(count)sつ 入れてください。"]),
        ("111111", "111111", ["かんたんに当てられる番号です。ほかの番号にしてください。"]),
        ("890123", "890123", ["かんたんに当てられる番号です。ほかの番号にしてください。"]),
        ("654321", "654321", ["かんたんに当てられる番号です。ほかの番号にしてください。"]),
        ("271828", "271829", ["2つの番号がちがいます。"]),
    ],
)
def test_a_number_that_is_taken_is_six_digits_that_are_not_easy(pin, again, why):
    assert [reason.text for reason in rules.why_not_pin(pin, again)] == why


@given(st.integers(0, 10_000))
def test_waits_only_grow_and_end_at_an_hour(wrong):
    assert rules.wait_after(wrong) <= rules.wait_after(wrong + 1) <= HOUR


def test_a_number_is_chosen_once_and_kept_as_a_hash(card):
    assert not pins.choose(card, WRONG, WRONG)
    card.refresh_from_db()
    assert PIN not in card.pin_hash
    with pytest.raises(Refused):
        pins.choose(card, "111111", "111111")


def test_wrong_numbers_wait_longer_and_the_owner_gets_in_after_the_wait(card):
    waits = []
    at = NOW
    for _guess in range(10):
        right, until = guess(card, at=at)
        assert not right
        waits.append((until - at) // timedelta(minutes=1) if until else 0)
        at = until or at

    assert waits == [0, 0, 0, 0, 1, 5, 15, 60, 60, 60]
    # While one waits not even the right number is looked at; it does not lengthen the wait.
    assert guess(card, PIN, at=at - timedelta(seconds=1)) == (False, at)
    assert guess(card, PIN, at=at) == (True, None)
    assert guess(card, at=at) == (False, None)


def test_who_tries_a_photographed_card_elsewhere_does_not_keep_its_owner_waiting(card):
    for _guess in range(6):
        guess(card, line="198.51.100.9")

    assert guess(card, PIN)[0] is False
    assert guess(card, PIN, device="known") == (True, None)
    # What the owner got right on their own phone frees nobody else.
    assert guess(card, line="203.0.113.7")[1] is not None


def test_a_device_counts_its_own_wrong_numbers(card):
    for _guess in range(5):
        right, until = guess(card, device="known")

    assert (right, until) == (False, NOW + timedelta(minutes=1))


def test_one_line_tries_only_so_many_cards(linh, mai, monkeypatch):
    monkeypatch.setattr(rules, "LINE_FREE", 5)
    cards = []
    for person in (linh, mai):
        card_of(person)
        cards.append(AccessCard.objects.get(person=person))
    for number in range(5):
        guess(cards[number % 2])

    assert guess(cards[0], PIN) == (False, NOW + rules.LINE_WAIT)
    assert guess(cards[0], PIN, line="203.0.113.7") == (True, None)
    assert guess(cards[1], PIN, at=NOW + rules.LINE_WAIT) == (True, None)


def test_a_right_number_is_no_guess_of_the_line(card, monkeypatch):
    monkeypatch.setattr(rules, "LINE_FREE", 3)

    assert [guess(card, PIN) for _entry in range(6)] == [(True, None)] * 6


def test_what_is_kept_says_no_address_and_goes_after_a_quiet_day(card):
    guess(card)

    assert not any("192.0.2" in key for key in Guess.objects.values_list("key", flat=True))
    assert pins.forget(now=NOW + timedelta(hours=23)) == 0
    assert pins.forget(now=NOW + timedelta(hours=25)) == 2


@pytest.mark.django_db(transaction=True)
def test_twelve_guesses_at_once_are_never_more_than_the_limit(card):
    """Threads with connections of their own: five are looked at, the others only hear of the wait."""
    start = Barrier(12)

    def one(number):
        start.wait()
        try:
            return pins.opens(card, PIN[:5] + "9", line=str(number), device="", at=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(one, range(12)))

    assert [right for right, _until in answers] == [False] * 12
    assert Guess.objects.get(key=f"card:{card.pk}").wrong == rules.FREE + 1
    assert pins.opens(card, PIN, line="x", device="", at=NOW + HOUR) == (True, None)
