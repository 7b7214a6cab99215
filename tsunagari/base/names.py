"""氏名の表記 — names in any width, kana or romaji: cleaned for storing, folded for finding.

One string of tokens per party is indexed by SQLite (FTS5) and PostgreSQL (tsvector) alike:
CJK text as overlapping pairs, so that any part of it is found, Latin words in one spelling.
A query word is a phrase of such tokens whose last one also matches as a beginning;
`matches` says in plain Python what both databases answer.
"""

import re
import unicodedata
from itertools import pairwise

# Dashes and long marks that people type for one another.
DASHES = "-\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u30fcー－ｰ~〜～"
HIRAGANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}
SMALL = str.maketrans("ァィゥェォッャュョヮヵヶ", "アイウエオツヤユヨワカケ")
SAME_SOUND = str.maketrans("ヂヅヰヱヲ", "ジズイエオ")
WITH_V = {"ヴァ": "バ", "ヴィ": "ビ", "ヴェ": "ベ", "ヴォ": "ボ", "ヴュ": "ビュ", "ヴ": "ブ"}
# Kanji that families write differently for the same name.
VARIANTS = str.maketrans(
    "髙﨑嵜濵濱邊邉齋齊斎澤嶋嶌廣國櫻眞惠榮壽曾德瀨祐𠮷彌龍瀧條與豐淸靜圓黑藪",
    "高崎崎浜浜辺辺斉斉斉沢島島広国桜真恵栄寿曽徳瀬祐吉弥竜滝条与豊清静円黒薮",
)
LATIN = str.maketrans(
    {"đ": "d", "ð": "d", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i"}
)
ALIKE: dict[int, int | str] = {code: SAME_SOUND.get(kana, kana) for code, kana in HIRAGANA.items()}
ALIKE = {**ALIKE, **SAME_SOUND, **VARIANTS, **LATIN}
SILENT = re.compile("[ー'’ʼ`]")
# Letters with marks, and signs that choose a form of a kanji.
UNUSUAL = re.compile("[\u00c0-\u036f\u1e00-\u1eff\ufe00-\ufe0f\U000e0100-\U000e01ef]")
MARKS = re.compile("[\u0300-\u036f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
CJK = "\u3005-\u3007\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
CJK += "\U00020000-\U0003ffff"
IS_CJK = re.compile(f"[{CJK}]")
BETWEEN = re.compile(f"(?<=[{CJK}])[^\\w{CJK}]+(?=[{CJK}])")
RUN = re.compile(f"[{CJK}]+|[^\\W_{CJK}]+")
LATIN_WORDS = re.compile("[a-z][a-z0-9]*")
N_OR_M = re.compile("[mn][bmp]")
KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa\u30fc・ ]+")
TURNING = re.compile("[\u200b\u202a-\u202e\u2066-\u2069\ufeff]")
# What no XML can hold: one such sign in a title, and nobody reads the feed. Forms refuse \x00 themselves.
UNSEEN = re.compile("[\x01-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufffe\uffff]")


# 整える -------------------------------------------------------------------------------------


def tidy(text: str) -> str:
    """What is stored of a typed text: half-width digits, Latin and spaces, full-width kana.

    Dashes between digits become hyphens. Japanese brackets and punctuation stay as they are; signs
    that nobody sees, or that turn the words beside them, do not.
    """
    if not text.isprintable():
        text = UNSEEN.sub("", text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", TURNING.sub("", text))
        text = re.sub("[ｦ-ﾟ]+|[０-９Ａ-Ｚａ-ｚ]+", _one_width, text)
        text = re.sub("(?<=[0-9A-Za-z])[＠．＿＋／：](?=[0-9A-Za-z])", _one_width, text)
        text = re.sub(f"(?<=[0-9])[{DASHES}](?=[0-9])", "-", text)
    return " ".join(text.split())


def kana(text: str) -> str:
    """A reading as it is stored: full-width katakana."""
    return tidy(text).translate(HIRAGANA)


def is_kana(text: str) -> bool:
    """True for a reading: kana of either kind, long marks, middle dots and spaces only."""
    return bool(KANA.fullmatch(tidy(text)))


def _one_width(found) -> str:
    return unicodedata.normalize("NFKC", found[0])


# 畳む ---------------------------------------------------------------------------------------


def fold(text: str) -> str:
    """One key for all ways to write the same: for finding and for telling doubles.

    Width, kind and size of kana, long marks, spaces, hyphens, punctuation, case and diacritics
    no longer count: 「ｻﾄｰ めぐみ」 → サトメグミ, "Nguyễn Thị" → nguyenthi.
    """
    return "".join(RUN.findall(_plain(text)))


def romaji(text: str) -> str:
    """Hepburn letters of a reading, long vowels as in kana: サトウ → satou, マッチャ → maccha."""
    text = kana(text).translate(SAME_SOUND)
    letters = "".join(_letters(part) for part in re.findall("[^ー][ァィゥェォャュョヮ]?", text))
    return re.sub(r"ッ+([a-z]?)", r"\1\1", letters) if "ッ" in letters else letters


# ん before a vowel is a syllable of its own; long vowels carry a stroke.
_OWN_N = re.compile("(?<=[んン])(?=[あいうえおやゆよアイウエオヤユヨ])")
_LONG = {"a": "ā", "i": "ī", "u": "ū", "e": "ē", "o": "ō"}


def hepburn(text: str) -> str:
    """Letters of a reading as signs in the street have them: トウキョウ → tōkyō, センター → sentā."""
    parts = [_OWN_N.sub("'", part) for part in tidy(text).split("ー")]
    letters = ["'".join(map(romaji, part.split("'"))) for part in parts]
    long = [part[:-1] + _LONG.get(part[-1:], part[-1:]) for part in letters[:-1]]
    said = "".join([*long, letters[-1]])
    return re.sub("o[ou]|uu", lambda found: _LONG[found[0][0]], said).replace("cch", "tch")


def spelling(word: str) -> str:
    """The one spelling that romaji variants share: satou, satō, SATOH → sato; shi, si → si.

    The beginning of a word gives the beginning of its spelling, so that a search may run while
    it is being typed; a last c is left out, because it may become ch.
    """
    return _spelt("".join(RUN.findall(_plain(word))))


# A long o, then what Hepburn and Kunrei write differently, in the letters they share.
SOUNDS = re.compile("o[ou]*h(?![aiueo])|o[ou]+|(?:sh|cch|ch|j)(?=[aueo])|sh|cch|ch|ts|j|f")
SHARED = {"sh": "s", "cch": "tt", "ch": "t", "ts": "t", "j": "z", "f": "h"}
DOUBLED = re.compile(r"([a-z])\1+")


def _spelt(word: str) -> str:
    word = DOUBLED.sub(r"\1", SOUNDS.sub(_shared, word))
    return word[:-1] if len(word) > 1 and word[-1] == "c" else word


def _shared(found) -> str:
    letters = found[0]
    if letters[0] == "o":
        return "o"
    glide = "y" if letters[-1] in "hj" and found.string[found.end() :][:1] in set("aueo") else ""
    return SHARED[letters] + glide


def _plain(text: str) -> str:
    """NFKC, lower case, no marks, katakana for hiragana, large kana, one form of a kanji."""
    text = unicodedata.normalize("NFKC", text).casefold()
    if not text.isascii():
        if UNUSUAL.search(text):
            text = MARKS.sub("", unicodedata.normalize("NFD", text))
        text = unicodedata.normalize("NFC", text).translate(ALIKE)
        if "ヴ" in text:
            for letters, plain in WITH_V.items():
                text = text.replace(letters, plain)
        text = text.translate(SMALL)
    return SILENT.sub("", text)


_ROWS = {
    "": "アイウエオ",
    "k": "カキクケコ",
    "s": "サシスセソ",
    "t": "タチツテト",
    "n": "ナニヌネノ",
    "h": "ハヒフヘホ",
    "m": "マミムメモ",
    "y": "ヤ・ユ・ヨ",
    "r": "ラリルレロ",
    "w": "ワ・・・・",
    "g": "ガギグゲゴ",
    "z": "ザジズゼゾ",
    "d": "ダ・・デド",
    "b": "バビブベボ",
    "p": "パピプペポ",
    "v": "・・ヴ・・",
}
_SYLLABLES = {
    letter: row + vowel
    for row, letters in _ROWS.items()
    for letter, vowel in zip(letters, "aiueo", strict=True)
    if letter != "・"
}
_SYLLABLES |= {"シ": "shi", "チ": "chi", "ツ": "tsu", "フ": "fu", "ジ": "ji", "ン": "n"}
_GLIDES = dict(
    zip("ァィゥェォャュョヮ", ["a", "i", "u", "e", "o", "ya", "yu", "yo", "wa"], strict=True)
)


def _letters(part: str) -> str:
    """One kana, perhaps with a small one behind it: シャ → sha, ティ → ti, カ → ka."""
    if len(part) == 1 or part[0] not in _SYLLABLES:
        return "".join(_SYLLABLES.get(letter, _GLIDES.get(letter, letter)) for letter in part)
    head, glide = _SYLLABLES[part[0]], _GLIDES[part[1]]
    if head in ("shi", "chi", "ji"):
        return head[:-1] + glide.removeprefix("y")
    if head in ("u", "i"):
        return {"u": "w", "i": "y"}[head] + glide.removeprefix("w")
    return head[:-1] + glide if len(head) > 1 else head + glide


# 並べる -------------------------------------------------------------------------------------

# Stands before Latin letters, so that they come after all kana, and kanji after both.
AFTER_KANA = "\u30ff"
# Where the rows of the kana table begin, and where the last one ends.
STARTS = f"アカサタナハマヤラワ{AFTER_KANA}\u3100"


def order_key(name: str, kana: str = "", latin: str = "") -> str:
    """What a list is sorted by: the reading; without one, the Latin letters, then the name itself.

    Kana of any kind and width stand together; names without kana come behind all others.
    """
    if reading := fold(kana or (name if is_kana(name) else "")):
        return reading
    key = fold(latin) or fold(name)
    return key if IS_CJK.match(key) or not key else AFTER_KANA + key


def row_of(first: str) -> tuple[str, str] | None:
    """The span of order keys of one row of the kana table (ア, カ … ワ, A); None for others."""
    first = AFTER_KANA if first == "A" else first
    return next((row for row in pairwise(STARTS) if row[0] == first), None)


# 探す ---------------------------------------------------------------------------------------


def bigrams(text: str) -> list[str]:
    """The tokens of a text: CJK runs as overlapping pairs and their last character, others whole.

    Spaces and marks between CJK characters do not count: 佐藤 恵 → 佐藤, 藤恵, 恵.
    """
    text = BETWEEN.sub("", _plain(text))
    return [token for run in RUN.findall(text) for token in _tokens(run)]


def search_keys(name: str, kana: str = "", latin: str = "") -> str:
    """The tokens to index for a party, parted by spaces: name, reading and Latin spellings."""
    readings = [reading for text in (name, kana) for reading in _with_long_vowels(text)]
    pairs = dict.fromkeys(tuple(bigrams(text)) for text in dict.fromkeys(readings))
    spoken = kana or " ".join(re.findall("[ァ-ヺー]{2,}", tidy(name).translate(HIRAGANA)))
    tails = dict.fromkeys(t for text in (romaji(spoken), latin, name) for t in _tails(text))
    words = dict.fromkeys(_spelt(way) for tail in tails for way in _with_n_and_m(tail))
    return " ".join([*(token for tokens in pairs for token in tokens), *words])


def query_keys(text: str) -> list[list[str]]:
    """The phrases that a query asks for, one per word; all must be found.

    Tokens of a phrase stand next to each other; the last one also matches as a beginning.
    """
    return [_phrase(word) for word in re.findall(r"[^\W_]+", _plain(text))]


def matches(query: str, keys: str) -> bool:
    """True when an index holding `keys` finds it for `query`; an empty query finds nothing."""
    phrases, tokens = query_keys(query), keys.split()
    return bool(phrases) and all(_stands(phrase, tokens) for phrase in phrases)


def _tokens(run: str) -> list[str]:
    if not IS_CJK.match(run):
        return [_spelt(run)]
    return [run[i : i + 2] for i in range(len(run))]


def _phrase(word: str) -> list[str]:
    """The tokens of a query word; its last character alone says nothing new after a pair."""
    *runs, last = RUN.findall(word)
    tokens = [token for run in runs for token in _tokens(run)] + _tokens(last)
    return tokens[:-1] if len(last) > 1 and IS_CJK.match(last) else tokens


def _with_long_vowels(text: str) -> list[str]:
    """A reading without its long marks, and with the vowels that they stand for: サト, サトウ."""
    text = tidy(text).translate(HIRAGANA)
    return [text, re.sub(r"(?<=([ァ-ヺ]))ー", _vowel, text)] if "ー" in text else [text]


def _vowel(found) -> str:
    vowel = _letters(found[1])[-1:]
    return dict(zip("aiueo", "アイウエウ", strict=True)).get(vowel, "")


def _tails(text: str) -> list[str]:
    """Latin words, each from its own beginning to the end of the name.

    So "NGUYEN THI LAN" is found by its first letters, by "lan", and by "thilan".
    """
    words = LATIN_WORDS.findall(_plain(text))
    return ["".join(words[i:]) for i in range(len(words))]


def _with_n_and_m(word: str) -> list[str]:
    """shinbun and shimbun are both looked for."""
    if not N_OR_M.search(word):
        return [word]
    return [word, re.sub("m(?=[bmp])", "n", word), re.sub("n(?=[bmp])", "m", word)]


def _stands(phrase: list[str], tokens: list[str]) -> bool:
    size = len(phrase)
    return any(
        tokens[i : i + size - 1] == phrase[:-1] and tokens[i + size - 1].startswith(phrase[-1])
        for i in range(len(tokens) - size + 1)
    )
