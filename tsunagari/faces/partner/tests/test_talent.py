"""求人・候補者・面接 — the pages of companies, sending organisations and training schools."""

import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import NOW, TODAY
from tests.cast_orders import LAN, enter
from tests.house.test_names_stay_closed import found, walk
from tests.pages import words
from tsunagari.faces.partner.talent_forms import CandidateForm, OrderForm
from tsunagari.faces.partner.views import training
from tsunagari.kernel.parties import changes
from tsunagari.programmes.talent.orders.actions import candidates, interviews
from tsunagari.programmes.talent.orders.models import Candidate, Interview, Lesson, Order, Pair
from tsunagari.programmes.talent.people.models import Case
from tsunagari.programmes.talent.safety import actions as safety

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
TYPED = {
    "field": "care",
    "work": "利用者の食事の手伝い",
    "place": "care_home",
    "municipality": "流山市",
    "number": "2",
    "invite": "4",
    "starts_on_0": "令和9年",
    "starts_on_1": "7",
    "starts_on_2": "1",
    "monthly_yen": "230000",
    "week_hours": "40",
    "compare_yen": "230000",
    "japanese": "N4",
}
PERSON = {
    "family": "NGUYEN",
    "given": "Thi Lan",
    "nationality": "VNM",
    "born_on_0": "2001",
    "born_on_1": "5",
    "born_on_2": "3",
    "first": "care",
    "ready_on_0": "2027",
    "ready_on_1": "4",
    "ready_on_2": "1",
    "japanese": "N4",
    "skills": ["care"],
}
MEET = {"day_0": "2026", "day_1": "11", "day_2": "26", "time": "午後2時", "minutes": "30"}


def posted(client, path, typed=None):
    return client.post(path, typed or {})


# 求人


def test_the_first_page_has_the_entries_of_the_body(
    order, dang, ishii_client, dang_client, hoang_client
):
    company = words(ishii_client.get("/partner/"))
    assert "候補者・面接" in company
    assert "学級と生徒" not in company
    assert "取込" in words(dang_client.get("/partner/"))
    assert "候補者の授業と成績" in words(hoang_client.get("/partner/"))


def test_a_company_places_an_order_and_reads_which_status_fits(company, ishii_client):
    assert "求人はまだありません" in words(ishii_client.get("/partner/orders/"))

    answer = posted(ishii_client, "/partner/orders/new/", renamed(TYPED))

    order = Order.objects.get()
    assert answer["Location"] == f"/partner/orders/{order.pk}/"
    page = words(ishii_client.get(answer["Location"]))
    assert "○ 合う" in page
    assert "× 合わない" in page
    assert "根拠" in page
    assert order.starts_on == date(2027, 7, 1)


def renamed(typed):
    """The boxes of a day are called _y, _m and _d."""
    boxes = {"_0": "_y", "_1": "_m", "_2": "_d"}
    return {
        (name[:-2] + boxes[name[-2:]] if name[-2:] in boxes else name): value
        for name, value in typed.items()
    }


def test_faults_of_an_order_stand_beside_their_fields_and_the_input_stays(company, ishii_client):
    typed = renamed(TYPED) | {"compare_yen": "250000", "age_from": "20", "invite": "1"}

    answer = posted(ishii_client, "/partner/orders/new/", typed)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "同じ仕事の日本人（250,000円）より低くなっています" in page
    assert "募集で年れいを限ることは" in page
    assert 'value="利用者の食事の手伝い"' in page
    assert Order.objects.count() == 0


def test_who_is_second_sees_both_values(order, ishii_client):
    path = f"/partner/orders/{order.pk}/edit/"
    typed = renamed(TYPED) | {"version": "1", "months": "36"}
    assert posted(ishii_client, path, typed | {"work": "介護"}).status_code == 302

    answer = posted(ishii_client, path, typed | {"work": "べつの仕事", "monthly_yen": "260000"})

    page = words(answer)
    assert answer.status_code == 422
    assert "いまの内容" in page
    assert "介護" in page
    assert f"{order.monthly_yen:,}" in page
    again = posted(ishii_client, path, typed | {"work": "べつの仕事", "version": "2"})
    assert again.status_code == 302


