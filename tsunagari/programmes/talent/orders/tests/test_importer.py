"""候補者の取込 — columns recognised, faults named, nobody merged by a file, everything taken back."""

from datetime import date
from io import BytesIO

import pytest
from django.utils.translation import override
from openpyxl import Workbook, load_workbook

from tests.cast import NOW, TODAY
from tests.cast_orders import enter
from tsunagari.base.languages import CODES, gettext
from tsunagari.base.readings import plain
from tsunagari.base.refusals import Refused
from tsunagari.kernel.imports import actions as imports
from tsunagari.kernel.imports.models import Batch, Remembered
from tsunagari.kernel.parties.models import Party
from tsunagari.programmes.talent.law.rules.fields import FIELDS as TRADES
from tsunagari.programmes.talent.orders import documents, forgetting, queries
from tsunagari.programmes.talent.orders.actions import candidates
from tsunagari.programmes.talent.orders.importer import sheet_of
from tsunagari.programmes.talent.orders.models import Candidate
from tsunagari.programmes.talent.orders.rules.candidates import COUNTRIES
from tsunagari.programmes.talent.orders.rules.columns import CANDIDATES, FIELD_WORDS, Mapping
from tsunagari.programmes.talent.orders.rules.sheet import trade_of

pytestmark = pytest.mark.django_db
HEAD = "番号,氏名（ローマ字）,生年月日,国籍,希望分野,来られる日,希望月給,寮の希望,日本在住,日本語,技能試験,旅券番号"
LAN_ROW = "V-1,NGUYEN THI LAN,2001-05-03,ベトナム,介護、建設,2027-07-01,20万円,はい,いいえ,N4,介護,C1234567"


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def upload(sending, dang, *rows, head=HEAD):
    data = "\n".join([head, *rows]).encode()
    return imports.upload("candidates", sending, data, name="list.csv", by=dang, at=NOW)


def look(batch):
    return imports.look(batch, on=TODAY)


def accept(batch, dang):
    return imports.accept(batch, by=dang, on=TODAY, at=NOW)


def said(batch) -> list[tuple[int, str, str]]:
    return [(fault.row, fault.place, fault.reason.rule) for fault in look(batch).faults]


@pytest.mark.parametrize("language", CODES)
def test_what_our_own_pages_call_a_column_a_field_and_a_country_is_read(sending, dang, language):
    with override(language):
        columns = {name: plain(gettext(words)) for name, words in FIELD_WORDS.items()}
        trades = {code: plain(gettext(words)) for code, words in TRADES.items()}
        countries = {code: plain(gettext(row[1])) for code, row in COUNTRIES.items()}

    assert {name: CANDIDATES.field_of(words) for name, words in columns.items()} == {
        n: n for n in columns
    }
    rows = [
        f'V-{at},NGUYEN A{"bc"[at % 2] * at},1999-01-{at + 1:02},{countries[country]},"{trade}",2027-07-01'
        for at, (trade, country) in enumerate(zip(trades.values(), [*COUNTRIES] * 2, strict=False))
    ]
    found = look(upload(sending, dang, *rows, head="番号,氏名,生年月日,国籍,分野,来られる日"))
    assert [fault.reason.words() for fault in found.faults] == []
    assert [row.facts["fields"] for row in found.rows] == [[code] for code in trades]
    assert {row.nationality for row in found.rows} == set(COUNTRIES)


def test_a_row_is_read_as_people_write_it(sending, dang):
    [row] = look(upload(sending, dang, LAN_ROW)).rows

    assert (row.names["family_latin"], row.names["given_latin"]) == ("NGUYEN", "THI LAN")
    assert row.nationality == "VNM"
    assert row.facts == {
        "number": "V-1",
        "born_on": date(2001, 5, 3),
        "fields": ["care", "construction"],
        "ready_on": date(2027, 7, 1),
        "wish_yen": 200_000,
        "wish_dormitory": True,
        "in_japan": False,
        "japanese": "N4",
        "skills": ["care"],
    }


