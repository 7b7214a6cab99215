"""表示名 — names like kaki-07 that partners see; a real name is recognised and kept out."""

import re
import unicodedata
from collections import Counter
from itertools import count, pairwise
from typing import Any
from zlib import crc32

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.programmes.exchange.schools.rules.cells import BAD
from tsunagari.programmes.exchange.schools.rules.roster_table import Table

SAME = "■"  # stands where a display name was the real name and has been taken out
UNREAD = "?"  # stands where a birth date could not be read and has been taken out
_NO_LETTERS = re.compile(r"(?:[^\w\n]|_)+")
# Plants and nature, none of them a usual given name.
WORDS = {
    "JP": "kaki mikan kuri biwa ichijiku nashi matsu take sugi hinoki keyaki icho kusunoki kunugi "
    "himawari ajisai asagao tanpopo tsukushi yomogi susuki suzuran tsutsuji sazanka kinmokusei "
    "shirakaba donguri karamatsu hotaru suzume tsubame mejiro kawasemi kamome hibari shijukara",
    "PH": "narra molave kamagong yakal apitong tindalo sampaguita gumamela kalachuchi santan bayabas "
    "mangga kaimito lansones rambutan duhat santol atis guyabano niyog saging anahaw nipa kawayan "
    "agila kilyawan pawikan butanding dagat bundok ilog ulap talon bukid talahib balete",
    "ID": "melati kenanga cempaka kamboja mangga rambutan manggis salak kelapa bambu beringin jati "
    "rajawali merak laut gunung sungai awan hutan ombak",
    "VN": "tre sen dua cam xoai chuoi buoi nhan vai thong phuong bang rung song nui bien may sao",
}


def flag(
    table: Table, found: dict[str, list], pupils: dict, taken: frozenset, gone: dict, country: str
) -> None:
    """Never the real name, once in the school, and made where there is none.

    `pupils` are those stored, {(class, number): with display_name}; they keep their names. `gone`
    are those who left, by their last day too: a row that says the same is theirs.
    """
    at = table.mapping.column("display_name")
    for index in same_as_real(table):
        words = _("表示名が本名と同じです。kaki-07 のような表示名に変えるか、空けてください。")
        table.replace(index, at or 0, Reason(words, rule="name.real"), secret=True)
    owners: dict[str, Any] = {name.casefold(): None for name in taken}
    owners |= {known.display_name.casefold(): key for key, known in gone.items()}
    owners |= {known.display_name.casefold(): key for key, known in pupils.items()}
    if "" in found["display_name"]:
        _fill(found, _stored(found, pupils, gone), table.faulty, owners, country)
    _flag_taken(table, found, owners)


def _stored(found: dict[str, list], pupils: dict, gone: dict) -> list[str]:
    """The display name that each row's pupil has already, or ""."""
    keys = zip(found["class"], found["number"], found["left_on"], strict=True)
    known = (gone.get(key) or pupils.get(key[:2]) for key in keys)
    return [pupil.display_name if pupil else "" for pupil in known]


def _fill(found: dict, stored: list[str], faulty: set, owners: dict, country: str) -> None:
    names = found["display_name"]
    blank = [i for i, name in enumerate(names) if name == "" and i not in faulty]
    for i in blank:
        names[i] = stored[i]
    used = {name.casefold() for name in names if isinstance(name, str)} | set(owners)
    for i in blank:
        if not names[i]:
            names[i] = made(found["class"][i], found["number"][i], country, used)
            used.add(names[i])
            found["made"][i] = True


def _flag_taken(table: Table, found: dict[str, list], owners: dict[str, Any]) -> None:
    names: list[Any] = [name if name is BAD else name.casefold() for name in found["display_name"]]
    asked = {name for name, times in Counter(names).items() if times > 1 and name is not BAD}
    asked |= owners.keys() & set(names) if owners else set()
    first: dict[str, int] = {}
    for index in [index for index, name in enumerate(names) if name in asked] if asked else ():
        if index in table.faulty:
            continue
        name = names[index]
        key = found["class"][index], found["number"][index]
        own = (key, (*key, found["left_on"][index]))
        facts = {"name": found["display_name"][index]}
        if name in first:
            words = _("表示名「%(name)s」は%(row)s行目にもあります。ちがう表示名にしてください。")
            facts["row"] = first[name] + table.first + 1
            table.fault(index, "display_name", Reason(words, facts, rule="name.twice"))
        elif owners.get(name, key) not in own:
            words = _(
                "表示名「%(name)s」は、ほかの生徒が使っています。ちがう表示名にしてください。"
            )
            table.fault(index, "display_name", Reason(words, facts, rule="name.taken"))
        else:
            first[name] = index


def made(class_name: str, number: int, country: str, taken: set[str]) -> str:
    """A display name for a pupil without one: a word by class, the number in it; never taken.

    The same class and number give the same name in every run.
    """
    words = WORDS.get(country, WORDS["JP"]).split()
    first = crc32(class_name.encode())
    for step in count():
        name = words[(first + step) % len(words)]
        if step >= len(words):
            name += f"-{words[(first // len(words) + step // len(words)) % len(words)]}"
        if step >= len(words) ** 2:
            name += f"-{step}"
        if (name := f"{name}-{number:02}") not in taken:
            return name
    raise AssertionError("count() never ends")


def same_as_real(table: Table) -> set[int]:
    """Rows whose display name is, or contains, the real name in the columns that are not read."""
    shown = table.texts("display_name")
    if shown is None or not table.uncoded:
        return set()
    found = {index for index in table.uncoded if shown[index].strip() == SAME}
    real = [table.columns[left.index] for left in table.mapping.left_out if left.why == "name"]
    asked = [index for index in table.uncoded if shown[index]]
    if real and asked:
        texts = [_spaced([column[index] for index in asked]) for column in (shown, *real)]
        rows = zip(asked, *texts, strict=True)
        found |= {index for index, text, *names in rows if _is_real(text, names)}
    return found


def _is_real(text: str, names: list[str]) -> bool:
    """Joined names, either order; or two words that both stand in the real name."""
    joined = text.replace(" ", "")
    if len(joined) < 2:
        return False
    whole = [name.replace(" ", "") for name in names]
    if joined in whole or any(len(name) > 3 and name in joined for name in whole):
        return True
    for a, b in pairwise(whole):
        if len(a) + len(b) > 3 and (a + b in joined or b + a in joined):
            return True
    words = text.split() if " " in text else ()
    return len(words) > 1 and set(words) <= {word for name in names for word in name.split()}


def _spaced(texts: list[str]) -> list[str]:
    """Texts in one width and case, with a space for all that is no letter or digit.

    All at once: a roster has as many different names as rows.
    """
    joined = "\n".join(text.replace("\n", " ") if "\n" in text else text for text in texts)
    plain = unicodedata.normalize("NFKC", joined).casefold()
    return _NO_LETTERS.sub(" ", plain).split("\n")
