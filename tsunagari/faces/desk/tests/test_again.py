"""もう一度 — the list of duties is drawn once while it says the same, for nobody but its reader."""

import re
from datetime import timedelta
from threading import Thread

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import NOW, TODAY, _client
from tsunagari.faces.shared import again
from tsunagari.kernel.duties import actions
from tsunagari.kernel.duties.models import Duty
from tsunagari.kernel.notices.models import Notice
from tsunagari.kernel.parties.models import Login, Party, Person
from tsunagari.kernel.roles.models import Role

PAGE = "/desk/?view=team"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
BESIDE = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def clock():
    again.forget()
    with time_machine.travel(NOW, tick=True) as clock:
        yield clock
    again.forget()


@pytest.fixture
def duty(federation):
    return Duty.objects.create(
        key="one",
        rule="1-1.renew_agreement",
        rule_version="2026-04",
        about_kind="t.case",
        about_key="one",
        holder=federation.party,
        doer=federation.party,
        office=federation.party,
        facts={"until": "2027-03-31", "renew_by": "2027-01-31"},
        opens_on=TODAY - timedelta(days=30),
        safe_due=TODAY + timedelta(days=2),
        measure="1-1",
        print="",
    )


def drawn(response) -> bool:
    """True when a page was made, and not only filled."""
    return hasattr(response.wsgi_request, "drawing")


def same(response) -> str:
    """What a page says, without the keys that every look has anew."""
    said = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())
    return re.sub(r'name="press_key" value="\w+"', "", said)


def anew(client, page=PAGE, **headers) -> str:
    """What the page says when nothing is kept."""
    again.forget()
    said = same(client.get(page, **headers))
    again.forget()
    return said


def test_a_second_look_is_the_first_one_with_other_keys(duty, staff_client):
    first, second = staff_client.get(PAGE), staff_client.get(PAGE)

    assert (drawn(first), drawn(second)) == (True, False)
    assert same(first) == same(second)
    keys = [
        re.findall(r'press_key" value="(\w+)"', one.content.decode()) for one in (first, second)
    ]
    assert len(keys[0]) == len(set(keys[0])) > 3
    assert not set(keys[0]) & set(keys[1])
    assert first["ETag"] != second["ETag"]


def test_a_second_look_asks_as_much_for_three_rows_as_for_fifty(duty, staff_client):
    def looked() -> int:
        staff_client.get(PAGE)
        with CaptureQueriesContext(connection) as asked:
            assert not drawn(staff_client.get(PAGE))
        return len(asked)

    def add(first: int, last: int) -> None:
        for number in range(first, last):
            duty.pk, duty.key, duty._state.adding = None, f"more {number}", True
            duty.save()

    add(0, 2)
    few = looked()
    add(2, 49)

    assert looked() == few


def change_the_duty(**fields):
    return lambda: Duty.objects.filter(key="one").update(**fields)


def change_the_reader(**fields):
    return lambda: Login.objects.filter(email="sato@example.jp").update(**fields)


def give_it_to_abe():
    abe = Person.objects.get(login__email="abe@example.jp").party
    Duty.objects.filter(key="one").update(assignee=abe)


def call_the_reader_otherwise():
    party = Person.objects.get(login__email="sato@example.jp").party
    party.name = "斉藤 恵"
    party.save(update_fields=["name"])


def let_abe_go():
    roles = Role.objects.filter(party__person__login__email="abe@example.jp")
    roles.delete()


def tell_the_reader():
    sato = Person.objects.get(login__email="sato@example.jp").party
    Notice.objects.create(key="k", to=sato, kind="x", made_at=NOW)


CHANGES = {
    "facts": change_the_duty(facts={"until": "2028-03-31", "renew_by": "2028-01-31"}),
    "day": change_the_duty(safe_due=TODAY - timedelta(days=1)),
    "rule": change_the_duty(rule="1-1.nobody_knows"),
    "done": change_the_duty(state="done", done_on=TODAY),
    "gone": lambda: Duty.objects.filter(key="one").delete(),
    "assignee": give_it_to_abe,
    "own name": call_the_reader_otherwise,
    "deputies": let_abe_go,
    "notice": tell_the_reader,
    "keys": change_the_reader(keys_on=False),
}


@pytest.mark.parametrize("what", CHANGES)
def test_whatever_changes_shows_at_once(duty, abe_login, staff_client, what):
    before = same(staff_client.get(PAGE))
    assert not drawn(staff_client.get(PAGE))

    CHANGES[what]()
    after = staff_client.get(PAGE)

    assert drawn(after)
    assert same(after) == anew(staff_client) != before


@pytest.mark.parametrize("asked", ["", "&order=risk", "&programme=1", "&programme=2", "&duty=0"])
def test_every_address_is_a_page_of_its_own(duty, staff_client, asked):
    staff_client.get(PAGE)

    found = staff_client.get(PAGE + asked)

    assert same(found) == anew(staff_client, PAGE + asked)


