import pytest

from tsunagari.programmes.talent.guide.rules.personal import found, why_not_clean


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("電話は047-123-4567です。", "phone", "047-123-4567"),
        ("携帯 ０９０－１２３４－５６７８ まで", "phone", "090-1234-5678"),
        ("+84 24 3826 8900 に", "phone", "+84 24 3826 8900"),
        ("カードはAB12345678CDです", "card", "AB12345678CD"),
        ("旅券 C1234567 を", "card", "C1234567"),
        ("番号は1234 5678 9012", "number", "1234 5678 9012"),
        ("1999年4月2日生まれの人", "birth", "1999年4月2日生まれ"),
        ("生年月日は平成11年4月2日", "birth", "生年月日は平成11年4月2日"),
        ("2001/04/02", "birth", "2001/04/02"),
        ("sinh ngày 12/03/1999", "birth", "12/03/1999"),
        ("流山市南流山3丁目5-2", "address", "3丁目5-2"),
        ("南流山1-2-3に住む", "address", "山1-2-3"),
        ("〒270-0163", "address", "〒270-0163"),
        ("linh.nguyen@example.jp へ", "mail", "linh.nguyen@example.jp"),
        ("{佐藤|さとう}さんが言いました", "name", "佐藤"),
        ("Ask Linh about it", "name", "Linh"),
        ("グエンさん", "name", "グエン"),
        ("流山製作所の人", "body", "流山製作所"),
    ],
)
def test_what_looks_personal_is_named_as_it_stands(text, kind, words):
    names = {"佐藤", "linh", "グエン", "進"}

    assert [(one.kind, one.words) for one in found(text, people=names, bodies={"流山製作所"})] == [
        (kind, words)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "110番か119番に電話します。#7119 でもよいです。",
        "2026年11月24日に確かめました。14日以内に届けます。",
        "進学の道は、linhsomething と書いたり グエンドレス と言ったりしません。",
        "朝8時30分から。20万円以下の罰金です。",
    ],
)
def test_what_everybody_may_know_is_not_named(text):
    assert found(text, people={"進", "linh", "グエン"}) == []


def test_each_thing_is_one_reason_until_it_is_declared_nobodys():
    things = found("04-7150-6055 か a@b.jp か 04-7150-6055")

    left = why_not_clean(things, [("phone", "04-7150-6055")])

    assert [(reason.rule, reason.facts["words"]) for reason in left] == [("mail", "a@b.jp")]
    assert len(why_not_clean(things, [])) == 2
