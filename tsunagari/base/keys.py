"""鍵 — a secret in a file of its own: made once, whole or not at all, for the owner only."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path


def kept_once(file: Path, make: Callable[[], str]) -> str:
    """What the file says; the first caller writes it. OSError when the folder cannot be written."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, half = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}-")
        try:
            with os.fdopen(handle, "w") as new:
                new.write(make())
                new.flush()
                os.fsync(new.fileno())
            _first_wins(half, file)
        finally:
            os.unlink(half)
    return file.read_text().strip()


def _first_wins(half: str, file: Path) -> None:
    """Two processes may start at once: both then read what the first one wrote."""
    try:
        os.link(half, file)
    except FileExistsError:
        return
