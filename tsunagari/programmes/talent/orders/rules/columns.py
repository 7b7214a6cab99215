"""候補者の列 — which column of a list of people means what, and which are never read.

Headers are compared folded (names.fold). Numbers of passports and cards, sex, health, religion,
family and contacts are never stored from such a list: another page keeps what the law asks for.
"""

from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import ClassVar

from tsunagari.base.languages import everywhere, gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.names import fold
from tsunagari.base.readings import plain
from tsunagari.base.refusals import Reason, Refused
from tsunagari.base.sheets import Sheet, Workbook, column_letter

FIELDS = {
    "number": "番号, 候補者番号, No, No., ID, Candidate no, Candidate number, Code, Mã số, Mã ứng viên, Nomor, Bilang",
    "name": "氏名, 名前, 氏名（ローマ字）, ローマ字, ローマ字氏名, Name, Full name, Name (as in passport), Họ và tên, Họ tên, Nama, Nama lengkap, Pangalan, Buong pangalan",
    "family": "姓, 氏, Family name, Surname, Last name, Họ, Apelyido, Nama keluarga",
    "given": "名, Given name, Given names, First name, Tên, Unang pangalan, Nama depan",
    "kana": "カナ, フリガナ, ふりがな, 氏名カナ, 氏名（カナ）, カタカナ, よみがな, Kana, Katakana",
    "born": "生年月日, 誕生日, Birth date, Birthdate, Date of birth, Birthday, DOB, Ngày sinh, Tanggal lahir, Petsa ng kapanganakan, Kapanganakan",
    "nationality": "国籍, 国, Nationality, Citizenship, Country, Quốc tịch, Kewarganegaraan, Nasyonalidad",
    "fields": "希望分野, 分野, 希望職種, 職種, 希望, 第1希望, 第2希望, 第3希望, Field, Fields, Wished field, Sector, Ngành nghề, Ngành, Bidang, Larangan",
    "ready": "来られる日, 就労可能日, 開始可能日, 入社可能日, Ready on, Available from, Can start, Ngày có thể bắt đầu, Ngày có thể đến, Ngày sẵn sàng, Siap mulai, Maaaring magsimula",
    "yen": "希望月給, 希望給料, 希望賃金, Wished pay, Wished monthly pay, Wage, Mức lương mong muốn, Gaji yang diharapkan, Nais na sahod",
    "dormitory": "寮, 寮の希望, Dormitory, Ký túc xá, Asrama, Dormitoryo",
    "in_japan": "日本在住, 在日, 日本にいる, In Japan, Đang ở Nhật, Di Jepang, Nasa Japan",
    "japanese": "日本語, 日本語レベル, 日本語能力, JLPT, Japanese, Japanese level, Tiếng Nhật, Trình độ tiếng Nhật, Bahasa Jepang, Wikang Hapon",
    "skills": "技能試験, 合格した分野, 特定技能試験, Skill test, Skills test, SSW test, Kỳ thi kỹ năng, Ujian keterampilan, Pagsusulit sa kasanayan",
    "fix": "直すところ, もとの行, What to fix, Original row, Cần sửa, Hàng gốc, Itatama, Orihinal na row, Yang diperbaiki, Baris asal",
}
FIELD_WORDS = {
    "number": _("候補者の番号"),
    "name": _("名前（ローマ字、全部）"),
    "family": _("姓（ローマ字）"),
    "given": _("名（ローマ字）"),
    "kana": _("名前（カナ）"),
    "born": _("生年月日"),
    "nationality": _("国籍"),
    "fields": _("希望する分野"),
    "ready": _("来られる日"),
    "yen": _("希望する月給"),
    "dormitory": _("寮の希望"),
    "in_japan": _("日本にいるか"),
    "japanese": _("日本語の級"),
    "skills": _("合格した技能試験の分野"),
    "fix": _("直すところ（読みません）"),
}
TEMPLATE = (
    "number",
    "name",
    "kana",
    "born",
    "nationality",
    "fields",
    "ready",
    "yen",
    "dormitory",
    "in_japan",
    "japanese",
    "skills",
)
HEADERS = {
    "ja": "番号, 氏名（ローマ字）, 氏名（カナ）, 生年月日, 国籍, 希望分野, 来られる日, 希望月給, 寮の希望, 日本在住, 日本語, 技能試験",
    "en": "No., Full name, Katakana, Date of birth, Nationality, Wished field, Available from, Wished monthly pay, Dormitory, In Japan, Japanese level, Skill test",
    "vi": "Mã ứng viên, Họ và tên, Katakana, Ngày sinh, Quốc tịch, Ngành nghề, Ngày có thể bắt đầu, Mức lương mong muốn, Ký túc xá, Đang ở Nhật, Tiếng Nhật, Kỳ thi kỹ năng",
    "id": "Nomor, Nama lengkap, Katakana, Tanggal lahir, Kewarganegaraan, Bidang, Siap mulai, Gaji yang diharapkan, Asrama, Di Jepang, Bahasa Jepang, Ujian keterampilan",
    "fil": "Bilang, Buong pangalan, Katakana, Petsa ng kapanganakan, Nasyonalidad, Larangan, Maaaring magsimula, Nais na sahod, Dormitoryo, Nasa Japan, Wikang Hapon, Pagsusulit sa kasanayan",
}
NEVER = {
    "number": "旅券, パスポート, 在留カード, 個人番号, マイナンバー, passport, residence card, hộ chiếu, CCCD, CMND, NIK, paspor, pasaporte",
    "contact": "住所, 電話, 携帯, 連絡, メール, mail, phone, mobile, contact, address, facebook, zalo, LINE ID, WhatsApp, địa chỉ, điện thoại, alamat, telepon, tirahan",
    "family": "家族, 父, 母, 配偶者, 婚姻, 子ども, 保護者, marital, married, spouse, father, mother, children, family members, hôn nhân, status kawin",
    "sensitive": "性別, 男女, 宗教, 健康, 病歴, 血液型, 身長, 体重, 妊娠, 入れ墨, gender, sex, religion, health, medical, blood, height, weight, pregnan, tattoo, giới tính, tôn giáo, jenis kelamin, agama, kasarian, relihiyon",
}
SAID = {
    "number": _("%(column)sは読みこみません（個人の番号は、この画面では保存しません）。"),
    "contact": _("%(column)sは読みこみません（連絡先は保存しません）。"),
    "family": _("%(column)sは読みこみません（家族のことは保存しません）。"),
    "sensitive": _("%(column)sは読みこみません（採用で聞いてはいけない内容です）。"),
    "unknown": _("%(column)sは、何の列か分からないので読みこみません。"),
    "twice": _("%(column)sは、同じ意味の列がもうあるので読みこみません。"),
    "chosen": _("%(column)sは、読まないことにしました。"),
}
HEADER_WITHIN = 15
LONGEST_HEADER = 80


