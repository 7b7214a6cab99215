"""学校のファイル — attendance and results: who is meant, every fault at once, twice, taken back."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from tests.cast import NOW, TODAY
from tests.cast_orders import LAN, enter
from tsunagari.base.languages import CODES
from tsunagari.base.refusals import Refused
from tsunagari.kernel.imports import actions as imports
from tsunagari.kernel.meetings.models import Presence
from tsunagari.programmes.talent.orders import documents, forgetting, queries
from tsunagari.programmes.talent.orders.actions import training
from tsunagari.programmes.talent.orders.importer import sheet_of
from tsunagari.programmes.talent.orders.models import Lesson, Result
from tsunagari.programmes.talent.orders.rules.class_columns import ATTENDANCE, RESULTS

pytestmark = pytest.mark.django_db
LESSON_HEAD = "番号,氏名,生年月日,日付,開始時刻,分,授業の内容,出欠"
TEST_HEAD = "番号,氏名,生年月日,試験,級・分野,合否,点数,受験日"
LAN_THERE = "V-001,NGUYEN THI LAN,,2026-11-20,9:00,90,会話,出席"
LAN_PASSED = "V-001,,,JLPT,N4,合格,120,R8.7.5"
HOA = LAN | {
    "number": "V-002",
    "names": LAN["names"] | {"given_latin": "Thi Hoa", "given_kana": "ティ ホア"},
    "born_on": date(2002, 2, 2),
}


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def lan(sending, dang, school):
    return enter(sending, dang, **LAN | {"school": school})


@pytest.fixture
def hoa(sending, dang, school):
    return enter(sending, dang, **HOA | {"school": school})


def upload(kind, school, hoang, *rows, encoding="utf-8"):
    head = LESSON_HEAD if kind == "attendance" else TEST_HEAD
    data = "\n".join([head, *rows]).encode(encoding)
    return imports.upload(kind, school, data, name="class.csv", by=hoang, at=NOW)


def look(batch):
    return imports.look(batch, on=TODAY)


def accept(batch, hoang):
    return imports.accept(batch, by=hoang, on=TODAY, at=NOW)


def undo(batch, hoang):
    return imports.undo(batch, by=hoang, on=TODAY, at=NOW)


def faults(batch) -> list[tuple[int, str]]:
    return [(fault.row, fault.reason.rule) for fault in look(batch).faults]


def states(batch) -> list[str]:
    return [row.state for row in look(batch).rows]


def attended(*people) -> list[tuple[int, int]]:
    found = queries.attendance_of([one.pk for one in people])
    return [(found[one.pk]["lessons"], found[one.pk]["present"]) for one in people]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_a_lesson_comes_in_with_who_was_there_and_goes_again(encoding, lan, hoa, school, hoang):
    rows = [LAN_THERE, "V-002,,,R8.11.20,９：００,90分,会話,欠席"]
    batch = accept(upload("attendance", school, hoang, *rows, encoding=encoding), hoang)

    lesson = Lesson.objects.select_related("meeting").get()
    assert (lesson.topic, lesson.meeting.starts_at.isoformat()) == (
        "会話",
        "2026-11-20T02:00:00+00:00",
    )
    assert attended(lan, hoa) == [(1, 1), (1, 0)]
    assert batch.counts == {"good": 2, "new": 2, "changed": 0, "same": 0, "faulty": 0}

    undo(batch, hoang)
    assert attended(lan, hoa) == [(0, 0), (0, 0)]


def test_the_same_attendance_twice_counts_once(lan, school, hoang):
    accept(upload("attendance", school, hoang, LAN_THERE), hoang)

    again = upload("attendance", school, hoang, LAN_THERE)

    assert (states(again), faults(again)) == (["same"], [])
    accept(again, hoang)
    assert (Lesson.objects.count(), attended(lan)) == (1, [(1, 1)])


def test_a_second_file_mends_and_completes_a_lesson_and_its_undo_brings_back(
    lan, hoa, school, hoang
):
    accept(upload("attendance", school, hoang, LAN_THERE), hoang)
    rows = [LAN_THERE.replace("出席", "欠席"), LAN_THERE.replace("V-001,NGUYEN THI LAN", "V-002,")]
    batch = upload("attendance", school, hoang, *rows)
    assert states(batch) == ["changed", "new"]

    accept(batch, hoang)
    assert (Lesson.objects.count(), attended(lan, hoa)) == (1, [(1, 0), (1, 1)])

    undo(batch, hoang)
    assert attended(lan, hoa) == [(1, 1), (0, 0)]


def test_what_was_corrected_since_is_not_taken_back(lan, school, hoang):
    batch = accept(upload("attendance", school, hoang, LAN_THERE), hoang)
    training.correct(
        Lesson.objects.get(), absent={lan.pk}, among={lan.pk}, by=hoang, on=TODAY, at=NOW
    )

    with pytest.raises(Refused) as refused:
        undo(batch, hoang)

    assert [one.rule for one in refused.value.reasons] == ["changed"]
    assert Presence.objects.get().state == "absent"


def test_everything_wrong_is_said_at_once_and_nothing_is_written(lan, hoa, school, hoang):
    rows = [
        "V-009,,,2026-11-20,9:00,90,会話,出席",  # nobody's number
        ",TRAN VAN NAM,,2026-11-20,9:00,90,会話,出席",  # nobody's name
        ",,,2026-11-20,9:00,90,会話,出席",  # nobody
        "V-001,,,2026-13-20,99:00,0,,たぶん",  # five faults
        "V-001,PHAM THI MAI,,2026-11-20,9:00,90,会話,出席",  # the number of another name
        "V-001,,2001-05-04,2026-11-20,9:00,90,会話,出席",  # another birthday
        "V-001,,,2027-11-20,9:00,90,会話,出席",  # not yet
    ]
    batch = upload("attendance", school, hoang, *rows)

    found = faults(batch)
    assert {row for row, _rule in found} == set(range(2, 9))
    assert [rule for row, rule in found if row == 5] == [
        "day.month",
        "time.range",
        "minutes",
        "topic",
        "here",
    ]
    assert [rule for row, rule in found if row != 5] == [
        *("who", "who", "who.none", "who", "who", "early")
    ]
    with pytest.raises(Refused):
        accept(batch, hoang)
    assert not Lesson.objects.exists()


def test_a_person_twice_in_a_lesson_or_in_two_at_once_is_a_fault(lan, school, hoang):
    rows = [
        LAN_THERE,
        LAN_THERE.replace("9:00", "9時"),
        LAN_THERE.replace("9:00", "10:00").replace("会話", "漢字"),
        LAN_THERE.replace("9:00", "11:00").replace("会話", "漢字"),
        LAN_THERE.replace("9:00", "11:00").replace("90", "60").replace("会話", "漢字"),
    ]
    batch = upload("attendance", school, hoang, *rows)

    said = [(fault.row, fault.words()) for fault in look(batch).faults]
    assert said == [
        (3, "2行目と同じ人の、同じ授業です。1行だけ残してください。"),
        (
            4,
            "この人は、同じ時間の授業「会話」に出席しています。時刻か出欠を直してください。",
        ),
        (6, "5行目と同じ人の、同じ授業です。1行だけ残してください。"),
    ]
    assert [row.row for row in look(batch).rows] == [2, 5]


def test_a_lesson_has_one_length(lan, hoa, school, hoang):
    batch = upload("attendance", school, hoang, LAN_THERE, "V-002,,,2026-11-20,9:00,60,会話,出席")

    [fault] = look(batch).faults
    assert (fault.row, fault.reason.facts) == (3, {"minutes": 90})


def test_a_name_that_only_sounds_alike_needs_the_birthday(lan, school, hoang):
    kana = LAN_THERE.replace("V-001,NGUYEN THI LAN", ",グエン ティ ラン")
    assert faults(upload("attendance", school, hoang, kana)) == [(2, "who")]

    born = kana.replace("ラン,", "ラン,2001-05-03")
    assert states(upload("attendance", school, hoang, born)) == ["new"]


def test_two_people_of_one_name_are_told_apart_by_number_or_birthday(
    lan, sending, dang, school, hoang
):
    other = {"number": "V-003", "born_on": date(2003, 3, 3), "school": school}
    enter(sending, dang, **LAN | other)
    name = ",NGUYEN THI LAN,,JLPT,N4,合格,,2026-07-05"
    batch = upload("results", school, hoang, name)

    assert [fault.reason.facts for fault in look(batch).faults] == [{"count": 2}]
    assert states(upload("results", school, hoang, name.replace(",,JLPT", ",2003-03-03,JLPT"))) == [
        "new"
    ]


def test_whoever_learns_elsewhere_is_unknown(sending, dang, school, hoang):
    enter(sending, dang, **LAN)

    assert faults(upload("attendance", school, hoang, LAN_THERE)) == [(2, "who")]


def test_results_come_in_and_go_again(lan, hoa, school, hoang):
    rows = [
        LAN_PASSED,
        "V-002,,,特定技能1号,介護,不合格,,2026/07/05",
        "V-002,,,JFT-Basic,A2,○,,2026年8月1日",
    ]
    batch = accept(upload("results", school, hoang, *rows), hoang)

    found = Result.objects.order_by("candidate", "kind")
    assert [(o.candidate, o.kind, o.level, o.passed, o.points, o.taken_on) for o in found] == [
        (lan, "JLPT", "N4", True, 120, date(2026, 7, 5)),
        (hoa, "JFT", "A2", True, None, date(2026, 8, 1)),
        (hoa, "SSW1", "care", False, None, date(2026, 7, 5)),
    ]

    undo(batch, hoang)
    assert not Result.objects.filter(annulled_on=None).exists()


def test_the_same_results_twice_count_once_and_another_answer_is_a_fault(lan, school, hoang):
    accept(upload("results", school, hoang, LAN_PASSED), hoang)

    assert states(upload("results", school, hoang, LAN_PASSED)) == ["same"]
    assert states(upload("results", school, hoang, LAN_PASSED.replace("120", ""))) == ["same"]
    assert faults(upload("results", school, hoang, LAN_PASSED.replace("合格", "不合格"))) == [
        (2, "beside")
    ]


def test_everything_wrong_with_a_result_is_said_at_once(lan, school, hoang):
    rows = [
        "V-001,,,英検,2級,合格,120,2026-07-05",
        "V-001,,,JLPT,N6,たぶん,9999,2027-07-05",
        LAN_PASSED,
        LAN_PASSED,
    ]
    batch = upload("results", school, hoang, *rows)

    assert faults(batch) == [
        (2, "test"),
        (3, "level"),
        (3, "passed"),
        (3, "points"),
        (5, "beside"),
    ]


def test_a_test_of_tomorrow_is_a_fault(lan, school, hoang):
    row = LAN_PASSED.replace("R8.7.5", "R9.7.5")

    assert faults(upload("results", school, hoang, row)) == [(2, "result")]


@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize(
    ("kind", "table", "cells"),
    [
        (
            "attendance",
            ATTENDANCE,
            ["V-001", "", "", date(2026, 11, 20), "9:00", 90, "会話", "出席"],
        ),
        ("results", RESULTS, ["V-001", "", "", "JLPT", "N4", "合格", 120, date(2026, 7, 5)]),
    ],
)
def test_the_blank_list_can_be_filled_in_and_read(kind, table, cells, language, lan, school, hoang):
    book = load_workbook(BytesIO(documents.blank(kind, language)))
    book.active.append(cells)
    data = BytesIO()
    book.save(data)

    batch = imports.upload(kind, school, data.getvalue(), name="a.xlsx", by=hoang, at=NOW)

    assert (states(batch), faults(batch)) == (["new"], [])


def test_the_sheet_of_faults_is_mended_and_read_again(lan, school, hoang):
    batch = upload("attendance", school, hoang, LAN_THERE.replace("90", "0"))
    preview = look(batch)
    found = sheet_of(imports.workbook_of(batch), preview.mapping)
    book = load_workbook(BytesIO(documents.fault_sheet(preview, found)))
    page = book.active
    page.cell(2, [cell.value for cell in page[1]].index("分") + 1, "90")
    data = BytesIO()
    book.save(data)

    again = imports.upload("attendance", school, data.getvalue(), name="a.xlsx", by=hoang, at=NOW)

    assert (states(again), faults(again)) == (["new"], [])


def test_a_file_without_the_columns_that_are_needed_says_which(lan, school, hoang):
    batch = imports.upload(
        "results", school, "番号,合否\nV-001,合格".encode(), name="a.csv", by=hoang, at=NOW
    )

    assert RESULTS.kind.from_json(batch.mapping).missing == ["test", "level", "taken"]
    with pytest.raises(Refused) as refused:
        imports.upload("results", school, b"a,b\n1,2", name="a.csv", by=hoang, at=NOW)
    assert [one.rule for one in refused.value.reasons] == ["header.none"]


def test_a_forgotten_learner_is_gone_from_the_files_of_the_school(lan, hoa, school, hoang):
    rows = [LAN_THERE, LAN_THERE.replace("V-001,NGUYEN THI LAN", "V-002,")]
    batch = accept(upload("attendance", school, hoang, *rows), hoang)

    forgetting.forget(lan.person.party, on=TODAY)

    batch.refresh_from_db()
    [found] = imports.workbook_of(batch).sheets
    assert found.rows == [LESSON_HEAD.split(",")]
    assert [row[1] for row in batch.undo["was"]] == [hoa.pk]


def test_an_excel_sheet_with_real_days_and_hours_is_read(lan, school, hoang):
    book = Workbook()
    book.active.append(LESSON_HEAD.split(","))
    book.active.append(["V-001", "", "", date(2026, 11, 20), "09:00", 90, "会話", "○"])
    data = BytesIO()
    book.save(data)

    batch = imports.upload("attendance", school, data.getvalue(), name="a.xlsx", by=hoang, at=NOW)

    assert (states(batch), faults(batch)) == (["new"], [])
