"""ふりかえり（事務局） — questions, sheets of paper, photographs, accounts, and the report."""

import csv
import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import TODAY
from tests.cast_afterwards import book_past, keys, made_past, picture, say
from tests.pages import words
from tsunagari.kernel.ledger.models import Line
from tsunagari.kernel.records.models import Record
from tsunagari.programmes.community.afterwards.models import Closing, Photo, Plan, Sheet, Shown

pytestmark = pytest.mark.usefixtures("cast_day")


def after(event, rest=""):
    return f"/desk/events/{event.code}/after/{rest}"


def day(name="day", on=TODAY):
    return {f"{name}_y": on.year, f"{name}_m": on.month, f"{name}_d": on.day}


def test_the_office_chooses_questions_prints_them_and_types_sheets_in(staff_client, past):
    assert "まだ問いを選んでいません" in words(staff_client.get(after(past, "survey/")))
    path = after(past, "survey/questions/")
    faulty = staff_client.post(path, {"days": "14", "words_0": "どれ", "kind_0": "choice"})
    assert (faulty.status_code, "1行に1つ書いてください" in words(faulty)) == (422, True)
    sent = {"days": "14", "ready": ["better", "enjoyed"]}
    sent |= {"words_0": "何を食べましたか。", "kind_0": "choice", "choices_0": "カレー\nフォー"}
    assert staff_client.post(path, sent).status_code == 302
    step, better, own = keys(past.survey)
    printed = words(staff_client.get(f"{after(past, 'survey/print/')}?lang=vi"))
    assert "何を食べましたか。" in printed
    assert "フォー" in printed

    typed = staff_client.post(after(past, "survey/type/"), {step: "5", own: "2", better: "<b>"})

    assert typed.status_code == 302
    assert Sheet.objects.get().answers == {step: "5", own: "2", better: "<b>"}
    page = staff_client.get(after(past, "survey/"))
    assert "&lt;b&gt;" in page.text
    assert "1人が答えました" in words(page)
    assert "フォー" in words(staff_client.get(path))


def test_a_file_of_paper_sheets_is_seen_first_and_taken_back(staff_client, survey):
    event, path = survey.event, after(survey.event, "survey/files/")
    blank = staff_client.get(after(event, "survey/blank.csv"))
    assert blank.content.decode("utf-8-sig").startswith("1 楽しかった。,2 また来たいですか。")
    for data, said in (
        (b"", "空です"),
        (b"\x89PNG\r\n\x1a\n123", "画像です"),
        (b"x,y\n1,2\n2,1\n", "問いの列"),
    ):
        refused = staff_client.post(path, {"file": SimpleUploadedFile("a.csv", data)})
        assert (refused.status_code, said in words(refused)) == (422, True)
    book = openpyxl.Workbook()
    for row in (["1", "2", "3"], [5, "はい", "=1+1"], [6, "", ""]):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    sent = staff_client.post(path, {"file": SimpleUploadedFile("紙.xlsx", out.getvalue())})
    page = words(staff_client.get(sent["Location"]))
    assert "読みこめる行 1、直す行 1" in page
    assert "「6」は、問い1の答えとして読めません。" in page
    assert Sheet.objects.count() == 0

    staff_client.post(f"{sent['Location']}accept/", {"seen": "1-1"})
    assert Sheet.objects.count() == 1
    again = staff_client.post(path, {"file": SimpleUploadedFile("紙.xlsx", out.getvalue())})
    page = staff_client.get(again["Location"])
    assert "読みこむと、2回数えます" in words(page)
    staff_client.post(f"{again['Location']}accept/", {"seen": "1-1"})
    assert Sheet.objects.count() == 1
    other = page.context["before"].pk
    staff_client.post(f"{again['Location']}accept/", {"seen": "1-1", "other": other})
    assert Sheet.objects.count() == 2
    staff_client.post(f"{again['Location']}undo/")
    staff_client.post(f"{sent['Location']}undo/")
    assert Sheet.objects.count() == 0


