"""ことば — official terms on pages lead to their explanation: {% term "在留カード" %}."""

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from tsunagari.base import glossary
from tsunagari.faces.shared.furigana import ruby

register = template.Library()


@register.simple_tag
def term(name: str) -> SafeString:
    """A term as the reader says it, with the Japanese that stands on the paper, as a link."""
    known = glossary.by_name().get(name)
    if known is None:
        return ruby(name)
    language = get_language() or "ja"
    link = '<a class="tn-term" href="{}">{}</a>'
    here = reverse("portal:word", args=[known.slug])
    if language == "ja":
        return format_html(link, here, name)
    japanese = ruby(known.yomi if name == known.ja else name)
    if language == "ja-easy":
        return format_html(link, here, japanese)
    beside = format_html('{} (<span lang="ja">{}</span>)', known.in_language(language), japanese)
    return format_html(link, here, beside)
