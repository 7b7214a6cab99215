from datetime import timedelta

import pytest

from tests.cast import TODAY
from tests.cast_guide import ANSWER, QUESTION, make_public, translate, written
from tests.pages import words
from tsunagari.kernel.texts import queries as texts
from tsunagari.programmes.talent.guide import actions, queries
from tsunagari.programmes.talent.guide.models import Answer

pytestmark = pytest.mark.django_db
SENT = {
    "question": QUESTION,
    "words": ANSWER,
    "category": "residence",
    "source": "入管法",
    "as_of_y": "2026",
    "as_of_m": "11",
    "as_of_d": "20",
}


def work(answer):
    return queries.revision_in_work(answer)


def test_an_answer_is_written_freed_of_personal_facts_and_published_by_another(
    cast_day, staff_client, ito_client, ito
):
    said = SENT | {"words": f"{ANSWER}\n市役所は04-7158-1111です。伊藤さんに聞きます。"}
    staff_client.post("/desk/guide/new/", said)
    answer = Answer.objects.get()
    home = f"/desk/guide/{answer.pk}/"

    asked = words(staff_client.get(f"{home}personal/"))
    assert "04-7158-1111 （電話番号）は、個人のことではない" in asked
    assert "伊藤 （連合会が知っている人の名前）" in asked
    answered = staff_client.post(
        f"{home}personal/", {"version": 1, "declared": "phone:04-7158-1111", "confirmed": 1}
    )
    assert answered.status_code == 422
    assert "「伊藤」があります。消すか" in words(answered)

    mended = SENT | {"words": f"{ANSWER}\n市役所は04-7158-1111です。", "version": 1}
    assert staff_client.post(f"{home}edit/", mended).status_code == 302
    sent = {"version": 2, "declared": "phone:04-7158-1111", "confirmed": 1}
    answered = staff_client.post(f"{home}personal/", sent)
    assert answered.status_code == 302, words(answered)

    own = staff_client.post(f"{home}check/", {"version": 3})
    assert (own.status_code, Answer.objects.get().state) == (422, "new")
    assert "自分が書いた答えは、自分では公開できません。" in words(own)
    assert "04-7158-1111" in words(ito_client.get(f"{home}check/"))
    ito_client.post(f"{home}check/", {"version": 3})
    assert Answer.objects.get().state == "public"


def test_the_second_person_gives_it_back_with_a_reason(cast_day, staff_client, ito_client, sato):
    answer = actions.draft(written(), by=sato, on=TODAY)
    row = work(answer)
    row = actions.clean(row, declared=[], confirmed=True, seen=1, by=sato, on=TODAY)
    address = f"/desk/guide/{answer.pk}/give-back/"

    assert ito_client.post(address, {"note": "", "seen": row.version}).status_code == 422
    ito_client.post(address, {"note": "出典が古いです", "seen": row.version})

    assert "出典が古いです" in words(staff_client.get(f"/desk/guide/{answer.pk}/edit/"))


def test_who_was_slower_sees_both_values_and_decides(cast_day, staff_client, sato, ito):
    answer = actions.draft(written(), by=sato, on=TODAY)
    faster = written(question="カードがないときは？")
    actions.change(work(answer), faster, seen=1, by=ito, on=TODAY)

    page = staff_client.post(f"/desk/guide/{answer.pk}/edit/", SENT | {"version": 1})

    assert page.status_code == 422
    assert "カードがないときは？" in words(page)
    assert QUESTION in page.content.decode()
    staff_client.post(f"/desk/guide/{answer.pk}/edit/", SENT | {"version": 2})
    assert work(answer).question == QUESTION


def test_the_page_of_an_answer_shows_its_languages_and_what_a_new_version_changes(
    cast_day, staff_client, lost_card, sato
):
    page = words(staff_client.get(f"/desk/guide/{lost_card.pk}/"))
    assert "Tiếng Việt 最新 3 / 3 見る" in page
    assert "Filipino まだない 0 / 3 訳す" in page

    begun = staff_client.post(f"/desk/guide/{lost_card.pk}/begin/")
    assert begun["Location"] == f"/desk/guide/{lost_card.pk}/edit/"
    new = written(words=ANSWER.replace("入管に", "東京の入管に"))
    actions.change(work(lost_card), new, seen=1, by=sato, on=TODAY)
    page = words(staff_client.get(f"/desk/guide/{lost_card.pk}/"))
    assert "変わる 14日以内に東京の入管に行きます。" in page
    assert "1つの言葉の訳が古くなります" in page


