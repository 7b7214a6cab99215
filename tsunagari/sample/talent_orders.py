"""見本の求人と候補者 — orders of three companies, candidates, lessons, tests, and interviews under way."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils import timezone

from tsunagari.kernel.parties.models import Login, Organisation
from tsunagari.kernel.roles.models import Role, Viewer
from tsunagari.programmes.talent.orders import queries
from tsunagari.programmes.talent.orders.actions import (
    candidates,
    interviews,
    matching,
    orders,
    training,
)
from tsunagari.programmes.talent.orders.models import Candidate, Order
from tsunagari.sample import people

# (company, field, place, work, number, invite, pay, japanese, test, dormitory yen, m², wishes)
ORDERS = [
    (
        "kaigo",
        "care",
        "care_home",
        "利用者の食事・入浴・着がえの手伝い",
        2,
        4,
        218_000,
        "N4",
        True,
        18_000,
        "9.5",
    ),
    (
        "seisakusho",
        "industrial_mfg",
        "company",
        "金属部品の加工と検査",
        2,
        3,
        225_000,
        "N5",
        False,
        20_000,
        "7.5",
    ),
    (
        "shokuhin",
        "food_mfg",
        "company",
        "そうざいの盛りつけと包装",
        1,
        2,
        205_000,
        "",
        False,
        None,
        None,
    ),
]
LATER = (
    "kaigo",
    "care",
    "care_home",
    "夜勤のある介護の仕事",
    1,
    2,
    232_000,
    "N3",
    True,
    15_000,
    "8.0",
)
# (number, family, given, kana, born, fields, japanese, tests passed, learns at the school)
CANDIDATES = [
    (
        "H-101",
        "NGUYEN",
        "Thi Lan",
        "グエン ティ ラン",
        date(2001, 5, 3),
        "care food_mfg",
        "N4",
        "care",
        True,
    ),
    (
        "H-102",
        "PHAM",
        "Van Duc",
        "ファム ヴァン ドゥック",
        date(1999, 11, 20),
        "industrial_mfg",
        "N5",
        "",
        True,
    ),
    ("H-103", "LE", "Thi Hoa", "レ ティ ホア", date(2003, 2, 14), "care", "N4", "care", True),
    (
        "H-104",
        "VU",
        "Minh Quan",
        "ヴー ミン クアン",
        date(2000, 8, 8),
        "industrial_mfg construction",
        "N4",
        "",
        True,
    ),
    ("H-105", "BUI", "Thu Trang", "ブイ トゥ チャン", date(2002, 12, 1), "food_mfg", "", "", False),
]
AFTERWARDS = [
    (
        "H-106",
        "DO",
        "Thanh Tam",
        "ドー タイン タム",
        date(1998, 3, 30),
        "care",
        "N3",
        "care",
        False,
    ),
    ("H-107", "DANG", "Hai Yen", "ダン ハイ イエン", date(2001, 7, 17), "care", "N4", "", False),
    (
        "H-108",
        "NGUYEN",
        "Van Nam",
        "グエン ヴァン ナム",
        date(2002, 6, 9),
        "construction",
        "",
        "",
        False,
    ),
]
# The same person as H-107 once more, as another list wrote the name.
TWICE = ("", "", "", "ダン ハイ イエン", date(2001, 7, 17), "care", "N4", "", False)


def load(*, by, on: date) -> None:
    """Everything through the product's own actions, as the people of these bodies would press."""
    body = {key: _body(facts["name"]) for key, facts in people.BODIES.items()}
    who = {row[1]: _viewer(row[0], on) for row in people.BODY_PEOPLE}
    for row in ORDERS:
        _order(body, who, row, on)
    for row in CANDIDATES:
        _candidate(body, who, row, on)
    _school(body["kunren"], who["kunren"], on)
    at = timezone.now()
    matching.accept(seen=matching.proposal(on=on).digest, by=by, on=on, at=at)
    _interviews(who, on, at)
    _order(body, who, LATER, on)
    for row in (*AFTERWARDS, TWICE):
        _candidate(body, who, row, on)


