"""名簿の読みこみ（画面） — what the pages say, who may see them, and what a press does."""

import csv
import io
import re
from datetime import timedelta
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from tests.cast import TODAY, agree
from tsunagari.faces.shared import uploads
from tsunagari.kernel.imports import actions
from tsunagari.kernel.imports.models import Batch
from tsunagari.programmes.exchange.schools.models import Pupil, SchoolClass

HEADER = ["組", "番号", "表示名", "氏名", "性別"]
GOOD = [["2年B組", "1", "kaki-01", "鑫花子", "女"], ["2年B組", "2", "kaki-02", "鑫次郎", "男"]]
BAD = [["2年B組", "x", "kaki-03", "鑫三郎", "女"], ["2年B組", "4", "鑫四郎", "鑫四郎", "女"]]
LISTED = "/partner/imports/"


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(TODAY + timedelta(hours=3))


def text_of(response) -> str:
    """What a reader finds in the main part of a page."""
    page = response.content.decode()
    main = re.search(r"<main.*</main>", page, re.S)
    text = re.sub(r"<svg.*?</svg>|<[^>]+>", " ", main[0] if main else page, flags=re.S)
    return " ".join(unescape(text).split())


def file_of(rows, header=HEADER, name="名簿.csv", encoding="utf-8"):
    made = io.StringIO()
    csv.writer(made).writerows([header, *rows])
    return SimpleUploadedFile(name, made.getvalue().encode(encoding))


def send(client, rows, create=True, **more):
    data = {"file": file_of(rows, **more)} | ({"create_classes": "on"} if create else {})
    return client.post(LISTED, data)


@pytest.fixture
def sent(yamada_client):
    """sent(rows): the batch that 山田 uploaded."""

    def upload(rows=GOOD, **more):
        response = send(yamada_client, rows, **more)
        assert response.status_code == 302, text_of(response)
        return Batch.objects.latest("pk")

    return upload


def address(name, batch):
    return reverse(f"partner:{name}", args=[batch.pk])


def accept(client, batch, **more):
    batch.refresh_from_db()
    seen = actions.seen(actions.look(batch, on=TODAY))
    return client.post(address("accept_import", batch), {"seen": seen, **more})


# だれが見られるか ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["import", "import_columns", "import_faults"])
def test_a_file_is_seen_by_its_own_school_only(name, sent, yamada_client, maria_client):
    batch = sent(GOOD + BAD)

    assert yamada_client.get(address(name, batch)).status_code == 200
    assert maria_client.get(address(name, batch)).status_code == 404


@pytest.mark.parametrize("name", ["accept_import", "undo_import", "drop_import", "import_columns"])
def test_another_school_changes_nothing(name, sent, maria_client):
    batch = sent()

    assert maria_client.post(address(name, batch)).status_code == 404
    batch.refresh_from_db()
    assert batch.state == "uploaded"


@pytest.mark.parametrize("name", ["imports", "import_template"])
def test_strangers_stay_outside(name, suzuki_client, yamada_login):
    page = reverse(f"partner:{name}")

    assert Client().get(page).status_code == 302
    assert suzuki_client.get(page).status_code == 403


def test_another_school_s_files_are_not_listed(sent, maria_client):
    sent(name="みどり台の名簿.csv")

    assert "みどり台の名簿" not in text_of(maria_client.get(LISTED))


def test_staff_who_act_for_the_school_may_import_and_it_is_said_so(staff_client, midori, sato):
    session = staff_client.session
    session["acting_for"] = midori.pk
    session.save()

    send(staff_client, GOOD)
    batch = Batch.objects.get()
    accept(staff_client, batch)

    batch.refresh_from_db()
    assert (batch.body_id, batch.by, batch.state) == (midori.pk, sato.party, "accepted")


# ファイルを選ぶ -----------------------------------------------------------------------------


def test_the_first_page_says_limits_before_choosing_and_what_is_never_stored(yamada_client):
    text = text_of(yamada_client.get(LISTED))

    assert "Excel（.xlsx）・CSV、10MBまでのファイルを1つ選んでください。" in text
    assert (
        "氏名・連絡先・家族・個人の番号・健康・成績などの列は、読みこみも保存もしません。" in text
    )
    assert "まだ何も読みこんでいません" in text


