import pytest

from tests.cast import TODAY, make_pupils
from tests.pages import words
from tsunagari.base.refusals import Refused
from tsunagari.kernel.parties import actions
from tsunagari.kernel.parties.models import Identifier
from tsunagari.kernel.records.models import Record
from tsunagari.kernel.roles import identifiers

CARD = "AB12345678CD"


@pytest.fixture
def linh(federation):
    return actions.add_person(family="NGUYEN", given="Linh").party


def path(party, rest=""):
    return f"/desk/parties/{party.code}/numbers/{rest}"


def enter(client, party, number=CARD, kind="residence_card", **more):
    return client.post(path(party), {"kind": kind, "number": number} | more)


def test_a_card_is_entered_in_any_width_and_shown_masked(staff_client, linh):
    answer = enter(staff_client, linh, "ａｂ 1234-5678 cd")

    assert answer.status_code == 302
    page = words(staff_client.get(path(linh)))
    assert "在留カード ••••••CD" in page
    assert CARD not in page


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("AB1234567CD", "在留カードの番号は12文字です。いまは11文字です。"),
        ("1234567890AB", "英字2文字、数字8けた、英字2文字の順です。"),
        ("AB1234567?CD", "「?」は使えません。"),
    ],
)
def test_a_wrong_card_number_says_why_and_stays_typed(staff_client, linh, number, said):
    answer = enter(staff_client, linh, number)

    assert answer.status_code == 422
    assert said in words(answer)
    assert number in answer.content.decode()
    assert not Identifier.objects.exists()


def test_a_number_of_somebody_else_is_refused_without_saying_whose(staff_client, linh):
    other = actions.add_person(family="TRAN", given="Mai").party
    enter(staff_client, other)

    answer = enter(staff_client, linh)

    assert answer.status_code == 422
    assert "この番号は、ほかの人の登録にあります。" in words(answer)
    assert "TRAN" not in words(answer)


def test_days_in_the_wrong_order_are_refused(staff_client, linh):
    days = {"valid_from_y": "2027", "valid_from_m": "4", "valid_from_d": "1"}
    days |= {"valid_until_y": "2026", "valid_until_m": "4", "valid_until_d": "1"}

    assert enter(staff_client, linh, **days).status_code == 422


def test_a_new_card_ends_the_one_before(staff_client, linh):
    enter(staff_client, linh)
    enter(staff_client, linh, "EF12345678GH")

    first, second = Identifier.objects.order_by("pk")
    assert (first.ended_on is not None, second.ended_on) == (True, None)


def test_the_same_card_twice_is_one_card(staff_client, linh):
    enter(staff_client, linh)
    enter(staff_client, linh, CARD.lower())

    assert Identifier.objects.count() == 1


@pytest.mark.parametrize("reason", ["", "  ", "x"])
def test_nobody_reads_a_number_without_a_reason(staff_client, linh, reason):
    enter(staff_client, linh)
    row = Identifier.objects.get()

    answer = staff_client.post(path(linh, f"{row.pk}/"), {"reason": reason})

    assert answer.status_code == 422
    assert CARD not in answer.content.decode()
    assert not Record.objects.filter(did="identifier.read").exists()


def test_only_the_office_reads_a_number(staff_client, linh, yamada):
    enter(staff_client, linh)

    with pytest.raises(Refused):
        identifiers.reveal(Identifier.objects.get(), reason="申請のため", by=yamada, on=TODAY)

    assert not Record.objects.filter(did="identifier.read").exists()


def test_a_number_is_ended_and_brought_back(staff_client, linh):
    enter(staff_client, linh)
    row = Identifier.objects.get()

    staff_client.post(path(linh, f"{row.pk}/end/"))
    row.refresh_from_db()
    assert row.ended_on is not None
    staff_client.post(path(linh, f"{row.pk}/restore/"))
    row.refresh_from_db()
    assert row.ended_on is None


def test_an_old_card_does_not_come_back_beside_a_new_one(staff_client, linh):
    enter(staff_client, linh)
    old = Identifier.objects.get()
    enter(staff_client, linh, "EF12345678GH")

    answer = staff_client.post(path(linh, f"{old.pk}/restore/"), follow=True)

    assert "前の番号にはもどせません。" in words(answer)


def test_anothers_number_is_not_found_under_this_person(staff_client, linh):
    other = actions.add_person(family="TRAN", given="Mai").party
    enter(staff_client, other)
    row = Identifier.objects.get()

    assert staff_client.get(path(linh, f"{row.pk}/")).status_code == 404
    assert staff_client.post(path(linh, f"{row.pk}/end/")).status_code == 404


def test_bodies_and_children_have_no_numbers(staff_client, pairing, midori):
    [pupil] = make_pupils(pairing.a_class, 1, "mado", start=31)

    assert staff_client.get(path(midori.organisation.party)).status_code == 404
    assert staff_client.get(path(pupil.person.party)).status_code == 404


def test_the_records_say_neither_number_nor_last_characters(staff_client, linh):
    enter(staff_client, linh)

    [record] = Record.objects.filter(did="identifier.noted")
    assert record.facts == {"kind": "residence_card"}
