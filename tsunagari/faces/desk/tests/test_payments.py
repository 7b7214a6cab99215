"""支払いの画面 — expense, approval by another, file, result; what strangers and preparers do not get."""

import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cast import NOW, TODAY, _client
from tests.cast_payments import ACCOUNT, SOURCE
from tests.pages import words
from tsunagari.governance.fund.payments.actions import requests
from tsunagari.governance.fund.payments.models import Batch, Expense, PayeeAccount, Request, Source
from tsunagari.kernel.ledger.models import Journal

pytestmark = pytest.mark.usefixtures("cast_day", "kept_files")
PDF = b"%PDF-1.4 a receipt"
EXPENSE = {"kind": "outlay", "yen": "4,800円", "words": "通訳の交通費", "measure": "1-4"}
EXPENSE |= {"spent_on_y": "2026", "spent_on_m": "11", "spent_on_d": "24", "account": "5220"}
TYPED = {name: ACCOUNT[name] for name in ("bank_code", "branch_code", "account_type", "number")}
TYPED |= {"holder": ACCOUNT["holder"], "checked": "on"}


def seen(client, path: str) -> str:
    """The digest of what stands on a page."""
    return re.search(r'name="seen" value="(\w{64})"', client.get(path).content.decode())[1]


def photo(data=PDF):
    return SimpleUploadedFile("receipt.pdf", data, "application/pdf")


def test_from_the_receipt_to_the_bank_and_back(
    staff_client, staff_login, ito_client, sato, fund, source, give_account
):
    give_account(sato.party, sato)
    typed = EXPENSE | {"payee": sato.party.code, "fund": fund.pk}
    answer = staff_client.post("/desk/payments/expenses/new/", typed | {"receipt": photo()})
    path = f"/desk/payments/expenses/{Expense.objects.get().pk}/"
    assert answer["Location"] == path
    page = staff_client.get(path).content.decode()
    assert f"{path}yes/" not in page
    assert f"{fund.book.title} ・ 2026年11月24日" in page
    assert "通訳の交通費" in words(ito_client.get("/desk/payments/"))
    assert ito_client.get(f"{path}receipt/").content == PDF

    ito_client.post(f"{path}yes/", {"seen": seen(ito_client, path)})
    payment = f"/desk/payments/{Request.objects.get().pk}/"
    ito_client.post(f"{payment}yes/", {"seen": seen(ito_client, payment)})
    assert "承認ずみ" in words(staff_client.get(payment))
    books = f"/desk/books/journals/{Journal.objects.get().pk}/"
    assert f'href="{path}"' in staff_client.get(books).content.decode()

    page = words(staff_client.get("/desk/payments/transfers/new/"))
    assert "9901-001 •••••21" in page
    chosen = {"requests": [Request.objects.get().pk], "source": source.pk}
    day = {"pay_on_y": "2026", "pay_on_m": "11", "pay_on_d": "30"}
    made = staff_client.post("/desk/payments/transfers/new/", chosen | day)
    transfer = made["Location"]
    row = Batch.objects.get()
    for client in (staff_client, ito_client):
        assert row.sha256 in words(client.get(transfer))
    staff_client.post(f"{transfer}lock/")
    assert Batch.objects.get().state == "draft"
    ito_client.post(f"{transfer}yes/", {"seen": seen(ito_client, transfer)})
    staff_client.post(f"{transfer}lock/")

    pressed = [staff_client.post(f"{transfer}file/", {"press_key": "once"}) for _n in range(2)]
    assert pressed[0].content == pressed[1].content
    assert "furikomi-20261130" in pressed[0]["Content-Disposition"]
    assert row.downloads.count() == 1
    assert "これまでに 1回 書き出しました" in words(staff_client.get(transfer))
    result = pressed[0].content.replace(b"00000000007", b"00000000000")
    bad = {"file": SimpleUploadedFile("result.csv", b"a,b\r\n1,2\r\n")}
    with time_machine.travel(datetime(2026, 11, 30, 3, tzinfo=UTC)):
        staff_client = _client(staff_login, staff=True)
        assert "見出しの行に" in words(staff_client.post(f"{transfer}result/", bad))
        sent = {"file": SimpleUploadedFile("result.txt", result)}
        assert staff_client.post(f"{transfer}result/", sent).status_code == 302
        assert "支払いずみ" in words(staff_client.get(payment))
        done = words(staff_client.get("/desk/payments/?view=done"))
    assert "通訳の交通費" in done


