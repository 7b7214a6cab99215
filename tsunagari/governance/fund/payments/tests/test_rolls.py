"""支払いの一覧 — allowances, scholarships and fees: once for a lesson, a night, a term; all or none."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.cast import NOW, TODAY
from tsunagari.base.refusals import Refused
from tsunagari.governance.fund.payments import queries
from tsunagari.governance.fund.payments.actions import expenses, rolls
from tsunagari.governance.fund.payments.grounds import Grounds
from tsunagari.governance.fund.payments.models import Expense, Request, Roll
from tsunagari.governance.fund.payments.rules import rolls as rules
from tsunagari.kernel.duties.models import Duty
from tsunagari.kernel.ledger import queries as ledger
from tsunagari.kernel.meetings.models import Meeting
from tsunagari.kernel.parties.actions import add_person
from tsunagari.kernel.records import actions as records

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 20)


def told(by, on=TODAY):
    return {"by": by, "on": on, "at": NOW}


def refused(act, *args, **more) -> list[str]:
    with pytest.raises(Refused) as found:
        act(*args, **more)
    return [one.rule for one in found.value.reasons]


@pytest.fixture
def tutors(federation):
    return [add_person(family="講師", given=name).party for name in ("一", "二", "三")]


@pytest.fixture
def lesson(federation):
    start = NOW - timedelta(days=1)
    return Meeting.objects.create(
        measure="1-4",
        kind="class",
        host=federation.party,
        starts_at=start,
        ends_at=start + timedelta(hours=1),
        zone="Asia/Tokyo",
        state=Meeting.State.CLOSED,
    )


@pytest.fixture
def plan(fund):
    facts = {"kind": "tutor", "measure": "1-4", "account": "5230"}
    return rolls.Plan(fund=fund, spent_on=TODAY, words="11月の謝金", **facts)


@pytest.fixture
def enter(fund, sato):
    """enter(payee, **facts): one fee, allowance or scholarship."""

    def entered(payee, grounds=expenses.NOTHING, **more):
        facts = {"kind": "tutor", "measure": "1-4", "account": "5230", "yen": 5_000}
        facts |= {"spent_on": TODAY, "words": "謝金"} | more
        return expenses.enter(fund, payee=payee, grounds=grounds, **facts, **told(sato))

    return entered


def table(*rows, heads=("コード", "金額", "はじめの日", "おわりの日")):
    return [list(heads), *([str(cell) for cell in row] for row in rows)]


def faults(lines) -> dict[int, list[str]]:
    return {one.row.number: [r.rule for r in one.reasons] for one in lines if one.reasons}


def test_a_lesson_is_paid_once_to_one_person_and_to_each_of_two(enter, lesson, tutors):
    first = enter(tutors[0], Grounds(lesson=lesson))

    assert refused(enter, tutors[0], Grounds(lesson=lesson)) == ["grounds.lesson_twice"]
    assert enter(tutors[1], Grounds(lesson=lesson)).lesson == lesson
    assert (first.from_day, first.until_day) == (date(2026, 11, 23), date(2026, 11, 23))


def test_the_database_itself_pays_a_lesson_once(enter, lesson, tutors, fund, sato):
    row = enter(tutors[0], Grounds(lesson=lesson))

    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_days_of_one_stay_are_paid_once_and_each_guest_has_their_own(enter, tutors):
    host, maria, linh = tutors
    stay = {"kind": "host", "measure": "1-2"}
    enter(host, Grounds(FIRST, LAST, guest=maria), **stay)

    again = Grounds(LAST, LAST, guest=maria)
    assert refused(enter, host, again, **stay) == ["grounds.twice"]
    assert enter(host, Grounds(FIRST, LAST, guest=linh), **stay)
    assert enter(host, Grounds(LAST + timedelta(1), LAST + timedelta(2), guest=maria), **stay)
    assert refused(enter, host, Grounds(guest=host), **stay) == ["grounds.guest"]


def test_what_was_refused_or_withdrawn_may_be_paid_anew(enter, lesson, tutors, sato):
    row = enter(tutors[0], Grounds(lesson=lesson))

    expenses.withdraw(row, **told(sato))

    assert enter(tutors[0], Grounds(lesson=lesson)).state == "waiting"


def test_two_entries_of_one_person_are_paid_as_one(enter, tutors):
    twin = add_person(family="講師", given="一").party
    twin.same_as = tutors[0]
    twin.save(update_fields=["same_as"])
    enter(twin, Grounds(FIRST, LAST))

    assert refused(enter, tutors[0], Grounds(LAST, LAST)) == ["grounds.twice"]


def test_days_are_in_order_and_over_and_of_one_year(enter, tutors, lesson):
    wrong = [
        (Grounds(FIRST, None), ["grounds.days"]),
        (Grounds(LAST, FIRST), ["grounds.days"]),
        (Grounds(FIRST - timedelta(400), LAST), ["grounds.days"]),
        (Grounds(FIRST, TODAY + timedelta(1)), ["grounds.future"]),
        (Grounds(FIRST, FIRST, lesson=lesson), ["grounds.lesson_day"]),
    ]
    for grounds, rules_ in wrong:
        assert refused(enter, tutors[0], grounds) == rules_

    term = Grounds(TODAY, TODAY + timedelta(300))
    assert enter(tutors[0], term, kind="scholarship", account="5510").until_day > TODAY
    assert refused(enter, tutors[1], kind="outlay", grounds=Grounds(FIRST, LAST)) == [
        "expense.receipt",
        "grounds.kind",
    ]


def test_a_lesson_that_is_not_over_or_was_called_off_is_not_paid(enter, lesson, tutors):
    Meeting.objects.filter(pk=lesson.pk).update(state="cancelled")
    lesson.refresh_from_db()
    assert refused(enter, tutors[0], Grounds(lesson=lesson)) == ["grounds.held"]

    Meeting.objects.filter(pk=lesson.pk).update(
        state="open", ends_at=datetime(2026, 12, 1, tzinfo=UTC)
    )
    lesson.refresh_from_db()
    assert refused(enter, tutors[0], Grounds(lesson=lesson)) == ["grounds.held"]


def test_every_faulty_row_of_a_list_says_what_is_wrong_and_nothing_is_entered(
    plan, tutors, sato, lesson
):
    a, b, _c = tutors
    rows = table(
        (a.code, "10,000円", FIRST, LAST, "", ""),
        (a.code, "5000", LAST, LAST, "", ""),
        ("ZZZZZZ", "0.5", FIRST, LAST, "", ""),
        (b.code, "-1", "きのう", LAST, "", ""),
        (b.code, "¥1000", LAST, FIRST, "", ""),
        (b.code, "1000", "", "", 999_999, ""),
        (b.code, "１０００", FIRST, FIRST, "x", "ZZZZZZ"),
        heads=["コード", "金額", "はじめの日", "おわりの日", "授業の番号", "滞在した人"],
    )

    lines = rolls.look(plan, rows, on=TODAY, at=NOW)

    assert faults(lines) == {
        3: ["roll.twice"],
        4: ["roll.yen", "roll.payee"],
        5: ["roll.yen", "roll.day", "grounds.days"],
        6: ["grounds.days"],
        7: ["roll.lesson"],
        8: ["roll.lesson", "roll.guest"],
    }
    assert refused(rolls.enter, plan, rows, as_seen="", **told(sato)) == ["roll.faults"]
    assert not Roll.objects.exists()
    assert not Expense.objects.exists()


def test_a_table_without_heads_or_rows_or_with_too_many_is_refused(plan):
    for rows, rule in (
        ([["a", "b"], ["1", "2"]], "roll.heads"),
        ([], "roll.heads"),
        ([["", ""]], "roll.heads"),
        (table(), "roll.empty"),
        (table(*[("X", 1, "", "")] * (rules.MOST + 1)), "roll.size"),
    ):
        assert refused(rolls.look, plan, rows, on=TODAY, at=NOW) == [rule]


def test_a_list_is_entered_as_seen_approved_in_one_press_and_owed(
    plan, tutors, sato, ito, fund, book, owe
):
    rows = table(*[(one.code, 10_000, FIRST, LAST) for one in tutors])
    seen = rolls.seen(plan, rolls.look(plan, rows, on=TODAY, at=NOW))
    more = table(*[(one.code, 10_001, FIRST, LAST) for one in tutors])
    assert refused(rolls.enter, plan, more, as_seen=seen, **told(sato)) == ["roll.seen"]

    roll = rolls.enter(plan, rows, as_seen=seen, **told(sato))

    [duty] = Duty.objects.filter(rule="fund.approve_roll")
    assert duty.state == "open"
    assert not Duty.objects.filter(rule="fund.approve_expense").exists()
    digest = queries.roll_digest(list(queries.expenses().filter(roll=roll).order_by("pk")))
    assert refused(rolls.approve, roll, seen=digest, **told(sato)) == ["approval.own"]
    assert refused(rolls.approve, roll, seen="x", **told(ito)) == ["roll.seen"]
    assert refused(rolls.enter, plan, rows, as_seen=seen, **told(sato)) == ["roll.faults"]

    assert rolls.approve(roll, seen=digest, **told(ito)) == 3

    duty.refresh_from_db()
    assert duty.state == "done"
    assert Request.objects.filter(state="asked").count() == 3
    assert ledger.balance(book, account="5230", fund=fund, on=TODAY) == 30_000
    assert ledger.balance(book, account="2110", fund=fund, on=TODAY) == -30_000


def test_a_list_is_withdrawn_whole_by_who_entered_it(plan, tutors, sato, ito):
    rows = table((tutors[0].code, 10_000, FIRST, LAST))
    seen = rolls.seen(plan, rolls.look(plan, rows, on=TODAY, at=NOW))
    roll = rolls.enter(plan, rows, as_seen=seen, **told(sato))

    assert refused(rolls.withdraw, roll, **told(ito)) == ["expense.own"]
    assert rolls.withdraw(roll, **told(sato)) == 1

    assert not Duty.objects.filter(rule="fund.approve_roll", state="open").exists()
    assert queries.rolls_for(ito).count() == 0


def test_a_stray_record_is_not_left_by_a_list_that_was_refused(plan, tutors, sato):
    before = records.add(by=sato, did="test.done", on=TODAY).pk
    rows = table((tutors[0].code, "half", FIRST, LAST))

    refused(rolls.enter, plan, rows, as_seen="", **told(sato))

    assert records.add(by=sato, did="test.done", on=TODAY).pk == before + 1