def test_an_order_is_withdrawn_and_brought_back_by_one_press(order, ishii_client):
    posted(ishii_client, f"/partner/orders/{order.pk}/withdraw/")
    page = ishii_client.get(f"/partner/orders/{order.pk}/")
    assert f"/partner/orders/{order.pk}/reopen/" in page.content.decode()

    posted(ishii_client, f"/partner/orders/{order.pk}/reopen/")

    order.refresh_from_db()
    assert order.state == "open"


@pytest.mark.parametrize(
    "path",
    ["", "new/", "{pk}/", "{pk}/edit/"],
)
def test_only_the_company_itself_opens_its_orders(
    order, dang_client, hoang_client, yamada_client, path
):
    address = f"/partner/orders/{path.format(pk=order.pk)}"

    for client in (dang_client, hoang_client, yamada_client):
        assert client.get(address).status_code == 404


def test_a_small_dormitory_is_said(order, ishii_client):
    Order.objects.update(dormitory_m2="6.0")

    page = words(ishii_client.get(f"/partner/orders/{order.pk}/"))

    assert "めやす 7.5㎡ より狭いです" in page
    assert "二次資料" in page


# 候補者


def test_a_candidate_is_entered_by_form_and_changed(sending, dang_client):
    assert "候補者はまだいません" in words(dang_client.get("/partner/candidates/"))

    answer = posted(dang_client, "/partner/candidates/new/", renamed(PERSON))
    lan = Candidate.objects.get()
    assert answer["Location"] == f"/partner/candidates/{lan.pk}/"
    page = words(dang_client.get(answer["Location"]))
    assert "NGUYEN Thi Lan" in page
    assert "介護" in page

    edit = dang_client.get(f"/partner/candidates/{lan.pk}/edit/").content.decode()
    assert 'value="Thi Lan"' in edit
    changed = renamed(PERSON) | {"version": "1", "japanese": "N3"}
    assert posted(dang_client, f"/partner/candidates/{lan.pk}/edit/", changed).status_code == 302
    lan.refresh_from_db()
    assert lan.japanese == "N3"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"years": "3"}, "経験のある分野を選んでください。"),
        ({"years_field": "care"}, "経験の年数を入力してください。"),
    ],
)
def test_half_of_an_experience_is_asked_for_and_not_dropped(sending, dang_client, typed, said):
    answer = posted(dang_client, "/partner/candidates/new/", renamed(PERSON) | typed)

    assert answer.status_code == 422
    assert said in words(answer)


def test_what_was_told_of_earlier_stays_is_read_again(sending, dang_client):
    typed = {"titp2_done": "related", "ssw1_months_used": "14", "care_japanese": "on"}
    answer = posted(dang_client, "/partner/candidates/new/", renamed(PERSON) | typed)

    page = words(dang_client.get(answer["Location"]))

    assert "技能実習2号をおわったか 同じ職種でおわった" in page
    assert "特定技能1号で働いた月数 14か月" in page
    assert "介護日本語評価試験に合格した あります" in page


def test_a_candidate_without_a_name_or_too_young_is_refused(sending, dang_client):
    typed = renamed(PERSON) | {"family": "", "given": "", "born_on_y": "2015"}

    answer = posted(dang_client, "/partner/candidates/new/", typed)

    assert answer.status_code == 422
    assert "名前を、ローマ字かカタカナで入力してください" in words(answer)
    assert "18歳から70歳まで" in words(answer)


def test_two_spellings_are_offered_with_both_names_and_joined_by_a_press(
    lan, sending, dang, dang_client
):
    names = {
        "family_latin": "",
        "given_latin": "",
        "family_kana": "グエン",
        "given_kana": "ティラン",
    }
    again = enter(sending, dang, number="V-002", names=names)
    page = words(dang_client.get("/partner/candidates/"))
    assert "NGUYEN Thi Lan / グエン ティラン" in page
    assert "同じ人かもしれない登録が 1組" in words(dang_client.get("/partner/"))

    posted(dang_client, f"/partner/candidates/{lan.pk}/merge/", {"other": again.pk})
    page = dang_client.get("/partner/candidates/").content.decode()
    assert "同じ人かもしれません" not in page
    assert f"/partner/candidates/{again.pk}/part/" in page

    posted(dang_client, f"/partner/candidates/{again.pk}/part/")
    assert "同じ人かもしれません" in words(dang_client.get("/partner/candidates/"))
    posted(dang_client, f"/partner/candidates/{lan.pk}/apart/", {"other": again.pk})
    assert "同じ人かもしれません" not in words(dang_client.get("/partner/candidates/"))


