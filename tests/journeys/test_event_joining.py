"""催しに申し込む道 — a family of three on a phone, without a script, and what the page costs it."""

import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE, accessible
from tests.journeys.test_budgets import KB, SHIFT, WATCH, Counted

BYTES, REQUESTS, SCRIPT = 150 * KB, 10, 16 * KB


@pytest.fixture
def visitor(chromium, site):
    """visitor(scripts): a phone that has never been here."""
    opened = []

    def came(scripts: bool):
        context = chromium.new_context(
            viewport=PHONE,
            base_url=site.address,
            is_mobile=True,
            has_touch=True,
            java_script_enabled=scripts,
        )
        opened.append(context)
        return context.new_page()

    yield came
    for context in opened:
        context.close()


def test_a_family_of_three_registers_with_what_each_needs_and_the_page_stays_light(visitor, look):
    bare, page = visitor(False), visitor(True)
    bare.goto("/events/")
    bare.get_by_role("link", name="見本 世界の台所").first.click()
    expect(bare.get_by_role("heading", name="申し込む")).to_be_visible()

    page.add_init_script(WATCH)
    counted = Counted(page)
    page.goto(bare.url, wait_until="load")
    page.locator("img.tn-event-picture").scroll_into_view_if_needed()
    expect(page.locator("img.tn-event-picture")).to_have_js_property("complete", True)
    assert len(counted.rows) <= REQUESTS, counted.rows
    assert counted.bytes() <= BYTES, counted.rows
    assert counted.bytes("Script") <= SCRIPT
    assert page.evaluate("window.shifted") <= SHIFT
    accessible(page)

    bare.locator("input[name=name]").fill("見本 花")
    for box, many in zip(bare.locator("input[type=number]").all(), ("2", "1"), strict=True):
        box.fill(many)
    bare.get_by_label("車いすで行く").check()
    bare.get_by_role("button", name="ひとりずつ書く").click()
    expect(bare.get_by_label("車いすで行く").first).to_be_checked()
    bare.get_by_label("2人目の名前").fill("Linh")
    bare.get_by_label("2人目の食べられないもの").fill("えび、かに")
    bare.get_by_role("group", name="3人目に必要なこと").get_by_label("子どもをあずけたい").check()
    bare.get_by_label("同意します").check()
    bare.get_by_role("button", name="申し込む", exact=True).click()
    expect(bare.get_by_text(re.compile("空き待ちの .番目です"))).to_be_visible()
    expect(bare.get_by_role("img", name="この申込みの住所 QR")).to_be_visible()
    look(bare, "event-booked")

    bare.get_by_role("link", name="ひとりずつ書く").click()
    expect(bare.get_by_label("食べられないもの、ほかに伝えたいこと").nth(1)).to_have_value(
        "えび、かに"
    )
    bare.get_by_role("button", name="この人だけ取り消す").last.click()
    expect(bare.get_by_text("2人", exact=True)).to_be_visible()


def test_the_browsers_button_and_a_second_press_make_one_booking_and_another_name_another(visitor):
    page = visitor(True)
    page.goto("/events/")
    page.get_by_role("link", name="見本 夜の町歩き").click()
    event = page.url

    def sent(name):
        page.locator("input[name=name]").fill(name)
        page.get_by_label("同意します").check()
        page.get_by_role("button", name="申し込む", exact=True).click()
        expect(page.get_by_role("img", name="この申込みの住所 QR")).to_be_visible()
        return page.url

    first = sent("見本 もどる")
    page.go_back()
    expect(page).to_have_url(event)
    assert sent("見本 もどる") == f"{first}?again=1"

    page.go_back()
    expect(page).to_have_url(event)
    assert sent("見本 となりの人") != first

    bare = visitor(False)
    bare.goto(event)
    page = bare
    first = sent("見本 しずか")
    bare.goto(event)
    assert sent("見本 しずか") == f"{first}?again=1"
    expect(bare.get_by_text("申込みは1件のままです")).to_be_visible()

    page = forgetful = visitor(False)
    forgetful.goto(event)
    first = sent("見本 わすれる")
    forgetful.context.clear_cookies()
    forgetful.go_back()
    assert sent("見本 わすれる") == first


@pytest.fixture
def elsewhere(site):
    """elsewhere(page): the address of a partner's site that holds this page."""
    pages = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200 if self.path == "/" else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(pages[-1].encode())

        def log_message(self, *_said):
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield lambda page: pages.append(page) or f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_the_list_on_a_partners_site_is_as_high_as_it_is_long(someone, visitor, elsewhere):
    office = someone("")
    office.goto("/events/open/")
    lines = office.locator("[data-copy]").get_attribute("data-copy")
    address = elsewhere(f"<!doctype html><html lang=ja><title>P</title><body>{lines}</body></html>")
    page, bare = visitor(True), visitor(False)

    page.goto(address)
    bare.goto(address)

    frame = page.locator("iframe")
    inside = page.frame_locator("iframe").locator("#main")
    expect(inside.get_by_role("link").first).to_be_visible()
    expect(frame).not_to_have_attribute("height", "480")
    long = inside.evaluate("main => Math.ceil(main.getBoundingClientRect().bottom + scrollY)")
    expect(frame).to_have_attribute("height", str(long))
    assert page.context.cookies() == []
    # Without scripts it scrolls in the height that was written.
    expect(bare.locator("iframe")).to_have_attribute("height", "480")
    expect(bare.frame_locator("iframe").get_by_role("link").first).to_be_visible()
