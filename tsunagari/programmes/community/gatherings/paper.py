"""席の紙 — a sheet for each table at the door, a list by name, a card on each table; never why."""

from collections.abc import Mapping
from pathlib import Path

from django.utils.translation import override

from tsunagari.base import pdf
from tsunagari.base.days import day_words
from tsunagari.base.languages import CODES, SOURCE, gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.readings import plain
from tsunagari.programmes.community.gatherings.queries import Rounds

TEMPLATE = Path(__file__).with_name("paper.typ")
KINDS = {"sheets": _("テーブルごとの紙"), "list": _("名前の一覧"), "cards": _("テーブルの札")}
TABLE, TURN, NAME, SAMPLE = _("テーブル"), _("%(n)s回目"), _("名前"), _("見本")
LONGEST = 60


def made(kind: str, title: str, rounds: Rounds, names: Mapping[int, str], edge: pdf.Edge) -> bytes:
    """The PDF; a card says "table" in every language."""
    with override(SOURCE):
        turns = [plain(gettext(TURN)) % {"n": n} for n in range(1, len(rounds) + 1)]
        data = {
            "kind": kind,
            "heading": pdf.clipped(f"{plain(gettext(KINDS[kind]))} {title}", 160),
            "table": plain(gettext(TABLE)),
            "words": _in_every_language(TABLE),
            "turns": turns,
            "name": plain(gettext(NAME)),
            "tables": _tables(rounds, names),
            "rows": _rows(rounds, names) if kind == "list" else [],
            "paper": {
                "edge": plain(day_words(edge.at.date(), SOURCE)),
                "body": pdf.clipped(edge.body, LONGEST),
                "sample": plain(gettext(SAMPLE)) if edge.sample else "",
            },
        }
    return pdf.make(TEMPLATE, data, title=data["heading"], language=SOURCE, at=edge.at)


def _in_every_language(words: str) -> str:
    said = []
    for code in CODES:
        with override(code):
            said.append(plain(gettext(words)))
    return " · ".join(dict.fromkeys(said))


def _tables(rounds: Rounds, names: Mapping[int, str]) -> list[list[list[str]]]:
    """Tables → rounds → names."""
    return [
        [sorted(_named(names, guest) for guest in seated[table]) for seated in rounds]
        for table in range(len(rounds[0]))
    ]


def _rows(rounds: Rounds, names: Mapping[int, str]) -> list[list[str]]:
    """A row for each guest: the name, and the table of each round."""
    at = [
        {guest: str(table) for table, guests in enumerate(seated, 1) for guest in guests}
        for seated in rounds
    ]
    guests = {guest for one in at for guest in one}
    rows = [[_named(names, guest), *(one.get(guest, "–") for one in at)] for guest in guests]
    return sorted(rows)


def _named(names: Mapping[int, str], guest: int) -> str:
    return pdf.clipped(names.get(guest, "–"), LONGEST)
