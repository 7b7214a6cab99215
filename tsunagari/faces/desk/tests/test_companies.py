"""受入れ企業と監理団体 — caps, their own duties, facts, licences, and the ratios that are tried."""

from datetime import date

import pytest
import time_machine
from django.test import Client

from tests.cast import NOW, TODAY
from tests.pages import words
from tsunagari.kernel.duties.models import Duty
from tsunagari.kernel.parties import actions as parties
from tsunagari.kernel.roles.models import Standing
from tsunagari.programmes.talent.people.actions import cases
from tsunagari.programmes.talent.people.models import Company, Supervisor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def today():
    """The pages ask the clock; here it stands on the cast's day."""
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def maker(federation):
    """流山製作所 — a company of which nothing is known yet."""
    return parties.add_organisation("流山製作所", kinds=["company"], municipality="流山市")


def trainee(maker, sato, name="リン"):
    """A trainee who has worked there since the spring."""
    person = parties.add_person(family="グエン", given=name)
    known = {
        "country": "VN",
        "entry": "2026-05-10",
        "plans": [{"id": "1", "stage": 1, "starts": "2026-05-10", "ends": "2027-05-09"}],
        "placements": [{"id": "1", "starts": "2026-06-14"}],
    }
    return cases.open_case(
        person,
        "TITP",
        state="stage1_working",
        by=sato,
        on=TODAY,
        known=known,
        company=maker,
        supervisor=sato.body,
    )


def day(name: str, text: str) -> dict[str, str]:
    return {f"{name}_y": text, f"{name}_m": "", f"{name}_d": ""}


@pytest.mark.parametrize(
    "more", ["", "facts/company/", "facts/audits/", "facts/visits/", "facts/events/"]
)
def test_a_company_is_the_offices_alone(more, maker, staff_client, suzuki_client, yamada_client):
    where = f"/desk/companies/{maker.pk}/{more}"

    assert Client().get(where).status_code == 302
    assert suzuki_client.get(where).status_code == 403
    assert yamada_client.get(where).status_code == 403
    assert staff_client.get(where).status_code == 200


@pytest.mark.parametrize(
    "more", ["", "licences/new/", "facts/supports/", "facts/offices/", "facts/holders/"]
)
def test_a_supervising_body_is_the_offices_alone(
    more, sato, staff_client, suzuki_client, yamada_client
):
    where = f"/desk/supervisors/{sato.body.pk}/{more}"

    assert Client().get(where).status_code == 302
    assert suzuki_client.get(where).status_code == 403
    assert yamada_client.get(where).status_code == 403
    assert staff_client.get(where).status_code == 200


def test_a_body_that_neither_employs_nor_supervises_is_not_found(midori, maker, staff_client):
    school = midori.organisation.pk

    assert staff_client.get(f"/desk/companies/{school}/").status_code == 404
    assert staff_client.get(f"/desk/supervisors/{maker.pk}/").status_code == 404
    assert staff_client.get("/desk/companies/999999/").status_code == 404


def test_without_a_company_the_list_says_how_to_begin(staff_client):
    assert "受入れ企業はまだありません" in words(staff_client.get("/desk/companies/"))


def test_companies_stand_in_the_list_with_their_cases(maker, sato, staff_client):
    trainee(maker, sato)

    page = words(staff_client.get("/desk/companies/"))

    assert "流山製作所" in page
    assert "進行中の案件 1件" in page


def test_a_company_of_unknown_size_asks_for_it(maker, staff_client):
    page = words(staff_client.get(f"/desk/companies/{maker.pk}/"))

    assert "常勤の職員の数を入れると、人数枠を計算します。" in page
    assert "会社の務めはまだありません" in page
    assert "進行中の案件はありません。" in page


def test_a_company_shows_its_caps_with_article_source_and_confidence(maker, sato, staff_client):
    for n in range(4):
        trainee(maker, sato, f"リン{n}")
    company = Company.objects.get()
    staff_client.post(
        f"/desk/companies/{maker.pk}/facts/company/",
        {"staff": "30", "address": "千葉県流山市平和台1", "version": company.version},
    )

    page = words(staff_client.get(f"/desk/companies/{maker.pk}/"))

    assert "技能実習 第1号 4 3" in page
    assert "人数枠は 3人ですが、4人います。" in page
    assert "技能実習法9条11号・規則16条1項" in page
    assert "公式の資料による" in page
    assert "監査のたびに、2人以上と面談します。" in page


