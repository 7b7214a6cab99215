"""教室・講座（事務局） — those of the office and of every host."""

from tsunagari.faces.shared import gatherings


def listed(request):
    """All of them."""
    return gatherings.listed(request, face="desk")


def new(request):
    """Enter one, for the federation or for another host."""
    return gatherings.new(request, face="desk")


def show(request, pk):
    """Who was there."""
    return gatherings.show(request, pk, face="desk")
