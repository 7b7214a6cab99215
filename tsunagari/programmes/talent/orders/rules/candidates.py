"""候補者 — ages, names in one spelling and as they sound, tests and what each of them proves.

Two entries may be one person when the birthday is the same and the names sound alike, whatever
the letters, the width and the order of the parts. That is only a question for somebody who knows.
"""

import re
import unicodedata
from datetime import date, timedelta
from hashlib import sha256

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.names import romaji, spelling
from tsunagari.base.refusals import Reason
from tsunagari.programmes.talent.law.rules.status_fit import at_least

# ISO 3166: the three letters of a person, the two letters that the law's rules read, the words.
COUNTRIES = {
    "VNM": ("VN", _("ベトナム")),
    "PHL": ("PH", _("フィリピン")),
    "IDN": ("ID", _("インドネシア")),
    "MMR": ("MM", _("ミャンマー")),
    "NPL": ("NP", _("ネパール")),
    "KHM": ("KH", _("カンボジア")),
    "THA": ("TH", _("タイ")),
    "CHN": ("CN", _("中国")),
    "MNG": ("MN", _("モンゴル")),
    "LKA": ("LK", _("スリランカ")),
    "BGD": ("BD", _("バングラデシュ")),
    "IND": ("IN", _("インド")),
    "UZB": ("UZ", _("ウズベキスタン")),
    "LAO": ("LA", _("ラオス")),
}
# What a test is called, and its levels, the easiest first.
TESTS = {
    "JLPT": (_("日本語能力試験（JLPT）"), ("N5", "N4", "N3", "N2", "N1")),
    "JFT": (_("JFT-Basic"), ("A1", "A2")),
    "NAT": (_("日本語 NAT-TEST"), ("5Q", "4Q", "3Q", "2Q", "1Q")),
    "SSW1": (_("特定技能1号の技能試験"), ()),
    "SSW2": (_("特定技能2号の技能試験"), ()),
    "CARE_JA": (_("介護日本語評価試験"), ("-",)),
    "TRADE": (_("技能検定・技能実習評価試験"), ("基礎級", "3級", "2級")),
}
# Levels that are words; the others are called the same everywhere.
LEVEL_WORDS = {"-": _("級はない"), "基礎級": _("基礎級"), "3級": _("3級"), "2級": _("2級")}
BY_FIELD = ("SSW1", "SSW2")
# Certificates that the law's rules read as a level; a NAT result says how far somebody is.
PROOFS = ("JLPT", "JFT")
OLDEST, YOUNGEST = 70, 18
FURTHEST = timedelta(days=5 * 366)
# A search leaves a last c out, because it may become ch; a whole name does not.
LAST_C = re.compile("[cCｃＣ]$")
MIDDLE = ("t", "bn")  # Thị (ティ) and Văn (ヴァン) as they are heard
LONGEST_NAME = 80
# What stands in names beside letters.
_BETWEEN = set(" '’-.")
_VOWELS = re.compile("[aeiouwy]+")
_AS_HEARD = (
    ("ngh", "g"),
    ("ng", "g"),
    ("nh", "n"),
    ("ph", "h"),
    ("th", "t"),
    ("kh", "k"),
    ("tr", "t"),
    ("qu", "k"),
    ("c", "k"),
    ("x", "s"),
    ("z", "s"),
    ("f", "h"),
    ("v", "b"),
    ("l", "r"),
    ("j", "s"),
)


