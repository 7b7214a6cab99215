import io

import openpyxl
import pytest

from tests.cast import NOW, TODAY
from tests.cast_talent import make_case
from tests.pages import bare, words
from tsunagari.kernel.records.models import Record
from tsunagari.programmes.talent.costs.actions import answers, lines
from tsunagari.programmes.talent.costs.actions.lines import Money
from tsunagari.programmes.talent.costs.models import BasePay, Cost
from tsunagari.programmes.talent.orders.models import Pair

WHEN = {"on": TODAY, "at": NOW}


@pytest.fixture
def fee(linh_case, tran):
    return lines.ask(
        linh_case,
        Money(420_000),
        whom="sending",
        category="fee",
        asked_by=linh_case.sending,
        asked_on=TODAY,
        paid_on=TODAY,
        words="=1+1",
        by=tran,
        **WHEN,
    )


@pytest.fixture
def disputed(fee, linh_viewer):
    return answers.answer(
        fee,
        right=False,
        seen=1,
        words="Tôi đã trả 500.000",
        claimed=500_000,
        by=linh_viewer,
        **WHEN,
    )


def path(case, rest="costs/"):
    return f"/desk/cases/{case.pk}/{rest}"


def base_pay(client, case, amount="190,000", version=0):
    return client.post(path(case, "costs/base-pay/"), {"amount": amount, "version": version})


def test_the_desk_reads_both_sides_and_why_the_plan_waits(staff_client, linh_case, disputed):
    base_pay(staff_client, linh_case)

    page = words(staff_client.get(path(linh_case)))

    assert "Tôi đã trả 500.000" in page
    assert "ほんとうは JPY 500,000" in page
    assert "このままでは計画を進められません" in page
    assert "言うことがちがう間は、多いほうの金額で計算します。" in page
    assert "120,000円 多いです。" in page


def test_the_totals_are_by_who_asked_and_by_what_is_said(staff_client, linh_case, disputed):
    page = words(staff_client.get(path(linh_case)))

    assert "Hanoi HR ¥420,000 ¥420,000 ¥0 ¥0 ¥420,000 ¥0" in page


def test_an_empty_ledger_says_what_to_do(staff_client, linh_case):
    assert "費用はまだありません" in words(staff_client.get(path(linh_case)))
    assert "食い違いはありません" in words(staff_client.get("/desk/costs/"))


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ("1,200", "月の基本給は 50,000円から"),
        ("190.000", "点で区切ってあり"),
        ("", "入力してください"),
    ],
)
def test_a_slip_in_base_pay_says_why_and_stays_typed(staff_client, linh_case, amount, said):
    answer = base_pay(staff_client, linh_case, amount)

    assert answer.status_code == 422
    assert said in words(answer)
    assert amount in answer.content.decode()
    assert not BasePay.objects.exists()


def test_base_pay_that_somebody_else_changed_is_asked_again(staff_client, linh_case):
    base_pay(staff_client, linh_case)

    assert base_pay(staff_client, linh_case, "200,000").status_code == 422
    assert base_pay(staff_client, linh_case, "200,000", 1).status_code == 302


def test_the_sheet_holds_every_line_and_no_formula(staff_client, linh_case, disputed, sato):
    lines.annul(
        lines.ask(
            linh_case,
            Money(5_000),
            whom="public",
            category="papers",
            whom_words="大使館",
            asked_on=TODAY,
            by=sato,
            **WHEN,
        ),
        reason="二重",
        by=sato,
        **WHEN,
    )

    answer = staff_client.get(path(linh_case, "costs.xlsx"))

    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    rows = list(book.active.iter_rows(values_only=True))
    assert len(rows) == 4
    assert rows[2][1] == "Hanoi HR"
    assert rows[2][4] == "'=1+1"
    assert (rows[2][6], rows[2][10]) == (420_000, 420_000)
    assert rows[3][-1] == "二重"
    assert Record.objects.filter(did="cost.exported").count() == 1


def test_where_the_sides_disagree_stands_in_one_list(staff_client, disputed):
    page = words(staff_client.get("/desk/costs/"))

    assert "Hanoi HR 420,000円" in page
    assert "はたらく人 ちがう ・ 求めた側 正しい" in page


def test_the_office_enters_and_annuls_with_a_reason(staff_client, linh_case):
    typed = {"whom": f"sending:{linh_case.sending_id}", "category": "fee", "amount": "1.2万"}
    typed |= {"currency": "JPY", "asked_on_y": "2026", "asked_on_m": "11", "asked_on_d": "1"}
    assert staff_client.post(path(linh_case, "costs/new/"), typed).status_code == 302
    cost = Cost.objects.get()
    assert (cost.yen, cost.asked_by) == (12_000, linh_case.sending)

    assert staff_client.post(f"/desk/costs/{cost.pk}/annul/", {"reason": ""}).status_code == 422
    staff_client.post(f"/desk/costs/{cost.pk}/annul/", {"reason": "打ちまちがい"})

    cost.refresh_from_db()
    assert cost.annulled_reason == "打ちまちがい"
    assert "取り消した理由： 打ちまちがい" in bare(staff_client.get(path(linh_case)))


def test_money_that_came_back_stands_beside_what_was_paid(staff_client, linh_case, fee):
    sent = {"amount": "40,000", "currency": "JPY", "words": ""}
    sent |= {"paid_on_y": "2026", "paid_on_m": "11", "paid_on_d": "24"}

    assert staff_client.post(f"/desk/costs/{fee.pk}/back/", sent).status_code == 302

    assert Cost.objects.get(gives_back=fee).yen == 40_000
    too_much = staff_client.post(f"/desk/costs/{fee.pk}/back/", sent | {"amount": "380,001"})
    assert too_much.status_code == 422
    assert "のこり 380,000円" in words(too_much)


def test_two_presses_enter_one_refund(staff_client, fee):
    sent = {"amount": "1", "currency": "JPY", "words": "", "press_key": "k"}
    sent |= {"paid_on_y": "2026", "paid_on_m": "11", "paid_on_d": "24"}

    for _press in range(2):
        staff_client.post(f"/desk/costs/{fee.pk}/back/", sent)

    assert Cost.objects.filter(gives_back=fee).count() == 1


def test_an_unknown_case_or_line_is_not_found(staff_client, linh_case):
    assert staff_client.get("/desk/cases/999999/costs/").status_code == 404
    assert staff_client.get("/desk/cases/999999/costs.xlsx").status_code == 404
    assert staff_client.get("/desk/costs/999999/wrong/").status_code == 404


def test_base_pay_begins_with_what_the_order_promised(staff_client, pair, sato):
    case = make_case(pair.candidate.person, by=sato, company=pair.order.company)
    Pair.objects.update(case=case)

    page = staff_client.get(path(case))

    assert f'value="{pair.order.monthly_yen:,}"' in page.content.decode()
    assert "の条件から入れてあります。" in words(page)
    assert base_pay(staff_client, case, amount=f"{pair.order.monthly_yen:,}").status_code == 302
    assert "の条件から入れてあります。" not in words(staff_client.get(path(case)))
