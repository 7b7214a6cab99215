"""進行表 — one page for the two teachers: every minute with both clocks."""

from dataclasses import dataclass, field
from datetime import timedelta

from tsunagari.programmes.exchange.class_exchange.documents import minutes, parts

TITLES = {
    "ja": "進行表 第%(number)s回",
    "ja-easy": "進め方の表 %(number)s回目",
    "en": "Run sheet, session %(number)s",
    "vi": "Kịch bản tiến hành, buổi %(number)s",
    "id": "Lembar jalannya acara, sesi %(number)s",
    "fil": "Run sheet, sesyon %(number)s",
}
WORDS = {
    "ja": {
        "min": "分",
        "what": "すること",
        "who": "進行",
        "real": "実際",
        "before": "始まる前に",
        "checks": [
            "欠席を記録し、組み直した表を両校で開く",
            "同意のない生徒が画面に入らない席か確かめる",
            "どの部屋にも大人がいる",
            "接続テストをした・予備の回線がある",
        ],
        "wrong": "困ったとき",
        "wrong_text": "すぐに映像と音声を止め、画面の「困ったことがある」を押す。"
        "押した生徒の学校の先生と児童生徒を守る担当、事務局に届く。1時間以内に応じる。",
        "fallback": "つながらないとき",
        "fallback_text": "10分待ってもつながらなければ、予備日に移す（ボタン1つで両校に知らせる）。",
        "reserve": "予備日",
        "none": "決まっていません",
        "link": "部屋の入り口",
        "notes": "記録・気づき",
        "teacher": "担任",
    },
    "ja-easy": {
        "min": "分",
        "what": "すること",
        "who": "話す人",
        "real": "時間",
        "before": "始まる前に",
        "checks": [
            "休んだ人を書いて、新しい表を開きます",
            "「いいえ」の人が画面に入らない席か見ます",
            "どの部屋にも大人がいます",
            "つなぐ練習をしました",
        ],
        "wrong": "困ったとき",
        "wrong_text": "すぐに画面と音を止めます。「困ったことがある」をおします。"
        "1時間以内に、学校の先生が見ます。",
        "fallback": "つながらないとき",
        "fallback_text": "10分待ちます。つながらないときは、予備の日に変えます。",
        "reserve": "予備の日",
        "none": "決まっていません",
        "link": "部屋の入り口",
        "notes": "メモ",
        "teacher": "先生",
    },
    "en": {
        "min": "min",
        "what": "What happens",
        "who": "Led by",
        "real": "Actual",
        "before": "Before the start",
        "checks": [
            "Absences ticked; the repaired plan is open at both schools",
            "Pupils without camera consent sit out of the picture",
            "An adult is in every room",
            "Line tested; a spare line is ready",
        ],
        "wrong": "If something is wrong",
        "wrong_text": "Stop picture and sound at once and press “Something is wrong”. "
        "It reaches the teachers and the child-protection lead of that pupil's school and "
        "the office; they act within 1 hour.",
        "fallback": "If there is no connection",
        "fallback_text": "Wait 10 minutes, then move to the reserve date "
        "(one press tells both schools).",
        "reserve": "Reserve date",
        "none": "not set",
        "link": "Way into the room",
        "notes": "Notes",
        "teacher": "Teacher",
    },
    "vi": {
        "min": "phút",
        "what": "Nội dung",
        "who": "Người dẫn",
        "real": "Thực tế",
        "before": "Trước khi bắt đầu",
        "checks": [
            "Đã ghi học sinh vắng; sơ đồ sửa lại mở ở cả hai trường",
            "Học sinh không đồng ý lên hình ngồi ngoài khung hình",
            "Phòng nào cũng có người lớn",
            "Đã thử đường truyền; có đường truyền dự phòng",
        ],
        "wrong": "Khi có sự cố",
        "wrong_text": "Tắt ngay hình và tiếng, nhấn “Có điều không ổn”. Tin đến giáo viên "
        "và người phụ trách bảo vệ trẻ em của trường đó, đến văn phòng liên hiệp; xử lý trong 1 giờ.",
        "fallback": "Khi không kết nối được",
        "fallback_text": "Chờ 10 phút rồi chuyển sang ngày dự phòng (một lần nhấn báo cả hai trường).",
        "reserve": "Ngày dự phòng",
        "none": "chưa định",
        "link": "Lối vào phòng",
        "notes": "Ghi chú",
        "teacher": "Giáo viên",
    },
    "id": {
        "min": "mnt",
        "what": "Kegiatan",
        "who": "Dipandu",
        "real": "Nyata",
        "before": "Sebelum mulai",
        "checks": [
            "Siswa absen dicatat; denah baru terbuka di kedua sekolah",
            "Siswa tanpa izin kamera duduk di luar gambar",
            "Ada orang dewasa di setiap ruang",
            "Jaringan diuji; jaringan cadangan siap",
        ],
        "wrong": "Jika ada masalah",
        "wrong_text": "Segera hentikan gambar dan suara, tekan “Ada yang tidak beres”. Kabar sampai "
        "ke guru dan pelindung anak sekolah itu serta sekretariat; ditangani dalam 1 jam.",
        "fallback": "Jika tidak tersambung",
        "fallback_text": "Tunggu 10 menit, lalu pindah ke hari cadangan "
        "(satu tekan memberi tahu kedua sekolah).",
        "reserve": "Hari cadangan",
        "none": "belum ditentukan",
        "link": "Pintu masuk ruang",
        "notes": "Catatan",
        "teacher": "Guru",
    },
    "fil": {
        "min": "min",
        "what": "Gagawin",
        "who": "Mamumuno",
        "real": "Aktuwal",
        "before": "Bago magsimula",
        "checks": [
            "Naitala ang mga absent; bukas sa dalawang paaralan ang inayos na plano",
            "Nakaupo sa labas ng kuha ang walang pahintulot sa camera",
            "May guro o adult sa bawat room",
            "Nasubok ang linya; may nakahandang isa pang linya",
        ],
        "wrong": "Kung may problema",
        "wrong_text": "Ihinto agad ang video at tunog at pindutin ang “May problema”. Makararating "
        "ito sa mga guro at child protection focal person ng paaralang iyon at sa secretariat; kikilos sila sa loob ng 1 oras.",
        "fallback": "Kung hindi makakonekta",
        "fallback_text": "Maghintay ng 10 minuto, saka ilipat sa reserbang oras "
        "(isang pindot, malalaman ng dalawang paaralan).",
        "reserve": "Reserbang oras",
        "none": "wala pa",
        "link": "Pasukan ng room",
        "notes": "Mga tala",
        "teacher": "Guro",
    },
}
MOST_STEPS = 12


