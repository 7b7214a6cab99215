"""ふりがな — the text gets its readings and stays the same text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagari.base import analyser
from tsunagari.base.annotating import Doubt, Own, annotate, spelled
from tsunagari.base.readings import counted, plain

OWN = {
    "南流山": Own("みなみながれやま"),
    "流山": Own("ながれやま"),
    "在留カード": Own("ざいりゅうカード"),
    "十太夫": Own("じゅうだゆう", checked=False),
    "私": Own("わたし"),
}
WRITTEN = {
    "南流山中学校です。": "{南流山|みなみながれやま}{中学校|ちゅうがっこう}です。",
    "在留カードを受け取る。": "{在留|ざいりゅう}カードを{受|う}け{取|と}る。",
    "私立の学校。私の家。": "{私立|しりつ}の{学校|がっこう}。{私|わたし}の{家|いえ}。",
    "12月3日、2人で280円": "12{月|がつ}3{日|にち}、2{人|にん}で280{円|えん}",
    "20万人が5万円": "20{万人|まんにん}が5{万円|まんえん}",
    "3か月に1回": "3か{月|げつ}に1{回|かい}",
    "{生|なま}の魚": "{生|なま}の{魚|さかな}",
    "大きな 問題の 報告（すぐに）": "{大|おお}きな {問題|もんだい}の {報告|ほうこく}（すぐに）",
    "かなだけ ABC 100": "かなだけ ABC 100",
}


@pytest.mark.parametrize("text", WRITTEN)
def test_readings_stand_over_the_kanji(text):
    read = annotate(text, OWN, analyser.tokens)

    assert read.text == WRITTEN[text]
    assert (read.doubts, read.bare, read.analysed) == ((), (), True)


def test_numbers_change_how_a_counter_is_read():
    read = annotate("2人が20日に10分", {}, analyser.tokens).text

    assert counted(read) == "{2人|ふたり}が{20日|はつか}に10{分|ぷん}"


def test_what_is_doubtful_is_named():
    doubts = annotate("山田さんは十太夫で辛い物。𮉸語", OWN, analyser.tokens).doubts

    assert doubts[:3] == (
        Doubt("山田", "やまだ", "name"),
        Doubt("十太夫", "じゅうだゆう", "unchecked"),
        Doubt("辛い", "つらい", "several"),
    )


def test_without_the_analyser_the_table_alone_works_and_says_what_is_left():
    read = annotate("南流山の在留カードと2人の家", OWN, None)

    assert read.text == "{南流山|みなみながれやま}の{在留|ざいりゅう}カードと2{人|にん}の家"
    assert (read.bare, read.doubts, read.analysed) == (("家",), (), False)


def test_a_reading_that_does_not_fit_its_kana_stands_over_the_whole_word():
    assert spelled("出す", "だす") == "{出|だ}す"
    assert spelled("取り扱い", "とりあつかい") == "{取|と}り{扱|あつか}い"
    assert spelled("大人", "おとな") == "{大人|おとな}"
    assert spelled("出す", "いれる") == "{出す|いれる}"


SIGNS = st.text(
    alphabet="在留流山南私出す取り扱い一日人分{}|かなカナ 12%()s\n、。ヶ々〆𠮷", max_size=40
)


@given(SIGNS)
def test_the_bare_text_stays_as_it_was(text):
    for analyse in (analyser.tokens, None):
        assert plain(annotate(text, OWN, analyse).text) == plain(text)


@given(SIGNS)
def test_a_text_that_has_its_readings_keeps_them(text):
    once = annotate(text, OWN, analyser.tokens).text

    assert annotate(once, OWN, analyser.tokens).text == once


def test_the_words_of_the_analyser_are_the_text():
    text = "長い文。" * 2_000

    assert "".join(token.surface for token in analyser.tokens(text)) == text
