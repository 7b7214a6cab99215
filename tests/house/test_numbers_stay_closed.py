"""番号 — a marked number is entered and read, and then found in no table, page, file, mail or log."""

import base64
import io
import logging

import pytest
from django.apps import apps
from django.core import mail
from django.core.management import call_command
from django.test import Client

from tests.cast import TODAY
from tests.cast_talent import make_case
from tests.house.test_names_stay_closed import found, walk
from tsunagari.faces.shared import forgetting
from tsunagari.kernel.parties import actions, numbers, queries
from tsunagari.kernel.parties.models import Identifier
from tsunagari.kernel.records.models import Record

CARD, PASSPORT = "QX98765432ZK", "QZ8765431"
REASON = "更新の申請書に書くため"


def everything_stored() -> dict[str, str]:
    """{table: everything that stands in it}, sessions and presses too."""
    return {
        model._meta.db_table: repr(list(model._base_manager.values_list()))
        for model in apps.get_models(include_auto_created=True)
    }


def where(mark: str) -> list[str]:
    return sorted(table for table, text in everything_stored().items() if mark in text)


@pytest.fixture
def linh(federation):
    """Linh — a person with a residence card."""
    return actions.add_person(family="NGUYEN", given="Linh", nationality="VNM").party


@pytest.fixture
def entered(linh, staff_client, caplog):
    """Both numbers, entered and read by the office on its own pages; what the log said."""
    caplog.set_level(logging.DEBUG)
    page = f"/desk/parties/{linh.code}/numbers/"
    for kind, number in (("residence_card", "qx-9876 5432-zk"), ("passport", "ｑｚ８７６５４３１")):
        answer = staff_client.post(page, {"kind": kind, "number": number, "press_key": number[:3]})
        assert answer.status_code == 302
    for row in Identifier.objects.all():
        shown = staff_client.post(f"{page}{row.pk}/", {"reason": REASON})
        assert numbers.reveal(row) in shown.content.decode()
        assert shown["Cache-Control"] == "no-store"
    return caplog


def test_a_number_stands_in_no_table(entered):
    assert where(REASON) == ["records_recorddetail"]
    for mark in (CARD, PASSPORT, CARD.lower(), "9876543", "8765431"):
        assert where(mark) == [], mark


def test_a_number_stands_on_no_page_file_or_mail(entered, linh, staff_client):
    pages = walk(staff_client, "/desk/", f"/desk/parties/{linh.code}/numbers/")

    assert any("numbers" in path for path in pages)
    assert found(pages, "98765432") == found(pages, "8765431") == []
    assert found(walk(Client(), "/", "/api/v1/openapi.json"), "98765432") == []
    assert "98765432" not in repr([message.message() for message in mail.outbox])
    assert "98765432" not in entered.text


def test_a_number_stands_on_no_page_of_a_company_a_sending_organisation_or_the_person(
    entered, linh, maker, hanoi, sato, partner_client, mori_login, tran_login, worker_client
):
    case = make_case(linh.person, by=sato, company=maker, sending=hanoi)
    starts = ["/partner/", f"/partner/cases/{case.pk}/", f"/partner/cases/{case.pk}/costs/"]

    for login in (mori_login, tran_login):
        pages = walk(partner_client(login), *starts)
        assert found(pages, "98765432") == found(pages, "8765431") == []
        assert found(pages, REASON) == []
    pages = walk(worker_client(linh.person), "/me/case/", "/me/case/papers/")
    assert found(pages, "98765432") == found(pages, "8765431") == []
    assert "/me/case/papers/" in found(pages, REASON)


def test_no_export_of_a_case_holds_a_number(entered, linh, sato, staff_client):
    case = make_case(linh.person, by=sato)

    sheet = walk(staff_client, f"/desk/cases/{case.pk}/costs.xlsx")

    assert list(sheet) == [f"/desk/cases/{case.pk}/costs.xlsx"]
    assert found(sheet, "98765432") == []


def test_a_number_finds_nobody_in_the_search(entered, staff_client):
    assert queries.found(CARD).rows == []
    assert queries.found("98765432").rows == []


def test_every_reading_is_on_record_with_its_reason(entered, linh, staff_client):
    assert Record.objects.filter(did="identifier.read").count() == 2
    page = staff_client.get(f"/desk/parties/{linh.code}/numbers/").content.decode()
    assert page.count(REASON) == 2
    assert "佐藤" in page


def test_new_keys_leave_nothing_closed_with_the_old_one(entered, settings, tmp_path):
    settings.SEALING_FILE = tmp_path / "numbers.key"
    Identifier.objects.all().delete()
    linh = actions.add_person(family="TRAN", given="Mai").party
    row = Identifier(party=linh, kind="passport")
    numbers.close(row, PASSPORT)
    row.save()
    before = row.sealed
    out = io.StringIO()

    call_command("rotate_keys", stdout=out)

    row.refresh_from_db()
    assert "1件の番号を、新しい鍵で" in out.getvalue()
    assert row.sealed.partition(":")[0] != before.partition(":")[0]
    assert numbers.reveal(row) == PASSPORT
    assert numbers.same("passport", PASSPORT).get() == row
    assert len(numbers.ring().keys) == 1


def test_keys_of_the_environment_are_used_and_stay_there(linh, settings):
    new, old = (f"{name}:{base64.b64encode(name.encode() * 32).decode()}" for name in "ba")
    settings.SEALING_KEYS = old
    row = Identifier(party=linh, kind="passport")
    numbers.close(row, PASSPORT)
    row.save()
    settings.SEALING_KEYS = f"{new},{old}"
    out = io.StringIO()

    call_command("rotate_keys", stdout=out)

    row.refresh_from_db()
    assert row.sealed.startswith("b:")
    assert "TSUNAGARI_KEYS" in out.getvalue()
    settings.SEALING_KEYS = new
    assert numbers.reveal(row) == PASSPORT


def test_a_forgotten_person_has_no_numbers(entered, linh):
    forgetting.forget(linh, on=TODAY)

    assert not Identifier.objects.exists()
    assert where(REASON) == []
