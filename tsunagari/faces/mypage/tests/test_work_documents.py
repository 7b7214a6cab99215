import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.cast import TODAY
from tests.pages import words
from tsunagari.kernel.duties.models import Duty
from tsunagari.kernel.papers import actions as papers
from tsunagari.programmes.talent.documents import actions
from tsunagari.programmes.talent.documents.models import Submission
from tsunagari.programmes.talent.people.models import Case

PDF = b"%PDF-1.7 x"
CV = "/me/case/bring/cv/"


def photo(size=(60, 40)) -> bytes:
    """A photograph that says where it was taken."""
    image, place = Image.new("RGB", size, "white"), Image.Exif()
    place[0x8825] = {1: "N", 2: (35.0, 51.0, 0.0)}
    made = io.BytesIO()
    image.save(made, "JPEG", exif=place)
    return made.getvalue()


def sent(client, data=None, path=CV, **more):
    file = SimpleUploadedFile("cv.jpg", photo() if data is None else data)
    return client.post(path, {"file": file, **more}, follow=True)


@pytest.fixture
def client(linh_case, linh, worker_client, kept_files):
    return worker_client(linh)


def test_a_photograph_is_sent_and_keeps_no_place(client, linh):
    page = words(sent(client))

    one = Submission.objects.get()
    assert (one.document, one.state, one.by_person) == ("cv", "received", True)
    assert "事務局が確かめています" in page
    kept = papers.read(one.paper.blob)
    assert not Image.open(io.BytesIO(kept)).getexif()
    assert client.get(f"/me/case/sent/{one.pk}/").content == kept
    assert "cv.jpg" not in words(client.get("/me/case/papers/"))
    assert Duty.objects.get(rule="2-1.check_paper").state == "open"


def test_what_a_body_sent_and_brings_again_is_not_asked_of_the_person(
    client, linh_case, tran, sato
):
    by_body = actions.submit(linh_case, "cv", photo(), name="cv.jpg", by=tran, on=TODAY)
    before = words(client.get("/me/case/"))
    actions.refuse(by_body, reasons=["cut_off"], by=sato, on=TODAY, at=_now())

    for path in ("/me/case/papers/", CV):
        page = words(client.get(path))
        assert "Hanoi HR" in page
        assert "が出しなおします。" in page
        assert "紙の端が切れています" not in page
    assert words(client.get("/me/case/")) == before
    sent(client)
    assert Submission.objects.get(current=True).by_person


def test_a_better_photograph_takes_the_place_of_the_first_and_goes_back_with_one_press(client):
    sent(client)
    sent(client, photo((80, 40)))
    first, second = Submission.objects.order_by("pk")
    assert (first.current, second.current) == (False, True)

    assert words(client.get("/me/case/papers/")).count("前に出したもの") == 1

    client.post(f"/me/case/sent/{second.pk}/withdraw/")

    first.refresh_from_db()
    assert first.current
    assert "この書類" not in words(client.get(CV))


def test_a_photograph_that_was_replaced_is_not_called_looked_at_for_ever(client, sato):
    sent(client)
    sent(client, photo((80, 40)))
    assert "新しい書類にかわりました" in words(client.get(CV))

    newest = Submission.objects.get(current=True)
    actions.refuse(newest, reasons=["cut_off"], by=sato, on=TODAY, at=_now())

    assert "確かめています" not in words(client.get(CV))


def test_a_refusal_is_read_in_the_own_language_and_done_by_sending_again(client, sato):
    sent(client)
    actions.refuse(Submission.objects.get(), reasons=["cut_off"], by=sato, on=TODAY, at=_now())

    for path in ("/me/case/", "/me/case/papers/", CV):
        assert "紙の端が切れています" in words(client.get(path))
        assert "紙の端が切れています" not in words(client.get("/vi" + path))
    assert Duty.objects.get(rule="2-1.bring_paper_again", state="open").doer_id == _person()

    sent(client)

    assert not Duty.objects.filter(rule="2-1.bring_paper_again", state="open").exists()


def test_what_the_office_accepted_is_neither_replaced_nor_taken_back(client, sato):
    sent(client)
    one = Submission.objects.get()
    actions.accept(one, by=sato, on=TODAY)

    assert "もう確かめてあります" in words(sent(client))
    client.post(f"/me/case/sent/{one.pk}/withdraw/")
    one.refresh_from_db()
    assert (one.state, Submission.objects.count()) == ("accepted", 1)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "ファイルが空です。"),
        (b"GIF89a", "PDF・JPEG・PNG のファイルを選んでください。"),
        (b"\xff\xd8\xff" + b"x" * 50, "写真を読めませんでした。"),
        (b"%PDF-1.4 /Encrypt %%EOF startxref", "パスワードなどの保護"),
        (b"\xff\xd8\xff" + b"x" * 11_000_000, "10MB までにしてください。"),
    ],
)
def test_a_file_that_cannot_be_taken_says_why(client, data, said):
    answer = sent(client, data)

    assert answer.status_code == 422
    assert said in words(answer)
    assert not Submission.objects.exists()


def test_a_paper_of_the_body_is_replaced_by_nobody_while_it_waits(client, linh_case, tran):
    actions.submit(linh_case, "cv", photo(), name="cv.jpg", by=tran, on=TODAY)

    assert "ほかの人が出して" in words(client.get(CV))
    assert sent(client).status_code == 422
    assert client.get(f"/me/case/sent/{Submission.objects.get().pk}/").status_code == 404


def test_papers_of_others_and_papers_that_bodies_bring_are_not_found(
    client, mai_case, mai, worker_client
):
    sent(client)
    one, other = Submission.objects.get(), worker_client(mai)

    assert other.get(f"/me/case/sent/{one.pk}/").status_code == 404
    assert other.post(f"/me/case/sent/{one.pk}/withdraw/").status_code == 404
    for code in ("sending_contract", "nothing"):
        assert client.get(f"/me/case/bring/{code}/").status_code == 404
        assert sent(client, path=f"/me/case/bring/{code}/").status_code == 404


def test_a_closed_case_takes_no_paper(client):
    Case.objects.update(closed_on=TODAY)

    assert "この案件はおわっています。" in words(sent(client))


def _now():
    from django.utils import timezone

    return timezone.now()


def _person() -> int:
    return Case.objects.get().person_id


def test_what_the_office_handed_over_is_read_under_its_name_also_when_taken_back(
    client, linh_case, sato
):
    given = actions.give_out(linh_case, "conditions", PDF, name="x.pdf", by=sato, on=TODAY)
    page = words(client.get("/me/case/papers/"))
    assert "雇用条件書" in page
    assert "取り下げ" not in page
    assert client.get(f"/me/case/papers/{given.paper_id}/").content == PDF

    actions.take_back(given, by=sato, on=TODAY)

    assert "取り下げ" in words(client.get("/me/case/papers/"))
