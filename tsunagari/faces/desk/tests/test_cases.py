"""人材の案件 — the list, opening a case, its page, its facts, who takes part, its end."""

import json
import re
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import NOW, TODAY
from tests.pages import words
from tsunagari.kernel.duties import actions as duties
from tsunagari.kernel.duties.models import Duty
from tsunagari.kernel.parties import actions as parties
from tsunagari.kernel.records.models import Record
from tsunagari.kernel.roles import actions as roles
from tsunagari.kernel.roles.models import Standing
from tsunagari.programmes.talent.people.actions import cases
from tsunagari.programmes.talent.people.actions.duties import follow
from tsunagari.programmes.talent.people.models import Case

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
KNOWN = {
    "country": "VN",
    "entry": "2026-11-10",
    "address_fixed": "2026-11-12",
    "plans": [{"id": "1", "stage": 1, "starts": "2026-11-10", "ends": "2027-11-09", "hours": 1920}],
    "placements": [{"id": "1", "starts": "2026-12-14"}],
}


@pytest.fixture
def today():
    """The pages ask the clock; here it stands on the cast's day."""
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def maker(federation):
    """流山製作所 — a company."""
    return parties.add_organisation(
        "流山製作所", kana="ナガレヤマセイサクショ", kinds=["company"], municipality="流山市"
    )


@pytest.fixture
def linh(federation):
    """Linh — a trainee from Viet Nam."""
    return parties.add_person(family_latin="NGUYEN", given_latin="Linh", nationality="VNM")


@pytest.fixture
def case(linh, maker, sato):
    return cases.open_case(
        linh,
        "TITP",
        state="entered",
        by=sato,
        on=TODAY,
        known=KNOWN,
        company=maker,
        supervisor=sato.body,
    )


def address(case, more="") -> str:
    return f"/desk/cases/{case.pk}/{more}"


def questions(client, where) -> int:
    client.get(where)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(where).status_code == 200
    return len(asked)


PAGES = [
    "/desk/cases/",
    "/desk/cases/new/",
    "/desk/companies/",
    "/desk/rules/",
    "/desk/rules/changes/",
    "/desk/rules/figures/",
    "/desk/rules/figures/without_delay_days/",
    "/desk/rules/titp_cap_basic/",
    "/desk/what-if/",
]


@pytest.mark.parametrize("where", PAGES)
def test_only_the_office_comes_in(where, staff_client, suzuki_client, yamada_client):
    assert Client().get(where).status_code == 302
    assert suzuki_client.get(where).status_code == 403
    assert yamada_client.get(where).status_code == 403
    assert staff_client.get(where).status_code == 200


@pytest.mark.parametrize(
    "more",
    [
        "",
        "parts/",
        "close/",
        "standings/new/",
        "facts/person/",
        "facts/arrival/",
        "facts/plans/",
        "facts/plans/0/",
        "facts/placements/",
        "facts/exams/",
        "facts/events/",
        "facts/leaves/",
        "facts/interviews/",
    ],
)
def test_a_case_and_its_forms_are_the_offices(
    more, case, maker, staff_client, suzuki_client, yamada_client
):
    where = address(case, more)
    login = roles.admit(maker, "company_staff", email="mori@example.jp", by=None, on=TODAY)
    company = Client()
    company.force_login(login, "allauth.account.auth_backends.AuthenticationBackend")

    assert Client().get(where).status_code == 302
    assert suzuki_client.get(where).status_code == 403
    assert yamada_client.get(where).status_code == 403
    assert company.get(where).status_code == 403
    assert staff_client.get(where).status_code == 200


# 一覧 -------------------------------------------------------------------------------------------


def test_without_a_case_the_list_says_how_to_begin(staff_client):
    page = words(staff_client.get("/desk/cases/"))

    assert "案件はまだありません" in page
    assert "案件をはじめる" in page


