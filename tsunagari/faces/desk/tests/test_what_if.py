"""もしも — the law of two days beside each other: for everybody, for one company, for one case."""

from io import BytesIO

import pytest
import time_machine
from openpyxl import load_workbook

from tests.cast import NOW, TODAY
from tests.pages import words
from tsunagari.kernel.parties import actions as parties
from tsunagari.kernel.records.models import Record
from tsunagari.programmes.talent.people.actions import cases

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def today():
    """The pages ask the clock; here it stands on the cast's day."""
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def maker(federation):
    return parties.add_organisation("流山製作所", kinds=["company"])


@pytest.fixture
def case(maker, sato):
    linh = parties.add_person(family="グエン", given="リン")
    known = {
        "plans": [{"id": "1", "stage": 1, "starts": "2027-05-01", "ends": "2028-04-30"}],
        "country": "VN",
    }
    return cases.open_case(
        linh,
        "TITP",
        state="plan_drafting",
        by=sato,
        on=TODAY,
        known=known,
        company=maker,
        supervisor=sato.body,
    )


def test_with_nobody_there_nothing_changes(staff_client):
    page = words(staff_client.get("/desk/what-if/"))

    assert "2027年3月31日（水）の法律と 2027年4月1日（木）の法律をくらべます。" in page
    assert "この2つの日で、変わる務めはありません" in page


def test_everybody_is_compared_and_who_must_file_first_stands_first(case, staff_client):
    page = words(staff_client.get("/desk/what-if/"))

    assert "進行中の案件 1件" in page
    assert "先に手続がいる案件（早い順）" in page
    assert page.index("2027年2月28日（日）まで") < page.index("2027年3月31日（水）まで")
    assert "グエン リン さん" in page
    assert "公式ではない資料による" in page


def test_one_case_shows_both_laws_side_by_side(case, staff_client):
    page = words(staff_client.get(f"/desk/what-if/?case={case.pk}"))

    assert "グエン リン さん：" in page
    assert "外国人技能実習機構" in page
    assert "外国人育成就労機構" in page
    assert "出す先" in page


def test_one_company_shows_its_own_duties_and_its_cases(case, maker, staff_client):
    page = words(staff_client.get(f"/desk/what-if/?company={maker.pk}"))

    assert "流山製作所：" in page
    assert "グエン リン さん" in page


def test_any_two_days_may_be_compared(case, staff_client):
    days = "before_y=R7&before_m=4&before_d=1&after_y=2026&after_m=4&after_d=1"

    page = words(staff_client.get(f"/desk/what-if/?{days}"))

    assert "2025年4月1日（火）の法律と 2026年4月1日（水）の法律をくらべます。" in page


def test_days_that_cannot_be_read_are_refused_and_kept(staff_client):
    answer = staff_client.get("/desk/what-if/?before_y=きのう&after_y=2027-04-01")

    assert answer.status_code == 422
    assert 'value="きのう"' in answer.text


@pytest.mark.parametrize("query", ["case=999999", "case=x", "company=999999", "company=x"])
def test_nobody_is_compared_who_is_not_there(query, staff_client):
    assert staff_client.get(f"/desk/what-if/?{query}").status_code == 404


def sheets(answer) -> dict[str, list[list]]:
    made = load_workbook(BytesIO(answer.content))
    return {page.title: [list(row) for row in page.iter_rows(values_only=True)] for page in made}


def test_the_comparison_leaves_as_a_workbook_and_is_on_record(case, staff_client, sato):
    found = sheets(staff_client.get(f"/desk/what-if.xlsx?case={case.pk}"))
    must, _broken, changes = found.values()

    assert list(found) == ["先に手続がいる案件（早い順）", "こえる枠と、できないこと", "変わる務め"]
    assert must[0][0].startswith("グエン リン さん　2027年3月31日（水）の法律と")
    assert [row[0].date() for row in must[2:]] == sorted(row[0].date() for row in must[2:])
    assert must[2][1] == "グエン リン さん"
    assert {"外国人技能実習機構", "外国人育成就労機構"} <= {
        row[n] for row in changes for n in (7, 9)
    }
    record = Record.objects.get(did="what_if.taken_out")
    assert (record.by, record.facts["before"]) == (sato.party, "2027-03-31")


def test_the_workbook_holds_every_company_and_person_(case, maker, staff_client):
    found = sheets(staff_client.get("/desk/what-if.xlsx"))

    assert {"流山製作所", "グエン リン さん"} <= {row[0] for row in found["変わる務め"]}


def test_a_day_that_is_none_leads_from_the_workbook_to_the_page(case, staff_client):
    days = "before_y=2027&before_m=2&before_d=29&after_y=2027&after_m=4&after_d=1"
    answer = staff_client.get(f"/desk/what-if.xlsx?{days}")

    assert answer.url == f"/desk/what-if/?{days}"
    assert "前の法律の日" in words(staff_client.get(answer.url))


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2017-10-31", "2017年11月1日（水）より前の法律は、根拠の一覧に一部しかありません。"),
        ("9999-12-31", "同じ決まりが続くとして計算しました。"),
        ("2027-04-02", ""),
    ],
)
def test_a_day_beyond_the_table_says_so(day, said, staff_client):
    page = words(staff_client.get(f"/desk/what-if/?before_y={day}&after_y=2027-04-01"))
    notes = ("一部しかありません。", "同じ決まりが続くとして計算しました。")

    assert said in page
    assert bool(said) == any(note in page for note in notes)
