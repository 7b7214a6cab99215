"""訪問の画面 — planned, filled in on a phone, closed; findings and reports; strangers stay outside."""

import base64
import hashlib
import io
import json
from datetime import time, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from tests.house.test_bad_input import BAD
from tests.pages import words
from tsunagari.kernel.duties.models import Duty
from tsunagari.kernel.duties.rulebook import said
from tsunagari.kernel.parties import actions as parties
from tsunagari.programmes.talent.people.actions import cases
from tsunagari.programmes.talent.people.models import Case, Company
from tsunagari.programmes.talent.safety.models import Incident
from tsunagari.programmes.talent.visits import queries
from tsunagari.programmes.talent.visits.actions import plan
from tsunagari.programmes.talent.visits.models import Answer, Finding, Visit

pytestmark = pytest.mark.django_db
TRAINEE = {
    "country": "VN",
    "plans": [{"id": "one", "stage": 1, "starts": "2026-01-01", "ends": "2030-12-31"}],
    "placements": [{"id": "first", "starts": "2026-01-01"}],
}


@pytest.fixture
def maker(federation):
    """流山製作所 — a company."""
    return parties.add_organisation("流山製作所", kinds=["company"], municipality="流山市")


@pytest.fixture
def hire(maker, sato):
    def many(number, company=maker):
        return [
            cases.open_case(
                parties.add_person(
                    family="見本", given=f"リン{n}", nationality="VNM", language="vi"
                ),
                "TITP",
                state="working",
                by=sato,
                on=timezone.localdate(),
                known=dict(TRAINEE),
                company=company,
            )
            for n in range(number)
        ]

    return many


@pytest.fixture
def planned(maker, hire, sato):
    """planned(4): an audit of today at a company with so many trainees."""

    def make(number=4, kind="audit", ahead=0):
        hire(number)
        today = timezone.localdate()
        day = today + timedelta(days=ahead)
        return plan.plan(maker, kind, day=day, at=time(10), by=sato, on=today)

    return make


def everything(visit, **changes):
    """はい to every question, as the form sends it."""
    keys = queries.asked(visit, queries.interviews_of(visit))
    sent = {f"a-{key}": "yes" for key in keys} | {f"w-{key}": "" for key in keys}
    return sent | {"signed_name": "山本", "was": "{}"} | changes


def sheet(visit):
    return reverse("desk:visit", args=[visit.pk])


def test_the_list_is_empty_at_first_and_says_what_to_do(staff_client):
    page = words(staff_client.get("/desk/visits/"))

    assert "予定している訪問はありません" in page
    assert "会社と日を選ぶと、確認票と、面談する人の抽せんができます。" in page


def test_a_visit_is_planned_and_its_people_are_drawn(staff_client, hire, maker):
    hire(9)
    today = timezone.localdate()
    sent = {"kind": "audit", "company": maker.pk, "at": "10:00"}
    sent |= {"day_y": today.year, "day_m": today.month, "day_d": today.day}

    answer = staff_client.post("/desk/visits/new/", sent, follow=True)

    assert "面談する人は抽せんで決まりました。" in words(answer)
    assert "面談 0／3人" in words(answer)
    assert "audit-2017-11-01" in words(answer)


def test_a_second_visit_of_one_kind_on_a_day_is_led_to_the_first(staff_client, planned, maker):
    visit = planned()
    sent = {"kind": "audit", "company": maker.pk, "at": "14:00"}
    sent |= {"day_y": visit.day.year, "day_m": visit.day.month, "day_d": visit.day.day}

    answer = staff_client.post("/desk/visits/new/", sent)

    assert answer.status_code == 422
    assert "同じ種類の訪問がもうあります。" in words(answer)
    assert f'href="{sheet(visit)}"' in answer.content.decode()
    assert Visit.objects.get() == visit


def test_a_visit_without_people_is_refused_and_keeps_the_input(staff_client, hire, maker):
    hire(1)
    sent = {"kind": "interview", "company": maker.pk, "at": "10:00"}
    sent |= {"day_y": 2026, "day_m": 12, "day_d": 1}

    answer = staff_client.post("/desk/visits/new/", sent)

    assert answer.status_code == 422
    assert "はたらく特定技能1号の人がいません" in words(answer)
    assert not Visit.objects.exists()


