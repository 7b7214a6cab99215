"""帳簿（事務局） — what stands in each book, on the page and in the workbook; strangers stay outside."""

from datetime import UTC, date, datetime
from io import BytesIO
from urllib.parse import unquote

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import TODAY
from tests.cast_talent import make_case
from tests.pages import words
from tsunagari.faces.desk import registers
from tsunagari.kernel.parties import actions as parties
from tsunagari.kernel.records.models import Record
from tsunagari.programmes.talent.documents.papers.books import BOOKS
from tsunagari.programmes.talent.people.actions import cases
from tsunagari.programmes.talent.people.models import Supervisor
from tsunagari.programmes.talent.safety.models import Incident, Step

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast_day", "kept_files")]
TRAINEE = {
    "born_on": "2001-02-03",
    "entry": "2026-04-01",
    "training_from": "2026-04-02",
    "training_until": "2026-04-30",
    "plans": [{"id": "1", "stage": 1, "starts": "2026-04-01", "ends": "2027-03-31", "hours": 1920}],
    "placements": [{"id": "a", "starts": "2026-05-01"}],
    "events": [
        {"kind": "fee_planned", "on": "2026-12-01"},
        {"kind": "complaint", "on": "2026-11-20"},
    ],
}


@pytest.fixture
def trainee(linh, maker, sato):
    """Linh's case under technical intern training, with what the books ask."""
    case = make_case(linh, "TITP", by=sato, state="stage1_working", company=maker)
    case.facts = case.facts | TRAINEE
    case.save()
    return case


def line(code: str, viewer) -> dict:
    """The only line of a book."""
    [found] = registers.whole(code, viewer)
    return found


def test_strangers_stay_outside(federation, suzuki_client, mori_login, partner_client):
    company = partner_client(mori_login)
    for page in ("registers/", "registers.xlsx", "registers/people/", "registers/people.xlsx"):
        assert Client().get(f"/desk/{page}").status_code == 302
        assert suzuki_client.get(f"/desk/{page}").status_code == 403
        assert company.get(f"/desk/{page}").status_code == 403


def test_an_empty_book_says_what_would_fill_it(staff_client):
    page = words(staff_client.get("/desk/registers/"))

    assert all(book.title in page for book in BOOKS)
    for book in BOOKS:
        empty = words(staff_client.get(f"/desk/registers/{book.code}/"))
        assert book.fills in empty
        assert book.item in empty
        assert "おわってから1年" in empty
    assert staff_client.get("/desk/registers/secret/").status_code == 404


def test_the_roster_keeps_the_order_of_the_list_and_shows_what_is_missing(trainee, sato):
    found = line("people", sato)

    assert (found["name"], found["nationality"], found["stage"]) == (
        "NGUYEN Linh",
        "ベトナム",
        "第1号",
    )
    assert (found["plan"], found["card"], found["keep"]) == (None, None, "おわってから1年")


def test_the_year_of_keeping_begins_with_the_end(trainee, sato):
    cases.close(trainee, by=sato, on=TODAY)

    assert str(line("people", sato)["keep"]) == "2027-11-24"
    assert str(line("hosts", sato)["keep"]) == "2027-11-24"


def test_fees_training_and_complaints_come_from_what_the_case_knows(trainee, sato):
    fee, lesson, told = (line(code, sato) for code in ("fees", "training", "consultations"))

    assert (str(fee["day"]), fee["company"]) == ("2026-12-01", "流山製作所")
    assert (lesson["kind"], str(lesson["until"])) == ("入国後の講習", "2026-04-30")
    assert str(told["day"]) == "2026-11-20"


def test_a_consultation_stands_with_what_was_done(trainee, sato):
    incident = Incident.objects.create(
        case=trainee,
        system="TITP",
        kind="life",
        part="else",
        words="部屋が寒い",
        language="vi",
        on=TODAY,
        opened_at=datetime(2026, 11, 24, tzinfo=UTC),
    )
    Step.objects.create(
        incident=incident, state="closed", words="暖房を入れた", at=incident.opened_at
    )

    found = registers.whole("consultations", sato)[0]
    assert "部屋が寒い" in found["what"]
    assert (found["done"], found["person"]) == ("暖房を入れた", "NGUYEN Linh")


def test_outside_audits_come_from_the_offices_of_the_body(federation, sato):
    office = {"id": "本部", "starts": "2026-01-01", "outside_audits": ["2026-03-31"]}
    Supervisor.objects.create(
        organisation=federation.party.organisation, facts={"offices": [office]}
    )

    found = line("outside", sato)
    assert (str(found["day"]), found["by"], found["office"]) == ("2026-03-31", "外部監査人", "本部")


def test_the_workbook_has_a_sheet_a_book_and_taking_it_is_on_record(staff_client, trainee):
    answer = staff_client.get("/desk/registers.xlsx")

    made = openpyxl.load_workbook(BytesIO(answer.content))
    people = list(made.worksheets[1].iter_rows(values_only=True))
    first = [row[0] for row in people]
    head = people[first.index("名前")]
    assert len(made.sheetnames) == len(BOOKS)
    assert head[:3] == ("名前", "国籍", "生年月日")
    assert head[-1] == "しまっておく最後の日"
    assert people[-1][:2] == ("NGUYEN Linh", "ベトナム")
    born = made.worksheets[1].cell(len(people), 3)
    assert (born.value.date(), born.number_format) == (date(2001, 2, 3), "yyyy-mm-dd")
    assert any("規則54条1項1号" in str(text) for text in first)
    assert any("titp-2017-11-01" in str(text) for text in first)
    assert "帳簿_2026-11-24.xlsx" in unquote(answer["Content-Disposition"])
    taken = Record.objects.get(did="registers.taken_out")
    assert taken.facts["books"].split() == [book.code for book in BOOKS]


def test_a_book_asks_as_little_for_many_as_for_one(staff_client, trainee, sato, maker):
    def asked(code):
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert staff_client.get(f"/desk/registers/{code}/").status_code == 200
        return len(found)

    codes = ("hosts", "people", "fees", "training", "consultations")
    asked("hosts")  # the house itself is looked up once
    before = {code: asked(code) for code in codes}
    for number in range(3):
        person = parties.add_person(family_latin=f"NGUYEN{number}", nationality="VNM")
        case = make_case(person, "TITP", by=sato, company=maker)
        case.facts = case.facts | TRAINEE
        case.save()

    assert {code: asked(code) for code in codes} == before
