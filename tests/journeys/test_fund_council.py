"""基金評議会 — the office runs a meeting that recusals break; a member votes on a phone."""

from playwright.sync_api import expect

from tests.journeys.conftest import accessible

HERE = ("小川 健一", "村田 直美", "平野 聡", "松井 由紀")
OUT = (*HERE[1:], "工藤 拓也", "野口 真由")


def press(page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_the_secretary_runs_a_meeting_and_a_member_votes_on_a_phone(someone, look):
    page = someone("sato")
    page.goto("/desk/fund-council/")
    page.get_by_role("link", name="第3回 会議").click()
    page.get_by_role("link", name="議題を加える").click()
    page.get_by_label("そのほか").check()
    page.get_by_label("議題の名前").fill("見本：利益相反の多い議題")
    page.locator("select[name=motion]").select_option("yes")
    press(page, "議題を加える")
    for name in HERE:
        page.locator(".tn-row", has_text=name).get_by_role("button", name="会場").click()
        expect(page.locator(".tn-row", has_text=name)).to_contain_text("会場（")
    press(page, "定足数を確認した")
    press(page, "開会する")
    accessible(page)
    look(page, "council-live")

    # The new item is the last one; five are too near, and no quorum can come together.
    page.get_by_role("link", name="見本：利益相反の多い議題").click()
    for name in OUT:
        page.get_by_text("委員をこの議題から外す").click()
        page.locator("select[name=party]").select_option(label=name)
        page.locator("select[name=reason]").select_option("officer")
        press(page, "この議題から外す")
        expect(page.locator("main")).to_contain_text(f"{name}（役員・職員の関係）")
    press(page, "審議を始める")
    expect(page.locator("main")).to_contain_text("利益相反で5人が外れ、決められる委員が2人です")
    expect(page.get_by_role("button", name="採決を始める（記名）")).to_have_count(0)
    accessible(page)
    look(page, "council-referred")
    press(page, "決定を記録する")
    expect(page.locator("main")).to_contain_text("理事会の決定")

    page.get_by_role("link", name="見本：来年度の公募のテーマ").click()
    press(page, "審議を始める")
    press(page, "採決を始める（記名）")

    phone = someone("murata", phone=True)
    phone.goto("/council/fund/")
    card = phone.locator(".tn-card", has_text="見本：来年度の公募のテーマ")
    card.get_by_role("link", name="投票する").click()
    accessible(phone)
    look(phone, "council-vote")
    phone.get_by_label("賛成").check()
    press(phone, "この票を投じる（取り消せません）")
    expect(phone.locator("main")).to_contain_text("投票しました。")

    page.reload()
    row = page.locator(".tn-row", has_text="村田 直美")
    expect(row).to_contain_text("投票ずみ")
    for name in (HERE[0], *HERE[2:]):
        page.locator(".tn-row", has_text=name).get_by_role("button", name="賛成").click()
        expect(page.locator(".tn-row", has_text=name)).to_contain_text("投票ずみ")
    press(page, "締め切って数える")
    expect(page.locator("main")).to_contain_text("可決")
    press(page, "採決を確定する")
    page.get_by_label("理由").fill("見本：全員が賛成した。")
    press(page, "決定を記録する")
    expect(page.locator(".tn-row", has_text="来年度の公募のテーマ")).to_contain_text("原案のとおり")