def test_the_draw_can_be_done_again_from_the_page(staff_client, planned):
    visit = planned(9)

    page = words(staff_client.get(reverse("desk:visit_draw", args=[visit.pk])))

    assert visit.draw["seed"] in page
    assert page.count("面談する") >= 3
    assert "sha256sum" in page
    # Whoever has only the printed seed and the codes comes to the same people.
    seed, codes = visit.draw["seed"], list(visit.draw["times"])
    tickets = {hashlib.sha256(f"{seed}\n{code}".encode()).hexdigest(): code for code in codes}
    again = {tickets[ticket] for ticket in sorted(tickets)[:3]}
    assert again == {one.case.person.party.code for one in visit.interviews.filter(drawn=True)}


def test_what_is_sent_stays_and_is_counted(staff_client, planned):
    visit = planned()

    answer = staff_client.post(
        sheet(visit), {"a-log": "yes", "w-log": "", "was": "{}"}, follow=True
    )

    assert "送りました。" in words(answer)
    row = Answer.objects.get()
    assert (row.item, row.said) == ("log", "yes")


def test_the_same_press_is_taken_once_with_its_photographs(staff_client, planned):
    visit = planned()
    sent = {"a-log": "yes", "w-log": "a", "was": "{}", "press_key": "k1", "words": "よい"}
    photo = io.BytesIO()
    Image.new("RGB", (40, 30)).save(photo, "JPEG")

    def send():
        file = SimpleUploadedFile("a.jpg", photo.getvalue(), "image/jpeg")
        return staff_client.post(sheet(visit), sent | {"photos": file})

    first, again = send(), send()

    assert first["Location"] == again["Location"]
    visit.refresh_from_db()
    assert (visit.version, visit.pictures.count()) == (2, 1)


def test_a_quarrel_shows_both_answers_and_the_second_press_settles_it(staff_client, planned):
    visit = planned()
    staff_client.post(sheet(visit), {"a-log": "yes", "w-log": "きれい", "was": "{}"})

    answer = staff_client.post(sheet(visit), {"a-log": "no", "w-log": "ない", "was": "{}"})

    assert answer.status_code == 422
    assert "ほかの人の答え：はい きれい" in words(answer)
    now = answer.context["page"].was
    assert json.loads(now)["log"] == ["yes", "きれい"]
    staff_client.post(sheet(visit), {"a-log": "no", "w-log": "ない", "was": now})
    assert Answer.objects.get().said == "no"


def test_a_photograph_is_shown_behind_the_gate_only(staff_client, suzuki_client, planned):
    visit = planned()
    out = io.BytesIO()
    Image.new("RGB", (40, 30)).save(out, "JPEG")
    out.seek(0)
    out.name = "a.jpg"

    staff_client.post(sheet(visit), {"photos": out, "photo_words": "台所", "was": "{}"})

    address = reverse("desk:visit_picture", args=[visit.pictures.get().pk])
    assert staff_client.get(address)["Content-Type"] == "image/jpeg"
    assert suzuki_client.get(address).status_code == 403
    assert "台所" in staff_client.get(sheet(visit)).content.decode()


def photographed(mark="", colour="teal"):
    out = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "JPEG")
    return SimpleUploadedFile(mark or "a.jpg", out.getvalue(), "image/jpeg")


def test_photographs_go_each_to_its_question_whatever_their_order(staff_client, planned):
    visit = planned()
    when = (timezone.now() - timedelta(hours=1)).replace(microsecond=0)
    taken = {"m1": ["log", when.isoformat()], "m2": ["lodging", ""], "m3": ["", when.isoformat()]}
    files = [photographed("m3", "red"), photographed("m2", "green"), photographed("m1", "blue")]

    sent = {"photos": files, "taken": json.dumps(taken), "was": "{}"}
    staff_client.post(sheet(visit), sent)

    rows = {row.mark: (row.item, row.taken_at) for row in visit.pictures.all()}
    assert rows == {"m1": ("log", when), "m2": ("lodging", None), "m3": ("", when)}
    page = words(staff_client.get(sheet(visit)))
    assert page.count(f"{timezone.localtime(when):%H:%M} 撮影") == 2
    assert page.count("撮影の時刻は不明") == 1


