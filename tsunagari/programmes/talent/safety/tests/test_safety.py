from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.cast import NOW, TODAY
from tests.cast_talent import make_case
from tsunagari.base.refusals import Refused
from tsunagari.kernel.duties.models import Duty
from tsunagari.kernel.notices.models import Notice
from tsunagari.kernel.records.models import Record, RecordParty
from tsunagari.programmes.talent.people import stops
from tsunagari.programmes.talent.people.actions import cases
from tsunagari.programmes.talent.people.models import Company
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


def step(incident, by, **more):
    incident.refresh_from_db()
    words = {"words": "電話で話した", "told": "Đã nói chuyện"}
    return actions.advance(incident, seen=incident.version, by=by, **words | more, **WHEN)


def test_an_act_that_the_law_forbids_is_named_as_such():
    for kind, part, system, ban in (
        ("passport", "company", "ESD", "ban_passport_custody"),
        ("passport", "supervisor", "SSW1", "ban_passport_custody"),
        ("phone", "company", "TITP", "ban_private_life_limits"),
        ("penalty", "sending", "ESD", "ban_penalty_contract"),
        ("savings", "company", "SSW2", "ban_savings_contract"),
        ("deposit", "school", "TITP", "ban_deposit_chain"),
        ("offset", "company", "ESD", "ban_advance_offset"),
        ("violence", "supervisor", "TITP", "ban_forced_training"),
        ("violence", "company", "ESD", "rights_check"),
        ("retaliation", "company", "ESD", "ban_retaliation"),
    ):
        assert kinds.ban_of(kind, part=part, system=system) == ban
        assert kinds.law_on(ban, part=part, system=system).article


def test_a_skilled_workers_passport_is_protected_by_another_law_than_a_trainees(
    linh_case, mai, maker, sato
):
    skilled = make_case(mai, "SSW1", by=sato, state="working", company=maker)
    kept = {"kind": "passport", "part": "company", "words": "", "by": sato}

    laws = [queries.law_on(actions.report(one, **kept, **WHEN)) for one in (linh_case, skilled)]

    assert [(law.article, law.confidence) for law in laws] == [
        ("法48条1項・111条5号", "official"),
        ("特定技能基準省令2条1項4号リ(2)", "secondary"),
    ]
    assert [reason.words() for reason in queries.why_not_send([maker.pk])] == [
        f"「{law.words}」の知らせがまだ解決していません（{law.article}）。" for law in laws
    ]


def test_what_was_noted_under_a_wider_table_still_stops_the_case(mai, maker, sato):
    skilled = make_case(mai, "SSW1", by=sato, state="working", company=maker)
    noted = actions.report(skilled, kind="health", part="sending", words="", by=sato, **WHEN)
    noted.pk, noted._state.adding, noted.ban = None, True, "ban_savings_contract"
    noted.save()

    [reason] = queries.why_not_proceed(skilled)

    assert reason.rule == "ban_savings_contract"
    assert queries.law_on(noted).confidence == "unsure"


def test_where_the_table_names_nobody_nothing_is_said_of_law():
    for kind, part, system in (
        ("pay", "company", "ESD"),
        ("passport", "else", "ESD"),
        ("phone", "company", "HSP"),
    ):
        assert kinds.ban_of(kind, part=part, system=system) == ""


def test_an_act_that_the_law_does_not_forbid_to_them_is_no_report(maker, sato):
    with pytest.raises(Refused) as refused:
        actions.note_act(
            "ban_name_lending",
            part="company",
            system="TITP",
            words=" ",
            body=maker,
            by=sato,
            **WHEN,
        )

    assert [reason.field for reason in refused.value.reasons] == ["code", "words"]
    assert not Incident.objects.exists()


def test_the_office_is_told_at_once_and_has_to_see_today_that_the_person_is_safe(passport, sato):
    assert Notice.objects.get(kind="help.asked").to == sato.party
    duty = Duty.objects.get(rule="2-1.keep_safe")
    assert (duty.safe_due, duty.risk, duty.state) == (TODAY, 0, "open")
    assert duty.doer == sato.body.party
    assert Duty.objects.get(rule="2-1.settle_incident").safe_due == TODAY + timedelta(days=14)


def stopped(case, to="") -> list[str]:
    return [reason.rule for reason in stops.against(case, to)]


def test_no_new_step_is_taken_until_it_is_settled(passport, linh_case, maker, sato, ito):
    assert stopped(linh_case) == ["ban_passport_custody"]
    assert "法48条1項・111条5号" in queries.why_not_send([maker.pk])[0].words()

    step(passport, sato)
    assert queries.why_not_send([maker.pk])
    step(passport, ito)

    assert stopped(linh_case) == queries.why_not_send([maker.pk]) == []
    done = Duty.objects.filter(about_kind="safety.incident")
    assert {(duty.state, duty.evidence.count()) for duty in done} == {("done", 1)}


