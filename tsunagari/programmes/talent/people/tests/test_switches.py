"""切り替え — unsure rules on and off, own numbers, and the duties that follow."""

from datetime import date

import pytest

from tests.cast import TODAY
from tsunagari.base.refusals import Refused
from tsunagari.kernel.duties.models import Duty
from tsunagari.kernel.parties import actions as parties
from tsunagari.kernel.records.models import Record
from tsunagari.kernel.records.words import sentence
from tsunagari.programmes.talent.law.rules import book
from tsunagari.programmes.talent.people import queries
from tsunagari.programmes.talent.people.actions import cases, switches
from tsunagari.programmes.talent.people.models import Switch

pytestmark = pytest.mark.django_db
UNSURE = sorted({rule.id for rule in book.rows() if rule.confidence == book.UNSURE})


@pytest.fixture
def case(federation, sato):
    linh = parties.add_person(family="グエン", given="リン")
    known = {
        "entry": "2026-11-10",
        "events": [{"id": "1", "kind": "child_born", "on": "2026-11-20"}],
    }
    return cases.open_case(linh, "SSW1", state="working", by=sato, on=TODAY, known=known)


def test_an_unsure_rule_is_switched_on_with_a_reason_on_record_and_off_again(case, sato):
    code = UNSURE[0]

    count = switches.switch(code, wanted=True, reason="入管に電話で確かめた", by=sato, on=TODAY)

    assert count == 1
    assert queries.switched() == (frozenset({code}), {})
    assert Switch.objects.get().reason == "入管に電話で確かめた"
    said = Record.objects.get(did="rule.switched")
    titles = {rule.id: rule.title for rule in book.rows()}
    assert sentence(said) == f"規則「{titles[code]}」を使うことにしました。"
    assert said.facts == {"rule": code}

    switches.switch(code, wanted=False, reason="古い資料だった", by=sato, on=TODAY)
    assert queries.switched() == (frozenset(), {})


def test_a_sure_rule_cannot_be_switched(case, sato):
    with pytest.raises(Refused) as refused:
        switches.switch("res_address_first", wanted=False, reason="x", by=sato, on=TODAY)

    assert "切り替えられません" in refused.value.reasons[0].words()


def test_a_switch_wants_a_reason_and_a_change(case, sato):
    with pytest.raises(Refused) as refused:
        switches.switch(UNSURE[0], wanted=False, reason=" ", by=sato, on=TODAY)

    assert [reason.rule for reason in refused.value.reasons] == ["switch.reason", "switch.same"]


def test_an_own_number_moves_the_days_and_goes_back(case, sato):
    linh = case.person
    cases.note_standing(
        linh.party,
        "status.SSW1",
        from_day=date(2026, 11, 10),
        until_day=date(2027, 11, 9),
        by=sato,
        on=TODAY,
    )
    assumed = {duty.pk: duty.safe_due for duty in Duty.objects.exclude(state="void")}

    switches.set_number("without_delay_days", 3, reason="早めに出す", by=sato, on=TODAY)

    own = {duty.pk: duty.safe_due for duty in Duty.objects.exclude(state="void")}
    assert own.keys() == assumed.keys()
    assert any(own[pk] < assumed[pk] for pk in own)
    assert not any(own[pk] > assumed[pk] for pk in own)

    switches.set_number("without_delay_days", None, reason="もとにもどす", by=sato, on=TODAY)
    assert {d.pk: d.safe_due for d in Duty.objects.exclude(state="void")} == assumed


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("audit_interval_months", 2, "この数は法律の数です。"),
        ("without_delay_days", 367, "0 から 366 までの数を入れてください。"),
    ],
)
def test_numbers_of_the_law_and_impossible_ones_are_refused(case, sato, name, value, words):
    with pytest.raises(Refused) as refused:
        switches.set_number(name, value, reason="x", by=sato, on=TODAY)

    assert refused.value.reasons[0].words().startswith(words)
