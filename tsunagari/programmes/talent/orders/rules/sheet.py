"""候補者の表 — the rows of a file: read, checked, and held against who is known already.

A row that is wrong names its column, what is wrong and how to fix it. A row that may be somebody
who is known, written otherwise, is read in as it is and asked about: nobody is merged by a file.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import NamedTuple

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.names import fold, is_kana, kana, tidy
from tsunagari.base.refusals import Reason
from tsunagari.base.sheets import Sheet
from tsunagari.programmes.talent.law.rules.fields import FIELDS as TRADES
from tsunagari.programmes.talent.orders.rules import candidates as rules
from tsunagari.programmes.talent.orders.rules.cells import Checked, Fault, Reader, read
from tsunagari.programmes.talent.orders.rules.columns import Mapping, own_words, place

TRADE_WORDS = {
    "care": "介護, kaigo, care, nursing care, caregiver, điều dưỡng, hộ lý, perawat",
    "building_cleaning": "ビルクリーニング, building cleaning, vệ sinh tòa nhà",
    "linen_supply": "リネンサプライ, linen supply",
    "industrial_mfg": "製造, 製造業, 工業製品, 機械, manufacturing, industrial manufacturing, cơ khí, chế tạo, manufaktur",
    "construction": "建設, 建築, construction, xây dựng, konstruksi",
    "shipbuilding": "造船, shipbuilding, đóng tàu",
    "auto_maintenance": "自動車整備, automobile repair, auto maintenance, bảo dưỡng ô tô",
    "aviation": "航空, aviation, hàng không",
    "accommodation": "宿泊, ホテル, accommodation, hotel, khách sạn",
    "auto_transport": "運送, 自動車運送, 運転, driver, transport, lái xe",
    "railway": "鉄道, railway, đường sắt",
    "logistics_warehouse": "倉庫, 物流, warehouse, logistics, kho vận",
    "agriculture": "農業, agriculture, farming, nông nghiệp, pertanian",
    "fishery": "漁業, fishery, fishing, ngư nghiệp, perikanan",
    "food_mfg": "食品, 食品製造, 飲食料品, food manufacturing, food processing, thực phẩm, chế biến thực phẩm, pengolahan makanan",
    "food_service": "外食, レストラン, food service, restaurant, nhà hàng, restoran",
    "forestry": "林業, forestry, lâm nghiệp",
    "wood_products": "木材, wood, wood products, gỗ",
    "resource_circulation": "資源循環, リサイクル, recycling",
}
COUNTRY_WORDS = {
    "VNM": "VN, VNM, Vietnam, Viet Nam, Vietnamese, Việt Nam",
    "PHL": "PH, PHL, Philippines, Filipino, Philippine, Pilipinas",
    "IDN": "ID, IDN, Indonesia, Indonesian",
    "MMR": "MM, MMR, Myanmar",
    "NPL": "NP, NPL, Nepal, Nepali, Nepalese",
    "KHM": "KH, KHM, Cambodia, Cambodian",
    "THA": "TH, THA, Thailand, Thai",
    "CHN": "CN, CHN, China, Chinese, 中華人民共和国",
    "MNG": "MN, MNG, Mongolia, Mongolian",
    "LKA": "LK, LKA, Sri Lanka",
    "BGD": "BD, BGD, Bangladesh",
    "IND": "IN, IND, India, Indian",
    "UZB": "UZ, UZB, Uzbekistan",
    "LAO": "LA, LAO, Laos, Lao",
}
YES = {
    fold(word) or word
    for word in [
        "はい",
        "有",
        "あり",
        "ある",
        "○",
        "◯",
        "yes",
        "y",
        "true",
        "1",
        "có",
        "ya",
        "oo",
        "希望",
    ]
}
NO = {
    fold(word) or word
    for word in [
        "いいえ",
        "無",
        "なし",
        "ない",
        "×",
        "no",
        "n",
        "false",
        "0",
        "không",
        "tidak",
        "hindi",
        "-",
    ]
}
NONE = {"", "なし", "none", "no", "-", "ー", "無", "không", "tidakada", "wala"}
_PARTED = re.compile(r"[、,;／/\n|]+")


def _table(words: dict[str, str], own: dict[str, str]) -> dict[str, str]:
    listed = {code: f"{text}, {own[code]}, {code}" for code, text in words.items()}
    return {fold(word): code for code, text in listed.items() for word in text.split(",")}


_TRADES = _table(TRADE_WORDS, TRADES)
_COUNTRIES = _table(COUNTRY_WORDS, {code: row[1] for code, row in rules.COUNTRIES.items()})


@cache
def _own_trades() -> dict[str, str]:
    """Fields of work as our own pages call them, in every language."""
    return {key: code for code, words in TRADES.items() for key in own_words(words)}


@cache
def _own_countries() -> dict[str, str]:
    return {key: code for code, row in rules.COUNTRIES.items() for key in own_words(row[1])}


# 介護技能評価試験, 建設分野特定技能1号評価試験 — a test by its official name is of that field.
_TEST = re.compile(r"(?:分野)?(?:特定技能)?(?:1号)?(?:技能)?(?:評価|測定)?試験\s*(?:合格)?$")


def trade_of(word: str) -> str | None:
    """The field of work of a word, or of a skill test's official name."""
    for said in (word, _TEST.sub("", unicodedata.normalize("NFKC", word).strip())):
        key = fold(said)
        if code := _TRADES.get(key) or _own_trades().get(key):
            return code
    return None


