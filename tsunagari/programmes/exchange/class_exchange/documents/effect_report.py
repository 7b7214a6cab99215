"""効果のまとめ — what changed between the two surveys, for both sides, and how far the word went.

It says "changed by", never "caused". A side with fewer than ten matched pupils is not shown.
"""

from dataclasses import dataclass, field
from datetime import date

from tsunagari.base.days import day_words
from tsunagari.programmes.exchange.class_exchange.documents import parts

LEAST_MATCHED = 10
TITLES = {
    "ja": "国際交流授業 効果のまとめ",
    "ja-easy": "交流の授業で変わったこと",
    "en": "Exchange class: what changed",
    "fil": "Exchange class: ano ang nagbago",
}
WORDS = {
    "ja": {
        "hidden": "10人未満のため表示しません",
        "few": "10人未満",
        "instrument": "調査",
        "scale": "尺度",
        "period": "期間",
        "people": "人数",
        "invited": "対象",
        "pre": "事前",
        "post": "事後",
        "matched": "組にできた",
        "corrected": "補正後の人数",
        "change": "平均の変化と95%信頼区間",
        "fell": "下がった",
        "rose": "上がった",
        "shares": "一人ひとりの変化",
        "improved": "上がった",
        "same": "同じ",
        "worse": "下がった",
        "size": "効果量 d_av",
        "range": "%(low)s から %(high)s",
        "ties": "新しいつながり",
        "session": "第%(n)s回",
        "pairs": "%(n)s組",
        "total": "合計",
        "reach": "周知の広がり（推定）",
        "reach_text": "およそ%(n)s人（95%信頼区間 %(low)s〜%(high)s人）",
        "reach_only": "およそ%(n)s人（仮定だけで計算したため、区間はありません）",
        "direct": "授業に出た人 %(n)s人",
        "measured": "実測",
        "assumed": "仮定",
        "method": "求め方",
        "notes": [
            "事前と事後の両方に答えた生徒だけを、名前でなく番号で組にして数えました。",
            "平均の変化の区間は、差の標準偏差とt分布から求めました。",
            "効果量 d_av は、変化を事前と事後の標準偏差の平均で割った値です。",
            "補正後の人数は、同じ学級の生徒が似ることを割り引いた人数です。",
            "比べる学級がないため、変化の原因は言えません。",
            "10人未満の結果は、一人ひとりを守るため表示しません。",
        ],
    },
    "ja-easy": {
        "hidden": "10人より少ないので、見せません",
        "few": "10人より少ない",
        "instrument": "アンケート",
        "scale": "答え方",
        "period": "いつ",
        "people": "人の数",
        "invited": "全部",
        "pre": "前",
        "post": "後",
        "matched": "両方",
        "corrected": "直した数",
        "change": "変わった大きさ",
        "fell": "下がった",
        "rose": "上がった",
        "shares": "一人ずつ",
        "improved": "上がった",
        "same": "同じ",
        "worse": "下がった",
        "size": "大きさ d_av",
        "range": "%(low)s から %(high)s",
        "ties": "新しい友だちの組",
        "session": "%(n)s回目",
        "pairs": "%(n)s組",
        "total": "全部",
        "reach": "話を聞いた人（だいたい）",
        "reach_text": "だいたい%(n)s人（%(low)s〜%(high)s人）",
        "reach_only": "だいたい%(n)s人（決めた数だけで計算しました）",
        "direct": "授業に出た人 %(n)s人",
        "measured": "数えた",
        "assumed": "決めた",
        "method": "数え方",
        "notes": [
            "前と後の両方に答えた人だけを数えました。",
            "名前は使いません。番号で数えました。",
            "10人より少ないときは、見せません。",
            "なぜ変わったかは、わかりません。",
        ],
    },
    "en": {
        "hidden": "not shown: fewer than 10 people",
        "few": "fewer than 10",
        "instrument": "Survey",
        "scale": "Scale",
        "period": "Period",
        "people": "People",
        "invited": "invited",
        "pre": "before",
        "post": "after",
        "matched": "matched",
        "corrected": "corrected n",
        "change": "Mean change with 95% interval",
        "fell": "went down",
        "rose": "went up",
        "shares": "Pupil by pupil",
        "improved": "improved",
        "same": "same",
        "worse": "worse",
        "size": "Effect size d_av",
        "range": "%(low)s to %(high)s",
        "ties": "New ties",
        "session": "session %(n)s",
        "pairs": "%(n)s pairs",
        "total": "Total",
        "reach": "Reach (estimate)",
        "reach_text": "about %(n)s people (95% interval %(low)s to %(high)s)",
        "reach_only": "about %(n)s people (assumed only, so without an interval)",
        "direct": "%(n)s took part",
        "measured": "measured",
        "assumed": "assumed",
        "method": "How it was counted",
        "notes": [
            "Only pupils who answered both surveys count, matched by code and never by name.",
            "The interval of the change comes from the SD of the differences and Student's t.",
            "d_av is the change divided by the mean of the two SDs.",
            "The corrected n allows for pupils of one class being alike.",
            "Without a comparison class the change has no proven cause.",
            "Results of fewer than 10 people are not shown, to protect each of them.",
        ],
    },
    "fil": {
        "hidden": "hindi ipinapakita: mas mababa sa 10 tao",
        "few": "mas mababa sa 10",
        "instrument": "Survey",
        "scale": "Sukatan",
        "period": "Panahon",
        "people": "Mga tao",
        "invited": "pinasagot",
        "pre": "bago",
        "post": "pagkatapos",
        "matched": "napagtugma",
        "corrected": "naiwastong n",
        "change": "Karaniwang pagbabago at 95% interval",
        "fell": "bumaba",
        "rose": "tumaas",
        "shares": "Bawat mag-aaral",
        "improved": "tumaas",
        "same": "pareho",
        "worse": "bumaba",
        "size": "Laki ng epekto d_av",
        "range": "%(low)s hanggang %(high)s",
        "ties": "Mga bagong ugnayan",
        "session": "sesyon %(n)s",
        "pairs": "%(n)s pares",
        "total": "Kabuuan",
        "reach": "Naabot (tantiya)",
        "reach_text": "humigit-kumulang %(n)s tao (95% interval %(low)s hanggang %(high)s)",
        "reach_only": "humigit-kumulang %(n)s tao (ipinapalagay lang, walang interval)",
        "direct": "%(n)s ang lumahok",
        "measured": "nasukat",
        "assumed": "ipinapalagay",
        "method": "Paano binilang",
        "notes": [
            "Kasama lang ang sumagot sa dalawang survey; pinagtugma sa code, hindi sa pangalan.",
            "Ang interval ay mula sa SD ng mga diperensiya at sa Student t.",
            "Ang d_av ay ang pagbabago hinati sa karaniwan ng dalawang SD.",
            "Isinasaalang-alang ng naiwastong n na magkakahawig ang nasa isang section.",
            "Walang section na mapaghahambingan, kaya hindi masasabi ang sanhi ng pagbabago.",
            "Hindi ipinapakita ang mas mababa sa 10 tao upang maprotektahan ang bawat isa.",
        ],
    },
}
BY_ROW = ("range", "session", "pairs", "reach_text", "reach_only", "direct")
MOST_SESSIONS = 8


