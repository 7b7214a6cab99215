"""名簿の列 — which column of a roster means what, and which columns are never read.

Headers are compared folded (names.fold): width, case, spaces, line breaks and kana do not count.
What a school mapped last time wins, except that a column with names, birth dates or contacts can
never become anything that is stored (exchange.md 2.11: the real name stays with the school).
"""

import re
from dataclasses import dataclass, field

from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.names import fold
from tsunagari.base.refusals import Reason, Refused
from tsunagari.base.sheets import Rows, Sheet, Workbook, column_letter

FIELDS = {
    "school": "学校, 学校名, 所属校, School, School name, Paaralan, Trường, Sekolah",
    "grade": "学年, Grade, Grade level, Year level, Year, Baitang, Antas, Khối, Tingkat",
    "class": "組, 学級, クラス, 学級名, クラス名, 年組, 学年組, Section, Class, Class name,"
    " Section name, Grade & section, Grade and section, Grade/section, Section/class, Class/section, Pangkat, Seksyon, Lớp, Kelas",
    "number": "番号, 出席番号, 番, 席番号, 名簿番号, No, Number, Nr, Class number, Roll number,"
    " Roll no, Bilang, Numero, Số thứ tự, STT, Nomor, Nomor absen",
    "display_name": "表示名, ニックネーム, 呼び名, よびな, 呼名, ハンドルネーム, 表示する名前, Display name,"
    " Nickname, Screen name, Palayaw, Tên hiển thị, Biệt danh, Nama tampilan, Nama panggilan",
    "gender": "性別, 男女, 男女別, Gender, Sex, M/F, Kasarian, Giới tính, Jenis kelamin",
    "level": "英語レベル, レベル, 英語力, 英語のレベル, English level, Level, English proficiency,"
    " Antas ng Ingles, Trình độ tiếng Anh, Tingkat bahasa Inggris",
    "apart": "離す, 別のグループ, 別グループ, いっしょにしない, 一緒にしない, 同じグループにしない, 分ける,"
    " Keep apart, Separate from, Not together with, Ihiwalay, Tách riêng, Pisahkan dari",
    "joined_on": "入学・転入日, 入学日, 転入日, 入学年月日, 転入年月日, 編入日, 入学転入日, Joined on,"
    " Date joined, Enrolled on, Date enrolled, Enrollment date, Petsa ng pagpasok, Ngày nhập học,"
    " Tanggal masuk",
    "left_on": "転出日, 退学日, 転退学日, 転出年月日, Left on, Date left, Transferred out on,"
    " Petsa ng pag-alis, Ngày chuyển đi, Tanggal keluar",
    "age_band": "年れい層, 年齢層, 年齢区分, Age band, Age group, Pangkat ng edad",
    "born": "生年月日, 誕生日, 生まれた日, Birth date, Birthdate, Date of birth, Birthday, DOB,"
    " Kapanganakan, Petsa ng kapanganakan, Ngày sinh, Tanggal lahir",
    "fix": "直すところ, もとの行, What to fix, Original row, Itatama, Orihinal na row, Cần sửa, Hàng gốc,"
    " Yang diperbaiki, Baris asal",
}
REQUIRED = ("class", "number")
# The headers of our own template, in the order of its columns.
TEMPLATE = ("grade", "class", "number", "display_name", "gender", "level", "apart", "joined_on")
HEADERS = {
    "ja": "学年, 組, 番号, 表示名, 性別, 英語レベル, 離す, 入学・転入日",
    "en": "Grade, Section, No., Display name, Gender, English level, Keep apart, Joined on",
    "fil": "Grade, Section, No., Display name, Kasarian, Antas ng Ingles, Ihiwalay, Petsa ng pagpasok",
    "vi": "Khối, Lớp, Số thứ tự, Tên hiển thị, Giới tính, Trình độ tiếng Anh, Tách riêng, Ngày nhập học",
    "id": "Tingkat, Kelas, Nomor, Nama tampilan, Jenis kelamin, Tingkat bahasa Inggris, Pisahkan dari,"
    " Tanggal masuk",
}
# Parts of headers whose columns are never stored; a birth date only gives an age band.
NEVER = {
    "name": "氏名, 名前, 姓名, 本名, 生徒名, 児童名, 姓, 氏, 名, せい, めい, ふりがな, フリガナ, よみがな, 読み,"
    " ローマ字, name, surname, apelyido, pangalan, họ, tên, nama",
    "contact": "住所, 郵便, 電話, 携帯, 連絡, メール, mail, phone, mobile, cellphone, contact, address,"
    " tirahan, telepono, địa chỉ, điện thoại, alamat, telepon, facebook, messenger, LINE ID, SNS",
    "family": "保護者, 父, 母, 親, 家族, きょうだい, guardian, parent, mother, father, magulang, tagapag-alaga,"
    " phụ huynh, orang tua, wali",
    "number": "LRN, 学籍, 生徒番号, 個人番号, マイナンバー, 旅券, 在留, student number, student id, learner"
    " reference, passport, PSA, 4Ps, NIK, NISN, mã số",
    "sensitive": "国籍, 宗教, 健康, 病, アレルギ, 障害, 障がい, 成績, 評定, 点数, 配慮, 特記, 要保護, 就学援助,"
    " nationality, citizenship, religion, health, allerg, medical, disabilit, grades, score, average,"
    " ethnic, tongue, relihiyon, kalusugan, agama, tôn giáo",
}
HEADER_WITHIN = 15
LONGEST_HEADER = 80
LOOKED_FOR = _("組・番号・表示名・性別・英語レベル")
FIELD_WORDS = {
    "school": _("学校名"),
    "grade": _("学年"),
    "class": _("学級"),
    "number": _("番号"),
    "display_name": _("表示名"),
    "gender": _("性別"),
    "level": _("英語レベル"),
    "apart": _("離す"),
    "joined_on": _("入学・転入日"),
    "left_on": _("転出日"),
    "age_band": _("年れい層"),
    "born": _("生年月日（年れい層だけを残します）"),
    "fix": _("直すところ（読みません）"),
}
SAID = {
    "name": _("%(column)sは読みこみません（名前は学校に残します）。"),
    "contact": _("%(column)sは読みこみません（連絡先は保存しません）。"),
    "family": _("%(column)sは読みこみません（家族のことは保存しません）。"),
    "number": _("%(column)sは読みこみません（個人の番号は保存しません）。"),
    "sensitive": _("%(column)sは読みこみません（この内容は保存しません）。"),
    "born": _("%(column)sは、年れいの幅だけを残し、日付は保存しません。"),
    "unknown": _("%(column)sは、何の列か分からないので読みこみません。"),
    "twice": _("%(column)sは、同じ意味の列がもうあるので読みこみません。"),
    "chosen": _("%(column)sは、読まないことにしました。"),
}


