"""ことばの画面 — readings are switched off and on without JavaScript."""

import pytest

SWITCH = "data-furigana-item>"


def test_a_page_with_readings_offers_a_switch_and_others_do_not(client, federation):
    assert SWITCH in client.get("/ja-easy/help/").content.decode()
    assert SWITCH not in client.get("/en/help/").content.decode()


def test_readings_are_switched_off_and_on_without_a_script(client, federation):
    off = client.get("/ja-easy/furigana/?to=off&next=/ja-easy/help/")
    assert off["Location"] == "/ja-easy/help/"
    page = client.get("/ja-easy/help/").content.decode()
    assert ' data-furigana="off">' in page
    assert 'name="to" value="on"' in page

    client.get("/ja-easy/furigana/?to=on")
    assert ' data-furigana="off">' not in client.get("/ja-easy/help/").content.decode()


@pytest.mark.parametrize("to", ["//evil.example/", "https://evil.example/", "help", "", "\\\\evil"])
def test_the_switch_leads_nowhere_else(client, federation, to):
    assert client.get("/furigana/", {"to": "off", "next": to})["Location"] == "/"


def test_the_switch_is_no_form_that_acts(client, federation):
    assert client.post("/furigana/", {"to": "off"}).status_code == 405
