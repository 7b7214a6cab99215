import io
import os
import struct
import zlib

import pytest
from PIL import Image

from tests.cast import TODAY
from tsunagari.base.refusals import Refused
from tsunagari.kernel.papers import actions as papers
from tsunagari.kernel.papers.models import Blob, Paper

PDF = b"%PDF-1.7 a small paper"


@pytest.fixture(autouse=True)
def folder(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "papers"
    return settings.MEDIA_ROOT


def files(folder):
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def picture(**options):
    made = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(made, "JPEG", **options)
    return made.getvalue()


def png(image):
    made = io.BytesIO()
    image.save(made, "PNG")
    return made.getvalue()


def said(refused):
    return [reason.words() for reason in refused.value.reasons]


def test_the_same_bytes_are_stored_once_under_their_hash(folder):
    first, second = papers.store(PDF), papers.store(PDF)

    assert first == second
    assert files(folder) == [first.sha256]
    assert papers.read(first) == PDF
    assert (first.size, first.type) == (len(PDF), "application/pdf")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PDF, "application/pdf"),
        (b"\x89PNG\r\n\x1a\n...", "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"PK\x03\x04", "application/zip"),
        (b"MZ program.pdf", ""),
        (b"", ""),
    ],
)
def test_a_file_is_what_its_first_bytes_say(data, kind):
    assert papers.type_of(data) == kind


def test_one_file_may_be_several_papers():
    papers.keep(PDF, name="承認.pdf", kind="approval", on=TODAY)
    papers.keep(PDF, name="覚書.pdf", kind="agreement", on=TODAY)

    assert (Blob.objects.count(), Paper.objects.count()) == (1, 2)


def test_a_photo_loses_the_place_where_it_was_taken():
    exif = Image.Exif()
    exif[0x010F] = "TSUNAGARI CAMERA"
    photo = picture(exif=exif)
    assert b"TSUNAGARI" in photo

    paper = papers.keep(photo, name="photo.jpg", kind="consent", on=TODAY)

    kept = papers.read(paper.blob)
    assert b"TSUNAGARI" not in kept
    assert Image.open(io.BytesIO(kept)).size == (40, 30)


GPS = "35.8563"


def located() -> bytes:
    """A photograph that says where it was taken: as a position, as XMP, as a comment."""
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (35.0, 51.0, 22.7), 3: "E", 4: (139.0, 54.0, 10.0)}
    xmp = f'<x:xmpmeta exif:GPSLatitude="{GPS}"/>'.encode()
    return picture(exif=exif, xmp=xmp, comment=GPS.encode(), icc_profile=GPS.encode())


