"""場所 — where the product's own files are."""

from pathlib import Path

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
