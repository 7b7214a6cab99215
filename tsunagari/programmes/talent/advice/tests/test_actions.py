from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from tests.cast import NOW, TODAY
from tsunagari.base.refusals import Refused
from tsunagari.base.sealing import Unopened
from tsunagari.kernel.duties import actions as clock
from tsunagari.kernel.duties.models import Duty
from tsunagari.kernel.notices.models import Notice
from tsunagari.kernel.records.models import Record, RecordDetail, RecordParty
from tsunagari.programmes.talent.advice import actions, forgetting, queries, sealed
from tsunagari.programmes.talent.advice.models import Consultation, Message
from tsunagari.programmes.talent.advice.tests.conftest import LATER, WHEN


def duties() -> dict[str, str]:
    return dict(Duty.objects.filter(rule__startswith="2-3.").values_list("rule", "state"))


def test_what_is_asked_is_sealed_promised_and_on_nobody_s_timeline(asked, sato):
    [message] = asked.messages.all()
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed FROM advice_message")
        [(stored,)] = cursor.fetchall()

    assert "20.000" not in stored
    assert sealed.words_of(message) == "Lương tháng này thiếu 20.000 yên"
    assert (asked.town, asked.state, asked.urgency) == ("流山市", "received", "normal")
    assert duties() == {"2-3.answer": "open"}
    assert Notice.objects.get(kind="advice.asked").to == sato.party
    record = Record.objects.get(did="advice.asked")
    assert record.facts == {"topic": "work", "channel": "page"}
    assert not RecordParty.objects.filter(record=record).exists()


def test_a_sealed_text_opens_in_no_other_row(asked, anonymous):
    one, other = asked.messages.get(), anonymous.messages.get()
    one.sealed = other.sealed

    with pytest.raises(Unopened):
        sealed.words_of(one)


def test_without_a_name_the_answer_is_read_by_the_key_that_is_stored_nowhere(anonymous):
    stored = Consultation.objects.get(pk=anonymous.pk)

    assert queries.by_secret(anonymous.reply_key.lower()) == stored
    assert queries.by_secret("") is None
    assert not hasattr(stored, "reply_key")
    assert anonymous.reply_key.replace("-", "") not in stored.reply_hash


def test_danger_is_spoken_to_at_once(linh, linh_case, linh_viewer, sato):
    row = actions.ask(
        topic="work",
        words="Giám đốc đánh tôi",
        language="vi",
        channel="page",
        by=linh_viewer,
        person=linh,
        **WHEN,
    )

    assert (row.urgency, row.signs) == ("danger", ["violence"])
    assert row.promised_at == NOW + timedelta(hours=2)
    assert Duty.objects.get(rule="2-3.reach_person").safe_due == TODAY
    assert Notice.objects.get(kind="advice.danger").to == sato.party
    with pytest.raises(Refused) as refused:
        actions.triage(
            row, categories=["work"], language="vi", urgency="normal", seen=1, by=sato, **WHEN
        )
    assert [reason.rule for reason in refused.value.reasons] == ["danger"]

    # Taken back, perhaps not freely: the office is told once more and still has to speak with her.
    actions.withdraw(row, by=linh_viewer, **WHEN)
    assert Duty.objects.get(rule="2-3.reach_person").state == "open"
    assert Notice.objects.filter(kind="advice.danger", to=sato.party).count() == 2
    actions.reach(row, words="電話で話した。けがはない", by=sato, **WHEN)
    assert duties() == {"2-3.answer": "done", "2-3.reach_person": "done"}


def test_nothing_is_no_question_but_the_button_is(federation):
    with pytest.raises(Refused) as refused:
        actions.ask(topic="tax", words=" ", language="vi", channel="wall", **WHEN)
    assert [reason.field for reason in refused.value.reasons] == ["topic", "words"]

    assert actions.ask(topic="danger", words="", language="xx", channel="wall", **WHEN).pk


def test_an_answer_needs_a_category_first_and_meets_its_duty(asked, sato, linh):
    with pytest.raises(Refused) as refused:
        actions.answer(asked, words="はい", language="ja", seen=1, by=sato, **WHEN)
    assert [reason.rule for reason in refused.value.reasons] == ["triage"]

    actions.triage(
        asked, categories=["work", "tax"], language="vi", urgency="soon", seen=1, by=sato, **WHEN
    )
    actions.answer(asked, words="Vâng", language="vi", seen=2, by=sato, **WHEN)

    asked.refresh_from_db()
    assert (asked.state, asked.assignee) == ("answered", sato.party)
    assert duties() == {"2-3.answer": "done"}
    notice = Notice.objects.get(kind="advice.answered")
    assert (notice.to, list(notice.facts)) == (linh.party, ["path"])


def test_to_whom_somebody_was_sent_is_sealed_and_forgotten_with_the_words(asked, sato, linh):
    actions.triage(
        asked, categories=["work"], language="vi", urgency="soon", seen=1, by=sato, **WHEN
    )
    sent = {"way": "referred", "to_whom": "女性相談センター"}
    actions.answer(asked, words="Vâng", language="vi", seen=2, by=sato, **sent, **WHEN)

    note = asked.messages.get(side=Message.Side.NOTE)
    assert sealed.words_of(note) == "つないだ窓口\n女性相談センター"
    record = Record.objects.get(did="advice.answered")
    assert (record.facts, RecordDetail.objects.filter(record=record).count()) == (
        {"way": "referred"},
        0,
    )
    asked.refresh_from_db()
    actions.close(asked, reason="informed", seen=asked.version, by=sato, **WHEN)
    forgetting.forget(linh.party, on=TODAY)
    note.refresh_from_db()
    assert note.sealed == ""
    assert asked.categories.count() == 0