def test_two_entries_of_one_spelling_are_told_apart_by_their_numbers(
    lan, sending, dang, dang_client
):
    enter(sending, dang, number="V-002", nationality="PHL")

    page = words(dang_client.get("/partner/candidates/"))

    assert "「NGUYEN Thi Lan（V-001）」を残す" in page
    assert "「NGUYEN Thi Lan（V-002）」を残す" in page


@pytest.mark.parametrize("asked", ["nguyen lan", "Nguyễn", "ｸﾞｴﾝ", "v-001", "{code}"])
def test_one_of_many_candidates_is_found(lan, sending, dang, dang_client, asked):
    mai = {"family_latin": "TRAN", "given_latin": "Thi Mai", "family_kana": "チャン"}
    enter(sending, dang, number="V-2", names=mai | {"given_kana": "ティ マイ"})
    asked = asked.format(code=lan.person.party.code)

    page = words(dang_client.get("/partner/candidates/", {"q": asked}))

    assert "NGUYEN Thi Lan" in page
    assert "TRAN Thi Mai" not in page


def test_a_search_without_an_answer_can_be_taken_back(lan, dang_client):
    page = words(dang_client.get("/partner/candidates/", {"q": "だれでもない"}))

    assert "この条件に合うものはありません" in page
    assert "条件を消す" in page


@pytest.mark.parametrize("other", ["", "x", "999999", "self"])
def test_nobody_is_joined_with_nothing(lan, dang_client, other):
    typed = {"other": lan.pk if other == "self" else other}

    assert posted(dang_client, f"/partner/candidates/{lan.pk}/merge/", typed).status_code == 404


def test_a_candidate_leaves_and_comes_back(lan, dang_client):
    posted(dang_client, f"/partner/candidates/{lan.pk}/leave/")
    assert "辞退" in words(dang_client.get("/partner/candidates/?view=past"))

    posted(dang_client, f"/partner/candidates/{lan.pk}/return/")
    assert "NGUYEN" in words(dang_client.get("/partner/candidates/"))


@pytest.mark.parametrize("path", ["", "edit/", "results/new/"])
def test_a_company_and_a_school_do_not_find_somebody_elses_candidate(
    lan, ishii_client, hoang_client, yamada_client, path
):
    for client in (ishii_client, hoang_client, yamada_client):
        assert client.get(f"/partner/candidates/{lan.pk}/{path}").status_code == 404


def test_the_list_asks_the_same_number_of_questions_for_3_and_for_50(sending, dang, dang_client):
    counts = []
    for first, count in ((0, 3), (3, 47)):
        for at in range(first, first + count):
            enter(
                sending,
                dang,
                name=f"Nr{chr(97 + at % 26)}{'b' * (at // 26)}",
                number=str(at),
                born_on=date(1990, 1, 1 + at % 28),
            )
        dang_client.get("/partner/candidates/")
        with CaptureQueriesContext(connection) as asked:
            dang_client.get("/partner/candidates/")
        counts.append(len(asked))

    assert counts[0] == counts[1]


# 授業と成績


@pytest.fixture
def learner(lan, school, dang):
    return candidates.change(lan, seen=1, by=dang, on=TODAY, **LAN | {"school": school})


def test_a_school_notes_a_lesson_and_mends_it(learner, hoang_client):
    typed = renamed({"day_0": "2026", "day_1": "11", "day_2": "23"})
    typed |= {"topic": "日本語", "time": "9:00", "minutes": "90", "absent": [learner.pk]}

    page = hoang_client.post("/partner/lessons/new/", typed, follow=True)
    lesson = Lesson.objects.get()
    assert f'action="/partner/lessons/{lesson.pk}/annul/"' in page.content.decode()
    assert "1回のうち 0回 出席" in words(hoang_client.get("/partner/learners/"))

    page = hoang_client.get(f"/partner/lessons/{lesson.pk}/").content.decode()
    assert "checked" in page
    posted(hoang_client, f"/partner/lessons/{lesson.pk}/")
    assert "1回のうち 1回 出席" in words(hoang_client.get("/partner/learners/"))


