"""案件 — opened, changed, closed; and the duties of the law that follow each step."""

from datetime import date, timedelta

import pytest

from tests.cast import TODAY
from tsunagari.base.refusals import Refused
from tsunagari.kernel.duties import actions as duties
from tsunagari.kernel.duties.models import Duty
from tsunagari.kernel.parties import actions as parties
from tsunagari.kernel.records.models import Record
from tsunagari.kernel.records.words import sentence
from tsunagari.programmes.talent.people import facts, queries
from tsunagari.programmes.talent.people.actions import cases, undoing
from tsunagari.programmes.talent.people.actions.duties import follow, follow_all
from tsunagari.programmes.talent.people.models import Company

pytestmark = pytest.mark.django_db
ENTRY = date(2026, 12, 1)


def wanted(case) -> dict:
    """{key: days and state} of every duty about a case that still stands."""
    rows = Duty.objects.filter(about_kind="people.case", about_key=str(case.pk))
    return {
        row.key: (row.statutory_due, row.effective_due, row.safe_due, row.state)
        for row in rows.exclude(state="void")
    }


KNOWN = {
    "country": "VN",
    "entry": "2026-12-01",
    "address_fixed": "2026-12-01",
    "plans": [
        {"id": "one", "stage": 1, "starts": "2026-12-01", "ends": "2027-11-30", "hours": 1920}
    ],
    "placements": [{"id": "first", "starts": "2027-01-04"}],
}


@pytest.fixture
def linh(federation):
    """Linh — a trainee from Viet Nam."""
    return parties.add_person(family_latin="NGUYEN", given_latin="Linh", nationality="VNM")


@pytest.fixture
def maker(federation):
    """流山製作所 — a company."""
    return parties.add_organisation("流山製作所", kinds=["company"], municipality="流山市")


@pytest.fixture
def case(linh, maker, sato):
    known = dict(KNOWN)
    return cases.open_case(
        linh, "TITP", state="entered", by=sato, on=TODAY, known=known, company=maker
    )


def duty(rule: str) -> Duty:
    return Duty.objects.get(rule=f"law.{rule}")


def test_a_case_owes_what_the_law_says_from_its_first_day(case, linh, maker):
    found = duty("res_address_first")

    assert found.holder_id == linh.pk
    assert found.statutory_due == date(2026, 12, 15)
    assert found.state == "waiting"


def test_running_it_again_changes_nothing(case):
    before = list(Duty.objects.values())
    records = Record.objects.count()

    assert follow(case, on=TODAY) == {}
    follow_all(on=TODAY)

    assert list(Duty.objects.values()) == before
    assert Record.objects.count() == records


def test_a_moved_fact_moves_its_duties_and_stands_on_record(case, sato):
    cases.change(case, seen=1, by=sato, on=TODAY, address_fixed="2026-12-05")

    assert duty("res_address_first").statutory_due == date(2026, 12, 19)
    changed = Record.objects.get(did="case.changed")
    assert changed.facts == {"fields": "address_fixed"}


def test_the_same_facts_in_another_order_are_the_same_duties(case, sato):
    plans = [*KNOWN["plans"], KNOWN["plans"][0] | {"id": "two", "stage": 2, "starts": "2027-12-01"}]
    plans[1]["ends"] = "2029-11-30"
    work = [
        {"id": "first", "starts": "2027-01-04", "ends": "2027-06-30"},
        {"id": "second", "starts": "2027-08-01"},
    ]
    case = cases.change(case, seen=case.version, by=sato, on=TODAY, plans=plans, placements=work)
    before = wanted(case)
    records = Record.objects.filter(did="duties.reconciled").count()

    case = cases.change(
        case, seen=case.version, by=sato, on=TODAY, plans=plans[::-1], placements=work[::-1]
    )

    assert wanted(case) == before
    assert Record.objects.filter(did="duties.reconciled").count() == records


def test_what_a_fact_no_longer_asks_for_is_void_and_comes_back(case, sato):
    before = wanted(case)
    case = cases.change(case, seen=case.version, by=sato, on=TODAY, plans=[])
    gone = set(before) - set(wanted(case))
    assert gone
    assert Record.objects.filter(did="duties.reconciled").latest("pk").facts["void"]

    cases.change(case, seen=case.version, by=sato, on=TODAY, plans=KNOWN["plans"])

    assert wanted(case) == before


