"""求人と候補者 — from a company's order and a sender's file to a pair that agrees on a time."""

import re
from datetime import date, timedelta

from playwright.sync_api import expect

ROWS = "番号,氏名,生年月日,国籍,希望分野,来られる日,日本語,旅券番号\n"
ROWS += "J-1,MAI Thi Kim,2000-04-05,ベトナム,農業,{ready},N4,B7654321\n"
ROWS += "J-2,DO Van Binh,2000-04-05,ベトナム,宇宙,{ready},N5,\n"
ROWS += ",マイ ティ キム,2000-04-05,ベトナム,農業,{ready},N4,\n"


def test_an_order_and_a_file_become_an_interview_without_scripts(someone, look):
    ahead = date.today() + timedelta(days=300)
    company = someone("okada", java_script_enabled=False)
    company.goto("/partner/orders/new/")
    company.locator("#id_field").select_option("agriculture")
    company.locator("#id_work").fill("野菜の収穫と袋づめ")
    _day(company, "はじまりの日", ahead)
    company.get_by_label("1か月の基本給（円）").fill("210000")
    company.get_by_label("同じ仕事の日本人の基本給（円）").fill("230000")
    company.get_by_role("button", name="求人を出す").click()
    expect(company.locator("main")).to_contain_text("230,000円）より低くなっています")
    company.get_by_label("1か月の基本給（円）").fill("230000")
    company.get_by_role("button", name="求人を出す").click()
    expect(company.get_by_role("heading", level=1)).to_contain_text("農業（柏市）")
    expect(company.locator("main")).to_contain_text("△ 条件がそろえば合う")

    sender = someone("tran", java_script_enabled=False)
    sender.goto("/partner/imports/")
    rows = ROWS.format(ready=ahead - timedelta(days=60)).encode()
    file = {"name": "thang12.csv", "mimeType": "text/csv", "buffer": rows}
    sender.set_input_files("input[type=file]", file)
    sender.get_by_role("button", name="送って確かめる").click()
    main = sender.locator("main")
    expect(main).to_contain_text("「宇宙」という分野はありません")
    expect(main).to_contain_text("2行目の MAI Thi Kim と同じ人かもしれません")
    expect(main).to_contain_text("旅券番号）は読みこみません")
    expect(main).not_to_contain_text("B7654321")
    look(sender, "orders-import")
    sender.get_by_role("button", name="2人を読みこむ").click()
    sender.goto("/partner/candidates/")
    offer = sender.locator("section.tn-card", has_text="マイ ティ キム")
    offer.get_by_role("button", name="同じ人：「MAI Thi Kim」を残す").click()
    expect(sender.locator("main")).to_contain_text("2つの登録をまとめました。")

    office = someone("takahashi", java_script_enabled=False)
    office.goto("/desk/matching/")
    expect(office.locator("main")).to_contain_text("MAI Thi Kim → 求人")
    office.get_by_role("button", name=re.compile("組を決める$")).click()
    expect(office.locator("main")).to_contain_text("割り当てを決めました。")

    company.goto("/partner/pairs/")
    company.locator(".tn-row", has_text="農業").get_by_role("link").first.click()
    expect(company.locator("main")).not_to_contain_text("MAI")
    _day(company, "日", date.today() + timedelta(days=5))
    company.get_by_label("はじまりの時刻").fill("午後2時半")
    company.get_by_role("button", name="提案する").click()
    expect(company.locator("main")).to_contain_text("東京 14:30–15:00（ハノイ 12:30–13:00）")
    address = company.url

    sender.goto(address)
    expect(sender.locator("main")).to_contain_text("ハノイ 12:30–13:00（東京 14:30–15:00）")
    sender.get_by_role("button", name="この日時で受ける").click()
    company.goto(address)
    expect(company.get_by_role("heading", level=1)).to_contain_text("MAI Thi Kim")
    look(company, "orders-agreed")


def _day(page, label, day):
    boxes = page.get_by_role("group", name=re.compile(f"^{label}")).first
    for box, value in (("年", day.year), ("月", day.month), ("日", day.day)):
        boxes.get_by_label(box, exact=True).fill(str(value))