def _keys(words: str) -> list[str]:
    return [fold(word) for word in words.split(",")]


_FIELD_OF = {key: name for name, words in FIELDS.items() for key in _keys(words)}
_NEVER_OF = [(key, kind) for kind, words in NEVER.items() for key in _keys(words)]
_LATIN = re.compile("[a-z]+")
_MARKS = re.compile(r"必須|任意|required|optional", re.IGNORECASE)
_INSIDE = re.compile(r"[（(\[［【]([^）)\]］】]*)[）)\]］】]")


@dataclass(frozen=True)
class Column:
    """A column that is not stored: where it stands, its header, and why."""

    index: int
    header: str
    why: str

    def words(self) -> Reason:
        """The sentence that says so."""
        return Reason(SAID[self.why], {"column": place(self.index, self.header)})


@dataclass(frozen=True)
class Mapping:
    """What each column of a sheet means.

    `header_row` is counted as Excel does, from 1; `columns` says {column from 0: field};
    `headers` says the same by header text, for the next file; `left_out` are columns not stored.
    """

    sheet: str
    header_row: int
    columns: dict[int, str]
    headers: dict[str, str] = field(default_factory=dict)
    left_out: list[Column] = field(default_factory=list)

    @property
    def missing(self) -> list[str]:
        """Fields that every roster needs and this one does not have."""
        return [name for name in REQUIRED if name not in self.columns.values()]

    def column(self, name: str) -> int | None:
        """Where a field stands."""
        return next((at for at, found in self.columns.items() if found == name), None)

    def as_json(self) -> dict:
        """Plain data, to keep with the file."""
        return {
            "sheet": self.sheet,
            "header_row": self.header_row,
            "columns": {str(at): name for at, name in self.columns.items()},
            "headers": {_clean(header): name for header, name in self.headers.items()},
            "left_out": [[c.index, _clean(c.header), c.why] for c in self.left_out],
        }

    @classmethod
    def from_json(cls, kept: dict) -> "Mapping":
        """The mapping that `as_json` wrote, or that a form wrote with sheet, row and columns."""
        return cls(
            sheet=kept["sheet"],
            header_row=int(kept["header_row"]),
            columns={int(at): name for at, name in kept["columns"].items() if name},
            headers=dict(kept.get("headers", {})),
            left_out=[Column(int(at), *rest) for at, *rest in kept.get("left_out", [])],
        )


