"""案件の書類 — a sending organisation brings a paper again, the office checks it, and the case goes on."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import accessible

PLEDGE = "本人の申告書（帰国して関連する仕事をすること）"
PDF = b"%PDF-1.7\n1 0 obj\nstartxref\n9\n%%EOF\n"


def board(page, face):
    """The papers of the case whose plan is being drafted."""
    page.goto(f"/{face}/cases/")
    row = page.locator(".tn-row", has_text="計画をつくっている").first
    row.get_by_role("link").first.click()
    page.get_by_role("link", name="書類", exact=True).last.click()
    expect(page.locator("h1")).to_contain_text("の書類")


def send(page, name, data):
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/pdf", "buffer": data}
    )
    page.get_by_role("button", name="書類を出す").click()


def test_a_refused_paper_is_brought_again_and_accepted(someone, look):
    sender = someone("tran", phone=True)
    board(sender, "partner")
    accessible(sender)
    look(sender, "papers-board")
    sender.get_by_role("link", name=PLEDGE).first.click()
    expect(sender.get_by_text("署名がありません。").first).to_be_visible()

    send(sender, "cut.pdf", PDF[:20])
    expect(sender.locator(".tn-errors")).to_be_visible()
    expect(sender.get_by_text("途中で切れているか、こわれています").first).to_be_visible()
    day = sender.locator(".tn-day").first.locator("input")
    tops = day.evaluate_all("all => all.map(one => one.getBoundingClientRect().top)")
    assert len(set(tops)) == 1, "a day stands in one row on a phone"
    accessible(sender)
    look(sender, "papers-fault")
    send(sender, "pledge.pdf", PDF)
    expect(sender.get_by_text("書類を出しました。")).to_be_visible()

    desk = someone("sato")
    desk.goto("/desk/documents/")
    desk.get_by_role("link", name=PLEDGE).click()
    accessible(desk)
    look(desk, "papers-check")
    desk.get_by_role("button", name="この書類でよい").click()
    expect(desk.get_by_text("確かめました。").first).to_be_visible()
    desk.get_by_role("button", name="決定を取り消す").click()
    expect(desk.get_by_text("決定を取り消しました。")).to_be_visible()
    desk.get_by_role("button", name="この書類でよい").click()
    expect(desk.locator(".tn-page-head .tn-chip", has_text="確かめました")).to_be_visible()


def test_the_office_prepares_working_conditions_in_two_languages(someone, look):
    desk = someone("sato")
    desk.goto("/desk/cases/?system=SSW1")
    desk.locator(".tn-row", has_text="就労中").get_by_role("link").first.click()
    desk.get_by_role("link", name="書類", exact=True).click()
    desk.get_by_role("link", name="準備する書類").click()
    accessible(desk)
    desk.get_by_role("link", name="雇用条件書", exact=True).click()
    accessible(desk)
    desk.get_by_label("基本の賃金").fill("月21万円")
    desk.get_by_role("button", name="保存する").click()
    expect(desk.get_by_label("基本の賃金")).to_have_value("月21万円")
    look(desk, "papers-conditions")

    desk.get_by_role("button", name="出した書類として残す").click()

    expect(desk.get_by_text("書類を出しました。")).to_be_visible()
    issued = desk.locator("aside").get_by_role("link", name="雇用条件書").first
    answer = desk.request.get(issued.get_attribute("href"))
    assert answer.body().startswith(b"%PDF")


def test_a_case_shows_why_it_cannot_go_on(someone, look):
    desk = someone("sato")
    desk.goto("/desk/cases/?system=TITP")
    desk.locator(".tn-row", has_text="計画をつくっている").get_by_role("link").first.click()
    desk.get_by_role("link", name="段階を進める").click()

    expect(
        desk.get_by_text("「送出国の公的機関の推薦状」がまだ確かめられていません。")
    ).to_be_visible()
    expect(desk.get_by_text(re.compile("育成就労に在留資格を変更できません"))).to_be_visible()
    accessible(desk)
    look(desk, "papers-way")


def test_every_column_of_a_register_stands_on_paper(someone):
    desk = someone("sato")
    desk.goto("/desk/registers/people/")
    over = "document.querySelector('.tn-table').scrollWidth - document.querySelector('.tn-table').clientWidth"
    assert desk.evaluate(over) > 0

    desk.emulate_media(media="print")

    assert desk.evaluate(over) <= 0
