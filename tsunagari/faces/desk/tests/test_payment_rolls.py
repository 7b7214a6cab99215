"""支払いの一覧の画面 — typed or taken from a file, looked at, entered, approved in one press."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import TODAY
from tests.pages import words
from tsunagari.governance.fund.payments.models import Expense, Roll
from tsunagari.kernel.parties.actions import add_person

pytestmark = pytest.mark.usefixtures("cast_day", "kept_files")
NEW = "/desk/payments/rolls/new/"
DAY = {"spent_on_y": "2026", "spent_on_m": "11", "spent_on_d": "24"}


@pytest.fixture
def typed(fund):
    facts = {"kind": "host", "words": "11月の手当", "measure": "1-4", "account": "5230"}
    return facts | DAY | {"fund": fund.pk}


@pytest.fixture
def hosts(federation):
    return [add_person(family="家庭", given=name).party for name in ("一", "二")]


def seen(answer) -> str:
    return re.search(r'name="seen" value="(\w{64})"', answer.content.decode())[1]


def test_a_list_from_a_file_is_looked_at_mended_entered_and_approved(
    staff_client, ito_client, typed, hosts
):
    rows = "".join(f"{one.code},9000,2026-11-01,2026-11-10\r\n" for one in hosts)
    text = f"コード,金額,はじめの日,おわりの日\r\n{rows}XXXXXX,0.5,2026-11-01,2026-11-10\r\n"
    file = SimpleUploadedFile("手当.csv", text.encode("cp932"), "text/csv")
    page = staff_client.post(NEW, typed | {"file": file, "step": "enter"})
    assert "直す行が1行あります" in words(page)
    assert "金額「0.5」が読めません" in words(page)
    assert "コード「XXXXXX」の人・団体は見つかりません" in words(page)
    assert not Expense.objects.exists()

    typed["table"] = f"コード,金額,はじめの日,おわりの日\r\n{rows}"
    page = staff_client.post(NEW, typed | {"step": "look"})
    assert "2件・18,000円を入れられます" in words(page)
    assert "受取口座がまだありません" in words(page)
    stale = staff_client.post(NEW, typed | {"step": "enter", "seen": "x"})
    assert stale.status_code == 422
    assert not Roll.objects.exists()
    made = staff_client.post(NEW, typed | {"step": "enter", "seen": seen(page)})

    path = f"/desk/payments/rolls/{Roll.objects.get().pk}/"
    assert made["Location"] == path
    assert f"{path}yes/" not in staff_client.get(path).content.decode()
    assert "11月の手当" in words(ito_client.get("/desk/payments/"))
    ito_client.post(f"{path}yes/", {"seen": seen(ito_client.get(path))})
    assert set(Expense.objects.values_list("state", flat=True)) == {"approved"}
    one = Expense.objects.first()
    assert "2026年11月1日" in words(staff_client.get(f"/desk/payments/expenses/{one.pk}/"))


def test_an_empty_list_says_what_to_do_and_a_withdrawn_one_waits_for_nobody(
    staff_client, ito_client, typed, hosts
):
    assert "一覧を書くか、ファイルを選んでください" in words(staff_client.post(NEW, typed))
    assert "見出し「コード、金額」がありません" in words(
        staff_client.post(NEW, typed | {"table": "a,b\n1,2"})
    )
    typed["table"] = f"コード,金額\n{hosts[0].code},9000"
    page = staff_client.post(NEW, typed)
    staff_client.post(NEW, typed | {"step": "enter", "seen": seen(page)})
    path = f"/desk/payments/rolls/{Roll.objects.get().pk}/"

    ito_client.post(f"{path}withdraw/")
    assert Expense.objects.get().state == "waiting"
    staff_client.post(f"{path}withdraw/")

    assert Expense.objects.get().state == "withdrawn"
    assert "11月の手当" not in words(ito_client.get("/desk/payments/"))


def test_a_single_allowance_names_its_guest_and_is_not_paid_twice(staff_client, typed, hosts):
    host, guest = hosts
    typed |= {"yen": "9000", "payee_code": host.code, "guest_code": guest.code, "payee": ""}
    days = {"from_day": (11, 1), "until_day": (11, 10)}
    for name, (month, day) in days.items():
        typed |= {f"{name}_y": TODAY.year, f"{name}_m": month, f"{name}_d": day}
    new = "/desk/payments/expenses/new/"

    typed["payee"] = staff_client.get(new).context["form"].fields["payee"].choices[0][0]
    first = staff_client.post(new, typed)
    again = staff_client.post(new, typed)

    assert guest.code in staff_client.get(first["Location"]).content.decode()
    assert f"経費 {Expense.objects.get().pk} の期間と重なっています" in words(again)
    wrong = words(staff_client.post(new, typed | {"guest_code": "nobody"}))
    assert "このコードの人・団体は見つかりません" in wrong
