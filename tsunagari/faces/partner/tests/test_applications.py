from datetime import UTC, datetime

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import NOW, TODAY, _client, viewer
from tests.cast_calls import FILLED, PDF, make_application, make_call
from tests.pages import bare as words
from tsunagari.governance.fund.calls import queries
from tsunagari.governance.fund.calls.models import Application

pytestmark = pytest.mark.usefixtures("cast_day", "kept_files")


@pytest.fixture
def writer(tsuchiya_login):
    return _client(tsuchiya_login)


def typed(step, version, **more):
    """What a step's form sends."""
    day = FILLED["founded_on"]
    sent = {
        "who": {
            **{name: FILLED[name] for name in ("name", "legal_form", "representative", "officers")},
            **{name: FILLED[name] for name in ("town", "phone", "email")},
            "founded_on_y": day.year,
            "founded_on_m": day.month,
            "founded_on_d": day.day,
        },
        "what": {
            **{name: FILLED[name] for name in ("title", "summary", "need", "plan", "effect")},
            "from_day_y": 2027,
            "from_day_m": 1,
            "from_day_d": 10,
            "until_day_y": 2027,
            "until_day_m": 3,
            "until_day_d": 20,
        },
        "money": {
            "asked_yen": "３００，０００円",
            "own_yen": "100,000",
            "kind_0": "fees",
            "words_0": "先生の謝金",
            "yen_0": "250000",
            "kind_1": "rooms",
            "words_1": "教室の会場",
            "yen_1": "150000",
            "kind_2": "",
            "words_2": "",
            "yen_2": "",
        },
        "promise": {"lawful": "on", "aims": "on", "others": "none", "agrees": "on"},
    }[step]
    return sent | {"version": version} | more


def send_step(client, application, step, **more):
    application.refresh_from_db()
    path = f"/partner/applications/{application.code}/{step}/"
    return client.post(path, typed(step, application.version, **more))


def test_an_application_is_written_step_by_step_and_sent(writer, call, tsukushi):
    assert call.title in words(writer.get("/partner/calls/"))
    begun = writer.post(f"/partner/calls/{call.code}/begin/")
    made = Application.objects.get()
    assert begun["Location"] == f"/partner/applications/{made.code}/who/"
    assert made.name == "つくし会"

    for step, following in (("who", "what"), ("what", "money"), ("money", "files")):
        answer = send_step(writer, made, step, next="1")
        assert answer["Location"].endswith(f"/{following}/"), words(answer)
    for kind in ("rules", "accounts"):
        file = SimpleUploadedFile(f"{kind}.pdf", PDF)
        sent = {"kind": kind, "file": file}
        assert writer.post(f"/partner/applications/{made.code}/files/", sent).status_code == 302
    page = words(writer.get(f"/partner/applications/{made.code}/"))
    assert "足りないものが 4つあります" in page
    assert send_step(writer, made, "promise", next="1")["Location"].endswith(f"{made.code}/")
    page = words(writer.get(f"/partner/applications/{made.code}/"))
    assert "申請を出せます" in page
    assert "¥400,000" in page
    made.refresh_from_db()
    writer.post(f"/partner/applications/{made.code}/send/", {"seen": made.version})

    made.refresh_from_db()
    assert made.state == "sent"
    assert queries.latest(made).content["lines"][0] == ["fees", "先生の謝金", 250_000]
    assert "申請は出ています" in words(writer.get(f"/partner/applications/{made.code}/"))
    file = made.files.first()
    assert writer.get(f"/partner/applications/{made.code}/files/{file.pk}/").content == PDF


