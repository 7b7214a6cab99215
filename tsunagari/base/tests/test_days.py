from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagari.base import days
from tsunagari.base.languages import CODES

DAY = date(2026, 11, 24)
LATER_THAN_MEIJI = st.dates(date(1868, 2, 1), date(2999, 12, 31))


def sentence(error) -> str:
    [reason] = error.value.reasons
    return reason.words()


def read(parse, text):
    try:
        return parse(text)
    except ValueError as refused:
        return refused


def test_the_fiscal_year_turns_between_31_march_and_1_april():
    assert days.fiscal_year(date(2027, 3, 31)) == 2026
    assert days.fiscal_year(date(2027, 4, 1)) == 2027


def test_the_school_year_ends_on_the_next_31_march():
    assert days.school_year_end(date(2027, 3, 31)) == date(2027, 3, 31)
    assert days.school_year_end(date(2027, 4, 1)) == date(2028, 3, 31)


def test_a_month_that_is_shorter_gives_its_last_day():
    assert days.add_months(date(2028, 1, 31), 1) == date(2028, 2, 29)
    assert days.add_months(date(2026, 12, 31), 2) == date(2027, 2, 28)
    assert days.add_months(date(2027, 3, 31), -1) == date(2027, 2, 28)
    assert days.add_months(date(2026, 11, 24), 14) == date(2028, 1, 24)


@pytest.mark.parametrize(
    "typed",
    [
        "2026-11-24",
        "2026/11/24",
        "2026.11.24",
        "20261124",
        20261124,
        20261124.0,
        "２０２６年１１月２４日",
        "2026年11月24日（火）",
        "2026年 11月 24日",
        "R8.11.24",
        "r08/11/24",
        "Ｒ８．１１．２４",
        "令和8年11月24日",
        "㋿8年11月24日",
        "令8.11.24",
        "平成38年11月24日",
        "2026\u221211\u221224",
        "2026ー11ー24",
        "  2026-11-24\u3000",
        "2026/11/24 0:00",
        "2026-11-24 00:00:00",
        "2026-11-24T00:00:00",
        "24/11/2026",
        "11/24/2026",
        "24 November 2026",
        "Nov 24, 2026",
        "24 November 2026 (Tue)",
        "Nobyembre 24, 2026",
        DAY,
        datetime(2026, 11, 24, 8, 45),
    ],
)
def test_a_day_is_read_however_it_is_typed(typed):
    assert days.parse_day(typed) == DAY


def test_the_first_year_of_an_era_and_older_eras_are_read():
    assert days.parse_day("令和元年5月1日") == date(2019, 5, 1)
    assert days.parse_day("㋿元年５月１日") == date(2019, 5, 1)
    assert days.parse_day("H31.4.30") == date(2019, 4, 30)
    assert days.parse_day("S64.1.7") == date(1989, 1, 7)
    assert days.parse_day("昭和元年12月25日") == date(1926, 12, 25)


def test_a_day_number_of_a_spreadsheet_is_read_only_when_told():
    with pytest.raises(days.NotADay) as error:
        days.parse_day(46350)

    assert error.value.reasons[0].rule == "day.form"
    assert days.parse_day(46350, serial=True) == DAY
    assert days.parse_day("46350.5", serial=True) == DAY
    assert days.parse_day(20261124, serial=True) == DAY


def test_the_day_that_excel_invented_is_refused():
    with pytest.raises(days.NotADay):
        days.parse_day(60, serial=True)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "日付を入力してください。例：2026-11-24"),
        (None, "日付を入力してください。例：2026-11-24"),
        ("2026-11-31", "11月31日はありません。日を 1〜30 で入力してください。"),
        ("令和8年11月31日", "11月31日はありません。日を 1〜30 で入力してください。"),
        ("2027-02-29", "2027年の2月29日はありません。日を 1〜28 で入力してください。"),
        ("2026-13-01", "13月はありません。月を 1〜12 で入力してください。"),
        ("2026-00-01", "0月はありません。月を 1〜12 で入力してください。"),
        ("令和0年1月1日", "令和0年はありません。年を 1 から入力してください。"),
        ("0026-11-24", "26年は使えません。西暦の年を4けたで入力してください。"),
        ("0000-11-24", "0年は使えません。西暦の年を4けたで入力してください。"),
        ("2026-11-24（水）", "11月24日は火曜日です。日付か曜日を直してください。"),
        (
            "03/04/2026",
            "「03/04/2026」は、どちらが月か分かりません。"
            "2026-03-04 か 2026-04-03 のように、年・月・日の順で入力してください。",
        ),
        (
            "来週の火曜",
            "「来週の火曜」は日付として読めません。"
            "2026-11-24、2026/11/24、令和8年11月24日 のどれかの形で、年から入力してください。",
        ),
    ],
)
def test_what_is_no_day_is_refused_with_a_way_to_fix_it(typed, said):
    with pytest.raises(days.NotADay) as error:
        days.parse_day(typed)

    assert sentence(error) == said


def test_a_reader_who_writes_the_day_first_can_say_so():
    assert days.parse_day("03/04/2026", day_first=True) == date(2026, 4, 3)


def test_a_cell_of_two_megabytes_is_refused_in_a_short_sentence():
    with pytest.raises(days.NotADay) as error:
        days.parse_day("1" * 2_000_000)

    assert len(sentence(error)) < 120


@given(day=LATER_THAN_MEIJI, language=st.sampled_from(CODES))
def test_what_we_write_we_can_read_again(day, language):
    day_first = language == "vi"

    assert days.parse_day(days.day_words(day, language), day_first=day_first) == day