def test_a_sentence_is_translated_and_checked_by_another(
    cast_day, staff_client, ito_client, lost_card, sato
):
    key = f"{lost_card.text_id}-id"
    page = staff_client.get(f"/desk/texts/{key}/").content.decode()
    lines = texts.lines(texts.whole(lost_card.text_id), "id")
    seen = texts.version_of(texts.whole(lost_card.text_id), "id")
    sent = {f"words_{line.key}": "kata" for line in lines} | {"seen": seen, "send": "1"}
    sent |= {f"of_{line.key}": line.print for line in lines}
    assert all(f'name="words_{line.key}"' in page for line in lines)

    assert staff_client.post(f"/desk/texts/{key}/", sent).status_code == 302
    seen = texts.version_of(texts.whole(lost_card.text_id), "id")
    own = staff_client.post(f"/desk/texts/{key}/check/", {"seen": seen})
    assert own.status_code == 422
    assert "自分の訳は、自分では確かめられません。" in words(own)
    assert "kata" in words(ito_client.get(f"/desk/texts/{key}/check/"))
    ito_client.post(f"/desk/texts/{key}/check/", {"seen": seen})

    assert texts.standing(texts.whole(lost_card.text_id), "id").state == "current"
    late = staff_client.post(f"/desk/texts/{key}/", sent | {f"words_{lines[0].key}": "lain"})
    assert late.status_code == 422
    assert "ほかの人が先に保存しました。" in words(late)
    assert "lain" in late.content.decode()


def test_a_translation_is_given_back(cast_day, ito_client, staff_client, lost_card, sato):
    translate(lost_card.text, "fil", "salita", sato)
    key = f"{lost_card.text_id}-fil"
    seen = texts.version_of(texts.whole(lost_card.text_id), "fil")
    address = f"/desk/texts/{key}/give-back/"

    assert ito_client.post(address, {"note": "", "seen": seen}).status_code == 422
    ito_client.post(address, {"note": "丁寧すぎます", "seen": seen})

    assert "丁寧すぎます" in words(staff_client.get(f"/desk/texts/{key}/"))


def test_an_address_that_names_no_text_or_no_language_is_not_found(staff_client, lost_card):
    pk = lost_card.text_id

    for page in ("x", "999999-vi", f"{pk}-ja", f"{pk}-fr", f"{pk}", "9" * 30 + "-vi", "-vi"):
        assert staff_client.get(f"/desk/texts/{page}/").status_code == 404
        assert staff_client.post(f"/desk/texts/{page}/check/").status_code == 404


def test_the_list_has_its_tabs_categories_and_words(cast_day, staff_client, lost_card, sato):
    actions.draft(written(question="税金の紙が来たら？", category="tax"), by=sato, on=TODAY)

    def listed(query):
        page = words(staff_client.get(f"/desk/guide/{query}"))
        return [QUESTION in page, "税金の紙が来たら？" in page]

    assert listed("") == [True, True]
    assert listed("?view=draft") == [False, True]
    assert listed("?view=translate") == [True, False]
    assert listed("?view=review") == [False, False]
    assert listed("?view=withdrawn") == [False, False]
    assert listed("?category=tax") == [False, True]
    assert listed("?q=警察") == [True, False]
    assert listed("?q=税金") == [False, True]
    assert listed("?view=x&category=x&after=x") == [True, True]
    assert "この条件に合うものはありません" in words(staff_client.get("/desk/guide/?q=ごみ"))


def test_an_empty_list_says_how_to_begin(staff_client, federation):
    assert "まだ問いと答えがありません" in words(staff_client.get("/desk/guide/"))