def test_what_is_held_back_leaves_somebody_something_to_mend_until_it_is_mended(case, sato):
    before = wanted(case)
    work = [{"id": "1", "starts": "2027-01-04"}, {"id": "2", "starts": "2027-02-01"}]
    case = cases.change(case, seen=case.version, by=sato, on=TODAY, placements=work)

    mend = Duty.objects.get(rule="2-1.mend_case", about_key=str(case.pk))
    assert (mend.state, mend.safe_due, mend.office_id) == ("open", TODAY, sato.body.pk)
    assert mend.facts["faults"] == 1
    assert mend.facts["held"] > 0

    # The day on which it was found stays.
    assert follow(case, on=TODAY + timedelta(days=1)).get("new", 0) == 0
    mend.refresh_from_db()
    assert mend.safe_due == TODAY

    cases.change(case, seen=case.version, by=sato, on=TODAY, placements=KNOWN.get("placements", []))
    mend.refresh_from_db()
    assert mend.state == "done"
    assert {**wanted(case), mend.rule: None}.keys() >= before.keys()


def test_what_was_pressed_done_and_not_mended_is_asked_again_the_next_day(case, sato):
    work = [{"id": "1", "starts": "2027-01-04"}, {"id": "2", "starts": "2027-02-01"}]
    case = cases.change(case, seen=case.version, by=sato, on=TODAY, placements=work)
    mend = Duty.objects.filter(rule="2-1.mend_case")
    duties.done(mend.get(), by=sato, on=TODAY)

    follow(case, on=TODAY)
    assert [one.state for one in mend] == ["done"]

    tomorrow = TODAY + timedelta(days=1)
    follow(case, on=tomorrow)
    assert [(one.state, one.safe_due) for one in mend.order_by("pk")] == [
        ("done", TODAY),
        ("open", tomorrow),
    ]


def test_an_older_version_is_not_saved(case, sato):
    cases.change(case, seen=1, by=sato, on=TODAY, in_japan=False, entry="2026-12-02")

    with pytest.raises(Refused) as refused:
        cases.change(case, seen=1, by=sato, on=TODAY, entry="2026-12-03")

    assert "内容が変わりました" in refused.value.reasons[0].words()
    case.refresh_from_db()
    assert case.facts["entry"] == "2026-12-02"


@pytest.mark.parametrize(
    ("name", "value", "where"),
    [
        ("entry", "昨日", "entry"),
        ("plans", [{"id": "one", "starts": "2026-12-01"}], "plans.0.ends"),
        ("colour", "red", "colour"),
    ],
)
def test_what_cannot_be_read_is_named_and_nothing_changes(case, sato, name, value, where):
    with pytest.raises(Refused) as refused:
        cases.change(case, seen=1, by=sato, on=TODAY, **{name: value})

    assert [reason.field for reason in refused.value.reasons] == [where]
    case.refresh_from_db()
    assert (case.version, case.facts["entry"]) == (1, "2026-12-01")


def test_an_era_is_read_as_a_day(case, sato):
    cases.change(case, seen=1, by=sato, on=TODAY, entry="令和8年12月3日")

    case.refresh_from_db()
    assert case.facts["entry"] == "2026-12-03"


def test_a_status_of_residence_brings_its_end(case, linh, sato):
    until = date(2027, 11, 30)
    cases.note_standing(
        linh.party, "status.TITP1", from_day=ENTRY, until_day=until, by=sato, on=TODAY
    )

    [stay] = facts.of_case(case).stays
    assert (stay.since, stay.until) == (ENTRY, until)


def test_one_person_has_one_open_case(case, linh, sato):
    with pytest.raises(Refused) as refused:
        cases.open_case(linh, "SSW1", state="candidate", by=sato, on=TODAY)
    assert "おわっていない案件" in refused.value.reasons[0].words()

    cases.close(case, by=sato, on=TODAY)
    following = cases.open_case(linh, "SSW1", state="candidate", by=sato, on=TODAY, after=case)
    assert list(queries.of_person(linh)) == [following, case]


def test_a_case_cannot_end_before_it_began(case, sato):
    with pytest.raises(Refused):
        cases.close(case, by=sato, on=TODAY - timedelta(days=1))


def test_a_company_sees_its_own_cases_and_no_others(case, maker, federation):
    other = parties.add_organisation("ほかの会社", kinds=["company"])

    assert list(queries.of_body(maker)) == [case]
    assert list(queries.of_body(other)) == []


def test_a_record_of_a_change_says_which_facts_in_words(case, sato):
    cases.change(case, seen=1, by=sato, on=TODAY, entry="2026-12-02", address_fixed="2026-12-02")

    changed = Record.objects.get(did="case.changed")
    assert sentence(changed) == "案件の内容を変えました（最初の住所が決まった日、入国の日）。"


