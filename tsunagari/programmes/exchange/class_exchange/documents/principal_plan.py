"""学習指導略案 — the teacher's one page for the principal: date, aim, minutes, safety, permissions.

Consent stands on it as counts only.
"""

from dataclasses import dataclass, field

from tsunagari.base.days import day_words
from tsunagari.kernel.consents import purposes
from tsunagari.programmes.exchange.class_exchange.documents import minutes, parts
from tsunagari.programmes.exchange.class_exchange.documents.run_sheet import reserve, steps

TITLES = {
    "ja": "国際交流授業 学習指導略案",
    "ja-easy": "交流の授業の計画",
    "en": "Lesson plan: international exchange class",
    "fil": "Lesson plan: international exchange class",
}
WORDS = {
    "ja": {
        "session": "第%(number)s回 / 全%(total)s回",
        "stamps": ["校長", "教頭", "教務", "担任"],
        "class": "学級",
        "with": "相手",
        "pupils": "%(n)s人",
        "teacher": "担任",
        "curriculum": "教育課程上の位置",
        "aim": "本時のめあて",
        "form": "グループの形",
        "form_text": "%(own)s人 ＋ %(partner)s人を基本に%(groups)sグループ、2回",
        "released": "振り替える授業",
        "none": "なし",
        "plan": "本時の展開",
        "min": "分",
        "activity": "生徒の活動",
        "safety": "安全",
        "adults": "各部屋の大人",
        "consents": "同意（人数だけ）",
        "of": "%(yes)s / %(of)s人",
        "reserve": "予備日",
        "approvals": "承認と期限",
        "until": "%(day)sまで",
        "open": "期限なし",
        "memorandum": "覚書",
        "signed": "%(day)s 締結",
        "more": "ほか%(n)s件",
        "rules": "表示名だけを使い、本名・連絡先は出さない。同意のない生徒は映らない席。"
        "困ったことは「困ったことがある」からその学校の先生と担当、事務局に届き、1時間以内に応じる。",
    },
    "ja-easy": {
        "session": "%(number)s回目 / 全部で%(total)s回",
        "stamps": ["校長", "教頭", "教務", "担任"],
        "class": "クラス",
        "with": "相手",
        "pupils": "%(n)s人",
        "teacher": "先生",
        "curriculum": "教科",
        "aim": "今日のめあて",
        "form": "グループの形",
        "form_text": "%(own)s人 ＋ %(partner)s人、%(groups)sグループ、2回",
        "released": "変える授業",
        "none": "ありません",
        "plan": "授業の流れ",
        "min": "分",
        "activity": "生徒がすること",
        "safety": "安全",
        "adults": "部屋にいる大人",
        "consents": "「はい」の人の数",
        "of": "%(yes)s / %(of)s人",
        "reserve": "予備の日",
        "approvals": "学校や市の「はい」",
        "until": "%(day)sまで",
        "open": "終わりの日はありません",
        "memorandum": "学校と学校の約束の紙",
        "signed": "%(day)s",
        "more": "ほか%(n)sつ",
        "rules": "本当の名前や電話番号は出しません。「いいえ」の人はうつらない席に座ります。"
        "困ったときは、1時間以内に学校の先生が見ます。",
    },
    "en": {
        "session": "Session %(number)s of %(total)s",
        "stamps": ["Principal", "Vice principal", "Curriculum", "Teacher"],
        "class": "Class",
        "with": "Partner",
        "pupils": "%(n)s pupils",
        "teacher": "Teacher",
        "curriculum": "Place in curriculum",
        "aim": "Aim",
        "form": "Groups",
        "form_text": "%(groups)s groups of about %(own)s + %(partner)s, two rounds",
        "released": "Lessons released",
        "none": "none",
        "plan": "Minute plan",
        "min": "min",
        "activity": "What pupils do",
        "safety": "Safety",
        "adults": "Adult in each room",
        "consents": "Consents (counts only)",
        "of": "%(yes)s / %(of)s",
        "reserve": "Reserve date",
        "approvals": "Approvals and validity",
        "until": "until %(day)s",
        "open": "no end date",
        "memorandum": "Memorandum",
        "signed": "signed %(day)s",
        "more": "and %(n)s more",
        "rules": "Display names only; no real names or contact data. Pupils without camera consent "
        "sit out of the picture. “Something is wrong” reaches the own school and the office, who act within 1 hour.",
    },
    "fil": {
        "session": "Sesyon %(number)s ng %(total)s",
        "stamps": ["Principal", "Assistant principal", "Head teacher", "Guro"],
        "class": "Section",
        "with": "Kapareha",
        "pupils": "%(n)s mag-aaral",
        "teacher": "Guro",
        "curriculum": "Lugar sa kurikulum",
        "aim": "Layunin",
        "form": "Mga grupo",
        "form_text": "%(groups)s grupo na tig-%(own)s + %(partner)s, dalawang ikot",
        "released": "Mga klaseng isasantabi",
        "none": "wala",
        "plan": "Daloy bawat minuto",
        "min": "min",
        "activity": "Gagawin ng mag-aaral",
        "safety": "Kaligtasan",
        "adults": "Guro o adult sa bawat room",
        "consents": "Mga pahintulot (bilang lang)",
        "of": "%(yes)s / %(of)s",
        "reserve": "Reserbang oras",
        "approvals": "Mga approval at bisa",
        "until": "hanggang %(day)s",
        "open": "walang takdang katapusan",
        "memorandum": "Memorandum",
        "signed": "nilagdaan %(day)s",
        "more": "at %(n)s pa",
        "rules": "Display name lang; walang tunay na pangalan o contact. Ang walang pahintulot sa "
        "camera ay uupo sa labas ng kuha. Makararating ang “May problema” sa loob ng 1 oras.",
    },
}
MOST = {"released": 4, "adults": 6, "approvals": 5}


