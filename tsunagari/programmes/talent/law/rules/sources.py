"""出典 — where each rule is written: (title, address) by the key of the fact sheets."""

import tomllib
from pathlib import Path

# Pages were read as stored copies in November 2026: look at the live page before relying on one.
SOURCES: dict[str, tuple[str, str]] = {
    key: (found["title"], found["address"])
    for key, found in tomllib.loads(
        (Path(__file__).resolve().parents[1] / "sources.toml").read_text(encoding="utf-8")
    ).items()
}
