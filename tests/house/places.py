"""場所 — where the product's own files are, and what its sentences are in each language."""

from functools import cache
from pathlib import Path

import polib

from tsunagari.locale.collect import po_file

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "tsunagari"


def python_files(*, tests: bool = False) -> list[Path]:
    """Our Python files, migrations excepted."""
    return [
        file
        for file in sorted(PACKAGE.rglob("*.py"))
        if "migrations" not in file.parts and (tests or "tests" not in file.parts)
    ]


def templates() -> list[Path]:
    """Our pages."""
    return sorted(PACKAGE.rglob("templates/**/*.html"))


def name(file: Path) -> str:
    return str(file.relative_to(ROOT))


@cache
def translations(language: str) -> dict[str, str]:
    """{Japanese sentence: what the language says}; read once, for a file of messages is long."""
    return {entry.msgid: entry.msgstr for entry in polib.pofile(str(po_file(language)))}
