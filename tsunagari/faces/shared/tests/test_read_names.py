"""名前の読み — places and bodies carry their reading where their reader could not say them."""

import pytest
from django.utils.translation import override

from tests.cast import TODAY
from tests.cast_talent import make_body
from tsunagari.faces.shared import read_names
from tsunagari.kernel.words import actions as words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh():
    read_names._table.cache_clear()
    read_names._of_table.cache_clear()
    read_names._with_letters.cache_clear()


@pytest.mark.parametrize(
    ("name", "kana", "said"),
    [
        ("流山製作所", "ナガレヤマセイサクショ", "{流山製作所|ながれやませいさくしょ}"),
        ("おおたか介護サービス", "オオタカカイゴサービス", "おおたか{介護|かいご}サービス"),
        ("見本 Hanoi HR", "ミホン ハノイエイチアール", "{見本|みほん} Hanoi HR"),
        ("流山市 さくら会", "", "{流山市|ながれやまし} さくら会"),
    ],
)
def test_a_body_is_read_by_its_kana_and_else_by_our_table(federation, name, kana, said):
    body = make_body(name, "company", kana=kana)

    with override("ja-easy"):
        assert read_names.body(body) == said
    with override("ja"):
        assert read_names.body(body) == name


def test_a_body_stands_in_latin_letters_for_who_reads_no_japanese(federation):
    body = make_body("流山製作所", "company", kana="ナガレヤマ", latin="Nagareyama Works")

    with override("vi"):
        assert read_names.body(body) == read_names.party(body.party) == "Nagareyama Works"


def test_a_place_is_read_by_our_table_and_by_what_the_office_corrected(federation, sato):
    words.keep("駒木台", "こまぎだい", by=sato, on=TODAY)

    with override("ja-easy"):
        assert (
            read_names.place("流山市 駒木台 2-3") == "{流山市|ながれやまし} {駒木台|こまぎだい} 2-3"
        )
        assert read_names.place("") == ""
    with override("ja"):
        assert read_names.place("流山市") == "流山市"
    with override("vi"):
        assert (
            read_names.place("流山市 駒木台 2-3") == "流山市 駒木台 (Nagareyama-shi Komagidai) 2-3"
        )
        assert read_names.title("流山市の人") == "流山市の人"


@pytest.mark.parametrize(
    "name", ["第三調理室", "流山市（役所）", "Zoom", "2F", "", "🎪", "生涯学習センター"]
)
def test_a_place_that_cannot_be_read_whole_stays_as_it_is(db, name):
    with override("en"):
        assert read_names.place(name) == name


def test_a_persons_name_carries_its_reading(db):
    with override("ja-easy"):
        assert read_names.read("佐藤 恵", "サトウ メグミ") == "{佐藤|さとう} {恵|めぐみ}"
        assert read_names.read("PHAM Hoa", "ファム ホア") == "PHAM Hoa"
    with override("fil"):
        assert read_names.read("佐藤 恵", "サトウ メグミ") == "佐藤 恵"
