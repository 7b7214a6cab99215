import sqlite3
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagari.base import names

SATO = names.search_keys("佐藤 恵", "サトウ メグミ", "SATO MEGUMI")
LAN = names.search_keys("NGUYEN THI LAN", "グエン ティ ラン", "Nguyễn Thị Lan")
MIDORI = names.search_keys("みどり台中学校")
KEYS = {
    "sato": SATO,
    "lan": LAN,
    "midori": MIDORI,
    "satomi": names.search_keys("里見 潤", "サトミ ジュン", "SATOMI JUN"),
    "ono": names.search_keys("大野 シャルロット", "オオノ シャルロット", "OHNO CHARLOTTE"),
    "maria": names.search_keys("Maria Dela Cruz-O'Brien", "", "Maria Dela Cruz-O'Brien"),
    "takasaki": names.search_keys("髙﨑 葛󠄀", "タカサキ カツラ", ""),
    "homma": names.search_keys("本間 新平", "ホンマ シンペイ", ""),
}
# Names as people have them: kanji, kana of both kinds, Latin letters, marks and spaces.
NAMES = st.text("佐藤恵台々さとうみどりサトウグエンティーッガ sathunmbo -・'", max_size=12)


def found(query: str) -> set[str]:
    return {who for who, keys in KEYS.items() if names.matches(query, keys)}


@pytest.mark.parametrize(
    "typed", ["さとう", "ｻﾄｳ", "サトウ", "佐藤", "ｻﾄｳ ﾒｸﾞﾐ", "佐藤　恵", "佐藤恵"]
)
def test_sato_is_found_in_any_width_and_kana(typed):
    assert found(typed) == {"sato"}


@pytest.mark.parametrize("typed", ["佐", "恵", "藤恵", "めぐ", "ぐみ", "さとうめ"])
def test_a_single_character_or_any_part_is_enough(typed):
    assert found(typed) == {"sato"}


@pytest.mark.parametrize("typed", ["sato", "satou", "SATŌ", "Satoh", "ＳＡＴＯ", "satoo", "sat"])
def test_sato_is_found_in_any_romaji(typed):
    assert found(typed) == {"sato", "satomi"}


@pytest.mark.parametrize("typed", ["megumi sato", "satoumegumi", "Megumi SATŌ", "sato-megumi"])
def test_words_are_found_in_any_order_or_together(typed):
    assert found(typed) == {"sato"}


@pytest.mark.parametrize(
    "typed", ["ぐえん", "グエン", "ｸﾞｪﾝ", "nguyen", "Nguyễn", "NGUYEN", "thi lan", "ThịLan", "ng"]
)
def test_nguyen_is_found_with_and_without_marks(typed):
    assert found(typed) == {"lan"}


@pytest.mark.parametrize("typed", ["みどり", "ミドリ", "どり台", "中学校", "校", "midori", "台"])
def test_a_school_is_found_by_any_part_of_its_name(typed):
    assert found(typed) == {"midori"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("si", "shi"),
        ("tu", "tsu"),
        ("ti", "chi"),
        ("hu", "fu"),
        ("zi", "ji"),
        ("sya", "sha"),
        ("tyo", "cho"),
        ("zyo", "jo"),
        ("mattya", "maccha"),
        ("matcha", "maccha"),
        ("yuuki", "yuki"),
        ("Ōno", "oono"),
        ("ohno", "ono"),
        ("Kōhei", "kouhei"),
    ],
)
def test_hepburn_and_kunrei_share_one_spelling(one, other):
    assert names.spelling(one) == names.spelling(other)


def test_n_and_m_before_b_and_p_are_both_found():
    assert found("homma") == found("honma") == {"homma"}
    assert found("shimpei") == found("sinpei") == {"homma"}


def test_a_name_is_found_while_it_is_being_typed():
    assert all("ono" in found("charlotte"[:size]) for size in range(2, 10))
    assert all("ono" in found("オオノシャルロット"[:size]) for size in range(1, 10))


def test_hyphens_and_apostrophes_do_not_matter():
    assert found("Cruz-O'Brien") == found("cruz obrien") == found("O’Brien") == {"maria"}


def test_other_forms_of_a_kanji_are_found():
    assert found("高崎") == found("髙﨑") == found("葛") == {"takasaki"}


def test_nothing_asked_finds_nothing():
    assert found("") == found(" 　・") == set()


def test_a_long_mark_may_be_left_out_or_written_as_a_vowel():
    keys = names.search_keys("サトー ジョーダン")

    assert names.matches("さとう", keys)
    assert names.matches("ジョダン", keys)
    assert names.matches("ジョーダン", keys)


