"""名簿の取込 — from a file to pupils and back, and never a real name on the way."""

import csv
import io
import re
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook

from tests.cast import NOW, TODAY, agree, make_pupils
from tsunagari.base import sheets
from tsunagari.base.refusals import Refused
from tsunagari.kernel.consents.queries import shown
from tsunagari.kernel.imports import actions as imports
from tsunagari.kernel.imports.models import Batch
from tsunagari.kernel.parties.models import Party, Person
from tsunagari.kernel.records.models import Record
from tsunagari.kernel.roles.models import Role
from tsunagari.programmes.exchange.schools import actions, documents, importer, queries
from tsunagari.programmes.exchange.schools.models import KeepApart, Pupil, SchoolClass
from tsunagari.programmes.exchange.schools.rules.columns import Mapping

HEADER = ["組", "番号", "表示名", "性別", "英語レベル", "離す", "入学日", "転出日"]
YEAR = date(2026, 4, 1)


def row(class_name, number, name="", gender="女", level="2", apart="", joined="", left=""):
    return [class_name, str(number), name, gender, level, apart, joined, left]


def csv_of(rows, header=HEADER):
    made = io.StringIO()
    csv.writer(made).writerows([header, *rows])
    return made.getvalue().encode()


@pytest.fixture
def send(midori, yamada):
    """send(rows, …): a roster of みどり台中学校, uploaded by 山田."""

    def upload(rows, header=HEADER, school=midori, by=yamada, create=True, name="名簿.csv"):
        return imports.upload(
            importer.KIND,
            school.organisation,
            csv_of(rows, header),
            name=name,
            by=by,
            at=NOW,
            options={"create_classes": create},
        )

    return upload


@pytest.fixture
def who(yamada):
    return {"by": yamada, "on": TODAY, "at": NOW}


@pytest.fixture
def read(send, who):
    """read(rows, …): uploaded and accepted at once."""

    def accept(rows, options=None, **more):
        return imports.accept(send(rows, **more), options=options, **who)

    return accept


def stored():
    """(class, number, display name, gender, level, first day, last day) of every pupil."""
    rows = Pupil.objects.select_related("person", "school_class")
    return [
        (
            pupil.school_class.name,
            pupil.number,
            pupil.person.called.reveal(),
            pupil.gender,
            pupil.level,
            pupil.from_day,
            pupil.until_day,
        )
        for pupil in rows.order_by("school_class__name", "number", "from_day", "pk")
    ]


def everything():
    """Every row of every table but sessions of work: what an undo has to leave as it was."""
    left_out = {"Batch", "Blob", "Record", "RecordParty", "RecordDetail", "Remembered"}
    return {
        model.__name__: sorted(map(repr, model._base_manager.values_list()))
        for model in apps.get_models()
        if model.__name__ not in left_out
    }


def said(refused):
    return [reason.words() for reason in refused.value.reasons]


# 読みこむ -----------------------------------------------------------------------------------


def test_a_first_roster_makes_classes_and_pupils(read, midori, yamada):
    batch = read([row("2年B組", 1, "kaki-01"), row("2年B組", 2, "kaki-02", "男", "5")])

    assert stored() == [
        ("2年B組", 1, "kaki-01", "f", 2, YEAR, None),
        ("2年B組", 2, "kaki-02", "m", 5, YEAR, None),
    ]
    [school_class] = SchoolClass.objects.all()
    assert (school_class.school, school_class.grade, school_class.year) == (midori, 8, 2026)
    assert batch.counts == {
        "rows": 2,
        "good": 2,
        "faulty": 0,
        "new": 2,
        "changed": 0,
        "same": 0,
        "left": 0,
        "classes": 1,
        "ended": 0,
    }
    pupils = queries.pupils(school_class, on=TODAY)
    assert sorted(shown(pupils.values_list("pk", flat=True), to=yamada).values()) == [
        "kaki-01",
        "kaki-02",
    ]