def test_without_a_script_a_question_has_a_field_for_its_photograph(staff_client, planned):
    visit = planned()

    staff_client.post(sheet(visit), {"p-lodging": photographed(), "was": "{}"})

    picture = visit.pictures.get()
    assert (picture.item, picture.taken_at, picture.mark) == ("lodging", None, "")
    assert picture.received_at


@pytest.mark.parametrize("taken", ["", "[", "[]", '{"m":1}', '{"m":["log"]}', '{"m":[1,2]}'])
def test_a_photograph_about_which_nothing_can_be_read_is_not_lost(staff_client, planned, taken):
    visit = planned()

    staff_client.post(sheet(visit), {"photos": photographed("m"), "taken": taken, "was": "{}"})

    assert visit.pictures.get().item == ""


def test_a_photograph_sent_under_two_presses_is_kept_once(staff_client, planned):
    visit = planned()
    sent = {"taken": json.dumps({"m": ["log", ""]}), "was": "{}"}

    for key in ("k1", "k2"):
        staff_client.post(sheet(visit), sent | {"photos": photographed("m"), "press_key": key})

    assert visit.pictures.get().mark == "m"
    assert 'data-marks="m"' in staff_client.get(sheet(visit)).content.decode()


def test_a_file_that_is_no_picture_is_refused_and_the_words_stay(staff_client, planned):
    visit = planned()
    file = io.BytesIO(b"MZ")
    file.name = "a.exe"

    answer = staff_client.post(sheet(visit), {"photos": file, "w-log": "見た", "was": "{}"})

    assert answer.status_code == 422
    assert "見た" in answer.content.decode()
    assert not Answer.objects.exists()


def test_a_worker_is_asked_in_their_language_beside_japanese(staff_client, planned):
    visit = planned()

    page = staff_client.get(sheet(visit)).content.decode()

    assert "Tiếng Việt" in page
    assert "パスポートと在留カードは、いつも自分で持っていますか。" in page


def closed(staff_client, visit, **more):
    today = timezone.localdate()
    sent = {"held_on_y": today.year, "held_on_m": today.month, "held_on_d": today.day} | more
    return staff_client.post(reverse("desk:close_visit", args=[visit.pk]), sent, follow=True)


def test_an_unfinished_visit_says_what_is_missing(staff_client, planned):
    visit = planned()

    answer = closed(staff_client, visit)

    assert answer.status_code == 422
    assert "面談は 2人以上いりますが、0人です。" in words(answer)


def test_a_visit_is_closed_by_one_press_and_shows_what_follows(staff_client, planned):
    visit = planned()
    one = visit.interviews.filter(drawn=True).first()
    passport = f"{one.pk}-w_passport"
    sent = {"a-log": "no", "w-log": "9月がない"}
    sent |= {f"a-{passport}": "no", f"w-{passport}": "会社にある"}
    staff_client.post(sheet(visit), everything(visit, **sent))
    due = timezone.localdate() + timedelta(days=3)
    days = {
        f"due-{n}_{part}": value
        for n in (1, 2)
        for part, value in (("y", due.year), ("m", due.month), ("d", due.day))
    }

    answer = closed(staff_client, visit, **days)

    page = words(answer)
    assert answer.status_code == 200
    assert "訪問を終えました。" in page
    assert "9月がない" in page
    assert "いま確かめる" in page
    assert Finding.objects.count() == 2
    assert Incident.objects.get().case == one.case


@pytest.fixture
def found(staff_client, planned):
    visit = planned(1)
    sent = {"a-passport": "no", "w-passport": "金庫"}
    staff_client.post(sheet(visit), everything(visit, **sent))
    due = timezone.localdate()
    closed(staff_client, visit, **{"due-1_y": due.year, "due-1_m": due.month, "due-1_d": due.day})
    return Finding.objects.get()


