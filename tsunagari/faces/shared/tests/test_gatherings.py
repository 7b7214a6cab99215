"""教室・講座 — a host enters one, people say the word of the day, the host decides, the plan counts."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import NOW, TODAY
from tests.cast_talent import make_body, make_member
from tests.pages import words
from tsunagari.programmes.community.classes import actions
from tsunagari.programmes.community.classes.models import ClassDay

pytestmark = pytest.mark.usefixtures("cast_day")
TYPED = {
    "kind": "japanese_class", "title": "土曜の教室", "day_y": "2026", "day_m": "11", "day_d": "24",
    "time": "8:00", "minutes": "90", "place": "公民館",
}  # fmt: skip


@pytest.fixture
def hosts(federation):
    return make_body("国際交流協会", "association")


@pytest.fixture
def hayashi(hosts, partner_client):
    login = make_member(hosts, "adviser", "hayashi@example.jp", family="林", given="恵")
    return partner_client(login)


def test_from_the_hosts_page_to_the_plan_without_any_further_press(
    hayashi, hosts, ssw, linh, worker_client
):
    answer = hayashi.post("/partner/gatherings/new/", TYPED)
    day = ClassDay.objects.get()
    assert answer["Location"] == f"/partner/gatherings/{day.pk}/"
    page = words(hayashi.get(answer["Location"]))
    assert day.code in page
    assert "開く団体 国際交流協会 場所 公民館" in page

    hers = worker_client(linh)
    assert hers.post("/me/case/gatherings/", {"code": "1"}).status_code == 422
    assert hers.post("/me/case/gatherings/", {"code": day.code}).status_code == 302
    assert "出席を受け取りました" in words(hers.get("/me/case/gatherings/"))

    page = words(hayashi.get(answer["Location"]))
    assert linh.party.code in page
    assert "Linh" not in page
    ticks = {"among": [linh.pk], "here": [linh.pk], "decide": "1"}
    assert hayashi.post(answer["Location"], ticks).status_code == 302

    assert "時間に入りました" in words(hers.get("/me/case/gatherings/"))
    assert "来た教室・講座：11月24日（火） 90分" in words(hers.get("/me/case/plan/"))


def test_the_other_host_the_other_role_and_the_stranger_do_not_find_it(
    hayashi, hosts, sato, mori_login, tran_login, yamada_login, partner_client, client
):
    day = actions.plan(
        hosts, kind="workshop", title="料理", place="", starts_at=NOW - timedelta(hours=1),
        minutes=60, by=sato, on=TODAY, at=NOW,
    )  # fmt: skip
    address = f"/partner/gatherings/{day.pk}/"
    assert hayashi.get(address).status_code == 200

    for login in (mori_login, tran_login, yamada_login):
        other = partner_client(login)
        assert "まだ教室・講座はありません" in words(other.get("/partner/gatherings/"))
        assert other.get(address).status_code == 404
        assert other.post(address, {"cancel": "1"}).status_code == 404
    assert client.get(address).status_code == 302
    assert day.code not in words(hayashi.get("/partner/gatherings/"))
    day.meeting.refresh_from_db()
    assert day.meeting.state == "planned"


def test_the_office_enters_one_for_another_host_and_adds_somebody_by_number(
    staff_client, hosts, linh, mai
):
    assert staff_client.post("/desk/gatherings/new/", TYPED | {"host": "0"}).status_code == 422
    answer = staff_client.post("/desk/gatherings/new/", TYPED | {"host": hosts.pk})
    day = ClassDay.objects.get()
    assert (day.meeting.host_id, answer.status_code) == (hosts.pk, 302)

    bad = staff_client.post(answer["Location"], {"save": "1", "number": "NOBODY"})
    assert bad.status_code == 422
    assert re.search(r'name="number"[^>]*value="NOBODY"', bad.content.decode())
    good = {"save": "1", "number": linh.party.code, "here": [mai.pk], "among": [mai.pk]}
    staff_client.post(answer["Location"], good)

    there = day.meeting.presences.filter(state="present")
    assert [row.party_id for row in there] == [linh.pk]
    staff_client.post(answer["Location"], {"decide": "1", "among": [linh.pk], "here": [linh.pk]})
    staff_client.post(answer["Location"], {"reopen": "1"})
    day.meeting.refresh_from_db()
    assert day.meeting.state == "open"


def test_the_list_asks_the_same_whether_one_class_or_three(staff_client, sato):
    def asked(number):
        for at in range(ClassDay.objects.count(), number):
            actions.plan(
                sato.body, kind="workshop", title="料理", place="", minutes=60, by=sato, on=TODAY,
                starts_at=NOW - timedelta(days=at + 1), at=NOW,
            )  # fmt: skip
        with CaptureQueriesContext(
            connection,
        ) as found:
            page = staff_client.get("/desk/gatherings/")
        assert words(page).count("料理") == number
        return len(found)

    asked(1)
    assert asked(1) == asked(3)