def test_what_is_right_is_kept_beside_what_is_wrong(writer, call, tsukushi, tsuchiya_login):
    made = make_application(call, tsukushi, viewer(tsuchiya_login), send=False)

    answer = send_step(writer, made, "what", title="よい名前", until_day_m="13")
    wrong = send_step(writer, made, "money", yen_1="-5", kind_2="mail", own_yen="x")

    assert answer.status_code == 422
    assert "13月はありません" in words(answer)
    made.refresh_from_db()
    assert made.title == "よい名前"
    assert made.until_day == FILLED["until_day"]
    assert wrong.status_code == 422
    assert "行の金額を、0円より大きい数で入力してください。" in words(wrong)
    assert 'value="x"' in wrong.content.decode()
    assert [line.yen for line in made.lines.all()] == [250_000, 150_000]


def test_the_page_keeps_what_is_typed_and_two_windows_do_not_overwrite_each_other(
    writer, call, tsukushi, tsuchiya_login
):
    made = make_application(call, tsukushi, viewer(tsuchiya_login), send=False)
    path = f"/partner/applications/{made.code}/what/"

    kept = writer.post(f"{path}keep/", typed("what", made.version, title="自動"))
    late = writer.post(f"{path}keep/", typed("what", made.version, title="古い窓"))

    assert (kept.status_code, kept.content.decode()) == (200, "09:05")
    assert int(kept["X-Version"]) == made.version + 1
    assert late.status_code == 422
    assert "画面を開いたあとに、内容が変わりました。" in late.content.decode()
    assert Application.objects.get().title == "自動"
    again = writer.post(path, typed("what", made.version, title="古い窓"))
    assert again.status_code == 422
    assert "古い窓" in again.content.decode()
    assert writer.post(f"{path}keep/", {}).status_code == 422
    assert Application.objects.get().title == "自動"


def test_another_body_finds_none_of_it(call, tsukushi, tsuchiya_login, mori_login, staff_client):
    made = make_application(call, tsukushi, viewer(tsuchiya_login))
    stranger = _client(mori_login)
    base = f"/partner/applications/{made.code}/"
    file = made.files.first()

    for path in ("", "who/", "files/", f"files/{file.pk}/"):
        assert stranger.get(base + path).status_code == 404
    for path in ("send/", "withdraw/", "restore/", "who/", "who/keep/", f"files/{file.pk}/remove/"):
        assert stranger.post(base + path).status_code == 404
    assert made.title not in words(stranger.get("/partner/calls/"))
    assert "申請はまだありません" in words(stranger.get("/partner/calls/"))


def test_after_midnight_in_tokyo_nothing_is_taken_any_more(call, tsukushi, tsuchiya_login):
    made = make_application(call, tsukushi, viewer(tsuchiya_login), send=False)
    with time_machine.travel(datetime(2026, 11, 30, 14, 59, tzinfo=UTC), tick=False):
        client = _client(tsuchiya_login)
        assert "申請を出せます" in words(client.get(f"/partner/applications/{made.code}/"))
    with time_machine.travel(datetime(2026, 11, 30, 15, 0, tzinfo=UTC), tick=False):
        client = _client(tsuchiya_login)
        page = words(client.get(f"/partner/applications/{made.code}/who/"))
        sent = client.post(f"/partner/applications/{made.code}/send/", follow=True)
        assert call.title not in words(client.get("/partner/calls/")).partition("わたしたち")[0]

    assert "夜12時・日本時間）を過ぎました" in page
    assert "夜12時・日本時間）を過ぎました" in words(sent)
    made.refresh_from_db()
    assert made.state == "draft"


def test_a_list_asks_as_often_for_three_as_for_one(
    writer, call, fund, assessors, sato, tsukushi, tsuchiya_login
):
    by = viewer(tsuchiya_login)
    make_application(call, tsukushi, by)

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            assert writer.get("/partner/calls/").status_code == 200
        return len(found)

    asked()
    once = asked()
    for number in range(2):
        other = make_call(fund, assessors, sato, title=f"ほか{number}")
        Application.objects.create(
            call=other,
            channel="partner",
            applicant=tsukushi.party,
            started_on=TODAY,
            saved_at=NOW,
        )
    assert asked() == once
