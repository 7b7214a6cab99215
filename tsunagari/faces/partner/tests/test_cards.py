import re
from io import BytesIO

import pypdfium2
import pytest
from django.test import Client
from django.utils import timezone

from tests.cast import make_pupils
from tsunagari.kernel.parties.models import AccessCard
from tsunagari.kernel.records.models import Record
from tsunagari.programmes.exchange.schools.models import Pupil


def words(response) -> str:
    text = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def printed(response) -> str:
    pages = pypdfium2.PdfDocument(BytesIO(response.content))
    return "\n".join(page.get_textpage().get_text_bounded() for page in pages)


@pytest.fixture
def address(pairing):
    return f"/partner/classes/{pairing.a_class_id}/cards/"


def of_class(pairing):
    return list(Pupil.objects.filter(school_class=pairing.a_class).order_by("number"))


def standing() -> set[int]:
    return set(AccessCard.objects.filter(revoked_at=None).values_list("person", flat=True))


def test_cards_in_a_language_that_nobody_knows_are_in_the_schools(address, yamada_client):
    answer = yamada_client.post(address + "print/", {"missing": "1", "language": "²"})

    assert answer["Content-Type"] == "application/pdf"
    assert "カード" in printed(answer)


def test_cards_are_printed_eight_on_a_page_with_display_names_only(pairing, address, yamada_client):
    make_pupils(pairing.a_class, 3, "sugi", start=9)

    answer = yamada_client.post(address + "print/", {"missing": "1", "language": "ja"})

    assert answer["Content-Type"] == "application/pdf"
    assert len(pypdfium2.PdfDocument(BytesIO(answer.content))) == 2
    said = printed(answer)
    assert "kaki-01" in said
    assert "sugi-11" in said
    assert "@" not in said
    assert len(standing()) == 11


def test_the_printed_number_opens_the_page(pairing, address, yamada_client):
    answer = yamada_client.post(address + "print/", {"missing": "1", "language": "ja"})
    code = re.search(r"\b([A-Z2-9]{4}) ([A-Z2-9]{4}) ([A-Z2-9]{4})\b", printed(answer))

    asked = Client().post("/me/enter/", {"code": "".join(code.groups())})

    assert asked["Location"] == "/me/enter/"


def test_printing_for_those_without_leaves_the_others_cards_alone(pairing, address, yamada_client):
    yamada_client.post(address + "print/", {"missing": "1"})
    before = set(AccessCard.objects.values_list("pk", flat=True))
    make_pupils(pairing.a_class, 1, "sugi", start=9)

    yamada_client.post(address + "print/", {"missing": "1"})

    assert before < set(AccessCard.objects.filter(revoked_at=None).values_list("pk", flat=True))


def test_a_lost_card_is_replaced_and_the_old_one_stops(
    pairing, address, yamada_client, card_client
):
    pupil = of_class(pairing)[0]
    lost = card_client(pupil)

    yamada_client.post(address + "print/", {"pupil": [pupil.pk], "chosen": "1"})

    assert lost.get("/me/")["Location"] == "/me/enter/"
    assert pupil.pk in standing()


def test_a_card_is_closed_without_printing_a_new_one(pairing, address, yamada_client, card_client):
    first, second = of_class(pairing)[:2]
    lost, kept = card_client(first), card_client(second)

    page = yamada_client.post(address + "revoke/", {"pupil": [first.pk]}, follow=True)

    assert "1枚のカードを使えなくしました。" in words(page)
    assert lost.get("/me/")["Location"] == "/me/enter/"
    assert kept.get("/me/").status_code == 200
    assert Record.objects.filter(did="card.revoked").get().facts["count"] == 1


def test_closing_a_pupils_card_leaves_the_guardians_letter(
    pairing, address, yamada_client, card_client
):
    pupil = of_class(pairing)[0]
    letter = card_client(pupil, "guardian")
    card_client(pupil)

    yamada_client.post(address + "revoke/", {"pupil": [pupil.pk]})

    assert letter.get("/me/guardian/").status_code == 200


def test_without_a_choice_nothing_is_printed_and_nothing_stops(pairing, address, yamada_client):
    yamada_client.post(address + "print/", {"missing": "1"})
    before = standing()

    for rest in ("print/", "revoke/"):
        assert yamada_client.post(address + rest, {"chosen": "1"}).status_code == 302

    assert standing() == before


def test_the_page_says_who_holds_a_card_and_who_used_it(
    pairing, address, yamada_client, card_client
):
    pupil = of_class(pairing)[0]
    card_client(pupil)
    AccessCard.objects.update(used_at=timezone.now())

    page = words(yamada_client.get(address))

    assert "8人のうち 1人がカードを持っています。" in page
    assert page.count("に使いました") == 1
    assert page.count("カードなし") == 7


def test_only_the_hash_of_a_number_is_kept(pairing, address, yamada_client):
    answer = yamada_client.post(address + "print/", {"missing": "1"})
    code = "".join(
        re.search(r"\b([A-Z2-9]{4}) ([A-Z2-9]{4}) ([A-Z2-9]{4})\b", printed(answer)).groups()
    )

    kept = " ".join(map(str, AccessCard.objects.values_list("secret_hash", flat=True)))
    assert code not in kept.upper()


@pytest.mark.parametrize("rest", ["", "print/", "revoke/"])
def test_another_schools_teacher_reaches_no_card(
    pairing, address, maria_client, suzuki_client, card_client, rest
):
    pupil = of_class(pairing)[0]
    own = card_client(pupil)

    assert maria_client.post(address + rest, {"pupil": [pupil.pk]}).status_code == 404
    assert suzuki_client.post(address + rest, {"pupil": [pupil.pk]}).status_code == 403
    assert own.post(address + rest, {"pupil": [pupil.pk]}).status_code == 302
    assert Client().post(address + rest).status_code == 302
    assert own.get("/me/").status_code == 200


def test_another_classes_pupils_cannot_be_ticked(pairing, address, yamada_client, sato):
    from tests.cast import TODAY
    from tsunagari.programmes.exchange.schools import actions as schools

    other = schools.add_class(pairing.exchange.a, "2年C組", grade=8, year=2026, by=sato, on=TODAY)
    [stranger] = make_pupils(other, 1, "mado")

    yamada_client.post(address + "print/", {"pupil": [stranger.pk], "chosen": "1"})

    assert standing() == set()