def test_photographs_are_taken_in_with_who_is_on_them(staff_client, past, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    booking, _secret = book_past(past)
    files = [
        SimpleUploadedFile("良い.jpg", picture()),
        SimpleUploadedFile("文.jpg", b"no picture"),
        SimpleUploadedFile("大.jpg", b"\xff\xd8\xff" + b"0" * 11 * 1024 * 1024),
        SimpleUploadedFile("半.jpg", picture()[:700]),
    ]
    sent = staff_client.post(after(past, "photos/"), {"file": files})
    page = words(sent)
    assert sent.status_code == 422
    for said in ("文.jpg：JPEG・PNG", "大.jpg：このファイルは 12MB", "半.jpg：写真を読めません"):
        assert said in page
    photo = Photo.objects.get()
    path = f"/desk/events/photos/{photo.pk}/"
    staff_client.post(f"{path}act/", {"act": "publish"})
    faulty = staff_client.post(path, {"words": ""})
    assert (faulty.status_code, "言葉で書いてください" in words(faulty)) == (422, True)
    staff_client.post(path, {"guest": booking.guests.get().pk})
    assert "花（申込番号" in words(staff_client.get(path))
    assert Photo.objects.filter(published_on=None).exists()

    shown = Shown.objects.get()
    staff_client.post(f"/desk/events/photos/people/{shown.pk}/heard/", day(on=TODAY))
    staff_client.post(f"{path}act/", {"act": "publish"})

    photo.refresh_from_db()
    assert photo.published_on == TODAY
    assert staff_client.get(f"{path}file/").status_code == 200
    staff_client.post(f"{path}act/", {"act": "stop"})
    staff_client.post(f"{path}act/", {"act": "discard"})
    assert staff_client.get(f"{path}file/").status_code == 404
    assert "ファイルは消してあります" in words(staff_client.get(path))
    staff_client.post(f"/desk/events/photos/people/{shown.pk}/remove/")
    assert not Shown.objects.exists()


def test_money_that_nobody_wrote_down_is_not_said_to_be_nothing(staff_client, past):
    page = words(staff_client.get(after(past)))
    assert "会計 —" in page
    assert "入ったお金 —" in page

    Plan.objects.create(event=past, place=0, side="out", words="会場", yen=8_000)

    assert "会計 0円" in words(staff_client.get(after(past)))


def test_the_budget_is_compared_with_journals_that_carry_the_event(staff_client, past, fund):
    path = after(past, "accounts/")
    assert "まだ予算も仕訳もありません" in words(staff_client.get(path))
    faulty = staff_client.post(f"{path}plan/", {"side_0": "out", "words_0": "会場"})
    assert (faulty.status_code, "金額を入力してください。" in words(faulty)) == (422, True)
    sent = {"side_0": "out", "words_0": "会場", "account_0": "5270", "yen_0": "8,000円"}
    staff_client.post(f"{path}plan/", sent)
    assert Plan.objects.get().yen == 8_000
    journal = {"words": "会場", "fund": fund.pk, "project": past.code, **day("on")}
    journal |= {"account0": "5270", "debit0": "7700", "account1": "1120", "credit1": "7700"}
    new = f"/desk/books/{fund.book_id}/journals/new/"
    assert past.code in staff_client.get(f"{new}?event={past.code}").text
    assert staff_client.post(new, journal).status_code == 302
    assert set(Line.objects.values_list("project", flat=True)) == {past.code}
    page = staff_client.get(path)
    assert "−¥300" in words(page)
    assert f"/desk/books/journals/{Line.objects.first().journal_id}/" in page.text

    staff_client.post(f"{path}close/")
    staff_client.post(new, journal | {"debit0": "100", "credit1": "100"})

    assert Closing.objects.get().snapshot["rows"][0][4] == 7_700
    page, digest = staff_client.get(path), Closing.objects.get().digest
    assert "7,700円 → 7,800円" in words(page)
    assert (digest[:12] in page.text, digest in page.text) == (True, False)


def test_the_report_says_only_what_may_leave_the_office(staff_client, survey, federation):
    event = survey.event
    event.copied_from = made_past(
        federation,
        starts_at=event.starts_at.replace(year=2025),
        ends_at=event.ends_at.replace(year=2025),
    )
    event.save(update_fields=["copied_from"])
    say(survey, *[("5", "yes", "=秘密の言葉")] * 4, *[("4", "no")] * 7)
    page = words(staff_client.get(after(event)))
    assert "アンケートに答えた人" in page
    assert "前回：" in page

    for language in ("ja", "en"):
        made = staff_client.get(f"{after(event, 'report.pdf')}?lang={language}")
        assert (made["Content-Type"], made.content[:5]) == ("application/pdf", b"%PDF-")
    book = openpyxl.load_workbook(io.BytesIO(staff_client.get(after(event, "report.xlsx")).content))
    rows = [list(row) for row in book.active.iter_rows(values_only=True)]
    text = staff_client.get(after(event, "report.csv")).content.decode("utf-8-sig")
    plain = list(csv.reader(io.StringIO(text)))

    assert rows[1][2].startswith("前回（2025年11月24日")
    assert ["アンケートに答えた人", 11, None, None] in rows
    assert [row[0] for row in plain] == [row[0] for row in rows]
    assert "秘密" not in text
    assert Record.objects.filter(did="report.made").count() == 4


def test_the_link_for_everybody_is_shut_and_the_ways_of_answering_are_counted(
    staff_client, yamada_client, survey
):
    path = after(survey.event, "survey/link/")
    say(survey, *[("5", "yes")] * 6)
    assert "みんなのリンク 6人" in words(staff_client.get(after(survey.event, "survey/")))

    assert yamada_client.post(path, {"act": "shut"}).status_code in (302, 403, 404)
    survey.refresh_from_db()
    assert survey.link_closed_on is None
    for _press in range(2):
        staff_client.post(path, {"act": "shut"})

    survey.refresh_from_db()
    assert survey.link_closed_on == TODAY
    assert "リンクを開ける" in words(staff_client.get(after(survey.event, "survey/")))
    assert Record.objects.filter(did="say.link_closed").count() == 1
    assert "答え方：みんなのリンク 6人" in words(staff_client.get(after(survey.event)))


def test_more_answers_than_people_give_no_share_but_a_warning(staff_client, survey):
    book_past(survey.event)
    say(survey, ("5", "yes"))
    page = words(staff_client.get(after(survey.event, "survey/")))
    assert "来た人 1人の 100%" in page
    say(survey, ("5", "yes"))

    page = words(staff_client.get(after(survey.event, "survey/")))

    assert "来た人より多く答えがあります" in page
    assert "来た人 1人の" not in page
    text = staff_client.get(after(survey.event, "report.csv")).content.decode("utf-8-sig")
    assert "申し込んだ人,\r\n" in text


def test_nobody_left_to_ask_by_mail_is_no_success(staff_client, survey):
    page = staff_client.post(after(survey.event, "survey/invite/"), follow=True)

    assert "メールで頼める人は、もういません。" in words(page)
    assert "0件のメール" not in words(page)


def test_as_many_questions_are_asked_for_three_rows_as_for_fifty(staff_client, survey, photo, sato):
    event = survey.event

    def asked():
        counts = []
        for rest in ("", "survey/", "photos/", "accounts/"):
            with CaptureQueriesContext(connection) as found:
                assert staff_client.get(after(event, rest)).status_code == 200
            counts.append(len(found))
        return counts

    booking, _secret = book_past(event)
    say(survey, *[("5", "yes", "よかった")] * 3)
    Shown.objects.create(photo=photo, guest=booking.guests.get())
    asked()
    few = asked()
    for number in range(8):
        book_past(event)
        photo.pk, photo.code = None, f"PHOTO{number}"
        photo._state.adding = True
        photo.save()
        Shown.objects.create(photo=photo, guest=booking.guests.get())
        Plan.objects.create(event=event, place=number, side="out", words="x", yen=number)
    say(survey, *[("5", "yes", "よかった")] * 20)

    assert asked() == few