def test_of_two_who_answer_at_once_the_second_sees_the_first(answered, sato):
    with pytest.raises(Refused) as refused:
        actions.answer(answered, words="もう一つ", language="ja", seen=2, by=sato, **WHEN)

    assert [reason.rule for reason in refused.value.reasons] == ["version"]
    assert answered.messages.filter(side=Message.Side.OFFICE).count() == 1


def test_whoever_writes_again_is_promised_an_answer_again(answered, linh_viewer, sato):
    actions.close(answered, reason="solved", seen=answered.version, by=sato, **WHEN)
    actions.say(answered, words="Vẫn chưa được trả", language="vi", by=linh_viewer, **LATER)

    answered.refresh_from_db()
    assert (answered.state, answered.turn, answered.reason) == ("triaged", 2, "")
    rows = Duty.objects.filter(rule="2-3.answer").order_by("pk").values_list("state", flat=True)
    assert list(rows) == ["done", "open"]


def test_a_look_back_is_a_duty_that_the_next_answer_meets(answered, sato):
    day = TODAY + timedelta(days=14)
    actions.plan_follow_up(answered, day=day, by=sato, **WHEN)
    assert Duty.objects.get(rule="2-3.follow_up").opens_on == day
    assert duties()["2-3.follow_up"] == "waiting"
    clock.open_due(on=day)
    assert duties()["2-3.follow_up"] == "open"

    answered.refresh_from_db()
    then = {"on": day, "at": NOW + timedelta(days=14)}
    actions.answer(answered, words="?", language="vi", seen=answered.version, by=sato, **then)
    assert duties()["2-3.follow_up"] == "done"


def test_it_closes_with_a_reason_once_nothing_is_booked(answered, sato):
    booking = actions.book(
        answered,
        kind="interpreter",
        who="グエンさん",
        language="vi",
        starts_at=NOW + timedelta(days=1),
        by=sato,
        **WHEN,
    )
    with pytest.raises(Refused) as refused:
        actions.close(answered, reason="", seen=answered.version, by=sato, **WHEN)
    assert [reason.rule for reason in refused.value.reasons] == ["reason", "booked"]

    actions.settle_booking(booking, state="held", by=sato, **WHEN)
    actions.close(answered, reason="solved", seen=answered.version, by=sato, **WHEN)
    answered.refresh_from_db()
    assert (answered.state, answered.closed_on) == ("closed", TODAY)
    Consultation.objects.filter(pk=answered.pk).update(solved=True)
    actions.reopen(answered, by=sato, **WHEN)
    assert Consultation.objects.get(pk=answered.pk).solved is None
    answered.refresh_from_db()
    assert (answered.state, answered.turn) == ("triaged", 2)


def test_who_reads_is_noted_once_a_day_and_for_every_new_message(asked, sato, linh_viewer):
    assert actions.read(asked, by=sato, **WHEN)
    assert not actions.read(asked, by=sato, **LATER)

    actions.say(asked, words="Xin chào", language="vi", by=linh_viewer, **LATER)
    assert actions.read(asked, by=sato, **LATER)
    assert Record.objects.filter(did="advice.read").count() == 2


def test_a_report_of_a_prohibited_act_is_made_once_and_holds_no_words(asked, anonymous, sato):
    incident = actions.report(asked, kind="pay", part="company", by=sato, **WHEN)
    assert (incident.words, incident.consultation) == ("", asked)

    for row, rule in ((asked, "incident.once"), (anonymous, "incident.case")):
        with pytest.raises(Refused) as refused:
            actions.report(row, kind="pay", part="company", by=sato, **WHEN)
        assert [reason.rule for reason in refused.value.reasons] == [rule]


def test_the_database_keeps_who_wrote_what(asked):
    for change in (
        lambda: Message.objects.update(side="office"),
        lambda: Message.objects.all().delete(),
        lambda: Consultation.objects.update(topic="life"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_without_a_name_words_go_a_year_after_the_end_and_the_count_stays(anonymous, sato):
    actions.triage(
        anonymous, categories=["work"], language="vi", urgency="normal", seen=1, by=sato, **WHEN
    )
    actions.withdraw(anonymous, **WHEN)
    before = queries.counted(TODAY, TODAY)

    assert forgetting.forget_nameless(on=TODAY + timedelta(days=364)) == []
    assert forgetting.forget_nameless(on=TODAY + timedelta(days=365)) == [anonymous.pk]
    assert forgetting.forget_nameless(on=TODAY + timedelta(days=366)) == []
    assert anonymous.messages.get().sealed == ""
    assert queries.counted(TODAY, TODAY) == before
    assert Record.objects.filter(did="advice.forgotten").count() == 1


def test_rows_for_counting_say_nothing_of_what_was_said(answered, anonymous):
    rows = queries.counted(TODAY, TODAY)

    month = TODAY.replace(day=1)
    assert rows == [
        queries.Counted(answered.pk, "work", "work", "vi", "流山市", month, "page"),
        queries.Counted(anonymous.pk, "life", "", "ja-easy", "", month, "wall"),
    ]
    assert queries.counted(TODAY + timedelta(days=1), TODAY + timedelta(days=9)) == []
