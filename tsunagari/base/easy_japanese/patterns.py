"""型 — what signs alone can show: turns, endings, dates and times, length."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tsunagari.base.easy_japanese.findings import Finding
from tsunagari.base.easy_japanese.lists import ENDINGS
from tsunagari.base.easy_japanese.sentences import Sentence
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason

SHORT, LONG, TOO_LONG = 24, 40, 60


@dataclass(frozen=True)
class Turn:
    """A turn of speech, what is wrong with it and what to say instead."""

    rule: str
    level: str
    shape: re.Pattern
    says: str
    fix: str


def _turn(rule: str, level: str, shape: str, says: str, fix: str) -> Turn:
    return Turn(rule, level, re.compile(shape), says, fix)


_DOUBLE = _("「%(text)s」は、打ち消しが2つあります。")
_POLITE = _("「%(text)s」は、敬語です。")
_VAGUE = _("「%(text)s」は、あいまいです。")
_REQUEST = _("「～てください」と書いてください。")
_PLAINLY = _("ふつうの動詞で、です・ますで書いてください。")
_WHAT_TO_DO = _("何が起きるか、何をするかを書いてください。")
TURNS = [
    _turn(
        "ej04",
        "error",
        "ない(?:わけ|もの)(?:では|でも|には?|じゃ)",
        _DOUBLE,
        _("「～です」「～します」と言い切ってください。"),
    ),
    _turn(
        "ej04",
        "error",
        "な(?:く|い(?:こと|と))[はも](?:ない|な[くか]|ありませ|言え|いえ|限り)",
        _DOUBLE,
        _("「～です」「～します」と言い切ってください。"),
    ),
    _turn(
        "ej04",
        "error",
        "(?:ずに|ない(?:では|で))(?:は)?(?:い|お)(?:られ|け)(?:ない|ませ)|ざるを(?:得|え)",
        _DOUBLE,
        _("「～します」と言い切ってください。"),
    ),
    _turn(
        "ej04",
        "warn",
        "な(?:ければ|くては|いと)(?:な[らり]|いけ)(?:ない|ませ)",
        _DOUBLE,
        _("「～てください」「～が必要です」と書いてください。"),
    ),
    _turn(
        "ej04",
        "warn",
        "な(?:い|ければ|いと)[^。、]{0,12}(?:できません|できない|だめです)",
        _DOUBLE,
        _("「～すると、～できます」と書いてください。"),
    ),
    _turn("ej05", "error", "(?:て|で)?(?:いただ|頂)[かきくけい][^。、 ]{0,6}", _POLITE, _REQUEST),
    _turn(
        "ej05",
        "error",
        "お(?:[一-龥]{1,2}[いきしちみりびえけせめれ]{0,2}|まち|かけ|もち|よみ|かき)(?:に(?:な[らりるっ])|ください|下さい|いたし|致し|します)(?<!お願いします)",
        _POLITE,
        _REQUEST,
    ),
    _turn(
        "ej05",
        "error",
        "ご[一-龥]{1,4}(?:に(?:な[らりるっ])|ください|下さい|いたし|致し|願い|のうえ|の上)",
        _POLITE,
        _REQUEST,
    ),
    _turn(
        "ej05",
        "error",
        "いらっしゃ[いらっる]|おっしゃ|なさ(?:い(?:ま|$)|る|っ)|ご覧|お越し|召し上が|伺[いうっ]|うかが[いうっ]|申し上げ|存じ|拝見|拝受|承[りっ]|参り(?:ま|、)|いたし(?:ま|、)|致し(?:ま|、)|ござい(?:ま|、)",
        _POLITE,
        _PLAINLY,
    ),
    _turn(
        "ej09",
        "warn",
        "(?:恐|おそ)れ(?:が|の)|(?:と|かと)思われ|とみられ|と見られ|と考えられ|可能性が",
        _VAGUE,
        _WHAT_TO_DO,
    ),
    _turn(
        "ej09",
        "warn",
        "適宜|適切[にな]|必要に応じ|場合によって|ある程度|原則と?して|諸般の|しかるべ",
        _VAGUE,
        _("いつ、だれが、どれくらいかを書いてください。"),
    ),
    _turn(
        "ej09",
        "warn",
        "(?:ご)?遠慮(?:ください|下さい|願)|お控え|控えて(?:ください|下さい)|望まし(?:い|く)|好まし(?:い|く)",
        _VAGUE,
        _("「～ないでください」「～てください」と書いてください。"),
    ),
    _turn(
        "ej09",
        "hint",
        "なるべく|できるだけ|できる限り|可能な限り|多少|若干|しばらく|早めに",
        _VAGUE,
        _("数や日にちで書いてください。"),
    ),
    _turn(
        "ej09",
        "hint",
        "[一-龥ァ-ヶ]等(?![級身しな])",
        _VAGUE,
        _("「など」と書くか、全部書いてください。"),
    ),
]
_SOUND = re.compile(r"(?<![ァ-ヴー])([ぁ-んァ-ヴ]{2})\1(?![ァ-ヴー])")
_FINE_SOUNDS = frozenset(
    ["いろいろ", "ときどき", "もしもし", "だんだん", "それぞれ", "はいはい", "わざわざ", "ますます"]
)
_LETTERS = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2,}(?![A-Za-z])")
_FINE_LETTERS = frozenset({"OK", "QR", "PIN", "CD", "DVD", "TV", "PC"})
_STEPS = re.compile("まず|次に|つぎに|それから|最後に|さいごに")
_POLITE_END = re.compile(ENDINGS)
_COMMAS = re.compile("[、,]")


def of(sentence: Sentence) -> Iterator[Finding]:
    """Everything that the signs of one sentence show."""
    for rule in (length, turns, ending, sounds):
        yield from rule(sentence)


def found(
    sentence: Sentence, rule: str, level: str, span: tuple[int, int], says: str, fix: str, **facts
) -> Finding:
    """A finding at a place of the tight sentence; `text` is a fact of both sentences."""
    text = sentence.tight[span[0] : span[1]]
    said = {"text": text} | facts
    return Finding(
        rule, level, *sentence.span(*span), text, _reason(says, said), _reason(fix, said)
    )


def _reason(text: str, facts: dict) -> Reason:
    return Reason(text, {name: fact for name, fact in facts.items() if f"%({name})s" in text})


def length(sentence: Sentence) -> Iterator[Finding]:
    """ej01: no longer than 40 signs, never longer than 60, 24 if possible; one message."""
    signs = len(sentence.tight)
    if signs <= SHORT:
        return
    level = "error" if signs > TOO_LONG else "warn" if signs > LONG else "hint"
    says = (
        _("この文は %(signs)s字です。")
        if level != "hint"
        else _("この文は %(signs)s字です。短くできますか。")
    )
    fix = {
        "error": _("60字をこえないように、いくつかの文に分けてください。"),
        "warn": _("40字までにしてください。"),
        "hint": _("24字までの文が、読みやすいです。"),
    }[level]
    yield found(sentence, "ej01", level, (0, signs), says, fix, signs=signs)
    joints = len(_COMMAS.findall(sentence.tight))
    if signs > LONG and joints >= 2:
        yield found(
            sentence,
            "ej01",
            "warn",
            (0, signs),
            _("1つの文に、いくつものことがあるようです。"),
            _("1つの文で1つのことを言うように、「。」で分けてください。"),
        )


def turns(sentence: Sentence) -> Iterator[Finding]:
    """ej04, ej05, ej09: turns that are found as they stand."""
    taken: set[int] = set()
    for turn in TURNS:
        for hit in turn.shape.finditer(sentence.tight):
            places = set(range(*hit.span()))
            if not places & taken:
                taken |= places
                yield found(sentence, turn.rule, turn.level, hit.span(), turn.says, turn.fix)


def polite(sentence: Sentence) -> set[int]:
    """The places of the tight sentence that go with a turn of respect: no word is hard there."""
    return {
        place
        for turn in TURNS
        if turn.rule == "ej05"
        for hit in turn.shape.finditer(sentence.tight)
        for place in range(*hit.span())
    }


def ending(sentence: Sentence) -> Iterator[Finding]:
    """ej05: a sentence ends with です or ます."""
    if sentence.ends and not _POLITE_END.search(sentence.tight):
        end = len(sentence.tight)
        yield found(
            sentence,
            "ej05",
            "warn",
            (max(0, end - 5), end),
            _("文の終わりが、です・ますではありません。"),
            _("「です」「ます」「～てください」で終わってください。"),
        )


def sounds(sentence: Sentence) -> Iterator[Finding]:
    """ej08: words of sounds, and abbreviations in Latin letters."""
    for hit in _SOUND.finditer(sentence.tight):
        if hit[0] not in _FINE_SOUNDS and len(set(hit[0])) > 1:
            says = _("「%(text)s」は、音やようすのことばです。外国人には、わかりにくいです。")
            yield found(
                sentence, "ej08", "warn", hit.span(), says, _("ほかのことばで言ってください。")
            )
    for hit in _LETTERS.finditer(sentence.tight):
        if hit[0] not in _FINE_LETTERS:
            says = _("「%(text)s」は、略したことばです。")
            fix = _("略さないで書くか、説明をつけてください。")
            yield found(sentence, "ej08", "hint", hit.span(), says, fix)


def of_text(text: str, sentences: list[Sentence]) -> Iterator[Finding]:
    """ej02, ej14: what only the whole text shows."""
    by_line: dict[int, list[Sentence]] = {}
    for sentence in sentences:
        by_line.setdefault(text.count("\n", 0, sentence.start), []).append(sentence)
    for line in by_line.values():
        steps = [one for one in line if _STEPS.match(one.tight)]
        if len(steps) >= 3:
            says = _("いくつもの手順が、続けて書いてあります。")
            fix = _("1行に1つずつ、番号をつけて並べてください。")
            whole = (0, len(steps[0].tight))
            yield found(steps[0], "ej02", "hint", whole, says, fix)
    signs = sum(len(sentence.tight) for sentence in sentences)
    if signs > 1_000:
        yield about_all(
            text,
            "ej14",
            "warn",
            Reason(_("この文章は %(signs)s字です。"), {"signs": signs}),
            Reason(_("1,000字くらいまでにするか、ページを分けてください。")),
        )


def about_all(text: str, rule: str, level: str, says: Reason, fix: Reason) -> Finding:
    """A finding about the whole text."""
    return Finding(rule, level, 0, len(text), "", says, fix)