def test_a_new_school_is_offered_to_make_classes(yamada_client, midori):
    assert (
        b'name="create_classes" id="id_create_classes" checked'
        in (yamada_client.get(LISTED).content)
        or yamada_client.get(LISTED).context["form"]["create_classes"].value()
    )
    SchoolClass.objects.create(school=midori, year=2026, grade=8, name="2年B組")

    assert not yamada_client.get(LISTED).context["form"]["create_classes"].value()


def test_without_a_file_the_form_comes_back_with_a_sentence(yamada_client):
    response = yamada_client.post(LISTED, {"create_classes": "on"})

    assert response.status_code == 422
    assert "名簿のファイルを選んでください。" in text_of(response)
    assert response.context["form"]["create_classes"].value()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "ファイルが空です。"),
        (b"%PDF-1.7", "これは PDF です。"),
        (b"a,b,c\n1,2,3\n", "名簿の見出しの行が見つかりません。"),
        (b"x" * (uploads.LIMIT + 1), "このファイルは 11MB です。10MB までにしてください。"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_stores_nothing(yamada_client, data, words):
    response = yamada_client.post(LISTED, {"file": SimpleUploadedFile("x.csv", data)})

    assert response.status_code == 422
    assert words in text_of(response)
    assert not Batch.objects.exists()


def test_a_big_upload_never_touches_the_disk(yamada_client, monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    rows = [[f"2年{at // 40}組", str(at % 40 + 1), "", "鑫花子" * 9, "女"] for at in range(40_000)]

    send(yamada_client, rows)

    assert Batch.objects.exists()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("language", ["", "ja-easy/", "en/", "vi/", "id/", "fil/"])
def test_the_blank_roster_comes_in_the_readers_language(yamada_client, language):
    response = yamada_client.get(f"/{language}partner/imports/template.xlsx")

    sheet = load_workbook(io.BytesIO(response.content)).active
    assert response["Content-Disposition"].startswith("attachment")
    assert sheet.max_column == 8
    assert (sheet["A2"].value == "学年") == (language in ("", "ja-easy/"))


def test_the_history_asks_as_many_questions_for_three_files_as_for_fifteen(sent, yamada_client):
    def asked(count):
        for _time in range(count):
            sent()
        with CaptureQueriesContext(connection) as questions:
            assert yamada_client.get(LISTED).status_code == 200
        return len(questions)

    assert asked(3) == asked(12)


def test_a_long_history_comes_page_by_page(sent, yamada_client):
    for at in range(22):
        sent(name=f"名簿{at:02}.csv")

    first = yamada_client.get(LISTED)
    older = first.context["page"].older
    second = text_of(yamada_client.get(LISTED, {"after": older}))

    assert "名簿21.csv" in text_of(first)
    assert "名簿01.csv" not in text_of(first)
    assert "名簿01.csv" in second


# 確かめる -----------------------------------------------------------------------------------


def test_the_preview_names_every_faulty_row_and_shows_the_good_ones(sent, yamada_client):
    text = text_of(yamada_client.get(address("import", sent(GOOD + BAD))))

    assert (
        "4行目 B列（番号） 「x」は番号として読めません。1〜999 の数字で入力してください。" in text
    )
    assert "5行目 C列（表示名） 表示名が本名と同じです。" in text
    assert "D列（氏名）は読みこみません（名前は学校に残します）。" in text
    assert "はじめの 2人（全部で 2人）" in text
    assert "2人を読みこむ" in text
    assert "鑫" not in text
    assert not Pupil.objects.exists()


def test_many_faulty_rows_come_page_by_page(sent, yamada_client):
    batch = sent([["2年B組", f"x{at}", "", "", ""] for at in range(120)])

    first = yamada_client.get(address("import", batch))
    second = text_of(yamada_client.get(address("import", batch), {"faults": "51"}))

    assert first.context["more_faults"] == 51
    assert "51行目" in text_of(first)
    assert "52行目" not in text_of(first)
    assert "52行目" in second
    assert "読みこめる行がありません" in second


def test_three_hundred_columns_are_told_without_a_flood(sent, yamada_client):
    wide = [f"列{at}" for at in range(300)]
    batch = sent([[*GOOD[0], *wide]], header=[*HEADER, *wide])

    assert "ほかの列" in text_of(yamada_client.get(address("import", batch)))


def test_the_faulty_rows_come_back_as_a_workbook_without_names(sent, yamada_client):
    response = yamada_client.get(address("import_faults", sent(GOOD + BAD)))

    rows = list(load_workbook(io.BytesIO(response.content)).active.values)
    assert rows[0] == ("もとの行", "組", "番号", "表示名", "性別", "直すところ")
    assert [row[0] for row in rows[1:]] == [4, 5]
    assert "番号として読めません" in rows[1][-1]
    assert "鑫" not in repr(rows)


def test_who_would_leave_is_named_and_stays_unless_ticked(sent, yamada_client):
    accept(yamada_client, sent())
    batch = sent(GOOD[:1])

    text = text_of(yamada_client.get(address("import", batch)))
    assert "名簿にない生徒：2年B組 2" in text
    accept(yamada_client, batch, end_missing="1")

    assert Pupil.objects.get(number=2).until_day == TODAY


def test_a_file_that_changes_nothing_says_so(sent, yamada_client):
    accept(yamada_client, sent())

    text = text_of(yamada_client.get(address("import", sent())))

    assert "変わるところはありません" in text
    assert "2人を読みこむ" not in text


def test_a_roster_without_pupils_says_so(sent, yamada_client):
    text = text_of(yamada_client.get(address("import", sent([]))))

    assert "見出しの下に、生徒の行がありません。" in text


def test_the_preview_asks_as_many_questions_for_three_rows_as_for_fifty(sent, yamada_client):
    def asked(count):
        batch = sent([["2年B組", str(at + 1), "", "", ""] for at in range(count)])
        with CaptureQueriesContext(connection) as questions:
            yamada_client.get(address("import", batch))
        return len(questions)

    assert asked(3) == asked(50)


# 読みこむ -----------------------------------------------------------------------------------


def test_accepting_shows_the_result_and_the_strip_to_undo(sent, yamada_client):
    batch = sent(GOOD + BAD)

    response = accept(yamada_client, batch)
    text = text_of(yamada_client.get(response["Location"]))

    assert Pupil.objects.count() == 2
    assert "2人を読みこみました。 元に戻す" in text
    assert "直す行だけをダウンロード（Excel）" in text
    assert "山田 進" in text


def test_after_ten_minutes_the_page_still_offers_to_undo(sent, yamada_client, time_machine):
    batch = sent()
    accept(yamada_client, batch)

    time_machine.shift(timedelta(minutes=11))
    text = text_of(yamada_client.get(address("import", batch)))

    assert "元に戻す" not in text
    assert "この読みこみを取り消す" in text


def test_undo_puts_everything_back(sent, yamada_client):
    batch = sent()
    accept(yamada_client, batch)

    response = yamada_client.post(address("undo_import", batch), follow=True)

    assert not Pupil.objects.exists()
    assert "この読みこみは取り消されました。" in text_of(response)


def test_undo_says_why_it_cannot(sent, yamada_client):
    batch = sent()
    accept(yamada_client, batch)
    agree(Pupil.objects.all())

    response = yamada_client.post(address("undo_import", batch), follow=True)

    assert "同意・カード・授業などの記録がもうあります" in text_of(response)
    assert Pupil.objects.count() == 2


def test_who_comes_second_sees_what_happened(sent, yamada_client):
    batch = sent()
    accept(yamada_client, batch)

    text = text_of(yamada_client.post(address("accept_import", batch), {"seen": ""}, follow=True))

    assert "このファイルはもう処理されています。" in text
    assert "2人を読みこみました" in text
    assert Pupil.objects.count() == 2


def test_pressing_twice_acts_once(sent, yamada_client):
    batch = sent()
    press = {"seen": actions.seen(actions.look(batch, on=TODAY)), "press_key": "k" * 32}

    answers = [yamada_client.post(address("accept_import", batch), press) for _time in range(2)]

    assert [answer["Location"] for answer in answers] == [address("import", batch)] * 2
    assert "もう処理されています" not in text_of(yamada_client.get(address("import", batch)))
    assert Pupil.objects.count() == 2


def test_what_was_not_seen_is_not_accepted(sent, yamada_client):
    batch = sent()
    seen = actions.seen(actions.look(batch, on=TODAY))
    accept(yamada_client, sent())

    response = yamada_client.post(address("accept_import", batch), {"seen": seen}, follow=True)

    assert "確かめたあとで、名簿が変わりました。" in text_of(response)


def test_putting_a_file_aside_changes_nothing(sent, yamada_client):
    batch = sent()

    response = yamada_client.post(address("drop_import", batch), follow=True)

    assert "読みこむのをやめました。何も変わっていません。" in text_of(response)
    assert "このファイルは読みこみませんでした。" in text_of(
        yamada_client.get(address("import", batch))
    )


# 長い名簿 -----------------------------------------------------------------------------------


@pytest.fixture
def long(sent, yamada_client, monkeypatch):
    """A file that is too long for one request, and waits for the worker."""
    from tsunagari.faces.partner.views import imports

    monkeypatch.setattr(imports, "MOST_AT_ONCE", 1)
    batch = sent()
    accept(yamada_client, batch)
    batch.refresh_from_db()
    return batch


def test_a_long_file_waits_for_the_worker_and_shows_how_far_it_is(long, yamada_client, settings):
    from django.utils import timezone

    from tsunagari.kernel.imports import progress

    page = yamada_client.get(address("import", long))
    assert "順番を待っています" in text_of(page)
    assert b'http-equiv="refresh"' in page.content
    assert b'hx-trigger="every 2s"' in page.content
    progress.say(long, 1, of=2)
    assert "2人のうち 1人" in text_of(yamada_client.get(address("import", long)))
    assert not Pupil.objects.exists()

    actions.run_waiting(at=timezone.now())

    assert "2人を読みこみました" in text_of(yamada_client.get(address("import", long)))
    assert Pupil.objects.count() == 2


def test_a_long_file_that_failed_says_why_and_can_be_tried_again(long, yamada_client):
    Batch.objects.filter(pk=long.pk).update(
        state="failed", said=[["読みこみが途中で止まりました。", {}]]
    )

    text = text_of(yamada_client.get(address("import", long)))

    assert "読みこめませんでした 読みこみが途中で止まりました。" in text
    assert "2人を読みこむ" in text


# 列の意味 -----------------------------------------------------------------------------------

ODD = ["Klasse", "ならび", "表示名", "氏名", "性別"]


def test_unknown_columns_are_asked_for_and_the_file_once_more(sent, yamada_client):
    response = send(yamada_client, GOOD, header=ODD)
    batch = Batch.objects.get()
    assert response["Location"] == address("import_columns", batch)
    text = text_of(yamada_client.get(response["Location"]))
    assert "「学級、番号」の列が分かりませんでした。" in text or "「組、番号」" in text
    assert "鑫" not in text

    chosen = {
        "sheet": batch.mapping["sheet"],
        "header_row": "1",
        "c0": "class",
        "c1": "number",
        "c2": "display_name",
        "c4": "gender",
        "create_classes": "on",
    }
    response = yamada_client.post(address("import_columns", batch), chosen)
    assert response.status_code == 422
    assert "同じファイルをもう一度選んでください。" in text_of(response)
    assert response.context["form"]["c0"].value() == "class"

    again = chosen | {"file": file_of(GOOD, header=ODD)}
    response = yamada_client.post(address("import_columns", batch), again)
    assert response["Location"] == address("import", batch)
    accept(yamada_client, batch)
    assert Pupil.objects.count() == 2
    assert send(yamada_client, GOOD, header=ODD)["Location"] == address(
        "import", Batch.objects.latest("pk")
    )


def test_a_column_of_names_can_never_be_chosen(sent, yamada_client):
    batch = sent()

    page = yamada_client.get(address("import_columns", batch))

    assert "D列（氏名）は読みこみません（名前は学校に残します）。" in text_of(page)
    assert b'name="c3"' not in page.content


def test_columns_of_a_file_that_was_read_in_stay(sent, yamada_client):
    batch = sent()
    accept(yamada_client, batch)

    response = yamada_client.post(
        address("import_columns", batch),
        {"sheet": batch.mapping["sheet"], "header_row": "1", "c0": "class", "c1": "number"},
    )

    assert response.status_code == 422
    assert "このファイルはもう処理されています。" in text_of(response)


def test_a_full_disk_is_a_sentence_and_leaves_nothing(yamada_client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "papers"
    settings.MEDIA_ROOT.write_text("a file where the folder should be")

    response = send(yamada_client, GOOD)

    assert response.status_code == 422
    assert "ファイルをしまえませんでした" in text_of(response)
    assert not Batch.objects.exists()


def test_times_are_those_of_the_school_s_own_clock(maria_client, las_pinas):
    send(maria_client, [["Grade 8 - Rizal", "1", "narra-01", "", ""]])
    batch = Batch.objects.get()
    accept(maria_client, batch)

    page = text_of(maria_client.get(address("import", batch)))
    listed = text_of(maria_client.get(LISTED))

    # 9:00 in Tokyo is 8:00 in Manila.
    assert "2026年11月24日（火） 08:00 に受け取りました。" in page
    assert "11月24日（火） 08:00" in listed