def test_numbers_of_passports_are_named_and_never_kept(sending, dang):
    batch = upload(sending, dang, LAN_ROW)

    assert "C1234567" not in repr(imports.workbook_of(batch))
    [note] = look(batch).notes
    assert "L列（旅券番号）は読みこみません" in note.words()


@pytest.mark.parametrize(
    ("header", "meaning"),
    [
        ("Họ và tên", "name"),
        ("DATE OF BIRTH", "born"),
        ("第2希望", "fields"),
        ("Giới tính", "never:sensitive"),
        ("パスポートNo", "never:number"),
        ("Phone number", "never:contact"),
        ("配偶者の有無", "never:family"),
        ("なぞ", ""),
    ],
)
def test_headers_are_known_in_several_languages(header, meaning):
    assert CANDIDATES.field_of(header) == meaning


@pytest.mark.parametrize(
    ("at", "cell", "rule"),
    [
        (2, "2001-13-03", "day.month"),
        (2, "", "day.empty"),
        (2, "2015-01-01", "candidate"),
        (2, "2030-01-01", "candidate"),
        (3, "アトランティス", "country"),
        (4, "宇宙", "trade"),
        (5, "いつか", "day.form"),
        (6, "たくさん", "yen"),
        (7, "たぶん", "yes"),
        (9, "N9", "japanese"),
        (1, "", "candidate"),
    ],
)
def test_a_wrong_cell_is_named_by_row_and_column(sending, dang, at, cell, rule):
    cells = LAN_ROW.split(",")
    cells[at] = cell

    [(row, place, found)] = said(upload(sending, dang, ",".join(cells)))

    assert (row, found) == (2, rule)
    assert place.startswith("ABCDEFGHIJKL"[at])


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("介護技能評価試験", "care"),
        ("建設分野特定技能１号評価試験", "construction"),
        ("外食業特定技能1号技能測定試験 合格", "food_service"),
        ("介護日本語評価試験", None),
        ("試験", None),
        ("", None),
    ],
)
def test_a_skill_test_by_its_official_name_is_of_its_field(words, field):
    assert trade_of(words) == field


@pytest.mark.parametrize(
    ("cell", "fields"),
    [
        ("介護・外食業", ["care", "food_service"]),
        ("造船・舶用工業", ["shipbuilding"]),
        ("造船・舶用工業・介護", ["shipbuilding", "care"]),
    ],
)
def test_fields_with_a_middle_dot_between_them_are_read(sending, dang, cell, fields):
    [row] = look(upload(sending, dang, LAN_ROW.replace("介護、建設", cell))).rows

    assert row.facts["fields"] == fields


def test_a_day_in_an_era_is_read(sending, dang):
    [row] = look(upload(sending, dang, LAN_ROW.replace("2001-05-03", "平成13年5月3日"))).rows

    assert row.facts["born_on"] == date(2001, 5, 3)


def test_everything_wrong_in_a_row_is_said_at_once(sending, dang):
    future = LAN_ROW.replace("2001-05-03", "令和40年1月1日").replace("2027-07-01", "2027-02-29")
    far = LAN_ROW.replace("2001-05-03", "2001-02-29").replace("2027-07-01", "2040-07-01")

    for row in (future, far):
        places = [place for _row, place, _rule in said(upload(sending, dang, row))]
        assert places == ["C列（生年月日）", "F列（来られる日）"]


def test_good_rows_come_in_and_faulty_ones_stay_out(sending, dang):
    hoa = LAN_ROW.replace("V-1", "V-2").replace("LAN", "HOA").replace("介護、", "宇宙、")
    batch = accept(upload(sending, dang, LAN_ROW, hoa), dang)

    assert batch.counts == {
        "good": 1,
        "new": 1,
        "changed": 0,
        "same": 0,
        "faulty": 1,
        "alike": 0,
    }
    assert [one.number for one in Candidate.objects.all()] == ["V-1"]
    assert Remembered.objects.get().mapping["希望分野"] == "fields"