def test_a_list_tells_the_best_level_that_was_passed(learner, hoang_client):
    typed = {"kind": "JLPT", "level": "N3", "passed": "yes"}
    typed |= renamed({"taken_on_0": "2026", "taken_on_1": "7", "taken_on_2": "5"})
    posted(hoang_client, f"/partner/candidates/{learner.pk}/results/new/", typed)

    assert "ベトナム、介護、N3" in words(hoang_client.get("/partner/learners/"))
    assert "日本語の級 N3" in words(hoang_client.get(f"/partner/candidates/{learner.pk}/"))


def test_lessons_stand_by_their_day_whenever_they_were_entered(learner, hoang_client):
    days = [*range(1, 24)]
    for day in [*days[12:], *days[:12]]:
        typed = renamed({"day_0": "2026", "day_1": "11", "day_2": str(day)})
        typed |= {"topic": f"{day}日の授業", "time": "9:00", "minutes": "90"}
        posted(hoang_client, "/partner/lessons/new/", typed)

    first = hoang_client.get("/partner/learners/")
    older = re.search(r"past=([\w-]+)", first.content.decode())[1]
    second = hoang_client.get(f"/partner/learners/?past={older}")
    found = [re.findall(r"(\d+)日の授業", words(page)) for page in (first, second)]

    assert [list(dict.fromkeys(one)) for one in found] == [
        [str(day) for day in reversed(days[3:])],
        ["3", "2", "1"],
    ]
    assert "1人のうち 1人 出席" in words(second)


def test_a_lesson_typed_twice_says_so_and_one_of_them_is_taken_back(
    learner, hoang_client, dang_client
):
    typed = renamed({"day_0": "2026", "day_1": "11", "day_2": "23"})
    typed |= {"topic": "日本語", "time": "9:00", "minutes": "90"}
    posted(hoang_client, "/partner/lessons/new/", typed)

    answer = posted(hoang_client, "/partner/lessons/new/", typed)
    assert answer.status_code == 422
    assert "同じ時間の授業「日本語」に、もう1人の出席がついています。" in words(answer)

    address = f"/partner/lessons/{Lesson.objects.get().pk}"
    assert dang_client.post(f"{address}/annul/").status_code == 404
    page = hoang_client.post(f"{address}/annul/", follow=True)
    assert f"{address}/restore/" in page.content.decode()
    assert "0回のうち 0回 出席" in words(page)
    assert hoang_client.get(f"{address}/").status_code == 404
    page = hoang_client.post(f"{address}/restore/", follow=True)
    assert "1回のうち 1回 出席" in words(page)


def test_attendance_goes_page_by_page_and_a_page_changes_only_its_own(
    school, sending, dang, hoang_client, monkeypatch
):
    monkeypatch.setattr(training, "MOST", 2)
    people = [
        enter(
            sending,
            dang,
            name=f"Nr{chr(97 + at % 26)}{'b' * (at // 26)}",
            number=str(at),
            born_on=date(1990, 1, at),
            school=school,
        )
        for at in (1, 2, 3)
    ]
    typed = renamed({"day_0": "2026", "day_1": "11", "day_2": "23"})
    typed |= {"topic": "日本語", "time": "9:00", "minutes": "90", "absent": [people[0].pk]}

    onwards = posted(hoang_client, "/partner/lessons/new/", typed)["Location"]
    assert "Nrd" in words(hoang_client.get(onwards))
    assert "Nrb" not in words(hoang_client.get(onwards))
    assert posted(hoang_client, onwards, {"absent": [people[2].pk]})["Location"] == (
        "/partner/learners/"
    )

    states = Lesson.objects.get().meeting.presences.order_by("party")
    assert [one.state for one in states] == ["absent", "present", "absent"]


def test_a_lesson_of_tomorrow_keeps_what_was_typed(learner, hoang_client):
    typed = renamed({"day_0": "2026", "day_1": "11", "day_2": "30"})
    typed |= {"topic": "日本語", "time": "9:00", "minutes": "90"}

    answer = posted(hoang_client, "/partner/lessons/new/", typed)

    assert answer.status_code == 422
    assert "授業がまだはじまっていません" in words(answer)
    assert 'value="日本語"' in answer.content.decode()


