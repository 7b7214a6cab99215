"""重さ — what the own page costs a slow phone: bytes, requests, script and shifts, as the browser counts.

The reference phone of interface.md 7: a processor four times slower, 1.6 Mbit/s, 150 ms. How long
it takes is printed by bench/phone.py and asserted nowhere: that hangs on the machine.
"""

import gzip
import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE
from tests.journeys.test_offline import CARD, HOME, entered
from tsunagari.sample import people

KB = 1024
FIRST, LATER, SCRIPT, REQUESTS, SHIFT = 60 * KB, 12 * KB, 20 * KB, 6, 0.05
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 2e5, "uploadThroughput": 2e5}
TAKEN = """
    performance.getEntriesByType('resource')
        .map((one) => [new URL(one.name).pathname, one.transferSize])
"""
WATCH = """
    window.shifted = 0;
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
"""


def slow_down(page) -> None:
    """Make the reference phone of a browser's page."""
    developer = page.context.new_cdp_session(page)
    developer.send("Network.enable")
    developer.send("Network.emulateNetworkConditions", SLOW)
    developer.send("Emulation.setCPUThrottlingRate", {"rate": 4})


class Counted:
    """What a page asks of the network: {request: [address, kind, bytes on the wire]}."""

    def __init__(self, page):
        self.rows = {}
        self.developer = page.context.new_cdp_session(page)
        self.developer.on("Network.requestWillBeSent", self._sent)
        self.developer.on("Network.loadingFinished", self._done)
        self.developer.send("Network.enable")

    def _sent(self, event):
        self.rows[event["requestId"]] = [event["request"]["url"], event.get("type", ""), 0]

    def _done(self, event):
        if row := self.rows.get(event["requestId"]):
            row[2] = event["encodedDataLength"]

    def bytes(self, kind="") -> int:
        return sum(size for _url, its, size in self.rows.values() if kind in ("", its))


@pytest.fixture(params=[CARD, people.HOME_CARD[1]], ids=["trainee", "home_worker"])
def fresh(someone, chromium, site, request):
    """A slow phone that is inside and has seen nothing yet: a cold cache, no worker.

    Whoever works in homes carries the pages of the next visit too.
    """
    cookies = entered(someone(phone=True, language="vi"), card=request.param).context.cookies()
    context = chromium.new_context(
        viewport=PHONE, base_url=site.address, is_mobile=True, has_touch=True
    )
    context.add_cookies(cookies)
    page = context.new_page()
    page.add_init_script(WATCH)
    slow_down(page)
    yield page
    context.close()


def test_the_own_page_costs_a_phone_little_the_first_time_and_less_later(fresh):
    counted = Counted(fresh)
    fresh.goto(HOME, wait_until="load")
    expect(fresh.locator("html")).to_have_attribute("data-own", "kept")

    carried = fresh.locator("meta[name=own]")
    paths = [*carried.get_attribute("data-pages").split(), carried.get_attribute("data-lost")]
    # What the service worker takes along comes on top; the page that is open is not sent again.
    sent = _taken(fresh)
    assert sent.keys() >= set(paths)
    assert sent[HOME] == 0
    sent_along = [path for path in paths if sent[path]]
    beside = sum(_packed(fresh, path) for path in [*sent_along, "/vi/me/worker.js"])
    assert len(counted.rows) <= REQUESTS, counted.rows
    assert counted.bytes("Script") <= SCRIPT
    assert counted.bytes() + beside <= FIRST, (counted.bytes(), beside)
    assert fresh.evaluate("window.shifted") <= SHIFT

    counted.developer.send("Network.setBypassServiceWorker", {"bypass": True})
    counted.rows.clear()
    fresh.goto(HOME, wait_until="load")
    expect(fresh.locator("html")).to_have_attribute("data-own", "kept")
    assert 0 < counted.bytes() <= LATER, counted.rows
    assert fresh.evaluate("window.shifted") <= SHIFT


def _taken(page) -> dict[str, int]:
    """What the service worker asked for: {path: bytes on the wire, 0 for what the browser had}."""
    [worker] = page.context.service_workers
    return dict(worker.evaluate(TAKEN))


def _packed(page, path: str) -> int:
    """Bytes of an answer as it travels, its head included."""
    answer = page.request.get(path, headers={"Accept-Encoding": "gzip"})
    assert answer.ok, path
    assert answer.headers["content-encoding"] == "gzip", path
    head = sum(len(name) + len(value) + 4 for name, value in answer.headers.items())
    return head + len(gzip.compress(answer.body(), 6))


def test_every_own_page_stays_within_the_budget_of_a_form(fresh):
    counted = Counted(fresh)
    fresh.goto(HOME, wait_until="load")
    expect(fresh.locator("html")).to_have_attribute("data-own", "kept")
    counted.developer.send("Network.setBypassServiceWorker", {"bypass": True})
    for path in fresh.locator("meta[name=own]").get_attribute("data-pages").split():
        counted.rows.clear()
        fresh.goto(path, wait_until="load")
        expect(fresh.locator("h1")).to_be_visible()

        assert counted.bytes() <= LATER, (path, counted.rows)
        assert fresh.evaluate("window.shifted") <= SHIFT, path
        assert not re.search(
            r"https?://(?!localhost)", " ".join(r[0] for r in counted.rows.values())
        )