def test_the_same_file_again_makes_nobody_new(sending, dang):
    accept(upload(sending, dang, LAN_ROW), dang)

    again = look(upload(sending, dang, LAN_ROW))
    better = look(upload(sending, dang, LAN_ROW.replace("N4", "N3")))

    assert (again.counts["same"], better.counts["changed"]) == (1, 1)


def test_the_same_file_without_numbers_makes_nobody_new(sending, dang):
    row = LAN_ROW.replace("V-1", "")
    accept(upload(sending, dang, row), dang)

    assert look(upload(sending, dang, row)).counts["same"] == 1


@pytest.mark.parametrize(
    "written",
    [
        "LAN NGUYEN THI",
        "Nguyễn Thị Lan",
        "ＮＧＵＹＥＮ　ＴＨＩ　ＬＡＮ",
        "グエン・ティ・ラン",
        "ｸﾞｴﾝ ﾃｨ ﾗﾝ",
    ],
)
def test_one_person_in_two_spellings_is_asked_about_and_never_merged(sending, dang, written):
    again = LAN_ROW.replace("V-1", "").replace("NGUYEN THI LAN", written)
    batch = upload(sending, dang, LAN_ROW.replace("V-1", ""), again)

    preview = look(batch)
    assert [row.alike_rows for row in preview.rows] == [[], [2]]
    accept(batch, dang)

    assert Candidate.objects.filter(state="looking").count() == 2
    [(a, b)] = queries.alike(sending)
    assert {a.state, b.state} == {"looking"}


def test_a_name_without_its_middle_part_is_asked_about_and_stays_two_entries(sending, dang):
    juan = LAN_ROW.replace("V-1", "").replace("NGUYEN THI LAN", "DELA CRUZ Juan")
    whole = juan.replace("DELA CRUZ Juan", "Juan Santos Dela Cruz")
    batch = upload(sending, dang, juan, whole)

    assert [row.alike_rows for row in look(batch).rows] == [[], [2]]
    accept(batch, dang)

    assert len(queries.alike(sending)) == 1
    assert Candidate.objects.filter(state="looking").count() == 2


def test_somebody_who_is_known_in_another_spelling_is_asked_about(sending, dang):
    lan = enter(sending, dang)

    [row] = look(upload(sending, dang, LAN_ROW.replace("NGUYEN THI LAN", "グエン ティ ラン"))).rows

    assert (row.state, row.alike_known) == ("new", [lan.pk])


def test_the_same_row_twice_is_a_fault_that_names_the_first(sending, dang):
    preview = look(upload(sending, dang, LAN_ROW, LAN_ROW))

    [fault] = preview.faults
    assert (fault.row, fault.reason.facts) == (3, {"first": 2})
    assert len(preview.rows) == 1


def test_a_number_for_two_people_is_a_fault(sending, dang):
    hoa = LAN_ROW.replace("NGUYEN THI LAN", "PHAM THI HOA")

    assert said(upload(sending, dang, LAN_ROW, hoa)) == [(3, "", "double")]


def test_a_number_says_who_it_is_whatever_the_spelling(sending, dang):
    accept(upload(sending, dang, LAN_ROW), dang)

    [row] = look(upload(sending, dang, LAN_ROW.replace("THI LAN", "Thị Lan"))).rows

    assert (row.state, row.alike_known) == ("changed", [])


def test_a_change_and_its_undo_bring_back_what_was(sending, dang):
    accept(upload(sending, dang, LAN_ROW), dang)
    batch = accept(
        upload(sending, dang, LAN_ROW.replace("N4", "N3").replace("THI LAN", "Thị Lan")), dang
    )
    lan = Candidate.objects.get()
    assert (lan.japanese, lan.person.given_latin) == ("N3", "Thị Lan")

    imports.undo(batch, by=dang, on=TODAY, at=NOW)

    lan = Candidate.objects.get()
    assert (lan.japanese, lan.person.given_latin) == ("N4", "THI LAN")


