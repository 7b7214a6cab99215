"""確認票 — every list of questions by its version; which one is in force for a visit on a day."""

from datetime import date

from tsunagari.programmes.talent.visits.rules.sheets import (
    audit_2017_11_01,
    audit_2027_04_01,
    guidance_2017_11_01,
    interview_2019_04_01,
)
from tsunagari.programmes.talent.visits.rules.sheets.form import Item, Sheet

__all__ = ["SHEETS", "Item", "Sheet", "in_force"]

SHEETS: dict[str, Sheet] = {
    sheet.code: sheet
    for sheet in (
        audit_2017_11_01.SHEET,
        audit_2027_04_01.SHEET,
        guidance_2017_11_01.SHEET,
        guidance_2017_11_01.LATER,
        interview_2019_04_01.SHEET,
        interview_2019_04_01.ONLINE,
    )
}


def in_force(kind: str, systems: set[str], on: date, *, online: bool = False) -> Sheet:
    """The newest list of a kind on a day, for the systems of the people who are there.

    Trainees of both systems at one company: the older law's list, which asks the same and whose
    articles are sure. LookupError before the first list of a kind.
    """
    fitting = [
        sheet
        for sheet in SHEETS.values()
        if kind in sheet.kinds and sheet.since <= on and sheet.online == online
    ]
    wanted = [sheet for sheet in fitting if systems & {*sheet.systems}] or fitting
    if not wanted:
        raise LookupError(f"no list for {kind} on {on}")
    if any("TITP" in sheet.systems for sheet in wanted) and "TITP" in systems:
        wanted = [sheet for sheet in wanted if "TITP" in sheet.systems]
    return max(wanted, key=lambda sheet: sheet.since)
