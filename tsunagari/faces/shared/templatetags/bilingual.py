"""二つの言葉 — a sentence of a template with its easy Japanese below it."""

from functools import lru_cache

from django import template
from django.utils.html import format_html

from tsunagari.faces.shared.bilingual import Both, both
from tsunagari.faces.shared.furigana import ruby
from tsunagari.faces.shared.office import Office, office_of

register = template.Library()


@register.simple_tag
def ja(text: str, **facts) -> str:
    """Below a sentence that stands in the reader's language: the same in easy Japanese, marked."""
    return under(both(text, **facts))


@register.simple_tag(takes_context=True)
def office_phone(context) -> Office:
    """Whom to call: the federation's office, as every request knows it."""
    return office_of(context.get("request"))


@register.filter
def under(said: Both) -> str:
    """The Japanese line of a sentence that was made in a view; nothing for who reads Japanese."""
    return _marked(said.ja) if said.ja else ""


@lru_cache(maxsize=2_000, typed=True)
def _marked(easy: str) -> str:
    return format_html('<span lang="ja" class="tn-ja">{}</span>', ruby(easy))
