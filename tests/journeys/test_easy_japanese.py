"""やさしい日本語 — readings stand over the words, can be switched off, and never show as signs."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import accessible

PAGES = {
    "pupil": ["/me/", "/me/consents/", "/me/wrong/"],
    "guardian": ["/me/consent/"],
    "yamada": ["/partner/", "/partner/sessions/", "/partner/classes/"],
    "": ["/", "/help/", "/privacy/", "/accounts/login/", "/me/enter/", "/nowhere/"],
}
SIGNS = re.compile(r"\{[^{}]*\|[^{}]*\}")
WITHOUT_READING = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    const inside = text.parentElement.closest('ruby, script, svg, select, textarea');
    if (!inside && /[\\u3400-\\u9fff]/.test(text.textContent)) found.push(text.textContent.trim());
  }
  return found;
}"""
# What people wrote themselves keeps it: schools, classes, the federation, the office's languages.
NAMED = re.compile(r"見本|[0-9]年|×|、English")


def readings(page: Page):
    return page.locator("main rt")


@pytest.mark.parametrize("who", PAGES)
def test_every_page_has_readings_and_no_signs(someone, look, who):
    page = someone(who, phone=True, language="ja-easy")
    for path in PAGES[who]:
        page.goto(f"/ja-easy{path}")
        expect(readings(page).first).to_be_visible()
        assert SIGNS.findall(page.content()) == [], page.url
        left = [text for text in page.evaluate(WITHOUT_READING) if not NAMED.search(text)]
        assert left == [], page.url
        look(page, f"easy{path.replace('/', '-')}{who}")


@pytest.mark.parametrize("who", ["pupil", "guardian", ""])
def test_readings_disturb_nobody_who_listens(someone, who):
    page = someone(who, phone=True, language="ja-easy")
    for path in PAGES[who]:
        page.goto(f"/ja-easy{path}")
        accessible(page)


def test_readings_are_switched_off_and_stay_off(someone):
    page = someone("pupil", phone=True, language="ja-easy")
    page.goto("/ja-easy/me/")
    page.get_by_role("button", name="ふりがなを").first.click()

    expect(readings(page).first).to_be_hidden()
    page.goto("/ja-easy/me/consents/")
    expect(readings(page).first).to_be_hidden()

    page.locator("footer").get_by_role("button").first.click()
    expect(readings(page).first).to_be_visible()


def test_the_language_menu_of_a_teacher_switches_readings_too(someone):
    page = someone("yamada", language="ja-easy")
    page.goto("/ja-easy/partner/")
    page.locator("summary").first.click()
    page.locator("[data-furigana-switch]").first.click()

    expect(readings(page).first).to_be_hidden()


def test_a_page_without_readings_offers_no_switch(someone):
    page = someone("candidate", phone=True)
    page.goto("/me/case/calendar/")

    expect(page.locator("rt")).to_have_count(0)
    expect(page.locator("footer [data-furigana-switch]")).to_be_hidden()