def test_a_case_stands_in_the_list_with_system_state_and_company(case, staff_client):
    page = words(staff_client.get("/desk/cases/"))

    assert "NGUYEN Linh さん" in page
    assert "技能実習・入国した" in page
    assert "流山製作所" in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("system=TITP", True),
        ("system=SSW1", False),
        ("system=TITP&state=entered", True),
        ("system=TITP&state=stage1_working", False),
        ("q=nguyen", True),
        ("q=ＮＧＵＹＥＮ", True),
        ("q=田中", False),
        ("stands=closed", False),
        ("stands=all", True),
        ("company=999999", False),
        ("company=x", False),
        ("after=xyz", True),
    ],
)
def test_the_list_is_narrowed(query, shown, case, staff_client):
    page = words(staff_client.get(f"/desk/cases/?{query}"))

    assert ("NGUYEN Linh さん" in page) is shown
    assert shown or "この条件の案件はありません" in page


def test_the_list_is_narrowed_to_a_company(case, maker, staff_client):
    page = words(staff_client.get(f"/desk/cases/?company={maker.pk}"))

    assert "NGUYEN Linh さん" in page


def many(maker, supervisor, count):
    for n in range(count):
        person = parties.add_person(family="林", given=str(n))
        made = Case.objects.create(
            person=person,
            system="TITP",
            state="entered",
            company=maker,
            supervisor=supervisor,
            opened_on=TODAY,
            facts=KNOWN,
        )
        Standing.objects.create(
            party=person.party,
            kind="status.TITP1",
            from_day=TODAY,
            until_day=date(2027, 11, 9),
        )
        follow(made, on=TODAY)


@pytest.mark.parametrize(
    "where",
    [
        "/desk/cases/?stands=all",
        "/desk/cases/?q=林",
        "/desk/companies/",
        "/desk/companies/{maker}/",
        "/desk/supervisors/{body}/",
        "/desk/what-if/",
    ],
)
def test_fifty_rows_cost_what_three_cost(where, case, maker, sato, staff_client):
    where = where.format(maker=maker.pk, body=sato.body.pk)
    many(maker, sato.body, 3)
    few = questions(staff_client, where)

    many(maker, sato.body, 47)

    assert questions(staff_client, where) == few


def test_more_duties_cost_no_more_questions(case, sato, staff_client):
    few = questions(staff_client, address(case))
    cases.note_standing(
        case.person.party,
        "status.TITP1",
        from_day=TODAY,
        until_day=date(2027, 11, 9),
        by=sato,
        on=TODAY,
    )
    cases.change(
        case,
        seen=case.version,
        by=sato,
        on=TODAY,
        events=[{"id": str(n), "kind": "moved", "on": f"2026-11-{n:02d}"} for n in range(1, 20)],
    )

    assert questions(staff_client, address(case)) == few


# 案件をはじめる -----------------------------------------------------------------------------------

NEW = {"family_latin": "TRAN", "given_latin": "Mai", "at": "ESD:candidate", "nationality": "VNM"}


def test_a_case_begins_with_a_new_person(maker, sato, staff_client):
    answer = staff_client.post(
        "/desk/cases/new/", NEW | {"company": maker.pk, "supervisor": sato.body.pk}
    )

    made = Case.objects.get()
    assert answer["Location"] == address(made)
    assert (made.system, made.state, made.company) == ("ESD", "candidate", maker)
    assert "TRAN Mai さん" in words(staff_client.get(address(made)))
    assert Record.objects.filter(did="party.added").count() == 1


def test_a_case_begins_for_somebody_who_is_registered(linh, staff_client):
    staff_client.post("/desk/cases/new/", {"person": linh.party.code, "at": "SSW1:working"})

    assert Case.objects.get().person == linh


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"at": "TITP:candidate"}, "名前を入力してください。"),
        (NEW | {"at": "TITP:working"}, "制度といまの段階"),
        ({"person": "ABCDEFGHJK", "at": "TITP:candidate"}, "このコードの人はいません。"),
        (NEW | {"family_kana": "亜"}, "かなで入力してください。"),
        (NEW | {"company": "9" * 30}, "受入れ企業"),
    ],
)
def test_what_cannot_begin_says_why_and_keeps_what_was_typed(typed, said, maker, staff_client):
    answer = staff_client.post("/desk/cases/new/", typed)

    assert answer.status_code == 422
    assert said in words(answer)
    assert not Case.objects.exists()
    for value in (typed.get("family_latin"), typed.get("person")):
        assert not value or f'value="{value}"' in answer.text


