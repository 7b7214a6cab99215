import base64
import os

import pytest

from tsunagari.base import sealing
from tsunagari.base.sealing import Unopened, keyring

KEY = "a:" + base64.b64encode(b"1" * 32).decode()
OTHER = "b:" + base64.b64encode(b"2" * 32).decode()
NUMBER, ABOUT = "AB12345678CD", "7|residence_card"


def test_what_is_sealed_opens_again_and_says_nothing_before():
    ring = keyring(KEY, None)

    sealed = ring.seal(NUMBER, ABOUT)

    assert ring.open(sealed, ABOUT) == NUMBER
    assert NUMBER not in sealed
    assert ring.seal(NUMBER, ABOUT) != sealed


@pytest.mark.parametrize("about", ["8|residence_card", "7|passport"])
def test_a_sealed_number_does_not_open_on_another_row(about):
    ring = keyring(KEY, None)

    with pytest.raises(Unopened):
        ring.open(ring.seal(NUMBER, ABOUT), about)


def test_an_older_key_still_opens_and_the_newest_seals():
    old = keyring(KEY, None)
    both = keyring(f"{OTHER},{KEY}", None)

    assert both.open(old.seal(NUMBER, ABOUT), ABOUT) == NUMBER
    assert both.seal(NUMBER, ABOUT).startswith("b:")
    assert old.mark(NUMBER) in both.marks(NUMBER)


def test_a_missing_key_is_named():
    sealed = keyring(OTHER, None).seal(NUMBER, ABOUT)

    with pytest.raises(Unopened, match="the key b is not at hand"):
        keyring(KEY, None).open(sealed, ABOUT)


@pytest.mark.parametrize("line", ["a:c2hvcnQ=", ":" + "A" * 44, "a", "a:***"])
def test_a_line_that_is_no_key_stops_everything(line):
    with pytest.raises(ValueError, match=r"key|base64|padded|Incorrect|Only|Non"):
        keyring(line, None)


def test_the_file_is_made_once_for_its_owner_only(tmp_path):
    file = tmp_path / "numbers.key"

    first = keyring("", file)

    assert keyring("", file) == first
    assert os.stat(file).st_mode & 0o077 == 0


def test_a_new_key_in_the_file_is_used_at_once(tmp_path):
    file = tmp_path / "numbers.key"
    old = keyring("", file)
    sealed = old.seal(NUMBER, ABOUT)

    sealing.add_key(file)

    now = keyring("", file)
    assert now.newest != old.newest
    assert now.open(sealed, ABOUT) == NUMBER
    assert os.stat(file).st_mode & 0o077 == 0


def test_a_key_goes_when_nothing_is_sealed_with_it(tmp_path):
    file = tmp_path / "numbers.key"
    old = keyring("", file)
    sealing.add_key(file)

    assert sealing.retire(file, {old.newest}) == 0
    assert sealing.retire(file, set()) == 1
    assert len(keyring("", file).keys) == 1
