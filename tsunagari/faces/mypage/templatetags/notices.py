"""お知らせの数 — one number for the line on a person's home."""

from django import template

from tsunagari.kernel.notices import queries

register = template.Library()


@register.simple_tag(takes_context=True)
def unread_notices(context) -> int:
    """How many notices the reader has not seen yet."""
    return queries.unread_count(context["request"].viewer.party)
