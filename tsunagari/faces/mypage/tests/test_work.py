from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone, translation
from openpyxl import load_workbook

from tests.cast import NOW, TODAY
from tests.pages import words
from tsunagari.base import glossary
from tsunagari.kernel.papers import actions as papers
from tsunagari.kernel.parties import actions as parties
from tsunagari.kernel.parties.models import AccessCard, Identifier
from tsunagari.kernel.roles import identifiers
from tsunagari.kernel.roles.rules import READ_REASONS, read_reason
from tsunagari.programmes.talent.costs.actions import lines
from tsunagari.programmes.talent.costs.actions.lines import Money
from tsunagari.programmes.talent.costs.models import Cost
from tsunagari.programmes.talent.people.actions import cases

WHEN = {"on": TODAY, "at": NOW}
PAGES = [
    "/me/case/",
    "/me/case/mine/",
    "/me/case/basis/",
    "/me/case/calendar/",
    "/me/case/looked/",
    "/me/case/consents/",
    "/me/case/history/",
    "/me/case/papers/",
    "/me/case/help/",
    "/me/case/costs/",
    "/me/case/costs/new/",
]


@pytest.fixture
def client(linh_case, linh, worker_client):
    return worker_client(linh)


@pytest.fixture
def fee(linh_case, tran):
    """Hanoi HR asked Linh for ¥420,000."""
    return asked(linh_case, tran, "fee")


def asked(linh_case, tran, category):
    return lines.ask(
        linh_case,
        Money(420_000),
        whom="sending",
        category=category,
        asked_by=linh_case.sending,
        asked_on=TODAY,
        paid_on=TODAY,
        by=tran,
        **WHEN,
    )


def issue(person, **more):
    day = timezone.localdate()
    days = {"valid_from": day, "valid_until": day + timedelta(days=300)} | more
    made = parties.issue_cards([person], purpose="worker", at=timezone.now(), **days)
    return made[person.pk]


# 入る


def test_who_has_no_case_does_not_come_in(linh):
    client = Client()

    assert client.get(f"/me/card/{issue(linh).replace('-', '')}/").status_code == 404


@pytest.mark.parametrize("path", PAGES)
def test_a_revoked_card_closes_every_page_at_once(client, path):
    assert client.get(path).status_code == 200

    AccessCard.objects.update(revoked_at=timezone.now())

    assert client.get(path)["Location"] == "/me/enter/"


@pytest.mark.parametrize("path", ["/me/", "/me/wrong/", "/me/consents/", "/me/guardian/"])
def test_a_workers_card_opens_no_page_of_a_pupil(client, path):
    assert client.get(path)["Location"] == "/me/case/"
    assert client.post("/me/consents/take_part/withdraw/")["Location"] == "/me/case/"


@pytest.mark.parametrize("path", PAGES)
def test_a_pupil_a_member_and_a_stranger_stay_outside(
    path, linh_case, pairing, card_client, staff_client, partner_client, mori_login
):
    pupil = pairing.a_class.pupils.first()
    assert card_client(pupil).get(path)["Location"] == "/me/"
    for one in (Client(), staff_client, partner_client(mori_login)):
        assert one.get(path)["Location"] == "/me/enter/"


# ホーム


def test_the_own_page_says_state_who_does_what_and_my_days(linh_case, linh, client, sato):
    entry = timezone.localdate() - timedelta(days=1)
    known = {"entry": entry.isoformat(), "address_fixed": entry.isoformat()}
    cases.change(linh_case, seen=1, by=sato, on=timezone.localdate(), **known)

    page = words(client.get("/me/case/mine/"))

    assert "候補者 育成就労" in page
    assert "働く会社 流山製作所" in page
    assert "国で手続をする会社 Hanoi HR" in page
    assert "までにすると安心です。" in page
    assert "法律の期限：" in page


def test_an_empty_page_says_so(client):
    for path, said in (
        ("", "予定はありません。"),
        ("", "在留カードの期限は、まだ登録されていません。"),
        ("mine/", "いま、することはありません。"),
        ("basis/", "まだ計算していません"),
        ("calendar/", "予定はありません。"),
        ("looked/", "まだだれも見ていません。"),
        ("consents/", "同意はまだありません"),
        ("history/", "育成就労"),
    ):
        assert said in words(client.get(f"/me/case/{path}")), path
    assert "書類はまだありません。" in words(client.get("/me/case/papers/"))
    assert "費用はまだありません" in words(client.get("/me/case/costs/"))


