"""助成する — only what was decided, only to whom it may be, never a yen over the budget."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.db import connection

from tests.cast import TODAY
from tests.cast_awards import UNTIL, agreed, decided, make_award, pay
from tests.cast_talent import make_body
from tsunagari.base.refusals import Refused
from tsunagari.governance.fund.awards import blocking, queries
from tsunagari.governance.fund.awards.actions import awarding, base
from tsunagari.governance.fund.awards.models import Award, Instalment
from tsunagari.governance.fund.awards.rules.plan import Part, Planned
from tsunagari.governance.fund.payments import deciders
from tsunagari.kernel.duties.models import Duty
from tsunagari.kernel.ledger import queries as ledger
from tsunagari.kernel.ledger.models import Budget, Due


def refused(act, *args, **more):
    with pytest.raises(Refused) as caught:
        act(*args, **more)
    return [reason.rule for reason in caught.value.reasons]


def states(award):
    rows = Due.objects.filter(instalment__award=award).order_by("pk")
    return [(due.state, due.yen) for due in rows]


def test_an_award_promises_what_was_decided_and_owes_it_with_the_agreement(
    award, fund, book, sato, tsuchiya
):
    assert states(award) == [("reserved", 200_000), ("reserved", 100_000)]
    assert ledger.free(book, fund=fund, measure="1-4", on=TODAY) == 700_000

    done = agreed(award, sato, tsuchiya)

    assert done.state == "agreed"
    assert states(award) == [("owed", 200_000), ("reserved", 100_000)]
    assert ledger.balance(book, account="2110", fund=fund, on=TODAY) == -200_000
    assert ledger.free(book, fund=fund, measure="1-4", on=TODAY) == 700_000
    duty = Duty.objects.get(rule="fund.award_pay")
    assert (duty.state, duty.safe_due) == ("open", TODAY + timedelta(days=14))
    pay(award, sato)
    base.follow_all(on=TODAY)
    duty.refresh_from_db()
    assert duty.state == "done"
    assert queries.advance(award) == 200_000


def test_without_a_decision_a_grantee_or_a_declaration_nothing_is_awarded(
    assessors, tsukushi, fund, sato
):
    [no] = decided(assessors, [tsukushi], 300_000, outcome="no")

    assert refused(make_award, no, fund, sato) == ["decision"]
    assert Award.objects.count() == Due.objects.count() == 0


def test_an_entry_is_awarded_once_and_needs_its_declaration(award, entry_of_tsukushi, fund, sato):
    assert refused(make_award, entry_of_tsukushi, fund, sato) == ["once"]
    late = {"declared_on": TODAY + timedelta(days=1)}
    assert refused(make_award, entry_of_tsukushi, fund, sato, **late) == ["declared", "once"]
    assert queries.ready() == []


def test_an_earlier_report_that_is_over_its_day_or_an_open_finding_stops_the_next_award(
    assessors, tsukushi, fund, sato, tsuchiya, award, monkeypatch
):
    agreed(award, sato, tsuchiya)
    [entry] = decided_again(assessors, tsukushi)
    late = award.report_by + timedelta(days=1)
    later = replace(sato, on=late)
    assert refused(make_award, entry, fund, later, on=late) == ["unreported"]

    monkeypatch.setattr(blocking, "FINDERS", [lambda party: 2])
    assert refused(make_award, entry, fund, sato) == ["finding"]


def decided_again(assessors, body):
    from tsunagari.governance.fund.council.models import Decision, Item, Meeting
    from tsunagari.kernel.reviews.models import Call, Entry

    meeting, call = Meeting.objects.get(), Call.objects.get()
    entry = Entry.objects.create(call=call, called="もう1つ", applicant=body.party)
    item = Item.objects.create(
        meeting=meeting, number=9, kind="application", title="x", entry=entry
    )
    Decision.objects.create(
        item=item, entry=entry, meeting=meeting, outcome="full", yen=300_000, reasons="x", on=TODAY
    )
    return [entry]


def test_a_plan_adds_up_to_the_decision_and_its_lines_cover_it(entry_of_tsukushi, fund, sato):
    wrong = {
        "sum": {"parts": [Part("agreement", 299_999)]},
        "parts": {"parts": []},
        "day": {"parts": [Part("day", 300_000)]},
        "last": {"parts": [Part("settlement", 1), Part("agreement", 299_999)]},
        "lines": {"lines": [Planned("謝金", 399_999)]},
        "names": {"lines": [Planned("謝金", 300_000), Planned("謝金", 300_000)]},
        "days": {"until_day": TODAY - timedelta(days=1)},
        "rate": {"rate": Fraction(1001, 1000)},
    }
    for rule, change in wrong.items():
        assert refused(make_award, entry_of_tsukushi, fund, sato, **change) == [rule]
    assert not Due.objects.exists()


def test_a_rate_of_two_thirds_is_kept_exactly_and_covers_to_the_yen(entry_of_tsukushi, fund, sato):
    rate = {"rate": Fraction(2, 3)}
    short = {"lines": [Planned("謝金", 449_999)]} | rate
    assert refused(make_award, entry_of_tsukushi, fund, sato, **short) == ["lines"]
    fine = {"rate": Fraction(999_999_999, 10**9), "lines": []}
    assert refused(make_award, entry_of_tsukushi, fund, sato, **fine) == ["rate"]

    made = make_award(entry_of_tsukushi, fund, sato, lines=[Planned("謝金", 450_000)], **rate)

    made.refresh_from_db()
    assert (made.rate, made.rate_part, made.rate_of) == (Fraction(2, 3), 2, 3)


def test_only_the_grantee_agrees_and_to_the_edition_that_was_read(
    award, sato, tsuchiya, maker, mori
):
    one = awarding.send(award, conditions=["x"], seen=1, by=sato, on=TODAY)
    acting = sato.acting_for(tsuchiya.body)

    for stranger in (sato, mori, acting):
        assert refused(awarding.agree, award, digest=one.digest, by=stranger, on=TODAY) == [
            "grantee"
        ]
    assert refused(awarding.agree, award, digest="x", by=tsuchiya, on=TODAY) == ["edition"]
    assert awarding.agree(award, digest=one.digest, by=tsuchiya, on=TODAY).state == "agreed"
    assert refused(awarding.agree, award, digest=one.digest, by=tsuchiya, on=TODAY) == ["state"]


def test_what_nobody_agrees_to_in_time_lapses_and_the_budget_is_free_again(award, fund, book, sato):
    awarding.send(award, conditions=[], seen=1, by=sato, on=TODAY)
    last = TODAY + timedelta(days=30)

    assert awarding.lapse_due(on=last) == 0
    assert awarding.lapse_due(on=last + timedelta(days=1)) == 1
    award.refresh_from_db()
    assert award.state == "lapsed"
    assert [state for state, _yen in states(award)] == ["released", "released"]
    assert ledger.free(book, fund=fund, measure="1-4", on=TODAY) == 1_000_000
    assert not Duty.objects.filter(state="open").exclude(rule="texts.translate").exists()


def test_an_award_over_the_free_budget_is_refused_whole(assessors, tsukushi, fund, sato):
    [entry] = decided(assessors, [tsukushi], 1_000_001)
    parts = [Part("agreement", 1_000_000), Part("settlement", 1)]

    assert refused(make_award, entry, fund, sato, parts=parts, lines=[]) == ["free"]
    assert (Award.objects.count(), Due.objects.count(), Instalment.objects.count()) == (0, 0, 0)
    assert Budget.objects.get().reserved_yen == 0


def test_who_decided_does_not_approve_the_payment(award):
    due = award.instalments.first().due

    assert deciders.of(due, on=TODAY) == set()
    assert "awards.instalment" in deciders.FINDERS
    assert date(2027, 3, 20) == UNTIL


@pytest.mark.django_db(transaction=True)
def test_fifty_awards_at_once_over_the_last_yen_take_exactly_the_budget(assessors, fund, sato):
    bodies = [make_body(f"団体{n}", "other") for n in range(50)]
    entries = decided(assessors, bodies, 30_000)

    def one(entry):
        try:
            make_award(entry, fund, sato, advance=29_999, rest=1, lines=[])
        except Refused as caught:
            return caught.reasons[0].rule
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(8) as pool:
        said = list(pool.map(one, entries))

    # 1,000,000 / 30,000: 33 fit whole; the others leave nothing behind.
    assert (said.count(""), said.count("free")) == (33, 17)
    assert (Budget.objects.get().reserved_yen, Award.objects.count()) == (990_000, 33)
