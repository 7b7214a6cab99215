"""二つの言葉 — a sentence of a template with its easy Japanese below it."""

from django import template
from django.utils.html import format_html

from tsunagari.faces.shared.bilingual import Both, both
from tsunagari.faces.shared.furigana import ruby

register = template.Library()


@register.simple_tag
def ja(text: str, **facts) -> str:
    """Below a sentence that stands in the reader's language: the same in easy Japanese, marked."""
    return under(both(text, **facts))


@register.filter
def under(said: Both) -> str:
    """The Japanese line of a sentence that was made in a view; nothing for who reads Japanese."""
    if not said.ja:
        return ""
    return format_html('<span lang="ja" class="tn-ja">{}</span>', ruby(said.ja))
