"""忘れる — a person's papers; one that a law keeps stays until its day."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import ProtectedError, Q

from tsunagari.kernel.papers.actions import path_of
from tsunagari.kernel.papers.models import Blob, Paper


@transaction.atomic
def forget(party, *, on: date, also: Iterable[int] = ()) -> int:
    """書類を消す — those of a person and those named in `also`; their bytes with them."""
    mine = Q(of=party) | Q(about_kind="parties.person", about_key=str(party.pk)) | Q(pk__in=also)
    gone = 0
    for paper in Paper.objects.filter(mine).select_related("blob"):
        if not kept_by_law(paper, on) and _delete(paper):
            drop(paper.blob)
            gone += 1
    return gone


def kept_by_law(paper: Paper, on: date) -> bool:
    """True while a law or an audit says that a paper has to be kept."""
    return bool(paper.keep_until and paper.keep_until >= on)


def kept(party, *, on: date) -> int:
    """How many of a person's papers stay because they have to be kept."""
    return Paper.objects.filter(of=party, keep_until__gte=on).count()


def left(party) -> bool:
    """True while papers of a person who was forgotten are still there."""
    return Paper.objects.filter(of=party).exists()


def drop(blob: Blob) -> None:
    """Delete the bytes once nothing uses them any more."""
    target = path_of(blob.sha256)
    if _delete(blob):
        transaction.on_commit(lambda: target.unlink(missing_ok=True))


def _delete(row) -> bool:
    """True when nothing else points at the row, and it is gone."""
    try:
        with transaction.atomic():
            row.delete()
    except ProtectedError:
        return False
    return True