def test_a_standing_noted_by_mistake_is_taken_back_with_its_duties(case, linh, sato):
    until = date(2027, 11, 30)
    noted = cases.note_standing(
        linh.party, "status.TITP1", from_day=ENTRY, until_day=until, by=sato, on=TODAY
    )
    assert duty("res_status_change_or_extension").state == "waiting"

    cases.take_back_standing(noted, seen=1, by=sato, on=TODAY)

    assert facts.of_case(case).stays == ()
    assert duty("res_status_change_or_extension").state == "void"
    said = sentence(Record.objects.get(did="standing.taken_back"), "ja")
    assert "在留資格：技能実習1号" in said


def test_a_company_with_a_case_has_duties_of_its_own(case, maker):
    assert Company.objects.filter(pk=maker.pk).exists()


def test_the_last_change_is_taken_back_with_its_duties(case, sato):
    cases.change(case, seen=1, by=sato, on=TODAY, address_fixed="2026-12-05", departed="2027-05-01")
    last = undoing.last_change(case)

    undoing.undo(case, last.pk, by=sato, on=TODAY)

    case.refresh_from_db()
    assert case.facts["address_fixed"] == "2026-12-01"
    assert "departed" not in case.facts
    assert duty("res_address_first").statutory_due == date(2026, 12, 15)


def test_who_takes_part_is_taken_back_as_well(case, maker, sato):
    other = parties.add_organisation("ほかの会社", kinds=["company"])
    cases.change(case, seen=1, by=sato, on=TODAY, company=other)

    undoing.undo(case, undoing.last_change(case).pk, by=sato, on=TODAY)

    case.refresh_from_db()
    assert case.company == maker


def test_only_the_last_change_is_taken_back(case, sato):
    cases.change(case, seen=1, by=sato, on=TODAY, entry="2026-12-02")
    older = undoing.last_change(case).pk
    cases.change(case, seen=2, by=sato, on=TODAY, entry="2026-12-03")

    with pytest.raises(Refused) as refused:
        undoing.undo(case, older, by=sato, on=TODAY)

    assert "最後の変更だけ" in refused.value.reasons[0].words()
    case.refresh_from_db()
    assert case.facts["entry"] == "2026-12-03"


def test_the_change_of_a_company_is_taken_back(maker, sato):
    company = cases.change_company(maker, seen=1, by=sato, on=TODAY, staff=30)
    cases.change_company(maker, seen=2, by=sato, on=TODAY, staff=40)

    undoing.undo(company, undoing.last_change(company).pk, by=sato, on=TODAY)

    company.refresh_from_db()
    assert company.facts == {"staff": 30}


def test_a_case_closed_by_mistake_is_opened_again(case, sato):
    cases.close(case, by=sato, on=TODAY)

    undoing.reopen(case, by=sato, on=TODAY)

    case.refresh_from_db()
    assert case.closed_on is None
    with pytest.raises(Refused):
        undoing.reopen(case, by=sato, on=TODAY)


def test_a_new_person_who_is_known_already_is_asked_about(linh, sato):
    names = {"family_latin": "Nguyen", "given_latin": "Linh"}
    with pytest.raises(Refused) as refused:
        cases.register(by=sato, on=TODAY, **names)
    assert "同じ名前の人" in refused.value.reasons[0].words()

    other = cases.register(by=sato, on=TODAY, different=True, **names)
    assert other.pk != linh.pk


def test_a_new_person_without_a_name_is_refused(sato):
    with pytest.raises(Refused) as refused:
        cases.register(by=sato, on=TODAY)

    assert "名前を入力してください" in refused.value.reasons[0].words()


def test_two_who_correct_the_same_status_are_told(linh, sato):
    known = {"from_day": TODAY, "until_day": date(2027, 11, 24), "by": sato, "on": TODAY}
    held = cases.note_standing(linh.party, "status.TITP1", **known)
    cases.note_standing(linh.party, "status.TITP1", seen=1, **known)

    for seen, rule in ((1, "version"), (None, "standing.same")):
        with pytest.raises(Refused) as refused:
            cases.note_standing(linh.party, "status.TITP1", seen=seen, **known)
        assert [reason.rule for reason in refused.value.reasons] == [rule]
    with pytest.raises(Refused):
        cases.take_back_standing(held, seen=1, by=sato, on=TODAY)
    held.refresh_from_db()
    assert held.version == 2
