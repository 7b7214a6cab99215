"""催しの一年 — the office writes an event, a volunteer helps, and it is called off with one press."""

from datetime import date, timedelta

from playwright.sync_api import expect

from tests.journeys.conftest import accessible

NAME = "見本 秋の野点"


def written(office, day):
    """A new event, published."""
    office.goto("/desk/events/")
    office.get_by_role("link", name="催しを書く").click()
    office.get_by_label("名前", exact=False).first.fill(NAME)
    office.locator("[name=from_0]").fill("10:00")
    office.locator("[name=until_0]").fill("12:00")
    office.locator("[name=places_0]").fill("20")
    for at, part in enumerate((day.year, day.month, day.day)):
        office.locator("[name^=day_0]").nth(at).fill(str(part))
        office.locator("[name^=closes]").nth(at).fill(str(part))
    office.locator("[name=closes_time]").fill("09:00")
    office.get_by_role("button", name="保存").click()
    office.get_by_role("button", name="公開する").click()
    expect(office.get_by_text("公開しました。カレンダーに出ています。")).to_be_visible()
    return office.url


def test_an_event_is_written_helped_with_and_called_off(someone, look):
    office = someone("sato")
    home = written(office, date.today() + timedelta(days=20))
    office.get_by_role("link", name="お手伝い").click()
    office.get_by_role("link", name="係を書く").first.click()
    office.locator("[name=until]").fill("12:00")
    office.get_by_role("button", name="保存").click()
    code = home.rstrip("/").split("/")[-1]

    helper = someone("", phone=True)
    helper.goto(f"/events/{code}/")
    helper.get_by_role("link", name="手伝う").click()
    helper.get_by_label("名前", exact=False).first.fill("見本 手助")
    helper.get_by_label("行きたい").first.check()
    helper.locator("[name=agrees]").check()
    helper.get_by_role("button", name="申し込む").click()
    expect(helper.get_by_text("係が決まったら、このページに出ます。")).to_be_visible()
    accessible(helper)
    mine = helper.url

    office.goto(f"{home}shifts/")
    office.get_by_role("button", name="割り当てを提案").click()
    office.get_by_role("button", name="に決めて、本人に知らせる").click()
    helper.goto(mine)
    expect(helper.get_by_role("heading", name="わたしの係")).to_be_visible()
    look(helper, "event-helping")

    office.goto(home)
    office.locator("summary", has_text="中止する").click()
    office.get_by_label("天気が悪いため、中止にします。").check()
    office.get_by_role("button", name="中止して、申し込んだ人に知らせる").click()
    helper.goto(mine)
    expect(helper.get_by_text("催しは中止になりました").first).to_be_visible()
    helper.goto(f"/vi/events/{code}/")
    expect(helper.get_by_text("Sự kiện bị hủy vì thời tiết xấu.").first).to_be_visible()
