"""分けあう絵 — 1200×630, drawn when somebody passes a link on: what, when, where, and by whom."""

from dataclasses import dataclass
from functools import cache
from io import BytesIO

import noto_cjk_sans_jp_bold
import noto_cjk_sans_jp_regular
from PIL import Image, ImageDraw, ImageFont

from tsunagari.base.pdf import printable_text

WIDE, HIGH, EDGE = 1200, 630, 72
INK, QUIET, PAPER, BLUE, GREEN = "#1a1a1a", "#4d4d4d", "#ffffff", "#0017c1", "#259d63"
TITLE, LINE, SMALL = (76, 60, 48), 40, 32
MOST_LINES = 3


@dataclass(frozen=True)
class Card:
    """What stands on it."""

    title: str
    when: str
    place: str = ""
    host: str = ""
    off: str = ""  # 中止になりました


@cache
def _font(size: int, bold: bool = True) -> ImageFont.FreeTypeFont:
    face = noto_cjk_sans_jp_bold if bold else noto_cjk_sans_jp_regular
    return ImageFont.truetype(str(face.FONT_PATH), size)


def drawn(card: Card) -> bytes:
    """The picture as PNG."""
    image = Image.new("RGB", (WIDE, HIGH), PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, WIDE, 20), fill=GREEN)
    _mark(draw, WIDE - EDGE - 96, 64)
    top = 92
    if card.off:
        wide = draw.textlength(card.off, _font(LINE))
        draw.rounded_rectangle((EDGE, top - 8, EDGE + wide + 48, top + 64), 12, fill="#ce0000")
        draw.text((EDGE + 24, top), card.off, PAPER, _font(LINE))
        top += 96
    font, lines = _title(draw, printable_text(card.title))
    for line in lines:
        draw.text((EDGE, top), line, INK, font)
        top += round(font.size * 1.35)
    top = max(top + 24, 350)
    for text in (card.when, card.place):
        line = _clipped(draw, printable_text(text), _font(LINE))
        draw.text((EDGE, top), line, INK, _font(LINE))
        top += 62
    host = _clipped(draw, printable_text(card.host), _font(SMALL, bold=False))
    draw.text((EDGE, HIGH - EDGE - 24), host, QUIET, _font(SMALL, bold=False))
    out = BytesIO()
    image.quantize(64).save(out, "PNG", optimize=True)
    return out.getvalue()


def _mark(draw: ImageDraw.ImageDraw, left: int, top: int) -> None:
    """The two rings of the platform."""
    draw.ellipse((left, top, left + 56, top + 56), outline=BLUE, width=12)
    draw.arc((left + 40, top, left + 96, top + 56), 260, 160, fill=GREEN, width=12)


def _title(draw, text: str) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """The largest size in which the title fits into its lines; else it is cut with …"""
    wide = WIDE - 2 * EDGE
    for size in TITLE:
        lines = _lines(draw, text, _font(size), wide - (120 if size == TITLE[0] else 0))
        if len(lines) <= MOST_LINES - (size == TITLE[0]):
            return _font(size), lines
    font = _font(TITLE[-1])
    return font, [*lines[: MOST_LINES - 1], _clipped(draw, "".join(lines[MOST_LINES - 1 :]), font)]


def _lines(draw, text: str, font, wide: int) -> list[str]:
    """Broken between words where there are any, else anywhere, as Japanese is."""
    lines, line = [], ""
    for part in _parts(text):
        if line and draw.textlength(line + part.rstrip(), font) > wide:
            lines.append(line.rstrip())
            line = ""
        line += part
        while draw.textlength(line, font) > wide and len(line) > 1:
            at = max(1, int(len(line) * wide / draw.textlength(line, font)))
            lines.append(line[:at])
            line = line[at:]
    return [*lines, line.rstrip()] if line.strip() else lines


def _parts(text: str) -> list[str]:
    parts = [f"{word} " for word in text.split()]
    return [
        part
        for word in parts
        for part in (list(word) if any(sign > "\u2e80" for sign in word) else [word])
    ]


def _clipped(draw, text: str, font) -> str:
    wide = WIDE - 2 * EDGE
    if draw.textlength(text, font) <= wide:
        return text
    while text and draw.textlength(f"{text}…", font) > wide:
        text = text[:-1]
    return f"{text.rstrip()}…"
