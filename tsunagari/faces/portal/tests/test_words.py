"""ことばの画面 — readings are switched off and on without JavaScript; words are explained."""

import re

import pytest
from django.template import Context, Template
from django.utils.translation import override

from tsunagari.base import analyser, glossary
from tsunagari.base.languages import CODES
from tsunagari.faces.portal.views.words import PARTS

SWITCH = "data-furigana-item>"


def test_a_page_with_readings_offers_a_switch_and_others_do_not(client, federation):
    assert SWITCH in client.get("/ja-easy/help/").content.decode()
    assert SWITCH not in client.get("/en/accessibility/").content.decode()


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


def text(response):
    said = re.sub(r"<rt>.*?</rt>|<[^>]+>", "", response.content.decode())
    return re.sub(r"\s+", " ", said)


@pytest.mark.parametrize("language", CODES)
def test_words_stand_on_their_page_in_every_language(client, federation, language):
    prefix = "" if language == "ja" else f"/{language}"
    page = text(client.get(f"{prefix}/words/"))

    card = glossary.by_slug()["residence-card"]
    assert card.in_language(language) in page
    assert "在留カード" in page
    one = client.get(f"{prefix}/words/residence-card/")
    assert {card.en, card.vi, card.id, card.fil} <= set(
        re.findall(r"<dd[^>]*>([^<]*)</dd>", one.content.decode())
    )


def test_a_word_is_sought_in_the_readers_language_and_a_missing_one_is_explained(
    client, federation
):
    found = client.get("/vi/words/?q=thẻ lưu trú").content.decode()
    assert found.count("<dt>") == 1
    assert "<dt>" not in client.get("/words/?q=zzz").content.decode()
    assert client.get("/words/?q=zzz").status_code == 200


def test_only_words_of_the_town_and_of_work_are_public(client, federation):
    assert client.get("/words/import/").status_code == 404
    assert client.get("/words/no-such/").status_code == 404
    assert client.get("/words/?part=nothing&q=" + "あ" * 300).status_code == 200


def test_every_part_has_its_name_on_the_page():
    assert set(PARTS) == set(glossary.parts())


def test_a_term_on_a_page_leads_to_its_explanation():
    drawn = Template('{% term "転籍" %}/{% term "知らない" %}')
    with override("vi"):
        assert drawn.render(Context()) == (
            '<a class="tn-term" href="/vi/words/transfer/">chuyển công ty '
            '(<span lang="ja"><ruby>転籍<rt>てんせき</rt></ruby></span>)</a>/知らない'
        )
    with override("ja"):
        assert drawn.render(Context()).startswith('<a class="tn-term" href="/words/transfer/">転籍')


def test_no_public_page_asks_the_database_or_the_analyser_for_words(
    client, federation, django_assert_num_queries
):
    client.get("/words/")
    analyser._tokenizer.cache_clear()
    for path in ("/words/", "/words/?q=カード", "/words/residence-card/"):
        with django_assert_num_queries(0):
            client.get(path)

    assert analyser._tokenizer.cache_info().currsize == 0