def test_a_pupil_is_a_minor_of_the_school_with_its_language_and_zone(read, las_pinas, maria):
    read([row("Grade 8 - Rizal", 1, "narra-01")], school=las_pinas, by=maria)

    [person] = Person.objects.filter(minor=True)
    [role] = Role.objects.filter(party=person.party)
    assert (person.party.language, person.party.zone) == ("en", "Asia/Manila")
    assert (person.family, person.given, person.party.name.reveal()) == ("", "", "narra-01")
    assert (role.kind, role.body_id, role.until_day) == ("pupil", las_pinas.pk, None)


def test_who_joins_a_class_later_belongs_to_it_from_that_day(read):
    read([row("2年B組", 1, "kaki-01")])

    read([row("2年B組", 1, "kaki-01"), row("2年B組", 2, "kaki-02"), row("2年C組", 1, "biwa-01")])

    assert [(name, first) for _c, _n, name, _g, _l, first, _u in stored()] == [
        ("kaki-01", YEAR),
        ("kaki-02", TODAY),
        ("biwa-01", YEAR),
    ]


def test_days_in_the_file_are_stored_and_the_role_follows(read):
    read([row("2年B組", 1, "kaki-01", joined="R8.9.1", left="2026-12-24")])

    [pupil] = Pupil.objects.all()
    assert (pupil.from_day, pupil.until_day) == (date(2026, 9, 1), date(2026, 12, 24))
    role = Role.objects.get(party=pupil.pk)
    assert (role.from_day, role.until_day) == (date(2026, 9, 1), date(2026, 12, 24))


def test_a_faulty_row_stays_out_and_follows_from_the_downloaded_sheet(read, send, who):
    batch = read([row("2年B組", 1, "kaki-01"), row("2年B組", "x", "kaki-02")])
    assert [name for _c, _n, name, *_rest in stored()] == ["kaki-01"]

    preview = imports.look(batch, on=TODAY)
    sheet = importer.sheet_of(imports.workbook_of(batch), preview.mapping)
    corrected = sheets.read(documents.fault_sheet(preview, sheet)).sheets[0].rows
    corrected[1][corrected[0].index("番号")] = "2"
    read(corrected[1:], header=corrected[0], create=False)

    assert [(number, name) for _c, number, name, *_rest in stored()] == [
        (1, "kaki-01"),
        (2, "kaki-02"),
    ]


def test_without_leave_to_make_classes_an_unknown_one_is_a_fault(send):
    preview = imports.look(send([row("2年Q組", 1, "kaki-01")], create=False), on=TODAY)

    assert [fault.reason.rule for fault in preview.faults] == ["class.unknown"]
    assert not SchoolClass.objects.exists()


def test_the_same_file_again_changes_nothing(read):
    rows = [
        row("2年B組", 1, "kaki-01"),
        row("2年B組", 2, "", left="2026-10-01"),
        row("2年B組", 3, "kaki-03", left="2027-01-31"),
        row("2年B組", 4, "", apart="1"),
    ]
    read(rows)
    before = everything()

    batch = read(rows)

    assert everything() == before
    assert {name: batch.counts[name] for name in ("new", "changed", "same", "left")} == {
        "new": 0,
        "changed": 0,
        "same": 4,
        "left": 0,
    }


def test_what_the_file_says_anew_is_changed_in_place(read):
    read([row("2年B組", 1, "kaki-01", "女", "2")])
    [pupil] = Pupil.objects.all()

    batch = read([row("2年B組", 1, "momo-01", "その他", "4")])

    assert [told[1:5] for told in stored()] == [(1, "momo-01", "x", 4)]
    assert Pupil.objects.get().pk == pupil.pk
    assert Party.objects.get(pk=pupil.pk).name.reveal() == "momo-01"
    assert batch.counts["changed"] == 1