def _keys(words: str) -> list[str]:
    return [fold(word) for word in words.split(",")]


_NEVER_OF = [(key, kind) for kind, words in NEVER.items() for key in _keys(words)]


@dataclass(frozen=True)
class Column:
    """A column that is not stored: where it stands, its header, and why."""

    index: int
    header: str
    why: str

    def words(self) -> Reason:
        return Reason(SAID[self.why], {"column": place(self.index, self.header)})


@dataclass(frozen=True)
class Mapping:
    """What each column of a sheet means; `header_row` as Excel counts, from 1."""

    sheet: str
    header_row: int
    columns: dict[int, str]
    headers: dict[str, str] = field(default_factory=dict)
    left_out: list[Column] = field(default_factory=list)
    # One way to say who it is is enough; the others every list needs.
    WHO: ClassVar[tuple[str, ...]] = ("name", "family", "kana")
    REQUIRED: ClassVar[tuple[str, ...]] = ("born", "ready")

    @property
    def missing(self) -> list[str]:
        """Fields that every list needs and this one does not have."""
        have = set(self.columns.values())
        named = [] if have & set(self.WHO) else ["name"]
        return named + [name for name in self.REQUIRED if name not in have]

    def columns_of(self, name: str) -> list[int]:
        """Where a field stands, from left to right."""
        return sorted(at for at, found in self.columns.items() if found == name)

    def as_json(self) -> dict:
        return {
            "sheet": self.sheet,
            "header_row": self.header_row,
            "columns": {str(at): name for at, name in self.columns.items()},
            "headers": {_clean(header): name for header, name in self.headers.items()},
            "left_out": [[c.index, _clean(c.header), c.why] for c in self.left_out],
        }

    @classmethod
    def from_json(cls, kept: dict) -> "Mapping":
        return cls(
            sheet=kept["sheet"],
            header_row=int(kept["header_row"]),
            columns={int(at): name for at, name in kept["columns"].items() if name},
            headers=dict(kept.get("headers", {})),
            left_out=[Column(int(at), *rest) for at, *rest in kept.get("left_out", [])],
        )


