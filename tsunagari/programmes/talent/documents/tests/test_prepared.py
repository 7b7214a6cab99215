"""準備できる書類 — each paper from one case: its form, its blanks, its two languages."""

import re
from dataclasses import replace
from datetime import date

import pytest

from tsunagari.programmes.talent.documents.papers import parts, periodic, prepared, printing
from tsunagari.programmes.talent.documents.papers.about import About
from tsunagari.programmes.talent.documents.tests.test_papers import HOSTILE, PRINTED, text
from tsunagari.programmes.talent.law.rules import facts as law

ON = date(2026, 11, 24)
CASE = law.Case(
    system="SSW1",
    country="VN",
    born_on=date(2001, 2, 3),
    contract_on=date(2026, 10, 1),
    placements=(law.Placement(id="a", starts=date(2026, 12, 1), ends=date(2027, 11, 30)),),
    commissioned=True,
)
ABOUT = About(
    case=CASE,
    on=ON,
    name="NGUYEN Linh",
    nationality="ベトナム",
    company="流山製作所",
    company_place="千葉県流山市",
    supervisor="試験連合会",
    sending="Hanoi HR",
    industry="介護",
)


def of(system) -> About:
    return replace(ABOUT, case=replace(CASE, system=system))


def said(code, about=ABOUT, language="") -> str:
    paper = prepared.named(code, about.case.system)
    return text(printing.made(paper.build(about), language=language, at=PRINTED))


EVERY = [
    (system, one.code) for system in ("TITP", "ESD", "SSW1", "SSW2") for one in prepared.of(system)
]


@pytest.mark.parametrize(("system", "code"), EVERY)
def test_every_paper_is_printed_names_its_rules_and_is_no_official_form(system, code):
    words = said(code, of(system))

    assert "この紙は役所の様式ではありません。" in words
    assert "準備する様式" in words
    coming = system == "ESD" and code in ("skill_development_difficult", "status")
    day = "2027年4月1日（木）" if coming else "2026年11月24日（火）"
    assert f"（{day}の規則）" in words
    assert "流山製作所" in words


@pytest.mark.parametrize(("system", "code"), EVERY)
def test_everything_that_can_be_typed_fills_a_blank(system, code):
    paper = prepared.named(code, system)
    typed = {key: f"typed-{key}" for key in paper.asked}
    about = of(system)

    full = said(code, replace(about, answers=typed))

    assert [key for key in paper.asked if f"typed-{key}" not in full.replace("\u200b", "")] == []
    before, after = (
        parts.gaps(paper.build(about)),
        parts.gaps(paper.build(replace(about, answers=typed))),
    )
    assert set(after) < set(before)


@pytest.mark.parametrize(
    ("system", "code", "form"),
    [
        ("SSW1", "conditions", "参考様式第1-6号（雇用条件書）（番号は確かめてください）"),
        (
            "TITP",
            "conditions",
            "参考様式第1-14号（雇用契約書及び雇用条件書。前は第1-15号）（番号は確かめてください）",
        ),
        ("SSW1", "support_plan", "参考様式第1-17号（支援計画書）"),
        ("TITP", "training_plan", "省令様式第1号"),
        ("ESD", "training_plan", "育成就労計画の様式第1〜3号（番号は確かめてください）"),
        ("SSW1", "periodic", "参考様式第3-6号"),
        ("SSW1", "contract_ended", "参考様式第3-1-2号（番号は確かめてください）"),
        ("SSW1", "acceptance_difficult", "参考様式第3-4号"),
        ("TITP", "training_difficult", "省令様式第18号"),
        ("TITP", "status", "省令様式第10号"),
        ("SSW1", "support_difficult", "随時の届出（番号は確かめてください）"),
        ("SSW1", "worker_organisation", "契約機関に関する届出"),
    ],
)
def test_a_paper_names_the_form_and_whether_its_number_was_seen(system, code, form):
    words = said(code, of(system))

    assert f"準備する様式：{form}" in words
    assert ("番号は確かめてください" in words) is ("番号は確かめてください" in form)


def test_what_the_case_knows_stands_on_the_conditions_and_the_rest_is_blank():
    words = said("conditions")

    assert "契約の最初の日2026年12月1日（火）" in words
    assert "千葉県流山市" in words
    assert "未記入：基本の賃金" in words
    assert "健康保険・厚生年金・雇用保険・労災保険" in words


def test_a_contract_whose_end_nobody_told_is_not_called_one_without_end():
    [work] = CASE.placements
    about = replace(ABOUT, case=replace(CASE, placements=(replace(work, ends=None),)))

    assert "未記入：契約の最後の日" in said("conditions", about)
    typed = said("conditions", replace(about, answers={"ends": "期間の定めなし"}))
    assert "契約の最後の日期間の定めなし" in typed


