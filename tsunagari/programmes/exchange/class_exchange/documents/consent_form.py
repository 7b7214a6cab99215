"""同意書 — guardian's consent and the pupil's own assent, one page for each pupil of a class.

The paper carries the pupil's number and an address for answering by link; the school writes the
name by hand. Nothing is ticked beforehand, and a line without a mark counts as no.
"""

from dataclasses import dataclass
from datetime import date

from tsunagari.base.days import day_words
from tsunagari.kernel.consents import purposes
from tsunagari.programmes.exchange.class_exchange.documents import parts

FORM = (
    "lead",
    "silence_title",
    "silence",
    "withdraw_title",
    "withdraw",
    "who_sees_title",
    "who_sees",
    "retention_title",
    "retention",
)
WORDS = {
    "ja": {
        "school": "学校・学級",
        "partner": "相手校",
        "number": "番号",
        "name": "生徒氏名（学校が手書きします）",
        "answer_by": "返事の期限",
        "contact": "問い合わせ",
        "guardian": "保護者",
        "pupil": "生徒本人",
        "yes": "はい",
        "no": "いいえ",
        "purpose": "同意すること",
        "relation": "続柄",
        "relations": ["父", "母", "そのほか"],
        "sign": "署名",
        "date": "日付",
        "scan": "QRからも答えられます",
        "version": "様式 %(version)s",
    },
    "ja-easy": {
        "school": "学校・クラス",
        "partner": "相手の学校",
        "number": "番号",
        "name": "名前（学校の先生が書きます）",
        "answer_by": "いつまでに出すか",
        "contact": "聞きたいとき",
        "guardian": "家の人",
        "pupil": "生徒",
        "yes": "はい",
        "no": "いいえ",
        "purpose": "聞きたいこと",
        "relation": "生徒の",
        "relations": ["父", "母", "ほか"],
        "sign": "名前を書く",
        "date": "書いた日",
        "scan": "QRで答えることもできます",
        "version": "紙の番号 %(version)s",
    },
    "en": {
        "school": "School and class",
        "partner": "Partner school",
        "number": "No.",
        "name": "Pupil's name (written by the school by hand)",
        "answer_by": "Answer by",
        "contact": "Questions to",
        "guardian": "Guardian",
        "pupil": "Pupil",
        "yes": "yes",
        "no": "no",
        "purpose": "We ask you about",
        "relation": "Relation",
        "relations": ["father", "mother", "other"],
        "sign": "Signature",
        "date": "Date",
        "scan": "Or answer by this QR code",
        "version": "Form %(version)s",
    },
    "vi": {
        "school": "Trường và lớp",
        "partner": "Trường bạn",
        "number": "Số",
        "name": "Tên học sinh (nhà trường viết tay)",
        "answer_by": "Trả lời trước",
        "contact": "Liên hệ",
        "guardian": "Phụ huynh",
        "pupil": "Học sinh",
        "yes": "có",
        "no": "không",
        "purpose": "Chúng tôi xin ý kiến về",
        "relation": "Quan hệ",
        "relations": ["cha", "mẹ", "khác"],
        "sign": "Chữ ký",
        "date": "Ngày",
        "scan": "Hoặc trả lời qua mã QR này",
        "version": "Mẫu %(version)s",
    },
    "id": {
        "school": "Sekolah dan kelas",
        "partner": "Sekolah mitra",
        "number": "No.",
        "name": "Nama siswa (ditulis tangan oleh sekolah)",
        "answer_by": "Jawab sebelum",
        "contact": "Pertanyaan ke",
        "guardian": "Wali",
        "pupil": "Siswa",
        "yes": "ya",
        "no": "tidak",
        "purpose": "Yang kami tanyakan",
        "relation": "Hubungan",
        "relations": ["ayah", "ibu", "lainnya"],
        "sign": "Tanda tangan",
        "date": "Tanggal",
        "scan": "Atau jawab lewat kode QR ini",
        "version": "Formulir %(version)s",
    },
    "fil": {
        "school": "Paaralan at section",
        "partner": "Kaparehang paaralan",
        "number": "Blg.",
        "name": "Pangalan ng mag-aaral (isusulat ng paaralan)",
        "answer_by": "Isauli hanggang",
        "contact": "Para sa tanong",
        "guardian": "Magulang o guardian",
        "pupil": "Mag-aaral",
        "yes": "oo",
        "no": "hindi",
        "purpose": "Hinihinging pahintulot",
        "relation": "Kaugnayan sa bata",
        "relations": ["ama", "ina", "iba pa"],
        "sign": "Lagda",
        "date": "Petsa",
        "scan": "O sumagot po gamit ang QR code na ito",
        "version": "Form %(version)s",
    },
}


@dataclass(frozen=True)
class Asked:
    """One pupil who is asked: the number in the class and the address for answering by link."""

    number: str
    url: str = ""


@dataclass(frozen=True)
class ConsentForm:
    """What is the same for the whole class."""

    school: str
    class_name: str
    partner: str
    answer_by: date | None = None
    contact: str = ""


def consent_form(
    form: ConsentForm, asked: list[Asked], *, language: str, printed: parts.Printed
) -> bytes:
    """The PDF with one page for each pupil, in the order given."""
    data = {
        "heading": wording("title", language),
        "form": {part: wording(part, language) for part in FORM},
        "purposes": [_purpose(code, language) for code in purposes.CODES],
        "school": f"{parts.name(form.school, 60)}　{parts.name(form.class_name, 24)}",
        "partner": parts.name(form.partner, 60),
        "answer_by": day_words(form.answer_by, language) if form.answer_by else "",
        "contact": parts.line(form.contact, 100),
        "pupils": [[parts.name(each.number, 6), parts.qr(each.url)] for each in asked],
        "words": parts.words(WORDS, language, version=purposes.version()),
    }
    title = plain("title", language)
    return parts.paper("consent_form.typ", data, title=title, language=language, printed=printed)


def plain(part: str, language: str) -> str:
    """A sentence of the form from purposes.toml; else English, else Japanese."""
    wanted = purposes.form()["form"][part]
    return wanted.get(language) or wanted.get("en") or wanted["ja"]


def wording(part: str, language: str):
    return parts.said(plain(part, language), language)


def _purpose(code: str, language: str) -> dict:
    asked = purposes.words(code, language)
    return {part: parts.said(asked[part], language) for part in ("title", "text")}
