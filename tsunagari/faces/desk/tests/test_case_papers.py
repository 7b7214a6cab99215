"""準備する書類（事務局） — blanks, a look, giving out; and the steps of a case."""

from urllib.parse import unquote

import pypdfium2
import pytest
from django.test import Client

from tests.cast import TODAY
from tests.cast_talent import make_case
from tsunagari.base.tests.test_docx import words as docx_words
from tsunagari.programmes.talent.documents.models import Issued
from tsunagari.programmes.talent.orders import queries as orders
from tsunagari.programmes.talent.orders.models import Pair

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast_day", "kept_files")]


def text(answer, status=200) -> str:
    assert answer.status_code == status
    return answer.content.decode()


def on_paper(answer) -> str:
    assert answer["Content-Type"] == "application/pdf"
    pages = pypdfium2.PdfDocument(answer.content)
    return "".join("".join(p.get_textpage().get_text_bounded() for p in pages).split())


def papers(case) -> str:
    return f"/desk/cases/{case.pk}/papers/"


def test_strangers_stay_outside(linh_case, suzuki_client, mori_login, partner_client):
    for page in (
        papers(linh_case),
        f"{papers(linh_case)}conditions/",
        f"{papers(linh_case)}conditions/look.pdf",
        f"{papers(linh_case)}conditions/look.docx",
        f"/desk/cases/{linh_case.pk}/way/",
    ):
        assert Client().get(page).status_code == 302
        assert suzuki_client.get(page).status_code == 403
        assert partner_client(mori_login).get(page).status_code == 403


def test_the_list_names_each_paper_its_form_and_what_is_missing(staff_client, linh_case):
    page = text(staff_client.get(papers(linh_case)))

    assert "育成就労計画の下書き" in page
    assert "（番号は確かめてください）" in page
    assert "未記入" in page
    assert "まだ出していません。" in page


def test_what_a_paper_is_stands_in_the_language_of_the_page(staff_client, linh_case):
    for page in (f"{papers(linh_case)}conditions/", "/desk/registers/people/"):
        assert "This paper is not an official form." in text(staff_client.get(f"/en{page}"))


def test_a_paper_in_two_languages_asks_for_both_in_what_is_typed(staff_client, linh_case):
    asked = "同じらんに、その言葉でも書いてください。"

    assert asked in text(staff_client.get(f"{papers(linh_case)}conditions/"))
    assert asked not in text(staff_client.get(f"{papers(linh_case)}training_plan/"))


def test_what_is_typed_stands_on_the_paper_beside_what_the_case_knows(staff_client, linh_case):
    page = f"{papers(linh_case)}conditions/"

    assert staff_client.post(page, {"version": 0, "base_pay": "月20万円"})["Location"] == page
    said = on_paper(staff_client.get(f"{page}look.pdf"))

    assert "月20万円" in said
    assert "流山製作所" in said
    assert "NGUYENLinh" in said
    assert "未記入：休憩の時間" in said


def test_the_order_fills_the_blanks_until_somebody_saves_them(pair, linh_case, order, staff_client):
    Pair.objects.filter(pk=pair.pk).update(
        state="chosen", case=linh_case, terms=orders.terms_of(order) | {"compare_why": "同じ経験"}
    )
    page = f"{papers(linh_case)}conditions/"

    said = staff_client.get(page).content.decode()
    assert 'value="1か月 230,000円"' in said
    assert 'value="1週間 40時間"' in said
    assert f"求人 {order.pk} 介護（流山市） の条件から入れてあります" in said
    plan = staff_client.get(f"{papers(linh_case)}training_plan/").content.decode()
    assert "同じ仕事の日本人は1か月 230,000円。ちがいの理由：同じ経験" in plan

    staff_client.post(page, {"version": 0, "base_pay": ""})
    assert "230,000" not in staff_client.get(page).content.decode()


def test_an_older_screen_is_told_and_keeps_what_was_typed(staff_client, linh_case):
    page = f"{papers(linh_case)}conditions/"
    staff_client.post(page, {"version": 0, "base_pay": "月20万円"})

    again = text(staff_client.post(page, {"version": 0, "rest": "1時間"}), 422)

    assert "画面を開いたあとに、内容が変わりました。" in again
    assert "1時間" in again


def test_a_paper_given_out_stays_as_it_was(staff_client, linh_case):
    page = f"{papers(linh_case)}conditions/"
    staff_client.post(f"{page}issue/", {"language": "vi"})
    staff_client.post(page, {"version": 0, "base_pay": "月20万円"})

    [issued] = Issued.objects.all()
    said = on_paper(staff_client.get(f"/desk/issued/{issued.pk}.pdf"))

    assert (issued.language, issued.issued_on, issued.gaps > 20) == ("vi", TODAY, True)
    assert "未記入：基本の賃金" in said
    assert "佐藤 恵" in text(staff_client.get(papers(linh_case)))


def test_a_paper_is_saved_as_word_with_the_words_of_who_signs(staff_client, linh_case):
    answer = staff_client.get(f"{papers(linh_case)}conditions/look.docx?language=vi")

    said = docx_words(answer.content)
    name = unquote(answer["Content-Disposition"])
    assert said[:2] == ["雇用条件書", "Bản điều kiện tuyển dụng"]
    assert "NGUYEN Linh" in said
    assert "未記入：休憩の時間" in said
    assert f"雇用条件書_案件{linh_case.pk}_2026-11-24.docx" in name


def test_a_paper_of_another_system_is_not_there(staff_client, linh_case):
    assert staff_client.get(f"{papers(linh_case)}support_plan/").status_code == 404


def test_a_case_is_led_on_from_its_page_and_back(staff_client, linh, sato, maker):
    case = make_case(linh, "TITP", by=sato, state="stage1_working", company=maker)
    way = f"/desk/cases/{case.pk}/way/"
    page = text(staff_client.get(way))
    assert "第1号の試験" in page

    staff_client.post(f"{way}move/", {"to": "stage1_exam", "version": case.version})
    case.refresh_from_db()
    assert case.state == "stage1_exam"
    page = text(staff_client.get(way))
    assert "基礎級の試験（実技と学科）にまだ合格していません。" in page

    staff_client.post(f"{way}undo/")
    case.refresh_from_db()
    assert case.state == "stage1_working"


def test_a_forbidden_change_says_which_law(staff_client, linh, sato):
    case = make_case(linh, "TITP", by=sato, state="stage2_exam")
    way = f"/desk/cases/{case.pk}/way/"

    assert "育成就労に在留資格を変更できません。" in text(staff_client.get(way))
    answer = staff_client.post(f"{way}change/", {"to": "ESD", "version": case.version}, follow=True)
    assert "育成就労への移行の取扱い" in text(answer)


@pytest.mark.parametrize("sent", [{}, {"to": "x" * 99, "version": "x"}, {"to": "XX", "version": 1}])
def test_a_forged_form_moves_nothing(staff_client, linh_case, sent):
    for page in ("move", "change"):
        answer = staff_client.post(f"/desk/cases/{linh_case.pk}/way/{page}/", sent)
        assert answer.status_code == 302
    linh_case.refresh_from_db()
    assert linh_case.state == "candidate"
