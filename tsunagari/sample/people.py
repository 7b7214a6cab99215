"""見本の人 — the invented people of the sample federation, and how to sign in as each."""

from tsunagari.base.languages import gettext_noop as _

PASSWORD = "mihon-tsunagari-2026"

STAFF = [
    ("sato", "佐藤", "恵", "サトウ", "メグミ", "SATO", "Megumi"),
    ("takahashi", "高橋", "健", "タカハシ", "ケン", "TAKAHASHI", "Ken"),
    ("suzuki", "鈴木", "彩", "スズキ", "アヤ", "SUZUKI", "Aya"),
    ("tanaka", "田中", "実", "タナカ", "ミノル", "TANAKA", "Minoru"),
]
# (key, school, role, family, given, family_kana, given_kana, family_latin, given_latin, called)
TEACHERS = [
    (
        "yamada",
        "midori",
        "teacher",
        "山田",
        "進",
        "ヤマダ",
        "ススム",
        "YAMADA",
        "Susumu",
        "山田先生",
    ),
    (
        "nakamura",
        "otaka",
        "teacher",
        "中村",
        "葵",
        "ナカムラ",
        "アオイ",
        "NAKAMURA",
        "Aoi",
        "中村先生",
    ),
    ("maria", "laspinas", "teacher", "Santos", "Maria", "", "", "SANTOS", "Maria", "Teacher Maria"),
    (
        "kobayashi",
        "midori",
        "protection_lead",
        "小林",
        "直",
        "コバヤシ",
        "ナオ",
        "KOBAYASHI",
        "Nao",
        "小林先生",
    ),
    ("reyes", "laspinas", "protection_lead", "Reyes", "Ana", "", "", "REYES", "Ana", "Teacher Ana"),
]
SCHOOLS = {
    "midori": {
        "name": "見本 みどり台中学校",
        "kana": "ミホン ミドリダイチュウガッコウ",
        "latin": "Mihon Midoridai Junior High School",
        "country": "JP",
        "zone": "Asia/Tokyo",
        "municipality": "流山市",
        "lines": 10,
    },
    "otaka": {
        "name": "見本 おおたか北中学校",
        "kana": "ミホン オオタカキタチュウガッコウ",
        "latin": "Mihon Otaka-kita Junior High School",
        "country": "JP",
        "zone": "Asia/Tokyo",
        "municipality": "流山市",
        "lines": 10,
    },
    "laspinas": {
        "name": "見本 Las Piñas Sample National High School",
        "kana": "ミホン ラスピーニャス サンプル ナショナル ハイスクール",
        "latin": "Las Piñas Sample National High School",
        "country": "PH",
        "zone": "Asia/Manila",
        "municipality": "Las Piñas",
        "lines": 10,
    },
}
# Companies, a sending organisation and a training school, all invented.
BODIES = {
    "seisakusho": {
        "name": "見本 流山精密製作所",
        "kana": "ミホン ナガレヤマセイミツセイサクショ",
        "latin": "Mihon Nagareyama Precision",
        "kinds": ["company"],
        "municipality": "流山市",
    },
    "kaigo": {
        "name": "見本 おおたか介護サービス",
        "kana": "ミホン オオタカカイゴサービス",
        "latin": "Mihon Otaka Care",
        "kinds": ["company"],
        "municipality": "流山市",
    },
    "shokuhin": {
        "name": "見本 柏の葉食品",
        "kana": "ミホン カシワノハショクヒン",
        "latin": "Mihon Kashiwanoha Foods",
        "kinds": ["company"],
        "municipality": "柏市",
    },
    "kaji": {
        "name": "見本 千葉家事サービス",
        "kana": "ミホン チバカジサービス",
        "latin": "Mihon Chiba Housekeeping",
        "kinds": ["company"],
        "municipality": "千葉市",
    },
    "hanoi": {
        "name": "見本 Hanoi Mihon Human Resources",
        "kana": "ミホン ハノイ ミホン ヒューマンリソーシズ",
        "latin": "Mihon Hanoi Human Resources",
        "kinds": ["sending"],
        "municipality": "Hà Nội",
        "country": "VNM",
        "language": "vi",
        "zone": "Asia/Ho_Chi_Minh",
    },
    "kunren": {
        "name": "見本 ハノイ職業訓練校",
        "kana": "ミホン ハノイショクギョウクンレンコウ",
        "latin": "Mihon Hanoi Training School",
        "kinds": ["training"],
        "municipality": "Hà Nội",
        "country": "VNM",
        "language": "vi",
        "zone": "Asia/Ho_Chi_Minh",
    },
    "soudan": {
        "name": "見本 外国人法律相談の窓口",
        "kana": "ミホン ガイコクジンホウリツソウダンノマドグチ",
        "latin": "Mihon Legal Advice for Foreign Residents",
        "kinds": ["association"],
        "municipality": "柏市",
    },
    "kyogikai": {
        "name": "見本 第三者管理協議会",
        "kana": "ミホン ダイサンシャカンリキョウギカイ",
        "latin": "Mihon Third-Party Council",
        "kinds": ["council"],
        "municipality": "流山市",
    },
}
# (key, body, role, family, given, family_kana, given_kana, family_latin, given_latin)
BODY_PEOPLE = [
    ("mori", "seisakusho", "company_staff", "森", "誠", "モリ", "マコト", "MORI", "Makoto"),
    ("ishii", "kaigo", "company_staff", "石井", "香", "イシイ", "カオリ", "ISHII", "Kaori"),
    ("okada", "shokuhin", "company_staff", "岡田", "修", "オカダ", "オサム", "OKADA", "Osamu"),
    ("aoki", "kaji", "company_staff", "青木", "光", "アオキ", "ヒカル", "AOKI", "Hikaru"),
    ("inoue", "kaji", "company_staff", "井上", "薫", "イノウエ", "カオル", "INOUE", "Kaoru"),
    ("tran", "hanoi", "sending_staff", "Trần", "Minh", "", "", "TRAN", "Minh"),
    ("hoang", "kunren", "trainer", "Hoàng", "Lan", "", "", "HOANG", "Lan"),
    ("hayashi", "soudan", "adviser", "林", "恵子", "ハヤシ", "ケイコ", "HAYASHI", "Keiko"),
    ("kato", "kyogikai", "council_member", "加藤", "礼", "カトウ", "レイ", "KATO", "Rei"),
]
FUND_COUNCIL = {
    "name": "見本 基金評議会",
    "kana": "ミホン キキンヒョウギカイ",
    "latin": "Mihon Fund Council",
    "kinds": ["council"],
    "municipality": "流山市",
}
# (key, circle, family, given, family_kana, given_kana); the first is the chair.
FUND_MEMBERS = [
    ("ogawa", "academia", "小川", "健一", "オガワ", "ケンイチ"),
    ("murata", "finance", "村田", "直美", "ムラタ", "ナオミ"),
    ("hirano", "industry", "平野", "聡", "ヒラノ", "サトシ"),
    ("matsui", "licensed", "松井", "由紀", "マツイ", "ユキ"),
    ("kudo", "media", "工藤", "拓也", "クドウ", "タクヤ"),
    ("noguchi", "labour", "野口", "真由", "ノグチ", "マユ"),
    ("sugiyama", "government", "杉山", "博", "スギヤマ", "ヒロシ"),
]
# So many of them sign in: the chair and one member.
FUND_SIGN_IN = 2
# Codes of the two cards that the sample gives away: one pupil, one guardian, on either side.
CARDS = [
    ("midori", "pupil", "MHNM-DRPP-2222"),
    ("midori", "guardian", "MHNM-DRGG-3333"),
    ("laspinas", "pupil", "MHNL-PHPP-4444"),
    ("laspinas", "guardian", "MHNL-PHGG-5555"),
]
# The cards of two people at work with the federation: a candidate, and a trainee in Japan.
# Both have chosen the same PIN, which nobody should outside a sample.
PIN = "271828"
WORKER_CARDS = [
    ("BUI Van Hung", "MHNV-HNGG-6666"),
    ("PHAM Thi Hoa", "MHNV-HAAA-7777"),
]
# The card of somebody who works in private homes (zone housekeeping).
HOME_CARD = ("CRUZ Jasmine", "MHNP-HKKK-8888")
# The card of somebody who gives.
DONOR_CARD = ("寺田 結衣", "MHNJ-KFFF-9999")
# The key that somebody without a name got for the answer to a question asked from the wall.
REPLY_KEY = "MHNW-ALLQ-8888"
ROLE_WORDS = {
    "staff": _("事務局：今日のやること、検索、計画、効果"),
    "teacher": _("先生：日時の提案と返事、グループ、欠席、同意、ふりかえり"),
    "protection_lead": _("子どもの安全の担当：困ったことの知らせ"),
    "company_staff": _("受入れ企業の担当：自分の会社の人の案件と、会社の期限"),
    "sending_staff": _("送出機関の担当：候補者と、送出しの期限"),
    "trainer": _("職業訓練校の先生：出席と、日本語・技能の結果"),
    "council_member": _("協議会の委員：費用の食い違いと、禁じられた行為の知らせ"),
    "fund_chair": _("基金評議会の議長：会議、投票、議事録の署名"),
    "fund_member": _("基金評議会の委員：会議、投票、議事録の署名"),
    "adviser": _("ほかの窓口の相談員：本人が見せた相談"),
    "pupil": _("生徒：今日のグループ、めあて、ふりかえり、困ったことがある"),
    "guardian": _("保護者：目的ごとの同意と取り消し"),
    "donor": _("寄附した人：自分の寄附、領収書、継続の寄附"),
    "worker": _("はたらく人：自分の案件、すること、書類、払ったお金、困ったとき"),
}

