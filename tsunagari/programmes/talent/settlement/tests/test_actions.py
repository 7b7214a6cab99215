"""定着支援 — evidence closes the law's duty, opens it again, and is read only by whom it concerns."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.cast import TODAY
from tests.cast_settlement import ENTRY
from tsunagari.base.refusals import Refused
from tsunagari.kernel.duties.models import Duty
from tsunagari.kernel.meetings.models import Meeting, Presence
from tsunagari.kernel.records.models import Record, RecordParty
from tsunagari.programmes.talent.people import queries as people
from tsunagari.programmes.talent.people.actions import cases
from tsunagari.programmes.talent.people.models import Case
from tsunagari.programmes.talent.settlement import actions, forgetting, queries
from tsunagari.programmes.talent.settlement.models import Support
from tsunagari.programmes.talent.settlement.rules import items

LIFE = items.ITEMS[items.ORIENTATION]
LAW = "law.sup05_orientation"


def duty() -> Duty:
    return Duty.objects.get(rule=LAW)


def test_the_laws_duty_closes_by_the_evidence_and_the_persons_word(ssw, sato, linh_viewer, give):
    made = give(ssw)
    assert duty().state == "open"

    actions.answer(made, "understood", by=linh_viewer, on=TODAY)

    found = duty()
    assert (found.state, found.done_on, found.evidence.get().record.did) == (
        "done",
        TODAY,
        "support.answered",
    )
    ssw.refresh_from_db()
    assert ssw.facts["done"] == [
        {"rule": items.ORIENTATION, "of": made.of, "on": TODAY.isoformat()}
    ]


def test_a_signed_paper_closes_it_at_once_on_the_day_of_the_last_part(ssw, sato, give):
    day = TODAY - timedelta(days=2)
    give(ssw, held_on=day, signed=True)

    assert (duty().state, duty().done_on) == ("done", day)


def test_taking_the_record_back_opens_the_duty_again(ssw, sato, give):
    made = give(ssw, signed=True)

    actions.annul(made, why="日をまちがえた", by=sato, on=TODAY)

    ssw.refresh_from_db()
    assert (duty().state, ssw.facts.get("done", [])) == ("open", [])
    with pytest.raises(Refused):
        actions.annul(made, why="もう一度", by=sato, on=TODAY)


def test_what_was_done_before_by_hand_is_left_alone(ssw, sato, give):
    done = [{"rule": items.ORIENTATION, "of": "arrived-1", "on": ENTRY.isoformat()}]
    of = queries.plan_of(ssw, on=TODAY).named(items.ORIENTATION).asked.of
    done[0]["of"] = of
    cases.change(ssw, seen=ssw.version, by=sato, on=TODAY, done=done)

    made = give(ssw, of=of)
    actions.annul(made, why="まちがい", by=sato, on=TODAY)

    ssw.refresh_from_db()
    assert ssw.facts["done"] == done


def test_please_again_is_a_duty_until_it_was_told_again(ssw, sato, linh_viewer, give):
    made = give(ssw)
    actions.answer(made, "again", by=linh_viewer, on=TODAY)
    again = Duty.objects.get(rule="2-3.explain_again")
    assert (again.state, again.safe_due, again.doer) == (
        "open",
        TODAY + timedelta(days=7),
        sato.body.party,
    )

    give(ssw, parts=["bank"], minutes=30)

    again.refresh_from_db()
    assert again.state == "done"
    plan = queries.plan_of(ssw, on=TODAY)
    assert set(plan.named(items.ORIENTATION).missing) == set(LIFE.parts) - {"bank"}


def test_a_plan_that_is_carried_out_becomes_the_record(ssw, sato, give):
    case = ssw
    planned = actions.plan(
        case, items.ORIENTATION, parts=["bank"], day=TODAY, body=sato.body, by=sato, on=TODAY,
        language="vi",
    )  # fmt: skip
    made = give(ssw, planned=planned, parts=["bank"], minutes=60)

    assert (made.pk, Support.objects.count(), made.state) == (planned.pk, 1, "given")


def lesson(person, host, day=TODAY, kind="japanese_class", state="closed"):
    starts = datetime(day.year, day.month, day.day, 1, tzinfo=UTC)
    meeting = Meeting.objects.create(
        measure="2-3", kind=kind, host=host.party, starts_at=starts,
        ends_at=starts + timedelta(minutes=90), zone="Asia/Tokyo", state=state,
    )  # fmt: skip
    Presence.objects.create(meeting=meeting, party=person.party, state="present", pressed_at=starts)


def test_classes_elsewhere_count_by_themselves_and_nothing_is_copied(ssw, linh, sato):
    lesson(linh, sato.body)
    lesson(linh, sato.body, ENTRY - timedelta(days=1))
    lesson(linh, sato.body, state="cancelled")

    line = queries.plan_of(ssw, on=TODAY).named(items.JAPANESE)

    assert [(one.here.on, one.here.minutes) for one in line.counted] == [(TODAY, 90)]
    assert (line.state, Support.objects.count()) == ("fresh", 0)


def test_others_are_offered_a_voluntary_orientation_with_a_day_of_our_own(linh_case, sato, give):
    plan = queries.plan_of(linh_case, on=TODAY)
    assert [line.item.code for line in plan.lines] == list(items.VOLUNTARY)

    give(linh_case, minutes=60, parts=["bank"])
    offered = Duty.objects.get(rule="2-3.life_orientation")
    assert (offered.state, offered.safe_due) == ("open", TODAY + timedelta(days=60))

    give(linh_case, signed=True)
    actions.answer(Support.objects.first(), "understood", by=sato, on=TODAY)
    offered.refresh_from_db()
    assert offered.state == "done"
    linh_case.refresh_from_db()
    assert "done" not in linh_case.facts


def test_the_company_reads_items_and_days_and_none_of_the_words(ssw, sato, mori, tran, give):
    give(ssw)

    assert list(queries.of(mori)) == list(queries.of(tran)) == []
    shown = queries.days_of(queries.plan_of(ssw, on=TODAY))
    assert items.CONSULTATION not in [item.code for item, _state, _day in shown]
    assert (LIFE, "part", TODAY) in shown


def test_the_record_names_no_words_and_stands_with_the_person_and_who_gave_it(ssw, sato, give):
    give(ssw)

    record = Record.objects.get(did="support.given")
    parties = set(RecordParty.objects.filter(record=record).values_list("party", flat=True))
    assert "秘密" not in str(record.facts)
    assert parties == {ssw.person_id, sato.body.pk}


def test_refusals_change_nothing(ssw, sato, linh_viewer, give):
    with pytest.raises(Refused):
        give(ssw, parts=[])
    with pytest.raises(Refused):
        actions.give(
            ssw, items.JOB_CHANGE, parts=["search"], held_on=TODAY, minutes=10, body=sato.body,
            by=sato, on=TODAY, language="vi",
        )  # fmt: skip
    made = give(ssw)
    with pytest.raises(Refused):
        actions.answer(made, "maybe", by=linh_viewer, on=TODAY)
    assert Support.objects.get().answer == ""


def test_the_database_keeps_who_gave_what(ssw, sato, give):
    give(ssw)
    for act in (lambda rows: rows.update(item="x"), lambda rows: rows.delete()):
        with pytest.raises(IntegrityError), transaction.atomic():
            act(Support.objects.all())


def test_plans_of_many_cost_what_one_does(ssw, mai_case, sato):
    def asked(count: int) -> int:
        some = list(people.with_bodies().order_by("pk")[:count])
        with CaptureQueriesContext(connection) as found:
            queries.plans_of(some, on=TODAY)
        return len(found)

    asked(1)  # what is remembered between requests is known now
    assert asked(2) == asked(1)


def test_words_are_forgotten_and_the_proof_stays(ssw, linh, sato, give):
    made = give(ssw, interpreter="通訳の人")

    assert forgetting.forget(linh.party, on=TODAY) == 1
    made.refresh_from_db()
    assert (made.words, made.interpreter, made.minutes) == ("", "", 480)


def test_time_alone_asks_for_what_goes_on(ssw, sato, give):
    give(ssw)
    case = Case.objects.get(pk=ssw.pk)
    actions.follow(case, on=TODAY)
    waiting = Duty.objects.filter(rule="2-3.keep_up", about_key=str(case.pk))
    assert {row.state for row in waiting} == {"waiting"}

    actions.follow_all(on=date(2027, 5, 1))

    assert {row.state for row in waiting.all()} == {"open"}