def test_a_number_that_was_freed_belongs_to_a_new_pupil(read):
    read([row("2年B組", 1, "kaki-01", left="2026-10-01")])

    read([row("2年B組", 1, "biwa-01")])

    assert [(name, last) for _c, _n, name, _g, _l, _f, last in stored()] == [
        ("kaki-01", date(2026, 10, 1)),
        ("biwa-01", None),
    ]


def test_the_name_of_a_pupil_who_left_is_not_given_again(read, send):
    read([row("2年B組", 1, "kaki-01", left="2026-10-01")])

    preview = imports.look(send([row("2年B組", 2, "kaki-01")]), on=TODAY)

    assert [fault.reason.rule for fault in preview.faults] == ["name.taken"]


def test_who_is_not_on_the_list_stays_unless_told_otherwise(read):
    both = [row("2年B組", 1, "kaki-01"), row("2年B組", 2, "kaki-02")]
    read(both)

    batch = read(both[:1])
    assert (batch.counts["left"], batch.counts["ended"]) == (1, 0)
    assert stored()[1][-1] is None

    batch = read(both[:1], options={"end_missing": True})
    assert batch.counts["ended"] == 1
    assert stored()[1][-1] == TODAY
    assert Role.objects.get(party__person__pupil__number=2).until_day == TODAY


def test_pairs_kept_apart_are_stored_once_and_across_classes(read):
    rows = [
        row("2年B組", 1, "kaki-01", apart="2、2年C組 1"),
        row("2年B組", 2, "kaki-02", apart="1"),
        row("2年C組", 1, "biwa-01"),
    ]
    read(rows)
    read(rows)

    names = dict(Pupil.objects.values_list("pk", "person__called"))
    pairs = KeepApart.objects.values_list("a", "b")
    assert sorted(tuple(names[key].reveal() for key in pair) for pair in pairs) == [
        ("kaki-01", "biwa-01"),
        ("kaki-01", "kaki-02"),
    ]


def test_a_year_earlier_the_same_class_is_another_one(read, midori):
    old = SchoolClass.objects.create(school=midori, year=2025, grade=8, name="2年B組")
    make_pupils(old, 2, "ume")

    batch = read([row("2年B組", 1, "kaki-01")])

    assert batch.counts["classes"] == 1
    assert Pupil.objects.filter(school_class=old).count() == 2


def test_the_record_names_numbers_and_nobody(read):
    read([row("2年B組", 1, "kaki-01")])

    record = Record.objects.get(did="import.accepted")
    assert record.facts["new"] == 1
    assert "kaki" not in str(record.facts)


def test_ten_thousand_rows_ask_no_more_questions_a_row_than_a_hundred(send, who):
    def asked(count, letter):
        names = [row(f"2年{letter}{at // 40}組", at % 40 + 1) for at in range(count)]
        batch = send(names)
        with CaptureQueriesContext(
            connection,
        ) as questions:
            imports.accept(batch, **who)
        return len(questions)

    few, many = asked(100, "A"), asked(2_000, "B")

    # Rows are written in parts of 500; SQLite takes fewer values at once and asks more often.
    assert many - few < 2_000 / 20


# 取り消す -----------------------------------------------------------------------------------


def test_undo_leaves_everything_as_it_was_before(read, who):
    read([row("2年B組", 1, "kaki-01"), row("2年B組", 2, "kaki-02"), row("2年B組", 3, "kaki-03")])
    before = everything()
    batch = read(
        [
            row("2年B組", 1, "momo-01", "男", "5", left="2026-12-01"),
            row("2年B組", 2, "kaki-02", apart="1"),
            row("2年C組", 1, "biwa-01"),
        ],
        options={"end_missing": True},
    )
    assert everything() != before

    imports.undo(batch, **who)

    assert everything() == before


def test_a_first_roster_can_be_undone_to_nothing(read, who):
    before = everything()
    batch = read([row("2年B組", 1, "kaki-01", apart="2"), row("2年B組", 2)])

    imports.undo(batch, **who)

    assert everything() == before


