"""What a person presses: done, not done, later, another person, and back again."""

from datetime import date, timedelta

import pytest

from tsunagari.base.refusals import CHANGED, Refused
from tsunagari.kernel.duties import actions, queries
from tsunagari.kernel.duties.models import Duty
from tsunagari.kernel.duties.rulebook import RULES, DutyRule
from tsunagari.kernel.records.queries import history, private_of

TODAY = date(2026, 11, 24)
TOMORROW = date(2026, 11, 25)


@pytest.fixture
def duty(federation, wants):
    actions.reconcile(federation.party, [wants()], on=TODAY)
    return Duty.objects.get()


@pytest.fixture
def theirs(federation, wants, midori):
    """A duty that みどり台 has to do."""
    actions.reconcile(federation.party, [wants("m", holder=midori.pk, doer=midori.pk)], on=TODAY)
    return Duty.objects.get(doer=midori.pk)


def refused(pressed, *args, **facts):
    with pytest.raises(Refused) as said:
        pressed(*args, **facts)
    return [reason.words() for reason in said.value.reasons]


def dids(duty):
    return [record.did for record in history(duty)]


def test_done_is_done_on_its_day_by_its_person_with_its_proof(duty, sato):
    act = actions.done(duty, by=sato, on=TODAY)

    duty.refresh_from_db()
    assert (duty.state, duty.done_on, duty.done_by_id) == ("done", TODAY, sato.party.pk)
    assert [proof.record for proof in duty.evidence.all()] == [act]
    assert dids(duty) == ["duty.done"]


def test_done_before_today_keeps_its_day_and_what_shows_it_until_it_is_undone(duty, sato):
    actions.done(duty, by=sato, on=TODAY, day=date(2026, 11, 20), shown_by=" 受付 1 ")

    duty.refresh_from_db()
    assert duty.done_on == date(2026, 11, 20)
    assert [proof.shown_by for proof in duty.evidence.all()] == ["受付 1"]
    actions.undo(duty, by=sato, on=TODAY)
    assert not duty.evidence.exists()


def test_nothing_is_done_tomorrow(duty, sato):
    [words] = refused(actions.done, duty, by=sato, on=TODAY, day=TOMORROW)

    assert "はまだ来ていません" in words
    assert not duty.evidence.exists()


def test_nothing_is_done_before_the_event_that_it_answers(federation, wants, sato, monkeypatch):
    notice = DutyRule("test.notice", "届出", "届け出ます。", "届け出た", after="day")
    monkeypatch.setitem(RULES, ("test.notice", "1"), notice)
    moved = wants(rule="test.notice", facts={"day": "2026-11-20"})
    actions.reconcile(federation.party, [moved], on=TODAY)
    duty = Duty.objects.get()

    [words] = refused(actions.done, duty, by=sato, on=TODAY, day=date(2026, 11, 19))
    assert "より前です" in words
    actions.done(duty, by=sato, on=TODAY, day=date(2026, 11, 20))
    assert Duty.objects.get().done_on == date(2026, 11, 20)


def test_one_act_elsewhere_may_be_the_proof_of_several(federation, wants, sato):
    from tsunagari.kernel.records import actions as records

    actions.reconcile(federation.party, [wants("1"), wants("2")], on=TODAY)
    meeting = records.add(by=sato, did="meeting.closed", on=TODAY)

    for duty in Duty.objects.all():
        actions.done(duty, by=sato, on=TODAY, record=meeting)

    assert {d.evidence.get().record for d in Duty.objects.all()} == {meeting}


def test_a_second_press_of_done_changes_nothing_and_says_so(duty, sato, abe):
    actions.done(duty, by=sato, on=TODAY)

    assert refused(actions.done, duty, by=abe, on=TOMORROW) == ["これは、もう完了になっています。"]

    duty.refresh_from_db()
    assert (duty.done_on, duty.done_by_id) == (TODAY, sato.party.pk)
    assert dids(duty) == ["duty.done"]


