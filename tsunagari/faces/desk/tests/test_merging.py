import pytest

from tsunagari.kernel.parties import actions
from tsunagari.kernel.parties.models import Party


def text(answer, status=200) -> str:
    assert answer.status_code == status
    return answer.content.decode()


@pytest.fixture
def entries(federation):
    """Two entries of the same person."""
    return [
        actions.add_person(family="渡辺", given=given, family_kana="ワタナベ").party
        for given in ("葵", "あおい")
    ]


def test_alike_names_are_offered_then_compared_then_joined(staff_client, entries):
    kept, gone = entries
    address = f"/desk/parties/{gone.code}/merge/"
    Party.objects.filter(pk=kept.pk).update(name="渡辺 あおい")
    actions.index([Party.objects.get(pk=kept.pk)])

    assert f"?into={kept.code}" in text(staff_client.get(address))
    page = text(staff_client.get(f"{address}?into={kept.code.lower()}"))
    assert "この2つをまとめますか" in page
    assert "つながり 0組" in page

    answer = staff_client.post(address, {"into": kept.code, "press_key": "m" * 32})

    assert answer["Location"] == f"/desk/parties/{kept.code}/"
    page = text(staff_client.get(answer["Location"]))
    assert 'class="tn-undo"' in page
    assert gone.code in page


def test_they_are_parted_again(staff_client, entries):
    kept, gone = entries
    staff_client.post(f"/desk/parties/{gone.code}/merge/", {"into": kept.code})

    answer = staff_client.post(f"/desk/parties/{gone.code}/part/")

    assert answer["Location"] == f"/desk/parties/{gone.code}/"
    assert "渡辺 あおい" in text(staff_client.get(answer["Location"]))


@pytest.mark.parametrize(
    ("code", "said"), [("x", "このコードの登録はありません"), ("own", "同じ登録です")]
)
def test_what_cannot_be_joined_is_explained(staff_client, entries, code, said):
    gone = entries[1]
    code = gone.code if code == "own" else code

    assert said in text(staff_client.post(f"/desk/parties/{gone.code}/merge/", {"into": code}), 422)


def test_only_a_press_joins_and_parts(staff_client, entries):
    kept, gone = entries
    staff_client.get(f"/desk/parties/{gone.code}/merge/?into={kept.code}")

    assert Party.objects.get(pk=gone.pk).same_as is None
    assert staff_client.get(f"/desk/parties/{gone.code}/part/").status_code == 405


def test_teachers_join_nothing(yamada_client, entries):
    kept, gone = entries

    answer = yamada_client.post(f"/desk/parties/{gone.code}/merge/", {"into": kept.code})

    assert answer.status_code == 403
    assert Party.objects.get(pk=gone.pk).same_as is None
