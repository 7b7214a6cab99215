"""受付の旅 — two helpers' phones without a network, one guest at both doors: counted once, told to both."""

import re
import sqlite3
from contextlib import closing
from time import sleep

from playwright.sync_api import expect

from tests.journeys.conftest import accessible

EVENT, GUEST, LAST = "見本 町の交流会", "見本 楓", "見本 SANTOS MIA"
EMPTY = """Promise.all([tn.door.lists.all(), tn.door.queue.all(), caches.keys()])
    .then((all) => all.map((one) => one.length).join())"""


def rows(site, query, *values):
    with closing(sqlite3.connect(site.folder / "tsunagari.sqlite3", timeout=30)) as database:
        return database.execute(query, values).fetchall()


def came(site, name=GUEST):
    return rows(
        site,
        "select door, device from doors_arrival a join events_guest g on g.id ="
        " a.guest_id where g.name = ?",
        name,
    )


def opened(someone, address):
    page = someone(phone=True)
    page.goto(address)
    expect(page.locator("html")).to_have_attribute("data-kept", "yes")
    return page


def found(page, name=GUEST):
    page.get_by_label("名前か申込番号").fill(name)
    return page.get_by_role("button", name=f"{name} 来た")


def test_two_phones_without_a_network_agree_afterwards(someone, site, look):
    office = someone("sato")
    office.goto("/desk/events/")
    office.get_by_role("link", name=EVENT).first.click()
    office.get_by_role("link", name="受付", exact=True).click()
    home = office.url
    doors = {}
    for name in ("東口", "西口"):
        office.goto(home)
        office.get_by_role("link", name=name).click()
        doors[name] = office.get_by_role("link", name="受付を始める").get_attribute("href")
    accessible(office)
    office.goto(home.replace("/doors/", "/bookings/"))
    office.get_by_role("link", name=GUEST).click()
    office.get_by_role("link", name="紙を印刷する").click()
    code = office.locator(".tn-secret").inner_text()
    east, west = (opened(someone, doors[name]) for name in ("東口", "西口"))
    accessible(east)

    for phone in (east, west):
        phone.context.set_offline(True)
        phone.reload()
        if phone == east:
            phone.get_by_label("名前か申込番号").fill(code)
            phone.get_by_label("名前か申込番号").press("Enter")
        else:
            found(phone).click()
        expect(phone.locator("[data-said]")).to_contain_text(f"ようこそ、{GUEST}さん")
        expect(phone.locator("[data-sync]")).to_contain_text("未送信 1件")
    look(east, "checkin")
    accessible(east)
    east.get_by_text("申込みのない人（当日参加）").click()
    east.get_by_label("名前（なくてもよい）", exact=True).fill("見本 飛び入り")
    east.get_by_role("button", name="入れる").click()
    expect(east.locator("[data-sync]")).to_contain_text("未送信 2件")
    assert came(site) == []

    for phone in (west, east):
        phone.context.set_offline(False)
        expect(phone.locator("[data-sync]")).to_contain_text("すべて送りました")

    # The first press stands, though it was sent last; both doors and the office read of the other.
    [(door, _device)] = came(site)
    assert door == "東口"
    walked = "select count(*) from doors_walkin w join events_booking b on b.id = w.booking_id"
    assert rows(site, f"{walked} where b.name = '見本 飛び入り'") == [(1,)]
    west.evaluate("window.dispatchEvent(new Event('online'))")
    for phone in (west, east):
        expect(phone.locator("[data-clashes] li", has_text=GUEST)).to_contain_text(
            re.compile(r"先 .* 東口、あと .* 西口")
        )

    # On a slow line a second press is the same walk-in.
    west.route("**/list/", lambda route: (sleep(1), route.continue_()))
    west.get_by_text("申込みのない人（当日参加）").click()
    west.get_by_label("名前（なくてもよい）", exact=True).fill("見本 二度押し")
    west.get_by_role("button", name="入れる").dblclick()
    expect(west.locator("[data-said]")).to_contain_text("当日参加で入れました：見本 二度押し")
    west.unroute("**/list/")
    assert rows(site, f"{walked} where b.name = '見本 二度押し'") == [(1,)]
    assert rows(site, f"{walked} where b.name = ''") == [(0,)]
    office.goto(home)
    expect(office.locator("li", has_text=GUEST)).to_contain_text("西口")
    look(office, "doors")

    east.context.set_offline(True)
    found(east, LAST).click()
    expect(east.locator("[data-sync]")).to_contain_text("未送信 1件")
    office.get_by_role("link", name="東口").click()
    office.locator("summary", has_text="口を閉じる").click()
    office.get_by_role("button", name="口を閉じる").click()
    expect(office.get_by_text("受付の口を閉じました。")).to_be_visible()
    east.context.set_offline(False)
    expect(east.get_by_text("名簿は、この電話から消しました。")).to_be_visible()
    assert east.evaluate(EMPTY) == "0,0,0"
    assert len(came(site, LAST)) == 1
