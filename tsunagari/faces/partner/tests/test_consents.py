import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.cast import YEAR_END, agree, make_pupils
from tsunagari.kernel.consents import queries
from tsunagari.kernel.consents.models import Consent
from tsunagari.kernel.consents.purposes import CODES
from tsunagari.kernel.papers.models import Paper
from tsunagari.kernel.parties.models import AccessCard
from tsunagari.kernel.records.models import Record
from tsunagari.programmes.exchange.schools.models import Pupil

PDF = b"%PDF-1.4 signed by a guardian"


def words(response) -> str:
    text = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


@pytest.fixture
def asked(pairing):
    """Three pupils of 2年B組 whose answers are missing."""
    return make_pupils(pairing.a_class, 3, "sugi", start=31, consents=False)


def day(on=None):
    on = on or timezone.localdate()
    return {"signed_on_y": on.year, "signed_on_m": on.month, "signed_on_d": on.day}


def page(pupil, rest=""):
    return f"/partner/pupils/{pupil.pk}/consents/{rest}"


def paper(pupil, guardian="all", child="all", relation="mother", **more):
    return {
        **day(),
        "language": "ja",
        f"relation-{pupil.pk}": relation,
        f"guardian-{pupil.pk}": guardian,
        f"child-{pupil.pk}": child,
        **more,
    }


def allowed(pupil, code="take_part"):
    return queries.allows(pupil.pk, code, on=timezone.localdate())


# — the class —


def test_the_table_says_what_each_pupil_lacks(pairing, asked, yamada_client):
    agree(asked[:1], ["take_part"], ["guardian"])

    shown = words(yamada_client.get(f"/partner/classes/{pairing.a_class_id}/consents/"))

    assert "参加するかどうかの答えがそろわない生徒が 3人 います。" in shown
    assert "31 sugi-01" in shown.replace("sugi-31", "sugi-01")
    assert "本人がまだ" in shown
    assert "交流の授業に参加する 8/11" in shown


def test_a_withdrawal_and_an_end_are_told_apart_from_a_no(
    pairing, asked, yamada_client, card_client
):
    [first, second] = Pupil.objects.filter(school_class=pairing.a_class).order_by("number")[:2]
    third = asked[0]
    card_client(first).post("/me/consents/on_camera/withdraw/")
    Consent.objects.filter(person=second.person).update(
        until_day=timezone.localdate() - timedelta(days=1)
    )
    card_client(third).post("/me/consents/", {"take_part": "yes"})

    shown = words(yamada_client.get(f"/partner/classes/{pairing.a_class_id}/consents/"))

    assert shown.count("取り消し ") == 1
    assert shown.count("期限切れ") == len(CODES)
    assert shown.count("いいえ ") == len(CODES) - 1


def test_a_class_without_pupils_says_what_to_do_first(pairing, yamada_client, sato):
    from tests.cast import TODAY
    from tsunagari.programmes.exchange.schools import actions as schools

    empty = schools.add_class(pairing.exchange.a, "2年Z組", grade=8, year=2026, by=sato, on=TODAY)

    assert "先に名簿を読みこんでください。" in words(
        yamada_client.get(f"/partner/classes/{empty.pk}/consents/")
    )


def test_the_table_asks_the_same_for_three_pupils_and_for_forty(
    pairing, asked, yamada_client, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    address = f"/partner/classes/{pairing.a_class_id}/consents/"
    yamada_client.get(address)
    with CaptureQueriesContext(connection) as before:
        yamada_client.get(address)
    make_pupils(pairing.a_class, 30, "mado", start=50)

    with django_assert_num_queries(len(before)):
        yamada_client.get(address)


# — one paper —


def test_a_paper_is_typed_in_for_both_sides_with_its_scan(asked, yamada_client):
    scan = SimpleUploadedFile("IMG_0001.pdf", PDF, content_type="application/pdf")

    done = yamada_client.post(page(asked[0]), paper(asked[0], scan=scan), follow=True)

    assert "紙の答えを入れました。" in words(done)
    assert all(allowed(asked[0], code) for code in CODES)
    rows = Consent.objects.filter(person=asked[0].person)
    assert {(row.channel, row.language, row.until_day) for row in rows} == {
        ("paper", "ja", YEAR_END)
    }
    assert {row.relation for row in rows if row.side == "guardian"} == {"mother"}
    assert len({row.paper_id for row in rows}) == 1
    shown = yamada_client.get(f"/partner/papers/{rows[0].paper_id}/")
    assert (shown.content, shown["Content-Type"]) == (PDF, "application/pdf")
    assert Record.objects.filter(did="paper.read").count() == 1


def test_only_what_is_ticked_is_a_yes(asked, yamada_client):
    pupil = asked[0]

    yamada_client.post(
        page(pupil),
        paper(
            pupil,
            guardian="some",
            **{f"guardian-yes-{pupil.pk}": ["take_part", "on_camera"]},
        ),
    )

    assert allowed(pupil, "on_camera")
    assert not allowed(pupil, "photo_public")


def test_a_side_that_is_not_on_the_paper_is_not_answered(asked, yamada_client, card_client):
    pupil = asked[0]
    card_client(pupil).post("/me/consents/", dict.fromkeys(CODES, "yes"))

    yamada_client.post(page(pupil), paper(pupil, child=""))

    assert allowed(pupil)


def test_an_older_paper_typed_later_does_not_undo_a_withdrawal(pairing, yamada_client, card_client):
    pupil = Pupil.objects.filter(school_class=pairing.a_class).first()
    card_client(pupil, "guardian").post("/me/consents/take_part/withdraw/")

    for days in (0, 3):
        signed = timezone.localdate() - timedelta(days=days)
        yamada_client.post(page(pupil), paper(pupil) | day(signed))

    assert not allowed(pupil)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"relation": ""}, "31番：署名した人（続柄）を選んでください。"),
        ({"guardian": "", "child": ""}, "答えが1つも入っていません。紙を見て入れてください。"),
    ],
)
def test_a_paper_that_cannot_be_comes_back_with_what_was_typed(
    asked, yamada_client, change, sentence
):
    pupil = asked[0]
    typed = paper(pupil, **change) | {f"child-yes-{pupil.pk}": []}

    answer = yamada_client.post(page(pupil), typed)

    assert answer.status_code == 422
    assert sentence in words(answer)
    assert not Consent.objects.filter(person=pupil.person).exists()


