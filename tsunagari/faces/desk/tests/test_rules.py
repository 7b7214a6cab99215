"""根拠の一覧 — the table of rules: searched, opened, switched; what changed when; own numbers."""

import re

import pytest
import time_machine
from django.test import Client

from tests.cast import NOW
from tests.pages import words
from tsunagari.faces.shared.duty_basis import COUNTING
from tsunagari.kernel.records.models import Record
from tsunagari.programmes.talent.law.rules import book, trigger_words
from tsunagari.programmes.talent.law.rules.gates import TRANSITION
from tsunagari.programmes.talent.people.models import Switch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
UNSURE = "esd_sso_extraordinary_audit"


@pytest.fixture
def today():
    """The pages ask the clock; here it stands on the cast's day."""
    with time_machine.travel(NOW, tick=True):
        yield


def count(page: str) -> int:
    return int(re.search(r"(\d+)件の規則", page)[1])


def test_only_the_office_switches_a_rule(suzuki_client, yamada_client):
    for client, status in ((Client(), 302), (suzuki_client, 403), (yamada_client, 403)):
        answer = client.post(f"/desk/rules/{UNSURE}/", {"reason": "x", "wanted": "1"})
        assert answer.status_code == status
    assert not Switch.objects.exists()


def test_every_way_of_counting_has_words():
    assert {rule.when.function for rule in book.rows()} <= set(COUNTING)


def test_every_rule_of_the_table_is_listed_page_by_page(staff_client):
    where, seen = "/desk/rules/", set()
    for _page in range(20):
        page = staff_client.get(where)
        seen |= set(re.findall(r'href="/desk/rules/([a-z0-9_]+)/"', page.text))
        following = re.search(r'href="(\?after=[^"]+)"[^>]*rel="next"', page.text)
        if not following:
            break
        where = f"/desk/rules/{following[1]}"

    assert {rule.id for rule in book.rows()} <= seen


@pytest.mark.parametrize("code", [rule.id for rule in book.rows()][::12])
def test_a_row_opens_to_everything(code, staff_client):
    rule = book.named(code)[0]

    answer = staff_client.get(f"/desk/rules/{code}/")

    assert answer.status_code == 200
    assert rule.article in words(answer) or not rule.article
    for _title, address in rule.addresses:
        assert f'href="{address}"' in answer.text.replace("&amp;", "&")
    assert trigger_words.WORDS[rule.on] in words(answer)
    assert code not in words(answer)


def test_another_reading_names_the_rule_that_it_replaces(staff_client):
    page = staff_client.get("/desk/rules/titp_so_periodic_audit_by_quarter/")

    assert 'href="/desk/rules/titp_so_periodic_audit/">定期監査（3か月に1回）' in page.text


@pytest.mark.parametrize(
    ("query", "some", "none"),
    [
        ("q=定期監査", "titp_so_periodic_audit", "res_address_first"),
        ("q=titp_so_periodic_audit", "titp_so_periodic_audit", "esd_sso_periodic_audit"),
        ("q=監査+報告書", "titp_so_audit_report", "titp_so_visit_guidance"),
        ("system=HSP", "res_address_first", "titp_so_periodic_audit"),
        ("holder=PERSON", "res_address_first", "titp_so_periodic_audit"),
        ("confidence=unsure", UNSURE, "res_address_first"),
        ("q=定期監査&day_y=2027&day_m=3&day_d=31", "titp_so_periodic_audit", "esd_sso_periodic"),
        ("q=定期監査&day_y=R9&day_m=4&day_d=1", "esd_sso_periodic_audit", "nothing"),
    ],
)
def test_rules_are_found_by_word_system_holder_confidence_and_day(query, some, none, staff_client):
    page = staff_client.get(f"/desk/rules/?{query}").text

    assert f"/desk/rules/{some}/" in page
    assert f"/desk/rules/{none}/" not in page


