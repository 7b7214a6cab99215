"""寄附の道 — a visitor takes a number, the desk books the bank's lines in one press, the donor stops a promise."""

from playwright.sync_api import expect

from tests.journeys.conftest import accessible


def test_a_bank_file_becomes_gifts_in_one_press_and_receipts_in_another(someone, look):
    page = someone("sato")
    page.goto("/desk/gifts/")
    page.get_by_role("link", name="明細をひらく").click()
    expect(page.get_by_role("heading", name="だれからの入金か")).to_be_visible()
    expect(page.get_by_text("参照番号").first).to_be_visible()
    accessible(page)
    look(page, "gift-lines")

    page.get_by_role("checkbox", name="3,000円を選ぶ").check()
    page.get_by_role("button", name="寄附ではない 3円").click()
    expect(page.get_by_text("この行を、寄附ではないとしました。")).to_be_visible()
    page.get_by_role("button", name="印のついた行をまとめて記帳する").click()
    expect(page.get_by_text("行を記帳しました。")).to_be_visible()

    page.goto("/desk/gifts/receipts/")
    page.get_by_role("button", name="1年分の領収書をまとめて作る").click()
    expect(page.get_by_text("できたことを知らせました")).to_be_visible()
    accessible(page)
    look(page, "gift-receipts")


def test_a_visitor_gets_a_number_and_a_donor_stops_and_takes_back(someone, look):
    visitor = someone(phone=True)
    visitor.goto("/give/")
    visitor.get_by_role("link", name="見本 みらい奨学基金").click()
    visitor.get_by_role("button", name="参照番号を受け取る").click()
    expect(visitor.get_by_role("heading", name="あなたの参照番号")).to_be_visible()
    accessible(visitor)
    look(visitor, "give-how")

    page = someone("donor", phone=True)
    expect(page.get_by_role("heading", name="わたしの寄附", level=1)).to_be_visible()
    accessible(page)
    look(page, "my-gifts")
    page.get_by_role("link", name="変える・やめる").click()
    page.get_by_role("button", name="継続の寄附をやめる").click()
    expect(page.get_by_text("継続の寄附をやめました。")).to_be_visible()
    page.get_by_role("button", name="前の内容にもどす").click()
    expect(page.get_by_role("button", name="継続の寄附をやめる")).to_be_visible()