@dataclass(frozen=True)
class RunSheet:
    """One session by the minute as one side sees it; without `steps` the standard plan."""

    number: int
    own: parts.Side
    partner: parts.Side
    steps: list[minutes.Step] = field(default_factory=list)
    leads: list[str] = field(default_factory=list)
    reserve: parts.Reserve | None = None
    theme: str = ""
    link: str = ""


def run_sheet(sheet: RunSheet, *, language: str, printed: parts.Printed) -> bytes:
    """The PDF, always one A4 page. `leads` names who leads each step, in the same order."""
    title = TITLES.get(language, TITLES["en"])
    data = {
        "heading": parts.said(title, language, number=sheet.number),
        "theme": parts.line(sheet.theme, 90),
        "when": parts.when(sheet.own.clock, sheet.partner.clock, language),
        "own": parts.side(sheet.own),
        "partner": parts.side(sheet.partner),
        "steps": steps(sheet.own.clock, sheet.partner.clock, sheet.steps, language, sheet.leads),
        "reserve": reserve(sheet.reserve, language),
        "qr": parts.qr(sheet.link),
        "words": parts.words(WORDS, language),
    }
    return parts.paper(
        "run_sheet.typ",
        data,
        title=title % {"number": sheet.number},
        language=language,
        printed=printed,
    )


def steps(own, partner, planned: list, language: str, leads: list[str] | None = None) -> list:
    """Rows of the minute plan with both clocks; the standard plan when nothing was planned."""
    length = int((own.end - own.start).total_seconds() // 60)
    rows = (planned or minutes.scaled(length))[:MOST_STEPS]
    named = [*(leads or []), *[""] * len(rows)]
    return [_step(own, partner, row, language, who) for row, who in zip(rows, named, strict=False)]


def _step(own, partner, step: minutes.Step, language: str, who: str) -> dict:
    each, change = minutes.rounds(step.minutes)
    labels = parts.words(minutes.WORDS, language, round=each, change=change)
    standard = "groups_once" if step.what == "groups" and not change else f"{step.what}_how"
    after = timedelta(minutes=step.start)
    return {
        "own": parts.hour(own.start + after),
        "partner": parts.hour(partner.start + after),
        "minutes": step.minutes,
        "what": labels.get(step.what) or parts.line(step.what, 40),
        "how": parts.line(step.how, 160) if step.how else labels.get(standard, ""),
        "who": parts.name(who, 30),
    }


def reserve(one: parts.Reserve | None, language: str) -> dict | None:
    return parts.when(one.own, one.partner, language) if one else None
