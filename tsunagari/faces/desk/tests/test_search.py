import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import TODAY, make_pupils
from tsunagari.faces.shared import again
from tsunagari.kernel.parties import actions
from tsunagari.kernel.roles import registry

ADDRESS = "/desk/search/"


def text(answer) -> str:
    return answer.content.decode()


def found(client, query, **how):
    answer = client.get(ADDRESS, {"q": query, **how})
    assert answer.status_code == 200
    titles = re.findall(r'<h3 class="tn-row-title"><a[^>]*>([^<]*)</a>', text(answer))
    return [title.strip() for title in titles]


def people(count, family="山田", kana="ヤマダ"):
    return [
        actions.add_person(family=family, given=f"{i}", family_kana=kana).party
        for i in range(count)
    ]


@pytest.mark.parametrize("typed", ["さとう", "ｻﾄｳ", "SATO", "Satō", "佐藤 恵"])
def test_a_person_is_found_in_any_writing_with_kana_and_role(staff_client, typed):
    answer = staff_client.get(ADDRESS, {"q": typed})

    assert "佐藤 恵 さん" in text(answer)
    assert "サトウ メグミ" in text(answer)
    assert "事務局員・試験連合会" in text(answer)


def test_people_and_bodies_stand_in_groups_of_their_own(staff_client, midori, yamada_login):
    answer = text(staff_client.get(ADDRESS, {"q": "み"}))
    _head, people, bodies = re.split(r'<h2 class="tn-group-head">', answer)

    assert "佐藤 恵" in people
    assert "みどり台中学校" in bodies


def test_what_was_typed_stays_in_the_box(staff_client):
    answer = text(staff_client.get(ADDRESS, {"q": '<b>"さとう"'}))

    assert answer.count('value="&lt;b&gt;&quot;さとう&quot;"') == 2
    assert "<b>&quot;" not in answer


def test_nothing_typed_says_how_to_search(staff_client):
    answer = text(staff_client.get(ADDRESS))

    assert "名前の一部だけでもさがせます" in answer


def test_nothing_found_repeats_the_words_and_offers_looser_ones(staff_client):
    answer = text(staff_client.get(ADDRESS, {"q": "さとう むらかみ"}))

    assert "「さとう むらかみ」は見つかりませんでした" in answer
    assert "「むらかみ」だけでさがす" in answer


@pytest.mark.parametrize("typed", ["'", '"', "a:b", "(", "\x00", "%", "\\", "NEAR(", "あ" * 3000])
def test_whatever_somebody_types_the_page_stands(staff_client, typed):
    assert staff_client.get(ADDRESS, {"q": typed}).status_code == 200


def test_more_than_ten_lead_to_pages_of_one_kind(staff_client):
    people(12)

    answer = text(staff_client.get(ADDRESS, {"q": "やまだ"}))
    assert "人をもっと見る" in answer
    assert len(found(staff_client, "やまだ")) == 10
    assert len(found(staff_client, "やまだ", kind="person")) == 12


def test_pages_follow_each_other(staff_client):
    people(55)

    first = text(staff_client.get(ADDRESS, {"q": "やまだ", "kind": "person"}))
    [after] = re.findall(r'href="\?[^"]*after=([^"&]+)', first)
    second = found(staff_client, "やまだ", kind="person", after=after)

    assert len(found(staff_client, "やまだ", kind="person")) == 50
    assert second == [f"山田 {i} さん" for i in range(50, 55)]


def test_a_child_is_found_by_display_name_or_code_and_shown_with_class_and_school(
    staff_client, pairing
):
    [pupil] = make_pupils(pairing.a_class, 1, "kurumi", start=31)

    answer = text(staff_client.get(ADDRESS, {"q": "kurumi"}))

    assert "kurumi-31" in answer
    assert "2年B組・みどり台中学校" in answer
    assert found(staff_client, pupil.person.party.code) == ["kurumi-31"]


def test_a_name_with_signs_in_it_is_shown_as_it_is(staff_client):
    actions.add_person(family="O'Brien & Co", given="<Pat>")

    assert found(staff_client, "obrien") == ["O&#x27;Brien &amp; Co &lt;Pat&gt; さん"]


@pytest.mark.parametrize("count", [3, 40])
def test_a_page_asks_the_same_number_of_questions_however_many_it_shows(staff_client, count):
    people(3)
    asked(staff_client)
    few = asked(staff_client)
    people(count)

    assert asked(staff_client) == few


def asked(client) -> int:
    """How many questions a first look at a page takes."""
    again.forget()
    with CaptureQueriesContext(connection) as captured:
        client.get(ADDRESS, {"q": "やまだ", "kind": "person"})
    return len(captured)


def test_whoever_is_called_otherwise_now_is_found_as_such_at_the_next_look(staff_client, sato):
    [one] = people(1)
    assert found(staff_client, "山田") == found(staff_client, "山田") == ["山田 0 さん"]

    registry.change_person(one.person, seen=1, by=sato, on=TODAY, family="森", given="進")

    assert found(staff_client, "山田") == []
    assert found(staff_client, "森") == ["森 進 さん"]


def test_teachers_and_strangers_do_not_search(yamada_client, suzuki_client, client):
    assert yamada_client.get(ADDRESS, {"q": "佐藤"}).status_code == 403
    assert suzuki_client.get(ADDRESS, {"q": "佐藤"}).status_code == 403
    assert client.get(ADDRESS, {"q": "佐藤"}).status_code == 302