def test_a_result_is_seen_by_school_and_sending_organisation_alike(
    learner, hoang_client, dang_client
):
    path = f"/partner/candidates/{learner.pk}/"
    typed = renamed({"taken_on_0": "2026", "taken_on_1": "7", "taken_on_2": "5"})
    typed |= {"kind": "JLPT", "level": "N3", "passed": "yes", "points": "110"}
    assert posted(hoang_client, f"{path}results/new/", typed).status_code == 302

    for client in (hoang_client, dang_client):
        assert "日本語能力試験（JLPT） N3" in words(client.get(path))
    result = learner.results.get()
    assert posted(dang_client, f"/partner/results/{result.pk}/annul/").status_code == 404
    posted(hoang_client, f"/partner/results/{result.pk}/annul/")
    assert "試験の結果はまだありません" in words(hoang_client.get(path))


def test_the_results_of_a_class_are_noted_at_once_and_taken_back_together(
    learner, school, sending, dang, hoang_client, dang_client
):
    other = enter(sending, dang, name="Mai", number="V-9", born_on=date(2000, 1, 1), school=school)
    typed = renamed({"taken_on_0": "2026", "taken_on_1": "7", "taken_on_2": "5"})
    typed |= {"kind": "JLPT", "level": "N3"}
    path = "/partner/results/new/"
    assert dang_client.get(path).status_code == 404
    answer = posted(hoang_client, path, typed)
    assert answer.status_code == 422
    assert "だれの結果も選んでいません。" in words(answer)

    typed |= {f"of-{learner.pk}": "yes", f"of-{other.pk}": "no"}
    page = hoang_client.post(path, typed, follow=True)
    assert "2人の結果を入れました。" in words(page)
    assert [learner.results.get().passed, other.results.get().passed] == [True, False]
    answer = posted(hoang_client, path, typed | {f"of-{other.pk}": ""})
    assert "1人には、この試験のこの日の結果がもう入っています。" in words(answer)
    assert words(answer).count("＊この試験の結果は、もう入っています。") == 1

    keys = f"{learner.results.get().pk},{other.results.get().pk}"
    assert f"/partner/results/annul/?of={keys}" in page.content.decode()
    posted(hoang_client, f"/partner/results/annul/?of={keys}")
    assert not learner.results.filter(annulled_on=None).exists()
    assert posted(dang_client, f"/partner/results/annul/?of={keys}").status_code == 404


def test_a_level_that_the_test_does_not_have_is_refused(learner, hoang_client):
    typed = renamed({"taken_on_0": "2026", "taken_on_1": "7", "taken_on_2": "5"})
    typed |= {"kind": "JFT", "level": "N3", "passed": "yes"}

    answer = posted(hoang_client, f"/partner/candidates/{learner.pk}/results/new/", typed)

    assert answer.status_code == 422
    assert "その級・分野はありません" in words(answer)


# 面接


def test_both_sides_agree_on_a_time_each_by_its_own_clock(pair, ishii_client, dang_client):
    path = f"/partner/pairs/{pair.pk}/"
    assert "面接の日時を決めてください" in words(ishii_client.get("/partner/"))

    assert posted(ishii_client, f"{path}propose/", renamed(MEET)).status_code == 302
    assert "東京 14:00–14:30（ハノイ 12:00–12:30）" in words(ishii_client.get(path))
    assert "ハノイ 12:00–12:30（東京 14:00–14:30）" in words(dang_client.get(path))
    assert "返事をしてください" in words(dang_client.get("/partner/"))

    posted(dang_client, f"{path}accept/", {"version": "1"})
    assert Interview.objects.get().state == "accepted"
    assert "NGUYEN" in words(ishii_client.get(path))


def test_a_time_that_is_night_for_one_side_is_said_to_both(pair, ishii_client, dang_client):
    path = f"/partner/pairs/{pair.pk}/"
    posted(ishii_client, f"{path}propose/", renamed(MEET) | {"time": "8:30"})

    for client in (ishii_client, dang_client):
        page = words(client.get(path))
        assert "ハノイ では夜中か早朝です。" in page
    posted(dang_client, f"{path}change/", renamed(MEET) | {"version": "1"})
    assert "夜中か早朝" not in words(ishii_client.get(path))


