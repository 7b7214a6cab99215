"""大都市圏と地方 — the area class of a municipality for transfers under ESD (section 4.7).

Sources use 指定区域 for either side, so the codes are our own: metro and regional. The test looks at
the registered address of the applicant and of the last host, not at the workplace.
"""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

METRO, REGIONAL = "metro", "regional"
PREFECTURE = re.compile(r"^(東京都|北海道|(?:京都|大阪)府|.{2,3}県)\s*(.*)$")


class Area(NamedTuple):
    """metro or regional ("" when the prefecture is missing), and how sure that is."""

    kind: str
    confidence: str


@cache
def _table() -> dict[str, dict]:
    text = Path(__file__).with_name("areas.toml").read_text(encoding="utf-8")
    return {name: row for name, row in tomllib.loads(text).items() if isinstance(row, dict)}


def area_class(address: str) -> Area:
    """The class of an address that begins with its prefecture: 千葉県流山市…"""
    found = PREFECTURE.match(address.strip())
    if not found:
        return Area("", "unsure")
    prefecture, rest = found.groups()
    row = _table().get(prefecture)
    if row is None:
        return Area(REGIONAL, "secondary")
    # Towns and villages may be written with their district: 秩父郡皆野町.
    town = re.sub(r"^[^市区町村]{1,5}郡", "", rest)
    named = any(town.startswith(name) for name in row["regional"])
    return Area(REGIONAL if named else METRO, row["confidence"])
