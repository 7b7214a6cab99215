"""名簿の順 — people and bodies by reading, page by page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tsunagari.kernel.parties import actions, queries


@pytest.fixture
def people(db):
    made = {
        "Santos": {"family": "Santos", "given": "Maria", "family_latin": "SANTOS"},
        "渡辺": {"family": "渡辺", "family_kana": "ワタナベ"},
        "佐藤": {"family": "佐藤", "family_kana": "さとう"},
        "後藤": {"family": "後藤", "family_kana": "ｺﾞﾄｳ"},
        "鈴木": {"family": "鈴木"},
        "アキノ": {"family": "アキノ"},
        "Aquino": {"family": "Aquino"},
    }
    parties = {name: actions.add_person(**names).party for name, names in made.items()}
    actions.add_called(["kaki-01", "kaki-02"], language="ja", zone="Asia/Tokyo")
    return parties


def listed(people, page):
    by_key = {party.pk: name for name, party in people.items()}
    return [by_key[party.pk] for party in page.rows]


def test_kana_come_first_then_latin_letters_then_kanji_without_a_reading(people):
    page = queries.in_order(queries.people)

    assert listed(people, page) == ["アキノ", "後藤", "佐藤", "渡辺", "Aquino", "Santos", "鈴木"]


def test_children_are_in_no_list(people):
    assert len(queries.in_order(queries.people).rows) == len(people)


@pytest.mark.parametrize(
    ("row", "names"),
    [
        ("ア", ["アキノ"]),
        ("カ", ["後藤"]),
        ("ワ", ["渡辺"]),
        ("マ", []),
        ("A", ["Aquino", "Santos"]),
    ],
)
def test_a_row_of_the_kana_table_narrows_the_list(people, row, names):
    assert listed(people, queries.in_order(queries.people, row=row)) == names


def test_a_row_that_is_none_changes_nothing(people):
    assert len(queries.in_order(queries.people, row="Ω").rows) == len(people)


def test_pages_follow_each_other_also_within_a_row(people):
    pages, after = [], ""
    for _page in range(4):
        page = queries.in_order(queries.people, after=after, size=2)
        pages.append(listed(people, page))
        after = page.older

    assert pages == [["アキノ", "後藤"], ["佐藤", "渡辺"], ["Aquino", "Santos"], ["鈴木"]]
    within = queries.in_order(queries.people, row="A", size=1)
    assert listed(people, queries.in_order(queries.people, row="A", after=within.older)) == [
        "Santos"
    ]


def test_the_mark_in_the_address_holds_no_reading(people):
    from tsunagari.base.keyset import unmark

    page = queries.in_order(queries.people, size=3)

    assert unmark(page.older, 1) == [page.rows[-1].code]


@pytest.mark.parametrize("mark", ["x", "WyIAIl0", "W251bGxd", "WyJBQkNERUZHSEpLIl0"])
def test_a_mark_that_somebody_typed_begins_at_the_first_page(people, mark):
    assert len(queries.in_order(queries.people, after=mark).rows) == len(people)


def test_bodies_are_narrowed_by_kind(db):
    school = actions.add_organisation("みどり台中学校", kinds=["school"]).party
    both = actions.add_organisation("共同の家", kinds=["project", "association"]).party

    assert set(queries.in_order(queries.bodies, "").rows) == {both, school}
    assert queries.in_order(queries.bodies, "school").rows == [school]
    assert queries.in_order(queries.bodies, "project").rows == [both]
    assert queries.in_order(queries.bodies, '"').rows == []


def test_bodies_of_the_same_name_are_found_in_any_spelling(db):
    body = actions.add_organisation("髙野ﾌｰｽﾞ株式会社").party
    actions.add_organisation("高野フーズ株式会社流山支店")

    assert queries.named_alike("高野 フーズ株式会社") == [body]
    assert queries.named_alike("高野フーズ") == []
    assert queries.named_alike("") == []


@pytest.mark.parametrize("row", ["", "A"])
def test_a_list_reads_its_index_in_order(people, row):
    """Nothing is sorted and nothing skipped: the millionth page costs what the first does."""
    first = queries.in_order(queries.people, row=row, size=1)
    with CaptureQueriesContext(connection) as asked:
        queries.in_order(queries.people, row=row, size=1, after=first.older)

    plan = plan_of(asked.captured_queries[-1]["sql"])

    assert "party_in_order" in plan
    assert "TEMP B-TREE" not in plan
    assert "Sort" not in plan


def plan_of(sql: str) -> str:
    """How the database would answer if the table were large."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
            cursor.execute("SET LOCAL enable_sort = off")
        explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
        cursor.execute(f"{explain} {sql}")
        return " ".join(str(row[-1]) for row in cursor.fetchall())