def test_the_list_asks_as_often_for_one_answer_as_for_three(
    staff_client, lost_card, sato, ito, django_assert_max_num_queries, django_assert_num_queries
):
    staff_client.get("/desk/guide/")
    with django_assert_max_num_queries(40) as asked:
        staff_client.get("/desk/guide/")
    for number in range(2):
        make_public(sato, ito, question=f"問い{number}？")

    with django_assert_num_queries(len(asked)):
        staff_client.get("/desk/guide/")


def test_it_is_withdrawn_put_back_and_still_right(cast_day, staff_client, lost_card):
    home = f"/desk/guide/{lost_card.pk}/"
    assert staff_client.post(f"{home}withdraw/", {"reason": ""}).status_code == 422
    gone = staff_client.post(f"{home}withdraw/", {"reason": "制度が変わった"}, follow=True)
    assert "取り下げています 制度が変わった" in words(gone)
    assert f'action="{home}restore/"' in gone.content.decode()

    staff_client.post(f"{home}restore/")
    lost_card.refresh_from_db()
    assert lost_card.state == "public"
    Answer.objects.update(checked_on=TODAY - timedelta(days=400))
    staff_client.post(f"{home}still-right/")
    lost_card.refresh_from_db()
    assert lost_card.checked_on == TODAY


def test_a_draft_and_a_remark_go_with_one_press(cast_day, staff_client, lost_card, sato):
    remark = actions.remark(lost_card, "番号が違います", language="ja", on=TODAY)
    assert "番号が違います" in words(staff_client.get(f"/desk/guide/{lost_card.pk}/"))
    staff_client.post(f"/desk/guide/remarks/{remark.pk}/")
    assert "番号が違います" not in words(staff_client.get(f"/desk/guide/{lost_card.pk}/"))

    draft = actions.draft(written(), by=sato, on=TODAY)
    gone = staff_client.post(f"/desk/guide/{draft.pk}/drop/")
    assert gone["Location"] == "/desk/guide/"
    assert not Answer.objects.filter(pk=draft.pk).exists()


def test_a_form_without_words_comes_back_with_what_was_typed(staff_client, federation):
    page = staff_client.post("/desk/guide/new/", SENT | {"words": " ", "category": ""})

    assert page.status_code == 422
    assert QUESTION in page.content.decode()
    assert Answer.objects.count() == 0


def test_no_other_role_comes_near(yamada_client, lost_card):
    for address in ("", f"{lost_card.pk}/", "new/"):
        assert yamada_client.get(f"/desk/guide/{address}").status_code == 403
    assert yamada_client.post(f"/desk/texts/{lost_card.text_id}-vi/").status_code == 403


def test_the_second_person_sees_what_is_hard_to_read_before_it_is_public(ito_client, sato):
    hard = "紛失が判明した場合は、速やかに警察に届け出られることが望まれます。"
    answer = actions.draft(written(words=hard), by=sato, on=TODAY)
    row = work(answer)
    actions.clean(row, declared=[], confirmed=True, seen=row.version, by=sato, on=TODAY)

    page = ito_client.get(f"/desk/guide/{answer.pk}/check/")

    assert page.status_code == 200
    assert "やさしい日本語の確認" in words(page)
    assert page.context["checked"].lines


def test_easy_japanese_is_read_by_the_checker_before_it_is_sent(
    cast_day, staff_client, ito_client, lost_card, sato
):
    key = f"{lost_card.text_id}-ja-easy"
    line = texts.lines(texts.whole(lost_card.text_id), "ja-easy")[1]
    hard = "紛失が判明した場合は、速やかに警察に届け出られることが望まれます。"

    page = staff_client.post(f"/desk/texts/{key}/", {f"words_{line.key}": hard, "read": "1"})

    assert page.status_code == 200
    assert "やさしい日本語の確認" in words(page)
    assert hard in page.content.decode()
    assert texts.standing(texts.whole(lost_card.text_id), "ja-easy").done == 0
    translate(lost_card.text, "ja-easy", hard, sato)
    assert "やさしい日本語の確認" in words(ito_client.get(f"/desk/texts/{key}/check/"))