def test_somebody_of_the_same_name_is_shown_before_another_is_made(linh, staff_client):
    typed = {"family_latin": "Nguyen", "given_latin": "LINH", "at": "TITP:candidate"}

    asked = staff_client.post("/desk/cases/new/", typed)
    assert asked.status_code == 422
    assert "同じ名前の人がいます" in words(asked)
    assert f"?person={linh.party.code}" in asked.text

    staff_client.post("/desk/cases/new/", typed | {"different": "1"})
    assert Case.objects.get().person != linh


def test_one_person_has_one_open_case(case, linh, staff_client):
    answer = staff_client.post(
        "/desk/cases/new/", {"person": linh.party.code, "at": "SSW1:working"}
    )

    assert answer.status_code == 422
    assert "おわっていない案件があります" in words(answer)


# 1つの案件 ----------------------------------------------------------------------------------------


def test_a_case_shows_its_duties_with_three_days_holder_and_basis(case, maker, staff_client):
    page = words(staff_client.get(address(case)))

    assert "NGUYEN Linh さん" in page
    assert "やること" in page
    assert "法律の期限 2026年11月26日" in page
    assert "実際の期限 2026年11月26日" in page
    assert "余裕をみた期限 2026年11月26日" in page
    assert "規則 はじめての住所の届出" in page
    assert (
        "きっかけになった事実 最初の住所が決まった日 数え方 次の日から数えて、その日数まで" in page
    )
    assert "（14日）" in page
    assert "公式の資料による" in page
    assert "はたらく本人：NGUYEN Linh" in page


def test_a_duty_that_was_pressed_done_stands_among_the_finished(case, sato, staff_client):
    duty = Duty.objects.filter(office=sato.body.pk, about_kind="people.case", state="open").first()

    duties.done(duty, by=sato, on=TODAY)

    page = words(staff_client.get(address(case)))
    assert "2026年11月24日（火）に完了" in page


def test_what_cannot_be_true_is_said_with_the_duties_that_are_withheld(case, sato, staff_client):
    cases.change(case, seen=1, by=sato, on=TODAY, departed="2026-11-01", country="XX")

    page = words(staff_client.get(address(case)))

    assert "帰国（2026年11月1日（日））" in page
    assert "直すまで、次の期限は計算していません。" in page
    assert "「XX」" in page
    assert "NGUYEN Linh さん" in page
    assert "矛盾 2件" in words(staff_client.get("/desk/cases/"))


def test_what_cannot_be_true_leads_to_the_form_that_puts_it_right(case, sato, staff_client):
    work = [{"id": "1", "starts": "2026-06-01"}, {"id": "2", "starts": "2026-09-01"}]
    cases.change(case, seen=1, by=sato, on=TODAY, departed="2026-01-01", placements=work)
    page = staff_client.get(address(case)).content.decode()
    forms = (f"{address(case)}facts/arrival/", f"{address(case)}facts/placements/0/")

    for form in forms:
        # Beside each sentence, and below the facts.
        assert page.count(f'href="{form}"') >= 2
        assert staff_client.get(form).status_code == 200
    assert "2026年6月1日（月） と 2026年9月1日（火）" in page


PLAN = {"id": "1", "stage": 1, "starts": "2026-06-01", "ends": "2027-05-31"}


