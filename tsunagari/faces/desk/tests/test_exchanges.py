"""The desk starts exchanges, pairs classes, and sees what is ready and what comes."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import NOW, TODAY, make_session
from tests.pages import words
from tsunagari.programmes.exchange.class_exchange.models import Exchange, Pairing
from tsunagari.programmes.exchange.schools import actions as schools

pytestmark = pytest.mark.django_db
NEW = {
    "name": "みどり台 × Las Piñas",
    "from_day_y": "令和8年",
    "from_day_m": "4",
    "from_day_d": "1",
    "until_day_y": "2027",
    "until_day_m": "3",
    "until_day_d": "19",
    "sessions": "6",
    "a_per_group": "4",
    "b_per_group": "4",
}


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOW, tick=True):
        yield


def a_class(school, name, sato, year=2026):
    return schools.add_class(school, name, grade=9, year=year, by=sato, on=TODAY)


def another_exchange(pairing, number):
    return Exchange.objects.create(
        name=f"Exchange {number:02}",
        a=pairing.exchange.a,
        b=pairing.exchange.b,
        from_day=TODAY,
        until_day=TODAY + timedelta(days=number),
    )


@pytest.mark.parametrize(
    "place", ["", "new/", "{pk}/", "{pk}/pairings/", "{pk}/plan/", "{pk}/plan.xlsx"]
)
def test_only_the_desk_comes_in(pairing, yamada_client, suzuki_client, place):
    address = "/desk/exchanges/" + place.format(pk=pairing.exchange_id)

    assert Client().get(address).status_code == 302
    assert suzuki_client.get(address).status_code in (302, 403)
    assert yamada_client.get(address).status_code in (302, 403)


def test_an_exchange_is_started_and_its_classes_are_asked_for_next(midori, las_pinas, staff_client):
    found = staff_client.post("/desk/exchanges/new/", NEW | {"a": midori.pk, "b": las_pinas.pk})

    exchange = Exchange.objects.get()
    assert found["Location"] == f"/desk/exchanges/{exchange.pk}/pairings/"
    assert (exchange.from_day.year, exchange.until_day.year) == (2026, 2027)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"until_day_y": "2025"}, "終わりの日"),
        ({"until_day_d": "32"}, ""),
        ({"same": True}, "ちがう2つの学校を選んでください。"),
    ],
)
def test_a_faulty_exchange_keeps_what_was_typed(midori, las_pinas, staff_client, changes, said):
    second = midori if changes.pop("same", False) else las_pinas

    found = staff_client.post(
        "/desk/exchanges/new/", NEW | {"a": midori.pk, "b": second.pk} | changes
    )

    assert found.status_code == 422
    assert said in words(found)
    assert "令和8年" in found.content.decode()
    assert not Exchange.objects.exists()


def test_schools_whose_hours_go_together_are_offered(midori, las_pinas, staff_client):
    page = staff_client.get("/desk/exchanges/new/?match=1")

    [pair] = page.context["matched"]
    assert pair["title"] == "みどり台中学校 × Las Piñas High"
    assert "2026年11月24日（火） 東京 08:45–09:35（マニラ 07:45–08:35）" in words(page)
    chosen = staff_client.get(f"/desk/exchanges/new/?{pair['query']}").content.decode()
    assert f'<option value="{midori.pk}" selected>' in chosen


def test_schools_with_a_running_exchange_are_not_offered_again(pairing, staff_client):
    page = staff_client.get("/desk/exchanges/new/?match=1")

    assert "時間が合い、まだ交流のない2校はありません。" in words(page)


def test_classes_are_paired_by_ticks(pairing, sato, staff_client):
    exchange = pairing.exchange
    own, other = a_class(exchange.a, "3年A組", sato), a_class(exchange.b, "Grade 9", sato)
    a_class(exchange.a, "前の年の組", sato, year=2025)
    page = words(staff_client.get(f"/desk/exchanges/{exchange.pk}/pairings/"))
    assert "3年A組" in page
    assert "前の年の組" not in page

    staff_client.post(
        f"/desk/exchanges/{exchange.pk}/pairings/", {"pair": [f"{own.pk}-{other.pk}"]}
    )

    [left] = Pairing.objects.filter(exchange=exchange)
    assert (left.a_class, left.b_class) == (own, other)


def test_a_pair_with_sessions_stays_and_so_does_everything_else(pairing, sato, staff_client):
    make_session(pairing)
    exchange = pairing.exchange
    own, other = a_class(exchange.a, "3年A組", sato), a_class(exchange.b, "Grade 9", sato)

    found = staff_client.post(
        f"/desk/exchanges/{exchange.pk}/pairings/", {"pair": [f"{own.pk}-{other.pk}"]}
    )

    assert found.status_code == 422
    assert "2年B組 × Grade 8 – Rizal には授業があります。" in words(found)
    assert list(Pairing.objects.filter(exchange=exchange)) == [pairing]


def test_one_exchange_shows_what_is_ready_and_what_comes(pairing, staff_client):
    make_session(pairing, starts_at=NOW + timedelta(days=3))

    page = words(staff_client.get(f"/desk/exchanges/{pairing.exchange_id}/"))

    assert "承認：みどり台中学校 有効" in page
    assert "覚書 有効" in page
    assert "2026年11月27日（金） 東京 09:05–09:55（マニラ 08:05–08:55）" in page


def test_the_first_exchange_is_asked_for(federation, staff_client):
    assert "交流はまだありません" in words(staff_client.get("/desk/exchanges/"))


def test_the_list_asks_the_same_number_of_questions_for_3_rows_and_for_30(pairing, staff_client):
    counts = []
    for size in (3, 30):
        for number in range(Exchange.objects.count(), size):
            another_exchange(pairing, number)
        staff_client.get("/desk/exchanges/")
        with CaptureQueriesContext(connection) as asked:
            page = staff_client.get("/desk/exchanges/")
        assert len(page.context["rows"]) == size
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_a_long_list_is_paged_without_losing_an_exchange(pairing, staff_client):
    for number in range(1, 60):
        another_exchange(pairing, number)

    first = staff_client.get("/desk/exchanges/")
    second = staff_client.get("/desk/exchanges/", {"after": first.context["page"].older})

    seen = [row["exchange"].pk for page in (first, second) for row in page.context["rows"]]
    assert len(seen) == len(set(seen)) == 60


def test_one_exchange_asks_the_same_number_of_questions_for_3_pairs_and_for_30(
    pairing, sato, staff_client
):
    counts, place = [], f"/desk/exchanges/{pairing.exchange_id}/"
    for size in (3, 30):
        for number in range(Pairing.objects.count(), size):
            own = a_class(pairing.exchange.a, f"A{number}", sato)
            other = a_class(pairing.exchange.b, f"B{number}", sato)
            pair = Pairing.objects.create(
                exchange=pairing.exchange, a_class=own, b_class=other, sessions=6
            )
            make_session(pair, starts_at=NOW + timedelta(days=number))
        staff_client.get(place)
        with CaptureQueriesContext(connection) as asked:
            staff_client.get(place)
        counts.append(len(asked))

    assert counts[0] == counts[1]