def test_a_name_is_closed_to_the_company_before_that(pair, ishii_client):
    page = words(ishii_client.get(f"/partner/pairs/{pair.pk}/"))

    assert "NGUYEN" not in page
    assert "生年月日" not in page
    assert pair.candidate.person.party.code in page
    person = words(ishii_client.get(f"/partner/candidates/{pair.candidate_id}/"))
    assert "NGUYEN" not in person
    assert "採用を決めると、授業と成績がここに出ます" in person


def test_a_time_that_cannot_be_read_keeps_what_was_typed(pair, ishii_client):
    answer = posted(
        ishii_client, f"/partner/pairs/{pair.pk}/propose/", renamed(MEET) | {"time": "朝"}
    )

    assert answer.status_code == 422
    assert "時刻として読めません" in words(answer)


def test_a_long_link_to_a_meeting_stays_whole(pair, ishii_client):
    link = "https://teams.example/l/" + "meeting" * 40
    address = f"/partner/pairs/{pair.pk}/"

    posted(ishii_client, f"{address}propose/", renamed(MEET) | {"how": link})

    assert f'href="{link}"' in ishii_client.get(address).content.decode()


def test_a_fixed_interview_is_put_into_a_calendar_and_moved(
    pair, ishii_client, dang_client, hoang_client
):
    path = f"/partner/pairs/{pair.pk}/"
    posted(ishii_client, f"{path}propose/", renamed(MEET))
    posted(dang_client, f"{path}accept/", {"version": "1"})

    for file in (f"{path}interview.ics", "/partner/pairs/interviews.ics"):
        said = ishii_client.get(file).content.decode().replace("\r\n ", "")
        assert "STATUS:CONFIRMED" in said
        assert "SUMMARY:面接 求人" in said
        assert f"候補者 {pair.candidate.person.party.code}" in said
        assert "NGUYEN" not in said
        assert hoang_client.get(file).status_code == 404
    posted(dang_client, f"{path}change/", renamed(MEET) | {"time": "16:00", "version": "2"})

    page = words(ishii_client.get(path))
    assert "返事をする" in page
    assert "STATUS:TENTATIVE" in ishii_client.get(f"{path}interview.ics").content.decode()


def test_the_home_says_by_both_clocks_which_interviews_are_fixed(
    pair, ishii_client, dang_client, hoang_client
):
    path = f"/partner/pairs/{pair.pk}/"
    posted(ishii_client, f"{path}propose/", renamed(MEET))
    assert "決まった面接" not in words(ishii_client.get("/partner/"))
    posted(dang_client, f"{path}accept/", {"version": "1"})

    for client, clocks in (
        (ishii_client, "東京 14:00–14:30（ハノイ 12:00–12:30）"),
        (dang_client, "ハノイ 12:00–12:30（東京 14:00–14:30）"),
    ):
        page = client.get("/partner/")
        assert "決まった面接" in words(page)
        assert clocks in words(page)
        assert f'href="{path}"' in page.content.decode()
    school = words(hoang_client.get("/partner/"))
    assert "決まった面接" not in school
    assert "提案" not in school.partition("このページのことば")[0]
    Interview.objects.update(starts_at=NOW - timedelta(minutes=5))
    assert "決まった面接" not in words(ishii_client.get("/partner/"))


def test_where_an_order_is_can_be_read_in_latin_letters(pair, dang_client):
    path = f"/partner/pairs/{pair.pk}/"

    assert "流山市 (Nagareyama-shi)" in words(dang_client.get(f"/vi{path}"))
    assert "流山市" in words(dang_client.get(path))
    assert "Nagareyama" not in words(dang_client.get(path)).partition("このページのことば")[0]


def test_a_no_needs_a_reason(pair, ishii_client, dang_client):
    path = f"/partner/pairs/{pair.pk}/"
    posted(ishii_client, f"{path}propose/", renamed(MEET))

    page = words(dang_client.post(f"{path}decline/", {"version": "1", "said": ""}, follow=True))
    assert "理由を書いてください" in page

    posted(dang_client, f"{path}decline/", {"version": "1", "said": "試験の日です。"})
    assert "試験の日です。" in words(ishii_client.get(path))