def _in_trades(cell: str) -> list[str]:
    """The words of a cell; a field whose own name has a comma or a middle dot stays whole."""
    parts = [
        one
        for said in filter(str.strip, _PARTED.split(cell))
        for one in ([said] if trade_of(said) else filter(str.strip, re.split("[・･]", said)))
    ]
    found = []
    while parts:
        most = next((n for n in (3, 2) if len(parts) >= n and trade_of("".join(parts[:n]))), 1)
        found.append("".join(parts[:most]))
        parts = parts[most:]
    return found


class Known(NamedTuple):
    """Somebody whom the sending organisation has entered before."""

    key: int
    number: str
    born_on: date | None
    spelt: str
    sound: str
    written: str
    facts: dict


@dataclass
class Row:
    """One candidate as the file says; `state` is new, changed or same."""

    row: int
    names: dict
    nationality: str
    facts: dict
    latin: str
    kana: str
    written: str
    state: str = "new"
    key: int | None = None
    # Rows of this file and known candidates who may be the same person.
    alike_rows: list[int] = field(default_factory=list)
    alike_known: list[int] = field(default_factory=list)

    @property
    def sign(self) -> dict:
        """What tells doubles."""
        return {
            "born_on": self.facts["born_on"],
            "spelt": rules.spelt(self.latin, self.kana),
            "sound": rules.sound(self.latin, self.kana),
        }


@dataclass
class Preview(Checked):
    """What reading a list of candidates in would do."""

    rows: list[Row]

    @property
    def counts(self) -> dict[str, int]:
        alike = [row for row in self.rows if row.alike_rows or row.alike_known]
        return super().counts | {"alike": len(alike)}


