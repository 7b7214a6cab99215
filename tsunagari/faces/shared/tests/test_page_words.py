"""このページのことば — terms that a page says are explained at its foot, once each, in the own language."""

import re

from django.template.loader import render_to_string
from django.utils import translation

from tests.pages import words
from tsunagari.base import glossary
from tsunagari.faces.shared import page_words


def page(main: str) -> str:
    return f"<nav>在留資格</nav><main id=main>{main}</main>{page_words.MARK}<footer>"


def test_each_term_of_the_main_part_is_explained_once_in_its_order():
    said = page("<h1>在留カード</h1><p>保証金と、<ruby>在留<rt>ざいりゅう</rt></ruby>カード</p>")

    drawn = page_words.placed(said)

    slugs = re.findall(r'href="/words/([^/"]+)/"', drawn)
    known = glossary.by_name()
    assert slugs == [known["在留カード"].slug, known["保証金"].slug]
    assert page_words.MARK not in drawn


def test_what_a_heading_says_is_explained_before_what_a_page_mentions():
    names = [name for name in glossary.by_name() if name not in ("転籍", "特例期間")]
    long = page(f"<p>{'、'.join(names)}</p><h2 class=x>転籍</h2><h3>特例期間とは</h3>")

    slugs = re.findall(r'href="/words/([^/"]+)/"', page_words.placed(long))

    known = glossary.by_name()
    assert slugs[:2] == [known["転籍"].slug, known["特例期間"].slug]
    assert len(slugs) == page_words.MOST


def test_readers_of_other_languages_find_their_own_word_and_the_japanese():
    card = glossary.by_name()["在留カード"]
    with translation.override("vi"):
        drawn = page_words.placed(page(f"<p>{card.vi}</p>"))

    assert f'>{card.vi} (<span lang="ja">' in drawn
    assert "/vi/words/" in drawn


def test_what_is_typed_chosen_or_said_by_no_main_part_is_not_explained():
    for main in ("", "<textarea>在留カード</textarea><select><option>保証金</option></select>"):
        assert "tn-words" not in page_words.placed(page(main))
    assert page_words.placed("<main>在留カード</main>") == "<main>在留カード</main>"


def test_a_long_page_explains_six_at_the_most():
    names = list(glossary.by_name())

    drawn = page_words.placed(page(f"<p>{'、'.join(names)}</p>"))

    assert len(re.findall(r'href="/words/([^/"]+)/"', drawn)) == page_words.MOST


def test_every_page_has_the_mark_whoever_reads_it():
    for face in ("mypage", "portal", "desk", "partner", "council"):
        assert render_to_string(f"tn/{face}.html").count(page_words.MARK) == 1


def test_an_own_page_explains_its_words(linh_case, linh, worker_client):
    said = words(worker_client(linh).get("/me/case/"))

    assert "このページのことば" in said
    assert said.index("このページのことば") < said.index("ことばの説明")
