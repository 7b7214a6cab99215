"""2 今日のやること — the office works its list: by mouse, by keyboard, on a phone, without scripts."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import accessible

RENEW = "覚書の更新を決めてください"


def wide(page):
    """Wide enough for the panel beside the list."""
    page.set_viewport_size({"width": 1440, "height": 1000})
    page.goto("/desk/")
    return page


def beside(page, row) -> None:
    """Open a row's duty beside the list, and wait until it stands there."""
    number = row.get_attribute("data-duty")
    row.locator(".tn-row-title a").click()
    expect(page.locator("#duty")).to_have_attribute("data-duty", number)


def test_the_list_says_what_is_due_today_and_why(someone, look):
    for phone in (False, True):
        page = someone("sato", phone=phone)
        page.goto("/desk/")

        expect(page.get_by_role("heading", name="今日まで")).to_be_visible()
        expect(page.locator(".tn-row", has_text=RENEW).first).to_contain_text("今日")
        accessible(page)
        look(page, "2-today")
        for view in ("team", "waiting", "later"):
            page.goto(f"/desk/?view={view}")
            accessible(page)
            look(page, f"2-today-{view}")
        page.context.close()


def test_every_key_does_what_the_list_of_keys_says(someone, look):
    page = wide(someone("takahashi"))
    titles = page.locator(".tn-row .tn-row-title").all_inner_texts()
    rows, at = len(titles), titles.index(RENEW)  # what is overdue stands above and has no tomorrow
    first, second = page.locator(".tn-row").nth(at), page.locator(".tn-row").nth(at + 1)

    for _row in range(at + 1):
        page.keyboard.press("j")
    expect(first).to_have_attribute("data-at", "")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(second).to_have_attribute("data-selected", "")
    number = second.get_attribute("data-duty")
    expect(page.locator("#duty")).to_have_attribute("data-duty", number)
    expect(page.locator("h1")).to_have_count(1)

    page.keyboard.press("k")
    page.keyboard.press("h")
    expect(first).to_have_attribute("data-selected", "")
    expect(page.locator("#later")).to_have_attribute("open", "")
    expect(page.get_by_role("button", name=re.compile("^明日"))).to_be_focused()

    page.keyboard.press("a")
    expect(page.locator("#person")).to_have_attribute("open", "")

    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("担当を変える")
    accessible(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()

    done = int(re.search(r"今日は (\d+) /", page.locator(".tn-progress").inner_text())[1])
    page.keyboard.press("e")
    expect(page.locator(".tn-undo")).to_contain_text("を完了にしました。")
    expect(page.locator(".tn-progress")).to_contain_text(f"今日は {done + 1} /")
    accessible(page)
    page.keyboard.press("u")
    expect(page.locator("#messages")).to_contain_text("元に戻しました。")
    expect(page.locator(".tn-row")).to_have_count(rows)


def test_a_duty_is_handed_over_and_put_off_and_comes_back(someone, look):
    page = wide(someone("suzuki"))

    beside(page, page.locator(".tn-row", has_text=RENEW).last)
    page.get_by_text("担当：まだいません").click()
    page.get_by_role("button", name="自分が引き取る").click()
    expect(page.locator(".tn-undo")).to_contain_text("担当を変えました。")
    expect(page.get_by_role("img", name="担当 鈴木 彩")).to_be_visible()

    beside(page, page.locator(".tn-row", has_text=RENEW).last)
    page.locator("#later summary").click()
    page.get_by_role("button", name=re.compile("^来週月曜")).click()
    expect(page.locator(".tn-undo")).to_contain_text("あとにしました。")
    page.get_by_role("link", name=re.compile("^あとで")).click()
    page.locator(".tn-row", has_text=RENEW).get_by_role("button", name="いま出す").click()
    expect(page.locator("#messages")).to_contain_text("一覧に戻しました。")
    page.goto("/desk/")
    beside(page, page.locator(".tn-row", has_text=RENEW).last)
    expect(page.locator("#duty")).to_contain_text("一覧に戻しました。")


def test_the_basis_opens_from_the_duty_on_a_phone(someone, look):
    page = someone("tanaka", phone=True)
    page.goto("/desk/?size=50")

    page.locator(".tn-row", has_text=RENEW).first.get_by_role("link", name=RENEW).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(RENEW)
    accessible(page)
    look(page, "2-duty")
    page.get_by_role("link", name="根拠と計算を見る").click()
    expect(page.get_by_text("余裕をみた期限")).to_be_visible()
    accessible(page)
    look(page, "2-basis")


def test_the_calendar_and_the_notices_fit_both_widths(someone, look):
    for phone in (False, True):
        page = someone("sato", phone=phone)
        for address, name in (
            ("/desk/calendar/", "2-calendar"),
            ("/desk/calendar/?span=month", "2-month"),
            ("/desk/notices/", "2-notices"),
        ):
            page.goto(address)
            accessible(page)
            look(page, name)
        page.context.close()


def test_the_list_works_without_scripts(someone):
    page = someone("sato", java_script_enabled=False)
    page.goto("/desk/?view=team")

    page.locator(".tn-row", has_text=RENEW).first.get_by_role("link", name=RENEW).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(RENEW)
    page.get_by_role("button", name="完了にする").click()
    expect(page.locator(".tn-undo")).to_be_visible()
    assert "view=team" in page.url
    page.get_by_role("button", name="元に戻す").click()
    expect(page.locator("#messages")).to_contain_text("元に戻しました。")
