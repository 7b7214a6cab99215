"""離す — who never shares a group: read from a cell, without any reason why."""

import re

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, Refused
from tsunagari.programmes.exchange.schools.rules import cells
from tsunagari.programmes.exchange.schools.rules.cells import BAD
from tsunagari.programmes.exchange.schools.rules.roster_classes import Classes
from tsunagari.programmes.exchange.schools.rules.roster_table import Table

_PARTS = re.compile(r"[,、，;；/／・\n]+")
_IN_CLASS = re.compile(r"(.+?)[\s\-–—:の]*?(\d{1,3})番?")
Key = tuple[str, int]


def links(table: Table, found: dict[str, list], pupils: dict, classes: Classes) -> dict:
    """{row: keys of those it is kept apart from}; what cannot be found is a fault of that row."""
    texts = table.texts("apart")
    if texts is None or not any(texts):
        return {}
    rows = {
        key: index
        for index, key in enumerate(zip(found["class"], found["number"], strict=True))
        if BAD not in key
    }
    names = {key: known.display_name for key, known in pupils.items()}
    names |= {key: found["display_name"][index] for key, index in rows.items()}
    by_name = {name.casefold(): key for key, name in names.items() if isinstance(name, str)}
    by_name.pop("", None)
    made = {}
    for index, text in enumerate(texts):
        own = found["class"][index], found["number"][index]
        if not text or BAD in own:
            continue
        try:
            made[index] = _keys(text, own, found["grade"][index], names, by_name, classes)
        except Refused as refused:
            table.fault(index, "apart", refused.reasons[0])
    _flag_lost(table, made, rows, pupils)
    return made


def _keys(text, own: Key, grade: int, names: dict, by_name: dict, classes: Classes) -> tuple:
    text = cells.plain("、".join(text.splitlines()))
    parts = _PARTS.split(text)
    if re.fullmatch(r"[\d\s]+", text):
        parts = text.split()
    keys = []
    for part in filter(None, map(str.strip, parts)):
        key = by_name.get(part.casefold()) or _numbered(part, own, grade, classes)
        if key not in names:
            words = _(
                "「%(given)s」という生徒が見つかりません。同じ組なら番号（例：15）、"
                "ちがう組なら「2年B組 15」か表示名で書いてください。"
            )
            raise cells.wrong(words, part, "apart.unknown")
        if key == own:
            words = _("「%(given)s」はこの生徒自身です。離したい相手の番号を書いてください。")
            raise cells.wrong(words, part, "apart.self")
        keys.append(key)
    return tuple(dict.fromkeys(keys))


def _numbered(part: str, own: Key, grade: int, classes: Classes) -> Key | None:
    if found := re.fullmatch(r"(?:no\.?)?\s*(\d{1,3})(?:\.0)?番?", part, re.IGNORECASE):
        return own[0], int(found[1])
    if not (found := _IN_CLASS.fullmatch(part)):
        return None
    for year in (None, grade):
        try:
            return classes.known_by(year, found[1]), int(found[2])
        except Refused:
            continue
    return None


def _flag_lost(table: Table, made: dict, rows: dict, pupils: dict) -> None:
    """Who shall be kept apart from a pupil that stays out waits for that pupil."""
    waiting = True
    while waiting:
        waiting = False
        for index in [index for index in made if index not in table.faulty]:
            for key in made[index]:
                if rows.get(key) in table.faulty and key not in pupils:
                    words = _(
                        "離す相手（%(row)s行目）が読みこめません。その行を先に直してください。"
                    )
                    facts = {"row": rows[key] + table.first + 1}
                    table.fault(index, "apart", Reason(words, facts, rule="apart.waits"))
                    waiting = True
