"""求人と候補者 — the desk reads orders and candidates, matches them, and acts for a body."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import NOW, TODAY
from tests.cast_orders import LAN, ORDER, enter
from tests.pages import words
from tsunagari.programmes.talent.orders import queries
from tsunagari.programmes.talent.orders.actions import interviews, matching, orders
from tsunagari.programmes.talent.orders.models import Choice, Pair, Round

pytestmark = pytest.mark.django_db
PAGES = ["/desk/orders/", "/desk/candidates/", "/desk/matching/", "/desk/interviews/"]


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.mark.parametrize("path", PAGES)
def test_only_staff_come_in(order, lan, ishii_client, suzuki_client, staff_client, path):
    assert ishii_client.get(path).status_code == 403
    assert suzuki_client.get(path).status_code == 403
    assert staff_client.get(path).status_code == 200


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/desk/orders/", "求人はまだありません"),
        ("/desk/candidates/", "まだいません"),
        ("/desk/matching/", "割り当てる組はありません"),
        ("/desk/interviews/", "面接の予定はありません"),
    ],
)
def test_an_empty_page_says_what_comes_there(staff_client, path, said):
    assert said in words(staff_client.get(path))


def test_an_order_shows_its_conditions_and_which_status_fits(order, staff_client):
    page = words(staff_client.get(f"/desk/orders/{order.pk}/"))

    assert "求人 " in page
    assert "230,000円" in page
    assert "○ 合う" in page
    assert "× 合わない" in page


def test_places_and_candidates_that_do_not_fit_are_not_called_missing(
    order, sending, dang, staff_client
):
    enter(sending, dang, number="V-9", fields=["construction"])

    page = words(staff_client.get("/desk/matching/"))

    assert "条件の合う組がありません" in page
    assert "そろうと、ここに案が出ます" not in page


def test_a_candidate_is_read_with_name_and_progress(lan, staff_client):
    page = words(staff_client.get(f"/desk/candidates/{lan.pk}/"))

    assert "NGUYEN Thi Lan" in page
    assert "授業の記録はまだありません" in page
    assert staff_client.get("/desk/candidates/999999/").status_code == 404


def test_a_candidate_is_found_by_name(lan, sending, dang, staff_client):
    enter(sending, dang, name="Mai", number="V-2", born_on=date(2000, 1, 1))

    page = words(staff_client.get("/desk/candidates/", {"q": "thi mai"}))

    assert "NGUYEN Thi Mai" in page
    assert "NGUYEN Thi Lan" not in page


def test_every_pair_of_the_proposal_is_explained(order, lan, sending, dang, staff_client):
    enter(
        sending, dang, name="Mai", number="V-3", fields=["construction"], born_on=date(2000, 1, 1)
    )

    page = words(staff_client.get("/desk/matching/"))

    assert "NGUYEN Thi Lan → 求人" in page
    assert "候補者の第1希望の分野です。" in page
    assert "ほかに合う求人はありません。" in page
    assert "候補者が望む分野ではありません。" in page
    assert "3席" in page


def test_a_free_place_names_the_nearest_candidate(order, lan, sending, dang, staff_client):
    lan.fields = ["construction"]
    lan.save(update_fields=["fields"])
    page = staff_client.get("/desk/matching/").content.decode()

    assert "いちばん近い候補者 NGUYEN Thi Lan でも" in page
    assert f"候補者 {lan.person.party.code}" not in page


def test_a_proposal_is_decided_and_taken_back(order, lan, staff_client):
    seen = matching.proposal(on=TODAY).digest
    staff_client.post("/desk/matching/accept/", {"seen": seen})
    assert Pair.objects.get().state == "assigned"
    page = staff_client.get("/desk/matching/")
    assert "1組のうち、返事を待っているもの 1組" in words(page)

    staff_client.post(f"/desk/matching/rounds/{Round.objects.get().pk}/take-back/")

    assert Pair.objects.get().state == "taken_back"


def test_pairs_whose_interview_is_under_way_stay_and_the_round_says_so(
    order, lan, sending, dang, ishii, staff_client
):
    hoa = {"number": "V-002", "names": LAN["names"] | {"given_latin": "Thi Hoa"}}
    enter(sending, dang, **LAN | hoa | {"born_on": date(2002, 2, 2)})
    staff_client.post("/desk/matching/accept/", {"seen": matching.proposal(on=TODAY).digest})
    meets = {"starts_at": NOW + timedelta(days=3), "minutes": 30, "how": "Zoom"}
    interviews.propose(lan.pairs.get(), **meets, by=ishii, on=TODAY, at=NOW)
    back = f"/desk/matching/rounds/{Round.objects.get().pk}/take-back/"

    page = staff_client.post(back, follow=True)

    assert "1組 取り消しました。面接の話が進んでいる1組は、そのままです。" in words(page)
    assert "取り消したもの 1組" in words(page)
    assert "面接の話が進んでいるので、取り消せません" in words(page)
    assert back not in staff_client.get("/desk/matching/").text


def test_one_pair_is_taken_back_with_a_reason_and_put_back(order, lan, staff_client, dang_client):
    seen = matching.proposal(on=TODAY).digest
    staff_client.post("/desk/matching/accept/", {"seen": seen})
    pair = Pair.objects.get()
    assert "この割り当てを取り消す" in words(staff_client.get(f"/desk/candidates/{lan.pk}/"))
    address = f"/desk/pairs/{pair.pk}"
    assert dang_client.post(f"{address}/release/", {"said": "x"}).status_code == 403

    page = staff_client.post(f"{address}/release/", {"said": ""}, follow=True)
    assert "理由を書いてください。" in words(page)
    page = staff_client.post(f"{address}/release/", {"said": "病気"}, follow=True)
    assert f"{address}/put-back/" in page.content.decode()
    assert Pair.objects.get().state == "taken_back"

    staff_client.post(f"{address}/put-back/")
    assert Pair.objects.get().state == "assigned"


def test_another_proposal_than_the_one_on_the_screen_is_shown_first(order, lan, staff_client):
    page = words(staff_client.post("/desk/matching/accept/", {"seen": "x"}, follow=True))

    assert "案も変わりました" in page
    assert Pair.objects.count() == 0


def test_a_pin_and_a_veto_are_pressed_on_a_row_and_taken_back(order, lan, staff_client):
    page = staff_client.get("/desk/matching/")
    for name, value in (("order", order.pk), ("candidate", lan.pk)):
        assert f'name="{name}" value="{value}"' in page.content.decode()
    pressed = {"order": order.pk, "candidate": lan.pk, "why": "面識がある"}
    staff_client.post("/desk/matching/decide/", pressed | {"kind": "veto"})
    assert "事務局が、この組を除外しています。" in words(staff_client.get("/desk/matching/"))

    pressed |= {"kind": "pin", "back": f"candidate:{lan.pk}"}
    answer = staff_client.post("/desk/matching/decide/", pressed)
    assert answer["Location"] == f"/desk/matching/candidates/{lan.pk}/"
    page = words(staff_client.get("/desk/matching/"))
    assert "事務局が、この組を固定しました。" in page
    assert "面識がある" in page

    staff_client.post(f"/desk/matching/choices/{Choice.objects.get().pk}/drop/")
    assert Choice.objects.count() == 0


def test_a_pin_that_cannot_be_says_why_beside_all_other_orders(
    company, order, lan, ishii, staff_client
):
    strict = orders.place(company, by=ishii, on=TODAY, **ORDER | {"japanese": "N1"})
    typed = {"order": strict.pk, "candidate": lan.pk, "kind": "pin", "why": "社長"}

    answer = staff_client.post("/desk/matching/decide/", typed)

    assert answer.status_code == 422
    assert "日本語が足りません" in words(answer)
    assert f"求人 {order.pk} " in words(answer)
    assert staff_client.post("/desk/matching/decide/", typed | {"why": ""}).status_code == 422
    assert staff_client.post("/desk/matching/decide/", typed | {"candidate": 9}).status_code == 404


def test_every_pair_that_is_not_proposed_is_explained_from_both_sides(
    order, lan, company, ishii, sending, dang, staff_client, ishii_client
):
    strict = orders.place(company, by=ishii, on=TODAY, **ORDER | {"japanese": "N1"})
    mai = enter(
        sending, dang, name="Mai", number="V-3", fields=["construction"], born_on=date(2000, 1, 1)
    )

    of_lan = words(staff_client.get(f"/desk/matching/candidates/{lan.pk}/"))
    of_strict = words(staff_client.get(f"/desk/matching/orders/{strict.pk}/"))

    assert "案の組" in of_lan
    assert "日本語が足りません（N1 がいります）。" in of_lan
    assert "候補者が望む分野ではありません。" in of_strict
    assert "NGUYEN Thi Mai" in of_strict
    assert ishii_client.get(f"/desk/matching/candidates/{lan.pk}/").status_code == 403
    matching.accept(seen=matching.proposal(on=TODAY).digest, by=ishii, on=TODAY, at=NOW)
    answer = staff_client.get(f"/desk/matching/candidates/{lan.pk}/", follow=True)
    assert "いまは割り当ての中にいません" in words(answer)
    assert staff_client.get(f"/desk/matching/candidates/{mai.pk}/").status_code == 200


def test_the_proposal_stands_beside_a_stable_one(order, lan, staff_client, ishii_client):
    page = words(staff_client.get("/desk/matching/stable/"))

    assert page.count("1組・") == 2
    assert "案と行き先がちがう人：0人" in page
    assert "この案は、安定な割り当てでもあります" in page
    assert ishii_client.get("/desk/matching/stable/").status_code == 403


def test_who_is_assigned_is_not_sent_to_a_matching_without_them(pair, sending, dang, staff_client):
    free = enter(sending, dang, "Mai", "V-2")

    assert "求人とくらべる" in words(staff_client.get(f"/desk/candidates/{free.pk}/"))
    assert "求人とくらべる" not in words(staff_client.get(f"/desk/candidates/{pair.candidate_id}/"))


def test_the_office_reads_when_everybody_meets_by_both_clocks(pair, ishii, staff_client):
    interviews.propose(
        pair, starts_at=NOW + timedelta(days=1), minutes=30, how="", by=ishii, on=TODAY, at=NOW
    )

    page = words(staff_client.get("/desk/interviews/"))

    assert "NGUYEN Thi Lan × おおたか介護" in page
    assert "東京 09:05–09:35（ハノイ 07:05–07:35）" in page
    assert "返事待ち" in page


def test_staff_join_two_entries_and_part_them(lan, sending, dang, staff_client):
    again = enter(sending, dang, number="V-2")
    assert "同じ人かもしれません" in words(staff_client.get("/desk/candidates/"))

    staff_client.post(f"/desk/candidates/{lan.pk}/merge/", {"other": again.pk})
    again.refresh_from_db()
    assert again.state == "merged"

    staff_client.post(f"/desk/candidates/{again.pk}/part/")
    staff_client.post(f"/desk/candidates/{lan.pk}/apart/", {"other": again.pk})
    assert queries.alike() == []


def test_staff_act_for_a_company(order, company, sato, staff_client, midori):
    answer = staff_client.post(f"/desk/partners/{company.party.code}/act/")
    assert answer["Location"] == "/partner/"

    assert "代わりに入っています" in words(staff_client.get("/partner/"))
    assert staff_client.get(f"/partner/orders/{order.pk}/").status_code == 200
    code = midori.organisation.party.code
    assert staff_client.post(f"/desk/partners/{code}/act/").status_code == 404
    assert staff_client.post("/desk/partners/ABCDEFGHJK/act/").status_code == 404


def test_the_proposal_asks_the_same_number_of_questions_for_3_and_for_30(
    order, sending, dang, company, ishii, staff_client
):
    counts = []
    for first, count in ((0, 3), (3, 27)):
        for at in range(first, first + count):
            enter(
                sending,
                dang,
                name=f"Nr{chr(97 + at % 26)}{'b' * (at // 26)}",
                number=str(at),
                born_on=date(1990, 1, 1 + at % 28),
            )
            orders.place(company, by=ishii, on=TODAY, **ORDER)
        staff_client.get("/desk/matching/")
        with CaptureQueriesContext(connection) as asked:
            staff_client.get("/desk/matching/")
            staff_client.get(f"/desk/matching/orders/{order.pk}/")
        counts.append(len(asked))

    assert counts[0] == counts[1]
