"""電話で — how soon the own page stands on a slow phone: largest contentful paint, as it is measured.

The reference phone of our interface rules: a processor four times slower, 1.6 Mbit/s, 150 ms each
way and back. The sample federation is served as `make run` serves it; a browser that is inside and
has an empty cache opens the home, then again through its service worker. Medians of five; goals are
printed beside them and not asserted: they hang on the machine. What does not (bytes, requests,
script, shifts) is asserted in tests/journeys/test_budgets.py.
"""

import os
import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from tests import tools
from tests.journeys.conftest import FLAGS, PHONE, Site
from tests.journeys.test_offline import HOME, entered

GOALS = {"first visit": 1.5, "from the cache": 0.5}
ROUNDS = 5
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 2e5, "uploadThroughput": 2e5}
WATCH = """
    window.painted = 0;
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) window.painted = entry.startTime;
    }).observe({ type: 'largest-contentful-paint', buffered: true });
"""


def main() -> None:
    """Print seconds beside the goals."""
    flags = [*FLAGS, "--no-sandbox"] if not os.geteuid() else FLAGS
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        site = Site(Path(folder))
        site.start()
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=tools.browser(), args=flags)
                measure(browser, site.address)
        finally:
            site.stop()


def measure(browser, address: str) -> None:
    """Five phones, one after the other."""
    inside = browser.new_context(viewport=PHONE, base_url=address)
    cookies = entered(inside.new_page()).context.cookies()
    found = {name: [] for name in GOALS}
    for _round in range(ROUNDS):
        context = browser.new_context(
            viewport=PHONE, base_url=address, is_mobile=True, has_touch=True
        )
        context.add_cookies(cookies)
        page = context.new_page()
        page.add_init_script(WATCH)
        slow_down(page)
        for name in GOALS:
            found[name].append(painted(page))
        context.close()
    print("own page on a slow phone: largest contentful paint, median (all), goal")
    for name, seconds in found.items():
        every = " ".join(f"{one:.2f}" for one in sorted(seconds))
        print(f"  {name:<16} {statistics.median(seconds):5.2f} s  ({every})  ≤ {GOALS[name]} s")


def slow_down(page) -> None:
    developer = page.context.new_cdp_session(page)
    developer.send("Network.enable")
    developer.send("Network.emulateNetworkConditions", SLOW)
    developer.send("Emulation.setCPUThrottlingRate", {"rate": 4})


def painted(page) -> float:
    """Seconds until the largest part of the home stood."""
    page.goto(HOME, wait_until="load")
    expect(page.locator("html")).to_have_attribute("data-own", "kept")
    return page.evaluate("window.painted") / 1000


if __name__ == "__main__":
    main()
