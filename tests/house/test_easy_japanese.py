"""やさしい日本語 — every kanji carries its reading, and a sentence says one fact (interface 3.9)."""

import re

import pytest

from tests.house.places import name, python_files, translations
from tsunagari.base.readings import WRITTEN, counted, plain
from tsunagari.kernel.consents import purposes
from tsunagari.programmes.exchange.class_exchange.documents import minutes

KANJI = "[\u3400-\u9fff々〆]"
MARK = re.compile(r"\{[^{}]*\|[^{}]*\}")
PLACE = re.compile(r"%\(\w+\)s|\{\w+\}")
LONGEST = 40


def texts() -> dict[str, str]:
    """{where it stands: text} of all our やさしい日本語 that pages show."""
    found = {f"po: {ja}": said for ja, said in translations("ja-easy").items() if said}
    for code, part in purposes.form().items():
        if isinstance(part, dict):
            for key, words in part.items():
                if isinstance(words, dict):
                    found[f"purposes: {code} {key}"] = words["ja-easy"]
    return found | {f"minutes: {k}": text for k, text in minutes.WORDS["ja-easy"].items()}


def sentences(text: str) -> list[str]:
    """What a reader reads at one go: no readings, two signs for a fact, no space between phrases."""
    bare = re.sub(r"<[^>]*>|[ \u3000]", "", PLACE.sub("00", plain(text)))
    return [part for part in re.split(r"(?<=[。？！])|\n", bare) if part]


def bare_kanji(text: str) -> str:
    return "".join(re.findall(KANJI, WRITTEN.sub("", text)))


def test_every_kanji_carries_its_reading():
    assert {where: bare_kanji(text) for where, text in texts().items() if bare_kanji(text)} == {}


def test_every_reading_is_written_so_that_it_is_found():
    wrong = {
        where: [mark for mark in MARK.findall(text) if not WRITTEN.fullmatch(mark)]
        for where, text in texts().items()
    }

    assert {where: marks for where, marks in wrong.items() if marks} == {}


def test_a_reading_stands_over_kanji_and_numbers_only():
    over_kana = re.compile(r"[ぁ-ゖァ-ヺ]")

    assert [
        (where, mark[1])
        for where, text in texts().items()
        for mark in WRITTEN.finditer(text)
        if over_kana.search(mark[1])
    ] == []


def test_a_counter_has_the_reading_of_its_number():
    assert {w: text for w, text in texts().items() if counted(text) != text} == {}


def test_no_sentence_is_longer_than_forty_signs():
    assert [
        (where, sentence)
        for where, text in texts().items()
        for sentence in sentences(text)
        if len(sentence) > LONGEST
    ] == []


@pytest.mark.parametrize("word", ["いただ", "でございます", "なければなり", "ないわけ", "外人"])
def test_words_that_easy_japanese_does_without(word):
    assert [where for where, text in texts().items() if word in text] == []


def test_a_sentence_that_is_filled_by_format_has_no_braces_of_its_own():
    """What the frameworks fill with str.format ({number}) would trip over a reading."""
    said = translations("ja-easy").items()
    filled = [(source, text) for source, text in said if re.search(r"\{\w+\}", source)]

    assert [source for source, text in filled if source.isascii() and MARK.search(text)] == []


def test_whoever_makes_a_file_or_a_mail_says_the_bare_words():
    """Only pages draw readings; the sample's rosters are made once, in Japanese."""
    made = re.compile(
        r"csv\.writer\(|\bWorkbook\(\)|\bCalendar\(\)|\bEmailMessage\(|typst\.Compiler\("
    )
    makers = [file for file in python_files() if made.search(file.read_text("utf-8"))]

    assert [
        name(file)
        for file in makers
        if "readings import plain" not in file.read_text("utf-8") and "sample" not in file.parts
    ] == []


def test_the_measure_of_a_sentence():
    text = "%(n)s{人|にん}に {聞|き}きます。{何回|なんかい}も\n{書|か}く"

    assert sentences(text) == ["00人に聞きます。", "何回も", "書く"]
    assert bare_kanji("{人|ひと}の名") == "名"