def test_every_language_and_readings_switched_off_are_pages_of_their_own(duty, staff_client):
    pages = [PAGE, "/en" + PAGE, "/ja-easy" + PAGE]
    said = [same(staff_client.get(page)) for page in pages]
    staff_client.cookies["furigana"] = "off"
    said.append(same(staff_client.get(pages[2])))

    assert len(set(said)) == 4
    assert said[3] == anew(staff_client, pages[2])


def test_the_next_day_is_another_page(duty, staff_client, clock):
    today = same(staff_client.get(PAGE))

    clock.move_to(NOW + timedelta(hours=7))
    [kept] = again._pages.values()
    same_day = staff_client.get(PAGE)
    clock.move_to(NOW + timedelta(days=1))
    staff_client.force_login(Login.objects.get(email="sato@example.jp"), BACKEND)
    session = staff_client.session
    session["sample_door"] = True
    session.save()
    tomorrow = staff_client.get(PAGE)

    assert same(same_day) == today
    assert drawn(tomorrow)
    assert same(tomorrow) != today
    assert kept not in again._pages.values()


def test_what_can_be_taken_back_goes_after_ten_minutes(duty, sato, staff_client, clock):
    actions.snooze(duty, until=TODAY + timedelta(days=1), by=sato, on=TODAY)
    assert "tn-undo" in same(staff_client.get(PAGE))
    assert not drawn(staff_client.get(PAGE))

    clock.shift(timedelta(minutes=11))

    assert "tn-undo" not in same(staff_client.get(PAGE))


def test_two_readers_never_share_a_page(duty, abe_login, staff_client, suzuki_client):
    sato = same(staff_client.get(PAGE))

    abe = _client(abe_login, staff=True).get(PAGE)

    assert drawn(abe)
    assert "佐藤" in sato
    assert same(abe) != sato
    assert suzuki_client.get(PAGE).status_code == 403
    assert same(staff_client.get(PAGE)) == sato


def test_who_lost_the_role_sees_nothing_that_was_kept(duty, sato, staff_client):
    staff_client.get(PAGE)

    Role.objects.filter(party=sato.party).delete()

    assert staff_client.get(PAGE).status_code == 403


def test_a_message_is_said_once(duty, staff_client):
    staff_client.get(PAGE)
    act = {"press_key": "a", "until": ""}
    staff_client.post(f"/desk/duties/{duty.pk}/hand-over/", act)

    said = [same(staff_client.get(PAGE)) for _look in range(2)]

    assert ["担当にする人を選んでください。" in one for one in said] == [True, False]


def test_a_kept_page_can_still_be_pressed(duty, sato):
    client = Client(enforce_csrf_checks=True)
    client.cookies = _client(Login.objects.get(email="sato@example.jp"), staff=True).cookies
    client.get(PAGE)
    page = client.get(PAGE)
    [token, *_more] = re.findall(r'csrfmiddlewaretoken" value="(\w+)"', page.content.decode())

    there = f"/desk/duties/{duty.pk}/done/"
    refused = client.post(there)
    pressed = client.post(there, {"csrfmiddlewaretoken": token})

    assert not drawn(page)
    assert (refused.status_code, pressed.status_code) == (403, 302)


def test_a_duty_opened_beside_the_list_is_not_its_own_page(duty, staff_client):
    there = f"/desk/duties/{duty.pk}/"
    looks = [staff_client.get(there, headers=beside) for beside in ({}, BESIDE, {}, BESIDE)]

    assert [drawn(one) for one in looks] == [True, True, False, False]
    assert same(looks[0]) == same(looks[2]) != same(looks[1]) == same(looks[3])
    assert all("HX-Request" in one["Vary"] for one in looks)


def test_no_more_pages_are_kept_than_there_is_room(duty, staff_client):
    for number in range(again.KEPT + 3):
        staff_client.get(f"{PAGE}&duty={number}")

    assert len(again._pages) == again.KEPT


@pytest.mark.django_db(transaction=True)
def test_where_nothing_at_all_was_written_nothing_is_asked_again(duty, staff_client):
    if connection.vendor != "sqlite":
        pytest.skip("a PostgreSQL counts what is written anywhere on its server")

    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            staff_client.get(PAGE)
        return sum('"duties_duty"' in one["sql"] for one in asked)

    first, second = questions(), questions()
    Duty.objects.filter(key="one").update(risk=1)
    third, fourth = questions(), questions()

    assert (first > 0, second, third > 0, fourth) == (True, 0, True, 0)


@pytest.mark.django_db(transaction=True)
def test_what_another_connection_writes_shows_at_once(duty, staff_client):
    before = same(staff_client.get(PAGE))
    assert not drawn(staff_client.get(PAGE))

    in_another_thread(CHANGES["facts"])

    after = staff_client.get(PAGE)
    assert drawn(after)
    assert same(after) != before