def test_nothing_that_was_written_beside_a_photo_is_kept():
    photo = located()
    assert Image.open(io.BytesIO(photo)).getexif().get_ifd(0x8825)
    assert photo.count(GPS.encode()) == 3

    kept = papers.read(papers.store_picture(photo + b"PK\x03\x04 and what follows the picture"))

    assert GPS.encode() not in kept
    assert b"PK\x03\x04" not in kept
    again = Image.open(io.BytesIO(kept))
    assert not again.getexif()
    assert set(again.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize(
    "data",
    [
        PDF,
        b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
        b"GIF89a" + b"\0" * 40,
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"MZ\x90 a program",
        b"RIFF\x10\0\0\0WEBPVP8 ",
        b"BM" + b"\0" * 60,
    ],
    ids=["pdf", "heic", "gif", "svg", "exe", "webp", "bmp"],
)
def test_a_photo_is_jpeg_or_png_whatever_it_is_called(data, folder):
    with pytest.raises(Refused) as refused:
        papers.store_picture(data)

    assert said(refused) == ["JPEG・PNG の写真を選んでください。"]
    assert files(folder) == []


@pytest.mark.parametrize("side", [30_000, 60_000, 2**31 - 1])
def test_a_bomb_of_points_is_refused_before_it_is_unpacked(side, folder):
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    bomb = _png((b"IDAT", zlib.compress(bytes(1_000_000), 9))).replace(
        struct.pack(">IIBBBBB", 4, 4, 8, 2, 0, 0, 0), head
    )
    at = bomb.index(head) + len(head)
    bomb = bomb[:at] + struct.pack(">I", zlib.crc32(b"IHDR" + head)) + bomb[at + 4 :]

    with pytest.raises(Refused) as refused:
        papers.store_picture(bomb)

    assert said(refused) == ["写真が大きすぎます。小さくして送ってください。"]
    assert files(folder) == []


@pytest.mark.parametrize("size", [(65_501, 1), (1, 65_501)])
def test_a_picture_longer_than_any_jpeg_is_refused_with_a_sentence(size):
    with pytest.raises(Refused) as refused:
        papers.store_picture(png(Image.new("L", size)))

    assert said(refused) == ["写真が大きすぎます。小さくして送ってください。"]


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_what_can_be_seen_through_becomes_white_so_that_it_is_read(mode):
    image = Image.new(mode, (20, 20), (0,) * len(mode))
    image.paste(tuple([0] * (len(mode) - 1) + [255]), (0, 0, 8, 8))

    kept = Image.open(io.BytesIO(papers.read(papers.store_picture(png(image)))))

    assert min(kept.getpixel((16, 16))) > 250
    assert max(kept.getpixel((3, 3))) < 5


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "ファイルが空です。もう一度選んでください。"),
        (b"hello", "PDF・JPEG・PNG のファイルを選んでください。"),
        (b"PK\x03\x04", "PDF・JPEG・PNG のファイルを選んでください。"),
        (b"%PDF" + b" " * papers.LIMIT, "このファイルは 10MB です。10MB までにしてください。"),
        (
            b"\xff\xd8\xff no picture",
            "写真を読めませんでした。別のファイルを選んでください。",
        ),
    ],
)
def test_what_is_not_kept_says_why(data, words, folder):
    with pytest.raises(Refused) as refused:
        papers.keep(data, name="x", kind="consent", on=TODAY)

    assert said(refused) == [words]
    assert (Blob.objects.count(), files(folder)) == (0, [])


def test_a_picture_of_too_many_points_is_never_unpacked(monkeypatch):
    monkeypatch.setattr(papers, "PIXELS", 1_000)

    with pytest.raises(Refused) as refused:
        papers.keep(picture(), name="x", kind="consent", on=TODAY)

    assert said(refused) == ["写真が大きすぎます。小さくして送ってください。"]


FULL = (
    "ファイルをしまえませんでした（場所がいっぱいか、書きこめません）。"
    "何も変わっていません。事務局に知らせてください。"
)


def test_a_full_disk_is_a_sentence_and_leaves_no_half_file(folder, monkeypatch):
    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(Refused) as refused:
        papers.store(PDF)

    assert said(refused) == [FULL]
    assert (Blob.objects.count(), files(folder)) == (0, [])


def test_a_folder_that_cannot_be_written_is_a_sentence(folder):
    folder.parent.mkdir(exist_ok=True)
    folder.write_text("a file where the folder should be")

    with pytest.raises(Refused) as refused:
        papers.store(PDF)

    assert said(refused) == [FULL]
    assert not Blob.objects.exists()


def test_a_photo_stands_as_it_was_held():
    tag = Image.Exif()
    tag[0x0112] = 6

    paper = papers.keep(picture(exif=tag), name="IMG.jpg", kind="consent", on=TODAY)

    kept = Image.open(io.BytesIO(papers.read(paper.blob)))
    assert kept.size == (30, 40)
    assert not kept.getexif()


def _png(*chunks):
    parts = [(b"IHDR", struct.pack(">IIBBBBB", 4, 4, 8, 2, 0, 0, 0)), *chunks, (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )


@pytest.mark.parametrize(
    "data",
    [
        _png((b"zTXt", b"a\0\0" + zlib.compress(bytes(100_000_000))), (b"IDAT", b"x")),
        _png((b"IDAT", zlib.compress(b"too little"))),
        _png((b"iCCP", b"\0")),
        b"\x89PNG\r\n\x1a\n" + b"\xff" * 400,
        b"\xff\xd8\xff" + b"GIF89a" * 90,
    ],
    ids=["burst", "short", "profile", "noise", "no-jpeg"],
)
def test_a_broken_picture_is_named_and_not_kept(folder, data):
    with pytest.raises(Refused) as refused:
        papers.keep(data, name="a.png", kind="consent", on=TODAY)

    assert said(refused) == ["写真を読めませんでした。別のファイルを選んでください。"]
    assert files(folder) == []
