"""門 — every address behind a door turns strangers away, whatever its number and whatever the method."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.timezone import localdate

from tests.cast import make_pupils
from tsunagari.kernel.roles.models import Role

# Doors that stand open on purpose; everything else goes through a gate.
OPEN = {
    "api-1.0.0",
    "account",
    "mfa",
    "portal",
}
DOORS = ("desk", "partner", "council")  # behind them people are signed in
OPEN_NAMES = {
    "mypage:enter",
    "mypage:card",
    "mypage:leave",
    "mypage:feed",
    "mypage:worker_script",
    "mypage:manifest",
    "mypage:kept",
    "welcome",
    "components",
    "health",
    "nowhere",
}
ARGUMENTS = {
    "pk": 1,
    "kind": "term",
    "code": "ABCDEFGHJK",
    "purpose": "take_part",
    "wave": "pre",
    "secret": "X",
    "photo": "ABCDEFGHJK",
    "key": "visit-1",
    "name": "without_delay_days",
    "standing": 1,
    "number": 0,
    "item": 1,
    "group": "person",
    "verb": "answer",
    "record": 1,
    "page": "1-vi",
    "act": "printed",
    "step": "who",
    "measure": "1-4",
    "year": 2026,
    "form": "csv",
    "width": 480,
}


def addresses(patterns=None, namespace=""):
    """(name, pattern) of every address, with its face's name in front."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, pattern.namespace or namespace)
        elif isinstance(pattern, URLPattern):
            yield (f"{namespace}:{pattern.name}" if namespace else pattern.name or "", pattern)


def behind(*faces) -> list[str]:
    """Every address behind the doors of these faces, with keys that nobody has."""
    return [
        path_of(name, pattern)
        for name, pattern in addresses()
        if name.split(":")[0] in faces and name not in OPEN_NAMES
    ]


def answers(client, *faces, methods=("get",)) -> list:
    """(address, status, where it leads) for every address behind these faces' doors."""
    asked = [(path, getattr(client, method)(path)) for path in behind(*faces) for method in methods]
    assert asked
    return [(path, answer.status_code, answer.get("Location", "")) for path, answer in asked]


def path_of(name, pattern, **known) -> str:
    wanted = pattern.pattern.converters
    return reverse(name, kwargs={key: (ARGUMENTS | known)[key] for key in wanted})


def test_every_address_goes_through_a_gate_or_stands_open_on_purpose():
    unguarded = {
        name
        for name, pattern in addresses()
        if not hasattr(pattern.callback, "gate")
        and name.split(":")[0] not in OPEN
        and name not in OPEN_NAMES
        and pattern.callback.__module__.split(".")[0] == "tsunagari"
        and pattern.callback.__name__ not in OPEN_NAMES
    }

    assert unguarded == set()


def test_nobody_enters_without_signing_in(federation):
    doors = ("/accounts/login/", "/me/enter/")
    asked = answers(Client(), *DOORS, "mypage", methods=("get", "post"))

    assert [one for one in asked if one[1] != 302 or not one[2].startswith(doors)] == []


def test_a_sign_in_without_a_role_opens_no_door(suzuki_client):
    assert [one for one in answers(suzuki_client, *DOORS) if one[1] != 403] == []


def test_a_teacher_opens_no_page_of_the_desk_or_the_council(yamada_client):
    asked = answers(yamada_client, "desk", "council", methods=("get", "post"))

    assert [one for one in asked if one[1] != 403] == []


def test_a_card_opens_no_door_for_those_who_sign_in(pairing, card_client):
    [pupil] = make_pupils(pairing.a_class, 1, "mado", start=31)
    asked = answers(card_client(pupil), *DOORS)

    assert [one for one in asked if one[1] != 302 or "/accounts/login/" not in one[2]] == []


def test_the_office_opens_no_page_of_the_council(staff_client):
    assert [one for one in answers(staff_client, "council") if one[1] != 403] == []


def test_a_member_of_the_council_opens_no_page_of_the_desk_or_of_a_partner(kato_client):
    assert [one for one in answers(kato_client, "desk", "partner") if one[1] != 403] == []


