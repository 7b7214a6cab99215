"""The first page of a school: what waits, what comes, and who is reading."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import NOW, PASSWORD, TODAY, make_session
from tests.pages import words
from tsunagari.kernel.notices.models import Notice
from tsunagari.kernel.parties import actions as parties
from tsunagari.kernel.roles import actions as roles
from tsunagari.programmes.exchange.class_exchange.models import Pairing
from tsunagari.programmes.exchange.schools import actions as schools

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def test_strangers_stay_outside(pairing, suzuki_client, staff_client):
    assert Client().get("/partner/").status_code == 302
    assert suzuki_client.get("/partner/").status_code == 403
    assert staff_client.get("/partner/")["Location"] == "/desk/schools/"


def test_a_proposal_waits_on_the_first_page_of_the_other_school_only(
    proposal, yamada_client, maria_client
):
    assert "返事をしてください" in words(maria_client.get("/partner/"))
    assert "返事をしてください" not in words(yamada_client.get("/partner/"))


def test_a_new_school_reads_what_to_do_first(pairing, yamada_client):
    assert "決まった授業はまだありません" in words(yamada_client.get("/partner/"))


def test_notices_are_read_when_opened(proposal, maria, maria_client):
    page = words(maria_client.get("/partner/notices/"))

    assert "授業の日時の提案があります" in page
    assert not Notice.objects.filter(to=maria.party, read_at=None).exists()


def test_language_and_keys_are_kept(maria, maria_client, maria_login):
    found = maria_client.post("/partner/settings/", {"language": "fil"}, follow=True)

    assert found.status_code == 200
    maria_login.refresh_from_db()
    maria.party.refresh_from_db()
    assert (maria.party.language, maria_login.keys_on) == ("fil", False)


def test_an_unknown_language_is_refused_beside_its_field(maria, maria_client):
    found = maria_client.post("/partner/settings/", {"language": "xx"})

    assert found.status_code == 422
    maria.party.refresh_from_db()
    assert maria.party.language == "en"


def test_nobody_takes_a_role_that_is_not_their_own(pairing, yamada_client, maria_login):
    yamada_client.post("/partner/role/", {"role": "999"})

    assert "みどり台中学校" in words(yamada_client.get("/partner/"))


def test_the_page_asks_the_same_number_of_questions_for_3_sessions_and_for_30(
    pairing, sato, yamada_client, proposal
):
    counts = []
    for count in (3, 30):
        for number in range(count):
            own, other = (
                schools.add_class(
                    school, f"{count} {number}", grade=9, year=2026, by=sato, on=TODAY
                )
                for school in (pairing.exchange.a, pairing.exchange.b)
            )
            pair = Pairing.objects.create(exchange=pairing.exchange, a_class=own, b_class=other)
            make_session(pair, starts_at=NOW + timedelta(days=number + 1))
        yamada_client.get("/partner/")
        with CaptureQueriesContext(connection) as asked:
            yamada_client.get("/partner/")
        counts.append(len(asked))

    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("kind", "role"),
    [("company", "company_staff"), ("sending", "sending_staff"), ("training", "trainer")],
)
def test_people_of_a_body_that_is_no_school_come_in(federation, kind, role):
    body = parties.add_organisation("試験の団体", kinds=[kind])
    login = roles.admit(
        body, role, email="mori@example.jp", password=PASSWORD, by=None, on=TODAY, family="森"
    )
    client = Client()
    client.force_login(login, "allauth.account.auth_backends.AuthenticationBackend")

    page = client.get("/partner/")

    assert page.status_code == 200
    assert "試験の団体" in words(page)