class _Reader(Reader):
    """The cells of a candidate's row."""

    def yes(self, name: str) -> bool:
        text = self.raw(name)
        key = fold(text) or text
        if key and key not in YES and key not in NO:
            words = _(
                "「%(value)s」が「はい」か「いいえ」か分かりません。どちらかを入力してください。"
            )
            self.wrong(name, Reason(words, {"value": text[:20]}, rule="yes"))
        return key in YES

    def yen(self, name: str) -> int | None:
        text = tidy(self.raw(name)).replace(",", "").replace("，", "")
        if not text:
            return None
        found = re.fullmatch(r"[¥￥\\]?(\d+(?:\.\d+)?)(万)?円?", text)
        yen = int(float(found[1]) * (10_000 if found[2] else 1)) if found else 0
        if not 10_000 <= yen <= 2_000_000:
            words = _("月給を円の数字で入力してください。例：200000")
            self.wrong(name, Reason(words, rule="yen"))
            return None
        return yen

    def trades(self, name: str) -> list[str]:
        """The fields of work in all columns of this name, in their order."""
        found: list[str] = []
        for at in self.mapping.columns_of(name):
            for word in _in_trades(self.cells[at]):
                code = trade_of(word)
                if code is None and fold(word) in NONE:
                    continue
                if code is None:
                    words = _(
                        "「%(value)s」という分野はありません。「介護」「建設」のように入力してください。"
                    )
                    reason = Reason(words, {"value": word.strip()[:20]}, rule="trade")
                    self.sound = False
                    spot = place(at, self.header[at])
                    self.faults.append(Fault(self.row, at, spot, word.strip()[:40], reason))
                elif code not in found:
                    found.append(code)
        return found

    def nationality(self) -> str:
        text = self.raw("nationality")
        code = _COUNTRIES.get(fold(text)) or _own_countries().get(fold(text), "")
        if text and not code:
            words = _(
                "「%(value)s」という国が分かりません。国の名前か、VN のような記号で入力してください。"
            )
            self.wrong("nationality", Reason(words, {"value": text[:20]}, rule="country"))
        return code

    def japanese(self) -> str:
        text = tidy(self.raw("japanese")).upper().replace(" ", "")
        found = re.search(r"N[1-5]|A[12](?!\d)", text)
        if found:
            return found[0]
        if "JFT" in text:
            return "A2"
        if fold(text) not in NONE and text not in ("-", "ー"):
            words = _("日本語の級が分かりません。N5〜N1、A1、A2 のどれかを入力してください。")
            self.wrong("japanese", Reason(words, rule="japanese"))
        return ""


def check(sheet: Sheet, mapping: Mapping, known: list[Known], on: date) -> Preview:
    """Good rows and faults, held against who is known."""
    rows, faults = read(sheet, mapping, lambda cell: _read(cell, on), _Reader)
    rows = _without_doubles(rows, faults, mapping, sheet)
    present = set(mapping.columns.values())
    _hold_against(rows, known, present)
    return Preview(mapping, rows, faults)


def _read(cell: _Reader, on: date) -> Row | None:
    names, latin, reading = names_of(cell)
    nationality = cell.nationality()
    facts = {
        "number": tidy(cell.raw("number"))[:30],
        "born_on": cell.day("born"),
        "fields": cell.trades("fields"),
        "ready_on": cell.day("ready"),
        "wish_yen": cell.yen("yen"),
        "wish_dormitory": cell.yes("dormitory"),
        "in_japan": cell.yes("in_japan"),
        "japanese": cell.japanese(),
        "skills": sorted(cell.trades("skills")),
    }
    where = {"born_on": "born", "ready_on": "ready", "family": "name"}
    asked = facts | {"latin": latin, "kana": reading}
    for reason in rules.why_not_enter(asked, on=on):
        cell.wrong(where.get(reason.field, reason.field), reason)
    if not cell.sound:
        return None
    written = " ".join(filter(None, (cell.raw("name"), cell.raw("family"), cell.raw("given"))))
    spelled = rules.print_of(written, cell.raw("kana"))
    names["written"] = spelled
    return Row(cell.row, names, nationality, facts, latin, reading, spelled)


