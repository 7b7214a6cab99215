"""案件の書類（事務局） — what is missing, checking, refusing with a reason, and looking at scans."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import TODAY
from tsunagari.kernel.records.models import Record
from tsunagari.programmes.talent.documents import actions
from tsunagari.programmes.talent.documents.models import Submission

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast_day", "kept_files")]
PDF = b"%PDF-1.7\n1 0 obj\nstartxref\n9\n%%EOF\n"


@pytest.fixture
def cv(linh_case, tran):
    """Linh's curriculum vitae, as Tran has sent it."""
    return actions.submit(linh_case, "cv", PDF, name="cv.pdf", by=tran, on=TODAY)


def text(answer, status=200) -> str:
    assert answer.status_code == status
    return answer.content.decode()


def board(case) -> str:
    return f"/desk/cases/{case.pk}/documents/"


def test_strangers_stay_outside(linh_case, cv, suzuki_client, mori_login, partner_client):
    pages = [
        board(linh_case),
        f"{board(linh_case)}cv/",
        f"/desk/documents/{cv.pk}/scan/",
        f"/desk/documents/{cv.pk}/accept/",
        "/desk/documents/",
    ]
    for page in pages:
        assert Client().get(page).status_code == 302
        assert suzuki_client.get(page).status_code == 403
        assert partner_client(mori_login).get(page).status_code == 403


def test_the_board_says_what_is_missing_and_who_brings_it(staff_client, linh_case, cv):
    page = text(staff_client.get(board(linh_case)))

    assert "いままでの段階の書類は、0％そろいました。" in page
    assert "まだそろっていない書類" in page
    assert "送出機関（Hanoi HR）" in page
    assert "確かめています" in page


def test_the_office_checks_a_paper_and_can_take_it_back(staff_client, linh_case, cv):
    home = f"{board(linh_case)}cv/"
    page = text(staff_client.get(home))
    assert "この書類でよい" in page

    assert staff_client.post(f"/desk/documents/{cv.pk}/accept/")["Location"] == home
    assert "確かめました" in text(staff_client.get(home))
    staff_client.post(f"/desk/documents/{cv.pk}/undo/")
    assert Submission.objects.get().state == "received"


def test_a_refusal_needs_a_reason_and_keeps_what_was_typed(staff_client, linh_case, cv):
    refuse = f"/desk/documents/{cv.pk}/refuse/"

    page = text(staff_client.post(refuse, {"said": " "}), 422)
    assert "理由を選ぶか、書いてください。" in page

    staff_client.post(refuse, {"reasons": ["unsigned"], "said": "裏面もください。"})
    page = text(staff_client.get(f"{board(linh_case)}cv/"))
    assert "署名がありません。" in page
    assert "裏面もください。" in page


def test_the_office_takes_in_a_paper_itself(staff_client, linh_case):
    home = f"{board(linh_case)}sending_contract/"
    scan = SimpleUploadedFile("keiyaku.pdf", PDF)

    answer = staff_client.post(
        home,
        {
            "file": scan,
            "issued_on_0": "",
            "issued_on_y": "2026",
            "issued_on_m": "11",
            "issued_on_d": "1",
        },
    )

    assert answer["Location"] == home
    found = Submission.objects.get()
    assert (found.body, found.issued_on.isoformat()) == (None, "2026-11-01")


def test_a_bad_file_says_so_beside_its_field(staff_client, linh_case):
    broken = SimpleUploadedFile("x.pdf", b"%PDF-1.7 cut")

    page = text(staff_client.post(f"{board(linh_case)}cv/", {"file": broken}), 422)

    assert "途中で切れているか、こわれています" in page


def test_looking_at_a_scan_is_on_record(staff_client, cv):
    answer = staff_client.get(f"/desk/documents/{cv.pk}/scan/")

    assert b"".join(answer) if answer.streaming else answer.content == PDF
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert Record.objects.get(did="document.read").facts == {"paper": "ESD.cv"}


def test_what_waits_for_a_check_is_one_list(staff_client, cv):
    assert "履歴書" in text(staff_client.get("/desk/documents/"))

    staff_client.post(f"/desk/documents/{cv.pk}/accept/")
    assert "確かめる書類はありません" in text(staff_client.get("/desk/documents/"))


def test_the_list_asks_as_often_for_three_as_for_one(
    staff_client, linh_case, tran, cv, django_assert_num_queries
):
    staff_client.get("/desk/documents/")
    with CaptureQueriesContext(connection) as one:
        staff_client.get("/desk/documents/")
    for code in ("referral", "fee_statement"):
        actions.submit(linh_case, code, PDF, name="x.pdf", by=tran, on=TODAY)

    with django_assert_num_queries(len(one)):
        staff_client.get("/desk/documents/")


def test_a_document_of_another_system_is_not_there(staff_client, linh_case):
    assert staff_client.get(f"{board(linh_case)}support_plan/").status_code == 404
