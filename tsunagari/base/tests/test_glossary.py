"""用語集 — every term in six languages, with its reading and a meaning that passes the checker."""

import re
from pathlib import Path

from tsunagari.base import analyser, easy_japanese, glossary
from tsunagari.base.glossary.__main__ import page
from tsunagari.base.readings import WRITTEN, plain

KANJI = re.compile("[\u3400-\u9fff々〆]")
DOCS = Path(__file__).parents[3] / "docs/glossary.md"


def test_every_term_is_said_in_every_language():
    gaps = {
        (term.ja, language)
        for term in glossary.every()
        for language in glossary.LANGUAGES
        if not term.in_language(language)
    }

    assert gaps == set()
    assert len(glossary.every()) > 190


def test_the_page_of_the_documents_is_made_from_the_data():
    """python -m tsunagari.base.glossary --write brings it in step."""
    written = DOCS.read_text("utf-8")

    assert page(written) == written


def test_a_public_term_has_its_reading_over_every_kanji():
    for term in glossary.every():
        if term.is_public:
            assert plain(term.yomi) == term.ja
            assert not KANJI.search(WRITTEN.sub("", term.yomi + term.easy)), term.ja


def test_slugs_are_their_own_and_parts_are_known():
    assert len(glossary.by_slug()) == len(glossary.every())
    assert {term.part for term in glossary.every()} == set(glossary.parts())


def test_meanings_are_short_and_plain():
    wrong = {}
    for term in glossary.every():
        checked = easy_japanese.check(term.easy, terms={}, analyse=analyser.tokens)
        faults = [f.rule for f in checked.findings if f.level == "error"]
        if faults:
            wrong[term.ja] = faults

    assert wrong == {}


def test_a_word_is_found_in_any_writing_and_in_the_order_of_the_reader():
    def slugs(*asked):
        return [term.slug for term in glossary.found(*asked)]

    assert slugs("zairyū", "ja") == []
    assert slugs("ざいりゅうカード", "ja") == ["residence-card"]
    assert "residence-card" in slugs("ざいりゅう", "ja-easy")
    assert slugs("Residence CARD", "vi") == ["residence-card"]
    assert slugs("thẻ lưu trú", "vi") == ["residence-card"]
    assert slugs("no such word", "en") == []
    names = [term.en.casefold() for term in glossary.found("", "en", "town")]
    assert names == sorted(names)


def test_a_name_in_a_text_leads_to_its_term():
    assert glossary.by_name()["在留カード"].slug == "residence-card"
    assert glossary.by_name()["違約金"] == glossary.by_name()["保証金、違約金"]
    assert glossary.kept()["在留カード"] == "日本に 住む 外国人が いつも 持つ カード"
