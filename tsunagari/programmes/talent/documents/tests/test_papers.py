"""準備する書類 — what stands on each paper, what is missing, in which languages, by which rules."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pypdfium2
import pytest

from tsunagari.base.tests.test_docx import words as docx_words
from tsunagari.programmes.talent.documents.papers import (
    audit,
    interview,
    parts,
    printing,
    visit,
)

ON = date(2026, 11, 24)
PRINTED = parts.Printed(
    at=datetime(2026, 11, 25, 10, 5, tzinfo=ZoneInfo("Asia/Tokyo")),
    record="A-1",
    body="試験連合会",
    sample=True,
)
HOSTILE = '#let x = 1; #image("/etc/passwd") *bold* _it_ $x^2$ @ref <svg> {"a":1} \\ // 終'
AUDIT = audit.AuditReport(
    system="TITP",
    on=ON,
    supervisor="流山協同組合",
    company="流山製作所",
    place="流山市",
    auditor="佐藤 恵",
    director="佐藤 恵",
    methods=dict.fromkeys(("on_site", "reports", "interviews", "books", "lodging"), True),
    people_in_all=5,
    interviewed=["NGUYEN Linh", "TRAN An"],
    checks=[audit.Check("賃金を全額払っている", True)],
    opinion="よく実施している。",
)
VISIT = visit.VisitRecord(
    system="TITP", on=ON, supervisor="流山協同組合", company="流山製作所", seen="旋盤の練習"
)
TALK = interview.InterviewReport(on=ON, company="流山製作所", person="NGUYEN Linh")


def made(sheet: parts.Sheet, language: str = "") -> bytes:
    return printing.made(sheet, language=language, at=PRINTED)


def text(pdf: bytes) -> str:
    """Everything that stands on a paper, without spaces."""
    pages = pypdfium2.PdfDocument(pdf)
    return "".join("".join(p.get_textpage().get_text_bounded() for p in pages).split())


def test_an_audit_report_names_its_form_its_rules_and_that_it_is_not_official():
    said = text(made(audit.sheet(AUDIT)))

    assert "この紙は役所の様式ではありません。" in said
    assert "準備する様式：省令様式第22号" in said
    assert "titp-2017-11-01（2026年11月24日（火）の規則）" in said
    assert "技能実習法42条1項" in said
    assert "見本" in said
    assert "NGUYENLinh、TRANAn" in said


def test_the_rules_are_those_of_the_system_and_its_day():
    later = replace(AUDIT, system="ESD", on=date(2027, 6, 1))

    said = text(made(audit.sheet(later)))

    assert "省令様式第23号" in said
    assert "esd-2027-04-01（2027年6月1日（火）の規則）" in said
    assert "公式の文書をまだ見ていない規則" in said


def test_what_is_not_known_is_a_blank_with_its_name():
    report = replace(AUDIT, place="", opinion="", methods={})

    assert parts.gaps(audit.sheet(AUDIT)) == []
    assert parts.gaps(audit.sheet(report)) == [
        "監査をした場所",
        *audit.METHODS.values(),
        "意見",
    ]
    assert "未記入：監査をした場所" in text(made(audit.sheet(report)))


def test_an_empty_checklist_is_a_blank_and_no_finding_is_an_answer():
    sheet = audit.sheet(replace(AUDIT, checks=[]))

    assert parts.gaps(sheet) == ["4 確かめたこと"]
    assert "直すことなし" in text(made(audit.sheet(AUDIT)))


def test_findings_stand_with_what_was_asked_and_until_when():
    finding = audit.Finding("鍵がない", "鍵をつける", date(2026, 12, 8))

    said = text(made(audit.sheet(replace(AUDIT, findings=[finding]))))

    assert "鍵がない鍵をつける2026年12月8日（火）" in said


def test_a_visit_record_prepares_its_form_and_shows_who_was_not_named():
    said = text(made(visit.sheet(VISIT)))

    assert "参考様式第4-10号" in said
    assert "未記入：訪問した人" in said
    assert "旋盤の練習" in said
    assert "訪問の日" not in parts.gaps(visit.sheet(VISIT))


@pytest.mark.parametrize(("whom", "form"), [("worker", "5-5"), ("supervisor", "5-6")])
def test_an_interview_has_its_own_form_for_each_side(whom, form):
    said = text(made(interview.sheet(replace(TALK, with_whom=whom))))

    assert f"準備する様式：参考様式第{form}号" in said
    assert ("自分が分かる言葉で説明" in said) == (whom == "worker")


def test_a_violation_asks_whom_it_was_reported_to():
    report = replace(TALK, violation="残業代が払われていない")

    assert "知らせた役所" not in parts.gaps(interview.sheet(TALK))
    assert "知らせた役所" in parts.gaps(interview.sheet(report))


@pytest.mark.parametrize(
    ("language", "day"), [("vi", "24/11/2026"), ("id", "24November2026"), ("en", "24November2026")]
)
def test_what_a_person_signs_stands_in_their_language_too(language, day):
    said = text(made(interview.sheet(TALK), language))

    assert "2026年11月24日（火）" in said
    assert day in said.replace("Tue", "").replace(",", "")


def test_words_that_are_translated_stand_under_the_japanese_ones():
    assert parts.both("はい", "vi") == ["はい", "Có"]
    assert parts.both("はい", "") == ["はい", ""]
    assert parts.both("まだ訳していない文です。", "vi") == ["まだ訳していない文です。", ""]


def test_a_hostile_text_is_printed_and_never_run():
    said = text(made(visit.sheet(replace(VISIT, seen=HOSTILE))))

    assert "".join(HOSTILE.split()) in said.replace("\u200b", "")


def items(sheet: parts.Sheet, language: str = "") -> list[str]:
    """Everything that stands on the .docx of a sheet, in its order."""
    return docx_words(printing.made(sheet, language=language, at=PRINTED, form=printing.DOCX))


def test_the_docx_has_the_items_of_the_pdf_in_their_order():
    finding = audit.Finding("鍵がない", "鍵をつける", date(2026, 12, 8))
    sheet = audit.sheet(replace(AUDIT, place="", findings=[finding]))
    said, place = text(printing.made(sheet, at=PRINTED)), 0

    for line in items(sheet):
        words = "".join(line.split()).replace("＿", "")
        found = said.find(words, place)
        assert found >= 0, words
        place = found


def test_a_long_answer_is_not_cut_on_a_paper():
    long = "見たことを書きました。" * 150 + "さいごのことば"

    assert long in items(visit.sheet(replace(VISIT, seen=long)))
    assert "さいごのことば" in text(made(visit.sheet(replace(VISIT, seen=long))))


def test_the_docx_has_both_languages_and_names_form_and_rules():
    words = items(interview.sheet(TALK), "vi")

    assert "準備する様式：参考様式第5-5号" in words
    assert parts.both("面談した日", "vi")[1] in words
    assert any("ssw-2019-04-01（2026年11月24日（火）の規則）" in line for line in words)
    assert HOSTILE in items(visit.sheet(replace(VISIT, seen=HOSTILE)))