@dataclass(frozen=True)
class Adult:
    """The adult in one room."""

    room: str
    adult: str


@dataclass(frozen=True)
class ConsentCount:
    """How many of the class may, for one purpose; never who."""

    purpose: str
    yes: int
    of: int


@dataclass(frozen=True)
class PrincipalPlan:
    """One session as the principal of the `own` side needs it."""

    number: int
    total: int
    own: parts.Side
    partner: parts.Side
    subject: str
    aim: str
    per_group: tuple[int, int] = (4, 4)
    groups: int = 0
    unit: str = ""
    steps: list[minutes.Step] = field(default_factory=list)
    released: list[str] = field(default_factory=list)
    adults: list[Adult] = field(default_factory=list)
    consents: list[ConsentCount] = field(default_factory=list)
    reserve: parts.Reserve | None = None
    approvals: list[parts.Approval] = field(default_factory=list)
    memorandum: parts.Memorandum | None = None
    stamps: list[str] = field(default_factory=list)


def principal_plan(plan: PrincipalPlan, *, language: str, printed: parts.Printed) -> bytes:
    """The PDF, always one A4 page; long lists end in a count, long texts in …"""
    own_size, partner_size = plan.per_group
    labels = parts.words(
        {code: _sentences(each) for code, each in WORDS.items()},
        language,
        number=plan.number,
        total=plan.total,
        own=own_size,
        partner=partner_size,
        groups=plan.groups,
    )
    title = TITLES.get(language, TITLES["en"])
    data = {
        "heading": parts.said(title, language),
        "when": parts.when(plan.own.clock, plan.partner.clock, language),
        "own": _class(plan.own, language),
        "partner": _class(plan.partner, language),
        "subject": parts.line(plan.subject, 60),
        "unit": parts.line(plan.unit, 90),
        "aim": parts.line(plan.aim, 220),
        "stamps": [parts.name(each, 14) for each in plan.stamps[:6]] or labels["stamps"],
        "steps": steps(plan.own.clock, plan.partner.clock, plan.steps, language),
        "released": _cut([parts.line(one, 60) for one in plan.released], "released", language),
        "adults": _cut([_adult(one) for one in plan.adults], "adults", language),
        "consents": [_consent(one, language) for one in plan.consents],
        "reserve": reserve(plan.reserve, language),
        "approvals": _cut([_approval(a, language) for a in plan.approvals], "approvals", language),
        "memorandum": _memorandum(plan.memorandum, language),
        "words": labels,
    }
    return parts.paper("principal_plan.typ", data, title=title, language=language, printed=printed)


def _sentences(labels: dict) -> dict:
    """The labels that stand alone; the others are filled row by row."""
    by_row = ("pupils", "of", "until", "signed", "more")
    return {key: text for key, text in labels.items() if key not in by_row}


def _row(key: str, language: str, **facts):
    return parts.said((WORDS.get(language) or WORDS["en"])[key], language, **facts)


def _class(one: parts.Side, language: str) -> dict:
    return {**parts.side(one), "pupils": _row("pupils", language, n=one.pupils)}


def _adult(one: Adult) -> list:
    return [parts.name(one.room, 24), parts.name(one.adult)]


def _consent(one: ConsentCount, language: str) -> list:
    title = parts.said(purposes.words(one.purpose, language)["title"], language)
    return [title, _row("of", language, yes=one.yes, of=one.of)]


def _approval(one: parts.Approval, language: str) -> list:
    until = _until(one.until, language)
    return [parts.line(one.what, 40), parts.line(one.authority, 40), until]


def _until(day, language: str):
    if day is None:
        return _row("open", language)
    return _row("until", language, day=day_words(day, language))


def _memorandum(one: parts.Memorandum | None, language: str) -> dict | None:
    if one is None:
        return None
    return {
        "title": parts.line(one.title, 60),
        "signed": _row("signed", language, day=day_words(one.signed_on, language)),
        "until": _until(one.until, language),
        "who": parts.line(" / ".join(one.signatories), 90),
    }


def _cut(rows: list, what: str, language: str) -> dict:
    """At most so many rows, and how many more there are in words."""
    over = len(rows) - MOST[what]
    more = _row("more", language, n=over) if over > 0 else ""
    return {"rows": rows[: MOST[what]], "more": more}