@pytest.mark.parametrize(
    ("signed_on", "sentence"),
    [
        (lambda: timezone.localdate() + timedelta(days=1), "今日より後になっています"),
        (lambda: YEAR_END.replace(year=2026), "前の年度のものです"),
    ],
)
def test_a_paper_of_another_time_is_not_taken(asked, yamada_client, signed_on, sentence):
    answer = yamada_client.post(page(asked[0]), paper(asked[0]) | day(signed_on()))

    assert answer.status_code == 422
    assert sentence in words(answer)


def test_a_wrong_file_keeps_the_answers_and_stores_nothing(asked, yamada_client):
    scan = SimpleUploadedFile("letter.docx", b"PK\x03\x04 word", content_type="application/msword")

    answer = yamada_client.post(page(asked[0]), paper(asked[0], scan=scan))

    assert answer.status_code == 422
    assert "PDF・JPEG・PNG のファイルを選んでください。" in words(answer)
    assert answer.content.decode().count("checked") == 2
    assert not Consent.objects.filter(person=asked[0].person).exists()


def test_a_scan_over_the_limit_is_refused_and_never_cut_off(asked, yamada_client):
    scan = SimpleUploadedFile("pile.pdf", PDF + bytes(10 * 1024 * 1024), "application/pdf")

    answer = yamada_client.post(page(asked[0]), paper(asked[0], scan=scan))

    assert answer.status_code == 422
    assert "11MB です。10MB までにしてください。" in words(answer)
    assert not Paper.objects.exists()


def test_saving_leads_to_the_next_pupil_of_the_pile(asked, yamada_client):
    first, second, third = asked
    agree([second])

    answer = yamada_client.post(page(first), paper(first, next="1"))

    assert answer["Location"] == page(third)
    assert str(timezone.localdate().year) in yamada_client.get(page(third)).content.decode()


def test_a_mistyped_paper_is_taken_back(asked, yamada_client):
    pupil = asked[0]
    yamada_client.post(page(pupil), paper(pupil, guardian="none"))
    record = Consent.objects.filter(person=pupil.person, side="guardian").first().record_id

    yamada_client.post(page(pupil, "annul/"), {"record": record})
    yamada_client.post(page(pupil), paper(pupil, child=""))

    assert allowed(pupil)
    assert "打ち間違いで取り消しました" in words(yamada_client.get(page(pupil)))


def test_what_a_guardian_answered_by_link_is_not_taken_back_by_the_school(
    asked, yamada_client, card_client
):
    pupil = asked[0]
    card_client(pupil, "guardian").post("/me/guardian/", {"relation": "mother"})
    record = Consent.objects.filter(person=pupil.person).first().record_id

    assert yamada_client.post(page(pupil, "annul/"), {"record": record}).status_code == 404
    assert yamada_client.post(page(pupil, "annul/"), {"record": "x"}).status_code == 404


def test_a_withdrawal_told_to_the_school_acts_at_once(pairing, yamada_client):
    pupil = Pupil.objects.filter(school_class=pairing.a_class).first()

    yamada_client.post(page(pupil, "withdrawn/"), {"purpose": "take_part", "side": "guardian"})

    assert not allowed(pupil)
    assert (
        yamada_client.post(
            page(pupil, "withdrawn/"), {"purpose": "all", "side": "guardian"}
        ).status_code
        == 404
    )


# — a whole class —


