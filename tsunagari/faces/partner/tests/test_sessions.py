"""The pages on which two teachers find, propose and answer a time."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import NOW, TODAY, make_session
from tests.pages import words
from tsunagari.kernel.notices.models import Notice
from tsunagari.programmes.exchange.class_exchange import planning, queries
from tsunagari.programmes.exchange.class_exchange.models import Pairing, Session
from tsunagari.programmes.exchange.schools import actions as schools

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
PAGES = ["", "task/"]
PRESSES = ["propose/", "accept/", "change/", "decline/", "cancel/", "move/"]


def window_of(pairing, at=0, leaving=None):
    return planning.mark(planning.windows(pairing, now=NOW, leaving=leaving)[at])


def test_without_signing_in_every_page_leads_to_the_door(proposal):
    for page in ["/partner/sessions/", f"/partner/pairings/{proposal.pairing_id}/slots/"]:
        found = Client().get(page)
        assert found.status_code == 302
        assert found["Location"].startswith("/accounts/login/")


def test_who_has_no_role_here_stays_outside(proposal, suzuki_client):
    assert suzuki_client.get("/partner/sessions/").status_code == 403


def test_another_schools_teacher_finds_nothing_and_changes_nothing(proposal, stranger_client):
    for page in PAGES:
        assert stranger_client.get(f"/partner/sessions/{proposal.pk}/{page}").status_code == 404
    for press in PRESSES:
        found = stranger_client.post(f"/partner/sessions/{proposal.pk}/{press}", {"version": 1})
        assert found.status_code == 404
    for place in ("slots", "propose", "groups"):
        found = stranger_client.post(f"/partner/pairings/{proposal.pairing_id}/{place}/")
        assert found.status_code == 404
    assert "2年B組" not in words(stranger_client.get("/partner/sessions/"))
    proposal.refresh_from_db()
    assert proposal.version == 1


def test_the_windows_come_best_first_with_the_own_clock_first(pairing, yamada_client, maria_client):
    own = words(yamada_client.get(f"/partner/pairings/{pairing.pk}/slots/"))
    other = words(maria_client.get(f"/en/partner/pairings/{pairing.pk}/slots/"))

    count = len(planning.windows(pairing, now=NOW))
    assert f"両方の学校が使える時間：{count}件（よい順）" in own
    assert "2026年11月24日（火） 東京 09:45–10:35（マニラ 08:45–09:35）" in own
    assert "自分 P2 ／ 相手 S2・S3 ／ 話せる時間 40分" in own
    assert "空ける授業（自分）：P2 英語" in own
    assert "24 November 2026 (Tue), Manila 08:45–09:35 (Tokyo 09:45–10:35)" in other


def test_all_windows_are_shown_when_asked(pairing, yamada_client):
    few = yamada_client.get(f"/partner/pairings/{pairing.pk}/slots/")
    every = yamada_client.get(f"/partner/pairings/{pairing.pk}/slots/?all=1")

    assert few.content.decode().count('name="window"') == 30
    assert every.content.decode().count('name="window"') == len(every.context["rows"]) > 100


def test_proposing_twice_with_one_press_makes_one_session(pairing, yamada_client):
    press = {"window": window_of(pairing), "press_key": "one-press"}

    first = yamada_client.post(f"/partner/pairings/{pairing.pk}/propose/", press)
    again = yamada_client.post(f"/partner/pairings/{pairing.pk}/propose/", press)

    session = Session.objects.get()
    assert first["Location"] == again["Location"] == f"/partner/sessions/{session.pk}/"
    assert session.reserve_starts_at


def test_a_window_that_is_gone_says_so(pairing, yamada_client):
    place = f"/partner/pairings/{pairing.pk}/propose/"

    found = yamada_client.post(place, {"window": "2020-01-01|P1|S1"}, follow=True)

    assert "この時間は、もう使えません。ほかの時間を選んでください。" in words(found)
    assert not Session.objects.exists()


def test_the_partner_accepts_and_both_see_it(proposal, yamada_client, maria_client):
    page = maria_client.get(f"/partner/sessions/{proposal.pk}/")
    assert "この日時で受ける" in words(page)

    found = maria_client.post(
        f"/partner/sessions/{proposal.pk}/accept/", {"version": 1}, follow=True
    )

    assert "日時が決まりました。両方の学校に知らせました。" in words(found)
    assert "決定" in words(yamada_client.get(f"/partner/sessions/{proposal.pk}/"))


def test_who_proposed_waits_and_may_withdraw(proposal, yamada_client):
    page = words(yamada_client.get(f"/partner/sessions/{proposal.pk}/"))
    assert "相手の学校の返事を待っています" in page
    assert "この日時で受ける" not in page

    yamada_client.post(
        f"/partner/sessions/{proposal.pk}/cancel/", {"version": 1, "said": "行事が入りました"}
    )

    proposal.refresh_from_db()
    assert proposal.state == "cancelled"


def test_the_second_answer_reads_what_the_first_one_did(proposal, maria_client):
    place = f"/partner/sessions/{proposal.pk}"
    maria_client.post(f"{place}/accept/", {"version": 1})

    late = maria_client.post(f"{place}/decline/", {"version": 1, "said": "no"}, follow=True)

    assert "先にLas Piñas Highが09:05に変更しました" in words(late).replace("08:05", "09:05")
    proposal.refresh_from_db()
    assert proposal.state == "accepted"


def test_another_time_is_chosen_on_the_same_list(proposal, maria_client, yamada_client):
    place = f"/partner/pairings/{proposal.pairing_id}/slots/?change={proposal.pk}&all=1"
    page = words(maria_client.get(place))
    assert "別の日時を選んでください" in page
    assert "いまの提案" in page

    window = window_of(proposal.pairing, 4, leaving=proposal)
    maria_client.post(
        f"/partner/sessions/{proposal.pk}/change/",
        {"version": 1, "window": window, "said": "We have a program that day."},
    )

    seen = words(yamada_client.get(f"/partner/sessions/{proposal.pk}/"))
    assert "この日時で受ける" in seen
    assert "We have a program that day." in seen


def test_declining_without_a_reason_is_refused_with_a_sentence(proposal, maria_client):
    found = maria_client.post(
        f"/partner/sessions/{proposal.pk}/decline/", {"version": 1, "said": ""}, follow=True
    )

    assert "理由を入力してください。相手の先生に伝わります。" in words(found)
    proposal.refresh_from_db()
    assert proposal.state == "proposed"


def test_acceptance_14_one_press_moves_to_the_reserve_and_tells_both_sides_in_both_zones(
    accepted, yamada_client, maria_client, yamada, maria
):
    page = words(yamada_client.get(f"/partner/sessions/{accepted.pk}/"))
    assert "移る先：" in page

    found = yamada_client.post(
        f"/partner/sessions/{accepted.pk}/move/",
        {"version": accepted.version, "said": "台風のため"},
        follow=True,
    )

    assert "予備日に移しました。両方の学校に、それぞれの時刻で知らせました。" in words(found)
    assert "授業は予備日に移りました" in words(
        maria_client.get(f"/partner/sessions/{accepted.pk}/")
    )
    told = Notice.objects.filter(kind="session.moved").values_list("to", flat=True)
    assert set(told) == {yamada.party.pk, maria.party.pk}


def test_without_a_reserve_no_button_leads_nowhere(pairing, yamada_client):
    session = make_session(pairing, starts_at=NOW + timedelta(days=2))

    page = words(yamada_client.get(f"/partner/sessions/{session.pk}/"))

    assert "移る先" not in page
    assert "中止にする" in page


def test_when_there_is_no_time_the_page_says_which_rule_and_what_would_help(
    pairing, las_pinas, yamada_client, sato
):
    from tests.cast import bells

    schedule = las_pinas.bell_schedules.get()
    schedule.delete()
    schools.set_bells(
        las_pinas,
        name="Afternoon shift",
        from_day=TODAY.replace(month=4),
        until_day=TODAY.replace(year=2027, month=4, day=8),
        bells=bells([("B7", "17:20", "18:05")]),
        by=sato,
        on=TODAY,
    )

    page = words(yamada_client.get(f"/partner/pairings/{pairing.pk}/slots/"))

    assert "使える時間がありません" in page
    assert "授業の時間が重なりません（みどり台中学校 と Las Piñas High）" in page
    assert page.count("始まりに動かすと") == 3
    assert "はじめにできる日：" in page


def test_the_task_of_the_day_keeps_what_was_typed_when_a_link_is_wrong(accepted, yamada_client):
    place = f"/partner/sessions/{accepted.pk}/task/"

    found = yamada_client.post(place, {"ja": "同じところを3つ見つけよう", "rooms": "no link!"})

    assert found.status_code == 422
    assert "1行目をリンク（https://…）にしてください。" in words(found)
    assert "同じところを3つ見つけよう" in found.content.decode()


def test_the_page_of_a_session_says_which_translation_of_the_task_is_old(accepted, yamada_client):
    place = f"/partner/sessions/{accepted.pk}/task/"
    typed = {"ja": "見つけよう", "en": "Find", "rooms": ""}
    yamada_client.post(place, typed)
    assert "English ：最新" in words(yamada_client.get(f"/partner/sessions/{accepted.pk}/"))

    yamada_client.post(place, typed | {"ja": "話そう"})
    page = words(yamada_client.get(f"/partner/sessions/{accepted.pk}/"))
    assert "English ：古い" in page
    assert "Filipino ：まだない" in page

    yamada_client.post(place, typed | {"ja": "話そう", "still_right": "on"})
    assert "English ：最新" in words(yamada_client.get(f"/partner/sessions/{accepted.pk}/"))


def test_fixed_sessions_leave_as_a_calendar_file_in_utc(accepted, yamada_client):
    found = yamada_client.get("/partner/sessions.ics")

    assert found["Content-Type"].startswith("text/calendar")
    assert f"{accepted.starts_at:%Y%m%dT%H%M%SZ}" in found.content.decode()


@pytest.fixture
def many(pairing, sato):
    """more(n): n pairs of classes with a fixed session each, one behind and one ahead."""
    made = []

    def more(count):
        for number in range(len(made), count):
            exchange = pairing.exchange
            own, other = (
                schools.add_class(
                    school, f"Class {number:02}", grade=9, year=2026, by=sato, on=TODAY
                )
                for school in (exchange.a, exchange.b)
            )
            pair = Pairing.objects.create(exchange=exchange, a_class=own, b_class=other)
            make_session(pair, starts_at=NOW + timedelta(days=number + 1))
            make_session(pair, starts_at=NOW - timedelta(days=number + 1), ordinal=2)
            made.append(pair)

    return more


@pytest.mark.parametrize("place", ["/partner/sessions/", "/partner/sessions/?view=past"])
def test_a_list_asks_the_same_number_of_questions_for_3_rows_and_for_30(many, yamada_client, place):
    counts = []
    for size in (3, 30):
        many(size)
        yamada_client.get(place)
        with CaptureQueriesContext(connection) as asked:
            page = yamada_client.get(place)
        assert len(page.context["rows"]) == size
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_a_long_list_is_paged_by_key_without_losing_a_row(many, yamada_client):
    many(60)

    first = yamada_client.get("/partner/sessions/")
    after = first.context["page"].older
    second = yamada_client.get("/partner/sessions/", {"after": after})

    seen = [row.session.pk for page in (first, second) for row in page.context["rows"]]
    assert len(seen) == len(set(seen)) == 60
    assert seen == [row.pk for row in queries.Session.objects.filter(ends_at__gte=NOW)]


def test_an_empty_list_says_what_to_do_next(pairing, yamada_client):
    assert "授業はまだありません" in words(yamada_client.get("/partner/sessions/"))
    assert "終わった授業はまだありません" in words(
        yamada_client.get("/partner/sessions/?view=past")
    )