def test_the_duties_of_a_company_come_from_who_works_there(maker, sato, staff_client):
    trainee(maker, sato)

    page = words(staff_client.get(f"/desk/companies/{maker.pk}/"))

    assert "定期監査（3か月に1回）" in page
    assert "グエン リン さん" in page
    assert Duty.objects.filter(rule="law.titp_so_periodic_audit").exists()


def test_an_audit_that_was_noted_closes_its_duty(maker, sato, staff_client):
    trainee(maker, sato)
    version = Company.objects.get().version

    staff_client.post(
        f"/desk/companies/{maker.pk}/facts/audits/",
        {"kind": "periodic", "version": version} | day("on", "2026-08-20"),
    )

    first = Duty.objects.filter(rule="law.titp_so_periodic_audit").order_by("safe_due")[0]
    assert (first.state, first.done_on) == ("done", date(2026, 8, 20))


def test_what_a_company_cannot_have_is_refused_and_kept(maker, staff_client):
    answer = staff_client.post(
        f"/desk/companies/{maker.pk}/facts/company/",
        {"staff": "-1", "address": "千葉県流山市", "version": 1},
    )

    assert answer.status_code == 422
    assert 'value="-1"' in answer.text
    assert 'value="千葉県流山市"' in answer.text
    assert not Company.objects.exists()


def test_an_older_screen_of_a_company_sees_both_values(maker, sato, staff_client):
    cases.change_company(maker, seen=1, by=sato, on=TODAY, staff=40)

    answer = staff_client.post(
        f"/desk/companies/{maker.pk}/facts/company/", {"staff": "50", "version": 1}
    )

    assert answer.status_code == 422
    assert "画面を開いたあとに、内容が変わりました。" in words(answer)
    assert "実習生・海外の職員を除く） 40" in words(answer)
    assert 'value="50"' in answer.text


# 監理・支援をする団体 -----------------------------------------------------------------------------


def test_a_licence_brings_the_duties_of_the_body(sato, staff_client):
    where = f"/desk/supervisors/{sato.body.pk}/"
    typed = {"kind": "licence.SO.general"} | day("from_day", "R6.4.1")
    staff_client.post(f"{where}licences/new/", typed | day("until_day", "2027-03-31"))
    staff_client.post(
        f"{where}facts/offices/",
        {"kind": "SO", "outside": "auditor", "outside_audits": "2026-09-01\n令和8年6月1日"}
        | day("starts", "2024-04-01")
        | {"version": 1},
    )

    page = words(staff_client.get(where))

    assert Standing.objects.get().from_day == date(2024, 4, 1)
    assert "監理団体の許可（一般監理）" in page
    assert "監理団体の許可の更新" in page
    assert "実際にするのは 外部監査人" in page
    assert f"実際にするのは {sato.body.title}" not in page
    office = Supervisor.objects.get().facts["offices"][0]
    assert office["outside_audits"] == ["2026-09-01", "2026-06-01"]


def test_days_that_cannot_be_read_are_refused_line_by_line(sato, staff_client):
    answer = staff_client.post(
        f"/desk/supervisors/{sato.body.pk}/facts/holders/",
        {"role": "manager", "kind": "SO", "courses": "2025-04-01\nきのう", "version": 1}
        | day("starts", "2024-04-01"),
    )

    assert answer.status_code == 422
    assert "きのう" in answer.text


def test_numbers_of_staff_are_kept_with_their_day_and_the_ratios_use_them(sato, staff_client):
    where = f"/desk/supervisors/{sato.body.pk}/"
    linh = parties.add_person(family="グエン", given="リン")
    cases.open_case(linh, "ESD", state="candidate", by=sato, on=TODAY, supervisor=sato.body)
    assert "職員の数がまだ入っていないので、たしかめられません。" in words(staff_client.get(where))

    typed = {"full_time": "1", "managers": "0", "officers": "0"} | day("on", "2026-04-01")
    wrong = staff_client.post(f"{where}facts/staff/", typed | {"full_time": "-5", "version": 1})
    assert wrong.status_code == 422
    assert 'value="-5"' in wrong.text
    staff_client.post(f"{where}facts/staff/", typed | {"version": 1})

    page = words(staff_client.get(where))
    assert "2026年4月1日（水）から：常勤の職員 1人" in page
    assert "常勤の職員は 2人以上いります（いま1人）。" in page
    assert "公式ではない資料による" in page
    assert "2027年4月1日（木）の法律：" in words(staff_client.get("/desk/what-if/"))
