"""家事支援（事務局）の試験 — what runs, who answers, what is refused with the other way."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import TODAY
from tests.cast_housekeeping import NINE
from tsunagari.kernel.records.models import Record
from tsunagari.programmes.talent.housekeeping.actions import visits, watch
from tsunagari.programmes.talent.housekeeping.models import Alarm, Contract, Household, Service
from tsunagari.programmes.talent.proposals.models import Proposal

NOW = NINE + timedelta(minutes=30)


@pytest.fixture
def client(staff_client):
    with time_machine.travel(NOW, tick=False):
        yield staff_client


def text(answer) -> str:
    return answer.content.decode()


def day(name: str, when=TODAY) -> dict:
    return {f"{name}_y": when.year, f"{name}_m": when.month, f"{name}_d": when.day}


def test_every_page_stands_empty(client):
    for path in (
        "",
        "visits/",
        "visits/?view=alarms",
        "homes/",
        "institutions/",
        "zones/",
        "gate/",
    ):
        assert client.get(f"/desk/housekeeping/{path}").status_code == 200, path


def test_every_page_stands_filled(client, visit, institution, home, grace_case):
    watch.look_after(NOW)
    alarm = Alarm.objects.get()
    for path in (
        "",
        "visits/",
        "visits/?view=past",
        f"visits/{visit.pk}/",
        "visits/new/",
        f"alarms/{alarm.pk}/",
        "homes/",
        "homes/new/",
        f"homes/{home.pk}/",
        f"workers/{grace_case.pk}/",
        "institutions/",
        f"institutions/{institution.pk}/",
        f"institutions/{institution.pk}/edit/",
        f"institutions/{institution.pk}/confirm/",
        f"institutions/{institution.pk}/event/",
        f"institutions/{institution.pk}/look/",
    ):
        assert client.get(f"/desk/housekeeping/{path}").status_code == 200, path


def test_what_runs_names_the_person_the_home_by_its_code_and_the_alarm(client, visit, home):
    watch.look_after(NOW)
    page = text(client.get("/desk/housekeeping/"))

    assert "だれも受けていません" in page
    assert f"千葉市美浜区 {home.code}" in page
    assert "囗山" not in page


def test_an_alarm_is_taken_and_closed_with_words(client, visit):
    watch.look_after(NOW)
    alarm = Alarm.objects.get()
    here = f"/desk/housekeeping/alarms/{alarm.pk}/"

    assert client.post(f"{here}take/").status_code == 302
    assert client.post(here, {"outcome": "stays", "words": "話した。"}).status_code == 422
    done = client.post(here, {"outcome": "stays", "until": "13:30", "words": "話した。"})
    assert done.status_code == 302
    visit.refresh_from_db()
    assert (visit.state, visit.until_at) == ("running", NINE + timedelta(hours=3, minutes=30))


def test_an_address_is_opened_by_a_press_that_is_a_record(client, home):
    here = f"/desk/housekeeping/homes/{home.pk}/"

    assert "見本1-2-3" not in text(client.get(here))
    assert "見本1-2-3" in text(client.post(f"{here}address/"))
    assert client.get(f"{here}address/").status_code == 405
    assert Record.objects.filter(did="housekeeping.address_read").count() == 1


def test_a_contract_that_the_scheme_does_not_allow_shows_the_other_way(client, home):
    typed = {"work": ["cooking"], "lives_in": "yes", **day("from_day")}
    page = client.post(f"/desk/housekeeping/homes/{home.pk}/", typed)

    assert page.status_code == 422
    assert "住み込みはできません" in text(page)
    assert "用意した住まいから通う" in text(page)
    assert Contract.objects.count() == 0
    good = typed | {"lives_in": "no", "service_contract": "yes"}
    assert client.post(f"/desk/housekeeping/homes/{home.pk}/", good).status_code == 302


def test_a_visit_is_planned_over_midnight_taken_off_and_put_back(client, contract, grace_case):
    typed = {
        "contract": contract.pk,
        "case": grace_case.pk,
        "starts": "22:00",
        "ends": "01:00",
        **day("day"),
    }
    made = client.post("/desk/housekeeping/visits/new/", typed)
    service = Service.objects.get()

    assert made["Location"] == f"/desk/housekeeping/visits/{service.pk}/"
    assert service.ends_at - service.starts_at == timedelta(hours=3)
    undo = f"/desk/housekeeping/visits/{service.pk}/restore/"
    done = client.post(f"/desk/housekeeping/visits/{service.pk}/cancel/", follow=True)
    assert f'action="{undo}"' in text(done)
    client.post(undo)
    service.refresh_from_db()
    assert service.state == "planned"
    past = client.post(
        "/desk/housekeeping/visits/new/", typed | {"starts": "08:00", "ends": "09:00"}
    )
    assert past.status_code == 422


def test_once_its_time_has_come_a_visit_stays_and_so_does_the_door(client, visit, home):
    here = f"/desk/housekeeping/visits/{visit.pk}/"
    assert "訪問を取りやめる" not in text(client.get(here))
    kept = client.post(f"{here}cancel/", follow=True)
    assert "もうはじまったか、終わりました" in text(kept)

    done = client.post(f"/desk/housekeeping/homes/{home.pk}/withdraw/", follow=True)
    assert text(done).count("いまの訪問が終わったら、名前・住所・電話を消します。") == 2
    assert "住所と電話を見る" in text(done)
    visit.refresh_from_db()
    assert visit.state == "planned"


def test_a_home_is_not_registered_without_its_yes(client, institution):
    typed = {"institution": institution.pk, "town": "千葉市", "address": "見本1"}
    refused = client.post("/desk/housekeeping/homes/new/", typed)

    assert (refused.status_code, Household.objects.count()) == (422, 0)
    assert 'value="見本1"' in text(refused)
    assert client.post("/desk/housekeeping/homes/new/", typed | {"agreed": "on"}).status_code == 302


def test_a_care_home_in_nagareyama_is_refused_and_becomes_a_tracked_proposal(client):
    """Worked example W22."""
    asked = f"area=chiba&place=care_home&work=cleaning&on_y={TODAY.year}&on_m=11&on_d=24"
    page = text(client.get(f"/desk/housekeeping/gate/?{asked}"))

    assert "介護施設では働けません" in page
    assert "特定技能1号「介護」" in page
    assert "確かめられていません" in page
    client.post(f"/desk/housekeeping/gate/propose/?{asked}")
    made = Proposal.objects.get()
    assert [(one.article[:15], one.confidence) for one in made.obstacles.all()] == [
        ("国家戦略特別区域法施行令15条"[:15], "unsure"),
        ("国家戦略特別区域法16条の4"[:15], "unsure"),
        ("国家戦略特別区域法16条の4"[:15], "unsure"),
    ]
    assert made.state == "draft"


def test_what_the_office_found_out_about_an_area_counts_from_its_day(client):
    typed = {
        "code": "chiba",
        "designated": "yes",
        "measure": "yes",
        "council": "yes",
        "said": "県の回答",
        "confidence": "secondary",
        **day("from_day"),
    }
    assert client.post("/desk/housekeeping/zones/", typed | {"said": ""}).status_code == 422
    assert client.post("/desk/housekeeping/zones/", typed).status_code == 302

    asked = f"area=chiba&place=household&work=cleaning&on_y={TODAY.year}&on_m=11&on_d=24"
    assert "○" in text(client.get(f"/desk/housekeeping/gate/?{asked}"))


def test_a_company_becomes_an_institution_and_is_confirmed(client, chores, aoki_login):
    here = f"/desk/housekeeping/institutions/{chores.pk}/"
    typed = {"area": "chiba", "coordinator": aoki_login.person.pk, "version": 1}
    assert client.post(f"{here}edit/", typed).status_code == 302
    refused = client.post(f"{here}confirm/", day("from_day"))
    assert refused.status_code == 422
    assert "施策提言" in text(refused)
    client.post(f"{here}edit/", typed | {"area": "chiba_city", "version": 2})
    assert client.post(f"{here}confirm/", day("from_day")).status_code == 302
    assert "確認ずみ" in text(client.get("/desk/housekeeping/institutions/"))


def test_an_audit_is_planned_and_held(client, institution):
    made = client.post(
        f"/desk/housekeeping/institutions/{institution.pk}/look/",
        {"kind": "audit", "at": "10:00", **day("day")},
    )
    here = made["Location"]
    assert client.post(here, {"outcome": "ok", "words": ""}).status_code == 422
    assert client.post(here, {"outcome": "ok", "words": "見た。"}).status_code == 302
    assert "問題なし" in text(client.get(here))


def test_lists_ask_as_much_for_one_as_for_three(client, contract, grace_case, aoki):
    client.get("/desk/housekeeping/visits/")
    counts = []
    for hour in range(1, 4):
        starts = NOW + timedelta(hours=hour)
        visits.plan(
            contract,
            grace_case,
            starts=starts,
            ends=starts + timedelta(minutes=30),
            by=aoki,
            on=TODAY,
            now=NOW,
        )
        if hour != 2:
            with CaptureQueriesContext(connection) as asked:
                client.get("/desk/housekeeping/visits/")
            counts.append(len(asked))
    assert counts[0] == counts[1]