def _clean(header: str) -> str:
    """A header as it can be kept: no database takes a zero byte, and nobody reads a long one."""
    return "".join(filter(str.isprintable, header[:LONGEST_HEADER]))


def place(index: int, header: str) -> str:
    """A column as people find it: C列（組）, in the language of whoever reads the file in."""
    header = " ".join(header.split())[:20]
    words = gettext(_("%(letter)s列（%(header)s）") if header else _("%(letter)s列"))
    return words % {"letter": column_letter(index), "header": header}


def template_headers(language: str) -> list[str]:
    """The headers of the blank roster in a language; やさしい日本語 has those of Japanese."""
    words = HEADERS.get(language.split("-")[0], HEADERS["en"])
    return [header.strip() for header in words.split(",")]


def field_of(header: str, remembered: dict[str, str] | None = None) -> str:
    """What a header means: a field, "never:" and a kind, or "" when nobody knows."""
    keys = [fold(text) for text in _readings(header)]
    known = next((_FIELD_OF[key] for key in keys if key in _FIELD_OF), "")
    never = "" if known else _never(header)
    if never or known == "born":
        return f"never:{never}" if never else known
    wanted = {fold(text): name for text, name in (remembered or {}).items()}
    return next((wanted[key] for key in keys if wanted.get(key) in FIELDS), known)


def recognise(
    rows: Rows, remembered: dict[str, str] | None = None, *, sheet: str = ""
) -> Mapping | None:
    """The mapping by the best header row among the first ones; None when there is none.

    Titles may stand above it. `remembered` says {header: field} of the school's last file.
    """
    found = [
        (row, [field_of(cell, remembered) if cell.strip() else "" for cell in cells])
        for row, cells in enumerate(rows[:HEADER_WITHIN])
    ]
    row, meanings = max(found, key=lambda each: _weight(each[1]), default=(0, []))
    return _mapping(sheet, row, rows[row], meanings) if _weight(meanings) >= 4 else None


def find_sheet(
    workbook: Workbook, remembered: dict[str, str] | None = None
) -> tuple[Sheet, Mapping]:
    """The sheet that holds a roster: visible ones first, complete ones before others."""
    found = []
    for sheet in sorted(workbook.sheets, key=lambda sheet: sheet.hidden):
        mapping = recognise(sheet.rows, remembered, sheet=sheet.name)
        if mapping:
            found.append((sheet, mapping))
    if not found:
        raise Refused([_no_header(workbook)])
    return min(found, key=lambda each: len(each[1].missing))


def chosen(sheet: Sheet, header_row: int, columns: dict[int, str] | None) -> Mapping:
    """The mapping that a person chose: {column: field}; "" means that a column is not read.

    None is for another header row or sheet, whose columns nobody has seen yet.
    """
    if not 1 <= header_row <= len(sheet.rows):
        words = _("見出しの行は 1〜%(most)s の数字で入力してください。")
        facts = {"most": len(sheet.rows)}
        raise Refused([Reason(words, facts, rule="header.row", field="header_row")])
    header = sheet.rows[header_row - 1]
    if columns is None:
        meanings = [field_of(text) if text.strip() else "" for text in header]
        return _mapping(sheet.name, header_row - 1, header, meanings)
    wanted = {at: name for at, name in columns.items() if name in FIELDS and at < len(header)}
    left_out = []
    for at, text in enumerate(header):
        meaning = field_of(text) if text.strip() else ""
        if wanted.get(at) == "born":
            left_out.append(Column(at, text, "born"))
        elif text.strip() and at not in wanted:
            never = meaning.startswith("never:")
            why = meaning.removeprefix("never:") if never else "chosen" if meaning else "unknown"
            left_out.append(Column(at, text, why))
    headers = {" ".join(header[at].split()): name for at, name in wanted.items()}
    return Mapping(sheet.name, header_row, wanted, headers, left_out)


