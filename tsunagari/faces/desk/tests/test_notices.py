"""お知らせ — what staff and teachers were told, and mails that may not have arrived."""

import re
from datetime import timedelta

import pytest
from django.core import mail

from tests.cast import NOW
from tsunagari.kernel.notices import actions, queries
from tsunagari.kernel.notices.models import Delivery
from tsunagari.kernel.parties.models import Party

FACTS = {
    "pairing": "2年B組 × Grade 8 – Rizal",
    "starts_at": "2026-11-27T01:45:00+00:00",
    "zone": "Asia/Tokyo",
    "other_zone": "Asia/Manila",
    "path": "/partner/sessions/3/",
}


def told(to, key="a", kind="session.accepted", at=NOW):
    return actions.tell(to=to, kind=kind, key=key, facts=FACTS, at=at)


def text(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def said(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", text(response)))


@pytest.fixture
def doubt(yamada, settings):
    """A mail to 山田 whose line broke in the middle."""
    told(yamada.party, "doubt")
    settings.EMAIL_BACKEND = "tsunagari.kernel.notices.tests.backends.Vanishing"
    actions.send_due(NOW)
    settings.EMAIL_BACKEND = "tsunagari.kernel.notices.tests.backends.Taking"
    mail.outbox.clear()
    return Delivery.objects.get()


@pytest.mark.parametrize("address", ["/desk/notices/", "/partner/notices/"])
def test_strangers_stay_outside(client, suzuki_client, address):
    assert client.get(address).status_code == 302
    assert suzuki_client.get(address).status_code in (302, 403)


def test_a_teacher_finds_no_page_of_the_desk(yamada_client):
    assert yamada_client.get("/desk/notices/").status_code == 403


def test_reading_the_page_reads_what_it_shows(staff_client, sato):
    for i in range(60):
        told(sato.party, str(i), at=NOW + timedelta(minutes=i))

    first = staff_client.get("/desk/notices/")

    assert "お知らせ 60件" in said(first)
    assert text(first).count("新しい</span>") == 50
    assert queries.unread_count(sato.party) == 10
    link = re.search(r'href="\?(after=[^"]+)"', text(first))[1]
    assert text(staff_client.get(f"/desk/notices/?{link}")).count("新しい</span>") == 10
    assert queries.unread_count(sato.party) == 0


def test_a_notice_says_both_clocks_and_leads_to_its_page(staff_client, sato):
    told(sato.party)

    page = staff_client.get("/desk/notices/")

    assert "授業の日時が決まりました" in said(page)
    assert "2026年11月27日（金） 東京 10:45（現地 9:45 マニラ）" in said(page)
    assert 'href="/partner/sessions/3/"' in text(page)


def test_a_teacher_reads_own_notices_in_the_own_language(maria_client, maria, yamada):
    told(maria.party)
    told(yamada.party, "b", kind="session.cancelled")

    page = maria_client.get("/en/partner/notices/")

    assert "27 November 2026 (Fri)" in said(page)
    assert 'href="/en/partner/sessions/3/"' in text(page)
    assert text(page).count('class="tn-row"') == 1
    assert queries.unread_count(maria.party) == 0


@pytest.mark.parametrize(
    ("client_name", "address"),
    [("staff_client", "/desk/notices/"), ("yamada_client", "/partner/notices/")],
)
def test_nothing_told_yet_says_what_will_stand_here(request, client_name, address):
    page = request.getfixturevalue(client_name).get(address)

    assert "お知らせはまだありません" in said(page)


def test_the_office_sees_mails_that_may_not_have_arrived(staff_client, doubt):
    page = said(staff_client.get("/desk/notices/"))

    assert "届いていないかもしれないお知らせ" in page
    assert "山田 進" in page
    assert "届いたか、本人に確かめてください。" in page


def test_a_teacher_does_not_see_them(yamada_client, doubt):
    assert "届いていないかもしれない" not in said(yamada_client.get("/partner/notices/"))


def test_an_address_that_is_missing_is_said(staff_client, yamada):
    yamada.party.person.login.email = ""
    yamada.party.person.login.save()
    Party.objects.get(pk=yamada.party.pk).person.__class__.objects.filter(
        pk=yamada.party.pk
    ).update(email="")
    told(yamada.party)
    actions.send_due(NOW)

    page = said(staff_client.get("/desk/notices/"))

    assert "メールアドレスがありません。別の方法で伝えてください。" in page


def test_that_it_arrived_is_noted_once(staff_client, doubt):
    address = f"/desk/notices/{doubt.pk}/clear-up/"

    staff_client.post(address, {"arrived": "1"})
    again = staff_client.post(address, {"again": "1"}, follow=True)

    doubt.refresh_from_db()
    assert doubt.state == "sent"
    assert "ほかの人がもう確かめました。" in said(again)


def test_it_is_sent_once_more_when_a_person_says_so(staff_client, doubt, cast_day):
    page = staff_client.post(f"/desk/notices/{doubt.pk}/clear-up/", {"again": "1"}, follow=True)
    doubt.refresh_from_db()
    actions.send_due(doubt.next_at)

    assert "もう一度送ります。" in said(page)
    assert len(mail.outbox) == 1


def test_nobody_else_clears_it_up(client, yamada_client, doubt):
    address = f"/desk/notices/{doubt.pk}/clear-up/"

    assert client.post(address, {"again": "1"}).status_code == 302
    assert yamada_client.post(address, {"again": "1"}).status_code == 403

    doubt.refresh_from_db()
    assert doubt.state == "unsure"
