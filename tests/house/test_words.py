"""ことば — the analyser is asked at save time only, and our own easy Japanese does not get harder."""

import ast

import pytest

from tests.house.places import PACKAGE, name, python_files, translations
from tsunagari.base import analyser, easy_japanese, glossary

# Who may cut Japanese into words: saving, checking at a press, the command line.
ASKS = {
    "base/analyser.py",
    "base/annotating.py",
    "base/easy_japanese/__init__.py",
    "base/easy_japanese/vocabulary.py",
    "base/easy_japanese/calculator.py",
    "faces/desk/views/words.py",
    "faces/shared/easy_check.py",
    "kernel/words/actions.py",
}
# Sentences of the product in やさしい日本語 with something to mend, of a thousand: never more.
MOST = {"error": 5, "warn": 170}


# The last word of each; whoever imports one of them has it in the text.
NAMES = ("analyser", "sudachipy", "easy_japanese")


def imported(file) -> set[str]:
    """What a file imports, where it may be one of these at all: reading a whole tree takes long."""
    text, found = file.read_text("utf-8"), set()
    if not any(word in text for word in NAMES):
        return found
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


def test_the_analyser_is_asked_in_few_places():
    words = ("tsunagari.base.analyser", "sudachipy", "tsunagari.base.easy_japanese.read")
    asking = {
        str(file.relative_to(PACKAGE))
        for file in python_files()
        if any(module.startswith(words) for module in imported(file))
    }

    assert asking <= ASKS
    assert [name(f) for f in python_files() if "sudachipy" in imported(f)] == []


def test_our_own_easy_japanese_does_not_get_harder():
    """The share of sentences by the worst that the checker finds in each."""
    texts = [said for said in translations("ja-easy").values() if said]
    kept = glossary.kept()
    worst = dict.fromkeys(easy_japanese.LEVELS, 0)
    for text in texts:
        checked = easy_japanese.check(text, terms=kept, analyse=analyser.tokens)
        # Where a page begins, it explains its terms once; a single sentence need not.
        levels = {f.level for f in checked.findings if f.text not in kept}
        worst["error" if "error" in levels else "warn" if "warn" in levels else "hint"] += 1

    share = {level: 1000 * count / len(texts) for level, count in worst.items()}
    assert {level: round(of) for level, of in share.items() if of > MOST.get(level, 1000)} == {}


# What somebody in trouble must not take for something else: 「事務局」 is no office of the company.
HELD = ("secretariat", "life-orientation", "special-period", "receipt")
HELD_TOO = ("status-of-residence", "nursing-care")
OTHERS = (
    *("内閣府", "区域計画の地方公共団体"),
    # A paper of its own name; care of other kinds, people and tests of care.
    "在留資格認定証明書",
    *("訪問介護", "介護保険", "身体の介護", "身体介護", "介護の初任者研修"),
    *("介護福祉士の登録", "介護日本語評価試験", "介護の経験"),
)


@pytest.mark.parametrize(
    ("slug", "language"),
    [(slug, language) for slug in (*HELD, *HELD_TOO) for language in ("vi", "id", "fil")]
    + [(slug, "en") for slug in HELD_TOO],
)
def test_what_a_person_looks_for_is_called_by_the_word_of_the_glossary(slug, language):
    term = glossary.by_slug()[slug]
    word = term.in_language(language).casefold()
    called = {ja: said for ja, said in translations(language).items() if term.ja in ja and said}

    other = {
        ja: said
        for ja, said in called.items()
        if word not in said.casefold().replace("statuses of", "status of")
        and not any(body in ja for body in OTHERS)
    }
    assert called
    assert other == {}
