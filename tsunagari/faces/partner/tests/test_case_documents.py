"""案件の書類（連携団体） — each body sees and brings its own, and nobody else's."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cast import NOW, TODAY
from tsunagari.kernel.records.models import Record
from tsunagari.programmes.talent.documents import actions
from tsunagari.programmes.talent.documents import queries as documents
from tsunagari.programmes.talent.documents.models import Submission

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast_day", "kept_files")]
PDF = b"%PDF-1.7\n1 0 obj\nstartxref\n9\n%%EOF\n"


@pytest.fixture
def pham_client(tran_login, partner_client):
    return partner_client(tran_login)


@pytest.fixture
def kubo_client(mori_login, partner_client):
    return partner_client(mori_login)


def text(answer, status=200) -> str:
    assert answer.status_code == status
    return answer.content.decode()


def board(case) -> str:
    return f"/partner/cases/{case.pk}/documents/"


def send(client, case, code="cv", data=PDF):
    return client.post(f"{board(case)}{code}/", {"file": SimpleUploadedFile("a.pdf", data)})


def test_strangers_and_other_bodies_find_nothing(
    linh_case, suzuki_client, bui_login, okada_login, yamada_client, partner_client
):
    for page in (board(linh_case), f"{board(linh_case)}cv/"):
        assert Client().get(page).status_code == 302
        assert suzuki_client.get(page).status_code == 403
        for client in (partner_client(bui_login), partner_client(okada_login), yamada_client):
            assert client.get(page).status_code == 404


def test_a_body_sees_what_it_has_to_bring_and_no_more(pham_client, kubo_client, linh_case):
    tran, mori = text(pham_client.get(board(linh_case))), text(kubo_client.get(board(linh_case)))

    assert " さんの書類" in tran
    assert "履歴書" in tran
    assert "求人票" not in tran
    assert "求人票" in mori
    assert "履歴書" not in mori
    assert kubo_client.get(f"{board(linh_case)}cv/").status_code == 404
    assert send(kubo_client, linh_case).status_code == 404


def test_a_paper_is_sent_and_taken_back_while_nobody_has_checked(pham_client, linh_case):
    assert send(pham_client, linh_case)["Location"] == board(linh_case)
    found = Submission.objects.get()
    assert "確かめています" in text(pham_client.get(board(linh_case)))

    pham_client.post(f"/partner/documents/{found.pk}/withdraw/")

    found.refresh_from_db()
    assert (found.state, found.current) == ("withdrawn", False)


def test_a_body_opens_its_own_scans_only(pham_client, kubo_client, linh_case, tran):
    found = actions.submit(linh_case, "cv", PDF, name="a.pdf", by=tran, on=TODAY)
    scan = f"/partner/documents/{found.pk}/scan/"

    assert pham_client.get(scan).content == PDF
    assert kubo_client.get(scan).status_code == 404
    assert kubo_client.post(f"/partner/documents/{found.pk}/withdraw/").status_code == 404


def test_a_refused_paper_says_why_and_is_brought_again(pham_client, linh_case, tran, sato):
    found = actions.submit(linh_case, "cv", PDF, name="a.pdf", by=tran, on=TODAY)
    actions.refuse(found, reasons=["cut_off"], by=sato, on=TODAY, at=NOW)

    page = text(pham_client.get(f"{board(linh_case)}cv/"))
    assert "出しなおしてください" in page
    assert "紙の端が切れています。" in page
    assert "書類を出しなおしてください" in text(pham_client.get("/partner/notices/"))
    # The case says the same as the first page.
    case = text(pham_client.get(f"/partner/cases/{linh_case.pk}/"))
    assert "書類を出しなおす" in case
    assert documents.words_of(found) in case

    send(pham_client, linh_case)
    assert Submission.objects.filter(current=True).get().state == "received"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "ファイルが空です"),
        (b"GIF89a", "PDF・JPEG・PNG のファイルを選んでください。"),
        (b"x" * (10 * 1024 * 1024 + 1), "10MB までにしてください"),
        (PDF.replace(b"1 0 obj", b"/Encrypt"), "保護を外して"),
    ],
)
def test_a_bad_file_gets_its_sentence(pham_client, linh_case, data, said):
    page = text(send(pham_client, linh_case, data=data), 422)

    assert said in page
    assert not Submission.objects.exists()


def test_a_body_with_nothing_to_bring_is_told(kubo_client, sato, mai, maker):
    from tests.cast_talent import make_case

    case = make_case(mai, "TITP", by=sato, state="completed", company=maker)

    assert kubo_client.get(board(case)).status_code == 200


def test_what_the_office_handed_over_is_read_by_those_whom_it_concerns(
    kubo_client, pham_client, partner_client, okada_login, linh_case, sato
):
    conditions, plan, notice = (
        actions.give_out(linh_case, kind, PDF, name=f"{kind}.pdf", by=sato, on=TODAY).pk
        for kind in ("conditions", "training_plan", "status")
    )
    case = f"/partner/cases/{linh_case.pk}/"

    def opened(client):
        pages = [f"{case}handed/{pk}.pdf" for pk in (conditions, plan, notice)]
        return [client.get(page).status_code for page in pages]

    page = text(kubo_client.get(case))
    assert "渡した書類" in page
    assert "雇用条件書" in page
    assert "計画の下書き" in page
    assert "計画の下書き" not in text(pham_client.get(case))
    assert kubo_client.get(f"{case}handed/{conditions}.pdf").content == PDF
    assert [record.facts["paper"] for record in Record.objects.filter(did="paper.seen")] == [
        "conditions"
    ]
    assert opened(kubo_client) == [200, 200, 404]
    assert opened(pham_client) == [200, 404, 404]
    assert opened(partner_client(okada_login)) == [404, 404, 404]
    assert opened(Client()) == [302, 302, 302]
