from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.cast import NOW, TODAY
from tsunagari.base.refusals import Refused
from tsunagari.kernel.duties.models import Duty
from tsunagari.kernel.notices.models import Notice
from tsunagari.kernel.records.models import Record, RecordParty
from tsunagari.programmes.talent.safety import actions, forgetting, queries
from tsunagari.programmes.talent.safety.models import Incident
from tsunagari.programmes.talent.safety.rules import kinds

WHEN = {"on": TODAY, "at": NOW}


@pytest.fixture
def passport(linh_case, linh_viewer):
    """Linh says that the company keeps her passport."""
    return actions.report(
        linh_case, kind="passport", part="company", words="会社の金庫です", by=linh_viewer, **WHEN
    )


def step(incident, sato, **more):
    incident.refresh_from_db()
    words = {"words": "電話で話した", "told": "Đã nói chuyện"}
    return actions.advance(incident, seen=incident.version, by=sato, **words | more, **WHEN)


@pytest.mark.parametrize(
    ("kind", "part", "system", "ban"),
    [
        ("passport", "company", "ESD", "ban_passport_custody"),
        ("passport", "supervisor", "SSW1", "ban_passport_custody"),
        ("phone", "company", "TITP", "ban_private_life_limits"),
        ("penalty", "sending", "ESD", "ban_penalty_contract"),
        ("savings", "company", "SSW2", "ban_savings_contract"),
        ("deposit", "school", "TITP", "ban_deposit_chain"),
        ("offset", "company", "ESD", "ban_advance_offset"),
        ("violence", "supervisor", "TITP", "ban_forced_training"),
        ("retaliation", "company", "ESD", "ban_retaliation"),
    ],
)
def test_an_act_that_the_law_forbids_is_named_as_such(kind, part, system, ban):
    found = kinds.act(kind, part=part, system=system, on=date(2027, 4, 1))

    assert found.ban.code == ban
    assert found.ban.article in found.reason.words()


@pytest.mark.parametrize(
    ("kind", "part", "system"),
    [("pay", "company", "ESD"), ("passport", "else", "ESD"), ("phone", "company", "HSP")],
)
def test_where_the_table_names_nobody_nothing_is_said_of_law(kind, part, system):
    assert kinds.act(kind, part=part, system=system, on=TODAY) is None


def test_the_office_is_told_at_once_and_has_to_see_today_that_the_person_is_safe(passport, sato):
    assert Notice.objects.get(kind="help.asked").to == sato.party
    duty = Duty.objects.get(rule="2-1.keep_safe")
    assert (duty.safe_due, duty.risk, duty.state) == (TODAY, 0, "open")
    assert duty.doer == sato.body.party
    assert Duty.objects.get(rule="2-1.settle_incident").safe_due == TODAY + timedelta(days=14)


def test_no_new_step_is_taken_until_it_is_settled(passport, linh_case, maker, sato):
    for reasons in (queries.why_not_proceed(linh_case), queries.why_not_send(maker)):
        assert [r.rule for r in reasons] == ["ban_passport_custody"]

    step(passport, sato)
    assert queries.why_not_send(maker)
    step(passport, sato)

    assert queries.why_not_send(maker) == queries.why_not_proceed(linh_case) == []
    assert set(
        Duty.objects.filter(about_kind="safety.incident").values_list("state", flat=True)
    ) == {"done"}


def test_another_company_is_not_held_back(passport, hanoi):
    assert queries.why_not_send(hanoi) == []


def test_a_worry_that_is_no_prohibited_act_holds_nothing_back(linh_case, linh_viewer):
    actions.report(linh_case, kind="life", part="else", words="", by=linh_viewer, **WHEN)

    assert queries.why_not_proceed(linh_case) == []


def test_nobody_but_the_office_reads_it(passport, mori, tran, sato):
    assert list(queries.of(mori)) == list(queries.of(tran)) == []
    assert list(queries.of(sato.acting_for(passport.body))) == []
    assert list(queries.of(sato)) == [passport]


def test_it_stands_on_nobodys_timeline(passport):
    record = Record.objects.get(did="help.asked")

    assert record.facts == {"kind": "passport"}
    assert not RecordParty.objects.filter(record=record).exists()


def test_the_person_reads_what_they_were_told_and_not_the_offices_notes(passport, sato, linh):
    step(passport, sato)

    [mine] = queries.of_person(linh)
    assert [row.told for row in mine.steps.all()] == ["", "Đã nói chuyện"]


def test_an_older_page_and_a_step_without_words_are_refused(passport, sato):
    with pytest.raises(Refused) as refused:
        actions.advance(passport, words=" ", told="", seen=7, by=sato, **WHEN)

    assert [r.rule for r in refused.value.reasons] == ["version", "words"]


def test_a_closed_report_goes_no_further(passport, sato):
    step(passport, sato)
    step(passport, sato)

    with pytest.raises(Refused):
        step(passport, sato)


@pytest.mark.parametrize("field", ["kind", "part", "ban", "opened_at"])
def test_the_database_refuses_to_change_a_report(passport, field):
    with pytest.raises(IntegrityError), transaction.atomic():
        Incident.objects.update(**{field: getattr(passport, field)})
    with pytest.raises(IntegrityError), transaction.atomic():
        Incident.objects.all().delete()


def test_words_are_forgotten_after_the_end_and_not_before(passport, linh, sato):
    with pytest.raises(Refused):
        forgetting.forget(linh.party, on=TODAY)

    step(passport, sato)
    step(passport, sato)
    forgetting.forget(linh.party, on=TODAY)

    passport.refresh_from_db()
    assert (passport.words, passport.kind) == ("", "passport")
    assert set(passport.steps.values_list("words", "told")) == {("", "")}
