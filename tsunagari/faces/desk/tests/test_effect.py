import re
from datetime import timedelta

import pytest

from tests.cast import NOW, TODAY, answer_surveys, make_pupils, make_session
from tsunagari.programmes.exchange.class_exchange.actions import groups, sessions
from tsunagari.programmes.exchange.schools.models import Pupil

PLACE = "/desk/exchanges/{}/effect/"


def words(response) -> str:
    text = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def of_class(school_class):
    return list(Pupil.objects.filter(school_class=school_class).order_by("number"))


@pytest.fixture
def measured(pairing, yamada):
    make_pupils(pairing.a_class, 4, "kaki", start=9)
    make_pupils(pairing.b_class, 4, "narra", start=9)
    for school_class in (pairing.a_class, pairing.b_class):
        answer_surveys(pairing.exchange, of_class(school_class), [2, 3] * 6, [3, 4] * 6)
    for ordinal in (1, 2):
        make_session(pairing, ordinal=ordinal, starts_at=NOW - timedelta(days=21 - 7 * ordinal))
    groups.plan(pairing, by=yamada, on=TODAY, at=NOW)
    for session in pairing.sessions_of.all():
        sessions.close(session, by=yamada, on=TODAY, at=NOW)
    return pairing.exchange


def test_the_desk_reads_the_same_page(measured, staff_client):
    page = staff_client.get(PLACE.format(measured.pk))

    assert page.status_code == 200
    assert "「英語でできること」の平均の変化は +1.00 です（24人）。" in words(page)
    assert "両校あわせて" in words(page)


@pytest.mark.parametrize("side", ["a", "b", "all"])
def test_the_desk_reads_no_single_pupils_answers(measured, staff_client, side):
    page = words(
        staff_client.get(
            PLACE.format(measured.pk) + "evidence/",
            {"figure": "change", "of": "can_do", "side": side},
        )
    )

    codes = {pupil.person.party.code for pupil in Pupil.objects.select_related("person__party")}
    assert not any(code in page for code in codes)
    assert "数えたもの" in page


def test_staff_who_act_for_a_school_read_no_single_answers_either(measured, staff_client, midori):
    session = staff_client.session
    session["acting_for"] = midori.pk
    session.save()

    page = words(
        staff_client.get(
            f"/partner/exchanges/{measured.pk}/effect/evidence/",
            {"figure": "change", "of": "can_do", "side": "a"},
        )
    )

    assert "生徒ひとりずつの行は、その学校の先生だけに出します。" in page


def test_the_ties_are_listed_session_by_session(measured, staff_client):
    page = words(staff_client.get(f"/desk/exchanges/{measured.pk}/ties/"))

    assert "つながりは 0 から" in page
    assert page.count("2年B組 × Grade 8 – Rizal") == 2


def test_the_evidence_of_a_sessions_ties_adds_up(measured, staff_client, pairing):
    session = pairing.sessions_of.first()

    page = words(
        staff_client.get(
            PLACE.format(measured.pk) + "evidence/", {"figure": "ties", "session": session.pk}
        )
    )

    assert "合計 48 84" in page


def test_before_the_first_session_there_are_no_ties(pairing, staff_client):
    page = words(staff_client.get(f"/desk/exchanges/{pairing.exchange.pk}/ties/"))

    assert "まだつながりはありません" in page


@pytest.mark.parametrize(
    "path", ["effect/", "effect/evidence/?figure=matched", "effect/report.pdf", "ties/"]
)
def test_only_the_desk_opens_it(measured, yamada_client, suzuki_client, path):
    address = f"/desk/exchanges/{measured.pk}/{path}"

    assert yamada_client.get(address).status_code == 403
    assert suzuki_client.get(address).status_code == 403


def test_an_exchange_that_is_not_there_is_not_found(staff_client):
    assert staff_client.get(PLACE.format(9999)).status_code == 404