def names_of(cell: Reader) -> tuple[dict, str, str]:
    """The parts of the name: family first, as in a passport; a comma says where it ends."""
    family, given = tidy(cell.raw("family")), tidy(cell.raw("given"))
    if not family and (whole := tidy(cell.raw("name"))):
        if is_kana(whole) and not cell.raw("kana"):
            return _in_kana(whole)
        head, comma, rest = whole.replace("，", ",").partition(",")
        family, _space, given = (head, " ", rest) if comma else whole.partition(" ")
    reading = cell.raw("kana")
    if reading and not is_kana(reading):
        cell.wrong("kana", Reason(_("カナで入力してください。例：グエン ティ ラン"), rule="kana"))
    names, _latin, spoken = _in_kana(reading)
    names |= {"family_latin": family.strip()[:80], "given_latin": given.strip()[:80]}
    return names, f"{family} {given}".strip(), spoken


def _in_kana(text: str) -> tuple[dict, str, str]:
    spoken = " ".join(re.split(r"[・･ ]+", kana(text))).strip()
    family, _space, given = spoken.partition(" ")
    names = {"family_kana": family[:80], "given_kana": given[:80]}
    return names | {"family_latin": "", "given_latin": ""}, "", spoken


def _without_doubles(rows: list[Row], faults: list[Fault], mapping, sheet) -> list[Row]:
    """The same row twice is a fault; the same number for two people too."""
    seen: dict[tuple, int] = {}
    good = []
    for row in rows:
        number = row.facts["number"]
        keys = [("name", row.written, row.facts["born_on"], number)]
        keys += [("number", number)] if number else []
        first = next((seen[key] for key in keys if key in seen), None)
        for key in keys:
            seen.setdefault(key, row.row)
        if first is None:
            good.append(row)
            continue
        words = _("%(first)s行目と同じ人か、同じ番号です。1行だけ残すか、番号を直してください。")
        reason = Reason(words, {"first": first}, rule="double")
        faults.append(Fault(row.row, None, "", "", reason))
    return good


def _hold_against(rows: list[Row], known: list[Known], present: set[str]) -> None:
    by_number = {one.number: one for one in known if one.number}
    by_name = {(one.written, one.born_on): one for one in known if one.written}
    taken: set[int] = set()
    for row in rows:
        number = row.facts["number"]
        one = by_number.get(number) if number else None
        one = one or by_name.get((row.written, row.facts["born_on"]))
        if one and number and one.number and one.number != number:
            one = None  # the same name and day, but the organisation counts two people
        if one and one.key not in taken:
            taken.add(one.key)
            row.key = one.key
            row.state = "same" if _same(row, one, present) else "changed"
    _ask_about(rows, known)


def _ask_about(rows: list[Row], known: list[Known]) -> None:
    """Who may be somebody else of the file or of those who are known, by birthday and sound."""
    days: dict[date, list] = {}
    own = {row.key for row in rows if row.key}
    for one in known:
        if one.key not in own:
            sign = {"born_on": one.born_on, "spelt": one.spelt, "sound": one.sound}
            days.setdefault(one.born_on, []).append((sign, one.key, None))
    signs = {row.row: row.sign for row in rows}
    for row in rows:
        for sign, key, other in days.get(row.facts["born_on"], []):
            if not rules.alike(signs[row.row], sign):
                continue
            if key is not None:
                row.alike_known.append(key)
            else:
                row.alike_rows.append(other)
        days.setdefault(row.facts["born_on"], []).append((signs[row.row], None, row.row))


# Which stored facts a column of the file changes.
STORED = {
    "number": "number",
    "born": "born_on",
    "fields": "fields",
    "ready": "ready_on",
    "yen": "wish_yen",
    "dormitory": "wish_dormitory",
    "in_japan": "in_japan",
    "japanese": "japanese",
    "skills": "skills",
}


def told(row: Row, present: set[str]) -> dict:
    """The facts that the file has a column for; what it does not say stays as it is."""
    return {name: row.facts[name] for column, name in STORED.items() if column in present}


def _same(row: Row, one: Known, present: set[str]) -> bool:
    facts = told(row, present)
    nationality = "nationality" not in present or one.facts["nationality"] == row.nationality
    return (
        nationality
        and one.written == row.written
        and all(one.facts[name] == value for name, value in facts.items())
    )