@pytest.mark.parametrize(
    ("wrong", "places"),
    [
        (
            {"placements": [{"id": "1", "starts": "2026-06-01"}, {"id": "2", "starts": TODAY}]},
            {"facts/placements/0/": "働く会社 2026年6月1日", "facts/placements/1/": "働く会社"},
        ),
        (
            {"plans": [PLAN, {"id": "3", "stage": 3, "starts": TODAY, "ends": "2028-01-01"}]},
            {"facts/plans/": "計画"},
        ),
        (
            {
                "leaves": [
                    {"kind": "sick", "starts": "2026-06-01", "ends": "2026-06-30"},
                    {"kind": "sick", "starts": "2026-06-20", "ends": "2026-07-30"},
                ]
            },
            {"facts/leaves/0/": "通算に入れない期間 2026年6月1日", "facts/leaves/1/": "通算"},
        ),
        ({"health_checks": [{"on": "2027-06-01"}]}, {"facts/health_checks/0/": "健康診断"}),
        ({"exams": [{"on": "2026-06-01", "kind": "stage9"}]}, {"facts/exams/0/": "試験"}),
        ({"events": [{"on": "2026-06-01", "kind": "flew"}]}, {"facts/events/0/": "出来事"}),
        ({"done": [{"rule": "nothing", "on": "2026-06-01"}]}, {"settlement/": "定着支援"}),
    ],
)
def test_each_thing_that_cannot_be_true_leads_to_where_it_is_put_right(
    wrong, places, case, sato, staff_client
):
    stored = json.loads(json.dumps(wrong, default=str))
    cases.change(case, seen=1, by=sato, on=TODAY, **stored)
    page = staff_client.get(address(case)).content.decode()

    for more, said in places.items():
        links = re.findall(rf'href="{re.escape(address(case, more))}"[^>]*>(.*?)</a>', page, re.S)
        assert any(f"直す：{said}" in re.sub("<[^>]*>", "", link) for link in links), more
        assert staff_client.get(address(case, more)).status_code == 200


def test_what_cannot_be_true_of_a_worker_leads_from_the_company_to_the_case(
    case, sato, staff_client
):
    work = [{"id": "1", "starts": "2026-09-01", "ends": "2026-06-01"}]
    cases.change(case, seen=1, by=sato, on=TODAY, plans=[], placements=work)
    page = staff_client.get(f"/desk/companies/{case.company_id}/").content.decode()

    assert f'href="{address(case)}"' in page
    assert "直す：本人の案件" in page


def test_the_gates_of_the_new_law_stand_on_the_page(case, staff_client):
    page = words(staff_client.get(address(case)))

    assert "2027年4月1日の切り替え" in page
    assert "技能実習から育成就労への変更はできません。" in page
    assert "公式ではない資料による" in page


def test_a_case_that_nobody_has_is_not_found(staff_client):
    assert staff_client.get("/desk/cases/999999/").status_code == 404
    assert staff_client.get("/desk/cases/999999/facts/person/").status_code == 404


@pytest.mark.parametrize("more", ["facts/nothing/", "facts/plans/9/", "facts/arrival/0/"])
def test_facts_that_a_case_does_not_have_are_not_found(more, case, staff_client):
    assert staff_client.get(address(case, more)).status_code == 404


# 事実 -------------------------------------------------------------------------------------------


def day(name: str, text: str) -> dict[str, str]:
    """A day typed into the first box, as people paste it."""
    return {f"{name}_y": text, f"{name}_m": "", f"{name}_d": ""}


def test_a_fact_changes_and_the_duties_follow_and_go_back(case, staff_client):
    typed = day("entry", "2026-11-10") | day("address_fixed", "令和8年11月20日")

    answer = staff_client.post(address(case, "facts/arrival/"), typed | {"version": 1}, follow=True)

    duty = Duty.objects.get(rule="law.res_address_first")
    assert duty.statutory_due == date(2026, 12, 4)
    assert "期限は、いまの内容で計算しなおしました。" in words(answer)
    [undo] = re.findall(r'action="(/desk/cases/\d+/undo/\d+/)"', answer.text)

    staff_client.post(undo)
    duty.refresh_from_db()
    assert duty.statutory_due == date(2026, 11, 26)
    assert "最後の変更だけ" in words(staff_client.post(undo, follow=True))


def test_a_day_that_cannot_be_read_is_refused_and_stays_in_its_boxes(case, staff_client):
    answer = staff_client.post(
        address(case, "facts/arrival/"), day("entry", "きのう") | {"version": 1}
    )

    assert answer.status_code == 422
    assert 'value="きのう"' in answer.text
    case.refresh_from_db()
    assert case.facts["entry"] == "2026-11-10"


def test_an_older_screen_sees_both_values(case, sato, staff_client):
    cases.change(case, seen=1, by=sato, on=TODAY, entry="2026-11-09")

    answer = staff_client.post(
        address(case, "facts/arrival/"),
        day("entry", "2026-11-08") | day("address_fixed", "2026-11-12") | {"version": 1},
    )

    assert answer.status_code == 422
    page = words(answer)
    assert "画面を開いたあとに、内容が変わりました。" in page
    assert "入国の日 2026年11月9日（月）" in page
    assert 'value="2026-11-08"' in answer.text
    assert 'name="version" value="2"' in answer.text


