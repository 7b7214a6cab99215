"""書類 — storing files once, by content."""

import hashlib
import io
import logging
import os
import tempfile
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import transaction
from PIL import Image, ImageOps

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, Refused
from tsunagari.kernel.papers.models import Blob, Paper
from tsunagari.kernel.papers.sweeping import held

log = logging.getLogger("tsunagari.papers")
LIMIT = 10 * 1024 * 1024
PIXELS = 40_000_000
LONGEST = 65_500  # no JPEG has a longer side
# The first bytes say what a file is; its name says nothing.
KINDS = [
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"PK\x03\x04", "application/zip"),
]


def type_of(data: bytes) -> str:
    """The type by content, "" when it is none of those we take."""
    return next((kind for start, kind in KINDS if data.startswith(start)), "")


def why_not_keep(data: bytes, allowed=("application/pdf", "image/png", "image/jpeg")):
    """Every reason not to keep a scan."""
    if not data:
        return [Reason(_("ファイルが空です。もう一度選んでください。"), field="file")]
    if len(data) > LIMIT:
        return [
            Reason(
                _("このファイルは %(size)sMB です。10MB までにしてください。"),
                {"size": round(len(data) / 1024 / 1024)},
                field="file",
            )
        ]
    if type_of(data) not in allowed:
        papers = "application/pdf" in allowed
        words = _("PDF・JPEG・PNG のファイルを選んでください。")
        return [Reason(words if papers else _("JPEG・PNG の写真を選んでください。"), field="file")]
    return []


@transaction.atomic
def keep(data: bytes, *, name: str, kind: str, on: date, about=None, **where) -> Paper:
    """書類をしまう — images are re-encoded, which drops the place where they were taken."""
    if reasons := why_not_keep(data):
        raise Refused(reasons)
    if type_of(data).startswith("image/"):
        data = _redrawn(data)
    return Paper.objects.create(
        blob=store(data),
        name=name[:200],
        kind=kind,
        received_on=on,
        about_kind=about._meta.label_lower if about else "",
        about_key=str(about.pk) if about else "",
        **where,
    )


def store_picture(data: bytes) -> Blob:
    """写真をしまう — JPEG or PNG only, drawn anew, so that the place where it was taken is gone."""
    if reasons := why_not_keep(data, ("image/png", "image/jpeg")):
        raise Refused(reasons)
    return store(_redrawn(data))


def store_small(data: bytes, *, wide: int, most: int) -> tuple[Blob, tuple[int, int]]:
    """写真を小さくしまう — at most so wide and, by quality, of so many bytes; with its size."""
    if reasons := why_not_keep(data, ("image/png", "image/jpeg")):
        raise Refused(reasons)
    image = _opened(data)
    image.thumbnail((wide, wide))
    for quality in (80, 70, 60, 50, 40, 30):
        made = _jpeg(image, quality)
        if len(made) <= most:
            break
        if quality <= 50:
            image.thumbnail((image.width * 3 // 4, image.height * 3 // 4))
    return store(made), image.size


def small(data: bytes, *, wide: int) -> bytes:
    """写真を小さくする — at most so many pixels on each side, for a paper."""
    image = _opened(data, wide=wide)
    image.thumbnail((wide, wide))
    return _jpeg(image, 70)


def store(data: bytes, kind: str = "") -> Blob:
    """Write the bytes once, complete or not at all, and name them by their hash.

    `kind` is the media type of what we wrote ourselves; else the bytes say what they are.
    """
    digest = hashlib.sha256(data).hexdigest()
    try:
        _write(path_of(digest), data)
    except OSError as error:
        log.exception("a file could not be stored")
        words = _(
            "ファイルをしまえませんでした（場所がいっぱいか、書きこめません）。"
            "何も変わっていません。事務局に知らせてください。"
        )
        raise Refused([Reason(words, rule="papers.full", field="file")]) from error
    blob, _made = Blob.objects.get_or_create(
        sha256=digest,
        defaults={"size": len(data), "type": kind or type_of(data) or "application/octet-stream"},
    )
    return blob


def _write(target: Path, data: bytes) -> None:
    """Complete or not at all: a half-written file never gets the name of a whole one."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if _is_there(target):
        return
    handle, half = tempfile.mkstemp(dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(half, target)
    except OSError:
        Path(half).unlink(missing_ok=True)
        raise


def _is_there(target: Path) -> bool:
    """True when the bytes are kept already; they are young again, so that no sweep takes them."""
    with held(target.parent):
        try:
            os.utime(target)
        except FileNotFoundError:
            return False
    return True


def path_of(digest: str) -> Path:
    return Path(settings.MEDIA_ROOT) / digest[:2] / digest


def read(blob: Blob) -> bytes:
    """The bytes of a blob."""
    return path_of(blob.sha256).read_bytes()


def _redrawn(data: bytes) -> bytes:
    return _jpeg(_opened(data), 85)


def _jpeg(image: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()


def _opened(data: bytes, *, wide: int = 0) -> Image.Image:
    """The pixels alone: nothing that a camera wrote beside them.

    With `wide` a JPEG is read in a fraction of its size, not smaller than that: four times as fast.
    """
    try:
        image = Image.open(io.BytesIO(data), formats=("JPEG", "PNG"))
        if image.width * image.height > PIXELS or max(image.size) > LONGEST:
            raise _too_large()
        if wide:
            image.draft("RGB", (wide, wide))
        # A phone writes how it was held beside the pixels; that note does not stay.
        upright = ImageOps.exif_transpose(image)
    except Refused:
        raise
    except Image.DecompressionBombError as error:
        raise _too_large() from error
    # A broken picture makes its decoder raise nearly anything; all of it means the same.
    except Exception as error:
        raise Refused(
            [Reason(_("写真を読めませんでした。別のファイルを選んでください。"), field="file")]
        ) from error
    plain = _on_white(upright)
    # Notes that a camera or a program wrote beside the pixels (EXIF, XMP, comments) stay behind.
    plain.info.clear()
    return plain


def _too_large() -> Refused:
    return Refused([Reason(_("写真が大きすぎます。小さくして送ってください。"), field="file")])


def _on_white(image: Image.Image) -> Image.Image:
    """As it is seen on paper: what can be seen through is white, not whatever colour lies under it."""
    if not image.has_transparency_data:
        return image.convert("RGB")
    seen = image.convert("RGBA")
    white = Image.new("RGBA", seen.size, "white")
    return Image.alpha_composite(white, seen).convert("RGB")