def test_a_finding_is_mended_with_words_and_taken_back(staff_client, found):
    address = reverse("desk:finding", args=[found.pk])

    assert staff_client.post(address, {"words": "", "version": 1}).status_code == 422
    answer = staff_client.post(address, {"words": "返した", "version": 1}, follow=True)

    assert "指摘が直ったことを記録しました。" in words(answer)
    reopen = reverse("desk:reopen_finding", args=[found.pk])
    assert f'action="{reopen}"' in staff_client.get(address).text, "later, too"
    staff_client.post(reopen)
    found.refresh_from_db()
    assert found.mended_on is None
    assert f'action="{reopen}"' not in staff_client.get(address).text


def test_a_paper_that_shows_it_is_kept(staff_client, found):
    paper = io.BytesIO(b"%PDF-1.4 x")
    paper.name = "受領書.pdf"
    address = reverse("desk:finding", args=[found.pk])

    staff_client.post(address, {"words": "受領書", "version": 1, "file": paper})

    answer = staff_client.get(reverse("desk:finding_evidence", args=[found.pk]))
    assert answer["Content-Type"] == "application/pdf"


def test_what_a_visit_found_stands_on_the_pages_and_is_settled_as_a_report(
    staff_client, ito_client, found
):
    report = Incident.objects.get()
    assert "旅券" in words(staff_client.get(sheet(found.visit)))
    company = reverse("desk:company", args=[found.visit.company_id])
    assert "新しい案件と次の手続は止まります" in words(staff_client.get(company))

    address = reverse("desk:help_call", args=[report.pk])
    page = words(staff_client.get(address))
    assert "法48条1項・111条5号" in page
    assert "流山製作所 の新しい案件と、進行中の案件の次の手続" in page
    for seen, client, status in (
        (1, staff_client, 302),
        (2, staff_client, 422),
        (2, ito_client, 302),
    ):
        sent = {"words": "本人に返した", "seen": seen, "suspected": "on"}
        assert client.post(address, sent).status_code == status

    assert Duty.objects.filter(rule="law.titp_so_extraordinary_audit", state="open").exists()
    assert "パスポート" in words(staff_client.get("/desk/help-calls/?view=closed"))


def test_todays_list_leads_to_the_report_first(staff_client, found):
    page = staff_client.get("/desk/")

    assert "本人の安全を確かめてください" in words(page)
    for rule, name in (("2-1.keep_safe", "help_call"), ("2-1.finding", "finding")):
        duty = Duty.objects.get(rule=rule)
        assert said(duty, "ja").href == reverse(f"desk:{name}", args=[duty.about_key])


def test_somebody_more_is_asked(staff_client, planned):
    visit = planned(9)
    address = reverse("desk:visit_person", args=[visit.pk])
    choice = staff_client.get(address).context["free"][0]

    staff_client.post(address, {"case": choice.pk})

    assert visit.interviews.filter(case=choice).exists()
    assert staff_client.post(address, {"case": "999"}).status_code == 422


def test_a_visit_is_moved_to_another_day(staff_client, planned):
    visit = planned()
    address = reverse("desk:move_visit", args=[visit.pk])
    tomorrow = timezone.localdate() + timedelta(days=1)
    sent = {"day_y": tomorrow.year, "day_m": tomorrow.month, "day_d": tomorrow.day, "at": "13:30"}

    assert "日を動かす" in words(staff_client.get(sheet(visit)))
    assert staff_client.post(address, sent | {"version": 9}).status_code == 422
    staff_client.post(address, sent | {"version": 1})

    visit.refresh_from_db()
    assert visit.day == tomorrow
    assert "13:30" in words(staff_client.get(sheet(visit)))


def test_a_visit_is_taken_off_with_its_reason(staff_client, planned):
    visit = planned()
    address = reverse("desk:cancel_visit", args=[visit.pk])

    assert staff_client.post(address, {"words": ""}).status_code == 422
    staff_client.post(address, {"words": "会社の休業"})

    assert "取りやめ" in words(staff_client.get(sheet(visit)))
    assert staff_client.post(address, {"words": "x"}).status_code == 404