@dataclass(frozen=True)
class Effect:
    """One side's result: counts of people, the mean change with its interval, shares from 0 to 1.

    With fewer than ten matched everything but the counts may be None; it is not printed anyway.
    """

    name: str
    invited: int
    pre: int
    post: int
    matched: int
    change: float | None = None
    low: float | None = None
    high: float | None = None
    d_av: float | None = None
    d_low: float | None = None
    d_high: float | None = None
    improved: float | None = None
    same: float | None = None
    worse: float | None = None
    corrected_n: float | None = None


@dataclass(frozen=True)
class Reach:
    """An estimate of how many people heard of it; `rows` are (what, value, "measured"|"assumed").

    Without measured people there is no interval: `low` and `high` are None.
    """

    estimate: int
    low: int | None
    high: int | None
    direct: int
    method: str = ""
    rows: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class EffectReport:
    """The effect of one pairing or of all; `ties` are (session number, new pairs)."""

    about: str
    instrument: str
    version: str
    scale: str
    from_day: date
    until_day: date
    sides: list[Effect]
    ties: list[tuple[int, int]] = field(default_factory=list)
    reach: Reach | None = None
    notes: list[str] = field(default_factory=list)


def effect_report(report: EffectReport, *, language: str, printed: parts.Printed) -> bytes:
    """The PDF, one page or two."""
    alone = {
        code: {key: text for key, text in labels.items() if key not in BY_ROW}
        for code, labels in WORDS.items()
    }
    title = TITLES.get(language, TITLES["en"])
    period = (day_words(day, language) for day in (report.from_day, report.until_day))
    data = {
        "heading": parts.said(title, language),
        "about": parts.line(report.about, 100),
        "instrument": parts.line(f"{report.instrument} {report.version}", 100),
        "scale": parts.line(report.scale, 140),
        "period": " – ".join(period),
        "sides": [_side(side, language) for side in report.sides],
        "reaches": _widest(report.sides),
        "ties": _ties(report.ties, language),
        "reach": _reach(report.reach, language),
        "notes": [parts.line(note, 200) for note in report.notes[:6]],
        "words": parts.words(alone, language),
    }
    return parts.paper("effect_report.typ", data, title=title, language=language, printed=printed)