def test_everybody_at_the_company_waits_and_may_always_leave(passport, mai, maker, hanoi, sato):
    other = make_case(mai, company=None, by=sato)
    with pytest.raises(Refused):
        cases.change(other, company=maker, seen=other.version, by=sato, on=TODAY)
    other.company = maker

    assert stopped(other, "plan_applied") == ["ban_passport_custody"]
    assert stopped(other, "withdrawn") == stopped(other, "transfer_request") == []
    other.company = hanoi
    assert stopped(other, "plan_applied") == []


def test_nobody_new_is_sent_there_and_the_company_is_not_told_why(passport, mai, maker, mori, sato):
    with pytest.raises(Refused) as refused:
        make_case(mai, company=maker, by=sato)
    [reason] = refused.value.reasons
    assert "旅券・在留カードをあずかる" in reason.words()
    assert "法48条1項・111条5号" in reason.words()

    with pytest.raises(Refused) as refused:
        make_case(mai, company=maker, by=mori)
    assert [r.rule for r in refused.value.reasons] == ["case.stopped"]
    assert not mai.cases.exists()


def test_a_company_at_large_is_stopped_without_anybodys_case(linh_case, mai, maker, sato, ito):
    found = actions.note_act(
        "ban_savings_contract",
        part="company",
        system="ESD",
        words="通帳が4冊",
        body=maker,
        by=sato,
        **WHEN,
    )

    assert stopped(linh_case, "plan_applied") == ["ban_savings_contract"]
    with pytest.raises(Refused):
        make_case(mai, company=maker, by=sato)
    assert (found.case, found.kind) == (None, "savings")
    step(found, sato)
    step(found, ito, suspected=True)
    assert make_case(mai, company=maker, by=sato)
    [event] = Company.objects.get(pk=maker.pk).facts["events"]
    assert event["kind"] == "revocation_ground_suspected"


def test_a_worry_that_is_no_prohibited_act_holds_nothing_back(linh_case, linh_viewer):
    actions.report(linh_case, kind="life", part="else", words="", by=linh_viewer, **WHEN)

    assert stopped(linh_case) == []


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


def test_a_closed_report_goes_no_further(passport, sato, ito):
    step(passport, sato)
    step(passport, ito)

    with pytest.raises(Refused):
        step(passport, sato)


def test_the_database_refuses_to_change_a_report(passport):
    for field in ("kind", "part", "ban", "system", "opened_at"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Incident.objects.update(**{field: getattr(passport, field)})
    with pytest.raises(IntegrityError), transaction.atomic():
        Incident.objects.all().delete()


def test_words_are_forgotten_after_the_end_and_not_before(passport, linh, sato, ito):
    with pytest.raises(Refused):
        forgetting.forget(linh.party, on=TODAY)

    step(passport, sato)
    step(passport, ito)
    forgetting.forget(linh.party, on=TODAY)

    passport.refresh_from_db()
    assert (passport.words, passport.kind) == ("", "passport")
    assert set(passport.steps.values_list("words", "told")) == {("", "")}


def test_what_the_law_forbids_is_ended_by_a_second_person(passport, sato, ito):
    step(passport, sato)

    with pytest.raises(Refused) as refused:
        step(passport, sato)
    assert [one.rule for one in refused.value.reasons] == ["incident.alone"]

    assert step(passport, ito).state == "closed"


def test_a_worry_that_the_law_does_not_name_may_be_ended_by_one(linh_case, linh_viewer, sato):
    call = actions.report(linh_case, kind="pay", part="company", words="", by=linh_viewer, **WHEN)

    step(call, sato)
    assert step(call, sato).state == "closed"


def test_what_was_not_over_is_opened_once_more_and_stops_everything_again(
    passport, linh_case, sato, ito
):
    with pytest.raises(Refused) as refused:
        actions.reopen(passport, words="", seen=passport.version, by=sato, **WHEN)
    assert [one.rule for one in refused.value.reasons] == ["incident.open", "words"]
    step(passport, sato)
    step(passport, ito)
    passport.refresh_from_db()

    actions.reopen(passport, words="また取られた", seen=passport.version, by=sato, **WHEN)

    passport.refresh_from_db()
    assert passport.state == "open"
    assert stopped(linh_case) == ["ban_passport_custody"]
    duties = Duty.objects.filter(about_kind="safety.incident").order_by("pk")
    assert [one.state for one in duties] == ["done", "done", "open", "open"]

    step(passport, sato)
    step(passport, ito)
    assert stopped(linh_case) == []
    assert {one.state for one in duties.all()} == {"done"}
    assert [row.state for row in passport.steps.all()] == ["open", "contained", "closed"] * 2
