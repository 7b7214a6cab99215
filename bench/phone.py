"""電話で — how soon the own page stands on a slow phone, and how soon it answers a press.

The reference phone of our interface rules: a processor four times slower, 1.6 Mbit/s, 150 ms each
way and back. The sample federation is served as `make run` serves it; a browser that is inside and
has an empty cache opens the home, then again through its service worker, and its owner presses
what is pressed most. Medians of five; goals are printed beside them and not asserted: they hang on
the machine. What does not (bytes, requests, script, shifts) is asserted on the same slow phone in
tests/journeys/test_budgets.py.
"""

import os
import statistics
import tempfile
from pathlib import Path

import django
from playwright.sync_api import expect, sync_playwright

from tests import tools

FIRST, AGAIN = "first visit", "from the cache"
PAINTED, SHIFTED, ANSWERED = "largest paint, s", "layout shift", "press to next paint, ms"
GOALS = {
    (PAINTED, FIRST): 1.5,
    (PAINTED, AGAIN): 0.5,
    (SHIFTED, FIRST): 0.05,
    (SHIFTED, AGAIN): 0.05,
    (ANSWERED, FIRST): 200,
    (ANSWERED, AGAIN): 200,
}
ROUNDS = 5
WATCH = """
    window.painted = 0; window.shifted = 0; window.answered = 0;
    const watch = (type, tell, more = {}) => new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) tell(entry);
    }).observe({ type, buffered: true, ...more });
    watch('largest-contentful-paint', (entry) => { window.painted = entry.startTime; });
    watch('layout-shift', (entry) => { if (!entry.hadRecentInput) window.shifted += entry.value; });
    watch('event', (entry) => {
        if (entry.interactionId) window.answered = Math.max(window.answered, entry.duration);
    }, { durationThreshold: 16 });
"""
# The language menu, the furigana switch: what stays on the page and answers at once.
PRESSED = ("details[data-menu] > summary", "[data-furigana-switch]", "details[data-menu] > summary")


def main() -> None:
    """Print what was measured beside the goals."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tsunagari.settings")
    django.setup()
    from tests.journeys.conftest import FLAGS, Site

    flags = [*FLAGS, "--no-sandbox"] if not os.geteuid() else FLAGS
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        site = Site(Path(folder))
        site.start()
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=tools.browser(), args=flags)
                tell(measure(browser, site.address))
        finally:
            site.stop()


def measure(browser, address: str) -> dict:
    """Five phones, one after the other: {(what, visit): values}."""
    from tests.journeys.conftest import PHONE
    from tests.journeys.test_budgets import slow_down
    from tests.journeys.test_offline import entered

    inside = browser.new_context(viewport=PHONE, base_url=address, locale="vi")
    cookies = entered(inside.new_page()).context.cookies()
    found: dict = {name: [] for name in GOALS}
    for _round in range(ROUNDS):
        context = browser.new_context(
            viewport=PHONE, base_url=address, is_mobile=True, has_touch=True, locale="vi"
        )
        context.add_cookies(cookies)
        page = context.new_page()
        page.add_init_script(WATCH)
        slow_down(page)
        for visit in (FIRST, AGAIN):
            for what, value in visited(page).items():
                found[what, visit].append(value)
        context.close()
    return found


def visited(page) -> dict[str, float]:
    """One visit of the home, and some presses on it."""
    from tests.journeys.test_offline import HOME

    page.goto(HOME, wait_until="load")
    expect(page.locator("html")).to_have_attribute("data-own", "kept")
    for selector in PRESSED:
        page.locator(selector).locator("visible=true").first.tap()
        page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))")
    return {
        PAINTED: page.evaluate("window.painted") / 1000,
        SHIFTED: page.evaluate("window.shifted"),
        ANSWERED: page.evaluate("window.answered"),
    }


def tell(found: dict) -> None:
    """A line a figure: the median, all of them, the goal, and whether it was reached."""
    print("own page on a slow phone: median (all), goal")
    for (what, visit), values in found.items():
        every = " ".join(f"{one:.2f}" for one in sorted(values))
        goal, median = GOALS[what, visit], statistics.median(values)
        said = "reached" if median <= goal else "MISSED"
        print(f"  {what:<24} {visit:<15} {median:8.2f}  ({every})  goal {goal}: {said}")


if __name__ == "__main__":
    main()
