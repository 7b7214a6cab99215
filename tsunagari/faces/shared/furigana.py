"""ふりがな — readings over kanji, written {在留|ざいりゅう} in texts and translations."""

import re

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

# A base with at least one kanji and a reading in kana only: nothing else in braces is touched.
WRITTEN = re.compile(r"\{([^{}|<>]*[\u3400-\u9fff々〆ヶ][^{}|<>]*)\|([ぁ-ゖァ-ヺー・ ]+)\}")
RUBY = r"<ruby>\1<rt>\2</rt></ruby>"
# Tags, and the elements whose text a browser shows without markup.
PLAIN_PARTS = re.compile(
    r"(<(title|option|textarea|script)\b.*?</\2\s*>|<[^>]*>)", re.DOTALL | re.IGNORECASE
)


def ruby(text: str) -> SafeString:
    """The text as HTML, with <ruby> for every reading in it."""
    pieces = WRITTEN.split(text)
    words = zip(pieces[0::3], [*pieces[1::3], ""], [*pieces[2::3], ""], strict=True)
    return format_html_join(
        "", "{}{}", ((before, _over(word, kana)) for before, word, kana in words)
    )


def _over(word: str, kana: str) -> SafeString | str:
    return format_html("<ruby>{}<rt>{}</rt></ruby>", word, kana) if word else ""


def plain(text: str) -> str:
    """The text without its readings, for mails, titles and files."""
    return WRITTEN.sub(r"\1", text)


def in_page(html: str) -> str:
    """A whole page: ruby where text is shown, the bare words in attributes and titles."""
    if not WRITTEN.search(html):
        return html
    pieces = []
    position = 0
    for part in PLAIN_PARTS.finditer(html):
        pieces.append(WRITTEN.sub(RUBY, html[position : part.start()]))
        pieces.append(plain(part[0]))
        position = part.end()
    pieces.append(WRITTEN.sub(RUBY, html[position:]))
    return "".join(pieces)