def test_a_pile_of_papers_is_typed_in_on_one_page(pairing, asked, yamada_client):
    first, second, third = asked
    address = f"/partner/classes/{pairing.a_class_id}/consents/papers/"
    shown = words(yamada_client.get(address))
    assert "2年B組：3人。" in shown

    typed = paper(first) | paper(second, child="none") | paper(third, "", "", relation="")
    done = yamada_client.post(address, typed, follow=True)

    assert "2人分の紙の答えを入れました。" in words(done)
    assert [allowed(pupil) for pupil in asked] == [True, False, False]
    assert not Consent.objects.filter(person=third.person).exists()


def test_one_paper_without_relation_stores_none_and_loses_none(pairing, asked, yamada_client):
    first, second, _third = asked
    address = f"/partner/classes/{pairing.a_class_id}/consents/papers/"

    answer = yamada_client.post(address, paper(first) | paper(second, relation=""))

    assert answer.status_code == 422
    assert "32番：署名した人（続柄）を選んでください。" in words(answer)
    assert answer.content.decode().count('value="all" selected') == 4
    assert not Consent.objects.filter(person__in=[p.person_id for p in asked]).exists()


def test_when_all_have_answered_the_page_says_so(pairing, yamada_client):
    address = f"/partner/classes/{pairing.a_class_id}/consents/papers/"

    assert "全員の答えがあります" in words(yamada_client.get(address))
    assert "kaki-01" in words(yamada_client.get(address + "?all"))


def test_one_scan_stands_for_the_whole_pile(pairing, asked, yamada_client):
    scan = SimpleUploadedFile("pile.pdf", PDF, content_type="application/pdf")
    address = f"/partner/classes/{pairing.a_class_id}/consents/papers/"

    yamada_client.post(address, paper(asked[0]) | paper(asked[1], scan=scan))

    assert len({row.paper_id for row in Consent.objects.filter(channel="paper", paper__gt=0)}) == 1


# — forms and letters —


@pytest.mark.parametrize("language", ["ja", "ja-easy", "en", "fil", "vi", "id"])
def test_the_forms_are_printed_in_every_language(pairing, asked, yamada_client, language):
    answer = yamada_client.post(
        f"/partner/classes/{pairing.a_class_id}/consents/forms/",
        {"whom": "missing", "language": language},
    )

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    letters = AccessCard.objects.filter(purpose="guardian", revoked_at=None)
    assert {letter.person_id for letter in letters} == {pupil.pk for pupil in asked}


def test_printing_some_leaves_the_letters_of_all_others_alone(pairing, asked, yamada_client):
    address = f"/partner/classes/{pairing.a_class_id}/consents/forms/"
    yamada_client.post(address, {"whom": "all", "language": "ja"})

    yamada_client.post(address, {"whom": "all", "language": "ja", "pupil": [asked[0].pk]})

    revoked = AccessCard.objects.exclude(revoked_at=None)
    assert [letter.person_id for letter in revoked] == [asked[0].pk]
    assert Record.objects.filter(did="card.issued").count() == 2


def test_nothing_is_printed_when_nobody_is_missing(pairing, yamada_client):
    answer = yamada_client.post(
        f"/partner/classes/{pairing.a_class_id}/consents/forms/",
        {"whom": "missing", "language": "ja"},
        follow=True,
    )

    assert "答えがまだの生徒はいません。" in words(answer)


# — who stays outside —


@pytest.mark.parametrize("rest", ["", "annul/", "withdrawn/"])
def test_another_schools_teacher_reaches_no_pupil(pairing, maria_client, suzuki_client, rest):
    pupil = Pupil.objects.filter(school_class=pairing.a_class).first()
    typed = {"purpose": "take_part", "side": "guardian", "record": "1"}

    assert maria_client.post(page(pupil, rest), typed).status_code == 404
    assert suzuki_client.post(page(pupil, rest), typed).status_code == 403
    assert Client().post(page(pupil, rest), typed).status_code == 302
    assert allowed(pupil)


@pytest.mark.parametrize("rest", ["", "papers/", "forms/"])
def test_another_schools_teacher_reaches_no_class(pairing, maria_client, rest):
    address = f"/partner/classes/{pairing.a_class_id}/consents/{rest}"

    assert maria_client.post(address).status_code == 404


def test_another_schools_scan_is_not_found(asked, yamada_client, maria_client):
    scan = SimpleUploadedFile("a.pdf", PDF, content_type="application/pdf")
    yamada_client.post(page(asked[0]), paper(asked[0], scan=scan))
    number = Consent.objects.filter(person=asked[0].person).first().paper_id

    assert maria_client.get(f"/partner/papers/{number}/").status_code == 404


def test_a_card_opens_none_of_it(pairing, card_client):
    pupil = Pupil.objects.filter(school_class=pairing.a_class).first()

    for purpose in ("pupil", "guardian"):
        assert card_client(pupil, purpose).get(page(pupil)).status_code == 302
