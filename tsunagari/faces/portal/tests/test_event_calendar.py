"""催しのカレンダー — every event is found on some page, and each page asks the same of one row and of many."""

import re
from datetime import timedelta

import pytest

from tests.cast import NOW
from tests.cast_events import made_event

pytestmark = pytest.mark.usefixtures("cast_day")


def test_more_events_than_one_page_shows_are_read_to_the_last_one(client, federation):
    codes = [
        made_event(
            federation,
            starts_at=NOW + timedelta(days=12, hours=at // 2),
            ends_at=NOW + timedelta(days=13, hours=at),
        ).code
        for at in range(70)
    ]

    found, address = [], "/events/"
    while address:
        page = client.get(address).content.decode()
        found += re.findall(r'tn-row-title"><a href="/events/(\w+)/"', page)
        older = re.search(r'href="(\?[^"]*after=[^"]*)"', page)
        address = f"/events/{older[1]}" if older else ""

    assert found == codes