def test_staff_without_a_second_factor_are_asked_for_one(staff_login):
    client = Client()
    client.force_login(staff_login, "allauth.account.auth_backends.AuthenticationBackend")
    wanted = (302, reverse("mfa_index"))

    assert [one for one in answers(client, "desk") if one[1:] != wanted] == []


def test_recovery_codes_alone_are_no_second_factor(staff_login):
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    RecoveryCodes.activate(staff_login)
    client = Client()
    client.force_login(staff_login, "allauth.account.auth_backends.AuthenticationBackend")

    assert client.get("/desk/")["Location"] == reverse("mfa_index")


def test_staff_stop_acting_for_a_body_with_their_role_or_with_the_body(
    staff_client, staff_login, midori
):
    staff_client.post(f"/desk/schools/{midori.organisation.party.code}/act/")
    assert staff_client.get("/partner/").status_code == 200

    session = staff_client.session
    session["acting_for"] = 999_999
    session.save()
    assert staff_client.get("/partner/")["Location"] == "/desk/schools/"

    staff_client.post(f"/desk/schools/{midori.organisation.party.code}/act/")
    Role.objects.filter(party=staff_login.person_id).update(
        until_day=localdate() - timedelta(days=1), from_day=localdate() - timedelta(days=2)
    )
    assert staff_client.get("/partner/").status_code == 403


def test_a_role_opens_its_door_until_the_end_of_its_last_day(yamada_client, yamada_login):
    roles = Role.objects.filter(party=yamada_login.person_id)
    roles.update(from_day=localdate() - timedelta(days=9), until_day=localdate())
    assert yamada_client.get("/partner/").status_code == 200

    roles.update(until_day=localdate() - timedelta(days=1))
    assert yamada_client.get("/partner/").status_code == 403


@pytest.mark.parametrize("path", ["email/", "confirm-email/", "3rdparty/", "sessions/"])
def test_nobody_changes_the_address_of_a_sign_in_but_the_office(yamada_client, path):
    assert yamada_client.get(f"/accounts/{path}").status_code == 404
    sent = {"action_add": "", "email": "sato@example.jp"}
    assert yamada_client.post(f"/accounts/{path}", sent).status_code == 404


@pytest.mark.parametrize(
    "path", ["/", "/demo/", "/me/enter/", "/accounts/2fa/", "/accounts/login/", "/partner/", "/x/"]
)
def test_no_page_is_kept_by_a_proxy(yamada_client, path):
    assert "private" in yamada_client.get(path)["Cache-Control"]


def test_another_schools_things_are_not_found(pairing, yamada_client):
    """Every numbered address, asked with the numbers of a school that 山田 has no part in."""
    from tests.cast import TODAY, make_school
    from tsunagari.programmes.exchange.schools import actions

    other = make_school(
        "よその中学校", "ヨソノチュウガッコウ", "JP", "Asia/Tokyo", [("P1", "08:45", "09:35")]
    )
    far = actions.add_class(other, "1年Z組", grade=7, year=2026, by=None, on=TODAY)
    [pupil] = make_pupils(far, 1, "yoso")
    numbers = {far.pk, pupil.pk, other.pk, other.bell_schedules.get().pk, other.terms.get().pk}
    numbers = (numbers | {999_999}) - _own_numbers(pairing)

    found = [
        (name, pk, method)
        for name, pattern in addresses()
        if name.startswith("partner:") and "pk" in pattern.pattern.converters
        for pk in numbers
        for method in ("get", "post")
        if _tells(getattr(yamada_client, method)(path_of(name, pattern, pk=pk)))
    ]

    assert found == []


def _tells(answer) -> bool:
    """True for an answer that is no refusal, or that names something of the other school."""
    said = answer.content.decode(errors="ignore")
    return answer.status_code not in (403, 404, 405) or "yoso-01" in said or "1年Z組" in said


def _own_numbers(pairing) -> set[int]:
    """Numbers of the own school's things: each table counts from 1, so some are the same."""
    school = pairing.a_class.school
    own = {pairing.pk, pairing.exchange_id, pairing.a_class_id}
    for rows in (school.bell_schedules, school.terms, school.closed_days, school.exam_weeks):
        own |= set(rows.values_list("pk", flat=True))
    return own | set(pairing.a_class.pupils.values_list("pk", flat=True))