def test_the_keys_are_few_and_plain():
    assert SATO == "佐藤 藤恵 恵 サト トウ ウメ メグ グミ ミ satomegumi megumi"
    assert names.query_keys("佐藤 めぐみ satou") == [["佐藤"], ["メグ", "グミ"], ["sato"]]


def test_a_text_becomes_overlapping_pairs_and_whole_words():
    assert names.bigrams("流山市の ICT 授業3年") == [
        "流山",
        "山市",
        "市ノ",
        "ノ",
        "ict",
        "授業",
        "業",
        "3",
        "年",
    ]


def test_folding_makes_one_key_of_all_ways_to_write():
    assert names.fold("ｻﾄｰ めぐみ") == names.fold("さと　メグミ") == "サトメグミ"
    assert names.fold("Nguyễn Thị-Đặng") == "nguyenthidang"


@pytest.mark.parametrize(
    ("reading", "letters"),
    [
        ("サトウ", "satou"),
        ("しんぶん", "shinbun"),
        ("マッチャ", "maccha"),
        ("ティー", "ti"),
        ("ファン ヴァン", "fan van"),
        ("チェ", "che"),
        ("ジュン", "jun"),
        ("ｳｨﾝ", "win"),
        ("キュウ", "kyuu"),
        ("イェン", "yen"),
    ],
)
def test_a_reading_is_said_in_hepburn(reading, letters):
    assert names.romaji(reading) == letters


@pytest.mark.parametrize(
    ("reading", "letters"),
    [
        ("トウキョウ", "tōkyō"),
        ("おおたか", "ōtaka"),
        ("センター", "sentā"),
        ("じゅうじょう", "jūjō"),
        ("にいがた", "niigata"),
        ("しんいち", "shin'ichi"),
        ("まっちゃ", "matcha"),
        ("ー", ""),
        ("", ""),
    ],
)
def test_a_sign_in_the_street_marks_long_vowels(reading, letters):
    assert names.hepburn(reading) == letters


def test_what_is_stored_has_one_width():
    assert names.tidy(" ０９０ー１２３４－５６７８　") == "090-1234-5678"
    assert names.tidy("ﾐﾄﾞﾘ（Ａ）") == "ミドリ（A）"
    assert names.tidy("ａ．ｂ＠ｅｘａｍｐｌｅ．ｃｏｍ") == "a.b@example.com"
    assert names.tidy(unicodedata.normalize("NFD", "Nguyễn")) == "Nguyễn"
    assert names.tidy("\u202eمحمد\u202c \u200b") == "محمد"
    assert names.tidy("👨\u200d👧") == "👨\u200d👧"
    assert names.tidy("春\x08の\x0b集い\x7f") == "春の 集い"


def test_a_reading_is_stored_in_katakana():
    assert names.kana("さとう　ﾒｸﾞﾐ") == "サトウ メグミ"
    assert names.is_kana("ｻﾄｰ・めぐみ")
    assert not names.is_kana("佐藤")
    assert not names.is_kana("")


@given(one=st.text("aiueoshctjfyknmbrō"), other=st.text("aiueoshctjfyknmbrō"))
def test_the_beginning_of_a_word_gives_the_beginning_of_its_spelling(one, other):
    if one.strip("c"):
        assert names.spelling(one + other).startswith(names.spelling(one))


@given(text=st.text())
def test_tidying_twice_changes_nothing(text):
    assert names.tidy(names.tidy(text)) == names.tidy(text)


@given(name=st.text("佐藤恵台々さとうみどりサトウグエンッガ", min_size=1), data=st.data())
def test_every_part_of_a_japanese_name_finds_it(name, data):
    start = data.draw(st.integers(0, len(name) - 1))
    end = data.draw(st.integers(start + 1, len(name)))

    assert names.matches(name[start:end], names.search_keys(name))


@given(kept=st.lists(NAMES, min_size=1, max_size=5), query=NAMES)
def test_the_database_answers_what_the_matcher_says(kept, query):
    keys = [names.search_keys(name) for name in kept]
    table = sqlite3.connect(":memory:")
    table.execute(
        "CREATE VIRTUAL TABLE t USING fts5"
        "(words, tokenize='unicode61 remove_diacritics 2', prefix='1 2 3')"
    )
    table.executemany("INSERT INTO t(words) VALUES (?)", [[words] for words in keys])
    phrases = names.query_keys(query)
    match = " AND ".join(f'"{" ".join(phrase)}"*' for phrase in phrases)
    rows = table.execute("SELECT rowid FROM t WHERE t MATCH ?", [match]) if phrases else []

    assert [row[0] - 1 for row in rows] == [
        i for i, words in enumerate(keys) if names.matches(query, words)
    ]
