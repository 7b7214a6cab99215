"""配役（人材） — 石井 of a company, Đặng of a sending organisation, Hoàng of a training school, and Lan."""

from datetime import date
from decimal import Decimal

import pytest

from tests.cast import NOW, PASSWORD, TODAY, viewer

ORDER = {
    "field": "care",
    "work": "利用者の食事と入浴の手伝い",
    "place": "care_home",
    "municipality": "流山市",
    "number": 2,
    "invite": 4,
    "starts_on": date(2027, 7, 1),
    "months": 36,
    "monthly_yen": 230_000,
    "week_hours": Decimal(40),
    "dormitory": True,
    "dormitory_yen": 20_000,
    "dormitory_m2": Decimal("9.5"),
    "compare_yen": 230_000,
    "compare_why": "",
    "japanese": "N4",
    "skill_test": True,
    "age_from": None,
    "age_until": None,
    "age_ground": "",
    "wish_japanese": "N3",
    "wish_years": 1,
    "wishes": "",
}
LAN = {
    "names": {
        "family_latin": "NGUYEN",
        "given_latin": "Thi Lan",
        "family_kana": "グエン",
        "given_kana": "ティ ラン",
    },
    "nationality": "VNM",
    "number": "V-001",
    "born_on": date(2001, 5, 3),
    "fields": ["care"],
    "ready_on": date(2027, 4, 1),
    "wish_yen": 200_000,
    "wish_dormitory": True,
    "japanese": "N4",
    "skills": ["care"],
    "facts": {"care_japanese": True},
}


def member(body, kind, email, **names):
    """Somebody who signs in for a body."""
    from tsunagari.kernel.roles.actions import admit

    return admit(body, kind, email=email, password=PASSWORD, by=None, on=TODAY, **names)


@pytest.fixture
def company(federation):
    """見本 おおたか介護 — a company."""
    from tsunagari.kernel.parties import actions as parties

    return parties.add_organisation("おおたか介護", kinds=["company"], municipality="流山市")


@pytest.fixture
def sending(federation):
    """Hanoi HR — a sending organisation."""
    from tsunagari.kernel.parties import actions as parties

    return parties.add_organisation(
        "Hanoi HR", kinds=["sending"], country="VNM", language="vi", zone="Asia/Ho_Chi_Minh"
    )


@pytest.fixture
def school(federation):
    """Hanoi Training — a training school."""
    from tsunagari.kernel.parties import actions as parties

    return parties.add_organisation(
        "Hanoi Training", kinds=["training"], country="VNM", language="vi", zone="Asia/Ho_Chi_Minh"
    )


@pytest.fixture
def ishii_login(company):
    return member(company, "company_staff", "ishii@example.jp", family="石井", given="香")


@pytest.fixture
def ishii(ishii_login):
    """石井 — of the company."""
    return viewer(ishii_login)


@pytest.fixture
def dang_login(sending):
    return member(sending, "sending_staff", "dang@example.vn", family="Đặng", given="Minh")


@pytest.fixture
def dang(dang_login):
    """Đặng — of the sending organisation."""
    return viewer(dang_login)


@pytest.fixture
def hoang_login(school):
    return member(school, "trainer", "hoang@example.vn", family="Hoàng", given="Lan")


@pytest.fixture
def hoang(hoang_login):
    """Hoàng — of the training school."""
    return viewer(hoang_login)


@pytest.fixture
def order(company, ishii):
    """Two places in care, four people to meet."""
    from tsunagari.programmes.talent.orders.actions import orders

    return orders.place(company, by=ishii, on=TODAY, **ORDER)


def enter(sending, dang, name="Lan", number="V-001", **facts):
    """A candidate like Lan, with another name or other facts."""
    from tsunagari.programmes.talent.orders.actions import candidates

    wanted = LAN | {"names": LAN["names"] | {"given_latin": f"Thi {name}", "given_kana": ""}}
    wanted |= {"number": number, "facts": dict(LAN["facts"])} | facts
    return candidates.enter(sending, by=dang, on=TODAY, **wanted)


@pytest.fixture
def lan(sending, dang):
    """Lan — a candidate for care."""
    return enter(sending, dang)


def assign(sato):
    """Everybody who waits is put to an order; the pairs."""
    from tsunagari.programmes.talent.orders import queries
    from tsunagari.programmes.talent.orders.actions import matching

    made = matching.proposal(on=TODAY)
    matching.accept(seen=made.digest, by=sato, on=TODAY, at=NOW)
    return list(queries.pairs().order_by("pk"))


@pytest.fixture
def pair(order, lan, sato):
    """Lan, assigned to the order."""
    [found] = assign(sato)
    return found


def _client(login):
    from django.test import Client

    client = Client()
    client.force_login(login, "allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def ishii_client(ishii_login):
    return _client(ishii_login)


@pytest.fixture
def dang_client(dang_login):
    return _client(dang_login)


@pytest.fixture
def hoang_client(hoang_login):
    return _client(hoang_login)
