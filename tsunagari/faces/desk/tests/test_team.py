import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils.timezone import localdate

from tests.cast import PASSWORD, _client, admitted
from tsunagari.kernel.parties.models import Login
from tsunagari.kernel.roles.models import Role

TEAM, NEW = "/desk/team/", "/desk/team/new/"
ITO = {
    "family": "伊東",
    "given": "春",
    "family_kana": "いとう",
    "given_kana": "はる",
    "email": "Ito@Example.JP",
}


def text(answer, status=200) -> str:
    assert answer.status_code == status
    return answer.content.decode()


def day(value) -> dict:
    return {"until_y": value.year, "until_m": value.month, "until_d": value.day}


@pytest.fixture
def takahashi(federation, sato):
    """高橋 — a second staff member's role."""
    login = admitted(federation, "takahashi@example.jp", by=sato, family="高橋", given="誠")
    return Role.objects.get(party=login.person_id)


def test_the_team_is_listed_with_its_days_and_what_is_not_safe_yet(staff_client, takahashi):
    page = text(staff_client.get(TEAM))

    assert "佐藤 恵 さん" in page
    assert "高橋 誠 さん" in page
    assert "takahashi@example.jp" in page
    assert "2026年11月24日（火）から" in page
    assert "2つめの確認がまだ" in page


def test_a_new_member_sets_the_password_by_the_link_and_enters(staff_client):
    assert staff_client.post(NEW, ITO)["Location"] == TEAM

    login = Login.objects.get(email="ito@example.jp")
    assert not login.has_usable_password()
    assert login.person.family_kana == "イトウ"
    [sent] = mail.outbox
    assert sent.to == ["ito@example.jp"]
    [link] = re.findall(r"https?://[^/\s]+(/\S+)", sent.body)

    visitor = Client()
    form = visitor.get(visitor.get(link)["Location"])
    assert form.status_code == 200
    visitor.post(form.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD})

    login.refresh_from_db()
    assert login.check_password(PASSWORD)


def test_a_known_address_is_asked_about_and_given_the_role(staff_client, yamada_login):
    form = ITO | {"email": "yamada@example.jp"}

    page = text(staff_client.post(NEW, form), 422)
    assert "山田 進 さん" in page
    staff_client.post(NEW, form | {"same": "1"})

    assert Role.objects.filter(party=yamada_login.person_id, kind="staff").exists()


def test_who_works_here_already_is_not_admitted_twice(staff_client, staff_login):
    page = text(staff_client.post(NEW, ITO | {"email": "sato@example.jp", "same": "1"}), 422)

    assert "この人は、もうこの役割を持っています。" in page


def test_a_mail_that_does_not_go_out_is_said_and_can_be_sent_again(staff_client, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    staff_client.post(NEW, ITO)

    page = text(staff_client.get(TEAM))
    assert "メールを送れませんでした" in page
    assert "伊東 春 さん" in page
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    role = Role.objects.get(party__person__email="ito@example.jp")
    staff_client.post(f"/desk/team/{role.pk}/link/")
    assert [m.to for m in mail.outbox] == [["ito@example.jp"]]


def test_ending_a_role_closes_the_door_and_can_be_taken_back(staff_client, takahashi):
    today = localdate()
    last = today + timedelta(days=10)

    answer = staff_client.post(f"/desk/team/{takahashi.pk}/end/", day(last))

    assert answer["Location"] == TEAM
    takahashi.refresh_from_db()
    assert takahashi.until_day == last
    page = text(staff_client.get(TEAM))
    assert f'action="/desk/team/{takahashi.pk}/reopen/"' in page

    staff_client.post(f"/desk/team/{takahashi.pk}/reopen/")
    takahashi.refresh_from_db()
    assert takahashi.until_day is None


def test_the_way_back_stays_when_the_form_carries_a_key(staff_client, takahashi):
    key = {"press_key": "a" * 32}

    staff_client.post(f"/desk/team/{takahashi.pk}/end/", day(localdate()) | key)

    assert 'class="tn-undo"' in text(staff_client.get(TEAM))


def test_who_left_enters_no_more(staff_client, takahashi):
    other = _client(takahashi.party.person.login, staff=True)
    Role.objects.filter(pk=takahashi.pk).update(from_day=localdate() - timedelta(days=9))
    assert other.get(TEAM).status_code == 200

    staff_client.post(f"/desk/team/{takahashi.pk}/end/", day(localdate() - timedelta(days=1)))

    assert other.get(TEAM).status_code == 403
    assert "前にいた人 1人" in text(staff_client.get(TEAM))


def test_the_last_one_cannot_be_ended(staff_client, staff_login):
    role = Role.objects.get(party=staff_login.person_id)

    page = text(staff_client.post(f"/desk/team/{role.pk}/end/", day(localdate())), 422)

    assert "先に、次の人を迎えてください" in page
    role.refresh_from_db()
    assert role.until_day is None


def test_a_teachers_role_ends_on_the_same_page(staff_client, yamada_login, midori):
    role = Role.objects.get(party=yamada_login.person_id)

    answer = staff_client.post(f"/desk/team/{role.pk}/end/", day(localdate()))

    assert answer["Location"] == f"/desk/parties/{midori.organisation.party.code}/"


def test_a_pupils_role_is_the_schools(staff_client, pairing):
    role = Role.objects.filter(kind="pupil").first()

    assert staff_client.get(f"/desk/team/{role.pk}/end/").status_code == 404
    assert staff_client.post(f"/desk/team/{role.pk}/link/").status_code == 404


def test_teachers_do_not_see_or_change_the_team(yamada_client, takahashi):
    for address in (TEAM, NEW, f"/desk/team/{takahashi.pk}/end/"):
        assert yamada_client.get(address).status_code == 403
    for verb in ("end", "reopen", "link"):
        assert yamada_client.post(f"/desk/team/{takahashi.pk}/{verb}/").status_code == 403
    takahashi.refresh_from_db()
    assert takahashi.until_day is None
