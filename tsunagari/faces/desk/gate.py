"""門（事務局） — staff of the federation, signed in with a second factor."""

from tsunagari.faces.desk.frame import frame
from tsunagari.faces.shared.doors import staff


def enter(request):
    """Let a staff member in: sets request.viewer, or answers where to go instead."""
    request.frame = frame
    return staff(request)
