"""困ったこと（学校） — what pupils reported, and what was done about it."""

from tsunagari.faces.shared import incidents


def listed(request):
    """The own school's reports."""
    return incidents.listed(request, "partner")


def show(request, pk):
    """One report of the own school."""
    return incidents.one(request, pk, "partner")
