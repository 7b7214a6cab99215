import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import TODAY
from tsunagari.kernel.parties.models import Federation
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.records.models import Record

SETTINGS, RECORDS = "/desk/settings/", "/desk/records/"


def text(answer, status=200) -> str:
    assert answer.status_code == status
    return answer.content.decode()


def test_ones_own_language_and_shortcuts(staff_client, staff_login):
    staff_client.post(SETTINGS, {"form": "own", "own-language": "vi"})

    staff_login.refresh_from_db()
    assert staff_login.person.party.language == "vi"
    assert not staff_login.keys_on
    assert 'data-keys="off"' in text(staff_client.get(SETTINGS))


def test_shortcuts_are_switched_on_again(staff_client, staff_login):
    form = {"form": "own", "own-language": "ja"}
    staff_client.post(SETTINGS, form)
    staff_client.post(SETTINGS, form | {"own-keys_on": "on"})

    staff_login.refresh_from_db()
    assert staff_login.keys_on


def test_a_language_that_is_none_is_refused(staff_client, staff_login):
    text(staff_client.post(SETTINGS, {"form": "own", "own-language": "xx"}), 422)

    staff_login.refresh_from_db()
    assert staff_login.person.party.language == "ja"


def test_the_federations_new_name_stands_on_the_next_page(staff_client, federation):
    form = {"form": "federation", "federation-name": "東葛連合会", "federation-version": "1"}

    staff_client.post(SETTINGS, form)

    assert Federation.objects.get().name == "東葛連合会"
    assert "<small>東葛連合会</small>" in text(staff_client.get(SETTINGS))
    assert Record.objects.filter(did="party.changed").exists()


def test_the_federation_keeps_a_name(staff_client, federation):
    form = {"form": "federation", "federation-name": " ", "federation-version": "1"}

    page = text(staff_client.post(SETTINGS, form), 422)

    assert "連合会の名前を入力してください。" in page
    assert Federation.objects.get().name == "試験連合会"


def test_two_staff_do_not_overwrite_each_others_name(staff_client, federation):
    form = {"form": "federation", "federation-name": "甲連合会", "federation-version": "1"}
    staff_client.post(SETTINGS, form)

    page = text(staff_client.post(SETTINGS, form | {"federation-name": "乙連合会"}), 422)

    assert "画面を開いたあとに、内容が変わりました。" in page
    assert Federation.objects.get().name == "甲連合会"


# 記録


def test_the_records_page_shows_the_tree_and_what_waits(staff_client, sato):
    assert "封印を待つ記録" in text(staff_client.get(RECORDS))
    records.seal()

    page = text(staff_client.get(RECORDS))

    assert f"{Record.objects.count()}件" in page
    assert "ありません" in page


def test_everything_fits_when_asked(staff_client, sato):
    assert "記録はすべて合っています" in text(staff_client.get(f"{RECORDS}?check=1"))


def test_what_does_not_fit_is_named(staff_client, sato):
    from tsunagari.kernel.records.triggers import drop_triggers, install_triggers

    records.seal()
    first = Record.objects.earliest("id")
    drop_triggers(connection)
    Record.objects.filter(pk=first.pk).update(did="role.ended")
    install_triggers(connection)

    page = text(staff_client.get(f"{RECORDS}?check=1"))

    assert "合わないものが" in page
    assert f"記録{first.pk}の内容が、封印したときと違います。" in page


def test_the_newest_records_come_first_in_pages(staff_client, sato):
    for i in range(60):
        records.add(by=sato, did="session.accepted", on=TODAY, n=i)

    first = text(staff_client.get(RECORDS))
    after = first.split("after=")[1].split('"')[0]
    second = text(staff_client.get(f"{RECORDS}?after={after}"))

    assert first.count("日時が決まりました") == 50
    assert second.count("日時が決まりました") == 10


def test_the_page_asks_the_same_number_of_questions(staff_client, sato, yamada):
    def questions():
        staff_client.get(RECORDS)
        with CaptureQueriesContext(connection) as asked:
            staff_client.get(RECORDS)
        return len(asked)

    records.add(by=sato, did="session.accepted", on=TODAY)
    few = questions()
    for i in range(40):
        records.add(by=yamada if i % 2 else sato, did="session.accepted", on=TODAY, n=i)

    assert questions() == few


def test_a_record_is_evidence_with_its_proof(staff_client, sato, midori):
    record = records.add(
        by=sato,
        did="agreement.signed",
        about=midori,
        concerns=[midori.organisation.party],
        on=TODAY,
        until_day="2027-03-31",
        private={"words": "ないしょ"},
    )
    assert "これから封印します" in text(staff_client.get(f"{RECORDS}{record.pk}/"))
    records.seal()

    page = text(staff_client.get(f"{RECORDS}{record.pk}/"))

    assert "協定・覚書を結びました（2027年3月31日（水）まで）。" in page
    assert f'href="/desk/parties/{midori.organisation.party.code}/"' in page
    assert "木の中の場所" in page
    assert "1項目" in page
    assert "ないしょ" not in page


def test_an_unknown_record_is_not_found(staff_client):
    assert staff_client.get(f"{RECORDS}999999/").status_code == 404


@pytest.mark.parametrize("address", [SETTINGS, RECORDS, f"{RECORDS}1/"])
def test_teachers_see_neither_settings_nor_records(yamada_client, address):
    assert yamada_client.get(address).status_code == 403