def test_a_void_duty_cannot_be_done(federation, duty, sato):
    actions.reconcile(federation.party, [], on=TODAY)

    assert refused(actions.done, duty, by=sato, on=TODAY) == [
        "これは、もう必要なくなりました。一覧を見てください。"
    ]


def test_another_bodys_duty_is_first_taken_over(theirs, sato):
    said = "これは、ほかの団体の務めです。代わりにするときは、先に担当を引き取ってください。"

    assert refused(actions.done, theirs, by=sato, on=TODAY) == [said]
    assert refused(actions.snooze, theirs, until=TOMORROW, by=sato, on=TODAY) == [said]

    actions.hand_over(theirs, to=sato.party, by=sato, on=TODAY)
    actions.done(theirs, by=sato, on=TODAY)

    theirs.refresh_from_db()
    assert theirs.state == "done"


def test_undoing_a_take_over_gives_the_duty_back(theirs, sato, midori):
    actions.hand_over(theirs, to=sato.party, by=sato, on=TODAY)

    actions.undo(theirs, by=sato, on=TODAY)

    theirs.refresh_from_db()
    assert (theirs.assignee, theirs.office_id) == (None, midori.pk)


def test_not_done_keeps_the_duty_and_the_reason(duty, sato):
    act = actions.not_done(duty, said="  音が出ませんでした。 ", by=sato, on=TODAY)

    duty.refresh_from_db()
    assert duty.state == "open"
    assert private_of(act) == {"said": "音が出ませんでした。"}
    assert "音" not in str(act.facts)


def test_not_done_needs_a_reason(duty, sato):
    assert refused(actions.not_done, duty, said=" ", by=sato, on=TODAY) == [
        "できなかった理由を入力してください。"
    ]
    assert dids(duty) == []


def test_later_hides_a_duty_until_its_day(duty, sato):
    actions.snooze(duty, until=TOMORROW, by=sato, on=TODAY)

    duty.refresh_from_db()
    assert duty.later_until == TOMORROW
    assert queries.counts(sato)["later"] == 1


def test_later_never_passes_a_legal_deadline(federation, wants, sato):
    actions.reconcile(federation.party, [wants(statutory=date(2026, 11, 27))], on=TODAY)
    duty = Duty.objects.get()

    assert refused(actions.snooze, duty, until=date(2026, 11, 28), by=sato, on=TODAY) == [
        "法律の期限は 2026年11月27日（金） です。それより後にはできません。"
    ]
    assert dids(duty) == []


def test_waking_ends_later(duty, sato):
    actions.snooze(duty, until=TOMORROW, by=sato, on=TODAY)

    actions.wake(duty, by=sato, on=TODAY)

    duty.refresh_from_db()
    assert duty.later_until is None
    assert refused(actions.wake, duty, by=sato, on=TODAY) == ["これは、もう一覧に出ています。"]


def test_a_duty_goes_to_a_deputy_who_shares_the_role(duty, sato, abe):
    act = actions.hand_over(duty, to=abe.party, by=sato, on=TODAY)

    duty.refresh_from_db()
    assert duty.assignee == abe.party
    assert [concerned.party_id for concerned in act.concerns.all()] == [abe.party.pk]


def test_an_old_page_hands_on_no_duty_that_somebody_has_meanwhile(duty, sato, abe):
    actions.hand_over(duty, to=abe.party, by=sato, on=TODAY, seen="")
    moved = {"to": sato.party, "by": sato, "on": TODAY}

    said = refused(actions.hand_over, duty, **moved, seen="")

    assert said == [CHANGED]
    actions.hand_over(duty, **moved, seen=str(abe.party.pk))
    duty.refresh_from_db()
    assert duty.assignee == sato.party


def test_a_duty_does_not_go_to_somebody_without_the_role(duty, sato, yamada, suzuki_login):
    said = ["この人は、いま同じ役割を持っていません。ほかの人を選んでください。"]

    for party in (yamada.party, suzuki_login.person.party):
        assert refused(actions.hand_over, duty, to=party, by=sato, on=TODAY) == said

    duty.refresh_from_db()
    assert duty.assignee is None