def age_on(born: date, day: date) -> int:
    """満年れい — whole years on a day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def parts(latin: str, kana: str) -> list[str]:
    """The parts of a name in Latin letters, from the kana when there is nothing else."""
    return [
        spelt
        for word in re.split(r"[\W_]+", latin or romaji(re.sub("[・･,、]", " ", kana)))
        if (spelt := spelling(LAST_C.sub("k", word)))
    ]


def spelt(latin: str, kana: str) -> str:
    """One spelling whatever the width, the marks and the order of the parts."""
    return " ".join(sorted(parts(latin, kana)))[:200]


def sound(latin: str, kana: str) -> str:
    """The consonants of a name as they are heard, in order of the alphabet.

    NGUYEN THI LAN and グエン・ティ・ラン are both gnnrt.
    """
    heard = "".join(_heard(part) for part in parts(latin, kana))
    return "".join(sorted(heard))[:200]


def short(spelt: str) -> str:
    """The sound of a name without Thị and Văn in the middle, which are often left out."""
    heard = [_heard(part) for part in spelt.split()]
    named = [part for part in heard if part not in MIDDLE]
    return "".join(sorted("".join(named if len(named) > 1 else heard)))[:200]


def print_of(latin: str, kana: str) -> str:
    """The print of a name exactly as it was written, spaces apart."""
    return sha256("|".join(" ".join(text.split()) for text in (latin, kana)).encode()).hexdigest()


def _heard(part: str) -> str:
    last = re.sub("ng$", "n", part)
    for letters, plain in _AS_HEARD:
        last = last.replace(letters, plain)
    return re.sub(r"(.)\1+", r"\1", _VOWELS.sub("", last))


def alike(a: dict, b: dict) -> bool:
    """Whether two entries may be one person: {"born_on", "spelt", "sound"}."""
    same_day = a["born_on"] is not None and a["born_on"] == b["born_on"]
    return same_day and (
        (a["spelt"] != "" and a["spelt"] == b["spelt"])
        or (a["sound"] != "" and a["sound"] == b["sound"])
        or (a["spelt"] != "" and short(a["spelt"]) == short(b["spelt"]))
        or _one_in_the_other(a["spelt"].split(), b["spelt"].split())
    )


# Names that are written short more often than whole, by how the whole one is heard.
OFTEN_SHORT = {"ma": "mr", "muh": "mhmd", "moh": "mhmd", "mhd": "mhmd", "md": "mhmd"}


def _one_in_the_other(some: list[str], others: list[str]) -> bool:
    """A name without a part, with an initial for one, or said twice: JUAN S. CRUZ, BUDI BUDI."""
    few, many = sorted((sorted(set(some)), sorted(set(others))), key=len)
    if len(few) < 2:
        return few == many != []
    left, whole = list(many), 0
    for part in sorted(few, key=len, reverse=True):
        same = next((one for one in left if _heard(one) == _heard(part) != ""), None)
        found = same or next((one for one in left if _shortens(part, one)), None)
        if found is None:
            return False
        whole += same is not None
        left.remove(found)
    return whole > 0


def _shortens(one: str, other: str) -> bool:
    brief, long = sorted((one, other), key=len)
    return OFTEN_SHORT.get(brief) == _heard(long) or (len(brief) == 1 and long.startswith(brief))


def is_latin(name: str) -> bool:
    """Letters of the Latin alphabet with their marks, and what stands between them in names."""
    return all(
        one in _BETWEEN
        or unicodedata.combining(one)
        or (one.isalpha() and unicodedata.name(one, "").startswith("LATIN"))
        for one in unicodedata.normalize("NFC", name)
    )


def why_not_name(latin: str, kana: str) -> list[Reason]:
    """Every reason against a name."""
    reasons = []
    if not latin and not kana:
        words = _("名前を、ローマ字かカタカナで入力してください。")
        reasons.append(_at("family", words))
    if not is_latin(latin):
        words = _(
            "名前に、ローマ字ではない文字があります。旅券のとおりに、文字だけで入力してください。"
        )
        reasons.append(_at("family", words))
    if max(len(latin), len(kana)) > LONGEST_NAME:
        words = _("名前が長すぎます。全部で80文字までで入力してください。")
        reasons.append(_at("family", words))
    return reasons


def why_not_enter(facts: dict, *, on: date) -> list[Reason]:
    """Every reason not to enter somebody with these facts; days that could not be read are None."""
    reasons = why_not_name(facts["latin"], facts["kana"])
    born, ready = facts["born_on"], facts["ready_on"]
    if born and born > on:
        reasons.append(_at("born_on", _("生年月日が今日より後です。年を直してください。")))
    elif born and ready and not YOUNGEST <= (age := age_on(born, max(on, ready))) <= OLDEST:
        words = _("働きはじめる日に%(age)s歳です。18歳から70歳までの人だけを登録できます。")
        reasons.append(_at("born_on", words, age=age))
    if ready and ready > on + FURTHEST:
        words = _("来られる日は、5年より先にはできません。年を確かめてください。")
        reasons.append(_at("ready_on", words))
    if len(set(facts["fields"])) != len(facts["fields"]):
        reasons.append(_at("fields", _("同じ分野が2回あります。1つを消してください。")))
    return reasons


def _at(field: str, words: str, **facts) -> Reason:
    return Reason(words, facts, rule="candidate", field=field)


def why_not_note(*, kind: str, level: str, taken_on: date, on: date) -> list[Reason]:
    """Every reason not to note a result."""
    from tsunagari.programmes.talent.law.rules.fields import FIELDS

    reasons = []
    known = FIELDS if kind in BY_FIELD else TESTS[kind][1]
    if level not in known:
        words = _("この試験に、その級・分野はありません。選びなおしてください。")
        reasons.append(Reason(words, rule="result", field="level"))
    if taken_on > on:
        words = _("受けた日が今日より後です。結果が出てから入力してください。")
        reasons.append(Reason(words, rule="result", field="taken_on"))
    return reasons


def why_not_many(*, count: int, twice: int) -> list[Reason]:
    """Every reason not to note one test of many people."""
    if not count:
        words = _("だれの結果も選んでいません。受けた人の「合格」か「不合格」を選んでください。")
        return [Reason(words, rule="nobody")]
    words = _(
        "%(count)s人には、この試験のこの日の結果がもう入っています。"
        "その人を「受けていない」にするか、先に取り消してください。"
    )
    return [Reason(words, {"count": twice}, rule="twice")] if twice else []


def best_japanese(told: str, results) -> str:
    """The best certificate among what was told and (kind, level) of passed tests."""
    best = told
    for kind, level in results:
        if kind in PROOFS and not (best and at_least(best, level)):
            best = level
    return best


def why_not_merge(*, kept, gone) -> list[Reason]:
    """Two entries are joined while nothing hangs on the one that goes: (state, sending, busy)."""
    reasons = []
    if kept.state == "merged" or gone.state == "merged":
        reasons.append(
            Reason(_("もうまとめてある登録です。画面を新しくしてください。"), rule="merged")
        )
    if gone.busy:
        words = _(
            "まとめられる側の登録に、割り当てか案件があります。残すほうを入れかえてください。"
        )
        reasons.append(Reason(words, rule="busy"))
    return reasons


def why_not_leave(*, state: str, busy: bool) -> list[Reason]:
    """Somebody who is looked at by a company first gets an answer."""
    if state != "looking":
        return [Reason(_("この候補者は、もう募集の中にいません。"), rule="state")]
    if busy:
        words = _(
            "この候補者は、求人に割り当ててあるか、案件が続いています。"
            "先に、事務局に取り消してもらってください。"
        )
        return [Reason(words, rule="busy")]
    return []
