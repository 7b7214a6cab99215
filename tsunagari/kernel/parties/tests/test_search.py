"""検索の試験 — the same answers on SQLite and on PostgreSQL."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tsunagari.base.names import matches, search_keys
from tsunagari.kernel.parties import actions, queries, search
from tsunagari.kernel.parties.models import Party


def person(family, given="", kana="", latin="", **facts):
    family_kana, _space, given_kana = kana.partition(" ")
    family_latin, _space, given_latin = latin.partition(" ")
    return actions.add_person(
        family=family,
        given=given,
        family_kana=family_kana,
        given_kana=given_kana,
        family_latin=family_latin,
        given_latin=given_latin,
        **facts,
    )


@pytest.fixture
def cast(db):
    """{who: Party} of people and bodies whose names are written in many ways."""
    people = {
        "sato": person("佐藤", "恵", "サトウ メグミ", "SATO Megumi"),
        "takasaki": person("髙﨑", "葵", "タカサキ アオイ", "TAKASAKI Aoi"),
        "lan": person("グエン", "ティ ラン", "グエン ティ ラン", "Nguyễn Thị Lan"),
        "maria": person("Dela Cruz", "Maria", "", "DELA CRUZ Maria"),
        "o'brien": person("O'Brien", "Peñafrancia", "", "O'Brien Peñafrancia"),
        "rare": person("𠮷野", "〆子", "ヨシノ シメコ", "YOSHINO Shimeko"),
    }
    bodies = {
        "midori": actions.add_organisation("みどり台中学校", kana="ミドリダイチュウガッコウ"),
        "nagareyama": actions.add_organisation("流山市教育委員会", kana="ナガレヤマシ"),
    }
    return {name: row.party for name, row in (people | bodies).items()}


def names(cast, query, **how):
    by_key = {party.pk: name for name, party in cast.items()}
    return {by_key[party.pk] for party in queries.found(query, **how).rows}


@pytest.mark.parametrize(
    "typed",
    [
        "さとう",
        "サトウ",
        "ｻﾄｳ",
        "SATO",
        "sato",
        "ＳＡＴＯ",
        "Satō",
        "satou",
        "SATOH",
        "佐藤",
        "佐藤恵",
    ],
)
def test_sato_is_found_in_every_way_to_write_it(cast, typed):
    assert names(cast, typed) == {"sato"}


@pytest.mark.parametrize(
    "typed", ["髙﨑", "高崎", "髙崎", "高﨑", "たかさき", "ﾀｶｻｷ ｱｵｲ", "takasaki"]
)
def test_old_and_new_forms_of_a_kanji_are_one(cast, typed):
    assert names(cast, typed) == {"takasaki"}


@pytest.mark.parametrize(
    "typed", ["Nguyễn", "nguyen", "NGUYỄN THỊ", "thị lan", "Nguyê\u0303n", "ぐえん", "ｸﾞｴﾝ"]
)
def test_vietnamese_is_found_with_and_without_its_marks(cast, typed):
    assert names(cast, typed) == {"lan"}


@pytest.mark.parametrize(
    ("typed", "who"), [("流山", "nagareyama"), ("みど", "midori"), ("𠮷野", "rare")]
)
def test_two_characters_are_enough(cast, typed, who):
    assert names(cast, typed) == {who}


@pytest.mark.parametrize("typed", ["〆子", "吉野", "よしの しめこ", "野〆"])
def test_rare_characters_are_found_too(cast, typed):
    assert names(cast, typed) == {"rare"}


@pytest.mark.parametrize("typed", ["O'Brien", "obrien", "O’Brien", "penafrancia", "Peñafrancia"])
def test_an_apostrophe_and_a_tilde_do_not_matter(cast, typed):
    assert names(cast, typed) == {"o'brien"}


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        '"',
        "'",
        "''); DROP TABLE parties_party; --",
        '"佐藤" OR "山田',
        "佐藤 AND NOT",
        "佐藤*",
        "NEAR(佐藤 恵)",
        "words : 佐藤",
        "^佐藤",
        "佐藤 & !恵 | <->",
        "佐藤:*",
        "\\",
        "%_%",
        "\x00佐藤",
        "ひと",
        "くみ",
        "🙂",
        "a" * 5_000,
        "佐 " * 500,
        "\ud800",
    ],
)
def test_quotes_and_operators_do_no_harm(cast, typed):
    queries.found(typed)

    assert Party.objects.count() == len(cast)


@pytest.mark.parametrize("typed", ["佐藤*", '"佐藤"', "(佐藤)", "佐藤\x00", "^佐藤", "「佐藤」"])
def test_signs_around_a_name_are_ignored(cast, typed):
    assert names(cast, typed) == {"sato"}


@pytest.mark.parametrize("typed", ["", "  ", "？", "むらかみ", "佐藤 むらかみ"])
def test_nothing_is_found_for_nothing_and_for_strangers(cast, typed):
    assert names(cast, typed) == set()


def test_people_and_bodies_are_asked_for_apart(cast):
    assert names(cast, "み", kind="person") == {"sato"}
    assert names(cast, "み", kind="organisation") == {"midori"}


def test_pages_follow_each_other_without_a_gap_or_a_repeat(db):
    made = [person("山田", kana="ヤマダ").party for _i in range(7)]

    first = queries.found("やまだ", kind="person", size=3)
    second = queries.found("やまだ", kind="person", size=3, after=first.older)
    third = queries.found("やまだ", kind="person", size=3, after=second.older)

    assert [*first.rows, *second.rows, *third.rows] == made
    assert third.older == ""


@pytest.mark.parametrize(
    "mark", ["x", "WyJhIl0", "W251bGxd", "Wzk5OTk5OTk5OTk5OTk5OTk5OTk5OV0", "é"]
)
def test_a_mark_that_somebody_typed_begins_at_the_first_page(cast, mark):
    assert names(cast, "さとう", after=mark) == {"sato"}


def test_a_child_is_found_by_code_and_display_name_only(db):
    [pupil] = actions.add_called(["kaki-07"], language="ja", zone="Asia/Tokyo")

    assert queries.found("kaki").rows == [pupil.party]
    assert queries.found("KAKI-07").rows == [pupil.party]
    assert queries.found(pupil.party.code).rows == [pupil.party]
    assert queries.found(pupil.party.code.lower(), kind="person").rows == [pupil.party]
    assert queries.found(pupil.party.code, kind="organisation").rows == []


def test_a_new_display_name_replaces_the_old_one(db):
    [pupil] = actions.add_called(["kaki-07"], language="ja", zone="Asia/Tokyo")

    actions.call({pupil.pk: "mikan-01"})

    assert queries.found("kaki").rows == []
    assert queries.found("mikan").rows == [pupil.party]


def test_a_duplicate_answers_for_whom_it_is_the_same_as(cast):
    again = person("佐藤", "めぐみ", "サトウ メグミ").party
    Party.objects.filter(pk=again.pk).update(same_as=cast["sato"])

    assert queries.found("さとう").rows == [cast["sato"]]
    assert queries.found(again.code).rows == [cast["sato"]]


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    name=st.text("佐藤恵台々さとミサトグエンティーッ sathu'-Đñễ", min_size=1, max_size=10),
    query=st.text("佐藤恵台々さとミサトグエンティーッ sathu'-Đñễ", min_size=1, max_size=5),
)
def test_the_database_answers_as_the_rule_does(db, name, query):
    keys = search_keys(name)
    search.put([(1, keys)])

    hit = search.find(queries.query_keys(query)) == [1]

    assert hit == matches(query, keys)


@pytest.mark.parametrize("most", [1, 3, 100])
def test_common_and_rare_words_give_the_same_pages(db, monkeypatch, most):
    monkeypatch.setattr(search, "MANY", most)
    made = [person("山田", kana="ヤマダ").party for _i in range(5)]

    first = queries.found("やまだ", size=2)

    assert first.rows == made[:2]
    assert queries.found("やまだ", size=9, after=first.older).rows == made[2:]


def test_a_search_asks_the_text_index(cast):
    """The plan does not depend on how many rows there are."""
    sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        if not sqlite:
            cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            f"EXPLAIN {'QUERY PLAN' if sqlite else ''} {search.FTS if sqlite else search.RARE}",
            ['"佐藤"*' if sqlite else "'佐藤':*", 0, 50],
        )
        plan = " ".join(str(row[-1]) for row in cursor.fetchall())

    assert ("VIRTUAL TABLE INDEX" if sqlite else "Bitmap Index Scan on party_search_words") in plan
