"""時計 — moments on the clock of a place."""

from django import template

from tsunagari.base import days

register = template.Library()


@register.filter
def local_clock(moment, zone):
    """HH:MM of a moment on the clock of a zone."""
    return days.clock(moment, zone)
