"""施策提言 — what is published stands for good; a proposal goes its way, and its answer is asked for."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.cast import TODAY
from tsunagari.base.refusals import Refused
from tsunagari.kernel.duties.models import Duty
from tsunagari.kernel.records.models import Record
from tsunagari.kernel.texts.models import Text
from tsunagari.programmes.talent.advice import actions as advice
from tsunagari.programmes.talent.proposals import actions, forgetting, queries
from tsunagari.programmes.talent.proposals.models import Month, Proposal, Step, Table
from tsunagari.programmes.talent.proposals.rules.counts import ALL, Asked

SEPTEMBER = Asked("topic", "2026-09", "2026-09")
OBSTACLE = ("特区の外では働けません。", "特区法16条の4", "内閣府の案内", "secondary")
LETTER = b"%PDF-1.7 letter"


def ask(day, **more):
    at = datetime(day.year, day.month, day.day, 3, tzinfo=UTC)
    known = {"topic": "work", "words": "x", "language": "vi", "channel": "phone", "town": "流山市"}
    return advice.ask(**known | more, on=day, at=at)


def test_a_month_is_counted_once_and_what_comes_later_counts_nowhere(federation, sato):
    day = date(2026, 9, 30)
    for _each in range(5):
        ask(day)

    table = actions.publish_table(SEPTEMBER, by=sato, on=TODAY)
    ask(day)

    assert Month.objects.get().places == [["work", "vi", "流山市", 5]]
    assert queries.read(table).at("work") == 5
    again = actions.publish_table(replace(SEPTEMBER, rows="town"), by=sato, on=TODAY)
    assert queries.read(again).at(ALL) == 5


def test_the_same_table_is_published_once(table, sato):
    assert actions.publish_table(SEPTEMBER, by=sato, on=TODAY) == table
    assert Record.objects.filter(did="table.published").count() == 1


def test_a_later_table_is_checked_against_everything_published(table, sato):
    by_town = actions.publish_table(replace(SEPTEMBER, rows="town"), by=sato, on=TODAY)

    assert [one.n for one in queries.read(by_town).shown] == [19]
    with pytest.raises(Refused) as refused:
        actions.publish_table(Asked("town", "2026-09", "2026-09", topic="life"), by=sato, on=TODAY)
    assert [reason.rule for reason in refused.value.reasons] == ["nothing"]
    assert Table.objects.count() == 2


def test_a_month_that_is_not_over_is_not_published(september, sato):
    for on in (date(2026, 12, 10), TODAY):
        with pytest.raises(Refused):
            actions.publish_table(Asked("topic", "2026-11", "2026-11"), by=sato, on=on)
    assert Month.objects.count() == 1


def test_the_database_keeps_what_was_published(table, proposal):
    for act in (
        lambda: Table.objects.update(numbers=[]),
        lambda: Table.objects.all().delete(),
        lambda: Month.objects.update(places=[]),
        lambda: Month.objects.all().delete(),
        lambda: Step.objects.update(did="sent"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()


def rules_of(refused) -> list[str]:
    return [reason.rule for reason in refused.value.reasons]


def test_a_proposal_rests_on_a_table_or_on_articles_that_stand_in_the_way(federation, sato):
    told = {"topic": "work", "asked_of": "state", "by": sato, "on": TODAY}
    with pytest.raises(Refused) as refused:
        actions.draft(title=" ", words="", **told)
    assert rules_of(refused) == ["title", "words", "evidence"]

    made = actions.draft(title="特区を広げる", words="提案", obstacles=[OBSTACLE], **told)

    [found] = made.obstacles.all()
    assert (found.words, found.article, found.source, found.confidence) == OBSTACLE


def test_nobody_checks_what_they_wrote_themselves(proposal, sato, ito):
    duty = Duty.objects.get(rule="2-3.proposal_check")
    assert (duty.state, duty.safe_due) == ("open", TODAY + timedelta(days=14))
    with pytest.raises(Refused) as refused:
        actions.check(proposal, seen=1, by=sato, on=TODAY)
    assert rules_of(refused) == ["second"]

    actions.check(proposal, seen=1, by=ito, on=TODAY)

    duty.refresh_from_db()
    assert duty.state == "done"


def test_nobody_who_ever_wrote_in_the_draft_checks_it(proposal, table, sato, ito):
    told = {"title": "窓口", "topic": "work", "asked_of": "city", "words": "夜の窓口", "voices": ""}
    more = {"tables": [table], "obstacles": [], "on": TODAY}
    actions.change(proposal, seen=1, by=ito, **told, **more)

    for writer in (sato, ito):
        with pytest.raises(Refused) as refused:
            actions.check(proposal, seen=2, by=writer, on=TODAY)
        assert rules_of(refused) == ["second"]
    with pytest.raises(Refused) as refused:
        actions.change(proposal, seen=1, by=sato, **told, **more)
    assert rules_of(refused) == ["version"]


def test_what_was_heard_is_told_so_that_it_is_nobodys(table, sato, linh):
    told = {"title": "窓口", "topic": "work", "asked_of": "city", "words": "夜の窓口"}
    name = linh.party.name.reveal()
    with pytest.raises(Refused) as refused:
        actions.draft(**told, voices=f"{name} 090-1234-5678", tables=[table], by=sato, on=TODAY)

    assert set(rules_of(refused)) == {"personal"}
    assert len(refused.value.reasons) >= 2


@pytest.fixture
def sent(proposal, sato, ito, kept_files):
    checked = actions.check(proposal, seen=1, by=ito, on=TODAY)
    return actions.send(
        checked, to="流山市 企画政策課", how="mail", sent_on=TODAY, letter=LETTER, seen=2,
        by=sato, on=TODAY,
    )  # fmt: skip


def test_the_answer_is_asked_for_again_and_again_until_it_comes(sent, sato):
    first = Duty.objects.get(rule="2-3.proposal_ask_again")
    assert first.safe_due == TODAY + timedelta(days=30)
    later = replace(sato, on=TODAY + timedelta(days=31))

    actions.ask_again(sent, asked_on=later.on, words="電話した", by=later, on=later.on)

    states = Duty.objects.filter(rule="2-3.proposal_ask_again").order_by("key")
    assert [row.state for row in states] == ["done", "open"]
    actions.answer(
        sent, outcome="partly", words="来年度に試します。", answered_on=later.on, seen=3,
        by=later, on=later.on,
    )  # fmt: skip
    assert {row.state for row in states.all()} == {"done"}


def test_published_with_its_answer_by_a_second_person_and_asked_for_in_english(sent, sato, ito):
    answered = actions.answer(
        sent, outcome="declined", words="予算がありません。", answered_on=TODAY, seen=3, by=sato,
        on=TODAY,
    )  # fmt: skip

    with pytest.raises(Refused) as refused:
        actions.publish(answered, seen=4, by=sato, on=TODAY)
    assert rules_of(refused) == ["second"]
    shown = actions.publish(answered, seen=4, by=ito, on=TODAY)

    assert [row.words for row in Text.objects.get().sentences.all()] == [
        "相談窓口を増やす",
        "夜に相談できる窓口がほしいです。",
        "相談の声：「仕事のあとに行ける所がない」という声が多いです。",
        "返事：予算がありません。",
    ]
    assert Text.objects.get().languages == ["en"]
    assert list(queries.published()) == [shown]
    with pytest.raises(Refused):
        actions.withdraw(shown, why="x", by=sato, on=TODAY)


def test_steps_come_one_after_another_and_a_second_press_changes_nothing(proposal, sato, ito):
    for act in (
        lambda: actions.send(
            proposal, to="市", how="mail", sent_on=TODAY, letter=LETTER, seen=1, by=sato, on=TODAY
        ),
        lambda: actions.publish(proposal, seen=1, by=sato, on=TODAY),
        lambda: actions.ask_again(proposal, asked_on=TODAY, words="", by=sato, on=TODAY),
        lambda: actions.answer(
            proposal, outcome="", words="", answered_on=None, seen=1, by=sato, on=TODAY
        ),
    ):
        with pytest.raises(Refused):
            act()
    actions.check(proposal, seen=1, by=ito, on=TODAY)
    with pytest.raises(Refused):
        actions.check(proposal, seen=1, by=ito, on=TODAY)
    assert list(Step.objects.values_list("did", flat=True)) == ["drafted", "checked"]


def test_what_was_checked_goes_back_to_a_draft_before_it_is_sent(proposal, sato, ito):
    checked = actions.check(proposal, seen=1, by=ito, on=TODAY)
    opened = actions.reopen(checked, seen=2, by=sato, on=TODAY)

    assert (opened.state, opened.checked_on) == ("draft", None)
    assert Duty.objects.get(rule="2-3.proposal_check").state == "open"
    with pytest.raises(Refused):
        actions.reopen(opened, seen=3, by=sato, on=TODAY)


def test_taken_back_with_a_reason_and_nothing_is_asked_any_more(sent, sato):
    with pytest.raises(Refused):
        actions.withdraw(sent, why=" ", by=sato, on=TODAY)

    actions.withdraw(sent, why="市が別に始めた", by=sato, on=TODAY)

    assert {row.state for row in Duty.objects.filter(measure="2-3", rule__contains="proposal")} == {
        "done"
    }


def test_only_the_office_reads_what_is_not_published(proposal, sato, mori, ito):
    assert list(queries.of(sato)) == [proposal]
    assert list(queries.of(mori)) == []
    assert list(queries.of(sato.acting_for(mori.body))) == []


def test_staff_who_leave_take_their_mark_with_them(proposal, sato):
    assert forgetting.forget(sato.party, on=TODAY) == 1
    assert Proposal.objects.get().written_by is None


def test_nothing_of_a_consultation_stands_in_a_record(federation, sato):
    for _each in range(5):
        ask(date(2026, 9, 1))
    actions.publish_table(SEPTEMBER, by=sato, on=TODAY)

    facts = [record.facts for record in Record.objects.filter(did__in=("table.published",))]
    assert [sorted(one) for one in facts] == [["digest", "hidden", "shown"]]
