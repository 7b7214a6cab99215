"""ことばの画面 — readings are entered, corrected and checked; texts are checked and not kept."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import TODAY
from tsunagari.kernel.words import actions, queries
from tsunagari.kernel.words.models import Doubt, Reading

PAGES = ["/desk/readings/", "/desk/readings/?view=waiting", "/desk/readings/?view=unchecked"]
PAGES += ["/desk/readings/new/?word=大塚", "/desk/easy-japanese/"]


def text(response):
    said = re.sub(r"<svg.*?</svg>|<[^>]+>", " ", response.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", said)


@pytest.mark.parametrize("path", PAGES)
def test_strangers_teachers_and_the_council_stay_outside(
    client, yamada_client, kato_client, federation, path
):
    assert client.get(path).status_code == 302
    assert yamada_client.get(path).status_code == 403
    assert kato_client.get(path).status_code == 403


@pytest.mark.parametrize("path", PAGES)
def test_an_empty_page_says_what_comes_there(staff_client, path):
    assert staff_client.get(path).status_code == 200


def test_a_word_is_entered_found_and_taken_back(staff_client):
    sent = {"word": "大塚", "kana": "おおつか", "note": "見本", "version": "0"}
    staff_client.post("/desk/readings/new/", sent)

    page = text(staff_client.get("/desk/readings/?q=おおつか"))
    assert "大塚（おおつか）" in page
    assert "確認がまだ" in page

    staff_client.post(f"/desk/readings/{Reading.objects.get().pk}/undo/")
    assert Reading.objects.count() == 0


def test_what_is_no_reading_comes_back_with_its_reasons_and_what_was_typed(staff_client):
    page = staff_client.post("/desk/readings/new/", {"word": "かな", "kana": "kana"})

    assert page.status_code == 422
    assert 'value="kana"' in page.content.decode()
    assert "読みは、ひらがなかカタカナだけで入力してください。" in text(page)


def test_the_second_person_checks_and_the_first_is_refused(staff_client, sato):
    reading = actions.keep("大塚", "おおつか", by=sato, on=TODAY)
    page = staff_client.get("/desk/readings/?view=unchecked")
    assert f"/desk/readings/{reading.pk}/check/" not in page.content.decode()

    answer = staff_client.post(f"/desk/readings/{reading.pk}/check/", follow=True)
    assert "入力した人とは別の人が、読みを確認してください。" in text(answer)

    Reading.objects.update(by=None)
    staff_client.post(f"/desk/readings/{reading.pk}/check/")
    assert Reading.objects.get().checked_by_id == sato.party.pk


def test_what_the_analyser_was_unsure_of_is_settled_or_corrected(staff_client):
    actions.annotate("山田さんと鈴木さん", on=TODAY)
    assert "山田（やまだ）" in text(staff_client.get("/desk/readings/?view=waiting"))

    doubt = Doubt.objects.get(word="山田")
    staff_client.post(f"/desk/readings/doubts/{doubt.pk}/settle/")
    assert queries.waiting_count() == 1
    staff_client.post(f"/desk/readings/doubts/{doubt.pk}/ask/")
    assert queries.waiting_count() == 2

    form = staff_client.get("/desk/readings/new/?word=鈴木").content.decode()
    assert 'value="すずき"' in form


@pytest.mark.parametrize("view", ["all", "waiting", "unchecked"])
def test_a_list_asks_as_often_for_three_as_for_fifty(staff_client, sato, view):
    staff_client.get("/desk/readings/")
    counts = []
    for size in (3, 60):
        Doubt.objects.all().delete()
        Reading.objects.all().delete()
        Doubt.objects.bulk_create(
            Doubt(word=f"山{i}", kana="やま", why="name", first_on=TODAY) for i in range(size)
        )
        Reading.objects.bulk_create(
            Reading(word=f"川{i}", kana="あ", by=sato.party, on=TODAY) for i in range(size)
        )
        with CaptureQueriesContext(connection) as asked:
            staff_client.get(f"/desk/readings/?view={view}")
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_a_text_is_checked_and_not_kept(staff_client):
    page = staff_client.post("/desk/easy-japanese/", {"text": "18:30に提出されます。"})

    said = text(page)
    assert page.status_code == 200
    assert "「18:30」は、時刻の書き方がちがいます。 「午後6時半」と書いてください。" in said
    assert "<mark>18:30</mark>" in page.content.decode()
    assert "見なおすところ 3" in said
    assert Doubt.objects.count() == 0
    assert "18:30に提出されます。</textarea>" in page.content.decode()


def test_an_easy_text_has_nothing_to_mend(staff_client):
    easy = "{明日|あした}は {休|やす}みです。"
    said = text(staff_client.post("/desk/easy-japanese/", {"text": easy}))

    assert "見つかったことはありません。" in said


@pytest.mark.parametrize("sent", [{}, {"text": "あ" * 5_001}, {"text": " "}])
def test_no_text_and_too_much_text_are_explained(staff_client, sent):
    assert staff_client.post("/desk/easy-japanese/", sent).status_code == 422


def test_a_form_that_writes_for_people_can_ask_before_it_saves(staff_client):
    sent = {"words_1": "18:30です。", "words_2": "4/3です。", "seen": "9", "wordsmith": "5/6"}
    page = staff_client.post("/desk/easy-japanese/?field=words", sent).content.decode()

    assert "<mark>18:30</mark>" in page
    assert "<mark>4/3</mark>" in page
    assert "5/6" not in page