def test_a_plan_is_added_changed_and_taken_out(case, staff_client):
    second = {"stage": "2", "version": 1, "transferable": "on"}
    second |= day("starts", "2027-11-10") | day("ends", "2029-11-09")
    staff_client.post(address(case, "facts/plans/"), second)
    case.refresh_from_db()
    assert [(plan["id"], plan.get("stage", 1)) for plan in case.facts["plans"]] == [
        ("1", 1),
        ("2", 2),
    ]

    staff_client.post(
        address(case, "facts/plans/1/"), second | day("ends", "2029-10-31") | {"version": 2}
    )
    case.refresh_from_db()
    assert case.facts["plans"][1]["ends"] == "2029-10-31"
    assert case.facts["plans"][1]["id"] == "2"

    staff_client.post(address(case, "facts/plans/1/"), second | {"version": 3, "remove": "1"})
    case.refresh_from_db()
    assert [plan["id"] for plan in case.facts["plans"]] == ["1"]


def test_a_plan_without_days_is_refused_and_keeps_what_was_typed(case, staff_client):
    answer = staff_client.post(
        address(case, "facts/plans/"), {"stage": "2", "hours": "1760", "version": 1}
    )

    assert answer.status_code == 422
    assert 'value="1760"' in answer.text


@pytest.mark.parametrize(
    ("group", "typed", "stored"),
    [
        ("events", {"kind": "moved"} | day("on", "2026-11-20"), {"kind": "moved"}),
        (
            "exams",
            {"kind": "stage1", "passed": "0"} | day("on", "2026-11-20"),
            {"kind": "stage1", "passed": False},
        ),
        ("interviews", day("on", "2026-11-20"), {"on": "2026-11-20"}),
        ("health_checks", day("on", "2026-11-20"), {"on": "2026-11-20"}),
        (
            "leaves",
            {"kind": "childcare"} | day("starts", "2026-11-01") | day("ends", "2026-11-20"),
            {"kind": "childcare"},
        ),
        ("placements", {"insured": "on"} | day("starts", "2027-01-05"), {"starts": "2027-01-05"}),
    ],
)
def test_things_that_happened_are_added(group, typed, stored, case, staff_client):
    answer = staff_client.post(
        address(case, f"facts/{group}/"), typed | {"version": 1}, follow=True
    )

    case.refresh_from_db()
    last = case.facts[group][-1]
    assert stored.items() <= last.items()
    assert answer.status_code == 200
    assert staff_client.get(address(case, f"facts/{group}/0/")).status_code == 200


def test_a_code_that_no_list_knows_stays_until_somebody_changes_it(case, sato, staff_client):
    cases.change(case, seen=1, by=sato, on=TODAY, field="rocketry")

    page = staff_client.get(address(case, "facts/person/"))
    assert '<option value="rocketry" selected>' in page.text

    staff_client.post(
        address(case, "facts/person/"), {"field": "rocketry", "country": "ｖｎ", "version": 2}
    )
    case.refresh_from_db()
    assert (case.facts["field"], case.facts["country"]) == ("rocketry", "VN")
    assert "「rocketry」" in words(staff_client.get(address(case)))


def test_a_case_does_not_tell_what_only_another_system_asks(case, staff_client):
    assert case.system == "TITP"
    assert "契約で決めた転籍の制限" not in words(staff_client.get(address(case)))


# 資格・団体・おわり ---------------------------------------------------------------------------------


