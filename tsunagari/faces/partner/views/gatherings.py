"""教室・講座（連携団体） — what this body holds."""

from tsunagari.faces.shared import gatherings


def listed(request):
    """The own ones."""
    return gatherings.listed(request, face="partner")


def new(request):
    """Enter one."""
    return gatherings.new(request, face="partner")


def show(request, pk):
    """Who was there."""
    return gatherings.show(request, pk, face="partner")
