"""定着支援の画面 — the office's list and plan, the supporter's, the company's, the person's own."""

import pytest
from django.test import Client

from tests.cast import TODAY
from tests.pages import words
from tsunagari.kernel.duties.models import Duty
from tsunagari.programmes.talent.people.actions import cases
from tsunagari.programmes.talent.settlement.models import Support

pytestmark = pytest.mark.usefixtures("cast_day")
FORM = {
    "held_on_y": "2026",
    "held_on_m": "11",
    "held_on_d": "24",
    "minutes": "60",
    "way": "in_person",
    "language": "vi",
    "parts": ["bank", "health"],
}


def path(case, rest=""):
    return f"/desk/cases/{case.pk}/settlement/{rest}"


def test_the_list_says_what_is_missing_and_how_far_it_is(staff_client, ssw):
    page = words(staff_client.get("/desk/settlement/"))

    assert "足りない支援：" in page
    assert "生活オリエンテーション" in page
    assert "まだ計画はありません" in words(staff_client.get("/desk/settlement/?after=WzFd"))


def test_the_list_costs_the_same_for_one_and_for_three(
    staff_client, ssw, mai_case, django_assert_max_num_queries
):
    with django_assert_max_num_queries(30):
        staff_client.get("/desk/settlement/")


def test_recording_goes_back_to_the_plan_and_keeps_what_was_typed_when_refused(staff_client, ssw):
    form = path(ssw, "sup05_orientation/")
    assert "すること" in words(staff_client.get(form))

    refused = staff_client.post(form, FORM | {"minutes": "", "material": "ごみの分け方の紙"})
    assert refused.status_code == 422
    assert "ごみの分け方の紙" in refused.content.decode()

    assert staff_client.post(form, FORM)["Location"] == path(ssw)
    page = words(staff_client.get(path(ssw)))
    assert "まだのこと：" in page
    assert "本人の確認を待っています" in page


def test_a_plan_for_later_stands_among_what_is_coming(staff_client, ssw):
    form = path(ssw, "sup05_orientation/")
    staff_client.post(form, FORM | {"plan": "1", "minutes": "", "held_on_d": "30"})

    planned = Support.objects.get()
    assert (planned.state, str(planned.day)) == ("planned", "2026-11-30")
    assert "これからの予定" in words(staff_client.get(path(ssw)))
    again = staff_client.get(f"{form}?planned={planned.pk}").content.decode()
    assert 'value="30"' in again
    staff_client.post(f"{form}?planned={planned.pk}", FORM)
    assert Support.objects.get().state == "given"


def test_taking_back_asks_why(staff_client, ssw, give):
    made = give(ssw)

    assert staff_client.post(f"/desk/supports/{made.pk}/annul/", {"why": ""}).status_code == 422
    staff_client.post(f"/desk/supports/{made.pk}/annul/", {"why": "日をまちがえた"})

    assert "取り消しました：日をまちがえた" in words(staff_client.get(path(ssw)))


def test_the_record_is_a_paper_in_both_languages(staff_client, ssw, give):
    give(ssw)

    answer = staff_client.get(path(ssw, "sup05_orientation.pdf"))

    assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")
    assert staff_client.get(path(ssw, "sup02_transport.pdf")).status_code == 404


def test_an_item_that_is_not_asked_or_is_held_elsewhere_is_not_recorded_here(staff_client, ssw):
    for code in ("sup10_job_change", "sup11_interview", "nothing"):
        assert staff_client.get(path(ssw, f"{code}/")).status_code == 404


def test_the_company_that_supports_records_itself_and_reads_no_note_of_others(
    partner_client, mori_login, ssw, give
):
    give(ssw)
    client = partner_client(mori_login)
    plan = f"/partner/cases/{ssw.pk}/settlement/"

    page = words(client.get(plan))
    assert "秘密の助言" not in page
    assert "メモ" not in words(client.get(f"{plan}sup05_orientation/"))
    assert client.post(f"{plan}sup05_orientation/", FORM)["Location"] == plan
    assert Support.objects.filter(body=ssw.company, words="").count() == 1


def test_a_company_whose_support_is_commissioned_reads_items_and_days_alone(
    partner_client, mori_login, ssw, sato, give
):
    case = cases.change(
        ssw, seen=ssw.version, by=sato, on=TODAY, commissioned=True, supervisor=sato.body
    )
    give(case)
    client = partner_client(mori_login)
    plan = f"/partner/cases/{case.pk}/settlement/"

    page = words(client.get(plan))
    assert "会社には、項目と日だけが見えます" in page
    for hidden in ("秘密の助言", "480分", "相談・苦情"):
        assert hidden not in page
    assert client.get(f"{plan}sup05_orientation/").status_code == 404
    made = Support.objects.get()
    assert client.post(f"/partner/supports/{made.pk}/annul/", {"why": "x"}).status_code == 404


def test_strangers_and_other_bodies_find_no_plan(
    partner_client, okada_login, tran_login, linh_case, worker_client, mai
):
    for login in (okada_login, tran_login):
        client = partner_client(login)
        assert client.get(f"/partner/cases/{linh_case.pk}/settlement/").status_code == 404
    assert Client().get(path(linh_case)).status_code == 302


def test_the_person_says_understood_or_please_again(worker_client, linh, ssw, give):
    made = give(ssw)
    client = worker_client(linh)

    page = client.get("/me/case/plan/")
    assert "わかりましたか" in words(page)
    assert "秘密の助言" not in words(page)
    client.post(f"/me/case/plan/{made.pk}/", {"said": "again"})
    assert Duty.objects.get(rule="2-3.explain_again").state == "open"
    client.post(f"/me/case/plan/{made.pk}/", {"said": "understood"})

    assert Duty.objects.get(rule="2-3.explain_again").state == "done"
    assert Duty.objects.get(rule="law.sup05_orientation").state == "done"


def test_nobody_answers_for_somebody_else(worker_client, mai, mai_case, ssw, give):
    made = give(ssw)
    client = worker_client(mai)

    assert client.post(f"/me/case/plan/{made.pk}/", {"said": "understood"}).status_code == 404
    assert client.get(f"/me/case/plan/{made.pk}/").status_code == 405
