"""座席表・部屋割り — who sits where in one session: the room on one page, the groups on the next.

Each school prints its own version: its clock first, its pupils with number and display name, the
partner's pupils by display name alone.
"""

from dataclasses import dataclass, field

from tsunagari.programmes.exchange.class_exchange.documents import parts

TITLES = {
    "ja": "座席表 第%(number)s回",
    "ja-easy": "せきの表 %(number)s回目",
    "en": "Seating plan, session %(number)s",
    "vi": "Sơ đồ chỗ ngồi, buổi %(number)s",
    "id": "Denah tempat duduk, sesi %(number)s",
    "fil": "Seat plan, sesyon %(number)s",
}
WORDS = {
    "ja": {
        "front": "黒板・教卓",
        "groups": "グループと入り口",
        "own": "この教室",
        "partner": "画面の向こう",
        "room": "部屋",
        "line": "回線",
        "scan": "部屋の入り口",
        "with": "と",
        "pupils": "%(own)s人 ＋ %(partner)s人、%(groups)sグループ",
        "nobody": "いません",
        "more": "ほか%(n)s人",
        "note": "相手の学級は表示名だけです。外に出さず、終わったら先生に返してください。",
    },
    "ja-easy": {
        "front": "黒板・先生の机",
        "groups": "グループと入り口",
        "own": "この教室",
        "partner": "画面の友だち",
        "room": "部屋",
        "line": "回線",
        "scan": "部屋の入り口",
        "with": "と",
        "pupils": "%(own)s人 ＋ %(partner)s人、%(groups)sグループ",
        "nobody": "いません",
        "more": "ほか%(n)s人",
        "note": "この紙を外に出しません。終わったら先生に返します。",
    },
    "en": {
        "front": "Board and teacher's desk",
        "groups": "Groups and how to enter",
        "own": "In this room",
        "partner": "On the screen",
        "room": "Room",
        "line": "Line",
        "scan": "Way in",
        "with": "with",
        "pupils": "%(own)s + %(partner)s pupils, %(groups)s groups",
        "nobody": "nobody",
        "more": "and %(n)s more",
        "note": "The partner class is shown by display name only. "
        "Keep this paper inside the school and return it to the teacher.",
    },
    "vi": {
        "front": "Bảng và bàn giáo viên",
        "groups": "Các nhóm và lối vào",
        "own": "Trong phòng này",
        "partner": "Trên màn hình",
        "room": "Phòng",
        "line": "Đường truyền",
        "scan": "Lối vào",
        "with": "với",
        "pupils": "%(own)s + %(partner)s học sinh, %(groups)s nhóm",
        "nobody": "không có",
        "more": "và %(n)s bạn khác",
        "note": "Lớp bạn chỉ có tên hiển thị. "
        "Không mang giấy này ra ngoài trường; hãy trả lại cho giáo viên.",
    },
    "id": {
        "front": "Papan tulis dan meja guru",
        "groups": "Kelompok dan pintu masuk",
        "own": "Di ruang ini",
        "partner": "Di layar",
        "room": "Ruang",
        "line": "Saluran",
        "scan": "Pintu masuk",
        "with": "dengan",
        "pupils": "%(own)s + %(partner)s siswa, %(groups)s kelompok",
        "nobody": "tidak ada",
        "more": "dan %(n)s lagi",
        "note": "Kelas mitra hanya tampak dengan nama tampilan. "
        "Jangan bawa kertas ini ke luar sekolah; kembalikan kepada guru.",
    },
    "fil": {
        "front": "Pisara at mesa ng guro",
        "groups": "Mga grupo at kung paano pumasok",
        "own": "Sa silid na ito",
        "partner": "Sa screen",
        "room": "Room",
        "line": "Linya",
        "scan": "Pasukan",
        "with": "kasama ang",
        "pupils": "%(own)s + %(partner)s mag-aaral, %(groups)s grupo",
        "nobody": "wala",
        "more": "at %(n)s pa",
        "note": "Display name lang ng kaparehang klase ang nakasulat. "
        "Huwag ilabas sa paaralan ang papel na ito; ibalik sa guro.",
    },
}
MOST_AT_A_TABLE = 8


@dataclass(frozen=True)
class Seat:
    """One pupil of the own class: number in the class (text) and display name."""

    number: str
    name: str


@dataclass(frozen=True)
class Table:
    """One group: own seats, the partner's display names, where it meets.

    `room` is a short text (room or line), `link` the address behind the QR code ("" for none).
    """

    number: int
    own: list[Seat]
    partner: list[str]
    room: str = ""
    link: str = ""


@dataclass(frozen=True)
class SeatingPlan:
    """One session as one school sees it (`own` is the reader's side)."""

    number: int
    own: parts.Side
    partner: parts.Side
    tables: list[Table] = field(default_factory=list)
    theme: str = ""


def seating_plan(plan: SeatingPlan, *, language: str, printed: parts.Printed) -> bytes:
    """The PDF: page 1 the room seen from the door with the board in front, then the groups."""
    title = TITLES.get(language, TITLES["en"])
    data = {
        "heading": parts.said(title, language, number=plan.number),
        "theme": parts.line(plan.theme, 80),
        "when": parts.when(plan.own.clock, plan.partner.clock, language),
        "own": parts.side(plan.own),
        "partner": parts.side(plan.partner),
        "tables": [_table(table, language) for table in plan.tables],
        "words": parts.words(WORDS, language, **_counts(plan), n="%(n)s"),
    }
    return parts.paper(
        "seating_plan.typ",
        data,
        title=title % {"number": plan.number},
        language=language,
        printed=printed,
    )


def _counts(plan: SeatingPlan) -> dict:
    return {
        "own": sum(len(table.own) for table in plan.tables),
        "partner": sum(len(table.partner) for table in plan.tables),
        "groups": len(plan.tables),
    }


def _table(table: Table, language: str) -> dict:
    """One group as the template reads it; a table too long for its box ends in a count."""
    seats = [[parts.name(seat.number, 4), parts.name(seat.name)] for seat in table.own]
    names = [parts.name(each) for each in table.partner]
    return {
        "number": str(table.number),
        "own": seats[:MOST_AT_A_TABLE],
        "own_more": _more(len(seats), language),
        "partner": names[:MOST_AT_A_TABLE],
        "partner_more": _more(len(names), language),
        "room": parts.line(table.room, 48),
        "qr": parts.qr(table.link),
    }


def _more(count: int, language: str):
    over = count - MOST_AT_A_TABLE
    return (
        parts.words(WORDS, language, n=over, own="", partner="", groups="")["more"]
        if over > 0
        else ""
    )