@pytest.fixture
def met(pair, ishii, dang):
    """An interview that has begun."""
    found = interviews.propose(
        pair, starts_at=NOW + timedelta(hours=1), minutes=30, how="", by=ishii, on=TODAY, at=NOW
    )
    interviews.accept(found, seen=1, by=dang, on=TODAY, at=NOW)
    Interview.objects.update(starts_at=NOW - timedelta(minutes=5))
    return Pair.objects.get(pk=pair.pk)


def test_a_company_chooses_and_everybody_sees_the_case(met, lan, ishii_client, dang_client):
    path = f"/partner/pairs/{met.pk}/"
    assert "面接の結果を入れてください" in words(ishii_client.get("/partner/"))
    assert "採用する" in words(ishii_client.get(path))
    assert "採用する" not in words(dang_client.get(path))

    posted(ishii_client, f"{path}choose/", {"version": met.version, "system": "ESD"})

    case = Case.objects.get()
    for client in (ishii_client, dang_client):
        page = words(client.get(f"/partner/cases/{case.pk}/"))
        assert "NGUYEN" in page
        assert "育成就労" in page
        assert "NGUYEN" in words(client.get("/partner/cases/"))
    assert "授業の記録はまだありません" in words(ishii_client.get(f"/partner/candidates/{lan.pk}/"))


def test_a_stopped_company_takes_nobody_new_and_is_not_told_why(met, company, sato, ishii_client):
    body = met.order.company
    act = {"part": "company", "system": "ESD", "words": "金庫", "body": body}
    safety.note_act("ban_passport_custody", by=sato, on=TODAY, at=NOW, **act)

    answer = ishii_client.post(
        f"/partner/pairs/{met.pk}/choose/", {"version": met.version, "system": "ESD"}, follow=True
    )

    assert "いまは、新しい案件をはじめられません。" in words(answer)
    assert "旅券" not in words(answer)
    assert not Case.objects.exists()


def test_only_the_company_says_yes_or_no(met, dang_client):
    for verb in ("choose", "turn-down", "reopen"):
        typed = {"version": met.version, "system": "ESD", "said": "x"}
        assert posted(dang_client, f"/partner/pairs/{met.pk}/{verb}/", typed).status_code == 404


def test_who_is_turned_down_reads_why_and_it_can_be_taken_back(met, ishii_client, dang_client):
    path = f"/partner/pairs/{met.pk}/"
    posted(ishii_client, f"{path}turn-down/", {"version": met.version, "said": "夜勤が必要です。"})
    assert "夜勤が必要です。" in words(dang_client.get(path))

    posted(ishii_client, f"{path}reopen/")

    met.refresh_from_db()
    assert met.state == "assigned"


@pytest.mark.parametrize(
    "verb", ["", "propose/", "accept/", "change/", "decline/", "cancel/", "choose/", "turn-down/"]
)
def test_a_school_or_another_body_finds_no_pair(pair, hoang_client, yamada_client, verb):
    for client in (hoang_client, yamada_client):
        method = client.post if verb else client.get
        assert method(f"/partner/pairs/{pair.pk}/{verb}").status_code == 404


# 案件


def test_a_case_and_a_company_are_not_found_by_others(
    met, company, ishii_client, yamada_client, hoang_client, dang_client
):
    posted(
        ishii_client, f"/partner/pairs/{met.pk}/choose/", {"version": met.version, "system": "ESD"}
    )
    case = Case.objects.get()

    for client in (yamada_client, hoang_client):
        assert client.get(f"/partner/cases/{case.pk}/").status_code == 404
    assert "自分の会社" in words(ishii_client.get(f"/partner/companies/{company.pk}/"))
    assert ishii_client.get("/partner/companies/999999/").status_code == 404
    assert dang_client.get(f"/partner/companies/{company.pk}/").status_code == 404


def test_empty_pages_say_what_comes_there(
    company, sending, school, ishii_client, dang_client, hoang_client
):
    assert "面接する組はまだありません" in words(ishii_client.get("/partner/pairs/"))
    assert "案件はまだありません" in words(dang_client.get("/partner/cases/"))
    assert "この学校で学ぶ候補者はまだいません" in words(hoang_client.get("/partner/learners/"))