@pytest.fixture
def batch(read):
    return read([row("2年B組", 1, "kaki-01"), row("2年B組", 2, "kaki-02")])


def refused_undo(batch, who):
    before = everything()
    with pytest.raises(Refused) as refused:
        imports.undo(batch, **who)
    assert everything() == before
    return said(refused)


def test_with_a_consent_it_cannot_be_undone(batch, who):
    agree(Pupil.objects.filter(number=2))

    assert refused_undo(batch, who) == [
        "読みこんだ生徒のうち1人（2年B組 2 など）に、同意・カード・授業などの記録がもうあります。"
        "記録を残すため、取り消せません。直した名簿をもう一度読みこんでください。"
    ]


def test_with_a_timetable_it_cannot_be_undone(batch, who, yamada):
    school_class = SchoolClass.objects.get()
    actions.set_timetable(school_class, {(1, "P1"): {"subject": "英語"}}, by=yamada, on=TODAY)

    assert refused_undo(batch, who) == [
        "読みこみで作った学級（2年B組）に、時間割・交流・ほかの生徒がもうあります。"
        "それを先に消すか、直した名簿をもう一度読みこんでください。"
    ]


def test_with_a_pair_kept_apart_by_hand_it_cannot_be_undone(batch, who, yamada):
    a, b = Pupil.objects.order_by("pk")
    actions.keep_apart(a, b, by=yamada, on=TODAY)

    [words] = refused_undo(batch, who)
    assert words.startswith("読みこんだ生徒のうち2人")


def test_with_pupils_added_to_its_class_it_cannot_be_undone(batch, who):
    make_pupils(SchoolClass.objects.get(), 1, "ume", start=9, consents=False)

    [words] = refused_undo(batch, who)
    assert words.startswith("読みこみで作った学級（2年B組）に")


@pytest.mark.parametrize(
    "rows",
    [
        [row("2年B組", 1, "momo-01")],
        [row("2年B組", 1, "kaki-01"), row("2年B組", 3, "kaki-03")],
        [row("2年B組", 1, "kaki-01", apart="2"), row("2年B組", 2, "kaki-02")],
    ],
    ids=["a changed pupil", "a pupil more", "a pair kept apart"],
)
def test_a_later_file_that_builds_on_it_has_to_go_first(batch, read, who, rows):
    later = read(rows, name="あとの名簿.csv")

    assert refused_undo(batch, who) == [
        "あとで読みこんだ「あとの名簿.csv」が、同じ生徒か学級を変えています。"
        "そちらを先に取り消してください。"
    ]
    imports.undo(later, **who)
    imports.undo(batch, **who)
    assert not Pupil.objects.exists()


def test_a_later_file_that_changed_nothing_here_is_no_hindrance(batch, read, who):
    read([row("2年B組", 1, "kaki-01"), row("2年B組", 2, "kaki-02")])

    imports.undo(batch, **who)

    assert not Pupil.objects.exists()


def test_a_pupil_changed_by_hand_since_is_not_put_back(batch, read, who):
    later = read([row("2年B組", 1, "kaki-01", level="5"), row("2年B組", 2, "kaki-02")])
    Pupil.objects.filter(number=1).update(level=3)

    assert refused_undo(later, who) == [
        "読みこんだあとで、1人の生徒がまた変更されています。"
        "あとの名簿を先に取り消すか、直した名簿を読みこんでください。"
    ]


# 本名 ---------------------------------------------------------------------------------------

# A key drawn by chance or the parts of a second may hold a year.
DRAWN = re.compile(r"[0-9a-f-]{12,}|\d{5,}")
SECRETS = ["鑫花子", "キムハナコ", "2013", "090-1234", "母の名", "卵アレルギー", "担任"]