def test_a_status_is_noted_corrected_and_taken_back(case, staff_client):
    where = address(case, "standings/new/")
    typed = {"kind": "status.TITP1"} | day("from_day", "2026-11-10")
    staff_client.post(where, typed | day("until_day", "2027-11-09"))
    held = Standing.objects.get()
    assert "在留資格：技能実習1号" in words(staff_client.get(address(case)))

    one = address(case, f"standings/{held.pk}/")
    staff_client.post(one, {"version": 1} | day("until_day", "2027-11-30"))
    held.refresh_from_db()
    assert (held.kind, held.until_day) == ("status.TITP1", date(2027, 11, 30))

    older = staff_client.post(one, {"version": 1} | day("until_day", "2027-12-31"))
    assert older.status_code == 422
    assert "画面を開いたあとに、内容が変わりました。" in words(older)
    assert "いまの内容" in words(older)
    assert staff_client.post(one, {"remove": "1", "version": 1}).status_code == 422
    staff_client.post(one, {"remove": "1", "version": 2})
    assert not Standing.objects.exists()
    assert Record.objects.filter(did="standing.taken_back").exists()


def test_where_no_number_belongs_is_said_on_the_form_alone(case, staff_client):
    where = address(case, "standings/new/")
    hint = "在留カード（番号はここに入れません）"
    assert hint in words(staff_client.get(where))

    typed = {"kind": "card"} | day("from_day", "2026-11-10") | day("until_day", "2027-11-09")
    staff_client.post(where, typed)

    page = words(staff_client.get(address(case)))
    assert "在留カード" in page
    assert hint not in page


def test_a_status_that_ends_before_it_begins_is_refused(case, staff_client):
    typed = {"kind": "status.TITP1", "authority": "東京入管"} | day("from_day", "2026-11-10")

    answer = staff_client.post(
        address(case, "standings/new/"), typed | day("until_day", "2026-11-09")
    )

    assert answer.status_code == 422
    assert "はじまりの日" in words(answer)
    assert 'value="東京入管"' in answer.text


def test_somebody_elses_status_is_not_found_here(case, staff_client):
    other = parties.add_person(family="林")
    held = Standing.objects.create(party=other.party, kind="card", from_day=TODAY)

    assert staff_client.get(address(case, f"standings/{held.pk}/")).status_code == 404


def test_who_takes_part_is_changed_and_an_older_screen_sees_both(case, staff_client):
    other = parties.add_organisation("柏食品", kinds=["company"])
    staff_client.post(address(case, "parts/"), {"company": other.pk, "version": 1})
    case.refresh_from_db()
    assert (case.company, case.supervisor) == (other, None)

    answer = staff_client.post(address(case, "parts/"), {"company": "", "version": 1})
    assert answer.status_code == 422
    assert "受入れ企業 柏食品" in words(answer)


def test_a_case_is_closed_and_opened_again(case, staff_client):
    said = staff_client.post(address(case, "close/"), day("day", "2026-11-24"), follow=True)
    case.refresh_from_db()
    assert case.closed_on == TODAY
    assert "2026年11月24日（火）におわりました" in words(said)

    staff_client.post(address(case, "reopen/"))
    case.refresh_from_db()
    assert case.closed_on is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2026-11-01", "案件は 2026年11月24日（火） にはじまります。"),
        ("2026-11-25", "まだ来ていない日です。"),
        ("", "案件をおえる日"),
    ],
)
def test_a_case_ends_on_a_day_that_it_has_seen(typed, said, case, staff_client):
    answer = staff_client.post(address(case, "close/"), day("day", typed))

    assert answer.status_code == 422
    assert said in words(answer)
    case.refresh_from_db()
    assert case.closed_on is None


def test_a_person_and_a_company_lead_to_their_cases(case, linh, maker, staff_client):
    person = staff_client.get(f"/desk/parties/{linh.party.code}/")
    company = staff_client.get(f"/desk/parties/{maker.party.code}/")

    assert f'href="{address(case)}"' in person.text
    assert f'href="/desk/companies/{maker.pk}/"' in company.text


def test_undoing_what_was_never_done_is_answered_with_a_sentence(case, staff_client):
    body = parties.add_organisation("何も知らない会社", kinds=["company"])
    for where in (
        f"/desk/cases/{case.pk}/undo/0/",
        f"/desk/companies/{body.pk}/undo/1/",
    ):
        answer = staff_client.post(where, follow=True)

        assert answer.status_code == 200, where
        assert "元に戻せるのは、最後の変更だけです。" in words(answer), where
    assert staff_client.post(f"/desk/cases/{case.pk}/undo/{10**30}/").status_code == 404
    assert staff_client.post(f"/desk/cases/{case.pk}/way/change/undo/").status_code == 302