@pytest.mark.parametrize("form", [OrderForm, CandidateForm])
def test_every_field_of_a_long_form_stands_under_a_heading(form):
    grouped = [name for names in form.GROUPS.values() for name in names]

    assert sorted(grouped) == sorted(set(form.base_fields) - {"version"})


def test_no_page_tells_a_company_the_name_of_somebody_it_has_not_met(
    pair, lan, sending, dang, ishii_client, dang_client
):
    changes.change_person(lan.person, family_latin="Qxzq", family="Qxzq")
    names = {"family_latin": "Qxzq", "given_latin": "B", "family_kana": "", "given_kana": ""}
    enter(sending, dang, number="V-9", names=names, born_on=date(1999, 1, 1))

    assert found(walk(ishii_client, "/partner/"), "Qxzq") == []
    assert found(walk(dang_client, "/partner/"), "Qxzq")


# 学校のファイル


def sent(client, kind, *rows, name="class.csv"):
    file = SimpleUploadedFile(name, "\n".join(rows).encode("cp932"))
    return client.post(f"/partner/imports/?kind={kind}", {"file": file})["Location"]


LESSONS = "番号,日付,開始時刻,分,授業の内容,出欠"
TESTS = "番号,試験,級,合否,受験日"


def test_a_school_reads_attendance_in_from_a_file_and_takes_it_back(
    learner, hoang_client, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    page = words(hoang_client.get("/partner/imports/"))
    assert "出席の読みこみ" in page
    assert "同じファイルを2回読みこんでも、2回は数えません。" in page

    rows = ["V-001,R8.11.20,9:00,90,会話,出席", "V-999,R8.11.20,9:00,90,会話,出席"]
    where = sent(hoang_client, "attendance", LESSONS, *rows)
    page = words(hoang_client.get(where))
    assert "1件を読みこむ" in page
    assert "3行目 A列（番号） この学校で学ぶ候補者に" in page
    assert "2026年11月20日（金） 09:00" in page

    posted(hoang_client, f"{where}accept/")
    assert "1件を読みこみました。" in words(hoang_client.get(where))
    assert "1回のうち 1回 出席" in words(hoang_client.get("/partner/learners/"))

    posted(hoang_client, f"{where}undo/")
    assert "この読みこみは取り消されました。前のとおりです。" in words(hoang_client.get(where))
    assert "0回のうち 0回 出席" in words(hoang_client.get("/partner/learners/"))


def test_a_school_reads_results_in_from_a_file_and_sees_whom_it_is_about(
    learner, hoang_client, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    assert "試験の結果のひな形" not in words(hoang_client.get("/partner/imports/?kind=results"))
    answer = hoang_client.get("/partner/imports/template.xlsx?kind=results")
    assert "%E8%A9%A6%E9%A8%93%E3%81%AE" in answer["Content-Disposition"]
    where = sent(hoang_client, "results", TESTS, "V-001,JLPT,N4,合格,R8.7.5")

    page = words(hoang_client.get(where))
    assert "日本語能力試験（JLPT） N4 合格 新しく入る" in page
    posted(hoang_client, f"{where}accept/")

    assert learner.results.get().level == "N4"
    again = sent(hoang_client, "results", TESTS, "V-001,JLPT,N4,合格,R8.7.5")
    assert "このファイルの内容は、もう全部入っています。" in words(hoang_client.get(again))
    assert posted(hoang_client, f"{again}drop/")["Location"] == "/partner/imports/?kind=results"


@pytest.mark.parametrize("kind", ["attendance", "results"])
def test_only_a_school_sends_attendance_and_results(
    kind, learner, dang_client, hoang_client, ishii_client
):
    assert dang_client.get(f"/partner/imports/?kind={kind}").status_code == 404
    assert ishii_client.get(f"/partner/imports/?kind={kind}").status_code == 404
    assert hoang_client.get("/partner/imports/?kind=candidates").status_code == 404


def test_nobody_opens_the_file_of_another_school(
    learner, hoang_client, dang_client, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    where = sent(hoang_client, "attendance", LESSONS, "V-001,R8.11.20,9:00,90,会話,出席")

    for more in ("", "columns/", "faults.xlsx"):
        assert dang_client.get(where + more).status_code == 404
    for more in ("accept/", "undo/", "drop/"):
        assert posted(dang_client, where + more).status_code == 404
