"""写真の大きさ — one picture in newer formats and several widths, of which a browser takes what it needs."""

import io
from collections.abc import Iterator

from PIL import Image, features

WIDTHS = (480, 960)
# The better one first; how each is written. What the installed library cannot write is left out.
KINDS: dict[str, dict] = {
    "avif": {"quality": 50, "speed": 7, "max_threads": 1},
    "webp": {"quality": 68, "method": 4},
}


def type_of(kind: str) -> str:
    """The media type of a kind."""
    return f"image/{kind}"


def drawn(data: bytes) -> Iterator[tuple[str, int, bytes]]:
    """(kind, width, bytes) of a stored picture, up to its own width; only what is smaller than it.

    It takes a while: not while the database waits. The stored picture carries no notes of a camera,
    and none are written.
    """
    with Image.open(io.BytesIO(data)) as opened:
        image = opened.convert("RGB")
    for kind in filter(features.check, KINDS):
        for wide in (*(one for one in WIDTHS if one < image.width), image.width):
            made = _written(image, wide, kind)
            if len(made) < len(data):
                yield kind, wide, made


def _written(image: Image.Image, wide: int, kind: str) -> bytes:
    high = max(1, round(image.height * wide / image.width))
    out = io.BytesIO()
    scaled = image if wide == image.width else image.resize((wide, high), Image.Resampling.LANCZOS)
    scaled.save(out, kind.upper(), **KINDS[kind])
    return out.getvalue()
