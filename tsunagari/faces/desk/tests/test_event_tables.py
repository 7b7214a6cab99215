"""席決め（事務局） — a press makes the tables, another shows them, a third mends them; nothing says why."""

import pytest

from tests.cast_tables import MOMENT, arrive, come
from tests.pages import words
from tsunagari.programmes.community.gatherings import queries
from tsunagari.programmes.community.gatherings.actions import making
from tsunagari.programmes.community.gatherings.models import SeatPlan

pytestmark = pytest.mark.usefixtures("cast_day")


def test_tables_are_made_shown_mended_printed_and_ended(staff_client, evening):
    bookings = come(evening, 2, 1, 1, 1, 1)
    path = f"/desk/events/{evening.code}/tables/"
    assert "まだ席を決めていません" in words(staff_client.get(path))
    assert staff_client.post(f"{path}make/", {"table_size": 1, "rounds": 2}).status_code == 422

    staff_client.post(f"{path}make/", {"table_size": 3, "rounds": 2, "press_key": "m"})
    assert "席を作っています" in words(staff_client.get(path))
    making.make_waiting(**MOMENT)
    page = words(staff_client.get(f"{path}?round=2"))
    assert "新しく出会う組" in page
    assert "客0 さんの2人目" in page

    staff_client.post(f"{path}step/", {"act": "show", "press_key": "s"})
    assert SeatPlan.objects.get().state == "open"
    for kind in ("sheets", "list", "cards"):
        assert staff_client.get(f"{path}{kind}.pdf").content.startswith(b"%PDF")
    assert staff_client.get(f"{path}other.pdf").status_code == 404

    arrive(evening, [key.pk for one in bookings[:4] for key in one.guests.all()])
    assert "来た人 5人、まだ来ていない人 1人" in words(staff_client.get(f"{path}mend/"))
    told = staff_client.post(f"{path}mend/", {"first": 1, "how": "door"}, follow=True)
    assert "来た人に合わせて席を直しました" in words(told)
    staff_client.post(f"{path}step/", {"act": "close"})
    assert SeatPlan.objects.get().state == "closed"
    assert len(queries.tables_of(evening)) == 4
