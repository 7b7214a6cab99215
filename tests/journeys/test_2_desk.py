"""2 事務局 — why a duty is there, handing it over, finding people and bodies and their ties."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import accessible

RENEW = "覚書の更新を決めてください"


def opened(page: Page):
    """The first duty about the memorandum, opened beside the list or on its own page."""
    page.goto("/desk/")
    row = page.locator(".tn-row", has_text=RENEW).first
    number = row.get_attribute("data-duty")
    row.get_by_role("link", name=RENEW).click()
    expect(page.locator("#duty")).to_have_attribute("data-duty", number)
    return row, number


@pytest.mark.parametrize("phone", [False, True], ids=["laptop", "phone"])
def test_a_duty_says_why_and_on_what_it_is_based(someone, look, phone):
    page = someone("sato", phone=phone)
    opened(page)

    duty = page.locator("#duty")
    expect(duty).to_contain_text("なぜ今か")
    expect(duty).to_contain_text("次にすること")
    accessible(page)
    look(page, "2-desk-duty")

    duty.get_by_role("link", name="根拠と計算を見る").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("根拠と計算")
    for said in ("余裕をみた期限", "計算に使った事実", "条文", "確かさ", "出典", "だれの務めか"):
        expect(page.locator("main")).to_contain_text(said)
    accessible(page)
    look(page, "2-desk-basis")

    page.get_by_role("link", name="やることに戻る").click()
    expect(page.get_by_role("heading", name=RENEW)).to_be_visible()


def test_work_is_handed_to_a_deputy_who_sees_it_and_hands_it_back(someone, look):
    sato, tanaka = someone("sato"), someone("tanaka")
    _row, number = opened(sato)
    sato.locator("#person summary").click()
    sato.get_by_role("button", name="田中 実 さんに渡す").click()
    expect(sato.locator(".tn-undo")).to_contain_text("担当を変えました。")
    look(sato, "2-desk-handed-over")

    tanaka.goto("/desk/")
    his = tanaka.locator(f'.tn-row[data-duty="{number}"]')
    expect(his.get_by_role("img", name="担当 田中 実")).to_be_visible()
    his.get_by_role("link", name=RENEW).click()
    expect(tanaka.locator("#duty")).to_contain_text("佐藤 恵")
    look(tanaka, "2-desk-deputy")

    sato.get_by_role("button", name="元に戻す", exact=True).click()
    expect(sato.locator("#messages")).to_contain_text("元に戻しました。")
    tanaka.reload()
    expect(his.get_by_role("img", name="担当 田中 実")).to_have_count(0)


def test_work_is_done_by_keyboard_alone_and_taken_back(someone):
    page = someone("sato")
    page.goto("/desk/")
    page.keyboard.press("j")
    here = page.locator(".tn-row[data-at]")
    title, number = here.locator(".tn-row-title").inner_text(), here.get_attribute("data-duty")
    row = page.locator(f'.tn-row[data-duty="{number}"]')
    page.keyboard.press("e")
    expect(page.locator(".tn-undo")).to_contain_text(f"「{title}」を完了にしました。")
    expect(row).to_have_count(0)
    page.keyboard.press("u")

    expect(page.locator("#messages")).to_contain_text("元に戻しました。")
    expect(row).to_have_count(1)


@pytest.mark.parametrize("typed", ["佐藤", "さとう", "ｻﾄｳ", "サトウ メグミ", "sato", "ＳＡＴＯ"])
def test_a_person_is_found_however_the_name_is_typed(someone, typed):
    page = someone("takahashi")
    page.goto("/desk/")
    page.keyboard.press("/")
    page.keyboard.type(typed)
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("人と団体をさがす")
    expect(page.locator(".tn-row").first).to_contain_text("佐藤 恵")


def test_search_helps_on_when_nothing_is_found(someone, look):
    page = someone("takahashi", phone=True)
    page.goto("/desk/search/?q=佐藤+そんざいしない")

    expect(page.locator("main")).to_contain_text("見つかりませんでした")
    accessible(page)
    look(page, "2-desk-nothing-found")
    page.get_by_role("link", name="「佐藤」だけでさがす").click()
    expect(page.locator(".tn-row").first).to_contain_text("佐藤 恵")
    look(page, "2-desk-found")


@pytest.mark.parametrize("phone", [False, True], ids=["laptop", "phone"])
def test_a_school_shows_its_people_its_ties_and_its_timeline(someone, look, phone):
    page = someone("takahashi", phone=phone)
    page.goto("/desk/search/?q=みどりだい")
    page.locator(".tn-row").get_by_role("link", name="見本 みどり台中学校").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("見本 みどり台中学校")
    expect(page.locator("main")).to_contain_text("山田 進")
    expect(page.locator("main")).to_contain_text("見本 国際交流授業の覚書")
    accessible(page)
    look(page, "2-desk-school")

    tabs = page.get_by_role("navigation", name="この人・団体の画面")
    tabs.get_by_role("link", name="つながった相手").click()
    expect(page.locator(".tn-stat").first).to_be_visible()
    accessible(page)
    look(page, "2-desk-school-ties")

    page.get_by_role("navigation", name="この人・団体の画面").get_by_role(
        "link", name="これまで"
    ).click()
    expect(page.locator(".tn-timeline").first).to_be_visible()
    accessible(page)
    look(page, "2-desk-school-timeline")
    page.locator("main").get_by_role("link", name=re.compile("^記録")).first.click()
    expect(page.locator("main")).to_contain_text("した人")
    accessible(page)
    look(page, "2-desk-record")


def test_a_person_shows_roles_and_what_was_done(someone, look):
    page = someone("takahashi")
    page.goto("/desk/people/")
    accessible(page)
    look(page, "2-desk-people")

    page.get_by_role("link", name="ヤ", exact=True).click()
    page.get_by_role("link", name=re.compile("^山田 進")).click()
    expect(page.locator("main")).to_contain_text("先生")
    accessible(page)
    look(page, "2-desk-person")
    page.get_by_role("link", name="すべての記録を見る").click()
    look(page, "2-desk-person-timeline")