def _row(key: str, language: str, **facts):
    return parts.said((WORDS.get(language) or WORDS["en"])[key], language, **facts)


def signed(value: float) -> str:
    """+0.67, −0.12, 0.00."""
    text = f"{abs(value):.2f}"
    if float(text) == 0:
        return text
    return f"+{text}" if value > 0 else f"−{text}"


def shown(side: Effect) -> bool:
    """Enough people for a result: ten matched, and a result there is."""
    return side.matched >= LEAST_MATCHED and None not in (side.change, side.low, side.high)


def _side(side: Effect, language: str) -> dict:
    counts = {"invited": side.invited, "pre": side.pre, "post": side.post}
    base = {"name": parts.name(side.name, 60), **counts, "matched": side.matched, "shown": False}
    if not shown(side):
        few = _row("few", language)
        return {**base, "matched": few if side.matched < LEAST_MATCHED else side.matched}
    return {**base, "shown": True, **_result(side, language)}


def _result(side: Effect, language: str) -> dict:
    shares = [side.improved, side.same, side.worse]
    return {
        "change": signed(side.change),
        "range": _row("range", language, low=signed(side.low), high=signed(side.high)),
        "at": [side.low, side.change, side.high],
        "d": "" if side.d_av is None else signed(side.d_av),
        "d_range": ""
        if None in (side.d_low, side.d_high)
        else _row("range", language, low=signed(side.d_low), high=signed(side.d_high)),
        "shares": [] if None in shares else [round(share, 4) for share in shares],
        "corrected": "" if side.corrected_n is None else f"{side.corrected_n:.0f}",
    }


def _widest(sides: list[Effect]) -> float:
    """How far the axis of changes goes to either side of nought."""
    ends = [abs(end) for side in sides if shown(side) for end in (side.low, side.high)]
    return max([*ends, 0.1]) * 1.15


def _ties(ties: list[tuple[int, int]], language: str) -> dict:
    rows = [
        [_row("session", language, n=number), pairs, _row("pairs", language, n=f"{pairs:,}")]
        for number, pairs in ties[:MOST_SESSIONS]
    ]
    total = sum(pairs for _number, pairs in ties)
    return {"rows": rows, "total": _row("pairs", language, n=f"{total:,}")}


def _reach(reach: Reach | None, language: str) -> dict | None:
    if reach is None:
        return None
    number = f"{reach.estimate:,}"
    if reach.low is None or reach.high is None:
        text = _row("reach_only", language, n=number)
    else:
        span = {"low": f"{reach.low:,}", "high": f"{reach.high:,}"}
        text = _row("reach_text", language, n=number, **span)
    return {
        "text": text,
        "direct": _row("direct", language, n=f"{reach.direct:,}"),
        "method": parts.line(reach.method, 240),
        "rows": [
            [parts.line(what, 60), parts.line(value, 24), _row(kind, language)]
            for what, value, kind in reach.rows[:6]
        ],
    }
