"""分刻みの流れ — the standard minute plan of a session, scaled to the window.

Programme template: 5 connect, 5 plenary, 25 groups (two rounds of 12), 10 plenary, 5 reflect.
"""

from dataclasses import dataclass

STANDARD = (("connect", 5), ("opening", 5), ("groups", 25), ("sharing", 10), ("reflect", 5))
CHANGE = 1

WORDS = {
    "ja": {
        "connect": "つなぐ",
        "connect_how": "回線・音声・映像を確かめ、名札を出す。",
        "opening": "はじめの全体会",
        "opening_how": "あいさつ、今日のめあて、話し方の約束。",
        "groups": "グループで話す",
        "groups_how": "%(round)s分 × 2回。間に%(change)s分で組を替える。",
        "groups_once": "組を替えずに話す。",
        "sharing": "まとめの全体会",
        "sharing_how": "グループごとに1つずつ発表し、お礼を言う。",
        "reflect": "ふり返り",
        "reflect_how": "ふり返りを書く（相手に見せる前に先生が読む）。",
    },
    "ja-easy": {
        "connect": "つなぐ",
        "connect_how": "{声|こえ}と {画面|がめん}を {確|たし}かめます。{名札|なふだ}を {出|だ}します。",
        "opening": "はじめの {会|かい}",
        "opening_how": "あいさつを します。{今日|きょう}の めあてと {約束|やくそく}を {聞|き}きます。",
        "groups": "グループで {話|はな}す",
        "groups_how": "%(round)s{分|ふん}を 2{回|かい}。{間|あいだ}の %(change)s{分|ふん}で {組|くみ}を かえます。",
        "groups_once": "{組|くみ}を かえないで {話|はな}します。",
        "sharing": "まとめの {会|かい}",
        "sharing_how": "グループごとに 1つ {発表|はっぴょう}します。お{礼|れい}を {言|い}います。",
        "reflect": "ふりかえり",
        "reflect_how": "ふりかえりを {書|か}きます。{相手|あいて}が {読|よ}む {前|まえ}に {先生|せんせい}が {読|よ}みます。",
    },
    "en": {
        "connect": "Connect",
        "connect_how": "Check line, sound and picture; put name tags on.",
        "opening": "Opening together",
        "opening_how": "Greeting, today's aim, rules for talking.",
        "groups": "Talk in groups",
        "groups_how": "2 rounds of %(round)s minutes; %(change)s minute between them to change.",
        "groups_once": "One round; the groups stay.",
        "sharing": "Sharing together",
        "sharing_how": "Each group reports one thing; thank each other.",
        "reflect": "Reflect",
        "reflect_how": "Write a reflection (a teacher reads it before the partner does).",
    },
    "vi": {
        "connect": "Kết nối",
        "connect_how": "Kiểm tra đường truyền, âm thanh, hình ảnh; đeo bảng tên.",
        "opening": "Mở đầu cả lớp",
        "opening_how": "Chào hỏi, mục tiêu hôm nay, quy tắc trò chuyện.",
        "groups": "Nói chuyện theo nhóm",
        "groups_how": "2 lượt, mỗi lượt %(round)s phút; giữa hai lượt %(change)s phút đổi nhóm.",
        "groups_once": "Một lượt, không đổi nhóm.",
        "sharing": "Tổng kết cả lớp",
        "sharing_how": "Mỗi nhóm báo cáo một điều; cảm ơn nhau.",
        "reflect": "Suy ngẫm",
        "reflect_how": "Viết cảm nhận (giáo viên đọc trước khi lớp bạn đọc).",
    },
    "id": {
        "connect": "Menyambung",
        "connect_how": "Periksa jaringan, suara, gambar; pakai tanda nama.",
        "opening": "Pembukaan bersama",
        "opening_how": "Salam, tujuan hari ini, aturan berbicara.",
        "groups": "Berbicara dalam kelompok",
        "groups_how": "2 putaran, masing-masing %(round)s menit; %(change)s menit untuk berganti.",
        "groups_once": "Satu putaran, kelompok tetap.",
        "sharing": "Berbagi bersama",
        "sharing_how": "Tiap kelompok melaporkan satu hal; saling berterima kasih.",
        "reflect": "Refleksi",
        "reflect_how": "Menulis refleksi (guru membacanya sebelum kelas mitra).",
    },
    "fil": {
        "connect": "Kumonekta",
        "connect_how": "Suriin ang linya, tunog at video; isuot ang name tag.",
        "opening": "Pambungad para sa lahat",
        "opening_how": "Batian, layunin ngayon, mga paalala sa pag-uusap.",
        "groups": "Mag-usap sa grupo",
        "groups_how": "2 ikot na tig-%(round)s minuto; %(change)s minuto para magpalit ng grupo.",
        "groups_once": "Isang ikot; hindi magpapalit ng grupo.",
        "sharing": "Pagbabahagi ng lahat",
        "sharing_how": "Mag-uulat ng isang bagay ang bawat grupo; magpasalamat.",
        "reflect": "Repleksyon",
        "reflect_how": "Isulat ang repleksyon (guro muna ang babasa bago ang kapareha).",
    },
}


@dataclass(frozen=True)
class Step:
    """One row of the plan: minutes from the start, how long, what (a key of WORDS) and how."""

    start: int
    minutes: int
    what: str
    how: str = ""


def scaled(total: int) -> list[Step]:
    """The standard plan for a window of `total` minutes; the parts always add up to it."""
    whole = sum(minutes for _what, minutes in STANDARD)
    shares = [(what, minutes * total / whole) for what, minutes in STANDARD]
    lengths = [int(share) for _what, share in shares]
    by_rest = sorted(range(len(shares)), key=lambda i: (lengths[i] - shares[i][1], i))
    for i in by_rest[: total - sum(lengths)]:
        lengths[i] += 1
    starts = [sum(lengths[:i]) for i in range(len(lengths))]
    pairs = zip(starts, lengths, shares, strict=True)
    return [Step(start, minutes, what) for start, minutes, (what, _share) in pairs]


def rounds(minutes: int) -> tuple[int, int]:
    """(minutes of each of two rounds, minutes between them); (minutes, 0) when too short."""
    if minutes < 9:
        return minutes, 0
    each = (minutes - CHANGE) // 2
    return each, minutes - 2 * each


def said(what: str, language: str) -> str:
    """What a step is called in a language; English, then Japanese, when it has no own words."""
    return WORDS.get(language, WORDS["en"]).get(what) or WORDS["ja"][what]
