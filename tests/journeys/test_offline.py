"""ネットワークのない旅 — the own page on a phone: read again, pressed once, sent once, and erased."""

import io
import os
import re
import sqlite3
from contextlib import closing

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.journeys.conftest import accessible
from tsunagari.kernel.parties.actions import hash_of
from tsunagari.sample import people

CARD = people.WORKER_CARDS[1][1]
HOME, HELP = "/vi/me/case/", "/vi/me/case/help/"
MARKS = "localStorage.getItem('own-card')"
EVERYTHING = """Promise.all([
    caches.keys(),
    indexedDB.databases().then((all) => all.length && tn.queue.all().then((rows) => rows.length)),
    navigator.serviceWorker.getRegistrations().then((all) => all.length),
])"""


def entered(page, *, shared=False, card=CARD, prefix="/vi"):
    page.goto(f"{prefix}/me/enter/")
    page.locator("input[name=code]").fill(card)
    page.locator("main form button").first.click()
    page.locator("input[name=pin]").fill(people.PIN)
    if shared:
        page.locator("input[name=shared]").check()
    page.locator("button[name=go]").click()
    expect(page).to_have_url(re.compile(r"/me/case/$"))
    expect(page.locator("html")).to_have_attribute("data-own", "none" if shared else "kept")
    return page


def asked(site) -> int:
    """How many consultations the office has."""
    with closing(sqlite3.connect(site.folder / "tsunagari.sqlite3", timeout=30)) as database:
        return database.execute("select count(*) from advice_consultation").fetchone()[0]


def typed(page, words):
    page.locator("main input[type=radio]").first.check()
    page.locator("main textarea").first.fill(words)


def pressed(page):
    page.locator("main form[data-offline=queue] button[type=submit]").click()


@pytest.fixture
def phone(someone):
    return entered(someone(phone=True, language="vi"))


def test_the_last_version_is_read_without_a_network_with_its_time(phone, look):
    expect(phone.locator(".tn-kept")).to_be_hidden()
    phone.context.set_offline(True)

    for path in (HOME, HELP, "/vi/me/case/papers/"):
        phone.goto(path)
        expect(phone.locator("h1")).to_be_visible()
        expect(phone.locator(".tn-kept")).to_contain_text(re.compile(r"\d\d?:\d\d"))
    phone.goto("/vi/me/case/costs/")
    expect(phone.locator("a[href='tel:119']")).to_be_visible()

    phone.goto(HOME)
    accessible(phone)
    look(phone, "offline-home")
    phone.context.set_offline(False)
    phone.locator(".tn-kept a").click()
    expect(phone.locator(".tn-kept")).to_be_hidden()


def test_a_request_typed_without_a_network_is_sent_once_by_itself(phone, site, look):
    words, before = "Tôi cần giúp đỡ, không có mạng.", asked(site)
    phone.context.set_offline(True)
    phone.goto(HELP)
    typed(phone, words)
    pressed(phone)

    expect(phone.locator("[data-queue] li")).to_contain_text(words)
    expect(phone.locator("main textarea").first).to_have_value("")
    accessible(phone)
    look(phone, "offline-queue")
    phone.goto(HOME)
    expect(phone.locator("[data-queue] li")).to_have_count(1)
    assert asked(site) == before

    phone.context.set_offline(False)

    expect(phone.locator("[data-queue] li")).to_have_count(0)
    expect(phone.locator("[data-queue] [role=status]")).not_to_be_empty()
    assert asked(site) == before + 1


def test_a_closed_page_sends_when_it_is_opened_again(phone, site):
    words, before = "Trang đã đóng.", asked(site)
    context = phone.context
    context.set_offline(True)
    phone.goto(HELP)
    typed(phone, words)
    pressed(phone)
    expect(phone.locator("[data-queue] li")).to_have_count(1)
    phone.close()
    context.set_offline(False)

    again = context.new_page()
    again.errors = []
    again.goto(HOME)

    expect(again.locator("html")).to_have_attribute("data-own", "kept")
    expect(again.locator("[data-queue] li")).to_have_count(0)
    assert asked(site) == before + 1


def test_two_presses_and_a_lost_answer_are_one_request(someone, site):
    page = someone(phone=True, language="vi", service_workers="block")
    page.goto("/vi/me/enter/")
    page.locator("input[name=code]").fill(CARD)
    page.locator("main form button").first.click()
    page.locator("input[name=pin]").fill(people.PIN)
    page.locator("button[name=go]").click()
    expect(page).to_have_url(re.compile(r"/me/case/$"))
    words, before, lost = "Nhấn hai lần.", asked(site), []

    def lose(route):
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch(max_redirects=0).status)
            route.abort()
        else:
            route.continue_()

    page.goto(HELP)
    page.route(f"**{HELP}", lose)
    typed(page, words)
    page.locator("main form[data-offline=queue] button[type=submit]").dblclick()
    expect(page.locator("[data-queue] li")).to_have_count(1)
    page.context.set_offline(True)
    page.context.set_offline(False)

    expect(page.locator("[data-queue] li")).to_have_count(0)
    assert lost == [204]
    assert asked(site) == before + 1


def test_with_a_network_the_answer_is_read_at_once(phone, site):
    words, before = "Có mạng.", asked(site)
    phone.goto(HELP)
    typed(phone, words)
    pressed(phone)

    expect(phone.locator("#messages")).not_to_be_empty()
    assert asked(site) == before + 1
    # What has to be mended comes back with everything that was typed.
    phone.goto(HELP)
    phone.locator("main textarea").first.fill("Chưa chọn.")
    phone.evaluate(
        "document.querySelectorAll('main [type=radio]').forEach((b) => (b.checked = false))"
    )
    pressed(phone)
    expect(phone.locator(".tn-errors")).to_be_visible()
    expect(phone.locator("main textarea").first).to_have_value("Chưa chọn.")
    expect(phone.locator("[data-queue] li")).to_have_count(0)