def test_what_was_typed_stays_and_says_what_is_wrong(staff_client, sato, fund):
    typed = EXPENSE | {"payee": sato.party.code, "fund": fund.pk}
    faults = {
        "領収書か請求書の写真をつけてください": {},
        "1 以上": {"yen": "-5"},
        "人・団体は見つかりません": {"payee_code": "QQQQQQQQQQ"},
        "まだ来ていません": {"spent_on_d": "25", "kind": "host"},
    }
    for said, more in faults.items():
        answer = staff_client.post("/desk/payments/expenses/new/", typed | more)
        assert answer.status_code == 422
        assert said in words(answer), said
        assert "通訳の交通費" in answer.content.decode()
    assert not Expense.objects.exists()


def test_an_account_is_confirmed_as_the_bank_writes_it_and_shown_masked(
    staff_client, ito_client, payee
):
    path = f"/desk/parties/{payee.code}/account/"
    assert "受取口座はまだありません" in words(staff_client.get(path))
    asked = staff_client.post(path, TYPED | {"holder": "トクヒ）アジャ"})
    assert asked.status_code == 422
    assert "「ﾄｸﾋ)ｱｼﾞﾔ」と書きなおしました" in words(asked)
    assert 'value="ﾄｸﾋ)ｱｼﾞﾔ"' in asked.content.decode()
    assert "書けません" in words(staff_client.post(path, TYPED | {"holder": "ｱｼﾞｱ😀"}))
    unsure = TYPED | {"checked": ""}
    assert staff_client.post(path, unsure).status_code == 422
    assert not PayeeAccount.objects.exists()

    assert staff_client.post(path, TYPED | {"number": "７６５-４３２１"}).status_code == 302

    page = words(staff_client.get(path))
    assert "•••••21" in page
    assert "7654321" not in page
    called = f"{path}call/"
    assert staff_client.post(called, {"words": "代表番号で田中さんと"}).status_code == 422
    assert ito_client.post(called, {"words": "代表番号で田中さんと"}).status_code == 302
    shown = ito_client.post(f"{path}see/", {"reason": "通帳と比べるため"})
    assert "7654321" in words(shown)
    assert shown["Cache-Control"] == "no-store"
    assert ito_client.post(f"{path}see/", {"reason": ""}).status_code == 422


def test_a_request_is_made_refused_and_taken_back_on_the_pages(
    staff_client, ito_client, owe, payee, give_account, sato
):
    due = owe(1_000)
    assert "支払いを依頼する" in words(staff_client.get("/desk/payments/owed/"))
    path = staff_client.post(f"/desk/payments/owed/{due.pk}/ask/")["Location"]
    assert staff_client.post(f"/desk/payments/owed/{due.pk}/ask/").status_code == 404
    assert "受取口座がまだありません" in words(ito_client.get(path))
    ito_client.post(f"{path}yes/", {"seen": seen(ito_client, path)})
    assert Request.objects.get().state == "asked"
    give_account(payee, sato)
    staff_client.post(f"{path}yes/", {"seen": seen(ito_client, path)})
    assert Request.objects.get().state == "asked"
    digest = seen(ito_client, path)
    assert ito_client.post(f"{path}no/", {"seen": digest, "words": ""}).status_code == 422
    ito_client.post(f"{path}no/", {"seen": digest, "words": "金額がちがいます。"})
    assert "金額がちがいます。" in words(staff_client.get(path))
    again = staff_client.post(f"/desk/payments/owed/{due.pk}/ask/")["Location"]
    assert staff_client.post(f"{again}withdraw/", {"words": ""}).status_code == 422
    assert staff_client.post(f"{again}withdraw/", {"words": "二重"}).status_code == 302


