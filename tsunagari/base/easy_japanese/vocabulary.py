"""語彙 — ej03, ej06, ej07, ej08: what the words themselves show.

With the analyser each word is looked up; without it only listed words and shapes are found, and
`Checked.analysed` says so.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from tsunagari.base.analyser import Token
from tsunagari.base.annotating import KANJI, Analyse
from tsunagari.base.easy_japanese import lists
from tsunagari.base.easy_japanese.findings import Finding
from tsunagari.base.easy_japanese.patterns import found
from tsunagari.base.easy_japanese.sentences import Sentence
from tsunagari.base.languages import gettext_noop as _

_CONTENT = {"名詞", "動詞", "形容詞", "形状詞", "副詞"}
_FINE_KINDS = {"数詞", "固有名詞", "助動詞語幹", "非自立可能", "助数詞可能"}
_LOAN = re.compile(r"[ァ-ヴー]{2,}")
_SAY = _("「%(better)s」と言いかえてください。")
_HARD = _("「%(word)s」は、むずかしいことばです。")
_LONG = _("「%(text)s」は、むずかしいことばが続いています。")
_VERBS = _("動詞を使って、2つの文に分けてください（水分補給 → 水を 飲む）。")
_PASSIVE = _("「%(text)s」は、受け身です。「できる」の意味なら、「～ことが できます」と書けます。")
_CAUSING = _("「%(text)s」は、使役（～させる）です。")
_WHO = _("だれがするかを主語にして、「～します」と書いてください。")
_BLIND_PASSIVE = re.compile(
    r"(?<![別分離流倒生疲破はわなたうつやく])(?:さ|[かがたなばまらわ]|られ(?=[てるたま]))れ?(?:(?<=れ)(?:ま[しす]|て|た|る))"
)
_BLIND_CAUSING = re.compile(
    r"[かがさたなばまらわ]せ(?:ま[しす]|て|た|る)(?<!知らせて)(?<!合わせて)"
)
# 知らせる is a word, not 知る made to be done; いられる is one can stay.
_WORDS_OF_THEIR_OWN = frozenset({"知らせ", "知らせる", "合わせ", "いられ", "いられる"})
_CHAIN = re.compile("[\u4e00-\u9fff]{6,}")


# Terms that readers meet on paper, so that they stay.
Terms = Mapping[str, str]  # {term: meaning in easy words}


def of(sentence: Sentence, kept: set[int], analyse: Analyse | None) -> Iterator[Finding]:
    """What the words of one sentence show, except at the places that are kept."""
    if analyse is None:
        yield from _listed(sentence, kept)
        yield from _shapes(sentence, kept)
    else:
        yield from _words(sentence, kept, [*_tight(analyse(sentence.text))])


def terms_of(sentence: Sentence, terms: Terms, explained: set[str]) -> Iterator[Finding]:
    """ej03: a term that is kept is explained where it stands first."""
    tight = sentence.tight
    for start, end in _term_spans(tight, terms):
        term = tight[start:end]
        if term in explained:
            continue
        explained.add(term)
        if not tight.startswith(("（", "("), end):
            yield found(
                sentence,
                "ej03",
                "warn",
                (start, end),
                _("「%(text)s」は、はじめに説明がいることばです。"),
                _("「%(text)s（%(better)s）」のように、説明をつけてください。"),
                better=terms[term],
            )


@cache
def _shape(terms: tuple[str, ...]) -> re.Pattern:
    return re.compile("|".join(map(re.escape, sorted(terms, key=len, reverse=True))) or r"(?!)")


def _term_spans(tight: str, terms: Terms) -> list[tuple[int, int]]:
    return [hit.span() for hit in _shape(tuple(terms)).finditer(tight)]


def covered(sentence: Sentence, terms: Terms) -> set[int]:
    """The places that belong to a term that is kept."""
    return {i for span in _term_spans(sentence.tight, terms) for i in range(*span)}


def _tight(tokens) -> Iterator[tuple[int, Token]]:
    """Tokens with their places in the tight sentence."""
    at = 0
    for token in tokens:
        surface = token.surface.replace(" ", "").replace("\u3000", "")
        if surface:
            yield at, token
        at += len(surface)


def _words(
    sentence: Sentence, kept: set[int], tokens: list[tuple[int, Token]]
) -> Iterator[Finding]:
    """ej03, ej08: words outside the list; ej06: passive and causative; ej07: nouns in a row."""
    asked: set[str] = set()
    for i, (at, token) in enumerate(tokens):
        span = (at, at + len(token.surface))
        if span[0] in kept or token.surface in asked:
            continue
        if token.kind[0] == "助動詞" and i:
            yield from _voice(sentence, tokens[i - 1], tokens[i])
        elif chain := _chain(tokens, i):
            if chain[0] not in asked:
                asked.update(chain)
                end = at + sum(map(len, chain))
                yield found(sentence, "ej07", "warn", (at, end), _LONG, _VERBS)
        elif _is_hard(token) and not _is_voiced(tokens, i):
            asked.add(token.surface)
            yield from _hard(sentence, span, token)


def _hard(sentence: Sentence, span: tuple[int, int], token: Token) -> Iterator[Finding]:
    if _LOAN.fullmatch(token.surface):
        says = _("「%(text)s」は、カタカナのことばです。")
        fix = _("やさしい日本語があれば、それを使ってください。なければ、説明をつけてください。")
        yield found(sentence, "ej08", "hint", span, says, fix)
        return
    better = lists.instead().get(token.lemma) or lists.instead().get(token.surface)
    if better:
        yield found(sentence, "ej03", "warn", span, _HARD, _SAY, word=token.lemma, better=better)
    else:
        fix = _("やさしいことばにするか、「%(word)s（～のこと）」と説明をつけてください。")
        yield found(sentence, "ej03", "hint", span, _HARD, fix, word=token.lemma)


def _is_hard(token: Token) -> bool:
    """A word of meaning that is in no list; names and numbers have their own ways."""
    if token.kind[0] not in _CONTENT or _FINE_KINDS & {*token.kind[1:3]}:
        return False
    if not (KANJI.search(token.surface) or _LOAN.fullmatch(token.surface)):
        return token.lemma in lists.instead()
    if token.lemma in lists.instead() or token.surface in lists.instead():
        return True
    return not ({token.surface, token.lemma, token.normal} & _known())


@cache
def _known() -> frozenset[str]:
    """The list, and how the analyser writes its words: 子ども is 子供 to it."""
    from tsunagari.base import analyser

    normal = {found[0].normal for word in lists.easy() if len(found := analyser.tokens(word)) == 1}
    return lists.easy() | normal


def _is_voiced(tokens: list[tuple[int, Token]], i: int) -> bool:
    """飲まさ(れる): the verb itself is 飲む; ej06 speaks of it."""
    following = tokens[i + 1][1].lemma if i + 1 < len(tokens) else ""
    return tokens[i][1].lemma.endswith("す") and following == "れる"


def _voice(
    sentence: Sentence, before: tuple[int, Token], here: tuple[int, Token]
) -> Iterator[Finding]:
    (start, verb), (at, token) = before, here
    voices = ("れる", "られる", "せる", "させる")
    if verb.kind[0] not in ("動詞", "助動詞") or token.lemma not in voices:
        return
    if verb.surface + token.surface in _WORDS_OF_THEIR_OWN:
        return
    span = (start, at + len(token.surface))
    causing = token.lemma in ("せる", "させる")
    # 食べられる may mean that one can eat; 書かれる hardly ever does.
    level = "hint" if token.lemma == "られる" else "warn"
    yield found(sentence, "ej06", level, span, _CAUSING if causing else _PASSIVE, _WHO)


def _chain(tokens: list[tuple[int, Token]], i: int) -> list[str]:
    """Nouns of Sino-Japanese behind each other that end in one for an act: 水分補給."""
    row: list[Token] = []
    for _at, token in tokens[i:]:
        noun = token.kind[:2] == ("名詞", "普通名詞") and "助数詞可能" not in token.kind
        if not noun or not all(map(KANJI.match, token.surface)):
            break
        row.append(token)
    known = [token for token in row if not _is_hard(token)]
    acts = bool(row) and "サ変可能" in row[-1].kind
    if len(row) < 2 or not acts or len(known) == len(row):
        return []
    return [token.surface for token in row]


def _listed(sentence: Sentence, kept: set[int]) -> Iterator[Finding]:
    """ej03 without the analyser: the listed words as they stand, the longest first."""
    taken = set(kept)
    words = [word for word in lists.instead() if len(word) > 1]
    for hit in _shape(tuple(words)).finditer(sentence.tight):
        if not taken & {*range(*hit.span())}:
            better = lists.instead()[hit[0]]
            facts = {"word": hit[0], "better": better}
            yield found(sentence, "ej03", "warn", hit.span(), _HARD, _SAY, **facts)


def _shapes(sentence: Sentence, kept: set[int]) -> Iterator[Finding]:
    """ej06, ej07 and ej08 without the analyser: shapes that are right more often than not."""
    for shape, says in ((_BLIND_PASSIVE, _PASSIVE), (_BLIND_CAUSING, _CAUSING)):
        for hit in shape.finditer(sentence.tight):
            yield found(sentence, "ej06", "hint", hit.span(), says, _WHO)
    for hit in _CHAIN.finditer(sentence.tight):
        if not kept & {*range(*hit.span())}:
            yield found(sentence, "ej07", "warn", hit.span(), _LONG, _VERBS)
    for hit in _LOAN.finditer(sentence.tight):
        if hit[0] not in lists.loans() and not kept & {*range(*hit.span())}:
            says = _("「%(text)s」は、カタカナのことばです。")
            fix = _(
                "やさしい日本語があれば、それを使ってください。なければ、説明をつけてください。"
            )
            yield found(sentence, "ej08", "hint", hit.span(), says, fix)


def phrases(sentence: Sentence, kept: set[int]) -> Iterator[Finding]:
    """ej03: turns of officials' Japanese, found as they stand."""
    for hit in _shape(tuple(lists.phrases())).finditer(sentence.tight):
        if not kept & {*range(*hit.span())}:
            better = lists.phrases()[hit[0]]
            facts = {"word": hit[0], "better": better}
            yield found(sentence, "ej03", "hint", hit.span(), _HARD, _SAY, **facts)