def test_whoever_left_yesterday_is_no_deputy(duty, sato, abe):
    from tsunagari.kernel.roles.models import Role

    Role.objects.filter(party=abe.party).update(
        until_day=TODAY - timedelta(days=1), from_day=date(2026, 4, 1)
    )

    assert refused(actions.hand_over, duty, to=abe.party, by=sato, on=TODAY) == [
        "この人は、いま同じ役割を持っていません。ほかの人を選んでください。"
    ]


def test_handing_it_to_the_same_person_again_says_so(duty, sato, abe):
    actions.hand_over(duty, to=abe.party, by=sato, on=TODAY)

    assert refused(actions.hand_over, duty, to=abe.party, by=sato, on=TODAY) == [
        "この人は、もう担当です。ほかの人を選んでください。"
    ]


# — and back again —


def test_undo_takes_back_done_with_its_proof(duty, sato):
    act = actions.done(duty, by=sato, on=TODAY)

    actions.undo(duty, by=sato, on=TODAY, act=act.pk)

    duty.refresh_from_db()
    assert (duty.state, duty.done_on, duty.done_by) == ("open", None, None)
    assert list(duty.evidence.all()) == []
    assert dids(duty) == ["duty.done", "duty.undone"]


def test_undo_of_a_duty_that_had_not_begun_lets_it_wait_again(federation, wants, sato):
    actions.reconcile(federation.party, [wants(opens_on=date(2026, 12, 1))], on=TODAY)
    duty = Duty.objects.get()
    actions.done(duty, by=sato, on=TODAY)

    actions.undo(duty, by=sato, on=TODAY)

    duty.refresh_from_db()
    assert duty.state == "waiting"


def test_undo_takes_back_later_to_the_day_before_it(duty, sato):
    actions.snooze(duty, until=TOMORROW, by=sato, on=TODAY)
    actions.snooze(duty, until=date(2026, 11, 30), by=sato, on=TODAY)

    actions.undo(duty, by=sato, on=TODAY)

    duty.refresh_from_db()
    assert duty.later_until == TOMORROW


def test_undo_gives_the_duty_back_to_who_had_it(duty, sato, abe):
    actions.hand_over(duty, to=sato.party, by=sato, on=TODAY)
    actions.hand_over(duty, to=abe.party, by=sato, on=TODAY)

    actions.undo(duty, by=sato, on=TODAY)

    duty.refresh_from_db()
    assert duty.assignee == sato.party


def test_undo_works_once(duty, sato):
    actions.done(duty, by=sato, on=TODAY)
    actions.undo(duty, by=sato, on=TODAY)

    assert refused(actions.undo, duty, by=sato, on=TODAY) == ["元に戻すことはありません。"]


def test_undo_from_the_list_ends_after_ten_minutes_and_works_from_the_duty(duty, sato):
    act = actions.done(duty, by=sato, on=TODAY)
    late = act.at + timedelta(minutes=11)

    assert refused(actions.undo, duty, by=sato, on=TODAY, act=act.pk, at=late) == [
        "10分を過ぎたので、一覧からは元に戻せません。この画面から変えてください。"
    ]

    actions.undo(duty, by=sato, on=TODAY, at=late)

    duty.refresh_from_db()
    assert duty.state == "open"


def test_undo_from_the_list_sees_what_somebody_else_did_meanwhile(duty, sato, abe):
    act = actions.snooze(duty, until=TOMORROW, by=sato, on=TODAY)
    actions.done(duty, by=abe, on=TODAY)

    assert refused(actions.undo, duty, by=sato, on=TODAY, act=act.pk) == [
        "そのあとに、ほかの変更がありました。いまの内容を確かめてください。"
    ]

    duty.refresh_from_db()
    assert duty.state == "done"


def test_a_reason_that_was_erased_does_not_stop_undo(duty, sato, abe):
    from tsunagari.kernel.records import actions as records

    actions.hand_over(duty, to=abe.party, by=sato, on=TODAY)
    records.erase_details(abe.party, TODAY)

    actions.undo(duty, by=sato, on=TODAY)

    duty.refresh_from_db()
    assert (duty.assignee, duty.office_id) == (None, duty.doer_id)
