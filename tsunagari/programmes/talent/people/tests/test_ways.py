"""道すじ — every step can be reached and left, every guard says why, forbidden changes name the law."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagari.programmes.talent.law.rules import facts as law
from tsunagari.programmes.talent.law.rules.sources import SOURCES
from tsunagari.programmes.talent.people.rules import states, ways

ON = date(2026, 11, 24)
LATER = date(2027, 6, 1)
WAYS = {way.system: way for way in ways.every()}


def known(system="TITP", on=ON, papers=(), **facts) -> ways.Known:
    extra = {name: facts.pop(name) for name in ("excellent", "general", "before") if name in facts}
    parts = frozenset(facts.pop("parts", ()))
    return ways.Known(
        case=law.Case(system=system, **facts),
        on=on,
        papers=frozenset(papers),
        parts=parts,
        **extra,
    )


def plan(stage=1, starts=date(2027, 3, 1), **more) -> law.Plan:
    return law.Plan(id=f"p{stage}", stage=stage, starts=starts, ends=date(2028, 2, 28), **more)


def act(kind, passed=True, on=date(2026, 10, 1)) -> law.Act:
    return law.Act(kind=kind, passed=passed, on=on)


def why(system, was, to, known) -> list[str]:
    found = ways.why_not_move(system, was, to, known, closed=False)
    return [reason.words() for reason in found]


def rules(system, was, to, known) -> list[str]:
    return [r.rule for r in ways.why_not_move(system, was, to, known, closed=False)]


def test_the_ways_of_the_fact_sheets_are_there():
    assert list(WAYS) == ["TITP", "ESD", "SSW1", "SSW2", "HSP", "HK"]


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_every_step_can_be_reached(way):
    reached, new = set(), {way.first}
    while new:
        reached |= new
        new = {move.to for move in way.moves if set(move.was) & reached} - reached

    assert reached == {step.code for step in way.steps}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_nobody_is_left_in_a_step_without_an_end(way):
    ends = {step.code for step in way.steps if step.end}
    safe = set(ends)
    while new := {was for m in way.moves if m.to in safe for was in m.was} - safe:
        safe |= new

    assert safe == {step.code for step in way.steps}
    assert [code for code in ends if way.after(code)] == []


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_steps_moves_and_papers_fit_together(way):
    steps, papers = {s.code for s in way.steps}, {d.code for d in way.documents}

    assert len(steps) == len(way.steps)
    assert len(papers) == len(way.documents)
    assert {code for step in way.steps for code in step.papers} == papers
    for move in way.moves:
        assert {*move.was, move.to} <= steps
        assert set(move.papers) <= papers


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_every_step_has_a_word_on_the_page_of_the_case_too(way):
    assert {step.code for step in way.steps} <= set(states.WORDS)


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_every_paper_says_who_brings_it_and_where_that_is_written(way):
    for paper in way.documents:
        assert paper.brings in ways.ACTOR_WORDS
        assert set(paper.source) <= set(SOURCES)
        assert paper.confidence in (ways.OFFICIAL, ways.SECONDARY, ways.UNSURE)


GUARDED = [
    (way.system, was, move.to)
    for way in WAYS.values()
    for move in way.moves
    for was in move.was
    # Five years of housekeeping are over only when they have begun.
    if move.guard is not ways.always and (way.system, move.to) != ("HK", "transferred")
]


@pytest.mark.parametrize(("system", "was", "to"), GUARDED, ids="-".join)
def test_a_guard_says_why_when_nothing_is_known(system, was, to):
    # A day before everything: what is not missing is too early.
    found = why(system, was, to, known(system, on=date(2026, 8, 1)))

    assert found
    assert all(words.endswith(("。", "）")) for words in found)


@given(st.sampled_from(list(WAYS.values())), st.data())
def test_a_step_that_is_not_next_is_refused_with_both_names(way, data):
    was = data.draw(st.sampled_from([step.code for step in way.steps]))
    to = data.draw(st.sampled_from([step.code for step in way.steps]))
    if to in {move.to for move in way.after(was)}:
        return

    [words] = why(way.system, was, to, known(way.system))

    assert ways.words(way.system, was) in words
    assert ways.words(way.system, to) in words


def test_a_closed_case_goes_nowhere():
    [reason] = ways.why_not_move("TITP", "candidate", "withdrawn", known(), closed=True)

    assert reason.words() == "この案件はおわっています。"


def test_a_system_without_a_table_says_so():
    [words] = why("OTHER", "candidate", "working", known("OTHER"))

    assert words == "この制度の段階の表はまだありません。段階は変えられません。"


# 技能実習 -------------------------------------------------------------------------------------------


def test_a_plan_is_filed_by_an_adult_with_every_paper():
    papers = {
        "recommendation",
        "experience",
        "pledge",
        "fee_statement",
        "contract",
        "conditions",
        "lodging",
    }
    born = date(2000, 1, 1)
    ready = known(papers=papers, born_on=born, plans=(plan(),))

    assert why("TITP", "plan_drafting", "plan_applied", ready) == []

    lacking = known(papers=papers - {"pledge"}, born_on=date(2010, 1, 1), plans=(plan(),))
    assert rules("TITP", "plan_drafting", "plan_applied", lacking) == ["age", "pledge"]


@pytest.mark.parametrize(("on", "stopped"), [(date(2027, 3, 31), False), (date(2027, 4, 1), True)])
def test_no_new_plan_is_filed_from_the_first_of_april(on, stopped):
    late = known(on=on, plans=(plan(),), born_on=date(2000, 1, 1))

    assert ("tr_no_new_applications" in rules("TITP", "plan_drafting", "plan_applied", late)) is (
        stopped
    )


@pytest.mark.parametrize(
    ("entry", "stopped"), [(date(2027, 6, 30), False), (date(2027, 7, 1), True)]
)
def test_who_enters_after_june_cannot_be_a_trainee(entry, stopped):
    found = rules("TITP", "visa_issued", "entered", known(on=date(2027, 7, 2), entry=entry))

    assert ("tr_entry_deadline" in found) is stopped


@pytest.mark.parametrize(
    ("began", "stopped"), [(date(2026, 4, 1), False), (date(2026, 4, 2), True)]
)
def test_stage_three_needs_stage_two_since_april_2026(began, stopped):
    case = known(
        on=date(2028, 5, 1),
        plans=(plan(2, began), plan(3, date(2028, 5, 1), certified_on=date(2028, 4, 1))),
        exams=(act("stage2"),),
        stays=(law.Stay(id="3", status="TITP3", since=date(2028, 4, 20), until=date(2030, 4, 19)),),
        papers={"excellence"},
        excellent=True,
        general=True,
    )

    assert rules("TITP", "stage2_exam", "stage3_working", case) == (
        ["tr_stage2_to_3"] if stopped else []
    )


def test_stage_three_is_for_excellent_companies_under_a_general_licence():
    case = known(exams=(act("stage2"),), excellent=False, general=None)

    found = why("TITP", "stage2_exam", "stage3_working", case)

    assert "受入れ企業が優良な実習実施者ではありません。第3号に進めません。" in found
    assert "監理団体に一般監理事業の許可がありません。第3号は監理できません。" in found


def test_a_country_paper_is_asked_of_that_country_only():
    entered = {"entry": date(2026, 11, 20)}

    assert rules("TITP", "visa_issued", "entered", known(country="PH", **entered)) == ["oec"]
    assert rules("TITP", "visa_issued", "entered", known(country="VN", **entered)) == [
        "exit_clearance"
    ]
    assert rules("TITP", "visa_issued", "entered", known(country="MM", **entered)) == []


def test_the_same_stage_is_not_done_twice():
    before = law.Case(system="TITP", plans=(plan(),))

    assert "titp_intern_conditions" in rules(
        "TITP", "plan_drafting", "plan_applied", known(before=before)
    )


# 育成就労 -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("on", "stopped"), [(date(2027, 3, 31), True), (date(2027, 4, 1), False)])
def test_the_certificate_of_esd_is_asked_for_from_the_first_of_april(on, stopped):
    case = known("ESD", on=on, application_on=on, papers={"certification"})

    assert rules("ESD", "plan_certified", "coe_applied", case) == (
        ["tr_esd_pre_filing"] if stopped else []
    )


@pytest.mark.parametrize(("on", "stopped"), [(date(2026, 8, 31), True), (date(2026, 9, 1), False)])
def test_esd_plans_are_taken_from_september(on, stopped):
    case = known("ESD", on=on, plans=(plan(0, date(2027, 7, 1)),), born_on=date(2000, 1, 1))

    assert ("tr_esd_pre_filing" in rules("ESD", "plan_drafting", "plan_applied", case)) is stopped


def test_a_failed_test_of_the_first_year_does_not_end_the_way():
    exams = (act("year1", passed=False), act("a1", passed=False))

    assert why("ESD", "year1_evaluation", "year2_3_working", known("ESD", exams=exams)) == []
    assert len(why("ESD", "year1_evaluation", "year2_3_working", known("ESD"))) == 2


@pytest.mark.parametrize(
    ("passed", "lacking"), [(LATER, False), (LATER + timedelta(days=1), True), (None, True)]
)
def test_an_examination_that_is_still_to_come_does_not_count(passed, lacking):
    facts = known("ESD", on=LATER, papers={"post_entry_record"}, a1_passed_on=passed)

    found = rules("ESD", "post_entry_training", "year1_working", facts)

    assert ("esd_host_a1_training" in found) is lacking


def test_a_wished_transfer_needs_everything_and_a_broken_contract_nothing():
    place = law.Placement(id="new", starts=date(2027, 5, 1))
    base = {"plans": (plan(0, date(2027, 4, 1)),), "placements": (place,), "field": "care"}
    wish = (law.Event(kind="transfer_wished", on=date(2027, 5, 1)),)
    forced = (*wish, law.Event(kind="violation_found", on=date(2027, 5, 1)))

    wished = known("ESD", on=LATER, papers={"new_plan"}, events=wish, **base)
    broken = known("ESD", on=LATER, papers={"new_plan"}, events=forced, **base)

    assert "転籍の制限の期間の中です。2029年4月1日（日） からできます。" in why(
        "ESD", "transfer_request", "year1_working", wished
    )
    assert len(why("ESD", "transfer_request", "year1_working", wished)) == 5
    assert why("ESD", "transfer_request", "year1_working", broken) == []


def test_an_unknown_field_cannot_take_esd_workers():
    assert rules("ESD", "candidate", "pre_entry_training", known("ESD", field="food")) == [
        "esd_fields"
    ]
    assert rules("ESD", "candidate", "pre_entry_training", known("ESD", field="care")) == []


# 特定技能 -------------------------------------------------------------------------------------------


def test_who_finished_stage_two_needs_no_test():
    before = law.Case(system="TITP", exams=(act("stage2"),))
    born = date(2000, 1, 1)

    assert why("SSW1", "candidate", "eligible", known("SSW1", born_on=born, before=before)) == []
    assert rules("SSW1", "candidate", "eligible", known("SSW1", born_on=born)) == [
        "skill_test",
        "japanese_test",
    ]


def test_a_stopped_field_takes_nobody_new():
    case = known("SSW1", on=ON, field="food_service", born_on=date(2000, 1, 1), application_on=ON)

    assert rules("SSW1", "ready_to_apply", "applied", case) == ["ssw_intake"]


def test_no_work_at_a_new_company_before_the_permission():
    first = law.Placement(id="a", starts=date(2025, 4, 1), ends=date(2026, 10, 1))
    second = law.Placement(id="b", starts=date(2026, 11, 1))
    old = law.Stay(id="1", status="SSW1", since=date(2025, 4, 1), until=date(2027, 3, 31))
    new = law.Stay(id="2", status="SSW1", since=date(2026, 10, 20), until=date(2027, 10, 19))
    case = {"placements": (first, second)}

    assert rules("SSW1", "seeking", "working", known("SSW1", stays=(old,), **case)) == [
        "ssw_change_host_permission"
    ]
    assert rules("SSW1", "seeking", "working", known("SSW1", stays=(old, new), **case)) == []


@pytest.mark.parametrize(("on", "over"), [(date(2027, 2, 28), False), (date(2027, 3, 1), True)])
def test_five_years_are_reached_on_their_day(on, over):
    stay = law.Stay(id="1", status="SSW1", since=date(2022, 3, 1), until=date(2027, 5, 31))

    assert (
        why("SSW1", "working", "cap_reached", known("SSW1", on=on, stays=(stay,))) == []
    ) is over


# 制度の変更 -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("to", ["ESD"])
def test_a_trainee_cannot_change_to_esd_and_is_told_where_it_is_written(to):
    [reason] = ways.why_not_change("TITP", to, "stage2_exam", known(), closed=False)

    assert reason.words() == (
        "技能実習の人は、育成就労に在留資格を変更できません。"
        " 根拠：育成就労への移行の取扱い（2027年4月1日から）"
    )
    assert reason.rule == "tr_no_status_switch"


@pytest.mark.parametrize("was", ["ESD", "SSW1", "SSW2", "HSP", "OTHER"])
def test_nobody_goes_back_to_technical_training(was):
    [reason] = ways.why_not_change(was, "TITP", "working", known(was), closed=False)

    assert reason.rule == "tr_no_status_switch"


def test_every_ban_has_an_article_and_sources():
    for ban in ways.bans():
        assert ban.article
        assert ban.source
        assert set(ban.source) <= set(SOURCES)


def test_a_change_that_no_sheet_knows_is_not_guessed():
    [reason] = ways.why_not_change("SSW1", "ESD", "working", known("SSW1"), closed=False)

    assert "規則の表にありません" in reason.words()


def test_a_trainee_becomes_a_skilled_worker_after_stage_two():
    done = known(exams=(act("stage2"),))

    assert ways.why_not_change("TITP", "SSW1", "ssw_change", done, closed=False) == []
    assert ways.why_not_change("TITP", "SSW1", "ssw_change", known(), closed=False) != []
    [early] = ways.why_not_change("TITP", "SSW1", "stage1_working", done, closed=False)
    assert early.words() == (
        "「第1号の実習中」の段階からは、まだ変更できません。変更できる段階："
        "特定技能への変更、第2号の試験、第3号の試験、実習がおわった"
    )


def test_from_esd_both_tests_are_needed():
    both = known("ESD", exams=(act("final"), act("a2")))

    assert ways.why_not_change("ESD", "SSW1", "final_evaluation", both, closed=False) == []
    assert len(ways.why_not_change("ESD", "SSW1", "ssw_change", known("ESD"), closed=False)) == 2


@pytest.mark.parametrize(("on", "over"), [(date(2029, 2, 28), False), (date(2029, 3, 1), True)])
def test_housekeeping_ends_after_five_years_of_contracts(on, over):
    first = law.Placement(id="a", starts=date(2024, 2, 29), ends=date(2029, 2, 1))
    case = known("HK", on=on, placements=(first,))

    assert ("hk_term_cap" in rules("HK", "working", "transferred", case)) is over


def test_care_has_no_second_level():
    passed = known("SSW1", field="care", exams=(act("ssw2"),))

    [reason] = ways.why_not_change("SSW1", "SSW2", "working", passed, closed=False)

    assert reason.rule == "ssw2_field"
