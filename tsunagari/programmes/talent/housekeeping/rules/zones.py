"""区域 — what is known of an area: is it a zone, does its certified plan name the measure, is there a council."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from tsunagari.base.languages import gettext_noop as _

FILE = Path(__file__).resolve().parents[1] / "zones.toml"
ELSEWHERE = "elsewhere"
NOT_FOUND = "K41"
TITLES = {
    "kanagawa": _("神奈川県"),
    "tokyo": _("東京都"),
    "chiba_city": _("千葉県千葉市"),
    "osaka": _("大阪府"),
    "hyogo": _("兵庫県"),
    "aichi": _("愛知県"),
    "kumamoto": _("熊本県"),
    "chiba": _("千葉県（千葉市のほか。流山市など）"),
    ELSEWHERE: _("そのほかの区域"),
}


@dataclass(frozen=True, kw_only=True)
class Zone:
    """区域 — None means: not confirmed. `from_day` is the day by which it certainly stood."""

    code: str
    title: str = ""
    covers: tuple[str, ...] = ()
    designated: bool | None = None
    measure: bool | None = None
    council: bool | None = None
    from_day: date | None = None
    until_day: date | None = None
    confidence: str = "unsure"
    source: tuple[str, ...] = (NOT_FOUND,)
    # What the office found out itself: who said so, in words.
    said: str = ""

    def on(self, day: date) -> "Zone":
        """What of it is known of a day: before and after its span, nothing of the measure."""
        before = self.from_day is not None and day < self.from_day
        after = self.until_day is not None and day > self.until_day
        if not before and not after:
            return self
        return replace(self, measure=False if after else None, council=None, confidence="unsure")

    @property
    def stands(self) -> bool:
        """Whether all three are confirmed: designated, in the plan, a council."""
        return bool(self.designated and self.measure and self.council)


@cache
def known() -> dict[str, Zone]:
    """The areas of the fact sheet, by code."""
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {code: _zone(code, row) for code, row in rows.items()}


def _zone(code: str, row: dict) -> Zone:
    return Zone(
        code=code,
        title=TITLES[code],
        covers=tuple(row["covers"]),
        designated=row.get("designated"),
        measure=row.get("measure"),
        council=row.get("council"),
        from_day=row.get("from"),
        confidence=row["confidence"],
        source=tuple(row["source"]),
    )


def merged(own: Iterable[Zone]) -> dict[str, Zone]:
    """The areas of the sheet, with what the office found out itself in their place."""
    table = dict(known())
    for zone in own:
        base = table.get(zone.code)
        table[zone.code] = (
            replace(zone, title=base.title, covers=base.covers) if base and not zone.title else zone
        )
    return table


def find(area: str, table: dict[str, Zone] | None = None) -> Zone:
    """An area by its code, or by an address that begins with it; unknown ones are `elsewhere`."""
    table = known() if table is None else table
    if area in table:
        return table[area]
    typed = area.strip().replace(" ", "").replace("　", "")
    fits = [
        (len(name), zone.code, zone)
        for zone in table.values()
        for name in zone.covers
        if typed.startswith(name)
    ]
    return max(fits)[2] if fits else Zone(code=ELSEWHERE, title=typed_or(area))


def typed_or(area: str) -> str:
    """What was typed of an area that nobody knows, or that it is another one."""
    return area.strip() if area.strip() not in ("", ELSEWHERE) else TITLES[ELSEWHERE]
