"""How much the own page asks of the database: little, the same for 3 rows and 50, and only of its person."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.cast import TODAY
from tests.pages import words
from tsunagari.faces.mypage.tests.test_calendar import meet
from tsunagari.kernel.notices.models import Notice
from tsunagari.kernel.roles.models import Standing

HOME = "/me/case/"
# The session, the card, the case, what there is of all, the papers, the card's days, their rule.
MOST = 7


@pytest.fixture
def client(linh_case, linh, worker_client):
    return worker_client(linh)


@pytest.fixture
def stays(linh):
    for kind in ("status.ES", "card"):
        Standing.objects.create(
            party=linh.party,
            kind=kind,
            from_day=TODAY,
            until_day=timezone.localdate() + timedelta(days=100),
        )


def asked(client, path: str = HOME) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as found:
        client.get(path)
    return len(found)


def tell(party, count: int) -> None:
    now = timezone.now()
    have = Notice.objects.count()
    Notice.objects.bulk_create(
        Notice(to=party, key=f"x{have + one}", kind="x", made_at=now) for one in range(count)
    )


def test_the_home_asks_little(client, stays):
    assert asked(client) <= MOST


def test_the_home_asks_the_same_for_three_rows_and_for_fifty(
    client, linh, linh_case, stays, federation, maker
):
    meet(linh_case, federation, maker)
    tell(linh.party, 3)
    few = asked(client)

    tell(linh.party, 47)
    for days in range(4, 12):
        meet(linh_case, federation, maker, days=days)

    assert asked(client) == few <= MOST + 1
    assert "新しい 50件" in words(client.get(HOME))


def test_who_asks_next_sees_nothing_of_who_asked_before(
    client, linh, linh_case, mai, mai_case, stays, federation, maker, worker_client
):
    meet(linh_case, federation, maker)
    tell(linh.party, 3)

    own, other = words(client.get(HOME)), words(worker_client(mai).get(HOME))

    for said in ("こんにちは、Nguyễn Linh さん", "新しい 3件", "流山製作所", "あと 100 日"):
        assert said in own
        assert said not in other
    assert "こんにちは、Trần Mai さん" in other
    assert "定期面談" not in other
