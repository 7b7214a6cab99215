"""What a person sends from a phone: the limit stands before the choice, a wrong file before nothing."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.pages import words
from tsunagari.faces.shared import uploads
from tsunagari.kernel.papers import actions as papers
from tsunagari.programmes.talent.advice.models import Consultation, Photo

HELP, BRING = "/me/case/help/", "/me/case/bring/cv/"
ASKED = {"topic": "life", "words": "Tôi bị ốm"}


@pytest.fixture
def client(linh_case, linh, worker_client, kept_files):
    return worker_client(linh)


def photo() -> bytes:
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (35.0, 51.0, 22.7)}
    made = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(made, "JPEG", exif=exif)
    return made.getvalue()


def asked(client, data, name="photo.jpg"):
    sent = SimpleUploadedFile(name, data, "image/jpeg")
    return client.post(HELP, ASKED | {"photos": sent})


def test_the_limit_and_the_kinds_stand_before_the_choice(client):
    assert "JPEG・PNG の写真を 3枚まで、1枚 10MB まで。" in words(client.get(HELP))
    assert "PDF・JPEG・PNG、10MBまでのファイルを1つ選んでください。" in words(client.get(BRING))


def test_a_photo_of_a_request_says_no_longer_where_it_was_taken(client):
    assert asked(client, photo()).status_code == 302

    kept = Image.open(io.BytesIO(papers.read(Photo.objects.get().paper.blob)))
    assert not kept.getexif().get_ifd(0x8825)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"%PDF-1.7 named .jpg", "JPEG・PNG の写真を選んでください。"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "JPEG・PNG の写真を選んでください。"),
        (b"", "ファイルが空です。もう一度選んでください。"),
        (b"\xff\xd8\xff no picture", "写真を読めませんでした。"),
    ],
    ids=["pdf", "heic", "empty", "broken"],
)
def test_a_wrong_photo_is_said_and_the_words_stay(client, data, why):
    answer = asked(client, data)

    assert answer.status_code == 422
    assert why in words(answer)
    assert "Tôi bị ốm" in words(answer)
    assert not Consultation.objects.exists()


def test_too_large_a_photo_says_how_large_it_may_be(client, monkeypatch):
    monkeypatch.setattr(uploads, "LIMIT", 1024)

    answer = asked(client, photo() + bytes(2048))

    assert answer.status_code == 422
    assert "写真を小さくするか、分けて送ってください。" in words(answer)
    assert not Consultation.objects.exists()
