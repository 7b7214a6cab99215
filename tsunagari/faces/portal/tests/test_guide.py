import pytest
from django.test import Client

from tests.cast import TODAY
from tests.cast_guide import ANSWER, QUESTION, make_public, translate, written
from tests.pages import bare, words
from tsunagari.base import glossary
from tsunagari.programmes.talent.guide import actions, queries

pytestmark = pytest.mark.django_db


def page(answer, language="", more=""):
    prefix = f"/{language}" if language else ""
    return Client().get(f"{prefix}/guide/{answer.code}/{more}")


def rewrite(answer, sato, ito, said):
    row = actions.begin(answer, by=sato, on=TODAY)
    row = actions.change(row, written(words=said), seen=row.version, by=sato, on=TODAY)
    row = actions.clean(row, declared=[], confirmed=True, seen=row.version, by=sato, on=TODAY)
    actions.publish(row, seen=row.version, by=ito, on=TODAY)


def test_everybody_reads_it_in_japanese_with_readings(cast_day, lost_card):
    found = page(lost_card)

    said = found.content.decode()
    assert "<ruby>警察<rt>けいさつ</rt></ruby>" in said
    assert f"<title>{QUESTION} |" in said
    assert "確かめた日 2026年11月24日（火）" in words(found)


def test_official_words_of_the_list_lead_to_their_explanation(lost_card):
    said = Client().get("/guide/").content.decode()

    for term in ("在留カード", "相談窓口", "市役所"):
        assert f'href="/words/{glossary.by_name()[term].slug}/"' in said, term


def test_a_page_names_itself_in_six_languages(lost_card):
    said = page(lost_card, "vi").content.decode()

    for tag, path in (("ja", ""), ("ja-x-easy", "/ja-easy"), ("fil", "/fil"), ("x-default", "")):
        link = f'hreflang="{tag}" href="http://testserver{path}/guide/{lost_card.code}/"'
        assert link in said
    assert f'rel="canonical" href="http://testserver/vi/guide/{lost_card.code}/"' in said


def test_own_language_when_it_is_current_otherwise_easy_japanese_and_the_page_says_so(
    lost_card, sato, ito
):
    assert "Mất thẻ" in words(page(lost_card, "vi"))
    assert "まだ" not in words(page(lost_card, "vi"))

    translate(lost_card.text, "ja-easy", "カードが ありません。", sato, ito)
    found = page(lost_card, "id")
    assert "カードが ありません。" in words(found)
    assert "3 kalimat belum ada dalam Bahasa Indonesia." in words(found)
    assert 'lang="ja"' in found.content.decode()


def test_an_old_translation_stands_with_its_day_and_todays_japanese(cast_day, lost_card, sato, ito):
    rewrite(lost_card, sato, ito, ANSWER.replace("入管に", "東京の入管に"))

    said = page(lost_card, "vi").content.decode()

    assert said.count('data-state="old"') == 1
    assert "24/11/2026" in said
    assert "<ruby>東京<rt>とうきょう</rt></ruby>" in said
    assert said.count("Mất thẻ") >= 3


def test_no_draft_of_an_answer_or_of_a_translation_is_ever_public(lost_card, sato, ito):
    fresh = actions.draft(written(question="ひみつの下書き？"), by=sato, on=TODAY)
    row = actions.begin(lost_card, by=sato, on=TODAY)
    new = written(question="ひみつの新しい問い？", words="ひみつの新しい答え。")
    row = actions.change(row, new, seen=row.version, by=sato, on=TODAY)
    translate(lost_card.text, "fil", "lihim", sato)
    when = {"seen": row.version, "by": sato, "on": TODAY}

    for _state in ("draft", "clean"):
        for language in ("", "ja-easy", "en", "vi", "id", "fil"):
            prefix = f"/{language}" if language else ""
            assert page(fresh, language).status_code == 404
            for address in ("", f"{lost_card.code}/", f"{lost_card.code}/print/", "?q=ひみつ"):
                said = Client().get(f"{prefix}/guide/{address}").content.decode()
                assert "ひみつの" not in said
                assert "lihim" not in said
        if _state == "draft":
            actions.clean(row, declared=[], confirmed=True, **when)
    assert queries.saved(words="ひみつ") == []


def test_a_withdrawn_page_says_why_and_is_in_no_list(lost_card, sato):
    actions.withdraw(lost_card, "制度が変わりました", by=sato, on=TODAY)

    found = page(lost_card)

    assert found.status_code == 410
    assert "制度が変わりました" in bare(found)
    assert "警察" not in words(found)
    assert QUESTION not in words(Client().get("/guide/"))
    assert page(lost_card, more="mistake/").status_code == 302


def test_a_reader_finds_it_by_category_and_by_words_of_any_language(lost_card, sato, ito):
    make_public(sato, ito, question="ごみの日は？", words="朝に出します。", category="daily_life")

    def found(query):
        said = words(Client().get(f"/vi/guide/{query}"))
        return ["Mất thẻ" in said, "ごみ" in said]

    assert found("") == [True, True]
    assert found("?category=residence") == [True, False]
    assert found("?q=mat+the") == [True, False]
    assert found("?q=ごみ") == [False, True]
    assert "この条件に合うものはありません" in words(Client().get("/guide/?q=税金"))


def test_a_reader_reports_a_mistake_without_a_name(cast_day, lost_card):
    client = Client()
    address = f"/vi/guide/{lost_card.code}/mistake/"
    assert client.post(address, {"words": " "}).status_code == 422

    sent = {"words": "Số điện thoại sai", "press_key": "k"}
    for _twice in range(2):
        assert client.post(address, sent)["Location"] == f"/vi/guide/{lost_card.code}/"

    [remark] = lost_card.remarks.all()
    assert (remark.words, remark.language, remark.on) == ("Số điện thoại sai", "vi", TODAY)


def test_the_printed_page_names_its_address(lost_card):
    said = words(page(lost_card, more="print/"))

    assert f"http://testserver/guide/{lost_card.code}/" in said


def test_the_list_asks_as_often_for_one_answer_as_for_three(
    lost_card, sato, ito, django_assert_num_queries, django_assert_max_num_queries
):
    Client().get("/guide/")
    with django_assert_max_num_queries(12) as asked:
        Client().get("/guide/")
    for number in range(2):
        make_public(sato, ito, question=f"問い{number}？")

    with django_assert_num_queries(len(asked)):
        Client().get("/guide/")