def in_another_thread(act) -> None:
    def whole() -> None:
        try:
            act()
        finally:
            connection.close()

    thread = Thread(target=whole)
    thread.start()
    thread.join()


@pytest.fixture
def another(duty):
    """One that stands below on the list."""
    return Duty.objects.create(
        **{field.attname: getattr(duty, field.attname) for field in Duty._meta.fields}
        | {"id": None, "key": "another", "safe_due": TODAY + timedelta(days=3)}
    )


def beside() -> again.Part:
    """What stands beside the list, as it is kept."""
    [page] = again._pages.values()
    return page.parts["aside"]


def change_the_other():
    Duty.objects.filter(key="another").update(facts={"until": "2029-03-31"})


def test_what_stands_beside_the_list_is_not_made_for_another_row(another, staff_client):
    staff_client.get(PAGE)
    before = beside()

    change_the_other()
    after = staff_client.get(PAGE)

    assert drawn(after)
    assert beside() is before
    assert same(after) == anew(staff_client)
    keys = re.findall(r'press_key" value="(\w+)"', after.content.decode())
    assert len(keys) == len(set(keys)) > 6


@pytest.mark.parametrize("what", CHANGES)
def test_whatever_changes_shows_beside_the_list_too(another, abe_login, staff_client, what):
    staff_client.get(PAGE)

    change_the_other()
    CHANGES[what]()

    assert same(staff_client.get(PAGE)) == anew(staff_client)


def test_a_kept_part_can_still_be_pressed(another, sato):
    client = Client(enforce_csrf_checks=True)
    client.cookies = _client(Login.objects.get(email="sato@example.jp"), staff=True).cookies
    client.get(PAGE)
    change_the_other()
    page = client.get(PAGE).content.decode()
    asked = page[page.index('id="panel"') :]
    form = re.search(r'action="([^"]*/later/[^"]*)".*?</form>', asked, re.S)
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="(\w+)"', form[0]))

    answer = client.post(form[1], fields | {"until": (TODAY + timedelta(days=1)).isoformat()})

    assert answer.status_code == 302
    assert Duty.objects.get(key="one").later_until == TODAY + timedelta(days=1)


def call_otherwise(pk: int, name: str):
    party = Party.objects.get(pk=pk)
    party.name = name
    party.save(update_fields=["name"])


def row_of(page: str, key: str) -> str:
    """What a row says."""
    pk = Duty.objects.get(key=key).pk
    return page[page.index(f'data-duty="{pk}"') :].partition("</li>")[0]


def test_of_many_rows_only_the_one_that_says_something_else_is_drawn(another, staff_client):
    staff_client.get(PAGE)
    [page] = again._pages.values()
    before = page.parts["rows week"].made

    change_the_other()
    said = same(staff_client.get(PAGE))
    [page] = again._pages.values()
    after = page.parts["rows week"].made

    assert "2029年3月31日" in row_of(said, "another")
    assert [one is two for one, two in zip(before.values(), after.values(), strict=True)] == [
        True,
        False,
    ]
    assert after.keys() - before.keys() == set(list(after)[1:])


def test_a_row_says_the_names_of_now(another, midori, linh, linh_case, staff_client):
    school, case = midori.organisation.party, linh_case
    Duty.objects.filter(key="one").update(holder=school, doer=school)
    Duty.objects.filter(key="another").update(about_kind="people.case", about_key=str(case.pk))
    before = same(staff_client.get(PAGE))

    call_otherwise(school.pk, "緑小学校")
    one = same(staff_client.get(PAGE))
    call_otherwise(linh.pk, "Nguyễn Linh Chi")
    two = same(staff_client.get(PAGE))

    assert "緑小学校" in row_of(one, "one")
    assert row_of(one, "another") == row_of(before, "another")
    assert "Nguyễn Linh Chi" in row_of(two, "another")
    assert row_of(two, "one") == row_of(one, "one")
    assert two == anew(staff_client)


def test_a_row_that_comes_or_goes_leaves_the_others(another, sato, staff_client):
    staff_client.get(PAGE)

    actions.snooze(Duty.objects.get(key="one"), until=TODAY + timedelta(days=1), by=sato, on=TODAY)
    gone = same(staff_client.get(PAGE))
    assert gone == anew(staff_client)
    actions.wake(Duty.objects.get(key="one"), by=sato, on=TODAY)

    assert same(staff_client.get(PAGE)) == anew(staff_client) != gone


def test_rows_and_their_words_come_in_every_language(another, staff_client):
    for page in (PAGE, "/en" + PAGE, "/ja-easy" + PAGE):
        staff_client.get(page)
        change_the_other()
        assert same(staff_client.get(page)) == anew(staff_client, page)
        CHANGES["facts"]()
        Duty.objects.filter(key="another").update(facts={"until": "2028-03-31"})