def test_undo_takes_everybody_away_who_came_in(sending, dang):
    before = Party.objects.count()
    batch = accept(upload(sending, dang, LAN_ROW), dang)

    imports.undo(batch, by=dang, on=TODAY, at=NOW)

    assert Party.objects.count() == before
    assert Candidate.objects.count() == 0
    assert Batch.objects.get().state == "undone"


def test_undo_is_refused_once_somebody_was_changed(sending, dang):
    batch = accept(upload(sending, dang, LAN_ROW), dang)
    [lan] = Candidate.objects.all()
    candidates.leave(lan, by=dang, on=TODAY)

    with pytest.raises(Refused) as refused:
        imports.undo(batch, by=dang, on=TODAY, at=NOW)

    assert refused.value.reasons[0].rule == "used"
    assert Candidate.objects.count() == 1


def test_a_file_without_the_columns_that_are_needed_says_which(sending, dang):
    batch = upload(sending, dang, "NGUYEN,ベトナム", head="氏名,国籍")

    assert batch.mapping["columns"] == {"0": "name", "1": "nationality"}
    assert Mapping.from_json(batch.mapping).missing == ["born", "ready"]
    with override("vi"), pytest.raises(Refused) as refused:
        imports.remap(batch, mapping=batch.mapping, options={})
    assert [one.facts["field"] for one in refused.value.reasons] == [
        "Ngày sinh",
        "Ngày có thể đến",
    ]


def test_a_file_without_any_header_is_refused(sending, dang):
    with pytest.raises(Refused) as refused:
        upload(sending, dang, "1,2", head="a,b")

    assert refused.value.reasons[0].rule == "header.none"


def test_an_excel_file_with_real_days_is_read(sending, dang):
    book = Workbook()
    book.active.append(["候補者の一覧"])
    book.active.append(["Full name", "Date of birth", "Available from"])
    book.active.append(["Santos, Maria", date(2000, 1, 31), date(2027, 8, 1)])
    made = BytesIO()
    book.save(made)

    batch = imports.upload("candidates", sending, made.getvalue(), name="a.xlsx", by=dang, at=NOW)

    [row] = look(batch).rows
    assert (row.names["family_latin"], row.names["given_latin"]) == ("Santos", "Maria")
    assert row.facts["born_on"] == date(2000, 1, 31)
    assert row.facts["fields"] == []


@pytest.mark.parametrize("language", ["ja", "en", "vi", "id", "fil"])
def test_the_blank_list_can_be_filled_in_and_read(sending, dang, language):
    book = load_workbook(BytesIO(documents.blank("candidates", language)))
    book.active.append(["1", "NGUYEN THI LAN", "", "2001-05-03", "VN", "care", "2027-07-01"])
    made = BytesIO()
    book.save(made)

    batch = imports.upload("candidates", sending, made.getvalue(), name="a.xlsx", by=dang, at=NOW)

    assert look(batch).counts["good"] == 1


def test_the_sheet_of_faults_says_what_to_fix_and_is_read_again(sending, dang):
    batch = upload(
        sending, dang, LAN_ROW, LAN_ROW.replace("V-1", "V-2").replace("介護、", "宇宙、")
    )
    preview = look(batch)
    made = documents.fault_sheet(preview, sheet_of(imports.workbook_of(batch), preview.mapping))

    page = load_workbook(BytesIO(made)).active
    assert page.cell(2, 1).value == 3
    assert "「宇宙」という分野はありません" in page.cell(2, page.max_column).value
    again = imports.upload("candidates", sending, made, name="b.xlsx", by=dang, at=NOW)
    assert [fault.reason.rule for fault in look(again).faults] == ["trade"]


def test_a_forgotten_candidate_is_gone_from_the_file_too(sending, dang):
    batch = accept(upload(sending, dang, LAN_ROW), dang)
    [lan] = Candidate.objects.all()

    forgetting.forget(lan.person.party, on=TODAY)

    batch.refresh_from_db()
    assert "NGUYEN" not in repr(imports.workbook_of(batch))
    assert batch.undo["made"] == []
