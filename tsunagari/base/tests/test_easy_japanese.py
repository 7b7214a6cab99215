"""やさしい日本語の確認 — each rule finds what it should and leaves alone what is right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagari.base import analyser, glossary
from tsunagari.base.easy_japanese import check, lists
from tsunagari.base.easy_japanese.findings import LEVELS, RULES
from tsunagari.base.readings import plain

LONG = (
    "市役所に 行って、紙を もらって、家で 名前を 書いて、次の 日の 朝に また 持って 来て ください。"
)
# (rule, level, what is written, the place that is marked or None for the whole sentence)
BAD = [
    ("ej01", "error", "あ" * 58 + "です。", None),
    ("ej01", "warn", "あ" * 39 + "です。", None),
    ("ej01", "hint", "あ" * 23 + "です。", None),
    ("ej01", "warn", LONG, None),
    (
        "ej02",
        "hint",
        "まず、紙を書きます。次に、紙を出します。最後に、待ちます。",
        "まず、紙を書きます。",
    ),
    ("ej03", "warn", "紙を提出します。", "提出"),
    ("ej03", "warn", "在留カードを見せます。", "在留カード"),
    ("ej03", "hint", "逐次見ます。", "逐次"),
    ("ej03", "hint", "市役所において話します。", "において"),
    ("ej04", "error", "行かないわけではありません。", "ないわけでは"),
    ("ej04", "error", "できないことはありません。", "ないことはありませ"),
    ("ej04", "error", "行かざるを得ません。", "ざるを得"),
    ("ej04", "warn", "紙を出さなければなりません。", "なければなりませ"),
    ("ej05", "error", "こちらにお書きください。", "お書きください"),
    ("ej05", "error", "ご記入ください。", "ご記入ください"),
    ("ej05", "error", "先生がおっしゃいました。", "おっしゃ"),
    ("ej05", "error", "書いていただきます。", "ていただきます"),
    ("ej05", "warn", "明日は休みだ。", "は休みだ。"),
    ("ej06", "warn", "お金が払われます。", "払われ"),
    ("ej06", "warn", "子どもを行かせます。", "行かせ"),
    ("ej06", "hint", "ここで見られます。", "見られ"),
    ("ej07", "warn", "水分補給をします。", "水分補給"),
    ("ej08", "warn", "ざあざあ降ります。", "ざあざあ"),
    ("ej08", "hint", "コンプライアンスを守ります。", "コンプライアンス"),
    ("ej08", "hint", "DVの人です。", "DV"),
    ("ej09", "warn", "津波の恐れがあります。", "恐れが"),
    ("ej09", "warn", "雨だと思われます。", "と思われ"),
    ("ej09", "hint", "なるべく早く来ます。", "なるべく"),
    ("ej10", "hint", "学校です。", None),
    ("ej11", "hint", "あしたはがっこうがやすみです。", None),
    ("ej12", "error", "2026/4/3に来ます。", "2026/4/3"),
    ("ej12", "error", "4/3に来ます。", "4/3"),
    ("ej12", "error", "令和8年4月です。", "令和8年"),
    ("ej13", "warn", "18:30に来ます。", "18:30"),
    ("ej13", "warn", "18時に来ます。", "18時"),
    ("ej14", "warn", "これは本です。\n" * 150, None),
]
GOOD = [
    "{明日|あした}は {学校|がっこう}が {休|やす}みです。",
    "{紙|かみ}に {名前|なまえ}を {書|か}いて ください。",
    "4{月|がつ}3{日|にち}（{金曜日|きんようび}）の {午後|ごご}6{時|じ}{半|はん}に {来|き}て ください。",
    "2026{年|ねん}（{令和|れいわ}8{年|ねん}）に {始|はじ}まります。",
    "{在留|ざいりゅう}カード（{日本|にほん}に {住|す}む ための カード）を {見|み}せて ください。",
    "いろいろな ところへ {行|い}きます。",
    "お{願|ねが}いします。",
    "24{時間|じかん} {話|はな}すことが できます。",
    "{友|とも}だちが {生|う}まれました。",
]


def found(text, rule, analyse=analyser.tokens):
    checked = check(text, terms=glossary.kept(), analyse=analyse)
    return [(f.level, checked.text[f.start : f.end]) for f in checked.findings if f.rule == rule]


@pytest.mark.parametrize(("rule", "level", "text", "place"), BAD)
def test_what_is_hard_is_found_at_its_place(rule, level, text, place):
    whole = text.strip() if rule not in ("ej10", "ej11", "ej14") else text

    assert (level, place or whole) in found(text, rule)


@pytest.mark.parametrize("text", GOOD)
def test_what_is_easy_is_left_alone(text):
    for analyse in (analyser.tokens, None):
        checked = check(text, terms=glossary.kept(), analyse=analyse)
        assert [(f.rule, f.text) for f in checked.findings if f.level != "hint"] == []
    assert {f.rule for f in checked.findings} <= {"ej01"}


def test_every_rule_that_a_text_can_show_has_its_example():
    assert {rule for rule, *_rest in BAD} == set(RULES) - {"ej15"}


def test_a_finding_says_what_where_how_to_mend_and_whose_rule_it_is():
    [finding] = [
        f for f in check("18:30に来ます。", terms={}, analyse=None).findings if f.rule == "ej13"
    ]

    assert finding.says.words() == "「18:30」は、時刻の書き方がちがいます。"
    assert finding.fix.words() == "「午後6時半」と書いてください。"
    assert (finding.about.source, finding.about.confidence) == ("K87, K88, K89", "secondary")


@pytest.mark.parametrize(
    ("written", "better"),
    [
        ("0:05に", "午前0時5分"),
        ("9:00に", "午前9時"),
        ("12:15に", "午後12時15分"),
        ("午後6:30に", "午後6時半"),
        ("23:59に", "午後11時59分"),
        ("2028/2/29に", "2028年2月29日"),
        ("平成31年に", "2019年"),
        ("令和元年に", "2019年"),
    ],
)
def test_days_and_times_are_said_as_readers_say_them(written, better):
    findings = check(written, terms={}, analyse=None).findings

    assert better in [f.fix.facts.get("better") for f in findings]


def test_what_is_no_day_and_no_time_is_left_alone():
    for text in ("13/45の", "25:70の", "1/2/3/4の", "24時間", "A/B"):
        assert found(text, "ej12", None) + found(text, "ej13", None) == [], text


def test_a_term_is_explained_once():
    text = "在留カードを見ます。在留カードを出します。"

    assert found(text, "ej03", None)[0] == ("warn", "在留カード")
    assert [place for _level, place in found(text, "ej03", None)].count("在留カード") == 1


def test_without_the_analyser_less_is_found_and_it_says_so():
    text = "紙を提出します。逐次見ます。"

    blind = check(text, terms={}, analyse=None)
    assert (blind.analysed, check(text, terms={}, analyse=analyser.tokens).analysed) == (
        False,
        True,
    )
    assert ("warn", "提出") in found(text, "ej03", None)
    assert ("hint", "逐次") not in found(text, "ej03", None)


def test_what_no_program_sees_is_left_to_people():
    assert [reason.rule for reason in check("", terms={}, analyse=None).for_people] == [
        "ej02",
        "ej14",
        "ej15",
    ]


def test_the_list_of_words_is_large_and_contradicts_nothing():
    assert len(lists.easy()) > 1_500
    assert set(lists.instead()) & set(glossary.kept()) <= {"申請", "許可", "控除"}


SIGNS = st.text(
    alphabet="在留カード提出する。、{}|かな 12:/年月日午後ないわけお\n（）A", max_size=60
)


@given(SIGNS)
def test_places_lie_in_the_bare_text_and_any_text_can_be_asked(text):
    for analyse in (analyser.tokens, None):
        checked = check(text, terms=glossary.kept(), analyse=analyse)
        assert checked.text == plain(text)
        for finding in checked.findings:
            assert 0 <= finding.start <= finding.end <= len(checked.text)
            assert finding.level in LEVELS
            assert finding.says.words()
            assert finding.fix.words()