def test_the_list_costs_the_same_for_one_and_for_many(
    staff_client, hire, sato, django_assert_num_queries
):

    def visit(n):
        body = parties.add_organisation(f"会社{n}", kinds=["company"])
        hire(1, body)
        today = timezone.localdate()
        plan.plan(body, "audit", day=today, at=time(10), by=sato, on=today)

    visit(0)
    staff_client.get("/desk/visits/")
    with CaptureQueriesContext(connection) as one:
        staff_client.get("/desk/visits/")
    for n in range(1, 4):
        visit(n)

    with django_assert_num_queries(len(one)):
        staff_client.get("/desk/visits/")


def test_the_script_for_the_way_without_a_network_stands_under_the_visits(staff_client):
    answer = staff_client.get("/desk/visits/worker.js")

    assert answer["Content-Type"].startswith("text/javascript")
    assert b"visits-1" in answer.content


def pdf_text(response) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(response.content)
    return "".join(page.get_textpage().get_text_bounded() for page in document).replace("\r\n", "")


def test_the_report_comes_out_of_the_visit(staff_client, found):
    answer = staff_client.get(reverse("desk:visit_report", args=[found.visit_id]))

    text = pdf_text(answer)
    assert answer["Content-Type"] == "application/pdf"
    assert "監査報告書" in text
    assert "流山製作所" in text
    assert "確認票の版 2017-11-01" in text
    assert "この紙は役所の様式ではありません" in text
    assert "金庫" in text


def seen(visit, staff_client, *said: str) -> None:
    """A photograph for each of the words."""
    for number, one in enumerate(said):
        out = io.BytesIO()
        Image.new("RGB", (900, 600 + number), "teal").save(out, "JPEG")
        out.seek(0)
        out.name = "a.jpg"
        staff_client.post(sheet(visit), {"photos": out, "photo_words": one, "was": "{}"})


def pictures_in(response) -> int:
    import pypdfium2
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    document = pypdfium2.PdfDocument(response.content)
    kinds = {"filter": [FPDF_PAGEOBJ_IMAGE], "max_depth": 4}
    return sum(len(list(page.get_objects(**kinds))) for page in document)


@pytest.mark.parametrize("kind", ["audit", "guidance"])
def test_the_report_ends_with_the_photographs_that_the_visit_took(staff_client, planned, kind):
    visit = planned(1, kind)
    seen(visit, staff_client, "台所", "寮の入口", "", "機械の安全カバー")
    staff_client.post(sheet(visit), everything(visit, words="よい"))
    closed(staff_client, visit)

    answer = staff_client.get(reverse("desk:visit_report", args=[visit.pk]))

    text = pdf_text(answer)
    assert text.index("署名") < text.index("写真") < text.index("1　台所")
    assert "4　機械の安全カバー" in text
    assert pictures_in(answer) == 4
    visit.pictures.update(kind="signature", words="ほかの人")
    assert pictures_in(staff_client.get(reverse("desk:visit_report", args=[visit.pk]))) == 0


def drawn() -> str:
    """A signature as the device sends it."""
    out = io.BytesIO()
    Image.new("RGBA", (300, 90)).save(out, "PNG")
    return "data:image/png;base64," + base64.b64encode(out.getvalue()).decode()


def test_a_signature_without_a_typed_name_stands_in_the_report(staff_client, planned):
    visit = planned(1, "guidance")
    typed = everything(visit, signature=drawn(), signed_name="", words="よい")
    staff_client.post(sheet(visit), typed)
    closed(staff_client, visit)

    assert pictures_in(staff_client.get(reverse("desk:visit_report", args=[visit.pk]))) == 1


@pytest.mark.parametrize("kind", ["audit", "guidance"])
def test_what_was_signed_on_the_device_stands_at_the_name(staff_client, planned, kind):
    visit = planned(1, kind)
    typed = everything(visit, signature=drawn(), signed_name="見本 工場長", words="よい")
    staff_client.post(sheet(visit), typed)
    closed(staff_client, visit)
    report = reverse("desk:visit_report", args=[visit.pk])

    assert pictures_in(staff_client.get(report)) == 1

    visit.pictures.update(words="ほかの人")
    assert pictures_in(staff_client.get(report)) == 0