WHO = {
    "pupil": "生徒 / pupil",
    "guardian": "保護者 / guardian",
    "worker": "はたらく人 / worker",
    "donor": "寄附した人 / donor",
}


def email(key: str) -> str:
    """An address under a name that never resolves (RFC 2606)."""
    return f"{key}@mihon.example"


def logins() -> list[dict]:
    """Everybody with a sign-in: e-mail, name, what they can do."""
    staff = [
        {
            "email": email(row[0]),
            "name": f"{row[1]} {row[2]}",
            "role": ROLE_WORDS["staff"],
            "icon": "inbox",
            "programme": "o",
        }
        for row in STAFF
    ]
    teachers = [
        {
            "email": email(row[0]),
            "name": f"{row[3]} {row[4]}（{SCHOOLS[row[1]]['name']}）",
            "role": ROLE_WORDS[row[2]],
            "icon": "school",
            "programme": "1",
        }
        for row in TEACHERS
    ]
    bodies = [
        {
            "email": email(row[0]),
            "name": f"{row[3]} {row[4]}（{BODIES[row[1]]['name']}）",
            "role": ROLE_WORDS[row[2]],
            "icon": "building",
            "programme": "2",
        }
        for row in BODY_PEOPLE
    ]
    council = [
        {
            "email": email(row[0]),
            "name": f"{row[2]} {row[3]}（{FUND_COUNCIL['name']}）",
            "role": ROLE_WORDS["fund_member" if number else "fund_chair"],
            "icon": "users",
            "programme": "o",
        }
        for number, row in enumerate(FUND_MEMBERS[:FUND_SIGN_IN])
    ]
    return staff + teachers + bodies + council


def cards() -> list[dict]:
    """The cards that anybody may hold: number, whose, what it opens."""
    return (
        [
            {
                "secret": secret,
                "name": f"{SCHOOLS[school]['name']}",
                "role": ROLE_WORDS[purpose],
                "who": WHO[purpose],
                "purpose": purpose,
                "programme": "1",
            }
            for school, purpose, secret in CARDS
        ]
        + [
            {
                "secret": secret,
                "name": f"見本 {name}",
                "role": ROLE_WORDS["worker"],
                "who": WHO["worker"],
                "purpose": "worker",
                "programme": "2",
                "pin": PIN,
            }
            for name, secret in (*WORKER_CARDS, HOME_CARD)
        ]
        + [
            {
                "secret": DONOR_CARD[1],
                "name": f"見本 {DONOR_CARD[0]}",
                "role": ROLE_WORDS["donor"],
                "who": WHO["donor"],
                "purpose": "donor",
                "programme": "o",
                "pin": PIN,
            }
        ]
    )