@given(day=st.dates(date(1868, 2, 1), date(2099, 12, 31)))
def test_every_day_of_every_era_is_read_again(day):
    name, year = days.era_of(day)

    assert days.parse_day(f"{name}{year}年{day.month}月{day.day}日") == day


@given(text=st.text())
def test_any_text_is_a_day_or_refused(text):
    assert isinstance(read(days.parse_day, text), date | days.NotADay)


@pytest.mark.parametrize(
    "typed",
    [
        "8:45",
        "08:45",
        "８：４５",
        "845",
        "0845",
        845,
        "8時45分",
        "午前8時45分",
        "8:45:00",
        time(8, 45),
        datetime(2026, 11, 24, 8, 45),
    ],
)
def test_a_time_is_read_however_it_is_typed(typed):
    assert days.parse_time(typed) == time(8, 45)


def test_afternoons_and_half_hours_are_read():
    assert days.parse_time("午後2時半") == time(14, 30)
    assert days.parse_time("午後0時15分") == time(12, 15)
    assert days.parse_time("14時") == time(14, 0)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "時刻を入力してください。例：8:45"),
        ("24:00", "24:00はありません。時を 0〜23、分を 00〜59 で入力してください。"),
        ("8:75", "8:75はありません。時を 0〜23、分を 00〜59 で入力してください。"),
        ("朝", "「朝」は時刻として読めません。8:45 のように入力してください。"),
    ],
)
def test_what_is_no_time_is_refused_with_a_way_to_fix_it(typed, said):
    with pytest.raises(days.NotATime) as error:
        days.parse_time(typed)

    assert sentence(error) == said


@given(text=st.text())
def test_any_text_is_a_time_or_refused(text):
    assert isinstance(read(days.parse_time, text), time | days.NotATime)


@pytest.mark.parametrize(
    ("language", "whole", "bare"),
    [
        ("ja", "2026年11月24日（火）", "11月24日"),
        (
            "ja-easy",
            "2026{年|ねん}11{月|がつ}24{日|か}（{火|か}）",
            "11{月|がつ}24{日|か}",
        ),
        ("en", "24 November 2026 (Tue)", "24 November"),
        ("vi", "24/11/2026", "24/11"),
        ("id", "24 November 2026", "24 November"),
        ("fil", "Nobyembre 24, 2026", "Nobyembre 24"),
    ],
)
def test_a_day_is_written_as_its_readers_write_it(language, whole, bare):
    assert days.day_words(DAY, language) == whole
    assert days.day_words(DAY, language, weekday=False, year=False) == bare


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (1, "12{月|がつ}{1日|ついたち}（{火|か}）"),
        (2, "12{月|がつ}2{日|か}（{水|すい}）"),
        (11, "12{月|がつ}11{日|にち}（{金|きん}）"),
        (14, "12{月|がつ}14{日|か}（{月|げつ}）"),
        (20, "12{月|がつ}{20日|はつか}（{日|にち}）"),
        (24, "12{月|がつ}24{日|か}（{木|もく}）"),
        (26, "12{月|がつ}26{日|にち}（{土|ど}）"),
    ],
)
def test_easy_japanese_says_how_a_day_is_read(day, words):
    assert days.day_words(date(2026, 12, day), "ja-easy", year=False) == words


def test_weekdays_count_from_monday():
    assert days.weekday_words(1, "ja") == "月"
    assert days.weekday_words(7, "vi") == "Chủ nhật"
    assert days.weekday_words(2, "fil") == "Martes"


def test_an_era_stands_beside_the_western_year():
    assert days.era_words(DAY) == "2026年（令和8年）11月24日"
    assert days.era_words(date(2019, 5, 1)) == "2019年（令和元年）5月1日"
    assert days.era_words(date(2019, 4, 30)) == "2019年（平成31年）4月30日"


def test_both_places_read_their_own_clock_first():
    moment = datetime(2026, 11, 24, 1, 45, tzinfo=UTC)

    assert days.clock(moment, "Asia/Manila") == "09:45"
    assert days.two_clocks(moment, "Asia/Tokyo", "Asia/Manila", "ja") == (
        "10:45（現地 9:45 マニラ）"
    )
    assert days.two_clocks(moment, "Asia/Manila", "Asia/Tokyo", "en") == "9:45 (10:45 in Tokyo)"
    assert days.two_clocks(moment, "Asia/Manila", "Asia/Tokyo", "ja-easy") == (
        "9:45（{東京|とうきょう}では 10:45）"
    )
    assert days.two_clocks(moment, "Asia/Ho_Chi_Minh", "Asia/Tokyo", "vi") == (
        "8:45 (10:45 tại Tokyo)"
    )


def test_another_day_over_there_is_named():
    moment = datetime(2026, 11, 24, 1, 45, tzinfo=UTC)

    assert days.two_clocks(moment, "Asia/Tokyo", "America/New_York", "ja") == (
        "10:45（現地 11月23日 20:45 New York）"
    )


def test_bali_and_jakarta_differ_by_an_hour():
    moment = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)

    assert days.clock(moment, "Asia/Makassar") == "09:00"
    assert days.clock(moment, "Asia/Jakarta") == "08:00"
    assert days.zone_name("Asia/Makassar", "ja") == "バリ"


def test_a_zone_without_a_name_of_ours_is_called_by_its_city():
    assert days.zone_name("America/Argentina/Buenos_Aires", "ja") == "Buenos Aires"
    assert days.zone_name("Asia/Ho_Chi_Minh", "vi") == "Hà Nội"


def test_a_weekday_stands_once_beside_a_day():
    day = date(2027, 6, 28)

    apart = {code: days.weekday_apart(day, code) for code in ("ja", "ja-easy", "en", "vi")}
    assert apart == {"ja": "", "ja-easy": "", "en": "", "vi": "thứ Hai"}
