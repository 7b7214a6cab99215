"""3 学校の用意 — bells, calendar, timetable, approvals: what is wrong is said, nothing is lost."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import accessible, title_of
from tsunagari.base.days import day_words

TODAY = date.today()
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")

PAGE_OF_PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def in_words(day: date) -> str:
    return day_words(day, "ja")


def day(page: Page, legend: str, year: str, month: str = "", day_: str = "") -> None:
    """Type a day into its three boxes."""
    boxes = page.get_by_role("group", name=legend).get_by_role("textbox")
    for box, text in zip(
        (boxes.nth(0), boxes.nth(1), boxes.nth(2)), (year, month, day_), strict=True
    ):
        box.fill(text)


def days(page: Page, legend: str) -> list[str]:
    """What stands in the three boxes of a day."""
    boxes = page.get_by_role("group", name=legend).get_by_role("textbox")
    return [boxes.nth(at).input_value() for at in range(3)]


def periods(page: Page, rows: list[tuple[str, str, str]]) -> None:
    for number, row in enumerate(rows, 1):
        for what, text in zip(("校時", "始まり", "終わり"), row, strict=True):
            page.get_by_label(f"{number}行目 {what}", exact=True).fill(text)


def go(page: Page, name: str) -> None:
    """One of the entries of the left list; on a phone it opens from the menu."""
    if page.viewport_size["width"] < 800:
        page.locator("[data-drawer]").first.click()
    page.get_by_role("link", name=name, exact=True).locator("visible=true").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


@pytest.mark.parametrize("phone", [False, True], ids=["laptop", "phone"])
def test_periods_that_overlap_are_named_and_everything_typed_stays(someone, look, phone):
    page = someone("nakamura", phone=phone)
    page.goto("/partner/")
    go(page, "学校の設定")
    accessible(page)
    look(page, "3-school")
    page.get_by_role("link", name="時程を登録する").click()

    name = "短縮45分授業（電話）" if phone else "短縮45分授業"
    page.get_by_label("時程の名前").fill(name)
    day(page, "始まりの日", "令和8", "4", "1")
    day(page, "終わりの日", "2028", "3", "31")
    page.get_by_label("ふだんの時程にする").uncheck()
    periods(page, [("1", "8:45", "9:30"), ("2", "9:20", "１０：０５"), ("3", "10:15", "")])
    page.get_by_role("button", name="保存する").click()
    expect(page.locator("main")).to_contain_text("3行目：校時の名前と、始まり・終わりの時刻")
    page.get_by_label("3行目 終わり", exact=True).fill("11:00")
    page.get_by_role("button", name="保存する").click()

    expect(page.locator("main")).to_contain_text(
        "2（09:20–10:05）が 1（09:30 まで）と重なっています。始まりか終わりの時刻を直してください。"
    )
    assert title_of(page).startswith("エラー：")
    expect(page.get_by_label("時程の名前")).to_have_value(name)
    expect(page.get_by_label("2行目 始まり", exact=True)).to_have_value("9:20")
    assert days(page, "始まりの日") == ["令和8", "4", "1"]
    accessible(page)
    look(page, "3-bells-overlap")

    page.get_by_label("2行目 始まり", exact=True).fill("9:35")
    page.get_by_label("2行目 終わり", exact=True).fill("10:20")
    page.get_by_label("3行目 始まり", exact=True).fill("10:30")
    page.get_by_label("3行目 終わり", exact=True).fill("11:15")
    page.get_by_role("button", name="保存する").click()
    expect(page.locator("#messages")).to_contain_text("時程を保存しました。")
    expect(page.get_by_role("heading", name=name)).to_contain_text("特別な日")

    page.get_by_role("link", name=name).click()
    page.get_by_role("button", name="この時程を消す").click()
    expect(page.locator("#messages")).to_contain_text("時程を消しました。")


def test_a_calendar_that_ends_before_it_begins_is_refused_and_exams_come_and_go(someone, look):
    page = someone("nakamura")
    page.goto("/partner/")
    go(page, "学校の予定")
    accessible(page)
    look(page, "3-calendar")
    page.get_by_role("link", name=re.compile("予定に入れる.*試験の期間")).click()

    year, era = TODAY.year + 1, f"R{TODAY.year + 1 - 2018}"
    first, wrong, last = (in_words(date(year, 2, number)) for number in (17, 15, 19))
    page.get_by_label("名前").fill("学年末試験")
    day(page, "始まりの日", str(year), "2", "17")
    day(page, "終わりの日", f"{era}.2.15")
    page.get_by_role("button", name="予定に入れる").click()
    expect(page.locator("main")).to_contain_text(
        f"終わりの日（{wrong}）を、始まりの日（{first}）より後にしてください。"
    )
    expect(page.get_by_label("名前")).to_have_value("学年末試験")
    assert days(page, "終わりの日") == [f"{era}.2.15", "", ""]
    accessible(page)
    look(page, "3-end-before-start")

    day(page, "終わりの日", str(year).translate(WIDE), "２", "１９")
    page.get_by_role("button", name="予定に入れる").click()
    expect(page.locator("#messages")).to_contain_text("学校の予定に入れました。")
    row = page.locator(".tn-row", has_text="学年末試験")
    expect(row).to_contain_text(f"{first} – {last}")

    row.get_by_role("button", name="消す").click()
    expect(page.get_by_text("「学年末試験」を消しました。")).to_be_visible()
    page.get_by_role("button", name="元に戻す").click()
    expect(page.locator("#messages")).to_contain_text("もとにもどしました。")
    row.get_by_role("button", name="消す").click()
    expect(row).to_have_count(0)


def test_a_holiday_is_suggested_with_its_source_and_counts_when_it_is_confirmed(someone, look):
    page = someone("nakamura", phone=True)
    page.goto("/partner/school/calendar/")
    page.get_by_role("button", name="祝日の案を入れる").click()
    expect(page.locator("#messages")).to_contain_text("新しい祝日はありません。")

    holiday = page.locator(".tn-row", has_text="出典：holidays").locator("visible=true").first
    name = holiday.get_by_role("heading").inner_text()
    when = holiday.locator(".tn-row-sub").inner_text().split("\n")[0]
    holiday.get_by_role("button", name="消す").click()
    expect(page.get_by_text(f"「{name}」を消しました。")).to_be_visible()
    page.get_by_role("button", name="祝日の案を入れる").click()
    expect(page.locator("#messages")).to_contain_text("祝日の案を 1件 入れました。")
    suggested = page.locator(".tn-checks li")
    expect(suggested).to_contain_text(name)
    expect(suggested).to_contain_text(when)
    expect(suggested).to_contain_text("holidays")
    accessible(page)
    look(page, "3-holidays")

    page.get_by_role("button", name="確かめた").click()
    expect(page.locator("#messages")).to_contain_text("1件を確かめました（休み 1件）。")
    expect(page.locator(".tn-row", has_text="出典：holidays").first).to_contain_text(name)


def test_an_unknown_zone_is_told_and_a_colleague_is_not_overwritten(someone, look):
    first, second = someone("nakamura"), someone("nakamura")
    for page in (first, second):
        page.goto("/partner/school/")
        page.get_by_role("link", name="変える", exact=True).click()

    first.get_by_label("時間帯").fill("Asia/Nagareyama")
    first.get_by_role("button", name="保存する").click()
    expect(first.locator("main")).to_contain_text(
        "「Asia/Nagareyama」という時間帯はありません。Asia/Tokyo のように入力してください。"
    )
    expect(first.get_by_label("時間帯")).to_have_value("Asia/Nagareyama")
    accessible(first)
    look(first, "3-unknown-zone")
    first.get_by_label("時間帯").fill("Asia/Tokyo")
    first.get_by_label("同時に使える部屋・回線の数").fill("9")
    first.get_by_role("button", name="保存する").click()
    expect(first.locator("#messages")).to_contain_text("学校の設定を保存しました。")

    second.get_by_label("同時に使える部屋・回線の数").fill("7")
    second.get_by_role("button", name="保存する").click()
    expect(second.locator("main")).to_contain_text("画面を開いたあとに、内容が変わりました。")
    expect(second.locator(".tn-banner", has_text="いまの内容")).to_contain_text("9")
    expect(second.get_by_label("同時に使える部屋・回線の数")).to_have_value("7")
    accessible(second)
    look(second, "3-two-tabs")

    second.get_by_label("同時に使える部屋・回線の数").fill("10")
    second.get_by_role("button", name="保存する").click()
    expect(second.locator("#messages")).to_contain_text("学校の設定を保存しました。")


def test_a_lesson_of_the_timetable_is_changed_and_changed_back(someone, look):
    page = someone("nakamura")
    page.goto("/partner/classes/")
    accessible(page)
    look(page, "3-classes")
    page.locator(".tn-row-title a").first.click()
    accessible(page)
    look(page, "3-class")
    page.get_by_role("link", name="時間割").first.click()
    accessible(page)
    look(page, "3-timetable")

    box = page.get_by_label("月曜 P1", exact=True)
    before = box.input_value()
    box.fill("道徳")
    page.get_by_role("button", name="保存する").click()
    expect(page.locator("#messages")).to_contain_text("時間割を保存しました。")
    page.get_by_role("link", name="時間割").first.click()
    expect(box).to_have_value("道徳")
    box.fill(before)
    page.get_by_role("button", name="保存する").click()
    expect(page.locator("#messages")).to_contain_text("時間割を保存しました。")


def test_an_approval_with_its_paper_and_the_memorandum_are_noted(someone, look):
    page = someone("nakamura")
    page.goto("/partner/school/")
    page.get_by_role("link", name="承認を登録する").click()
    page.get_by_label("承認する人・機関").fill("見本 校長")
    day(page, "申請した日", "2026", "4", "1")
    page.get_by_label("結果").select_option(label="承認")
    page.get_by_role("button", name="保存する").click()
    expect(page.locator("main")).to_contain_text(
        "承認のときは、有効な日の始まりと終わりを入力してください。"
    )
    accessible(page)
    look(page, "3-approval")
    day(page, "有効な日（始まり）", "2026", "4", "1")
    day(page, "有効な日（終わり）", "2027", "3", "31")
    page.get_by_label("書類（PDF・写真）").set_input_files(
        {"name": "校長の承認.pdf", "mimeType": "application/pdf", "buffer": PAGE_OF_PDF}
    )
    page.get_by_role("button", name="保存する").click()
    expect(page.locator("#messages")).to_contain_text("承認を登録しました。")
    row = page.locator(".tn-row", has_text="見本 校長")
    expect(row.get_by_role("link", name="書類を見る")).to_be_visible()

    page.get_by_role("link", name="覚書を登録する").click()
    page.get_by_label("覚書の名前").fill("見本 覚書（2年目）")
    # The office still has to decide on it this week: its journeys count on that.
    renew_by = TODAY + timedelta(days=4)
    for legend, when in (
        ("結んだ日", date(2026, 4, 1)),
        ("有効な日（始まり）", date(2026, 4, 1)),
        ("有効な日（終わり）", TODAY + timedelta(days=200)),
        ("更新を決める日", renew_by),
    ):
        day(page, legend, *when.isoformat().split("-"))
    accessible(page)
    look(page, "3-memorandum")
    page.get_by_role("button", name="保存する").click()
    expect(page.locator("#messages")).to_contain_text("覚書を登録しました。")
    memorandum = page.locator(".tn-card", has=page.get_by_role("heading", name="覚書"))
    expect(memorandum).to_contain_text("見本 覚書（2年目）")
    expect(memorandum).to_contain_text(in_words(renew_by))
    look(page, "3-school-after")
