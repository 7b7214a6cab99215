"""印刷する書類 — text stays text, every character is printed or marked, the file says what it is."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
from hypothesis import given
from hypothesis import strategies as st

from tsunagari.base import pdf

NOTE = Path(__file__).with_name("note.typ")
AT = datetime(2026, 11, 24, 5, 3, tzinfo=UTC)


def note(text="", *, sample="", language="ja", heading="お知らせ"):
    edge = {"edge": "印刷 2026年11月24日", "body": "地域活性化連合会", "sample": sample}
    data = {"heading": heading, "text": text, "qr": pdf.qr_svg("https://x.example"), "paper": edge}
    return pdf.make(NOTE, data, title="お知らせ", language=language, at=AT)


def words(made: bytes) -> str:
    opened = pypdfium2.PdfDocument(made)
    return "\n".join(page.get_textpage().get_text_bounded() for page in opened)


def test_a_paper_says_its_title_its_language_and_that_it_can_be_kept():
    made = note("本文")

    described = pypdfium2.PdfDocument(made).get_metadata_dict()
    assert described["Title"] == "お知らせ"
    assert described["Author"] == "地域活性化連合会"
    assert described["CreationDate"].startswith("D:20261124050300")
    assert b"/Lang(ja)" in made
    assert b"<pdfaid:part>2</pdfaid:part>" in made
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made


def test_the_same_data_at_the_same_moment_is_the_same_file():
    assert note("本文") == note("本文")


def test_source_in_a_text_is_printed_and_not_run():
    assert '#let x = 1 *bold* #image("/a.png") $x$ @b // 終' in words(
        note('#let x = 1 *bold* #image("/a.png") $x$ @b // 終')
    )


def test_rare_kanji_and_vietnamese_letters_are_printed_as_they_are():
    text = "髙﨑 𠮷野 渡邉 Nguyễn Thị Thuỳ Dương Niño"

    assert text in words(note(text))
    assert pdf.printable_text(text) == text


def test_a_letter_with_separate_marks_is_joined_and_a_rare_kanji_is_not_replaced():
    assert pdf.printable_text("Du\u031bo\u031bng か\u3099") == "Dương が"
    assert pdf.printable_text("\ufa19社") == "\ufa19社"


def test_a_character_without_type_is_marked_with_a_geta():
    assert pdf.printable_text("花😀子\ue000") == "花〓子〓"
    assert "花〓子" in words(note("花😀子"))


def test_control_and_direction_characters_are_left_out():
    assert pdf.printable_text("a\x00b\u202ec\u2066d\nE") == "abcd\nE"


def test_a_sample_is_marked_on_the_page():
    assert words(note("本文", sample="見本")).count("見本") == 2
    assert words(note("本文")).count("見本") == 0


def test_a_long_text_is_cut_with_a_mark_and_a_long_run_may_break():
    assert pdf.clipped("あいうえおかき", 5) == "あいうえ…"
    assert pdf.clipped(" a \n b ", 5) == "a b"
    assert pdf.clipped("x" * 20, 40) == "x" * 18 + "\u200b" + "xx"


def test_a_code_that_nobody_could_scan_is_not_drawn():
    assert pdf.qr_svg("https://tsunagari.example/q/7K3Q").startswith("<svg")
    assert pdf.qr_svg("") == ""
    assert pdf.qr_svg("x" * 601) == ""
    assert pdf.qr_svg("https://x.example/\ud800") == ""


def test_a_text_that_looks_like_a_drawing_is_cleaned_like_any_other():
    assert pdf.printable(["<svg>\x00😀"]) == ["<svg>〓"]
    assert pdf.printable({"qr": pdf.qr_svg("a")}) == {"qr": pdf.qr_svg("a")}


def test_papers_can_be_made_at_the_same_time():
    with ThreadPoolExecutor(4) as many:
        made = list(many.map(lambda n: words(note(f"第{n}号")), range(12)))

    assert all(f"第{n}号" in text for n, text in enumerate(made))


@given(st.text(max_size=60))
def test_any_text_at_all_can_be_printed(text):
    assert note(text).startswith(b"%PDF-")
