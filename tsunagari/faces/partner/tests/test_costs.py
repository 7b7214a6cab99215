from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cast import NOW, TODAY
from tests.pages import words
from tsunagari.kernel.papers.models import Paper
from tsunagari.kernel.records.models import Record
from tsunagari.programmes.talent.costs.actions import answers, lines
from tsunagari.programmes.talent.costs.actions.lines import Money
from tsunagari.programmes.talent.costs.models import Cost

WHEN = {"on": TODAY, "at": NOW}
ACTS = ("right", "wrong", "agree", "paid", "back", "annul")


@pytest.fixture
def hanoi_client(tran_login, partner_client, linh_case):
    return partner_client(tran_login)


@pytest.fixture
def told(linh_case, linh_viewer):
    """Linh says that Hanoi HR asked her for ¥300,000."""
    return lines.ask(
        linh_case,
        Money(300_000),
        whom="sending",
        category="fee",
        asked_by=linh_case.sending,
        asked_on=TODAY,
        by=linh_viewer,
        **WHEN,
    )


def path(case, rest=""):
    return f"/partner/cases/{case.pk}/costs/{rest}"


def typed(whom, **more):
    day = {"asked_on_y": "2026", "asked_on_m": "11", "asked_on_d": "1"}
    return {"whom": whom, "category": "fee", "amount": "71.186.441", "currency": "VND"} | day | more


def test_a_sending_organisation_enters_what_it_asked_in_its_own_money(hanoi_client, linh_case):
    sent = typed(f"sending:{linh_case.sending_id}", rate="0.0059")

    assert hanoi_client.post(path(linh_case, "new/"), sent).status_code == 302

    cost = Cost.objects.get()
    assert (cost.entered_as, cost.currency, cost.minor, cost.yen) == (
        "body",
        "VND",
        71_186_441,
        420_000,
    )
    page = words(hanoi_client.get(path(linh_case)))
    assert "VND 71,186,441（1単位 0.0059円）" in page
    assert "はたらく人 まだ答えていない" in page


def test_a_rate_is_used_again_only_by_those_who_read_its_line(
    hanoi_client, linh_case, mori_login, partner_client
):
    hanoi_client.post(path(linh_case, "new/"), typed(f"sending:{linh_case.sending_id}", rate="0.1"))
    assert "前に使った為替" in words(hanoi_client.get(path(linh_case, "new/")))
    company = partner_client(mori_login)

    answer = company.post(path(linh_case, "new/"), typed(f"company:{linh_case.company_id}"))

    assert answer.status_code == 422
    assert "使った為替を入力してください。" in words(answer)
    assert "前に使った為替" not in words(answer)


def test_foreign_money_without_a_rate_is_refused_and_stays_typed(hanoi_client, linh_case):
    answer = hanoi_client.post(path(linh_case, "new/"), typed(f"sending:{linh_case.sending_id}"))

    assert answer.status_code == 422
    assert "使った為替を入力してください。" in words(answer)
    assert "71.186.441" in answer.content.decode()


def test_both_sides_read_the_disagreement(hanoi_client, linh_case, told, tran):
    answers.answer(told, right=False, seen=1, words="200.000 đã nhận", by=tran, **WHEN)

    page = words(hanoi_client.get(path(linh_case)))

    assert "200.000 đã nhận" in page
    assert "はたらく人 正しい ・ 求めた側 ちがう" in page


def test_a_body_answers_what_the_candidate_said_of_it(hanoi_client, told):
    hanoi_client.post(f"/partner/costs/{told.pk}/right/", {"seen": told.version})

    told.refresh_from_db()
    assert (told.said, told.asker_said) == ("confirmed", "confirmed")


def test_a_body_does_not_take_back_the_candidates_line(hanoi_client, told):
    answer = hanoi_client.post(f"/partner/costs/{told.pk}/annul/", {"reason": "うそ"})

    assert answer.status_code == 422
    assert "自分が入れた行だけ、取り消せます。" in words(answer)


def test_what_the_candidate_answered_is_not_offered_for_taking_back(
    hanoi_client, linh_case, tran, linh_viewer
):
    facts = {"whom": "sending", "category": "fee", "asked_on": TODAY}
    cost = lines.ask(linh_case, Money(9_000), asked_by=linh_case.sending, by=tran, **facts, **WHEN)
    annul = f"/partner/costs/{cost.pk}/annul/"
    assert annul in hanoi_client.get(path(linh_case)).content.decode()

    answers.answer(cost, right=True, seen=1, by=linh_viewer, **WHEN)

    assert annul not in hanoi_client.get(path(linh_case)).content.decode()
    assert hanoi_client.post(annul, {"reason": "まちがい"}).status_code == 422


