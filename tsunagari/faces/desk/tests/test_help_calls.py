import pytest

from tests.cast import NOW, TODAY
from tests.pages import words
from tsunagari.programmes.talent.safety import actions
from tsunagari.programmes.talent.safety.models import Incident

WHEN = {"on": TODAY, "at": NOW}


@pytest.fixture
def call(linh_case, linh_viewer):
    return actions.report(
        linh_case, kind="passport", part="company", words="Ở trong két", by=linh_viewer, **WHEN
    )


def test_the_office_reads_what_happened_and_the_law_on_it(staff_client, call):
    assert "パスポートや在留カードを取られた" in words(staff_client.get("/desk/help-calls/"))

    page = words(staff_client.get(f"/desk/help-calls/{call.pk}/"))

    assert "Ở trong két" in page
    assert "法48条1項・111条5号" in page
    assert "会社には、本人がよいと言うまで話さないでください。" in page


def test_each_step_is_written_and_said_back(staff_client, call, linh, worker_client):
    sent = {"words": "電話した", "told": "Chúng tôi đang giúp bạn", "seen": call.version}

    staff_client.post(f"/desk/help-calls/{call.pk}/", sent)

    call.refresh_from_db()
    assert call.state == "contained"
    own = words(worker_client(linh).get("/me/case/"))
    assert "Chúng tôi đang giúp bạn" in own
    assert "電話した" not in own


def test_words_are_kept_when_an_older_page_is_sent(staff_client, call):
    answer = staff_client.post(f"/desk/help-calls/{call.pk}/", {"words": "電話した", "seen": 9})

    assert answer.status_code == 422
    assert "電話した" in answer.content.decode()


def test_a_closed_call_moves_to_its_own_tab_and_comes_back_when_it_is_opened_again(
    staff_client, call, sato, ito
):
    for seen, by in ((1, sato), (2, ito)):
        actions.advance(call, words="x", told="", seen=seen, by=by, **WHEN)

    assert "ここに知らせはありません" in words(staff_client.get("/desk/help-calls/"))
    assert "パスポート" in words(staff_client.get("/desk/help-calls/?view=closed"))

    where = f"/desk/help-calls/{call.pk}/"
    assert staff_client.post(where, {"words": "", "seen": 3}).status_code == 422
    staff_client.post(where, {"words": "また取られた", "seen": 3})
    assert "パスポート" in words(staff_client.get("/desk/help-calls/"))
    assert "また取られた" in words(staff_client.get(where))


def test_the_company_and_others_find_no_trace_of_it(
    call, partner_client, mori_login, tran_login, linh_case
):
    for login in (mori_login, tran_login):
        client = partner_client(login)
        assert client.get(f"/desk/help-calls/{call.pk}/").status_code == 403
        for path in ("/partner/", f"/partner/cases/{linh_case.pk}/costs/"):
            assert "パスポート" not in words(client.get(path))


def test_a_list_costs_the_same_number_of_queries(
    staff_client, linh_case, linh_viewer, call, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    staff_client.get("/desk/help-calls/")
    with CaptureQueriesContext(connection) as few:
        staff_client.get("/desk/help-calls/")
    for _more in range(4):
        actions.report(linh_case, kind="pay", part="company", words="", by=linh_viewer, **WHEN)

    with django_assert_max_num_queries(len(few)):
        staff_client.get("/desk/help-calls/")


def test_violence_at_a_company_is_taken_in_and_the_rest_is_told_what_to_do(staff_client, linh_case):
    page = f"/desk/cases/{linh_case.pk}/report/"
    sent = {"code": "ban_forced_training", "part": "company", "words": "たたかれた"}

    refused = staff_client.post(page, sent | {"part": "sending"})
    taken = staff_client.post(page, sent, follow=True)

    assert refused.status_code == 422
    said = words(refused)
    assert "「暴力・おどし・自由の制限のうたがい」を選ぶと" in said
    assert "外国人技能実習機構に申告できます" in said
    assert "110" in said
    found = Incident.objects.get()
    assert (found.ban, found.kind, found.body) == ("rights_check", "violence", linh_case.company)
    assert "規則10条2項6号ハ" in words(taken)
    assert "まだ決まっていない規則" in words(taken)