def test_what_was_refused_says_why_and_is_written_again_without_typing_anew(phone, site, look):
    words, before = "Đau răng.", asked(site)
    phone.context.set_offline(True)
    phone.goto(HELP)
    typed(phone, words)
    drawing = {"name": "a.svg", "mimeType": "image/svg+xml", "buffer": b"<svg/>"}
    phone.locator("main input[type=file]").first.set_input_files([drawing])
    pressed(phone)
    expect(phone.locator("[data-queue] li")).to_contain_text(words)

    phone.context.set_offline(False)

    row = phone.locator("[data-queue] li")
    expect(row).to_contain_text("JPEG")
    expect(phone.locator("[data-queue] [role=status]")).to_be_empty()
    accessible(phone)
    look(phone, "offline-refused")
    row.get_by_role("button").first.click()
    expect(row).to_have_count(0)
    expect(phone.locator("main textarea").first).to_have_value(words)
    expect(phone.locator("main input[type=radio]").first).to_be_checked()
    pressed(phone)
    expect(phone.locator("#messages")).not_to_be_empty()
    assert asked(site) == before + 1


def test_large_photos_are_made_smaller_and_none_is_lost(phone):
    made = io.BytesIO()
    Image.frombytes("RGB", (1200, 800), os.urandom(1200 * 800 * 3)).save(made, "JPEG", quality=90)
    photo = {"mimeType": "image/jpeg", "buffer": made.getvalue()}
    assert len(made.getvalue()) > 600 * 1024
    phone.goto(HELP)
    box = phone.locator("main input[type=file]").first

    box.set_input_files([photo | {"name": f"{n}.jpg"} for n in range(3)])

    sizes = "(box) => [...box.files].map((file) => file.size)"
    phone.wait_for_timeout(3_000)
    assert len(box.evaluate(sizes)) == 3
    assert max(box.evaluate(sizes)) < len(made.getvalue())


def test_what_waits_can_be_deleted(phone, site):
    words, before = "Thôi, không gửi.", asked(site)
    phone.context.set_offline(True)
    phone.goto(HELP)
    typed(phone, words)
    pressed(phone)

    phone.locator("[data-queue] li button").click()

    expect(phone.locator("[data-queue] li")).to_have_count(0)
    phone.context.set_offline(False)
    phone.goto(HOME)
    expect(phone.locator("html")).to_have_attribute("data-own", "kept")
    assert asked(site) == before


def test_leaving_says_what_waits_and_erases_everything(phone):
    phone.context.set_offline(True)
    phone.goto(HELP)
    typed(phone, "Chưa gửi.")
    pressed(phone)
    expect(phone.locator("[data-queue] li")).to_have_count(1)
    phone.goto(HOME)
    expect(phone.locator("[data-queue] li")).to_have_count(1)

    leave = phone.locator("form[data-leave] button")
    leave.click()
    expect(phone.locator("[data-queue] [role=status]")).not_to_be_empty()
    leave.click()

    expect(phone.locator("#offline")).to_have_attribute("data-shown", "")
    assert phone.evaluate(MARKS) is None
    assert phone.evaluate(EVERYTHING)[:2] == [[], 0]


def test_a_shared_phone_keeps_nothing(someone):
    page = entered(someone(phone=True, language="vi"), shared=True)
    page.goto(HELP)
    expect(page.locator("html")).to_have_attribute("data-own", "none")

    assert page.evaluate(EVERYTHING) == [[], 0, 0]
    page.context.set_offline(True)
    typed(page, "Điện thoại chung.")
    pressed(page)
    expect(page.locator("#offline")).to_have_attribute("data-shown", "")
    assert page.evaluate(EVERYTHING) == [[], 0, 0]


def test_another_card_erases_what_was_kept_for_the_one_before(phone):
    first = phone.evaluate(MARKS)
    phone.context.clear_cookies()
    entered(phone, card=people.WORKER_CARDS[0][1], prefix="/vi")

    assert phone.evaluate(MARKS) not in (first, None)
    phone.context.set_offline(True)
    phone.goto(HOME)
    expect(phone.locator("h1")).not_to_contain_text("PHAM")


def test_two_weeks_without_contact_erase_what_was_kept(phone):
    phone.evaluate(
        "caches.open('own-1').then((c) => c.put('/own-contact', new Response(String(Date.now() - 15 * 864e5))))"
    )
    phone.context.set_offline(True)

    with pytest.raises(Exception, match="ERR_"):
        phone.goto(HOME)
    phone.context.set_offline(False)
    phone.goto("/vi/me/enter/")
    assert phone.evaluate("caches.keys()") == []


@pytest.fixture
def close(site):
    """close(): the office closes the card; afterwards it is as it was, for the journeys that follow."""

    def told(moment):
        with closing(sqlite3.connect(site.folder / "tsunagari.sqlite3", timeout=30)) as database:
            change = "update parties_accesscard set revoked_at = ? where secret_hash = ?"
            database.execute(change, [moment, hash_of(CARD)])
            database.commit()

    yield lambda: told("2026-11-24 00:00:00")
    told(None)


def test_a_closed_card_erases_what_its_phone_kept(phone, close):
    close()

    phone.goto(HOME)

    expect(phone).to_have_url(re.compile(r"/me/enter/$"))
    expect(phone.locator("html")).to_have_attribute("data-own", "out")
    assert phone.evaluate(MARKS) is None
    assert phone.evaluate("caches.keys()") == []