def _body(name: str) -> Organisation:
    return Organisation.objects.select_related("party").get(party__name=name)


def _viewer(key: str, on: date) -> Viewer:
    login = Login.objects.select_related("person__party").get(email=people.email(key))
    role = Role.objects.select_related("body__party").get(party=login.person_id)
    return Viewer(
        party=login.person.party,
        kind=role.kind,
        body=role.body,
        language=login.person.party.language,
        on=on,
        zone=role.body.party.zone,
    )


def _order(body, who, row, on: date) -> Order:
    key, field, place, work, number, invite, pay, japanese, test, rent, room = row
    return orders.place(
        body[key],
        by=who[key],
        on=on,
        field=field,
        place=place,
        work=work,
        municipality=body[key].municipality,
        number=number,
        invite=invite,
        starts_on=(on + timedelta(days=240)).replace(day=1),
        months=36,
        monthly_yen=pay,
        week_hours=Decimal(40),
        dormitory=rent is not None,
        dormitory_yen=rent,
        dormitory_m2=Decimal(room) if room else None,
        compare_yen=pay,
        compare_why="",
        japanese=japanese,
        skill_test=test,
        age_from=None,
        age_until=None,
        age_ground="",
        wish_japanese="N3" if field == "care" else "",
        wish_years=0,
        wishes="",
    )


def _candidate(body, who, row, on: date) -> Candidate:
    number, family, given, kana, born, fields, japanese, tests, learns = row
    family_kana, _space, given_kana = kana.partition(" ")
    return candidates.enter(
        body["hanoi"],
        by=who["hanoi"],
        on=on,
        names={
            "family_latin": family,
            "given_latin": given,
            "family_kana": family_kana,
            "given_kana": given_kana,
        },
        nationality="VNM",
        number=number,
        born_on=born,
        fields=fields.split(),
        ready_on=on + timedelta(days=120),
        wish_yen=200_000,
        wish_dormitory=True,
        japanese=japanese,
        skills=tests.split(),
        facts={"care_japanese": True} if tests == "care" else {},
        school=body["kunren"] if learns else None,
    )


def _school(school: Organisation, teacher: Viewer, on: date) -> None:
    """Three lessons of last week, one of them without everybody, and two tests."""
    learners = list(queries.learners_of(school).order_by("pk"))
    zone = ZoneInfo(school.party.zone)
    for back, topic in (
        (7, "入国前の日本語：あいさつ"),
        (5, "職場の安全"),
        (2, "日本の生活とごみの分別"),
    ):
        training.hold(
            school,
            topic=topic,
            starts_at=datetime.combine(on - timedelta(days=back), time(9), zone),
            minutes=90,
            absent={learners[1].pk} if back == 5 else set(),
            by=teacher,
            on=on,
            at=timezone.now(),
        )
    taken = on - timedelta(days=60)
    facts = {"body": school, "taken_on": taken, "by": teacher, "on": on}
    training.note(learners[0], kind="JLPT", level="N4", passed=True, points=112, **facts)
    training.note(learners[1], kind="NAT", level="4Q", passed=False, points=71, **facts)


def _interviews(who, on: date, at: datetime) -> None:
    """One that is fixed for next week, one that waits for the company, the others have no time yet."""
    pairs = list(queries.pairs().order_by("pk"))
    zone = ZoneInfo("Asia/Tokyo")
    next_week = datetime.combine(on + timedelta(days=7), time(14), zone)
    facts = {"minutes": 30, "how": "見本のオンライン会議", "on": on, "at": at}
    first, second = pairs[0], pairs[1]
    asked = who[_key(who, first.order.company)]
    found = interviews.propose(first, starts_at=next_week, by=asked, **facts)
    interviews.accept(found, seen=1, by=who["hanoi"], on=on, at=at)
    interviews.propose(second, starts_at=next_week + timedelta(days=1), by=who["hanoi"], **facts)


def _key(who, company: Organisation) -> str:
    return next(key for key, viewer in who.items() if viewer.body.pk == company.pk)
