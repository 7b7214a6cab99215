"""Starting an exchange of two schools and pairing their classes."""

from datetime import date

import pytest

from tests.cast import TODAY, make_session
from tsunagari.base.refusals import Refused
from tsunagari.kernel.records.queries import history
from tsunagari.programmes.exchange.class_exchange.actions import exchanges
from tsunagari.programmes.exchange.class_exchange.models import Exchange, Pairing
from tsunagari.programmes.exchange.schools import actions as schools

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 9, 1), date(2027, 3, 19)


def start(a, b, sato, first=FIRST, last=LAST):
    return exchanges.start(
        "みどり台 × Las Piñas", a, b, from_day=first, until_day=last, by=sato, on=TODAY
    )


def a_class(school, name, sato):
    return schools.add_class(school, name, grade=9, year=2026, by=sato, on=TODAY)


def test_an_exchange_has_two_schools_and_a_span(midori, las_pinas, sato):
    exchange = start(midori, las_pinas, sato)

    assert exchange.partner_of(midori.pk) == las_pinas
    assert exchange.partner_of(las_pinas.pk) == midori
    assert [record.did for record in history(exchange)] == ["exchange.started"]


def test_every_reason_against_an_exchange_comes_at_once(midori, sato):
    with pytest.raises(Refused) as refused:
        start(midori, midori, sato, first=LAST, last=FIRST)

    assert len(refused.value.reasons) == 2
    assert not Exchange.objects.exists()


def test_known_pairs_stay_as_they_are(pairing, sato):
    exchange = pairing.exchange
    pairs = [(pairing.a_class, pairing.b_class)]

    [same] = exchanges.pair(exchange, pairs, by=sato, on=TODAY)

    assert same == pairing
    assert list(history(exchange)) == []


def test_classes_of_another_school_are_no_pair(pairing, sato):
    with pytest.raises(Refused) as refused:
        exchanges.pair(pairing.exchange, [(pairing.b_class, pairing.a_class)], by=sato, on=TODAY)

    assert [reason.words() for reason in refused.value.reasons] == [
        "「Grade 8 – Rizal」は、この交流の学校の学級ではありません。",
        "「2年B組」は、この交流の学校の学級ではありません。",
    ]


def test_setting_the_pairs_makes_the_new_and_ends_the_left_out(pairing, sato):
    exchange = pairing.exchange
    new = (a_class(exchange.a, "3年A組", sato), a_class(exchange.b, "Grade 9", sato))

    exchanges.set_pairs(exchange, [new], by=sato, on=TODAY)

    [left] = Pairing.objects.filter(exchange=exchange)
    assert (left.a_class, left.b_class) == new
    assert [r.did for r in history(exchange)] == ["exchange.paired", "exchange.unpaired"]


def test_a_pair_with_sessions_stops_the_whole_change(pairing, sato):
    make_session(pairing)
    exchange = pairing.exchange
    new = (a_class(exchange.a, "3年A組", sato), a_class(exchange.b, "Grade 9", sato))

    with pytest.raises(Refused):
        exchanges.set_pairs(exchange, [new], by=sato, on=TODAY)

    assert list(Pairing.objects.filter(exchange=exchange)) == [pairing]
    assert list(history(exchange)) == []


def test_a_pair_without_sessions_can_end(pairing, sato):
    exchanges.unpair(pairing, by=sato, on=TODAY)

    assert not Pairing.objects.exists()