def test_official_words_lead_to_their_explanation(client):
    for path, term in (("case/basis/", "特例期間"), ("case/papers/", "指定書")):
        slug = glossary.by_name()[term].slug
        assert f'href="/vi/words/{slug}/"' in client.get(f"/vi/me/{path}").content.decode(), path


def test_the_company_and_others_read_nothing_of_anybody_else(
    mai_case, mai, client, fee, worker_client
):
    other = worker_client(mai)

    assert "420,000" not in words(other.get("/me/case/costs/"))
    for what in ("right", "wrong", "paid", "back", "annul"):
        path = f"/me/case/costs/{fee.pk}/{what}/"
        assert other.post(path, {"seen": "1"}).status_code == 404, what


# 書類と番号


def test_my_papers_are_mine_alone(linh, mai, mai_case, client, worker_client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    paper = papers.keep(b"%PDF-1.4 x", name="Hợp đồng.pdf", kind="x", on=TODAY, of=linh.party)

    assert "Hợp đồng.pdf" in words(client.get("/me/case/papers/"))
    assert client.get(f"/me/case/papers/{paper.pk}/").content.startswith(b"%PDF")
    assert worker_client(mai).get(f"/me/case/papers/{paper.pk}/").status_code == 404


def test_i_see_who_read_my_number_and_why(client, linh, sato):
    identifiers.note(linh.party, "passport", "QZ8765431", by=sato, on=TODAY)
    identifiers.reveal(Identifier.objects.get(), reason="査証の申請のため", by=sato, on=TODAY)

    page = words(client.get("/me/case/papers/"))

    assert "旅券（パスポート） ••••••31" in page
    assert "佐藤 恵" in page
    assert "理由：査証の申請のため" in page
    assert "QZ87654" not in page


def test_a_reader_of_other_letters_reads_who_and_why_too(client, linh, sato):
    identifiers.note(linh.party, "passport", "QZ8765431", by=sato, on=TODAY)
    reason = read_reason(READ_REASONS[0], "11月の申請")
    identifiers.reveal(Identifier.objects.get(), reason=reason, by=sato, on=TODAY)

    page = words(client.get("/en/me/case/papers/"))

    assert "佐藤 恵（SATO Megumi）" in page
    with translation.override("en"):
        assert translation.gettext(READ_REASONS[0]) in page
    assert "11月の申請" in page


# 費用


def test_a_cost_is_confirmed_with_one_press(client, fee):
    assert "まだ答えていない行が 1つ" in words(client.get("/me/case/"))

    client.post(f"/me/case/costs/{fee.pk}/right/", {"seen": fee.version})

    fee.refresh_from_db()
    assert fee.said == "confirmed"
    assert "まだ答えていない行が" not in words(client.get("/me/case/"))


def test_who_is_asked_for_a_deposit_reads_that_nobody_may(client, linh_case, fee, tran):
    forbidden = "このようなお金は、だれも求められません。"
    assert forbidden not in words(client.get("/me/case/costs/"))

    deposit = asked(linh_case, tran, "deposit")

    assert forbidden in words(client.get("/me/case/costs/"))
    assert "Không ai được đòi khoản tiền" in words(client.get("/vi/me/case/costs/"))
    lines.annul(deposit, reason="まちがい", by=tran, **WHEN)
    assert forbidden not in words(client.get("/me/case/costs/"))


def test_who_entered_a_cost_can_be_read_by_who_reads_latin_letters(client, linh_case, fee, sato):
    asked = {"whom": "public", "category": "papers", "asked_on": TODAY, "whom_words": "Cục"}
    lines.ask(linh_case, Money(4_000), by=sato, **asked, **WHEN)

    page = words(client.get("/vi/me/case/costs/"))
    assert "（SATO Megumi）" in page
    assert "Trần Minh（" not in page
    assert "SATO" not in words(client.get("/me/case/costs/"))


def test_a_cost_is_disputed_in_my_own_words(client, fee):
    path = f"/me/case/costs/{fee.pk}/wrong/"
    assert client.get(path).status_code == 200

    client.post(path, {"words": "Tôi đã trả nhiều hơn", "amount": "５００，０００円", "seen": 1})

    fee.refresh_from_db()
    assert (fee.said, fee.claimed_yen) == ("disputed", 500_000)
    page = words(client.get("/me/case/costs/"))
    assert "Tôi đã trả nhiều hơn" in page
    assert "ほんとうは JPY 500,000" in page


def test_a_slip_in_the_amount_keeps_the_words(client, fee):
    answer = client.post(
        f"/me/case/costs/{fee.pk}/wrong/",
        {"words": "Tôi trả ít hơn", "amount": "1.200.000", "seen": 1},
    )

    assert answer.status_code == 422
    assert "Tôi trả ít hơn" in answer.content.decode()
    assert "コンマで区切るか" in words(answer)


def new(**more):
    typed = {"whom": "broker", "whom_words": "Anh Nam", "category": "fee", "amount": "100,000"}
    typed |= {"currency": "JPY", "rate": "", "words": ""}
    typed |= {"asked_on_y": "2026", "asked_on_m": "11", "asked_on_d": "1"}
    return typed | more


def test_i_enter_what_i_was_asked_for(client, linh_case):
    answer = client.post("/me/case/costs/new/", new(paid_on_y="2026/11/2"))

    assert answer["Location"] == "/me/case/costs/"
    cost = Cost.objects.get()
    assert (cost.entered_as, cost.said, cost.yen, cost.whom_words) == (
        "self",
        "confirmed",
        100_000,
        "Anh Nam",
    )


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"amount": "1.200.000"}, "コンマで区切るか、区切らずに入力してください。"),
        ({"amount": "-100"}, "マイナスの金額は入れられません。"),
        ({"amount": "5000000", "currency": "VND"}, "使った為替を入力してください。"),
        ({"asked_on_y": "2099"}, "はまだ来ていません。"),
        ({"whom_words": ""}, "だれが求めたかを書いてください。"),
        ({"whom": "company:999"}, "正しく選択"),
    ],
)
def test_a_line_that_cannot_be_taken_says_why_and_stays_typed(client, typed, said):
    answer = client.post("/me/case/costs/new/", new(**typed))

    assert answer.status_code == 422
    assert "Anh Nam" in answer.content.decode() or "whom_words" in typed
    if said != "正しく選択":
        assert said in words(answer)
    assert not Cost.objects.exists()