def test_the_contract_with_the_next_company_has_its_own_day():
    [work] = CASE.placements
    later = replace(work, id="b", starts=date(2027, 12, 6), ends=None)
    signed = replace(later, signed_on=date(2027, 11, 20))

    def words(last) -> str:
        case = replace(CASE, placements=(work, last))
        return said("conditions", replace(ABOUT, case=case))

    assert "契約を結んだ日2027年11月20日（土）" in words(signed)
    assert "未記入：契約を結んだ日" in words(later)


@pytest.mark.parametrize("language", ["vi", "id", "en", "fil"])
def test_conditions_stand_in_the_language_of_who_signs(language):
    words = said("conditions", language=language)

    translated = parts.both("国籍", language)[1]
    assert "国籍" in words
    assert (not translated) or "".join(translated.split()) in words
    assert "自分が分かる言葉で説明" in words


def test_the_support_plan_has_all_ten_items():
    words = said("support_plan")

    assert all(item in words for item in ("事前ガイダンス", "生活オリエンテーション", "定期の面談"))
    assert words.count("試験連合会") >= 10


def test_the_contract_end_takes_its_day_from_the_case():
    assert "起きた日2027年11月30日（火）" in said("contract_ended")


@pytest.mark.parametrize(
    ("on", "first", "last"),
    [
        (date(2027, 4, 1), date(2026, 4, 1), date(2027, 3, 31)),
        (date(2027, 3, 31), date(2025, 4, 1), date(2026, 3, 31)),
    ],
)
def test_the_periodic_report_is_about_the_last_whole_year(on, first, last):
    assert periodic.period(on) == (first, last)


def test_who_began_after_the_last_whole_year_has_their_first_year_to_report():
    case = replace(CASE, system="TITP", entry=date(2026, 7, 1))

    words = said("status", replace(ABOUT, case=case))

    assert "2026年4月1日（水）から2027年3月31日（水）まで" in words


def test_a_report_of_skill_development_has_no_stage():
    assert "段階" not in said("status", of("ESD"))


def test_the_periodic_report_lists_the_interviews_of_its_year_alone():
    held = tuple(law.Act(on=day) for day in (date(2026, 3, 31), date(2026, 4, 1)))
    words = said("periodic", replace(ABOUT, case=replace(CASE, interviews=held)))

    assert "2026年3月31日（火）" in words
    assert "2026年4月1日（水）" not in words


def test_a_notice_of_a_law_that_is_to_come_goes_to_the_organisation_of_that_law():
    assert "外国人育成就労機構" in said("skill_development_difficult", of("ESD"))


def test_a_notice_goes_to_the_organisation_that_exists_on_its_day():
    about = of("TITP")

    assert "外国人技能実習機構" in said("training_difficult", about)
    assert "外国人育成就労機構" in said("training_difficult", replace(about, on=date(2027, 4, 1)))


def test_the_company_address_stands_with_the_company_where_another_body_files():
    words = said("training_difficult", of("TITP"))

    assert "受入れ企業流山製作所会社の住所千葉県流山市" in words
    assert "届け出る会社・団体試験連合会担当した人" in words


def test_what_the_worker_files_is_signed_by_the_worker_in_both_languages():
    paper = prepared.named("worker_organisation", "SSW1")
    words = said("worker_organisation", language="vi")

    assert paper.signed
    assert re.search("届け出る人（本人）Người[^署]+NGUYENLinh署名Chữký", words)


def test_the_status_report_knows_the_examinations_of_its_year():
    exams = (
        law.Act(on=date(2025, 11, 2), kind="stage1", passed=True),
        law.Act(on=date(2026, 5, 1), kind="stage1"),
    )
    about = replace(ABOUT, case=replace(CASE, system="TITP", exams=exams))

    assert "受けた日2025年11月2日（日）合格した日2025年11月2日（日）" in said("status", about)


def test_the_order_of_the_items_says_how_it_is_known():
    assert "様式に書く内容を、同じ順に" in said("acceptance_difficult")
    assert "役所でない所に写してあった" in said("support_plan")
    assert "様式をまだ見ていないので" in said("periodic")


def test_a_hostile_answer_is_printed_and_never_run():
    about = replace(ABOUT, answers={"base_pay": HOSTILE})

    assert "".join(HOSTILE.split()) in said("conditions", about).replace("\u200b", "")


def test_the_plan_says_how_many_hours_of_lessons_are_needed_before_work():
    plan = law.Plan(id="one", stage=1, starts=ON, ends=date(2027, 11, 23), hours=1920)
    trainee = replace(ABOUT, case=replace(CASE, system="TITP", plans=(plan,)))
    words = said("training_plan", trainee)
    assert "320時間以上" in words
    assert "160時間以上" in words

    esd = of("ESD")
    assert "320時間以上" in said("training_plan", esd)
    passed = replace(esd, case=replace(esd.case, a1_passed_on=date(2027, 4, 1)))
    assert "220時間以上" in said("training_plan", passed)
    assert "110時間以上" in said("training_plan", passed)