def test_a_word_that_no_rule_has_says_so(staff_client):
    assert "この条件の規則はありません" in words(staff_client.get("/desk/rules/?q=うちゅう"))


@pytest.mark.parametrize("query", ["system=MOON", "day_y=きのう", "holder=nobody"])
def test_conditions_that_nobody_offered_are_refused_kindly(query, staff_client):
    assert staff_client.get(f"/desk/rules/?{query}").status_code == 422


def test_a_rule_that_is_not_in_the_table_is_not_found(staff_client):
    assert staff_client.get("/desk/rules/nothing/").status_code == 404
    assert staff_client.get("/desk/rules/figures/send_fee_cap_months/").status_code == 404


def test_what_decides_the_crossing_to_the_new_law_is_listed_found_and_opened(staff_client):
    page = staff_client.get("/desk/rules/?q=2027年2月").text
    for code in TRANSITION:
        assert (f"/desk/rules/{code}/" in page) is (code == "tr_otit_s1_filing_advice")
        opened = words(staff_client.get(f"/desk/rules/{code}/"))
        assert TRANSITION[code][0] in opened
        assert code not in opened

    assert "/desk/rules/tr_pending_plan/" in staff_client.get("/desk/rules/").text
    assert "/desk/rules/tr_pending_plan/" not in staff_client.get("/desk/rules/?holder=HOST").text


def test_an_unsure_rule_is_switched_on_and_off_with_a_reason(staff_client):
    where = f"/desk/rules/{UNSURE}/"
    assert "使っていません" in words(staff_client.get(where))

    said = staff_client.post(where, {"reason": "入管に確かめた", "wanted": "1"}, follow=True)
    assert "切り替えました。案件 0件の期限を計算しなおしました。" in words(said)
    assert "使っています" in words(staff_client.get(where))
    assert "入管に確かめた" in words(staff_client.get(where))

    staff_client.post(where, {"reason": "まちがい", "wanted": "0"})
    assert not Switch.objects.exists()
    assert [r.did for r in Record.objects.filter(did__startswith="rule.").order_by("pk")] == [
        "rule.switched",
        "rule.unswitched",
    ]


def test_a_switch_without_a_reason_is_refused(staff_client):
    answer = staff_client.post(f"/desk/rules/{UNSURE}/", {"reason": "", "wanted": "1"})

    assert answer.status_code == 422
    assert not Switch.objects.exists()


def test_a_sure_rule_has_no_switch_and_takes_none(staff_client):
    where = "/desk/rules/res_address_first/"
    assert "この規則を使う" not in words(staff_client.get(where))

    answer = staff_client.post(where, {"reason": "x", "wanted": "0"})
    assert answer.status_code == 422
    assert not Switch.objects.exists()


def test_what_changes_on_the_first_day_of_the_new_law_is_listed(staff_client):
    page = words(staff_client.get("/desk/rules/changes/"))

    assert "2027年4月1日（木）" in page
    assert "はじまる規則" in page
    assert "この日で終わる規則" in page


def test_own_numbers_are_set_with_a_reason_and_go_back(staff_client):
    where = "/desk/rules/figures/without_delay_days/"

    staff_client.post(where, {"value": "5", "reason": "早めに出す"})
    assert "連合会の数 5日" in words(staff_client.get("/desk/rules/figures/"))

    staff_client.post(where, {"value": "", "reason": "もとにもどす"})
    assert not Switch.objects.exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"value": "999", "reason": "x"}, "0 から 366 までの数を入れてください。"),
        ({"value": "five", "reason": "x"}, "連合会の数"),
        ({"value": "5", "reason": ""}, "理由"),
    ],
)
def test_numbers_that_cannot_be_are_refused_and_kept(typed, said, staff_client):
    answer = staff_client.post("/desk/rules/figures/without_delay_days/", typed)

    assert answer.status_code == 422
    assert said in words(answer)
    assert f'value="{typed["value"]}"' in answer.text
    assert not Switch.objects.exists()