def test_a_report_without_photographs_has_no_part_for_them(staff_client, found):
    answer = staff_client.get(reverse("desk:visit_report", args=[found.visit_id]))

    assert "写真" not in pdf_text(answer)


def test_a_visit_that_is_still_on_has_no_report(staff_client, planned):
    visit = planned()

    address = reverse("desk:visit_report", args=[visit.pk])
    assert staff_client.get(address).status_code == 404


def test_an_interview_has_a_report_of_each_who_was_met(staff_client, maker, sato):
    today = timezone.localdate()
    person = parties.add_person(family="見本", given="マリア", nationality="PHL", language="fil")
    known = {"country": "PH", "placements": [{"id": "a", "starts": "2026-01-01"}]}
    cases.open_case(person, "SSW1", state="working", by=sato, on=today, known=known, company=maker)
    visit = plan.plan(maker, "interview", day=today, at=time(10), by=sato, on=today)
    staff_client.post(sheet(visit), everything(visit))
    page = words(closed(staff_client, visit))
    assert "面談の報告書（PDF）" in page

    texts = [
        pdf_text(staff_client.get(reverse("desk:interview_report", args=[one.pk])))
        for one in queries.interviews_of(visit)
    ]
    # The boss is marked as heard with the first answer, as a worker is.
    assert "参考様式第5-5号" in texts[0]
    assert "参考様式第5-6号" in texts[1]
    assert "見本 マリア" in texts[1]


def test_a_report_from_elsewhere_stops_the_case_and_the_company(staff_client, hire):
    [case] = hire(1)
    sent = {"code": "ban_passport_custody", "part": "company", "words": "電話で聞いた"}
    for name, about in (("report_act", case.pk), ("report_company_act", case.company_id)):
        address = reverse(f"desk:{name}", args=[about])

        assert staff_client.post(address, sent | {"words": ""}).status_code == 422
        assert staff_client.post(address, sent | {"code": "ban_name_lending"}).status_code == 422
        staff_client.post(address, sent)

    assert [one.case for one in Incident.objects.order_by("pk")] == [case, None]
    page = words(staff_client.get(reverse("desk:case", args=[case.pk])))
    assert "禁じられた行為の知らせがあり、案件は先に進めません" in page


def test_a_kept_passport_can_be_reported_before_the_visit_is_over(staff_client, planned):
    visit = planned(1)
    key = f"{visit.interviews.get().pk}-w_passport"
    assert "禁じられた行為かもしれません" not in words(staff_client.get(sheet(visit)))
    sent = {"was": "{}", f"a-{key}": "no", f"w-{key}": "会社の金庫"}

    page = words(staff_client.post(sheet(visit), sent, follow=True))
    assert "禁じられた行為かもしれません" in page
    assert "法48条1項" in page
    address = reverse("desk:report_visit_act", args=[visit.pk, key])
    told = words(staff_client.post(address, follow=True))

    assert "会社の金庫" in told
    assert Incident.objects.get().case == visit.interviews.get().case
    assert "いま確かめる" in words(staff_client.get(sheet(visit)))
    wrong = reverse("desk:report_visit_act", args=[visit.pk, "log"])
    assert "画面を開いたあとに、内容が変わりました。" in words(
        staff_client.post(wrong, follow=True)
    )
    assert Incident.objects.count() == 1


def test_the_page_of_a_case_shows_the_visits_in_which_somebody_was_asked(staff_client, planned):
    visit = planned(1)
    case = visit.interviews.get().case

    page = words(staff_client.get(reverse("desk:case", args=[case.pk])))

    assert "監査（3か月に1回）" in page


@pytest.mark.parametrize("value", BAD.values(), ids=BAD)
def test_whatever_a_phone_sends_the_page_answers(staff_client, planned, value):
    visit = planned(1)
    one = visit.interviews.first().pk
    names = ["a-log", "w-log", f"a-{one}-w_paid", f"w-{one}-away", f"a-{one}-away", "a-", "w-x-y"]
    names += ["was", "words", "pressed_at", "signature", "signed_name", "photo_words", "photos"]

    for name in names:
        answer = staff_client.post(sheet(visit), {"was": "{}"} | {name: value})
        assert answer.status_code in (302, 422), name
    for was in ("[]", "null", '{"log": 1}', '{"log": ["yes", null]}', '{"log": [[], {}]}'):
        assert staff_client.post(sheet(visit), {"was": was}).status_code == 302
    closing = reverse("desk:close_visit", args=[visit.pk])
    assert staff_client.post(closing, {"held_on_y": value}).status_code == 422


