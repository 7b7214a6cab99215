"""取込 — questions about imported files."""

from tsunagari.kernel.imports.models import Batch
from tsunagari.kernel.roles.models import Viewer


def of(viewer: Viewer, kind: str = ""):
    """The viewer's own body's files, newest first."""
    rows = Batch.objects.filter(body=viewer.own_body).order_by("-made_at", "-pk")
    return rows.filter(kind=kind) if kind else rows
