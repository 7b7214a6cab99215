"""掃除 — a program that is killed between a file and its row leaves a file that nobody names; it goes.

One of the 256 folders a minute, so that no minute is long: each is looked at several times a day.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from tsunagari.kernel.papers.models import Blob

# Longer than any transaction that has written its file and not yet its row.
SAFE = timedelta(days=1)
FOLDERS = 256
NAME = 64  # signs of a whole file's name; a half-written one is called otherwise


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Nobody else keeps or sweeps in this folder; whoever is killed lets go of it."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def sweep_next(at: datetime) -> int:
    """The folder whose turn it is in this minute; how many files went."""
    turn = int(at.timestamp()) // 60 % FOLDERS
    return sweep(Path(settings.MEDIA_ROOT) / f"{turn:02x}", at=at)


def sweep(folder: Path, *, at: datetime) -> int:
    """Remove files without a row that are older than the safe age; a file that a row names stays."""
    if not folder.is_dir():
        return 0
    until = (at - SAFE).timestamp()
    old = {one.name for one in os.scandir(folder) if one.is_file() and _older(one, until)}
    named = set(Blob.objects.filter(sha256__in=_whole(old)).values_list("sha256", flat=True))
    return sum(_removed(folder / name, until) for name in sorted(old - named))


def _older(file, until: float) -> bool:
    return file.stat(follow_symlinks=False).st_mtime < until


def _whole(names: set[str]) -> list[str]:
    return [name for name in names if len(name) == NAME]


def _removed(file: Path, until: float) -> bool:
    """Looked at once more: whoever keeps the same bytes at this moment makes the file young."""
    with held(file.parent):
        try:
            if file.lstat().st_mtime >= until:
                return False
            if Blob.objects.filter(sha256=file.name).exists():
                return False
            file.unlink()
        except FileNotFoundError:
            return False
    return True
