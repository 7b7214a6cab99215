import pypdfium2
import pytest
from django.test import Client

from tests.pages import words
from tsunagari.kernel.parties import pins
from tsunagari.kernel.parties.models import AccessCard
from tsunagari.kernel.records.models import Record
from tsunagari.programmes.talent.people.models import Case


def path(case, rest=""):
    return f"/desk/cases/{case.pk}/card/{rest}"


def text_of(data: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))


@pytest.mark.parametrize("language", ["ja", "ja-easy", "vi", "en", "id", "fil", "xx", ""])
def test_a_card_is_printed_and_its_code_opens_the_own_page(staff_client, linh_case, language):
    answer = staff_client.post(path(linh_case, "print/"), {"language": language})

    assert answer["Content-Type"] == "application/pdf"
    said = text_of(answer.content)
    assert "Nguyễn Linh" in said
    [code] = [line for line in said.split() if line.count("-") == 2 and len(line) == 14]
    asked = Client().post("/me/enter/", {"code": code})
    assert asked.status_code == 302


def test_a_new_card_stops_the_old_one(staff_client, linh_case):
    for _print in range(2):
        staff_client.post(path(linh_case, "print/"))

    assert AccessCard.objects.filter(revoked_at=None).count() == 1
    assert Record.objects.filter(did="card.issued").count() == 2


def test_pages_say_whether_there_is_a_card(staff_client, linh_case):
    assert "カードはまだありません。" in words(staff_client.get(path(linh_case)))
    staff_client.post(path(linh_case, "print/"))

    assert "まだ使っていません。" in words(staff_client.get(path(linh_case)))


def test_a_lost_card_is_closed(staff_client, linh_case):
    staff_client.post(path(linh_case, "print/"))

    staff_client.post(path(linh_case, "revoke/"))

    assert not AccessCard.objects.filter(revoked_at=None).exists()
    again = staff_client.post(path(linh_case, "revoke/"), follow=True)
    assert "この人は、カードを持っていません。" in words(again)


def test_an_unknown_case_has_no_card(staff_client):
    assert staff_client.get("/desk/cases/999999/card/").status_code == 404


def test_the_first_number_is_shown_apart_from_the_card_until_the_owner_has_chosen_one(
    staff_client, yamada_client, linh_case
):
    printed = staff_client.post(path(linh_case, "print/"))
    card = AccessCard.objects.get()
    code = pins.first_code(card)
    assert code not in text_of(printed.content)
    assert code not in words(staff_client.get(path(linh_case)))
    assert yamada_client.post(path(linh_case, "first/")).status_code == 403

    shown = staff_client.post(path(linh_case, "first/"))

    assert code in words(shown)
    assert shown["Cache-Control"] == "no-store"
    assert Record.objects.filter(did="card.first_shown").count() == 1
    pins.choose(card, "271828", "271828")
    for rest in ("", "first/"):
        after = staff_client.post(path(linh_case, rest), follow=True) if rest else None
        page = words(after or staff_client.get(path(linh_case)))
        assert code not in page
        assert "271828" not in page
    assert "最初の番号を見る" not in words(staff_client.get(path(linh_case)))


def test_with_a_day_of_birth_no_first_number_is_needed(staff_client, linh_case):
    Case.objects.filter(pk=linh_case.pk).update(facts=linh_case.facts | {"born_on": "2001-02-28"})
    staff_client.post(path(linh_case, "print/"))

    assert "最初の番号" not in words(staff_client.get(path(linh_case)))
    answer = staff_client.post(path(linh_case, "first/"), follow=True)
    assert "最初の番号は、いりません。" in words(answer)
    assert not Record.objects.filter(did="card.first_shown").exists()
