from collections import Counter
from datetime import date, datetime
from zoneinfo import ZoneInfo

from tsunagari.programmes.talent.advice.rules import counts, promise, urgent

TOKYO = ZoneInfo("Asia/Tokyo")


def at(*parts) -> datetime:
    return datetime(*parts, tzinfo=TOKYO)


def test_an_answer_is_promised_two_open_days_later_at_the_closing_hour():
    for asked, promised in (
        (at(2026, 11, 24, 10), at(2026, 11, 26, 17)),  # a Tuesday
        (at(2026, 11, 24, 17), at(2026, 11, 27, 17)),  # after closing
        (at(2026, 11, 20, 16, 59), at(2026, 11, 25, 17)),  # Friday; Monday is a holiday
        (at(2026, 11, 21, 9), at(2026, 11, 26, 17)),  # Saturday
        (at(2026, 12, 28, 18), at(2027, 1, 6, 17)),  # over New Year
        (at(2028, 2, 28, 9), at(2028, 3, 1, 17)),  # 29 February is a Tuesday
    ):
        assert promise.answered_by(asked, days=2, until_hour=17) == promised


def test_the_office_s_clock_counts_and_not_the_reader_s():
    in_utc = at(2026, 11, 24, 18).astimezone(ZoneInfo("UTC"))

    assert promise.answered_by(in_utc, days=2, until_hour=17) == at(2026, 11, 27, 17)


def test_in_danger_the_promise_is_hours_on_any_day():
    assert promise.reached_by(at(2026, 12, 31, 23), hours=2) == at(2027, 1, 1, 1)


def test_a_look_back_falls_on_an_open_day():
    assert promise.follow_on(date(2026, 12, 16), days=14) == date(2027, 1, 4)


def test_words_of_danger_are_found_in_six_languages_with_and_without_marks():
    for words, signs in (
        ("社長になぐられました", ["violence"]),
        ("もう死にたいです", ["suicide"]),
        ("パスポートを取られた", ["papers_taken"]),
        ("しゃちょうに たたかれました", ["violence"]),
        ("My boss took my passport and I can’t leave", ["papers_taken", "locked_in"]),
        ("He HIT ME yesterday, I am bleeding", ["violence", "injured"]),
        ("Họ giữ hộ chiếu của tôi", ["papers_taken"]),
        ("ho giu ho chieu cua toi", ["papers_taken"]),
        ("Tôi bị đánh", ["violence"]),
        ("toi bi danh", ["violence"]),
        ("Ada kebakaran di asrama", ["fire"]),
        ("paspor saya diambil bos", ["papers_taken"]),
        ("Sinaktan ako ng amo ko", ["violence"]),
        ("gusto kong mamatay", ["suicide"]),
        ("wala kaming pera, walang makain", ["no_food"]),
    ):
        assert urgent.signs_in(words) == signs, words


def test_everyday_words_are_no_danger():
    for words in (
        "",
        "No, I am fine. I was fired from nothing.",
        "Advice about tax, please",
        "Besok pukul 9 saya ke kantor",
        "Tôi muốn hỏi về thuế. Có cháu gái đi học",
        "Chay, gay, no, dam, giam gia",
        "Giám đốc tốt bụng, nhưng lương bị giảm",
        "血液型とごみの日を知りたい",
        "Kailan po ang bakasyon?",
    ):
        assert urgent.signs_in(words) == [], words


def test_the_button_alone_is_danger():
    assert urgent.is_danger(topic="danger", signs=[])
    assert not urgent.is_danger(topic="work", signs=[])


def test_a_small_number_does_not_follow_from_the_others():
    for counted, total, shown, sum_shown in (
        ({"vi": 9, "id": 6, "fil": 2}, 17, {"vi": 9, "id": None, "fil": None}, 17),
        ({"vi": 9, "id": 5}, 14, {"vi": 9, "id": 5}, 14),
        ({"vi": 3, "id": 4}, 7, {"vi": None, "id": None}, 7),
        ({"vi": 4}, 4, {"vi": None}, None),
        ({"vi": 9, "id": 4}, 13, {"vi": None, "id": None}, 13),
        # The sum would say that both hidden ones are 1, that five of them are, that they are 5.
        ({"vi": 9, "id": 1, "fil": 1}, 11, {"vi": None, "id": None, "fil": None}, 11),
        ({"vi": 9} | dict.fromkeys("abcde", 1), 14, {"vi": None} | dict.fromkeys("abcde"), 14),
        (
            {"vi": 9, "en": 8, "id": 2, "fil": 1},
            20,
            {"vi": 9, "en": None, "id": None, "fil": None},
            20,
        ),
        (dict.fromkeys("abcde", 1), 5, dict.fromkeys("abcde"), None),
        ({}, 0, {}, None),
    ):
        made = counts.table(Counter(counted), total=total, smallest=5)
        assert dict(made.cells) == shown
        assert made.total == sum_shown
