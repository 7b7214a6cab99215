"""求人 — placed, changed, withdrawn; what an order may ask for, and which status fits it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.cast import TODAY
from tests.cast_orders import ORDER
from tsunagari.base.refusals import Refused
from tsunagari.kernel.records.models import Record
from tsunagari.programmes.talent.law.rules import status_fit
from tsunagari.programmes.talent.orders import headcount, queries
from tsunagari.programmes.talent.orders.actions import orders
from tsunagari.programmes.talent.orders.rules import fit
from tsunagari.programmes.talent.orders.rules.orders import (
    dormitory_notes,
    hours_notes,
    why_not_place,
)
from tsunagari.programmes.talent.people.models import Company


def faults(**changes) -> list[str]:
    return [reason.field for reason in why_not_place(ORDER | changes, on=TODAY)]


def test_a_whole_order_may_be_placed():
    assert faults() == []


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"starts_on": TODAY}, ["starts_on"]),
        ({"invite": 1}, ["invite"]),
        ({"invite": 11}, ["invite"]),
        ({"week_hours": Decimal("40.5")}, ["week_hours"]),
        ({"dormitory_yen": None, "dormitory_m2": None}, ["dormitory_yen", "dormitory_m2"]),
        ({"dormitory_yen": 0}, []),
        ({"dormitory": False, "dormitory_yen": None, "dormitory_m2": None}, []),
        ({"compare_yen": 240_000}, ["compare_why"]),
        ({"compare_yen": 240_000, "compare_why": "同僚は夜勤の手当を含みます。"}, []),
        ({"compare_yen": None}, ["compare_why"]),
        ({"age_from": 20}, ["age_ground"]),
        ({"age_from": 20, "age_ground": "law"}, []),
        ({"age_from": 17, "age_ground": "law"}, ["age_from"]),
        ({"age_from": 40, "age_until": 30, "age_ground": "law"}, ["age_until"]),
        ({"age_until": 60, "age_ground": "retirement"}, ["age_ground"]),
        ({"age_until": 60, "age_ground": "retirement", "months": None}, []),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(changes, fields):
    assert faults(**changes) == fields


def test_everything_is_said_at_once():
    assert len(faults(starts_on=TODAY, invite=1, compare_yen=300_000, age_from=20)) == 4


def test_a_small_room_is_said_and_not_refused():
    least = {"特定技能1号": Decimal("7.5"), "技能実習": Decimal("4.5")}

    assert len(dormitory_notes(m2=Decimal("6"), least=least)) == 1
    assert dormitory_notes(m2=Decimal("7.5"), least=least) == []
    assert dormitory_notes(m2=None, least=least) == []


@pytest.mark.django_db
def test_a_placed_order_is_on_the_companys_timeline(order, company, ishii):
    record = Record.objects.get(did="order.placed")

    assert record.about_key == str(order.pk)
    assert list(queries.orders_of(ishii)) == [order]


@pytest.mark.django_db
def test_another_company_sees_no_order_of_this_one(order, dang, sato):
    assert list(queries.orders_of(dang)) == []
    assert list(queries.orders_of(sato)) == [order]


@pytest.mark.django_db
def test_a_change_says_which_fields_changed(order, ishii):
    orders.change(order, seen=1, by=ishii, on=TODAY, **ORDER | {"number": 3})

    assert Record.objects.get(did="order.changed").facts == {"fields": "number"}


@pytest.mark.django_db
def test_an_older_screen_changes_nothing(order, ishii):
    orders.change(order, seen=1, by=ishii, on=TODAY, **ORDER | {"number": 3})

    with pytest.raises(Refused) as refused:
        orders.change(order, seen=1, by=ishii, on=TODAY, **ORDER | {"number": 4})

    assert refused.value.reasons[0].rule == "version"
    order.refresh_from_db()
    assert order.number == 3


@pytest.mark.django_db
def test_the_first_day_may_have_come_when_only_a_word_is_mended(order, ishii):
    later = order.starts_on + timedelta(days=5)

    changed = orders.change(order, seen=1, by=ishii, on=later, **ORDER | {"work": "介護"})

    assert changed.work == "介護"


@pytest.mark.django_db
def test_a_withdrawn_order_comes_back_as_it_was(order, ishii):
    orders.withdraw(order, by=ishii, on=TODAY)
    with pytest.raises(Refused):
        orders.withdraw(order, by=ishii, on=TODAY)

    back = orders.reopen(order, by=ishii, on=TODAY)

    assert back.state == "open"
    with pytest.raises(Refused):
        orders.reopen(order, by=ishii, on=TODAY)


@pytest.mark.django_db
def test_the_fit_of_an_order_says_yes_maybe_and_no_with_reasons(order):
    found = {one.status: one for one in fit.of_order(queries.seats_of(order), TODAY)}

    assert found["ESD"].sign == "○"
    assert found["SSW1"].sign == "△"
    assert "介護日本語評価試験" in found["SSW1"].reasons[0].words()
    assert found["SSW2"].sign == "×"
    assert all(one.sources for one in found.values())
    assert date(2027, 7, 1) == order.starts_on


@pytest.mark.django_db
def test_the_cap_of_the_company_is_held_against_what_the_order_asks_for(order, company):
    _none, why = headcount.of_order(order, TODAY)
    assert "常勤の人数がまだ入っていない" in why.words()

    known = Company.objects.create(
        organisation=company, facts={"staff": 35, "fields": ["construction"]}
    )
    [esd], why = headcount.of_order(order, TODAY)
    assert (why, esd.fits) == (None, True)
    assert esd.said.words() == "人数枠は12人、いま0人です。あと12人で、この求人は2人です。"

    order.number, order.starts_on = 13, date(2027, 6, 1)
    rooms, _why = headcount.of_order(order, TODAY)
    assert [room.fits for room in rooms] == [False, False]
    assert "人数枠は4人" in rooms[0].said.words()
    known.facts["staff"] = 0
    known.save(update_fields=["facts"])
    rooms, _why = headcount.of_order(order, TODAY)
    assert not any(room.fits for room in rooms)


def test_work_that_is_not_full_time_is_said():
    [reason] = hours_notes(week_hours=Decimal("20.0"))

    assert reason.words().startswith("1週間20時間は、フルタイムのめやす（30時間）より短いです。")
    assert hours_notes(week_hours=Decimal(30)) == []


def test_fields_with_conditions_of_their_own_say_them():
    """Sheet 3.5: construction's plan, N3 of buses and stations, fields whose first day is unsure."""
    ready = status_fit.Candidate(age=25, japanese="N4", skill_test=True)
    for field, said in (
        ("construction", "国土交通省の受入計画"),
        ("auto_transport", "バスとタクシーの運転には、日本語 N3"),
        ("railway", "駅・車掌・運転の仕事には、日本語 N3"),
        ("linen_supply", "はじまる日がまだ確かではありません"),
    ):
        asked = status_fit.Order(field=field, starts=date(2027, 7, 1))
        [found] = [one for one in status_fit.fits(asked, ready, TODAY) if one.status == "SSW1"]
        assert found.sign == "△"
        [reason] = found.reasons
        assert said in reason.words()