def _clean(header: str) -> str:
    return "".join(filter(str.isprintable, header[:LONGEST_HEADER]))


def place(index: int, header: str) -> str:
    """A column as people find it: C列（国籍）."""
    header = " ".join(header.split())[:20]
    words = gettext(_("%(letter)s列（%(header)s）") if header else _("%(letter)s列"))
    return words % {"letter": column_letter(index), "header": header}


@cache
def own_words(text: str) -> frozenset[str]:
    """The folded words by which our own pages call something, in every language."""
    return frozenset(fold(plain(said)) for said in everywhere(text))


def _why_left(meaning: str) -> str:
    if meaning.startswith("never:"):
        return meaning.removeprefix("never:")
    return "chosen" if meaning else "unknown"


@dataclass(frozen=True, eq=False)
class Table:
    """One kind of list: what its columns may be called, in which order its blank form has them.

    `many` may stand in several columns; `none` is said when no header is found.
    """

    kind: type[Mapping]
    fields: dict[str, str]
    FIELD_WORDS: dict[str, str]
    headers: dict[str, str]
    template: tuple[str, ...]
    none: str
    many: tuple[str, ...] = ("fix",)
    Column: ClassVar = Column
    place: ClassVar = staticmethod(place)

    @cached_property
    def _field_of(self) -> dict[str, str]:
        return {key: name for name, words in self.fields.items() for key in _keys(words)}

    @cached_property
    def _own_labels(self) -> dict[str, str]:
        return {key: name for name, words in self.FIELD_WORDS.items() for key in own_words(words)}

    def template_headers(self, language: str) -> list[str]:
        """The headers of the blank list in a language."""
        words = self.headers.get(language.split("-")[0], self.headers["en"])
        return [header.strip() for header in words.split(",")]

    def field_of(self, header: str, remembered: dict[str, str] | None = None) -> str:
        """What a header means: a field, "never:" and a kind, or "" when nobody knows."""
        key = fold(header)
        if known := self._field_of.get(key) or self._own_labels.get(key):
            return known
        for part, kind in _NEVER_OF:
            if part == key or (len(part) > 1 and part in key):
                return f"never:{kind}"
        wanted = {fold(text): name for text, name in (remembered or {}).items()}
        return wanted[key] if wanted.get(key) in self.fields else ""

    def find_sheet(self, workbook: Workbook, remembered: dict[str, str]) -> tuple[Sheet, Mapping]:
        """The sheet that holds the list: visible ones first, complete ones before others."""
        found = []
        for sheet in sorted(workbook.sheets, key=lambda sheet: sheet.hidden):
            rows = [
                (row, [self.field_of(cell, remembered) if cell.strip() else "" for cell in cells])
                for row, cells in enumerate(sheet.rows[:HEADER_WITHIN])
            ]
            row, meanings = max(rows, key=lambda each: self._weight(each[1]), default=(0, []))
            if self._weight(meanings) >= 2:
                found.append((sheet, self._mapping(sheet, row, meanings)))
        if not found:
            names = "、".join(sheet.name for sheet in workbook.sheets[:10])
            facts = {"rows": HEADER_WITHIN, "sheets": names}
            raise Refused([Reason(self.none, facts, rule="header.none", field="file")])
        return min(found, key=lambda each: len(each[1].missing))

    def _weight(self, meanings: list[str]) -> int:
        return len({name for name in meanings if name in self.fields})

    def _mapping(self, sheet: Sheet, row: int, meanings: list[str]) -> Mapping:
        columns: dict[int, str] = {}
        left_out = []
        header = sheet.rows[row]
        for at, (text, meaning) in enumerate(zip(header, meanings, strict=True)):
            if meaning in self.fields and (meaning in self.many or meaning not in columns.values()):
                columns[at] = meaning
            elif text.strip():
                why = (
                    "twice"
                    if meaning in self.fields
                    else meaning.removeprefix("never:") or "unknown"
                )
                left_out.append(Column(at, text, why))
        headers = {" ".join(header[at].split()): name for at, name in columns.items()}
        return self.kind(sheet.name, row + 1, columns, headers, left_out)

    def chosen(self, sheet: Sheet, header_row: int, columns: dict[int, str] | None) -> Mapping:
        """The mapping that a person chose; None for a header row whose columns nobody has seen yet."""
        if not 1 <= header_row <= len(sheet.rows):
            words = _("見出しの行は 1〜%(most)s の数字で入力してください。")
            facts = {"most": len(sheet.rows)}
            raise Refused([Reason(words, facts, rule="header.row", field="header_row")])
        header = sheet.rows[header_row - 1]
        meanings = [self.field_of(text) if text.strip() else "" for text in header]
        if columns is None:
            return self._mapping(sheet, header_row - 1, meanings)
        wanted = {
            at: name for at, name in columns.items() if name in self.fields and at < len(header)
        }
        left_out = [
            Column(at, text, _why_left(meanings[at]))
            for at, text in enumerate(header)
            if text.strip() and at not in wanted
        ]
        headers = {" ".join(header[at].split()): name for at, name in wanted.items()}
        return self.kind(sheet.name, header_row, wanted, headers, left_out)

    def why_not_mapping(self, mapping: Mapping, sheet: Sheet) -> list[Reason]:
        """Every reason not to read a sheet by a mapping that a person changed."""
        reasons = [
            Reason(
                _(
                    "「%(field)s」の列がありません。見出しに「%(field)s」と書くか、列の意味を選んでください。"
                ),
                {"field": gettext(self.FIELD_WORDS[name])},
                rule="column.missing",
                field=name,
            )
            for name in mapping.missing
        ]
        names = list(mapping.columns.values())
        header = sheet.rows[mapping.header_row - 1]
        for at, name in mapping.columns.items():
            if names.count(name) > 1 and name not in self.many:
                words = _(
                    "%(column)sと同じ意味の列がほかにもあります。どちらかを「読まない」にしてください。"
                )
                reasons.append(
                    Reason(words, {"column": place(at, header[at])}, rule="column.twice")
                )
            elif self.field_of(header[at]).startswith("never:"):
                words = _("%(column)sは保存できません。「読まない」にしてください。")
                reasons.append(
                    Reason(words, {"column": place(at, header[at])}, rule="column.never")
                )
        return reasons


CANDIDATES = Table(
    kind=Mapping,
    fields=FIELDS,
    FIELD_WORDS=FIELD_WORDS,
    headers=HEADERS,
    template=TEMPLATE,
    many=("fields", "fix"),
    none=_(
        "候補者の見出しの行が見つかりません。はじめの%(rows)s行の中に、"
        "氏名・生年月日・来られる日などの見出しを書いてください。（シート：%(sheets)s）"
    ),
)
