"""1 始める — from nothing to the sample, as each of its people; and to an own federation."""

import re
import subprocess
import sys

from playwright.sync_api import expect

from tests.journeys.conftest import Site, accessible
from tsunagari.sample import people


def test_the_terminal_says_where_to_go_and_how_to_sign_in(site):
    said = site.run("demo").stdout

    assert site.address in said
    assert people.PASSWORD in said
    for person in people.logins():
        assert person["email"] in said
    for card in people.cards():
        assert card["secret"] in said


def test_every_sample_person_comes_in_with_one_press(someone, look):
    for who, heading in (
        ("sato", "今日のやること"),
        ("yamada", "見本 みどり台中学校"),
        ("kobayashi", "見本 みどり台中学校"),
    ):
        page = someone(who)
        expect(page.locator("header").first).to_be_visible()
        expect(page.get_by_text(heading).first).to_be_visible()
        page.context.close()


def test_the_visitors_first_page_is_clear_on_both_widths(someone, look):
    for phone in (True, False):
        page = someone(phone=phone)
        page.goto("/")
        accessible(page)
        look(page, "1-home")
        page.goto("/demo/")
        accessible(page)
        look(page, "1-demo")


def test_staff_sign_in_in_earnest_with_password_and_second_code(someone):
    page = someone()
    page.goto("/demo/")
    text = page.locator("main").inner_text()
    code = re.search(rf"{people.email('tanaka')}.*?(\d{{6}})", text, re.DOTALL)[1]

    page.goto("/accounts/login/")
    page.get_by_label("メール").fill(people.email("tanaka"))
    page.get_by_label("パスワード", exact=False).first.fill(people.PASSWORD)
    page.locator("main form").get_by_role("button").first.click()
    page.locator("input[name=code]").fill(code)
    page.locator("main form").get_by_role("button").first.click()

    expect(page.get_by_role("heading", level=1)).to_have_text("今日のやること")


def test_an_empty_folder_becomes_an_own_federation(chromium, tmp_path):
    own = Site(tmp_path)
    own.process = subprocess.Popen(
        [sys.executable, "-m", "tsunagari", "serve"],
        env=own.environment,
        stdout=subprocess.PIPE,
        stderr=(tmp_path / "errors.log").open("w"),
        text=True,
    )
    code = re.search(r"\d{8}", own.process.stdout.readline())[0]
    own._wait()
    page = chromium.new_page(base_url=own.address)

    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("連合会を始める")
    accessible(page)
    page.get_by_label("はじめの番号").fill("00000000")
    page.get_by_label("連合会の名前").fill("わたしたちの連合会")
    page.get_by_label("あなたの氏").fill("東葛")
    page.get_by_label("あなたの名", exact=False).last.fill("愛")
    page.get_by_label("メールアドレス").fill("ai@example.jp")
    page.get_by_label("パスワード").fill("nagareyama-2026-abc")
    page.get_by_role("button", name="連合会を始める").click()
    expect(page.get_by_text("番号が合いません").first).to_be_visible()
    expect(page.get_by_label("連合会の名前")).to_have_value("わたしたちの連合会")
    page.get_by_label("はじめの番号").fill(code)
    page.get_by_label("パスワード").fill("nagareyama-2026-abc")
    page.get_by_role("button", name="連合会を始める").click()
    expect(page).to_have_url(re.compile("/accounts/2fa/"))
    page.goto("/demo/")
    assert page.title().startswith("このページは") or "404" in page.content()
    page.close()
    own.stop()
