"""今日のやること — what the office sees, what it presses, and how it takes that back."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import NOW, TODAY, make_session
from tsunagari.kernel.duties import actions, rulebook
from tsunagari.kernel.duties.models import Duty
from tsunagari.kernel.notices.models import Notice
from tsunagari.kernel.records.queries import history


@pytest.fixture(autouse=True)
def _the_day_of_the_cast():
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def make(federation):
    """make("name", due=+2, …): an open duty of the federation's office."""

    def make(name, due=2, *, doer=None, rule="1-1.renew_agreement", **fields):
        doer = doer or federation.party
        facts = {"until": "2027-03-31", "renew_by": "2027-01-31"}
        return Duty.objects.create(
            key=name,
            rule=rule,
            rule_version="2026-04",
            about_kind=fields.pop("about_kind", "t.case"),
            about_key=name,
            holder=fields.pop("holder", doer),
            doer=doer,
            office=fields.pop("office", doer),
            facts=fields.pop("facts", facts),
            opens_on=fields.pop("opens_on", TODAY - timedelta(days=30)),
            safe_due=TODAY + timedelta(days=due),
            measure=fields.pop("measure", "1-1"),
            print="",
            **fields,
        )

    return make


@pytest.fixture
def abe(abe_login):
    return abe_login.person.party