def test_a_finding_is_judged_a_breach_of_law_once(staff_client, found):
    address = reverse("desk:judge_finding", args=[found.pk])

    answer = staff_client.post(address, {"version": 1}, follow=True)
    assert "役所に知らせる務めができました。" in words(answer)
    again = staff_client.post(address, {"version": 2}, follow=True)

    assert "法令違反と判断してあります" in words(again)


def test_a_judgement_by_mistake_is_taken_back_with_its_duties(staff_client, found):
    address = reverse("desk:judge_finding", args=[found.pk])
    breach = Duty.objects.filter(rule__startswith="law.", facts__of=f"finding-{found.pk}")
    staff_client.post(address, {"version": found.version})
    assert breach.filter(state="open").exists()

    page = words(staff_client.post(f"{address}undo/", follow=True))

    assert "法令違反という判断を取り消しました。" in page
    found.refresh_from_db()
    assert found.judged_on is None
    assert not breach.filter(state="open").exists()
    again = staff_client.post(f"{address}undo/", follow=True)
    assert "法令違反と判断されていません" in words(again)
    found.refresh_from_db()
    staff_client.post(address, {"version": found.version})
    assert breach.filter(state="open").exists()


def test_a_judgement_is_taken_back_also_when_the_law_knows_nothing_of_it_any_more(
    staff_client, found, maker
):
    address = reverse("desk:judge_finding", args=[found.pk])
    staff_client.post(address, {"version": found.version})
    Company.objects.filter(pk=maker.pk).update(facts={})

    page = words(staff_client.post(f"{address}undo/", follow=True))

    assert "法令違反という判断を取り消しました。" in page


def test_from_a_breach_of_law_an_extraordinary_audit_is_one_press_away(staff_client, found):
    page = staff_client.get(reverse("desk:finding", args=[found.pk])).content.decode()
    assert "臨時の監査を予定する" not in page
    address = reverse("desk:judge_finding", args=[found.pk])

    page = staff_client.post(address, {"version": found.version}, follow=True).content.decode()

    led = f"/desk/visits/new/?kind=extra&company={found.visit.company_id}"
    assert led in page
    form = staff_client.get(led).context["form"]
    assert (form["kind"].value(), form["company"].value()) == (
        "extra",
        str(found.visit.company_id),
    )


def test_the_sheet_costs_the_same_for_few_and_for_many_people(
    staff_client, planned, django_assert_num_queries
):
    few = planned(1)
    staff_client.get(sheet(few))
    with CaptureQueriesContext(connection) as one:
        staff_client.get(sheet(few))
    many = planned(12, ahead=1)

    with django_assert_num_queries(len(one)):
        staff_client.get(sheet(many))
    assert many.interviews.count() > few.interviews.count()


@pytest.mark.parametrize("value", BAD.values(), ids=BAD)
def test_whatever_is_typed_elsewhere_the_pages_answer(staff_client, found, value):
    report, case = Incident.objects.get(), Case.objects.first()
    pages = {
        "/desk/visits/new/": ["kind", "company", "day_y", "at", "visitor"],
        reverse("desk:finding", args=[found.pk]): ["words", "version", "file"],
        reverse("desk:judge_finding", args=[found.pk]): ["version"],
        reverse("desk:help_call", args=[report.pk]): ["seen", "suspected"],
        reverse("desk:report_act", args=[case.pk]): ["code", "part", "words"],
    }

    for address, names in pages.items():
        for name in names:
            assert staff_client.post(address, {name: value}).status_code in (302, 422), address
    for address in ("/desk/visits/", "/desk/visits/?view=closed", "/desk/help-calls/"):
        assert staff_client.get(address, {"after": value, "view": value}).status_code == 200
