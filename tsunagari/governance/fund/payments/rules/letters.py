"""銀行の文字 — what may stand in a bank's transfer file, and how the standard writes the rest.

Digits, capital letters, half-width kana and space; party names also ( ) - . and bank names only -.
Nothing is changed silently: `written` proposes, and somebody who sees before and after confirms.
全国銀行協会「適用業務およびレコード・フォーマット」; each voicing mark is a byte of its own.
"""

import unicodedata

import jaconv

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason

KANA = frozenset("ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝ")
VOICED, HALF_VOICED = frozenset("ｳｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾊﾋﾌﾍﾎ"), frozenset("ﾊﾋﾌﾍﾎ")
PLAIN = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ ﾞﾟ") | KANA
PARTY, BANK = PLAIN | frozenset("()-."), PLAIN | frozenset("-")
WO = "ｦ"
SMALL = dict(zip("ｧｨｩｪｫｬｭｮｯ", "ｱｲｳｴｵﾔﾕﾖﾂ", strict=True))
SMALL_WIDE = str.maketrans("ヮヵヶ", "ワカケ")
DASHES = dict.fromkeys("ｰーｰ−–—―‐‑－", "-")
REPLACED = {ord(sign): instead for sign, instead in (SMALL | DASHES).items()}
# 法人略語: from practice, not from a table that was read; shown for confirmation only.
FORMS = {
    "カブシキガイシャ": "カ",
    "ユウゲンガイシャ": "ユ",
    "ゴウドウガイシャ": "ド",
    "トクテイヒエイリカツドウホウジン": "トクヒ",
    "イッパンシャダンホウジン": "シヤ",
    "コウエキシャダンホウジン": "シヤ",
    "イッパンザイダンホウジン": "ザイ",
    "コウエキザイダンホウジン": "ザイ",
    "ガッコウホウジン": "ガク",
    "シャカイフクシホウジン": "フク",
    "イリョウホウジン": "イ",
    "シュウキョウホウジン": "シユウ",
}


def written(text: str, *, wo: bool = False) -> str:
    """How the standard writes a name: half width, capital letters, large kana, - for long marks."""
    full = unicodedata.normalize("NFKC", text)
    kana = jaconv.hira2kata(full).translate(SMALL_WIDE)
    half = jaconv.z2h(kana, kana=True, ascii=True, digit=True).translate(REPLACED).upper()
    half = half if wo else half.replace(WO, "ｵ")
    return " ".join(half.split())


def shortened(text: str) -> str:
    """The same with the legal form as banks abbreviate it: ｶ)ｻｸﾗ, ｻｸﾗ(ｶ."""
    full = jaconv.hira2kata(unicodedata.normalize("NFKC", text)).strip()
    for form, short in FORMS.items():
        if full.startswith(form):
            full = f"{short}){full[len(form) :].strip()}"
        elif full.endswith(form):
            full = f"{full[: -len(form)].strip()}({short}"
    return written(full)


def strange(text: str, allowed: frozenset[str], *, wo: bool = False) -> list[str]:
    """The signs that may not stand there, each once."""
    known = allowed | {WO} if wo else allowed
    return list(dict.fromkeys(sign for sign in text if sign not in known))


def why_not(
    text: str, *, field: str, most: int, allowed: frozenset[str] = PARTY, wo: bool = False
) -> list[Reason]:
    """Every reason why a name cannot stand in the file as it is; nothing is cut."""
    instead = written(text, wo=wo)
    reasons = []
    if bad := strange(text, allowed, wo=wo) or (["␣"] if text != text.strip() else []):
        reasons.append(_bad(bad, instead, allowed, field, wo))
    else:
        reasons += _misplaced(text, field)
    reasons += _too_long(text, instead, most, field)
    return reasons


def _bad(bad: list[str], instead: str, allowed, field: str, wo: bool) -> Reason:
    signs = "".join(bad)[:20]
    rule = "letters.small" if set(bad) & set(SMALL) else "letters.sign"
    if instead and not strange(instead, allowed, wo=wo):
        words = _(
            "「%(signs)s」は銀行のファイルに書けません。"
            "「%(instead)s」と書いてよいか、通帳で確かめて、書きなおしてください。"
        )
        return Reason(words, {"signs": signs, "instead": instead}, rule=rule, field=field)
    words = _(
        "「%(signs)s」は銀行のファイルに書けません。"
        "使えるのは、半角のカナ・大文字の英字・数字・空白と、名義では ( ) - . です。通帳のカナ名義を入力してください。"
    )
    return Reason(words, {"signs": signs}, rule=rule, field=field)


def _misplaced(text: str, field: str) -> list[Reason]:
    """A voicing mark stands behind a kana that can take it."""
    for before, sign in zip(" " + text, text, strict=False):
        if (sign == "ﾞ" and before not in VOICED) or (sign == "ﾟ" and before not in HALF_VOICED):
            words = _(
                "「%(signs)s」の場所を確かめてください。濁点・半濁点の前のかながまちがっています。"
            )
            facts = {"signs": (before + sign).strip()}
            return [Reason(words, facts, rule="letters.mark", field=field)]
    return []


def _too_long(text: str, instead: str, most: int, field: str) -> list[Reason]:
    size = len(instead)
    if size <= most:
        return []
    words = _(
        "「%(text)s」は %(size)s文字で、%(over)s文字多いです（濁点も1文字、%(most)s文字まで）。"
        "とちゅうで切らず、通帳のカナ名義か法人の略語を入力してください。例：%(example)s"
    )
    facts = {"text": text[:60], "size": size, "over": size - most, "most": most}
    facts["example"] = shortened(text) if len(shortened(text)) <= most else "ｶ)ｻｸﾗ"
    return [Reason(words, facts, rule="letters.long", field=field)]