def test_while_money_that_came_back_stands_a_line_says_what_is_to_be_done_first(
    hanoi_client, linh_case, tran, linh_viewer
):
    facts = {"whom": "sending", "category": "fee", "asked_on": TODAY, "paid_on": TODAY}
    cost = lines.ask(linh_case, Money(9_000), asked_by=linh_case.sending, by=tran, **facts, **WHEN)
    answers.answer(cost, right=False, seen=1, claimed=8_000, words="8", by=linh_viewer, **WHEN)
    back = lines.give_back(cost, Money(500), paid_on=TODAY, by=tran, **WHEN)
    agree = f"/partner/costs/{cost.pk}/agree/"

    held = hanoi_client.get(path(linh_case))

    assert agree not in held.content.decode()
    first = "この費用から返ってきたお金の行があります。先にその行を取り消してください。"
    assert f"本人が言う金額 JPY 8,000 に直す：{first}" in words(held)

    lines.annul(back, reason="まちがい", by=tran, **WHEN)

    free = hanoi_client.get(path(linh_case))
    assert agree in free.content.decode()
    assert first not in words(free)


def test_another_sending_organisation_finds_nothing(bui_login, partner_client, linh_case, told):
    client = partner_client(bui_login)

    assert client.get(path(linh_case)).status_code == 404
    assert client.post(path(linh_case, "new/"), typed("broker")).status_code == 404
    for act in ACTS:
        assert client.post(f"/partner/costs/{told.pk}/{act}/", {"seen": 1}).status_code == 404, act


def test_another_company_finds_nothing(okada_login, partner_client, linh_case, told):
    client = partner_client(okada_login)

    assert client.get(path(linh_case)).status_code == 404
    assert client.get(f"/partner/costs/{told.pk}/wrong/").status_code == 404


def test_the_company_sees_only_what_it_asked(
    mori_login, partner_client, linh_case, told, mori, linh_viewer
):
    rent = lines.ask(
        linh_case,
        Money(30_000),
        whom="company",
        category="living",
        asked_by=linh_case.company,
        asked_on=TODAY,
        by=linh_viewer,
        **WHEN,
    )
    client = partner_client(mori_login)

    page = words(client.get(path(linh_case)))

    assert "30,000円" in page
    assert "300,000" not in page
    assert "上限" not in page
    assert client.get(f"/partner/costs/{told.pk}/wrong/").status_code == 404
    assert client.get(f"/partner/costs/{rent.pk}/wrong/").status_code == 200


def test_a_company_enters_for_nobody_else(mori_login, partner_client, linh_case):
    client = partner_client(mori_login)

    for whom in ("broker", f"sending:{linh_case.sending_id}", "public"):
        answer = client.post(path(linh_case, "new/"), typed(whom, rate="0.0059"))
        assert answer.status_code == 422, whom
    assert not Cost.objects.exists()


def test_a_stranger_and_a_teacher_stay_outside(linh_case, yamada_client):
    assert Client().get(path(linh_case)).status_code == 302
    assert yamada_client.get(path(linh_case)).status_code == 404


def test_two_presses_enter_one_line(hanoi_client, linh_case):
    for _press in range(2):
        hanoi_client.post(
            path(linh_case, "new/"),
            typed(f"sending:{linh_case.sending_id}", rate="0.0059", press_key="p1"),
        )

    assert Cost.objects.count() == 1


def test_a_receipt_is_read_by_those_who_read_the_line_and_that_is_on_record(
    hanoi_client,
    linh_case,
    linh,
    worker_client,
    staff_client,
    bui_login,
    partner_client,
    kept_files,
):
    scan = SimpleUploadedFile("receipt.pdf", b"%PDF-1.4 startxref %%EOF")
    sent = typed(f"sending:{linh_case.sending_id}", rate="0.0059", receipt=scan)
    assert hanoi_client.post(path(linh_case, "new/"), sent).status_code == 302
    pk = Cost.objects.get().pk

    faces = {
        f"/partner/costs/{pk}/receipt/": hanoi_client,
        f"/me/case/costs/{pk}/receipt/": worker_client(linh),
        f"/desk/costs/{pk}/receipt/": staff_client,
    }
    for address, reader in faces.items():
        assert reader.get(address).content.startswith(b"%PDF")

    assert Record.objects.filter(did="cost.receipt_read").count() == 3
    assert partner_client(bui_login).get(f"/partner/costs/{pk}/receipt/").status_code == 404


