"""ふりがな — readings over kanji, written {在留|ざいりゅう} in texts and translations."""

import re

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tsunagari.base.readings import WRITTEN, counted, pieces, plain

RUBY = r"<ruby>\1<rt>\2</rt></ruby>"
# Tags, and the elements whose text a browser shows without markup; a drawing knows no ruby.
PLAIN_PARTS = re.compile(
    r"""(<(title|option|textarea|script|style|svg)\b.*?</\2\s*>|<!--.*?-->"""
    r"""|<(?:"[^"]*"|'[^']*'|[^"'<>])*>)""",
    re.DOTALL | re.IGNORECASE,
)
# A text that people wrote goes back into its box as they wrote it.
TYPED = re.compile(r"(?<=>)(.*)(?=</textarea\s*>)", re.DOTALL | re.IGNORECASE)


def ruby(text: str) -> SafeString:
    """The text as HTML, with <ruby> for every reading in it."""
    return format_html_join(
        "", "{}", ((part if isinstance(part, str) else _over(*part),) for part in pieces(text))
    )


def _over(word: str, kana: str) -> SafeString:
    return format_html("<ruby>{}<rt>{}</rt></ruby>", word, kana)


def in_page(html: str) -> str:
    """A whole page: ruby where text is shown, the bare words in attributes and titles."""
    if not WRITTEN.search(html):
        return html
    done = []
    position = 0
    for part in PLAIN_PARTS.finditer(html):
        done.append(_shown(html[position : part.start()]))
        done.append(_bare(part[0]))
        position = part.end()
    done.append(_shown(html[position:]))
    return "".join(done)


HIDDEN_SWITCH = "data-furigana-item hidden>"


def with_switch(page: str) -> str:
    """A page that has readings offers to switch them off."""
    if "<rt>" not in page or HIDDEN_SWITCH not in page:
        return page
    return page.replace(HIDDEN_SWITCH, "data-furigana-item>")


def _shown(text: str) -> str:
    """One run of text; it stays together where its box lays out children side by side."""
    if not WRITTEN.search(text):
        return text
    words = text.strip()
    before, after = text.split(words)
    return f"{before}<tn-words>{WRITTEN.sub(RUBY, counted(words))}</tn-words>{after}"


def _bare(part: str) -> str:
    if part[:9].lower() != "<textarea":
        return plain(part)
    return "".join(each if i % 2 else plain(each) for i, each in enumerate(TYPED.split(part)))
