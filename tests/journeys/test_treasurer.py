"""帳簿の道 — the treasurer closes a month of a hundred vouchers with few presses, and reads the year."""

import re
from datetime import date, timedelta

from playwright.sync_api import Page, expect

from tests.journeys.conftest import accessible

MOST_PRESSES = 60
HEADS = "日付,摘要,お支払金額,お預り金額,残高"


class Presses:
    """Every press that a person would make, counted."""

    def __init__(self, page: Page):
        self.page, self.made = page, 0

    def link(self, name: str):
        self._press(self.page.get_by_role("link", name=name, exact=True).first)

    def button(self, name: str):
        self._press(self.page.get_by_role("button", name=name, exact=True).first)

    def tick(self, name: str):
        self._press(self.page.get_by_role("checkbox", name=name).first)

    def _press(self, what):
        self.made += 1
        what.click()

    def take_in(self, name: str, lines: list[tuple[date, int]]):
        """A bank's file, chosen and taken in; choosing it counts as two."""
        self.link("明細を取り込む")
        account = self.page.get_by_label("口座")
        account.select_option(account.locator("option").nth(1).get_attribute("value"))
        balance, rows = 900_000, [HEADS]
        for on, yen in lines:
            balance += yen
            rows.append(f"{on:%Y/%m/%d},ﾐﾄﾞﾘｼﾖｳｶｲ,,{yen},{balance}")
        data = "\r\n".join(rows).encode("cp932")
        file = {"name": f"{name}.csv", "mimeType": "text/csv", "buffer": data}
        self.page.get_by_label("入出金明細のファイル").set_input_files(file)
        self.made += 3
        self.button("取り込む")
        expect(self.page.get_by_role("heading", name="だれからの入金か")).to_be_visible()

    def book(self):
        self.button("印のついた行をまとめて記帳する")
        expect(self.page.get_by_text("行を記帳しました。")).to_be_visible()


def test_a_month_of_a_hundred_vouchers_is_closed_with_few_presses(someone, look):
    page = someone("sato")
    page.goto("/desk/books/")
    press = Presses(page)
    press.link("見本 東葛つながり連合会")
    press.link("月を締める")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("を締める")
    year, month = map(int, re.findall(r"\d+", heading.inner_text())[:2])
    accessible(page)
    look(page, "close-month")
    first = date(year, month, 1)

    page.goto("/desk/gifts/bank/")
    press.take_in("one", [(first, 1_001)])
    press.tick("1,001円を選ぶ")
    press.book()
    press.take_in("many", [(first + timedelta(days=n % 28), 2_000 + n) for n in range(99)])
    # What came once from the same name is recognised: ticked already, fifty on a page.
    for _page in range(2):
        press.book()
    page.goto("/desk/books/")
    press.link("見本 東葛つながり連合会")
    press.link("月を締める")
    press.button("この月を締める")

    expect(page.get_by_text("月を締めました。")).to_be_visible()
    page.goto(f"{page.url.split('close/')[0]}journals/?month={year}-{month:02}&account=4200")
    expect(page.locator("tbody tr")).to_have_count(50)
    assert press.made <= MOST_PRESSES


def test_a_statement_opens_to_its_journals_and_a_wrong_one_is_turned(someone, look):
    page = someone("sato", phone=True)
    page.goto("/desk/books/")
    page.get_by_role("link", name="見本 東葛つながり連合会", exact=True).click()
    page.get_by_role("link", name="決算書").click()
    expect(page.get_by_role("heading", name="活動計算書", level=1)).to_be_visible()
    accessible(page)
    look(page, "statements")
    page.get_by_role("link", name="正会員受取会費").click()
    page.get_by_role("link", name="見本 正会員の会費").click()
    accessible(page)
    look(page, "journal")
    page.get_by_role("link", name="同じ仕訳をもう1つ").click()
    accessible(page)
    look(page, "new-journal")
    page.get_by_role("button", name="仕訳を入れる").click()
    expect(page.get_by_text("仕訳を入れました。").first).to_be_visible()
    page.get_by_role("button", name="取り消す").click()
    expect(page.get_by_text("もとの仕訳も残っています。")).to_be_visible()