def test_a_receipt_comes_with_the_payment_and_one_that_cannot_be_read_pays_nothing(
    hanoi_client, linh_case, told, kept_files
):
    day = {"paid_on_y": "2026", "paid_on_m": "11", "paid_on_d": "24"}
    broken = SimpleUploadedFile("receipt.jpg", b"GIF89a")

    answer = hanoi_client.post(f"/partner/costs/{told.pk}/paid/", day | {"receipt": broken})

    assert answer.status_code == 422
    assert "PDF・JPEG・PNG のファイルを選んでください。" in words(answer)
    told.refresh_from_db()
    assert (told.paid_on, Paper.objects.count()) == (None, 0)
    scan = SimpleUploadedFile("receipt.pdf", b"%PDF-1.4 startxref %%EOF")
    hanoi_client.post(f"/partner/costs/{told.pk}/paid/", day | {"receipt": scan})
    told.refresh_from_db()
    assert told.receipt.blob.type == "application/pdf"


def test_a_rate_says_of_which_day_and_from_whom_also_when_it_is_used_again(hanoi_client, linh_case):
    whom = f"sending:{linh_case.sending_id}"
    first = typed(whom, rate="0.0059", rate_source="Vietcombank")
    hanoi_client.post(path(linh_case, "new/"), first)
    again = typed(whom) | {"asked_on_d": "20"}
    hanoi_client.post(path(linh_case, "new/"), again)

    for line in Cost.objects.all():
        assert (line.rate_on, line.rate_source) == (date(2026, 11, 1), "Vietcombank")
    assert "為替：2026年11月1日（日）、Vietcombank" in words(hanoi_client.get(path(linh_case)))


def test_the_amount_that_the_worker_says_is_taken_over_by_one_press(
    hanoi_client, linh_case, tran, linh_viewer, linh, worker_client
):
    facts = {"whom": "sending", "category": "fee", "asked_by": linh_case.sending}
    cost = lines.ask(linh_case, Money(300_000), asked_on=TODAY, by=tran, **facts, **WHEN)
    said = {"right": False, "seen": 1, "words": "20", "claimed": 200_000}
    answers.answer(cost, by=linh_viewer, **said, **WHEN)
    page = hanoi_client.get(path(linh_case))
    assert "本人が言う金額 JPY 200,000 に直す" in words(page)
    sent = {"seen": "2", "claimed": "200000"}

    first = hanoi_client.post(f"/partner/costs/{cost.pk}/agree/", sent)
    again = hanoi_client.post(f"/partner/costs/{cost.pk}/agree/", sent)

    assert first["Location"] == again["Location"] == path(linh_case)
    assert list(Cost.objects.order_by("pk").values_list("yen", "replaces")) == [
        (300_000, None),
        (200_000, cost.pk),
    ]
    page = words(hanoi_client.get(path(linh_case)))
    assert "両方が認めた金額 200,000円 に直しました。" in page
    assert "両方が認めた金額です。前の行（300,000円）は取り消しました。" in page
    assert "に直す" not in page
    assert "両方が認めた金額です。" in words(worker_client(linh).get("/me/case/costs/"))


def test_an_amount_that_the_worker_changed_meanwhile_is_not_taken_over(
    hanoi_client, linh_case, tran, linh_viewer
):
    facts = {"whom": "sending", "category": "fee", "asked_by": linh_case.sending}
    cost = lines.ask(linh_case, Money(300_000), asked_on=TODAY, by=tran, **facts, **WHEN)
    said = {"right": False, "seen": 1, "words": "20", "claimed": 200_000}
    answers.answer(cost, by=linh_viewer, **said, **WHEN)

    sent = {"seen": "2", "claimed": "250000"}
    answer = hanoi_client.post(f"/partner/costs/{cost.pk}/agree/", sent, follow=True)

    assert "この費用は、そのあいだに変わりました。" in words(answer)
    assert Cost.objects.get().annulled_at is None