def text(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def said(response) -> str:
    """What a reader sees, without the tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", text(response)))


def titles(response) -> list[str]:
    return re.findall(r'data-duty="(\d+)"> (?:<form|<span class="tn-type)', text(response))


def groups(response) -> dict[str, str]:
    """{heading: its count}."""
    return dict(
        re.findall(
            r'tn-group-head">(?:<svg.*?</svg>)?([^<]+?)(?: <span>([^<]*)</span>)?</h2>',
            text(response),
        )
    )


def follow(response, client):
    return client.get(response["Location"])


# — who may enter —


ADDRESSES = ["", "?view=team", "duties/{pk}/", "duties/{pk}/basis/", "calendar/"]
PRESSED = ["done", "not-done", "undo", "later", "hand-over"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_strangers_and_other_roles_stay_outside(
    make, client, suzuki_client, yamada_client, address
):
    path = "/desk/" + address.format(pk=make("one").pk)

    assert client.get(path).status_code == 302
    assert suzuki_client.get(path).status_code == 403
    assert yamada_client.get(path).status_code == 403


@pytest.mark.parametrize("verb", PRESSED)
def test_nobody_else_presses_anything(make, client, yamada_client, verb):
    duty = make("one")
    path = f"/desk/duties/{duty.pk}/{verb}/"

    assert client.post(path).status_code == 302
    assert yamada_client.post(path, {"until": "2026-11-25"}).status_code == 403

    duty.refresh_from_db()
    assert (duty.state, duty.later_until, list(history(duty))) == ("open", None, [])


@pytest.mark.parametrize("verb", PRESSED)
def test_a_link_cannot_press(make, staff_client, verb):
    page = staff_client.get(f"/desk/duties/{make('one').pk}/{verb}/")

    assert page.status_code == 405
    assert "はじめのページへ" in said(page)


@pytest.mark.parametrize(
    ("came", "back"),
    [
        ("http://testserver/desk/duties/{pk}/?view=team", "?next=/desk/duties/{pk}/%3Fview%3Dteam"),
        ("https://elsewhere.example/desk/", ""),
        ("http://testserver//elsewhere.example/", ""),
        ("", ""),
    ],
)
def test_who_signs_in_after_a_press_comes_back_to_its_page(make, client, came, back):
    pk = make("one").pk

    answer = client.post(f"/desk/duties/{pk}/done/", headers={"referer": came.format(pk=pk)})

    assert answer["Location"] == "/accounts/login/" + back.format(pk=pk)


def test_a_duty_that_does_not_exist_is_not_found(staff_client):
    assert staff_client.get("/desk/duties/4711/").status_code == 404


# — the list —


def test_the_list_is_grouped_by_day_with_its_numbers(make, staff_client):
    make("late", -4)
    make("today", 0)
    make("today too", 0)
    make("week", 7)
    make("later", 8)

    page = staff_client.get("/desk/")

    assert groups(page) == {"期限を過ぎたもの": "1件", "今日まで": "2件", "今週": "1件"}
    assert "それより先 1件" in said(page)
    assert "期限を過ぎたものが 1件、今日までのものが 2件 あります。" in said(page)
    assert "今日は 0 / 3 件 おわりました" in said(page)
    assert "2026年11月24日（火）" in said(page)
    assert "4日 超過（11月20日（金））" in said(page)


def test_the_title_says_what_waits(make, staff_client):
    make("late", -4)

    assert "<title>今日のやること（期限切れ1・今日0） | つながり</title>" in text(
        staff_client.get("/desk/")
    )


def test_tabs_show_their_numbers_and_their_duties(make, staff_client, abe, midori):
    mine, deputys = make("mine", 1), make("deputys", 2, assignee=abe)
    schools = make("schools", 3, doer=midori.organisation.party)
    asleep = make("asleep", 4, later_until=TODAY + timedelta(days=2))

    page = staff_client.get("/desk/")

    assert titles(page) == [str(mine.pk)]
    assert "チーム全員 2" in said(page)
    assert "返事待ち 1" in said(page)
    assert "あとで 1" in said(page)
    assert titles(staff_client.get("/desk/?view=team")) == [str(mine.pk), str(deputys.pk)]
    assert titles(staff_client.get("/desk/?view=waiting")) == [str(schools.pk)]
    assert titles(staff_client.get("/desk/?view=later")) == [str(asleep.pk)]


def test_a_tab_that_nobody_offered_is_the_own_one(make, staff_client):
    duty = make("one")

    page = staff_client.get("/desk/?view=x&order=y&programme=zz&after=%00&duty=abc")

    assert titles(page) == [str(duty.pk)]


def test_the_programme_narrows_the_list_and_says_so_when_it_is_empty(make, staff_client):
    exchange, talent = make("a", measure="1-1"), make("b", measure="2-3")

    assert titles(staff_client.get("/desk/?programme=1")) == [str(exchange.pk)]
    assert titles(staff_client.get("/desk/?programme=2")) == [str(talent.pk)]
    empty = staff_client.get("/desk/?programme=3")
    assert "この事業のやることはありません" in said(empty)
    assert 'href="?"' in text(empty)


def test_by_risk_the_groups_say_what_is_at_stake(make, staff_client):
    grave, other = make("grave", 30, risk=0), make("other", -3, risk=4)

    page = staff_client.get("/desk/?order=risk")

    assert titles(page) == [str(grave.pk), str(other.pk)]
    assert groups(page) == {"人の安全に関わるもの": "1件", "そのほか": "1件"}
    assert "並び：重いものから" in said(page)


def test_more_than_twenty_go_on_the_next_page_with_the_tab_kept(make, staff_client):
    for i in range(30):
        make(str(i), 1)

    first = staff_client.get("/desk/?view=team&order=risk")
    link = re.search(r'href="\?([^"]+)" [^>]*rel="next"', text(first))[1].replace("&amp;", "&")
    second = staff_client.get(f"/desk/?{link}")

    assert (len(titles(first)), len(titles(second))) == (20, 10)
    assert set(titles(first)) & set(titles(second)) == set()
    assert "view=team" in link
    assert groups(first) == {"そのほか": ""}


def test_a_page_may_hold_fifty_or_a_hundred_and_keeps_that(make, staff_client):
    for i in range(60):
        make(str(i), 1)

    first = staff_client.get("/desk/?view=team&size=50")
    link = re.search(r'href="\?([^"]+)" [^>]*rel="next"', text(first))[1].replace("&amp;", "&")
    tab = re.search(r'href="\?([^"]*view=waiting[^"]*)"', text(first))[1]

    assert len(titles(first)) == 50
    assert "size=50" in link
    assert "size=50" in tab
    assert "1ページの件数：50" in said(first)
    assert len(titles(staff_client.get(f"/desk/?{link}"))) == 10
    whole = staff_client.get("/desk/?view=team&size=100")
    assert len(titles(whole)) == 60
    assert "1ページの件数：100" in said(whole)
    assert len(titles(staff_client.get("/desk/?view=team&size=1000000"))) == 20


def test_the_page_asks_as_often_for_fifty_as_for_three(make, staff_client, pairing, abe):
    def fill(lo, hi):
        for i in range(lo, hi):
            session = make_session(pairing, ordinal=i + 1, starts_at=NOW + timedelta(days=i + 1))
            base = {"session": session.pk, "ordinal": i + 1, "on": "2026-12-01"}
            make(f"s{i}", i % 9 - 1, rule="1-1.test_line", facts=base)
            make(f"d{i}", i % 9 - 1, assignee=abe if i % 2 else None)

    def asked(path):
        staff_client.get(path)
        with CaptureQueriesContext(connection) as found:
            assert staff_client.get(path).status_code == 200
        return len(found)

    fill(0, 3)
    paths = ["/desk/?size=50", "/desk/?view=team", "/desk/?order=risk&size=50", "/desk/calendar/"]
    three = [asked(path) for path in paths]
    fill(3, 30)

    assert [asked(path) for path in paths] == three


def test_the_first_visit_says_what_will_appear_here(staff_client, federation):
    page = staff_client.get("/desk/")

    assert "やることは、まだありません" in said(page)
    assert "学校を登録する" in said(page)


def test_when_today_is_done_the_page_says_so_with_the_next_day_and_the_week(
    make, staff_client, sato
):
    make("finished", 0, state="done", done_on=TODAY - timedelta(days=1), done_by=sato.party)
    make("next", 3, state="waiting", opens_on=date(2026, 11, 27))

    page = staff_client.get("/desk/")

    assert "今日の分はおわりました。" in said(page)
    assert "次は 11月27日（金）です。" in said(page)
    assert "今週は 1件 おわりました。" in said(page)


def test_when_only_later_days_are_left_the_head_says_that_today_is_done(make, staff_client):
    make("friday", 3)

    assert "今日の分はおわりました。 次は 11月27日（金）です。" in said(staff_client.get("/desk/"))


@pytest.mark.parametrize(
    ("view", "words"),
    [
        ("waiting", "返事を待っているものはありません"),
        ("later", "あとにしたものはありません"),
    ],
)
def test_an_empty_tab_says_what_would_stand_there(staff_client, federation, view, words):
    assert words in said(staff_client.get(f"/desk/?view={view}"))


def test_a_row_says_whose_it_is_and_the_other_clock(make, staff_client, pairing, sato):
    session = make_session(pairing, starts_at=datetime(2026, 11, 26, 23, 45, tzinfo=UTC))
    facts = {"session": session.pk, "ordinal": 1, "on": "2026-11-27"}
    make("test", 1, rule="1-1.test_line", facts=facts, assignee=sato.party)

    page = staff_client.get("/desk/")

    assert "2年B組 × Grade 8 – Rizal" in said(page)
    assert "11月27日（金） 8:45（現地 7:45 マニラ）" in said(page)
    assert 'aria-label="担当 佐藤 恵' in text(page)


# — beside the list —


def test_the_first_duty_stands_beside_the_list_or_the_one_asked_for(make, staff_client):
    make("first", 0)
    other = make("second", 3, rule="1-1.renew_approval")

    assert '<h2 id="dt">覚書の更新を決めてください</h2>' in text(staff_client.get("/desk/"))
    asked = staff_client.get(f"/desk/?duty={other.pk}")
    assert '<h2 id="dt">学校の承認の期限が近づいています</h2>' in text(asked)


def test_the_days_sessions_stand_beside_the_list_on_both_clocks(staff_client, pairing):
    make_session(pairing, starts_at=datetime(2026, 11, 24, 1, 45, tzinfo=UTC))
    make_session(pairing, ordinal=2, starts_at=datetime(2026, 11, 24, 15, 0, tzinfo=UTC))
    make_session(pairing, ordinal=3, starts_at=NOW, state="declined")

    page = said(staff_client.get("/desk/"))

    assert "10:45現地 9:45" in page
    assert "交流授業 第1回 2年B組 × Grade 8 – Rizal" in page
    assert "Las Piñas High（マニラ）" in page
    assert "第2回" not in page
    assert "第3回" not in page


def test_without_a_session_today_the_schedule_says_so(staff_client, federation):
    assert "今日の授業はありません。" in said(staff_client.get("/desk/"))


# — one duty —


def test_a_duty_says_why_now_what_is_next_and_what_was_done(make, staff_client, sato, midori):
    duty = make("one", -4, holder=midori.organisation.party, rule="1-1.renew_approval")
    actions.not_done(duty, said="窓口が休みでした", by=sato, on=TODAY)

    page = staff_client.get(f"/desk/duties/{duty.pk}/")

    assert '<h1 id="dt">学校の承認の期限が近づいています</h1>' in text(page)
    assert "みどり台中学校" in said(page)
    assert "承認は 3月31日（水） までです。" in said(page)
    assert "期限は 11月20日（金） です（4日 超過）。" in said(page)
    assert "新しい承認を申請する" in said(page)
    assert "やってみましたが、できませんでした。" in said(page)
    assert "窓口が休み" not in said(page)


def test_in_the_panel_the_heading_stands_below_the_lists_own(make, staff_client):
    page = staff_client.get(f"/desk/duties/{make('one').pk}/", headers={"HX-Request": "true"})

    assert '<h2 id="dt">' in text(page)
    assert "HX-Request" in page["Vary"]


def test_a_duty_keeps_the_list_it_was_opened_from(make, staff_client):
    duty = make("one")
    address = "?view=team&amp;order=risk"

    page = text(staff_client.get("/desk/?view=team&order=risk"))
    own = text(staff_client.get(f"/desk/duties/{duty.pk}/?view=team&order=risk"))

    assert f'href="/desk/duties/{duty.pk}/{address}"' in page
    assert f'action="/desk/duties/{duty.pk}/done/{address}"' in own


def test_a_finished_duty_says_who_did_it_and_can_be_taken_back(make, staff_client, sato):
    duty = make("one")
    actions.done(duty, by=sato, on=TODAY)

    page = staff_client.get(f"/desk/duties/{duty.pk}/")

    assert "2026年11月24日（火）、佐藤 恵" in said(page)
    assert "最後の変更を元に戻す" in said(page)
    assert "完了にする" not in said(page)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"state": "void"}, "もう必要ありません"),
        (
            {"state": "waiting", "opens_on": date(2026, 12, 1)},
            "2026年12月1日（火）に、一覧へ出ます。",
        ),
        ({"later_until": date(2026, 11, 26)}, "2026年11月26日（木）に、一覧へ戻ります。"),
    ],
)
def test_a_duty_that_is_not_on_the_list_says_why(make, staff_client, fields, words):
    assert words in said(staff_client.get(f"/desk/duties/{make('one', **fields).pk}/"))


def test_a_schools_duty_is_not_done_from_here(make, staff_client, midori):
    duty = make("one", doer=midori.organisation.party)

    page = staff_client.get(f"/desk/duties/{duty.pk}/")

    assert "みどり台中学校 の番です。" in said(page)
    assert "/done/" not in text(page)
    assert "/later/" not in text(page)
    answer = follow(staff_client.post(f"/desk/duties/{duty.pk}/done/"), staff_client)
    assert "先に担当を引き取ってください。" in said(answer)


def test_a_verb_that_finishes_the_duty_is_a_button_with_its_honest_opposite(make, staff_client):
    duty = make("one", rule="1-1.test_line", facts={"ordinal": 2, "on": "2026-11-27"})

    page = staff_client.get(f"/desk/duties/{duty.pk}/")

    assert "確かめた" in said(page)
    assert "つながらなかった" in said(page)
    assert f'action="/desk/duties/{duty.pk}/not-done/"' in text(page)


# — the basis —


def test_the_basis_shows_rule_source_facts_and_the_three_days(make, staff_client, midori):
    duty = make(
        "one",
        rule="1-1.renew_approval",
        facts={"until": "2026-12-01", "school": midori.pk},
        statutory_due=date(2026, 12, 1),
        effective_due=date(2026, 11, 30),
    )

    page = said(staff_client.get(f"/desk/duties/{duty.pk}/basis/")).replace(" ", "")

    for words in (
        "法律の期限 2026年12月1日（火）",
        "実際の期限 2026年11月30日（月）",
        "余裕をみた期限 2026年11月26日（木）",
        "有効な最後の日 2026年12月1日（火）",
        "学校 みどり台中学校",
        "規則 学校の承認の期限が近づいています",
        "版 2026-04",
        "出典 連合会と学校の実施要領（覚書の別紙）",
        "確かさ 連合会と学校の決まり",
        "施策 1-1 ICTを活用した国際交流授業",
        "実際にする団体 試験連合会",
    ):
        assert words.replace(" ", "") in page
    assert "まだ確かめられていません" not in page


def test_the_basis_of_an_unsure_rule_says_so(make, staff_client):
    before = dict(rulebook.RULES)
    rulebook.register(
        rulebook.DutyRule("t.unsure", "届出", "見本", "出す", confidence="unsure", article="第19条")
    )
    duty = make("one", rule="t.unsure", facts={})
    Duty.objects.update(rule_version="1")

    page = said(staff_client.get(f"/desk/duties/{duty.pk}/basis/"))

    rulebook.RULES.clear()
    rulebook.RULES.update(before)
    assert "この規則は、まだ確かめられていません" in page
    assert "第19条" in page
    assert "確かめられていない" in page


def test_the_basis_of_an_older_version_says_that_its_words_are_gone(make, staff_client):
    duty = make("one")
    Duty.objects.update(rule_version="1999")

    assert "この版のことばは残っていない" in said(
        staff_client.get(f"/desk/duties/{duty.pk}/basis/")
    )


# — pressing —


def press(client, duty, verb, query="", **data):
    return client.post(f"/desk/duties/{duty.pk}/{verb}/{query}", data)


def test_done_leaves_a_strip_that_takes_it_back(make, staff_client):
    duty = make("one", 0)

    page = follow(press(staff_client, duty, "done", "?view=team"), staff_client)

    duty.refresh_from_db()
    assert duty.state == "done"
    assert "「覚書の更新を決めてください」を完了にしました。" in said(page)
    assert "今日は 1 / 1 件 おわりました" in said(page)
    back = re.search(r'action="(/desk/duties/\d+/undo/\?[^"]+)"', text(page))[1]
    assert "view=team" in back

    page = follow(staff_client.post(back.replace("&amp;", "&")), staff_client)

    duty.refresh_from_db()
    assert duty.state == "open"
    assert "元に戻しました。" in said(page)
    assert "完了にしました。" not in said(page)


def test_the_strip_stays_until_the_next_act_and_for_ten_minutes(make, staff_client):
    first, second = make("one", 0), make("two", 0, rule="1-1.renew_approval")
    press(staff_client, first, "done")
    staff_client.get("/desk/calendar/")

    assert "「覚書の更新を決めてください」を完了にしました。" in said(staff_client.get("/desk/"))

    press(staff_client, second, "later", until="2026-11-25")
    page = said(staff_client.get("/desk/"))
    assert "「学校の承認の期限が近づいています」を 11月25日（水） まで、あとにしました。" in page
    assert "完了にしました。" not in page

    with time_machine.travel(NOW + timedelta(minutes=11)):
        assert "あとにしました。" not in said(staff_client.get("/desk/"))


def test_a_strip_that_is_too_old_leads_to_the_duty(make, staff_client, sato):
    duty = make("one", 0)
    act = actions.done(duty, by=sato, on=TODAY)

    with time_machine.travel(NOW + timedelta(minutes=11)):
        answer = press(staff_client, duty, "undo", f"?act={act.pk}")
        page = follow(answer, staff_client)

    assert answer["Location"] == f"/desk/duties/{duty.pk}/"
    assert "10分を過ぎたので、一覧からは元に戻せません。" in said(page)
    assert "最後の変更を元に戻す" in said(page)


def test_pressing_twice_is_one_act(make, staff_client):
    duty = make("one", 0)

    answers = [press(staff_client, duty, "done", press_key="k" * 32) for _press in range(2)]

    assert {answer["Location"] for answer in answers} == {"/desk/"}
    assert [record.did for record in history(duty)] == ["duty.done"]


def test_a_second_person_is_told_that_it_is_done_already(make, staff_client, sato):
    duty = make("one", 0)
    actions.done(duty, by=sato, on=TODAY)

    page = follow(press(staff_client, duty, "done"), staff_client)

    assert "これは、もう完了になっています。" in said(page)


def test_later_offers_tomorrow_next_monday_and_any_day(make, staff_client):
    duty = make("one", 0)

    page = staff_client.get(f"/desk/duties/{duty.pk}/")
    press(staff_client, duty, "later", day_y="令和8", day_m="12", day_d="3")

    duty.refresh_from_db()
    assert "明日（11月25日（水））" in said(page)
    assert "来週月曜（11月30日（月））" in said(page)
    assert duty.later_until == date(2026, 12, 3)


def test_later_does_not_offer_what_passes_a_legal_deadline_and_says_why(make, staff_client):
    duty = make("one", 0, statutory_due=date(2026, 11, 26))

    page = said(staff_client.get(f"/desk/duties/{duty.pk}/"))

    assert "法律の期限は 2026年11月26日（木） です。それより後にはできません。" in page
    assert "明日（11月25日（水））" in page
    assert "来週月曜" not in page
    assert "この日まで、あとにする" in page


def test_where_no_day_is_left_before_a_legal_deadline_none_is_asked_for(make, staff_client):
    duty = make("one", -5, statutory_due=TODAY)

    page = said(staff_client.get(f"/desk/duties/{duty.pk}/"))

    assert "それより後にはできません。" in page
    assert "この日まで、あとにする" not in page


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (
            {"day_y": "2026", "day_m": "12", "day_d": "1"},
            "法律の期限は 2026年11月26日（木） です。それより後にはできません。",
        ),
        ({"day_y": "2026", "day_m": "11", "day_d": "24"}, "明日より後の日を選んでください。"),
        ({"day_y": "2026", "day_m": "11", "day_d": "31"}, "11月31日はありません。"),
        ({}, "いつまでを入力してください。"),
    ],
)
def test_a_day_that_cannot_be_keeps_what_was_typed_and_says_why(make, staff_client, typed, words):
    duty = make("one", 0, statutory_due=date(2026, 11, 26))

    page = press(staff_client, duty, "later", **typed)

    duty.refresh_from_db()
    assert page.status_code == 422
    assert words in said(page)
    assert duty.later_until is None
    for value in typed.values():
        assert f'value="{value}"' in text(page)
    assert "<title>エラー：" in text(page)


def test_a_button_that_is_older_than_the_deadline_is_refused_in_words(make, staff_client):
    duty = make("one", 0, statutory_due=date(2026, 11, 26))

    page = follow(press(staff_client, duty, "later", until="2026-11-30"), staff_client)

    assert "法律の期限は 2026年11月26日（木） です。" in said(page)


def test_what_was_put_off_comes_back_at_once(make, staff_client):
    duty = make("one", 0, later_until=date(2026, 11, 30))

    page = follow(press(staff_client, duty, "later", "?view=later", wake="1"), staff_client)

    duty.refresh_from_db()
    assert duty.later_until is None
    assert "一覧に戻しました。" in said(page)


def test_an_old_page_does_not_take_a_duty_from_whoever_has_it_now(make, staff_client, abe, sato):
    duty = make("one", 0, assignee=abe)
    own = staff_client.get(f"/desk/duties/{duty.pk}/").content.decode()
    assert f'name="seen" value="{abe.pk}"' in own

    page = follow(press(staff_client, duty, "hand-over", to=sato.party.pk, seen=""), staff_client)

    duty.refresh_from_db()
    assert duty.assignee == abe
    assert "画面を開いたあとに、内容が変わりました。" in said(page)


def test_the_duty_goes_to_a_deputy_and_back(make, staff_client, abe, sato):
    duty = make("one", 0, assignee=sato.party)

    own = said(staff_client.get(f"/desk/duties/{duty.pk}/"))
    page = follow(press(staff_client, duty, "hand-over", to=abe.pk), staff_client)

    duty.refresh_from_db()
    assert "阿部 隆 さんに渡す" in own
    assert "自分が引き取る" not in own
    assert duty.assignee == abe
    assert "「覚書の更新を決めてください」の担当を変えました。" in said(page)

    press(staff_client, duty, "undo")

    duty.refresh_from_db()
    assert duty.assignee == sato.party


def test_who_is_handed_a_duty_hears_of_it_and_who_takes_it_does_not(make, staff_client, abe, sato):
    duty = make("one", 0, assignee=sato.party)

    press(staff_client, duty, "hand-over", to=abe.pk)
    press(staff_client, duty, "hand-over", to=abe.pk)
    press(staff_client, duty, "hand-over", to=sato.party.pk)

    told = Notice.objects.get()
    assert (told.kind, told.to) == ("duty.handed_over", abe)
    assert told.facts["path"] == f"/desk/duties/{duty.pk}/"


def test_who_was_handed_a_duty_by_mistake_hears_that_it_went_back(make, staff_client, abe, sato):
    duty = make("one", 0, assignee=sato.party)

    press(staff_client, duty, "hand-over", to=abe.pk)
    press(staff_client, duty, "undo")

    told = Notice.objects.order_by("pk").last()
    assert (told.kind, told.to) == ("duty.handed_back", abe)
    press(staff_client, duty, "done")
    press(staff_client, duty, "undo")
    assert Notice.objects.count() == 2


def test_a_schools_duty_is_taken_over_with_one_press(make, staff_client, sato, midori):
    duty = make("one", 0, doer=midori.organisation.party)

    press(staff_client, duty, "hand-over", to=sato.party.pk)

    assert titles(staff_client.get("/desk/")) == [str(duty.pk)]


@pytest.mark.parametrize("to", ["", "x", "999999", "99999999999999999999999"])
def test_nobody_is_no_deputy(make, staff_client, to):
    duty = make("one", 0)

    page = follow(press(staff_client, duty, "hand-over", to=to), staff_client)

    duty.refresh_from_db()
    assert duty.assignee is None
    assert "担当にする人を選んでください。" in said(page)


def test_somebody_without_the_role_is_no_deputy(make, staff_client, yamada):
    duty = make("one", 0)

    page = follow(press(staff_client, duty, "hand-over", to=yamada.party.pk), staff_client)

    assert "いま同じ役割を持っていません。" in said(page)


def test_not_done_keeps_the_duty_on_the_list(make, staff_client):
    duty = make("one", 0, rule="1-1.test_line", facts={"ordinal": 1, "on": "2026-11-25"})

    page = follow(press(staff_client, duty, "not-done", said="音が出ない"), staff_client)

    assert titles(page) == [str(duty.pk)]
    assert "できなかったことを記録しました。" in said(page)


def test_not_done_without_a_reason_asks_for_it(make, staff_client):
    duty = make("one", 0, rule="1-1.test_line", facts={"ordinal": 1, "on": "2026-11-25"})

    page = press(staff_client, duty, "not-done", said=" ")

    assert page.status_code == 422
    assert "できなかった理由を入力してください。" in said(page)


def test_done_earlier_with_a_receipt_says_both(make, staff_client):
    duty = make("one", 0)
    asked = {"day_y": "令和8", "day_m": "11", "day_d": "20", "shown_by": "受付 12-345"}

    press(staff_client, duty, "done", **asked)

    duty.refresh_from_db()
    assert (duty.state, duty.done_on) == ("done", date(2026, 11, 20))
    page = said(staff_client.get(f"/desk/duties/{duty.pk}/"))
    assert "証拠：受付 12-345" in page


@pytest.mark.parametrize(
    ("day", "words"),
    [("25", "はまだ来ていません。今日までの日を入力してください。"), ("31", "日")],
)
def test_a_day_that_cannot_be_keeps_the_receipt_that_was_typed(make, staff_client, day, words):
    duty = make("one", 0)
    asked = {"day_y": "2026", "day_m": "11", "day_d": day, "shown_by": "受付 12-345"}

    page = press(staff_client, duty, "done", **asked)

    duty.refresh_from_db()
    assert (page.status_code, duty.state) == (422, "open")
    assert words in said(page)
    assert "受付 12-345" in page.content.decode()


def test_every_form_of_the_list_knows_a_second_press(make, staff_client):
    make("one", 0, rule="1-1.test_line", facts={"ordinal": 1, "on": "2026-11-25"})
    make("asleep", 0, later_until=date(2026, 11, 30))

    for path in ("/desk/", "/desk/?view=later"):
        forms = re.findall(r'<form[^>]*method="post".*?</form>', text(staff_client.get(path)))

        assert [form for form in forms if "press_key" not in form and "logout" not in form] == []


# — the calendar —


def test_the_calendar_shows_two_weeks_from_monday_on_both_clocks(make, staff_client, pairing):
    make_session(pairing, starts_at=datetime(2026, 11, 26, 23, 45, tzinfo=UTC))
    make_session(pairing, ordinal=2, starts_at=datetime(2026, 12, 9, 1, 45, tzinfo=UTC))
    make("friday", 3)

    page = said(staff_client.get("/desk/calendar/"))

    assert "2026年11月23日（月） から 2026年12月6日（日） まで" in page
    assert "8:45 現地 7:45 交流授業 第1回 2年B組 × Grade 8 – Rizal" in page
    assert "覚書の更新を決めてください" in page
    assert "第2回" not in page


def test_the_calendar_shows_a_month_in_whole_weeks(make, staff_client):
    make("last", 7)

    page = staff_client.get("/desk/calendar/?span=month&from=2026-12-15")

    days = re.findall(r'<time datetime="(2026-\d\d-\d\d|2027-\d\d-\d\d)">', text(page))
    assert (days[0], days[-1], len(days)) == ("2026-11-30", "2027-01-03", 35)
    assert "?span=month&amp;from=2026-11-01" in text(page)
    assert "?span=month&amp;from=2027-01-01" in text(page)
    assert "覚書の更新" in said(page)


def test_a_long_day_keeps_its_rest_behind_a_link(make, staff_client):
    for i in range(9):
        make(str(i), 0)

    page = staff_client.get("/desk/calendar/")
    day = staff_client.get("/desk/calendar/?span=day&from=2026-11-24")

    assert "ほか 3件" in said(page)
    assert "?span=day&amp;from=2026-11-24" in text(page)
    assert said(day).count("覚書の更新を決めてください") == 9


def test_an_empty_calendar_says_what_would_stand_there(staff_client, federation):
    assert "この期間の予定はありません" in said(staff_client.get("/desk/calendar/"))


@pytest.mark.parametrize("asked", ["from=x", "from=9999-12-31", "from=0001-01-01", "span=year"])
def test_a_day_that_we_do_not_draw_shows_today(staff_client, federation, asked):
    page = staff_client.get(f"/desk/calendar/?{asked}")

    assert "2026年11月23日（月）" in said(page)


def test_the_list_speaks_the_readers_language(make, staff_client):
    make("one", -1)

    page = staff_client.get("/en/desk/")

    assert "23 November 2026" not in said(page)
    assert "24 November 2026 (Tue)" in said(page)
    assert 'href="/en/desk/duties/' in text(page)
