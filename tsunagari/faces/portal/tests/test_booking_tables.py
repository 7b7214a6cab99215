"""席のための質問 — asked behind the own booking alone, skipped or taken back as one likes."""

import pytest

from tests.cast_tables import MOMENT, made_plan
from tests.pages import words
from tsunagari.programmes.community.events.models import Booking, Guest
from tsunagari.programmes.community.gatherings.actions import mending, showing, telling
from tsunagari.programmes.community.gatherings.models import Told

pytestmark = pytest.mark.usefixtures("cast_day")


def join(client, event, people, key="k"):
    ticket = event.tickets.get()
    sent = {"press_key": key, "name": "花", "agrees": "on", f"ticket_{ticket.pk}": people}
    return client.post(f"/events/{event.code}/", sent)["Location"]


def test_a_booking_tells_for_the_tables_and_then_reads_its_own_seats(client, evening, sato):
    mine, other = join(client, evening, 3), join(client, evening, 1, key="o")
    assert "席のための質問" not in words(client.get(mine))
    assert client.get(f"{mine}table/").status_code == 404
    plan = made_plan(evening, sato, table_size=4)
    assert "席のための質問" in words(client.get(mine))
    booking = Booking.objects.order_by("pk").first()
    a, b, c = booking.guests.order_by("pk").values_list("pk", flat=True)
    said = {f"generation_{a}": "70s", f"languages_{a}": ["vi", "ja"], "sit": "together"}

    clash = said | {f"pair_{a}_{b}": "apart", "press_key": "1"}
    assert "重なっている人" in words(client.post(f"{mine}table/", clash))
    assert client.post(f"{mine}table/", said | {f"town_{a}": "atlantis"}).status_code == 422
    assert Told.objects.count() == 0
    for _press in range(2):
        told = client.post(f"{mine}table/", said | {"press_key": "2"}, follow=True)
    assert "受け取りました" in words(told)

    assert telling.said_by(booking)["guests"] == {
        str(a): {"generation": "70s", "languages": ["vi", "ja"]}
    }
    assert telling.said_by(booking)["together"] == [[a, b], [a, c], [b, c]]
    assert 'value="70s" selected' in client.get(f"{mine}table/").content.decode()
    assert 'value="70s" selected' not in client.get(f"{other}table/").content.decode()
    plan = made_plan(evening, sato, table_size=4)
    showing.show(plan, by=sato, **MOMENT)
    page = words(client.get(mine))
    assert "席 1回目 テーブル1 2回目 テーブル1" in page
    assert "1回目 テーブル1 2回目 テーブル1" in words(client.get(other))
    assert "席はもう決まりました" in words(client.get(f"{mine}table/"))
    assert client.post(f"{mine}table/", said | {"press_key": "3"}).status_code == 422
    gone = client.post(f"{mine}table/", {"verb": "back", "press_key": "4"}, follow=True)
    assert "消しました" in words(gone)
    assert Told.objects.count() == 0
    assert set(client.cookies) == {"joined"}


def test_whoever_comes_after_the_tables_were_mended_without_them_hears_where_to_ask(
    client, evening, sato
):
    mine, other = join(client, evening, 2), join(client, evening, 1, key="o")
    plan = made_plan(evening, sato, table_size=4)
    showing.show(plan, by=sato, **MOMENT)
    first, late, last = Guest.objects.order_by("pk").values_list("pk", flat=True)

    mending.mend(plan, [first], over=0, by=sato, **MOMENT)

    assert "1人目 1回目 テーブル1 2回目 テーブル1 2人目 席は受付で聞いてください。" in words(
        client.get(mine)
    )
    assert "席は受付で聞いてください。" in words(client.get(other))
    mending.mend(plan, [first, late, last], over=0, by=sato, **MOMENT)
    assert "受付で聞いて" not in words(client.get(mine)) + words(client.get(other))


def test_a_stranger_finds_no_questions_and_a_cancelled_booking_no_seats(client, evening, sato):
    mine = join(client, evening, 1)
    plan = made_plan(evening, sato)
    showing.show(plan, by=sato, **MOMENT)
    assert client.get("/booking/nobody/table/").status_code == 404

    client.post(f"{mine}answer/", {"answer": "cancel", "press_key": "c"})

    assert "テーブル" not in words(client.get(mine))
    showing.close(plan, by=sato, **MOMENT)
    assert client.get(f"{mine}table/").status_code == 404
