"""助成の画面 — from the decision to the last yen on the desk, and what the grantee does on its own page."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import TODAY, _client
from tests.cast_awards import decided, make_award, pay
from tests.cast_talent import make_body
from tests.pages import words
from tsunagari.governance.fund.awards.models import Award
from tsunagari.kernel.ledger import books

pytestmark = pytest.mark.usefixtures("cast_day", "kept_files")
PLAN = {
    "measure": "1-4",
    "title": "夜の日本語教室",
    "from_day_y": "2026",
    "from_day_m": "11",
    "from_day_d": "24",
    "until_day_y": "2026",
    "until_day_m": "11",
    "until_day_d": "24",
    "rate": "3/4",
    "lines": "謝金｜250,000｜10,000\n会場費|150000",
    "parts": "契約｜200,000円\n精算｜100,000",
    "declared_on_y": "2026",
    "declared_on_m": "11",
    "declared_on_d": "20",
}
COST = {
    "on_day_y": "2026",
    "on_day_m": "11",
    "on_day_d": "24",
    "payee": "見本 講師",
    "yen": "160,000",
    "line": "謝金",
    "units": "16",
    "paid": "on",
}


def scan():
    return SimpleUploadedFile("receipt.pdf", b"%PDF-1.4 receipt", "application/pdf")


def test_from_the_decision_to_a_refund_between_the_desk_and_the_grantee(
    staff_client, tsuchiya_login, entry_of_tsukushi, fund, sato
):
    tsuchiya = _client(tsuchiya_login)
    assert "300,000円" in words(staff_client.get("/desk/awards/ready/"))
    new = f"/desk/awards/new/{entry_of_tsukushi.pk}/"
    assert "みらい基金 1-4 1,000,000円" in words(staff_client.get(new))
    bad = staff_client.post(new, PLAN | {"fund": fund.pk, "parts": "契約｜1", "lines": "謝金"})
    assert (bad.status_code, "1行目を「費目" in words(bad)) == (422, True)
    staff_client.post(new, PLAN | {"fund": fund.pk})
    one = Award.objects.get()
    desk, own = f"/desk/awards/{one.pk}/", f"/partner/awards/{one.pk}/"

    staff_client.post(f"{desk}send/", {"conditions": "領収書を残す\n名前を出す"})
    page = tsuchiya.get(own)
    assert "この契約に同意する" in words(page)
    assert staff_client.get(f"{desk}agreement.pdf").content[:5] == b"%PDF-"
    tsuchiya.post(f"{own}agree/", {"digest": "old"})
    assert Award.objects.get().state == "sent"
    tsuchiya.post(f"{own}agree/", {"digest": one.agreements.get().digest})
    pay(one, sato)

    assert tsuchiya.post(f"{own}costs/new/", COST).status_code == 422
    tsuchiya.post(f"{own}costs/new/", COST | {"file": scan()})
    tsuchiya.post(f"{own}report/", {"words": "1回開いた", "other_income": "0"})
    cost = one.report.costs.get()
    assert tsuchiya.get(f"{own}costs/{cost.pk}/").content == b"%PDF-1.4 receipt"
    tsuchiya.post(f"{own}report/send/")
    assert "確定する額 120,000円 返していただく額 80,000円" in words(staff_client.get(desk))
    staff_client.post(f"{desk}settle/")
    assert "返していただくお金があります" in words(tsuchiya.get(own))
    day = {"day_y": "2026", "day_m": "11", "day_d": "24"}
    over = staff_client.post(f"{desk}refund/", day | {"yen": "80,001"})
    assert (over.status_code, "それより多くは受け取れません" in words(over)) == (422, True)
    staff_client.post(f"{desk}refund/", day | {"yen": "80000"})
    staff_client.post(f"{desk}close/")

    assert Award.objects.get().state == "closed"
    assert tsuchiya.get(f"{own}settlement.pdf").content[:5] == b"%PDF-"
    assert "夜の日本語教室" in words(staff_client.get("/desk/awards/?view=done"))


def test_a_rate_is_entered_as_people_write_it_and_stands_so_in_the_agreement(
    staff_client, entry_of_tsukushi, fund
):
    new = f"/desk/awards/new/{entry_of_tsukushi.pk}/"
    plan = PLAN | {"fund": fund.pk, "lines": "謝金｜450,000"}
    wrong = {
        "半分": "「2/3」「75％」「0.75」のように",
        "75": "「75」だけでは分かりません",
        "3/2": "0より大きく100％まで",
        "0.123456789": "割合の小数が長すぎます",
        "1e99999999": "「2/3」「75％」「0.75」のように",
    }
    for typed, said in wrong.items():
        answer = staff_client.post(new, plan | {"rate": typed})
        assert (answer.status_code, said in words(answer)) == (422, True), typed

    staff_client.post(new, plan | {"rate": "２／３"})

    assert "費用の2/3" in words(staff_client.get(f"/desk/awards/{Award.objects.get().pk}/"))


def test_two_funds_of_one_name_are_told_apart_by_the_body_whose_books_they_stand_in(
    staff_client, entry_of_tsukushi, fund, las_pinas, sato
):
    other = books.open_book(
        las_pinas.organisation, standard="npo", opened_on=date(2026, 4, 1), by=sato, on=TODAY
    )
    same = books.open_fund(
        other, code="mirai", name="みらい基金", kind="designated", public=True, by=sato, on=TODAY
    )
    books.set_budget(other, year=2026, fund=same, measure="1-4", yen=7_000, by=sato, on=TODAY)

    page = words(staff_client.get(f"/desk/awards/new/{entry_of_tsukushi.pk}/"))

    own, others = fund.book.title, other.title
    assert f"{own}：みらい基金 1-4 1,000,000円 {others}：みらい基金 1-4 7,000円" in page
    for title in (own, others):
        assert page.count(f"{title}：みらい基金") == 2


def test_a_cost_entered_twice_is_joined_on_either_page_and_a_near_payee_is_answered(
    staff_client, tsuchiya_login, okada_login, award, sato, tsuchiya
):
    from tests.cast_awards import agreed

    agreed(award, sato, tsuchiya)
    pay(award, sato)
    client, own = _client(tsuchiya_login), f"/partner/awards/{award.pk}/"
    twice = COST | {"payee": "つくし会"}
    for paid in ("", "on"):
        client.post(f"{own}costs/new/", twice | {"paid": paid, "file": scan()})
    first = award.report.costs.get(paid=False)
    join, part = f"{own}costs/{first.pk}/join/", f"{own}costs/{first.pk}/part/"
    assert join in client.get(own).content.decode()
    assert _client(okada_login).post(join).status_code == 404

    assert part in client.post(join, follow=True).content.decode()
    assert "まとめたので、こちらは数えません" in words(client.get(own))
    client.post(part)
    assert "証憑（内容・金額・日付が同じもの）" in words(client.get(own))

    client.post(f"{own}report/", {"words": "1回開いた", "other_income": "0"})
    client.post(f"{own}report/send/")
    desk = f"/desk/awards/{award.pk}/"
    assert "関係者かもしれません：助成を受ける本人・団体です" in words(staff_client.get(desk))
    assert "先に、関係者かどうかを" in words(staff_client.post(f"{desk}settle/", follow=True))
    for cost in award.report.costs.all():
        staff_client.post(f"{desk}costs/{cost.pk}/no/")
    staff_client.post(f"{desk}costs/{first.pk}/join/")
    page = words(staff_client.get(desk))
    assert "事務局の答え：関係者でない" in page
    assert "関係者かもしれません" not in words(client.get(own))
    staff_client.post(f"{desk}settle/")
    assert Award.objects.get().settlement.eligible == 160_000


def test_a_change_is_asked_on_the_own_page_and_answered_on_the_desk(
    staff_client, tsuchiya_login, award, sato, tsuchiya
):
    from tests.cast_awards import agreed

    agreed(award, sato, tsuchiya)
    client, own = _client(tsuchiya_login), f"/partner/awards/{award.pk}/"
    first, second = award.lines.all()
    typed = {f"line_{first.pk}": "100000", f"line_{second.pk}": "300000", "words": ""}
    assert client.post(f"{own}change/", typed).status_code == 422
    client.post(f"{own}change/", typed | {"words": "会場が変わった"})
    change = award.changes.get()

    at = f"/desk/awards/{award.pk}/changes/{change.pk}/"
    assert staff_client.post(at, {"accept": "no", "answer": ""}).status_code == 422
    staff_client.post(at, {"accept": "yes", "answer": ""})

    assert "第2版" in words(client.get(own))
    assert staff_client.get(at).status_code == 404


def test_other_bodies_and_strangers_see_no_award(
    okada_login, yamada_client, suzuki_client, kato_client, award
):
    okada = _client(okada_login)
    for rest in ("", "report/", "costs/new/", "change/", "agreement.pdf", "settlement.pdf"):
        assert okada.get(f"/partner/awards/{award.pk}/{rest}").status_code == 404
    assert okada.post(f"/partner/awards/{award.pk}/agree/").status_code == 404
    assert "まだ助成はありません" in words(okada.get("/partner/awards/"))
    for client in (yamada_client, suzuki_client, kato_client):
        for rest in ("", "ready/", f"{award.pk}/", f"{award.pk}/send/"):
            assert client.get(f"/desk/awards/{rest}").status_code == 403


def test_a_person_agrees_on_the_own_page_and_another_person_finds_nothing(
    worker_client, linh, mai, linh_case, mai_case, assessors, fund, sato
):
    from tsunagari.governance.fund.awards.actions import awarding

    [entry] = decided(assessors, [linh], 300_000)
    one = make_award(entry, fund, sato)
    sent = awarding.send(one, conditions=["x"], seen=1, by=sato, on=TODAY)
    client, own = worker_client(linh), f"/me/awards/{one.pk}/"

    assert "夜の日本語教室" in words(client.get("/me/awards/"))
    client.post(f"{own}agree/", {"digest": sent.digest})

    assert Award.objects.get().state == "agreed"
    assert worker_client(mai).get(own).status_code == 404


def test_what_is_out_of_turn_is_not_there_and_lists_ask_the_same(
    staff_client, award, assessors, fund, sato, django_assert_num_queries
):
    at = f"/desk/awards/{award.pk}/"
    for rest in ("settle/", "refund/", "close/", "return/", "nothing/", "settlement.pdf"):
        assert staff_client.get(at + rest).status_code in (404, 405)
    assert staff_client.post(f"{at}stop/", {"words": ""}).status_code == 422
    staff_client.get("/desk/awards/")
    with CaptureQueriesContext(connection) as one:
        staff_client.get("/desk/awards/")
    bodies = [make_body(f"団体{n}", "other") for n in range(2)]
    from tsunagari.kernel.reviews.models import Entry

    template = Award.objects.get()
    for number, body in enumerate(bodies):
        entry = Entry.objects.create(call=template.entry.call, called="x", applicant=body.party)
        _copied(template, entry, body, number)
    with django_assert_num_queries(len(one)):
        staff_client.get("/desk/awards/")

    staff_client.post(f"{at}stop/", {"words": "来年にする"})
    assert Award.objects.get(pk=award.pk).state == "lapsed"


def _copied(template, entry, body, number) -> None:
    """One more award, as a row alone."""
    from tsunagari.governance.fund.council.models import Decision, Item

    before = template.decision
    item = Item.objects.create(
        meeting=before.meeting, number=50 + number, kind="application", title="x", entry=entry
    )
    decision = Decision.objects.create(
        item=item, entry=entry, meeting=before.meeting, outcome="full", yen=1, reasons="x", on=TODAY
    )
    names = ("fund", "measure", "title", "yen", "from_day", "until_day", "declared_on")
    more = {name: getattr(template, name) for name in (*names, "awarded_on", "report_by")}
    Award.objects.create(entry=entry, decision=decision, grantee=body.party, **more)
