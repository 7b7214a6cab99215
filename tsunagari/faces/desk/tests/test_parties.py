import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import PASSWORD, TODAY, make_pupils
from tsunagari.kernel.consents.models import Consent
from tsunagari.kernel.parties import actions
from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.roles import actions as roles


def text(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def titles(page: str) -> list[str]:
    return [t.strip() for t in re.findall(r'class="tn-row-title">(?:<a[^>]*>)?([^<]*)<', page)]


def questions(client, address) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


# 人の一覧


def test_people_are_listed_by_reading(staff_client, yamada_login, maria_login):
    assert titles(text(staff_client.get("/desk/people/"))) == [
        "佐藤 恵 さん",
        "山田 進 さん",
        "Santos Maria さん",
    ]


def test_children_are_not_listed(staff_client, pairing):
    assert "kaki" not in text(staff_client.get("/desk/people/"))


def test_people_are_narrowed_by_row_and_by_role(staff_client, yamada_login, maria_login):
    assert titles(text(staff_client.get("/desk/people/?row=ヤ"))) == ["山田 進 さん"]
    assert titles(text(staff_client.get("/desk/people/?row=A"))) == ["Santos Maria さん"]
    assert titles(text(staff_client.get("/desk/people/?role=staff"))) == ["佐藤 恵 さん"]
    assert "この条件の人はいません" in text(staff_client.get("/desk/people/?row=マ"))


def test_people_come_in_pages(staff_client):
    for i in range(60):
        actions.add_person(family="林", given=f"{i:02d}", family_kana="ハヤシ")

    first = text(staff_client.get("/desk/people/"))
    [after] = re.findall(r'after=([^"&]+)"[^>]*rel="next"', first)
    second = text(staff_client.get(f"/desk/people/?after={after}"))

    assert len(titles(first)) == 50
    assert titles(second) == [f"林 {i} さん" for i in range(49, 60)]


@pytest.mark.parametrize("address", ["/desk/people/", "/desk/bodies/"])
def test_a_list_asks_the_same_number_of_questions(staff_client, address):
    few = questions(staff_client, address)
    for i in range(30):
        actions.add_person(family="林", given=f"{i}", family_kana="ハヤシ")
        actions.add_organisation(f"花の会{i}", kinds=["association"])

    assert questions(staff_client, address) == few


# 団体の一覧


def test_bodies_are_narrowed_by_kind(staff_client, midori):
    actions.add_organisation("東葛フーズ株式会社", kana="トウカツフーズ", kinds=["company"])

    assert titles(text(staff_client.get("/desk/bodies/?kind=company"))) == ["東葛フーズ株式会社"]
    assert titles(text(staff_client.get("/desk/bodies/?kind=school"))) == ["みどり台中学校"]
    assert "まだありません" in text(staff_client.get("/desk/bodies/?kind=project"))


# 概要


def test_a_persons_page_shows_name_reading_and_roles(staff_client, yamada_login):
    page = text(staff_client.get(f"/desk/parties/{yamada_login.person.party.code}/"))

    assert "<h1>山田 進 さん</h1>" in page
    assert "ヤマダ ススム" in page
    assert titles(page) == ["みどり台中学校"]
    assert "先生" in page
    assert "yamada@example.jp" in page


def test_a_childs_page_shows_the_display_name_and_the_consents(staff_client, pairing):
    [pupil] = make_pupils(pairing.a_class, 1, "kurumi", start=31)
    Consent.objects.filter(person=pupil.person, purpose="on_camera", side="child").update(
        answer=False
    )

    page = text(staff_client.get(f"/desk/parties/{pupil.person.party.code}/"))

    assert "<h1>kurumi-31</h1>" in page
    assert "登録内容を変える" not in page
    camera = page[page.index("カメラに映る") :] if "カメラに映る" in page else page
    assert "いいえ" in camera
    assert page.count("できません") >= 1


def test_a_schools_page_shows_people_agreement_and_approval(staff_client, pairing, yamada_login):
    school = pairing.exchange.a.organisation

    page = text(staff_client.get(f"/desk/parties/{school.party.code}/"))

    assert "代わりに入る" in page
    assert titles(page) == ["山田 進", "みどり台 × Las Piñas", "交流の覚書", "教育委員会"]
    assert "ほかに、生徒 8人" in page
    assert "Las Piñas High" in page


@pytest.mark.parametrize(
    ("until", "renew", "said"),
    [(-1, -30, "終わりました"), (60, -1, "更新を決める時期"), (60, 30, "有効")],
)
def test_an_agreement_says_when_to_renew(staff_client, midori, sato, until, renew, said):
    from django.utils.timezone import localdate

    today = localdate()
    roles.sign(
        "覚書",
        [midori.organisation.party],
        signed_on=today - timedelta(days=300),
        from_day=today - timedelta(days=300),
        until_day=today + timedelta(days=until),
        renew_by=today + timedelta(days=renew),
        by=sato,
        on=TODAY,
    )

    page = text(staff_client.get(f"/desk/parties/{midori.organisation.party.code}/"))

    assert said in page


@pytest.mark.parametrize("code", ["ABCDEFGHJK", "x", "0000000000", "%00", "あ"])
def test_an_unknown_code_is_not_found(staff_client, code):
    for tab in ("", "ties/", "timeline/", "edit/", "people/new/"):
        assert staff_client.get(f"/desk/parties/{code}/{tab}").status_code == 404


def test_a_duplicate_leads_to_whom_it_is_the_same_as(staff_client, yamada_login):
    party = yamada_login.person.party
    again = actions.add_person(family="山田", given="すすむ").party
    Party.objects.filter(pk=again.pk).update(same_as=party)

    answer = staff_client.get(f"/desk/parties/{again.code}/")

    assert (answer.status_code, answer["Location"]) == (302, f"/desk/parties/{party.code}/")
    assert again.code in text(staff_client.get(answer["Location"]))


def test_a_page_of_a_party_asks_the_same_number_of_questions(staff_client, midori, sato):
    address = f"/desk/parties/{midori.organisation.party.code}/"

    def admit(i):
        roles.admit(
            midori.organisation,
            "teacher",
            email=f"t{i}@example.jp",
            password=PASSWORD,
            by=sato,
            on=TODAY,
            family="先生",
            given=f"{i}",
        )

    admit(0)
    few = questions(staff_client, address)
    for i in range(1, 20):
        admit(i)

    assert questions(staff_client, address) == few


def test_teachers_do_not_open_the_pages_of_parties(yamada_client, yamada_login):
    code = yamada_login.person.party.code

    for address in ("/desk/people/", "/desk/bodies/", f"/desk/parties/{code}/"):
        assert yamada_client.get(address).status_code == 403


# これまで


@pytest.fixture
def busy(midori, sato):
    """A school with records of many kinds, made by people and by the system."""
    party = midori.organisation.party
    for i in range(5):
        records.add(
            by=None, did="school.bells_set", about=midori, concerns=[party], on=TODAY, name=i
        )
    records.add(by=sato, did="session.accepted", about=midori, concerns=[party], on=TODAY)
    records.add(
        by=sato,
        did="agreement.signed",
        about=midori,
        concerns=[party],
        on=date(2026, 4, 1),
        until_day=date(2027, 3, 31),
    )
    return party


def test_a_timeline_stands_under_days_newest_first(staff_client, busy):
    page = text(staff_client.get(f"/desk/parties/{busy.code}/timeline/"))

    assert page.index("2026年4月1日（水）") < page.index("2026年11月24日（火）")
    assert "協定・覚書を結びました（2027年3月31日（水）まで）。" in page
    assert "佐藤 恵" in page


def test_runs_of_system_entries_are_folded(staff_client, busy):
    page = text(staff_client.get(f"/desk/parties/{busy.code}/timeline/"))

    assert re.search(r"自動の記録 [5-9]件", page)


def test_a_timeline_is_narrowed_by_kind(staff_client, busy):
    page = text(staff_client.get(f"/desk/parties/{busy.code}/timeline/?kind=contact"))

    assert "日時が決まりました" in page
    assert "協定・覚書を結びました" not in page
    assert "この種類の記録はありません" in text(
        staff_client.get(f"/desk/parties/{busy.code}/timeline/?kind=consent")
    )


def test_an_entry_leads_to_its_record(staff_client, busy):
    page = text(staff_client.get(f"/desk/parties/{busy.code}/timeline/?kind=contact"))
    [address] = re.findall(r'href="(/desk/records/\d+/)"', page)

    record = text(staff_client.get(address))

    assert "日時が決まりました" in record
    assert "みどり台中学校" in record


def test_a_timeline_comes_in_pages(staff_client, midori, sato):
    party = midori.organisation.party
    for i in range(60):
        records.add(by=sato, did="session.accepted", about=midori, concerns=[party], on=TODAY, n=i)
    address = f"/desk/parties/{party.code}/timeline/?kind=contact"

    first = text(staff_client.get(address))
    [after] = re.findall(r'after=([^"&]+)"[^>]*rel="next"', first)
    second = text(staff_client.get(f"{address}&after={after}"))

    assert first.count("日時が決まりました") == 50
    assert second.count("日時が決まりました") == 10


def test_a_timeline_asks_the_same_number_of_questions(staff_client, midori, sato, yamada):
    party = midori.organisation.party
    address = f"/desk/parties/{party.code}/timeline/"
    records.add(by=sato, did="session.accepted", about=midori, concerns=[party], on=TODAY)
    few = questions(staff_client, address)
    for i in range(40):
        by = sato if i % 2 else yamada
        records.add(by=by, did="session.accepted", about=midori, concerns=[party], on=TODAY, n=i)

    assert questions(staff_client, address) == few


@pytest.mark.parametrize("mark", ["x", "W251bGxd", "WyJhIl0", "Wzk5OTk5OTk5OTk5OTk5OTk5OTk5OV0"])
def test_marks_that_somebody_typed_do_no_harm(staff_client, busy, mark):
    for address in (
        f"/desk/parties/{busy.code}/timeline/",
        f"/desk/parties/{busy.code}/ties/",
        "/desk/people/",
        "/desk/bodies/",
        "/desk/ties/",
        "/desk/records/",
        "/desk/schools/",
    ):
        assert staff_client.get(f"{address}?after={mark}").status_code == 200
