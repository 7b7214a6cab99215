"""はたらく人 — a card opens a person's own page in Vietnamese; what they say of a cost, the desk reads."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE, accessible
from tsunagari.sample import people

SAID = "Tôi chưa nhận được biên lai."


def test_a_trainee_types_the_card_on_a_phone_and_sees_what_to_do(someone, look):
    page = someone(phone=True, language="vi")
    page.goto("/vi/me/enter/")

    page.locator("input[name=code]").fill(people.WORKER_CARDS[1][1].lower())
    page.locator("main form button").first.click()
    expect(page.locator("h1")).not_to_contain_text("PHAM")
    page.locator("input[name=pin]").fill(people.PIN)
    page.locator("button[name=go]").click()

    expect(page).to_have_url(re.compile(r"/vi/me/case/$"))
    expect(page.locator("h1")).to_contain_text("PHAM")
    accessible(page)
    look(page, "worker-home")
    more = page.locator(".tn-disclosure > summary")
    if more.count():
        more.first.click()
        expect(page.locator(".tn-disclosure[open] > div").first).to_be_visible()


@pytest.mark.parametrize("language", ["vi", "fil"])
def test_the_own_page_is_read_and_shown_at_a_counter(someone, look, language):
    page = someone("trainee", phone=True, language=language)
    expect(page.locator(".tn-left b")).to_have_text(re.compile(r"\d+"))
    expect(page.locator(".tn-stay [lang=ja]").first).to_contain_text("カード")
    order = page.locator("main .tn-stay, main .tn-meet, main #help, main .tn-calls, main .tn-saved")
    seen = [one.get_attribute("class") or "" for one in order.all()]
    assert "tn-stay" in seen[0]
    assert "tn-saved" in seen[-1]
    accessible(page)
    look(page, f"worker-home-{language}")

    for address in ("calendar", "looked", "consents", "history", "basis", "mine", "help"):
        page.goto(f"/{language}/me/case/{address}/")
        expect(page.locator(".tn-bottom a[aria-current]")).to_have_count(1)
        accessible(page)
        look(page, f"worker-{address}-{language}")


def test_in_danger_the_numbers_stand_before_the_form_without_any_script(chromium, site, look):
    context = chromium.new_context(
        base_url=site.address, viewport=PHONE, java_script_enabled=False, locale="vi"
    )
    page = context.new_page()
    page.goto("/vi/ask/?topic=danger")
    call, box = page.locator("a[href='tel:110']"), page.locator("textarea[name=words]")
    assert call.bounding_box()["y"] < box.bounding_box()["y"]
    look(page, "wall-danger")

    page.goto("/vi/ask/?topic=life")
    box.fill("MẪU: Tôi không tìm thấy chỗ đổ rác.")
    page.locator("main form.tn-form button[type=submit]").click()
    expect(page.get_by_text("MẪU: Tôi không tìm thấy")).to_be_visible()
    expect(page.locator(".tn-scan svg")).to_be_visible()
    look(page, "wall-asked")
    assert context.cookies() == []
    context.close()


def test_another_time_is_asked_for_and_an_answer_is_read(someone, look):
    page = someone("trainee", phone=True, language="vi")
    page.goto("/vi/me/case/calendar/")
    page.locator("a[href$='/move/']").first.click()
    day = (datetime.now(UTC) + timedelta(days=12)).date()
    page.locator("input[name=first]").fill(f"{day}T18:00")
    page.locator("input[name=second]").fill(f"{day}T19:30")
    look(page, "worker-move")
    page.locator("main form button[type=submit]").click()
    expect(page.locator(".tn-talk")).to_contain_text("19:30")
    accessible(page)
    look(page, "worker-answer")


def test_a_trainee_sees_who_read_the_number_and_why(someone, look):
    page = someone("trainee", phone=True)

    page.get_by_role("link", name="書類").last.click()

    expect(page.get_by_text("••••••NX")).to_be_visible()
    expect(page.get_by_text("住所や会社の届出に書くため")).to_be_visible()
    accessible(page)
    look(page, "worker-papers")


def test_a_disputed_cost_is_read_by_the_desk(someone, look):
    page = someone("trainee", phone=True, language="vi")
    page.goto("/vi/me/case/costs/")
    accessible(page)
    look(page, "worker-costs")
    page.locator("a[href$='/wrong/']").first.click()

    page.locator("textarea[name=words]").fill(SAID)
    page.locator("input[name=amount]").fill("1.200.000")
    page.locator("main form button[type=submit]").click()
    expect(page.locator(".tn-errors")).to_be_visible()
    expect(page.locator("textarea[name=words]")).to_have_value(SAID)
    page.locator("input[name=amount]").fill("２０，０００")
    page.locator("main form button[type=submit]").click()
    expect(page.get_by_text(SAID)).to_be_visible()

    desk = someone("sato")
    desk.goto("/desk/costs/")
    desk.get_by_role("link", name=re.compile("25,000円")).click()
    expect(desk.get_by_text(SAID)).to_be_visible()
    expect(desk.get_by_text("ほんとうは JPY 20,000")).to_be_visible()
    accessible(desk)
    look(desk, "worker-desk-costs")


def test_a_candidate_over_the_cap_stops_the_plan(someone, look):
    page = someone("candidate", phone=True)
    page.goto("/me/case/costs/")
    expect(page.get_by_text("上限は 380,000円 です。")).to_be_visible()
    look(page, "worker-cap")

    desk = someone("sato")
    desk.goto("/desk/costs/")
    desk.locator(".tn-row a", has_text="40,000円").first.click()
    expect(desk.get_by_text("このままでは計画を進められません").first).to_be_visible()
    look(desk, "worker-desk-cap")


def test_a_sending_organisation_reads_its_own_lines_and_the_company_nothing(someone, look):
    desk = someone("sato")
    desk.goto("/desk/costs/")
    desk.locator(".tn-row a", has_text="40,000円").first.click()
    case = re.search(r"/cases/(\d+)/", desk.url)[1]

    sending = someone("tran")
    sending.goto(f"/partner/cases/{case}/costs/")
    expect(sending.get_by_text("Tôi đã trả 60.000 yên", exact=False)).to_be_visible()
    accessible(sending)
    look(sending, "worker-sending-costs")

    company = someone("ishii")
    company.goto(f"/partner/cases/{case}/costs/")
    expect(company.get_by_text("費用はまだありません")).to_be_visible()


def test_the_amount_that_the_worker_says_is_agreed_to_by_one_press(someone, look):
    desk = someone("sato")
    desk.goto("/desk/costs/")
    desk.locator(".tn-row a", has_text="40,000円").first.click()
    case = re.search(r"/cases/(\d+)/", desk.url)[1]
    sending = someone("tran", phone=True)
    sending.goto(f"/partner/cases/{case}/costs/")

    sending.get_by_role("button", name=re.compile("10,169,492 に直す")).click()

    expect(sending.get_by_text("両方が認めた金額です。")).to_be_visible()
    expect(sending.get_by_text("Tôi đã trả 60.000 yên", exact=False)).to_be_visible()
    accessible(sending)
    look(sending, "worker-agreed")
    council = someone("kato")
    council.goto("/council/costs/?view=settled")
    expect(council.locator(".tn-row a", has_text="60,000円")).to_be_visible()
    expect(council.locator(".tn-row a", has_text="40,000円")).to_be_visible()


def test_who_asks_for_help_is_answered_and_the_company_does_not_know(someone, look):
    page = someone("trainee", phone=True)
    page.get_by_role("link", name="仕事・給料", exact=True).click()
    page.get_by_text("だれかが、してはいけないことをしたとき").click()
    accessible(page)
    look(page, "worker-help")
    page.get_by_label("パスポートや在留カードを取られた・あずけさせられた").check()
    page.get_by_label("会社の人").check()
    page.get_by_role("button", name="知らせる").click()
    expect(page.get_by_text("受け取りました。")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("110")).first).to_be_visible()

    desk = someone("sato")
    desk.goto("/desk/help-calls/")
    desk.get_by_role("link", name=re.compile("パスポートや在留カード")).first.click()
    expect(desk.get_by_text("禁じられた行為かもしれません")).to_be_visible()
    accessible(desk)
    look(desk, "worker-help-call")
    desk.get_by_label("したこと").fill("本人に電話して、安全を確かめた。")
    desk.get_by_label("本人に伝えること").fill("Chúng tôi sẽ đến gặp bạn ngày mai.")
    desk.get_by_role("button", name="記録する").click()
    expect(desk.get_by_text("対応を記録しました。")).to_be_visible()

    page.goto("/me/case/")
    expect(page.get_by_text("Chúng tôi sẽ đến gặp bạn ngày mai.")).to_be_visible()


def test_the_office_prints_a_card_and_reads_a_number_with_a_reason(someone, look):
    desk = someone("sato")
    desk.goto("/desk/help-calls/?view=closed")
    desk.locator(".tn-row a").first.click()
    desk.get_by_role("link", name="案件を見る").click()
    desk.get_by_role("link", name="本人のカード").click()
    accessible(desk)
    look(desk, "worker-card")
    desk.go_back()
    desk.locator("main").get_by_role("link", name="身分証の番号", exact=True).first.click()
    accessible(desk)
    look(desk, "worker-numbers")
    desk.get_by_role("link", name=re.compile("理由を書いて見る")).first.click()
    desk.get_by_label("在留期間の更新・変更の申請書に書くため").check()
    desk.get_by_role("button", name="番号を見る").click()
    expect(desk.get_by_text("MH12345678NX")).to_be_visible()
