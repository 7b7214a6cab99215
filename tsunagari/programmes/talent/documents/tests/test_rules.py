"""案件の書類 — which files are taken, how complete a case is, when a paper runs out."""

from datetime import date

import pytest

from tsunagari.programmes.talent.documents import rules

ON = date(2026, 11, 24)
PDF = b"%PDF-1.7\n1 0 obj\nstartxref\n9\n%%EOF\n"


def words(reasons) -> list[str]:
    return [reason.words() for reason in reasons]


def test_a_whole_pdf_is_taken_and_a_picture_is_not_looked_into():
    assert rules.why_not_take(PDF) == []
    assert rules.why_not_take(b"\xff\xd8\xff /Encrypt") == []


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (PDF.replace(b"1 0 obj", b"<< /Encrypt 5 0 R >>"), "保護を外して保存してから"),
        (PDF[:20], "途中で切れているか、こわれています"),
    ],
)
def test_a_locked_or_broken_pdf_says_what_to_do(data, said):
    [sentence] = words(rules.why_not_take(data))

    assert said in sentence


@pytest.mark.parametrize(
    ("states", "percent"),
    [
        ([], None),
        (["missing"], 0),
        (["accepted"] * 2 + ["received"], 66),
        (["accepted"] * 199 + ["refused"], 99),
        (["accepted"] * 3, 100),
    ],
)
def test_only_accepted_papers_count_and_a_hundred_means_all(states, percent):
    assert rules.percent(states) == percent


@pytest.mark.parametrize(
    ("until", "state"), [(ON, "accepted"), (date(2026, 11, 23), "expired"), (None, "accepted")]
)
def test_an_accepted_paper_runs_out_after_its_last_day(until, state):
    assert rules.state_of("accepted", until, ON) == state


def test_a_paper_is_valid_as_it_says_itself_or_by_its_months():
    issued = date(2026, 11, 30)

    assert rules.valid_until(issued_on=issued, months=3, said=None) == date(2027, 2, 28)
    assert rules.valid_until(issued_on=issued, months=3, said=ON) == ON
    assert rules.valid_until(issued_on=None, months=3, said=None) is None


def test_a_refusal_without_a_reason_is_none():
    assert words(rules.why_not_refuse(reasons=[], said="  ")) == [
        "理由を選ぶか、書いてください。送った人に、その人の言葉で伝わります。"
    ]
    assert rules.why_not_refuse(reasons=["unsigned"], said="") == []
    assert rules.why_not_refuse(reasons=[], said="2ページ目がありません。") == []
    assert words(rules.why_not_refuse(reasons=["rude"], said="")) == [
        "一覧にある理由を選んでください。"
    ]