def test_the_treasurer_enters_what_is_withheld_and_the_page_says_what_is_paid(
    staff_client, yamada_client, owe, payee, give_account, sato
):
    give_account(payee, sato)
    path = staff_client.post(f"/desk/payments/owed/{owe(30_000).pk}/ask/")["Location"]
    assert yamada_client.post(f"{path}withhold/", {"yen": "1"}).status_code == 403
    wrong = staff_client.post(f"{path}withhold/", {"yen": "30,000円", "words": ""})
    assert wrong.status_code == 422
    assert "29,999円まで" in words(wrong)
    assert "だれに確かめた額か" in words(wrong)

    staff_client.post(f"{path}withhold/", {"yen": "３，０６３", "words": "税理士に確認"})

    page = words(staff_client.get(path))
    assert "3,063円（税理士に確認）" in page
    assert "26,937円" in page
    assert "率は計算しません" in page


def test_where_we_pay_from_is_kept_with_its_faults(staff_client, book):
    path = f"/desk/payments/source/{book.pk}/"
    facts = {name: value for name, value in SOURCE.items() if value} | {"version": 0}

    wrong = staff_client.post(path, facts | {"client_name": "つながり"})
    assert wrong.status_code == 422
    assert "ﾂﾅｶﾞﾘ" in words(wrong)
    assert staff_client.post(path, facts).status_code == 302
    assert Source.objects.get().client_name == SOURCE["client_name"]


def test_lists_are_empty_with_words_and_ask_as_often_for_three_as_for_one(
    staff_client, owe, payee, give_account, sato, source, django_assert_max_num_queries
):
    assert "承認を待っているものはありません" in words(staff_client.get("/desk/payments/"))
    for path, said in {
        "?view=asked": "ここに支払いはありません",
        "owed/": "依頼していない支払いはありません",
        "expenses/": "経費はまだありません",
        "transfers/": "振込ファイルはまだありません",
        "transfers/new/": "承認ずみの支払いはありません",
    }.items():
        assert said in words(staff_client.get(f"/desk/payments/{path}"))
    give_account(payee, sato)
    counts = []
    for yen in (1, 2, 3):
        requests.request(owe(yen), by=sato, on=TODAY, at=NOW)
        with django_assert_max_num_queries(40) as asked:
            staff_client.get("/desk/payments/?view=asked")
        counts.append(len(asked))
    assert len(set(counts)) == 1


def test_only_the_office_comes_in(yamada_client, suzuki_client, owe, payee):
    due = owe(10)
    paths = ["", "owed/", "expenses/new/", "transfers/new/", f"owed/{due.pk}/ask/"]
    for path in paths:
        assert Client().get(f"/desk/payments/{path}").status_code == 302
        assert yamada_client.post(f"/desk/payments/{path}").status_code == 403
        assert suzuki_client.get(f"/desk/payments/{path}").status_code == 403
    assert yamada_client.get(f"/desk/parties/{payee.code}/account/").status_code == 403


def test_what_a_payment_posted_is_not_turned_round_in_the_books(staff_client, owe):
    due = owe(5_000)
    journal = f"/desk/books/journals/{due.owed_by_id}/"

    page = staff_client.get(journal).content.decode()
    answer = staff_client.post(f"{journal}reverse/", follow=True)

    assert f"{journal}reverse/" not in page
    assert "もとの画面で直してください。" in page
    assert "もとの画面で直してください。" in words(answer)
    assert Journal.objects.count() == 1