def real_roster():
    """As a school office keeps it: a title with the teacher's name, real names, and worse."""
    book = Workbook()
    sheet = book.active
    sheet.title = "2B"
    sheet.append(["令和8年度 2年B組 担任 山田進"])
    sheet.append(["組", "番号", "氏名", "フリガナ", "表示名", "生年月日", "電話", "保護者", "備考"])
    sheet.append(
        ["2年B組", 1, "鑫花子", "キムハナコ", "kaki-01", "2013-05-06", "090-1234", "母の名", ""]
    )
    sheet.append(["2年B組", 2, "鑫花子", "", "鑫花子", date(2013, 7, 8), "", "", "卵アレルギー"])
    other = book.create_sheet("成績")
    other.append(["鑫花子", "担任の所見"])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def test_no_real_name_reaches_the_database_or_the_disk(midori, who, settings):
    batch = imports.upload(
        importer.KIND,
        midori.organisation,
        real_roster(),
        name="2B.xlsx",
        by=who["by"],
        at=NOW,
        options={"create_classes": True},
    )
    preview = imports.look(batch, on=TODAY)
    imports.accept(batch, **who)

    assert [fault.reason.rule for fault in preview.faults] == ["name.real"]
    rows = [
        DRAWN.sub("", str(values))
        for model in apps.get_models()
        for values in model._base_manager.values_list()
    ]
    files = [path.read_bytes() for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
    kept = repr([imports.workbook_of(each).sheets for each in Batch.objects.all()])
    sheet = importer.sheet_of(imports.workbook_of(batch), preview.mapping)
    download = "".join(
        cell
        for line in sheets.read(documents.fault_sheet(preview, sheet)).sheets[0].rows
        for cell in line
    )
    for secret in SECRETS:
        assert [text for text in rows if secret in text] == []
        assert not any(secret.encode() in data for data in files)
        assert secret not in kept
        assert secret not in download
    assert Pupil.objects.get().age_band == "12-15"


def test_a_file_full_of_strange_signs_can_be_kept(midori, who):
    header = ["組", "番号", "表示名", "備\x00考", "x" * 100_000]
    rows = [["2年B組", "1", "kaki-01", "\x00", ""], ["2年B組", "2", "ka\x00ki", "", ""]]
    data = "\n".join(map(",".join, [header, *rows])).encode()

    batch = imports.upload(
        importer.KIND,
        midori.organisation,
        data,
        name="名簿\udc80\x00.csv",
        by=who["by"],
        at=NOW,
        options={"create_classes": True},
    )
    imports.accept(batch, **who)

    batch.refresh_from_db()
    assert batch.name == "名簿.csv"
    assert [why for _at, _header, why in batch.mapping["left_out"]] == ["unknown", "unknown"]
    assert batch.mapping["left_out"][1][1] == "x" * 80
    assert Pupil.objects.count() == 1


# 列の意味 -----------------------------------------------------------------------------------

ODD = ["Klasse", "ならび", "コード名", "氏名"]


def chosen(batch, **columns):
    """A mapping as the page writes it."""
    return {
        "sheet": batch.mapping["sheet"],
        "header_row": 1,
        "columns": {at[1:]: name for at, name in columns.items()},
    }


@pytest.fixture
def unknown(send):
    """A roster whose class and number nobody recognises."""
    rows = [["2年B組", "1", "kaki-01", "鑫花子", "女", "3"]]
    return send(rows, header=[*ODD, "性別", "英語レベル"])


MEANT = {"c0": "class", "c1": "number", "c2": "display_name", "c4": "gender", "c5": "level"}


def test_columns_that_were_not_kept_need_the_file_once_more(unknown):
    with pytest.raises(Refused) as refused:
        imports.remap(unknown, mapping=chosen(unknown, **MEANT), options={})

    assert [(r.rule, r.field) for r in refused.value.reasons] == [("file.again", "file")]
    unknown.refresh_from_db()
    assert Mapping.from_json(unknown.mapping).missing == ["class", "number"]


def test_with_the_file_the_chosen_columns_are_read_and_remembered(unknown, send, who):
    data = csv_of([["2年B組", "1", "kaki-01", "鑫花子", "女", "3"]], [*ODD, "性別", "英語レベル"])

    batch = imports.remap(unknown, mapping=chosen(unknown, **MEANT), options={}, data=data)
    imports.accept(batch, **who)

    assert [told[:5] for told in stored()] == [("2年B組", 1, "kaki-01", "f", 3)]
    again = send([["2年B組", "2", "kaki-02", "鑫", "男", "1"]], header=[*ODD, "性別", "英語レベル"])
    assert Mapping.from_json(again.mapping).missing == []


def test_a_column_less_needs_no_file(send):
    batch = send([row("2年B組", 1, "kaki-01", level="5")])
    wanted = chosen(batch, c0="class", c1="number", c2="display_name")

    batch = imports.remap(batch, mapping=wanted, options={})

    [pupil] = imports.look(batch, on=TODAY).rows
    assert (pupil.level, pupil.gender) == (None, "")
    assert imports.workbook_of(batch).sheets[0].rows[1] == ["2年B組", "1", "kaki-01", *[""] * 5]


@pytest.mark.parametrize(
    ("columns", "rule"),
    [
        (MEANT | {"c3": "display_name", "c2": ""}, "column.never"),
        (MEANT | {"c2": "class"}, "column.twice"),
        ({"c0": "class"}, "column.missing"),
    ],
)
def test_columns_that_cannot_be_are_refused_in_words(unknown, columns, rule):
    data = csv_of([["2年B組", "1", "kaki-01", "鑫花子", "女", "3"]], [*ODD, "性別", "英語レベル"])

    with pytest.raises(Refused) as refused:
        imports.remap(unknown, mapping=chosen(unknown, **columns), options={}, data=data)

    assert rule in [reason.rule for reason in refused.value.reasons]


def two_sheets():
    book = Workbook()
    for name, letter in (("B組", "B"), ("C組", "C")):
        sheet = book.create_sheet(name)
        sheet.append(["組", "番号", "表示名"])
        sheet.append([f"2年{letter}組", 1, f"{letter}-01"])
    del book["Sheet"]
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def test_another_sheet_is_read_when_the_file_is_sent_with_its_name(midori, who):
    batch = imports.upload(
        importer.KIND,
        midori.organisation,
        two_sheets(),
        name="x.xlsx",
        by=who["by"],
        at=NOW,
        options={"create_classes": True},
    )
    assert batch.sheet == "B組"
    wanted = {"sheet": "C組", "header_row": 1, "columns": {}}

    for data, rule in ((None, "file.again"), (csv_of([["x"]], ["組"]), "sheet.none")):
        with pytest.raises(Refused) as refused:
            imports.remap(batch, mapping=wanted, options={}, data=data)
        assert [reason.rule for reason in refused.value.reasons] == [rule]
    batch = imports.remap(batch, mapping=wanted, options={}, data=two_sheets())

    assert [pupil.class_name for pupil in imports.look(batch, on=TODAY).rows] == ["2年C組"]
    assert "B組" not in repr(imports.workbook_of(batch))


# 学年 ---------------------------------------------------------------------------------------


def test_a_philippine_school_year_is_still_the_old_one_on_its_last_day(
    read, las_pinas, maria, send, who
):
    last = date(2027, 4, 8)
    batch = send([row("Grade 8 - Rizal", 1, "narra-01")], school=las_pinas, by=maria)

    imports.accept(batch, **who | {"on": last})

    assert SchoolClass.objects.get().year == 2026
    batch = send([row("Grade 8 - Rizal", 1, "narra-01")], school=las_pinas, by=maria)
    imports.accept(batch, **who | {"on": last + timedelta(days=1)})
    assert list(SchoolClass.objects.values_list("year", flat=True)) == [2026, 2027]
