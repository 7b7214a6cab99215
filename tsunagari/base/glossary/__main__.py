"""用語集の表 — writes the tables of docs/glossary.md: python -m tsunagari.base.glossary --write"""

import sys
from pathlib import Path

from tsunagari.base import glossary

HEAD = (
    "| 用語 | English | Name in code | Tiếng Việt | Bahasa Indonesia | Filipino |\n"
    "|---|---|---|---|---|---|"
)
EASY_HEAD = "| 用語 | やさしい日本語 |\n|---|---|"
FIRST = "## 人と団体"
EASY = "## やさしい日本語"


def tables() -> str:
    """The parts with their tables, as they stand in the page."""
    done = []
    for key, title in glossary.parts().items():
        rows = [term for term in glossary.every() if term.part == key]
        lines = [_row(t.ja, t.en, t.code, t.vi, t.id, t.fil) for t in rows]
        done.append("\n".join([f"## {title['ja']} — {title['en']}", "", HEAD, *lines]))
    return "\n\n".join(done)


def easy_table() -> str:
    return "\n".join([EASY_HEAD, *(_row(*row) for row in glossary.easy_words().items())])


def _row(*cells: str) -> str:
    return "|" + "|".join(f" {cell} " if cell else " " for cell in cells) + "|"


def page(old: str) -> str:
    """The page with its tables made anew; what is written around them stays."""
    head = old[: old.index(FIRST)]
    easy = old[old.index(EASY) :]
    said = easy[: easy.index("| 用語")]
    return f"{head}{tables()}\n\n{said}{easy_table()}\n"


def main(file: Path) -> None:
    file.write_text(page(file.read_text("utf-8")), "utf-8")


if __name__ == "__main__" and "--write" in sys.argv:
    main(Path("docs/glossary.md"))
