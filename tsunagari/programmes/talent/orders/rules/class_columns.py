"""授業と成績の列 — the columns of a school's lists: who was in which lesson, who passed which test."""

from typing import ClassVar

from tsunagari.base.languages import gettext_noop as _
from tsunagari.programmes.talent.orders.rules.columns import FIELD_WORDS, FIELDS, Mapping, Table

WHO = ("number", "name", "family", "given", "kana", "born")
SAID_BY = {name: FIELDS[name] for name in (*WHO, "fix")}
WHO_WORDS = {name: FIELD_WORDS[name] for name in WHO}
FIX_WORDS = {"fix": FIELD_WORDS["fix"]}


class Attended(Mapping):
    """The columns of a list of attendance."""

    WHO: ClassVar[tuple[str, ...]] = ("number", "name", "family", "kana")
    REQUIRED: ClassVar[tuple[str, ...]] = ("day", "time", "minutes", "topic", "here")


class Tested(Mapping):
    """The columns of a list of results."""

    WHO: ClassVar[tuple[str, ...]] = Attended.WHO
    REQUIRED: ClassVar[tuple[str, ...]] = ("test", "level", "passed", "taken")


ATTENDANCE = Table(
    kind=Attended,
    fields=SAID_BY
    | {
        "day": "日, 日付, 授業日, 実施日, Date, Day, Lesson date, Ngày, Ngày học, Tanggal, Petsa",
        "time": "時刻, 開始, 開始時刻, はじまり, Time, Start, Start time, Giờ, Giờ bắt đầu, Jam, Jam mulai, Oras, Simula",
        "minutes": "分, 時間（分）, 授業時間, Minutes, Duration, Số phút, Menit, Durasi, Minuto",
        "topic": "内容, 授業, 科目, 教科, Topic, Lesson, Subject, Nội dung, Môn học, Topik, Pelajaran, Paksa, Aralin",
        "here": "出席, 出欠, 出席か欠席か, Attendance, Present, Status, Điểm danh, Có mặt, Kehadiran, Hadir, Pagdalo",
    },
    FIELD_WORDS=WHO_WORDS
    | {
        "day": _("日"),
        "time": _("はじまりの時刻"),
        "minutes": _("分"),
        "topic": _("授業の内容"),
        "here": _("出席か欠席か"),
    }
    | FIX_WORDS,
    headers={
        "ja": "番号, 氏名（ローマ字）, 生年月日, 日付, 開始時刻, 分, 授業の内容, 出欠",
        "en": "No., Full name, Date of birth, Date, Start time, Minutes, Topic, Attendance",
        "vi": "Mã ứng viên, Họ và tên, Ngày sinh, Ngày học, Giờ bắt đầu, Số phút, Nội dung, Điểm danh",
        "id": "Nomor, Nama lengkap, Tanggal lahir, Tanggal, Jam mulai, Menit, Topik, Kehadiran",
        "fil": "Bilang, Buong pangalan, Petsa ng kapanganakan, Petsa, Oras, Minuto, Paksa, Pagdalo",
    },
    template=("number", "name", "born", "day", "time", "minutes", "topic", "here"),
    none=_(
        "出席の見出しの行が見つかりません。はじめの%(rows)s行の中に、"
        "氏名・日付・開始時刻・出欠などの見出しを書いてください。（シート：%(sheets)s）"
    ),
)
RESULTS = Table(
    kind=Tested,
    fields=SAID_BY
    | {
        "test": "試験, 試験名, テスト, 試験の種類, Test, Exam, Kỳ thi, Ujian, Tes, Pagsusulit",
        "level": "級, レベル, 分野, 級・分野, Level, Grade, Field, Cấp độ, Trình độ, Ngành, Tingkat, Bidang, Antas, Larangan",
        "passed": "結果, 合否, Result, Pass, Kết quả, Hasil, Resulta",
        "points": "点数, 得点, 点, Score, Points, Điểm, Nilai, Skor, Puntos, Iskor",
        "taken": "受けた日, 受験日, 試験日, Test date, Exam date, Date, Ngày thi, Tanggal ujian, Petsa ng pagsusulit",
    },
    FIELD_WORDS=WHO_WORDS
    | {
        "test": _("試験"),
        "level": _("級・分野"),
        "passed": _("結果"),
        "points": _("点数"),
        "taken": _("受けた日"),
    }
    | FIX_WORDS,
    headers={
        "ja": "番号, 氏名（ローマ字）, 生年月日, 試験, 級・分野, 合否, 点数, 受験日",
        "en": "No., Full name, Date of birth, Test, Level, Result, Score, Test date",
        "vi": "Mã ứng viên, Họ và tên, Ngày sinh, Kỳ thi, Trình độ, Kết quả, Điểm, Ngày thi",
        "id": "Nomor, Nama lengkap, Tanggal lahir, Ujian, Tingkat, Hasil, Nilai, Tanggal ujian",
        "fil": "Bilang, Buong pangalan, Petsa ng kapanganakan, Pagsusulit, Antas, Resulta, Iskor, Petsa ng pagsusulit",
    },
    template=("number", "name", "born", "test", "level", "passed", "points", "taken"),
    none=_(
        "成績の見出しの行が見つかりません。はじめの%(rows)s行の中に、"
        "氏名・試験・級・合否・受験日などの見出しを書いてください。（シート：%(sheets)s）"
    ),
)
