"""名簿を読みこむ（端末） — the same faults as the page, and a status that a script can read."""

import csv
import io

import pytest
from django.core.management import call_command

from tests.cast import TODAY
from tsunagari.kernel.imports.models import Batch
from tsunagari.kernel.records.models import Record
from tsunagari.programmes.exchange.schools.models import Pupil, SchoolClass

HEADER = ["組", "番号", "表示名", "氏名"]
GOOD = [["2年B組", "1", "kaki-01", "山田花子"], ["2年B組", "2", "kaki-02", "山田次郎"]]


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(TODAY)


@pytest.fixture
def run(midori, tmp_path):
    """run(rows, …): (status, what was said, what was complained about)."""

    def command(rows, *arguments, school="みどり台中学校", data=None):
        text = io.StringIO()
        csv.writer(text).writerows([HEADER, *rows])
        file = tmp_path / "名簿.csv"
        file.write_bytes(data if data is not None else text.getvalue().encode("cp932"))
        out, err = io.StringIO(), io.StringIO()
        with pytest.raises(SystemExit) as ended:
            call_command(
                "import_roster", str(file), "--school", school, *arguments, stdout=out, stderr=err
            )
        return ended.value.code, out.getvalue().splitlines(), err.getvalue().splitlines()

    return command


def test_all_rows_are_read_in_and_the_status_is_zero(run, midori):
    status, out, err = run(GOOD, "--create-classes")

    assert (status, err) == (0, [])
    assert out == [
        "D列（氏名）は読みこみません（名前は学校に残します）。",
        "読みこめる行 2（新しい 2・変更 0・同じ 0）、直す行 0",
        "2人を読みこみました。",
    ]
    assert Pupil.objects.count() == 2
    record = Record.objects.get(did="import.accepted")
    assert (record.by, record.facts["new"]) == (None, 2)


def test_faulty_rows_are_named_and_the_good_ones_are_in(run):
    rows = [*GOOD, ["2年B組", "x", "kaki-03", ""], ["", "4", "kaki-04", ""]]

    status, _out, err = run(rows, "--create-classes")

    assert status == 1
    assert err == [
        "4行目 B列（番号）：「x」は番号として読めません。1〜999 の数字で入力してください。",
        "5行目 A列（組）：組がありません。組を入力してください（例：B組、Rizal）。",
    ]
    assert Pupil.objects.count() == 2


def test_the_school_may_be_named_by_its_code(run, midori):
    status, *_said = run(GOOD, "--create-classes", school=midori.organisation.party.code)

    assert status == 0


def test_an_unknown_school_names_those_that_are_there(run, midori):
    status, out, err = run(GOOD, school="みどり")

    assert (status, out) == (2, [])
    assert err == [
        "「みどり」という学校はありません。",
        f"  {midori.organisation.party.code}  みどり台中学校",
    ]


def test_a_dry_run_writes_nothing_not_even_the_file(run, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "papers"

    status, out, _err = run(GOOD, "--create-classes", "--dry-run")

    assert status == 0
    assert out[-1] == "確かめただけです。何も変えていません。"
    assert not Pupil.objects.exists()
    assert not Batch.objects.exists()
    assert not settings.MEDIA_ROOT.exists()


def test_the_same_file_again_changes_nothing(run):
    run(GOOD, "--create-classes")

    status, out, err = run(GOOD, "--create-classes")

    assert (status, err, out[-1]) == (0, [], "変わるところはありません。")
    assert (Pupil.objects.count(), Batch.objects.count()) == (2, 1)


def test_without_leave_to_make_classes_nothing_is_read_in(run):
    status, _out, err = run(GOOD)

    assert status == 2
    assert [line[:3] for line in err] == ["2行目", "3行目", "読みこ"]
    assert not SchoolClass.objects.exists()


def test_pupils_whom_the_list_does_not_name_end_only_when_asked(run):
    run(GOOD, "--create-classes")

    status, out, _err = run(GOOD[:1])
    assert (status, out[-2:]) == (0, ["名簿にない生徒 1人", "変わるところはありません。"])
    run(GOOD[:1], "--end-missing")

    assert Pupil.objects.get(number=2).until_day == TODAY


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "ファイルが空です。表が入っているか確かめて、もう一度選んでください。"),
        (
            b"%PDF-1.7",
            "これは PDF です。表のもとの Excel ファイル（.xlsx）か CSV を送ってください。",
        ),
    ],
)
def test_a_file_that_is_no_table_says_so(run, data, words):
    assert run([], data=data) == (2, [], [words])


def test_a_file_that_is_not_there_says_so(midori, capsys):
    with pytest.raises(SystemExit) as ended:
        call_command("import_roster", "/not/there.csv", "--school", "みどり台中学校")

    assert ended.value.code == 2
    assert capsys.readouterr().out == "ファイルを開けません：No such file or directory\n"


def test_the_sentences_come_in_the_language_asked_for(run):
    _status, _out, err = run([["2年B組", "x", "", ""]], "--language", "en")

    assert any("cannot be read as a number" in line for line in err)
