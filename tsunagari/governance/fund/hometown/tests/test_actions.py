"""案件 — from the first word to publication; the money goes to the municipality, always."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests.cast import TODAY
from tests.cast_hometown import SCAN, TOLD, confirm, walk
from tsunagari.base.refusals import Refused
from tsunagari.governance.fund.hometown import queries
from tsunagari.governance.fund.hometown.actions import base, money, way
from tsunagari.governance.fund.hometown.models import Donation, Step, Use
from tsunagari.kernel.duties.models import Duty
from tsunagari.kernel.ledger import queries as ledger
from tsunagari.kernel.ledger.models import Journal, Line

pytestmark = pytest.mark.usefixtures("kept_files")


def refused(act, *args, **more):
    with pytest.raises(Refused) as caught:
        act(*args, **more)
    return [reason.rule for reason in caught.value.reasons]


def subsidised(one, general, by):
    received = {"kind": "subsidy", "yen": 800_000, "received_on": TODAY}
    return money.subsidise(one, fund=general, seen=one.version, by=by, **received)


def funded(donation, general, by):
    return subsidised(walk(donation, by), general, by)


def test_neither_the_federation_nor_a_company_can_receive_a_gift(
    federation, maker, town_project, donation, sato
):
    own = federation.party.organisation
    words = {"area": "流山市", "title": "x", "plan": "x", "by": sato, "on": TODAY}
    one = walk(donation, sato, until="accepted")
    paid = {"paid_on": TODAY, "seen": one.version, "by": sato}

    assert refused(way.note_project, own, **words) == ["town"]
    assert refused(way.open_case, own, town_project, yen=100_000, by=sato, on=TODAY) == ["company"]
    for payee in (own, maker):
        assert refused(way.note_payment, one, payee=payee, **paid) == ["payee"]
    one.refresh_from_db()
    assert (one.state, one.paid_on) == ("accepted", None)


def test_the_companys_money_stands_in_no_book_only_the_municipalitys_subsidy_does(
    donation, general, sato, town
):
    one = walk(donation, sato)
    assert not Journal.objects.exists()

    subsidy = subsidised(one, general, sato)

    lines = {line.account.code: line.yen for line in subsidy.journal.lines.all()}
    assert lines == {"1120": 800_000, "2120": -800_000}
    assert set(Line.objects.values_list("party", flat=True)) == {town.party_id}
    assert (subsidy.earmark.giver_id, subsidy.earmark.return_duty) == (town.party_id, True)
    assert ledger.unspent(subsidy.earmark) == 800_000


def test_what_is_not_known_of_the_company_stops_the_check_and_of_the_plan_the_acceptance(
    donation, sato
):
    check = {"seen": 1, "by": sato, "on": TODAY}
    assert refused(way.check, donation, **check) == [
        "head_office",
        "blue_return",
        "no_return",
        "linked",
    ]
    one = way.tell(donation, seen=1, by=sato, on=TODAY, **TOLD)
    one = way.check(one, seen=one.version, by=sato, on=TODAY)
    one = way.offer(one, offered_on=TODAY, letter=SCAN, seen=one.version, by=sato)

    accept = {"answered_on": TODAY, "seen": one.version, "by": sato}
    assert refused(way.accept, one, **accept) == ["certified", "excluded"]
    confirm(one.project, sato)
    assert way.accept(one, **accept).state == "accepted"


def test_a_step_out_of_turn_or_on_an_older_page_changes_nothing(donation, sato):
    told = {"by": sato, "on": TODAY} | TOLD
    way.tell(donation, seen=1, **told)

    assert refused(way.tell, donation, seen=1, **told) == ["version"]
    assert refused(way.offer, donation, offered_on=TODAY, letter=SCAN, seen=2, by=sato) == ["state"]
    assert refused(way.withdraw, donation, words=" ", seen=2, by=sato, on=TODAY) == ["why"]
    assert [step.did for step in Step.objects.all()] == ["opened", "told"]


def test_nothing_is_passed_on_or_used_over_what_was_given(donation, general, sato):
    one = walk(donation, sato)
    give = {"fund": general, "kind": "commission", "received_on": TODAY, "by": sato}
    assert refused(money.subsidise, one, yen=1_000_001, seen=one.version, **give) == ["left"]
    money.subsidise(one, yen=600_000, seen=one.version, **give)
    one.refresh_from_db()
    assert refused(money.subsidise, one, yen=400_001, seen=one.version, **give) == ["left"]

    spend = {"used_on": TODAY, "words": "教材", "file": SCAN, "name": "v.pdf", "by": sato}
    money.use(one, yen=600_000, **spend)
    assert refused(money.use, one, yen=1, **spend) == ["left"]
    money.annul_use(Use.objects.get(), by=sato, on=TODAY)
    assert money.use(one, yen=599_999, **spend).voucher_id
    for change in ({"used_yen": 600_001}, {"subsidised_yen": 1_000_001}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Donation.objects.filter(pk=one.pk).update(**change)


def test_a_voucher_is_used_once(donation, general, sato):
    one = funded(donation, general, sato).donation
    spend = {"used_on": TODAY, "words": "教材", "yen": 5, "file": SCAN, "name": "v.pdf", "by": sato}
    first = money.use(one, **spend)

    assert refused(money.use, one, **spend) == ["elsewhere"]
    money.use(one, **spend | {"yen": 6})
    money.annul_use(first, by=sato, on=TODAY)
    assert money.use(one, **spend).yen == 5


def test_a_donor_who_is_paid_by_the_project_discloses_it_first_and_the_town_hears_at_once(
    donation, general, sato, maker
):
    funded(donation, general, sato)
    pay = {"used_on": TODAY, "words": "機械", "yen": 5, "file": SCAN, "name": "v.pdf", "by": sato}
    assert refused(money.use, donation, payee=maker, **pay) == ["disclosure"]
    assert refused(way.disclose, donation, words=" ", by=sato, on=TODAY) == ["words"]

    way.disclose(donation, words="機械の修理の契約、月1万円", by=sato, on=TODAY)

    duty = Duty.objects.get(rule="fund.hometown_disclose")
    assert (duty.state, duty.safe_due, duty.risk) == ("open", TODAY, 1)
    money.use(donation, payee=maker, **pay)
    way.pass_on(donation, by=sato, on=TODAY)
    duty.refresh_from_db()
    assert duty.state == "done"


def test_a_year_that_is_over_asks_for_its_material_once(donation, general, sato):
    funded(donation, general, sato)
    april = replace(sato, on=date(2027, 4, 1))
    give = {"indicators": [["参加者", "人", "20", "24"]], "letter": SCAN, "by": april}
    assert refused(money.confirm, donation, year=2027, sent_on=april.on, **give) == ["year"]
    base.follow_all(on=april.on)
    duty = Duty.objects.get(rule="fund.hometown_report")
    assert (duty.state, duty.safe_due) == ("open", date(2027, 4, 30))

    money.confirm(donation, year=2026, sent_on=april.on, **give)

    duty.refresh_from_db()
    assert duty.state == "done"
    assert refused(money.confirm, donation, year=2026, sent_on=april.on, **give) == ["once"]


def test_results_are_published_when_every_yen_has_its_use(donation, general, sato):
    funded(donation, general, sato)
    donation.refresh_from_db()
    publish = {"by": sato, "on": TODAY}
    assert refused(money.publish, donation, seen=donation.version, **publish) == ["left"]
    spend = {"used_on": TODAY, "words": "教材", "file": SCAN, "name": "v.pdf", "by": sato}
    money.use(donation, yen=800_000, **spend)
    donation.refresh_from_db()

    done = money.publish(donation, seen=donation.version, **publish)

    assert (done.state, queries.left(done)) == ("published", 0)


def test_the_dispatch_type_names_its_host_its_days_and_a_cost_within_the_gift(
    maker, town_project, federation, sato
):
    one = way.open_case(maker, town_project, kind="dispatch", yen=5_000_000, by=sato, on=TODAY)
    told = {
        "host": federation.party.organisation,
        "work": "日本語教室の運営",
        "from_day": TODAY,
        "until_day": date(2027, 3, 31),
        "by": sato,
        "on": TODAY,
    }

    assert refused(way.dispatch, one, cost_yen=5_000_001, **told) == ["cost"]
    assert refused(way.dispatch, one, cost_yen=1, **told | {"until_day": date(2026, 11, 23)}) == [
        "days"
    ]
    assert way.dispatch(one, cost_yen=5_000_000, **told).cost_yen == 5_000_000