def why_not_mapping(mapping: Mapping, sheet: Sheet) -> list[Reason]:
    """Every reason not to read a sheet by a mapping that a person changed."""
    reasons = [
        Reason(
            _(
                "「%(field)s」の列がありません。見出しに「%(field)s」と書くか、列の意味を選んでください。"
            ),
            {"field": gettext(FIELD_WORDS[name])},
            rule="column.missing",
            field=name,
        )
        for name in mapping.missing
    ]
    header = sheet.rows[mapping.header_row - 1] if mapping.header_row <= len(sheet.rows) else []
    names = list(mapping.columns.values())
    for at, name in mapping.columns.items():
        text = header[at] if at < len(header) else ""
        if names.count(name) > 1 and name != "fix":
            words = _(
                "%(column)sと同じ意味の列がほかにもあります。どちらかを「読まない」にしてください。"
            )
            reasons.append(Reason(words, {"column": place(at, text)}, rule="column.twice"))
        elif field_of(text).startswith("never:") or (field_of(text) == "born") != (name == "born"):
            words = _("%(column)sは保存できません。「読まない」にしてください。")
            reasons.append(Reason(words, {"column": place(at, text)}, rule="column.never"))
    return reasons


def _readings(header: str) -> list[str]:
    """The header, then without what stands in brackets, then that alone."""
    text = _MARKS.sub("", header)
    inside = _INSIDE.findall(text)
    return [text, _INSIDE.sub("", text), *inside]


def _never(header: str) -> str:
    """The kind of a column that is never stored.

    Latin words count as whole words (long ones by their beginning), single kanji only alone.
    """
    key, words = fold(header), [fold(word) for word in re.split(r"[\W_]+", header)]
    for part, kind in _NEVER_OF:
        if key == part or part in words:
            return kind
        if len(part) < 2:
            continue
        if not _LATIN.fullmatch(part):
            if part in key:
                return kind
        elif len(part) >= 5 and any(word.startswith(part) for word in [key, *words]):
            return kind
    return ""


def _weight(meanings: list[str]) -> int:
    """How much a row looks like a header: stored fields count, required ones twice."""
    fields = {name for name in meanings if name in FIELDS}
    weight = sum(4 if name in REQUIRED else 2 for name in fields)
    return weight + len([name for name in meanings if name.startswith("never:")])


def _mapping(sheet: str, row: int, header: list[str], meanings: list[str]) -> Mapping:
    columns: dict[int, str] = {}
    left_out = []
    for at, (text, meaning) in enumerate(zip(header, meanings, strict=True)):
        if meaning in FIELDS and (meaning == "fix" or meaning not in columns.values()):
            columns[at] = meaning
        elif text.strip():
            why = "twice" if meaning in FIELDS else meaning.removeprefix("never:") or "unknown"
            left_out.append(Column(at, text, why))
        if meaning == "born":
            left_out.append(Column(at, text, "born"))
    headers = {" ".join(header[at].split()): name for at, name in columns.items()}
    return Mapping(sheet, row + 1, columns, headers, left_out)


def _no_header(workbook: Workbook) -> Reason:
    words = _(
        "名簿の見出しの行が見つかりません。はじめの%(rows)s行の中で、"
        "%(fields)s などの見出しをさがしました。"
        "見出しを書くか、ほかのファイルを選んでください。（シート：%(sheets)s）"
    )
    names = "、".join(sheet.name for sheet in workbook.sheets[:10])
    facts = {"rows": HEADER_WITHIN, "fields": LOOKED_FOR, "sheets": names}
    return Reason(words, facts, rule="header.none", field="file")
