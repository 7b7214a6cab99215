from hypothesis import given
from hypothesis import strategies as st

from tsunagari.kernel.texts.rules import split
from tsunagari.kernel.texts.rules.align import align
from tsunagari.kernel.texts.rules.split import (
    ITEM,
    PARAGRAPH,
    Piece,
    meaning,
    pieces,
    print_of_meaning,
    prose,
    why_not_write,
)

# Few words, so that texts repeat themselves and look alike.
WORDS = st.lists(
    st.sampled_from(["ごみ", "火曜", "市役所", "出す", "袋", "電話", "朝", "在留カード"]),
    min_size=1,
    max_size=5,
)
SENTENCE = WORDS.map(lambda words: "".join(words) + "。")
TEXT = st.lists(SENTENCE, max_size=8)


def test_prose_becomes_sentences_and_sentences_become_the_same_prose():
    typed = (
        "ごみは {朝|あさ}8時までに 出します。袋は市のものです！\n「こまった。」と言ってください。\n\n"
        "もちもの：\n・在留カード。新しいもの。\n・はんこ（あれば。）"
    )

    parts = pieces(typed)

    assert parts == [
        Piece("ごみは {朝|あさ}8時までに 出します。", PARAGRAPH),
        Piece("袋は市のものです！"),
        Piece("「こまった。」と言ってください。"),
        Piece("もちもの：", PARAGRAPH),
        Piece("在留カード。", ITEM),
        Piece("新しいもの。"),
        Piece("はんこ（あれば。）", ITEM),
    ]
    assert pieces(prose(parts)) == parts


def test_a_corrected_reading_changes_no_meaning():
    assert print_of_meaning("{朝|あさ}に  出す。") == print_of_meaning("朝に 出す。")
    assert print_of_meaning("朝に 出す。") != print_of_meaning("夜に 出す。")


def test_a_text_says_something_in_sentences_that_can_be_read():
    assert [reason.rule for reason in why_not_write([])] == ["empty"]
    assert [reason.rule for reason in why_not_write([Piece("あ" * 401)])] == ["long"]
    assert [reason.rule for reason in why_not_write([Piece("あ")] * 121)] == ["many"]


def test_a_sentence_that_is_split_keeps_its_key_at_the_greater_part():
    old = [(1, "ごみは火曜の朝に出します、袋は市のものです。"), (2, "電話してください。")]

    assert align(
        old, ["ごみは火曜の朝に出します。", "袋は市のものです。", "電話してください。"]
    ) == [
        1,
        None,
        2,
    ]


def test_a_sentence_that_was_taken_out_comes_back_as_itself():
    assert align([(1, "あ。")], ["あ。", "い。"], gone=[(7, "い。")]) == [1, 7]


@given(TEXT, TEXT)
def test_whatever_is_edited_no_key_stands_twice_and_equal_sentences_stay_themselves(old, new):
    keyed = list(enumerate(old))

    found = align(keyed, new)

    kept = [key for key in found if key is not None]
    assert len(found) == len(new)
    assert len(kept) == len(set(kept))
    for words in set(map(meaning, new)):
        equal = [at for at, said in enumerate(new) if meaning(said) == words]
        before = [key for key, said in keyed if meaning(said) == words]
        themselves = [found[at] for at in equal if found[at] in before]
        assert len(themselves) == min(len(equal), len(before))


@given(st.lists(SENTENCE, min_size=1, max_size=8, unique=True), st.data())
def test_one_sentence_rewritten_in_place_keeps_its_key_and_all_others_theirs(old, data):
    at = data.draw(st.integers(0, len(old) - 1))
    new = [*old[:at], "まったく ちがう ことを 言う。", *old[at + 1 :]]

    assert align(list(enumerate(old)), new) == list(range(len(old)))


@given(st.lists(SENTENCE, max_size=8, unique=True), st.randoms(use_true_random=False))
def test_moving_sentences_keeps_all_of_them(old, draw):
    order = list(range(len(old)))
    draw.shuffle(order)

    assert align(list(enumerate(old)), [old[at] for at in order]) == order


def test_what_is_too_long_for_a_sentence_is_cut_after_a_comma_and_nothing_is_lost():
    long = "あ" * 390 + "、" + "い" * 500

    parts = split.fitting([*split.title("名前", "name"), *split.pieces(f"・{long}", "purpose")])

    assert [(len(one.words), one.opens, one.part) for one in parts] == [
        (2, "title", "name"),
        (391, "item", "purpose"),
        (400, "", "purpose"),
        (100, "", "purpose"),
    ]
    assert "".join(one.words for one in parts) == f"名前{long}"