def test_full_width_digits_are_read(client):
    client.post("/me/case/costs/new/", new(amount="１００，０００円"))

    assert Cost.objects.get().yen == 100_000


def test_the_rate_that_this_case_used_last_is_used_again(client):
    dong = {"currency": "VND", "amount": "5.000.000"}
    client.post("/me/case/costs/new/", new(rate="0.0059", **dong))
    assert "前に使った為替を使います。" in words(client.get("/me/case/costs/new/"))
    client.post("/me/case/costs/new/", new(**dong))

    assert list(Cost.objects.values_list("yen", flat=True)) == [29_500, 29_500]


def test_pressing_twice_enters_one_line(client):
    for _press in range(2):
        client.post("/me/case/costs/new/", new(press_key="b2"))

    assert Cost.objects.count() == 1


def test_i_see_the_cap_and_how_much_is_over(client, fee, linh_case, sato):
    lines.set_base_pay(linh_case, 190_000, seen=0, by=sato, on=TODAY)

    page = words(client.get("/me/case/costs/"))

    assert "上限は 380,000円 です。払ったお金は 420,000円 です。" in page
    assert "40,000円 多いです。" in page


def test_many_lines_cost_the_same_number_of_queries(
    client, linh_case, fee, tran, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get("/me/case/costs/")
    with CaptureQueriesContext(connection) as few:
        client.get("/me/case/costs/")
    for _more in range(4):
        lines.ask(
            linh_case,
            Money(1_000),
            whom="sending",
            category="fee",
            asked_by=linh_case.sending,
            asked_on=TODAY,
            by=tran,
            **WHEN,
        )

    with django_assert_max_num_queries(len(few)):
        client.get("/me/case/costs/")


def test_my_ledger_goes_with_me_as_a_sheet(client, fee, mai_case, mai, worker_client):
    assert "/me/case/costs.xlsx" in client.get("/me/case/costs/").content.decode()
    taken = client.get("/me/case/costs.xlsx")
    other = worker_client(mai).get("/me/case/costs.xlsx")

    sums = [
        [row[10] for row in load_workbook(BytesIO(one.content)).active.iter_rows(values_only=True)]
        for one in (taken, other)
    ]
    assert (420_000 in sums[0], len(sums[0]), len(sums[1])) == (True, 3, 2)
