"""全部の画面 — every page pattern, as each person reaches it: accessible, in shape, and light.

Japanese is looked at on a laptop and on a phone; Vietnamese, and outside the office easy Japanese,
on a phone, where words are longest and space is least.
"""

import re
from dataclasses import dataclass, field

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import get_resolver, resolve
from django.utils import translation
from playwright.sync_api import Page

from tests.journeys.conftest import LAPTOP, PHONE, RULES
from tests.journeys.crawl import Ways, ways

NARROW = {"width": 320, "height": 640}
HOMES = {
    "": ["/", "/accounts/login/", "/me/enter/", "/components/"],
    "pupil": ["/me/"],
    "guardian": ["/me/guardian/"],
    "yamada": ["/partner/", "/partner/sessions/?view=past"],
    "kobayashi": ["/partner/"],
    "sato": ["/desk/"],
    "mori": ["/partner/"],
    "tran": ["/partner/"],
    "hoang": ["/partner/"],
    "kato": ["/council/"],
    "candidate": ["/me/work/"],
    "trainee": ["/me/work/"],
}
MORE = {"": ["/no-such-page/"], "yamada": ["/desk/"]}
KILO = 1024 * 1.05  # interface.md section 7: fail at +5 %


@dataclass(frozen=True)
class Budget:
    """What a page of one kind may weigh on a cold cache."""

    total: int
    requests: int
    script: int


BUDGETS = {
    "pupil": Budget(60, 6, 20),
    "list": Budget(120, 8, 30),
    "detail": Budget(130, 10, 30),
    "form": Budget(70, 6, 16),
    "chart": Budget(180, 10, 20),
    "public": Budget(150, 10, 16),
}
LATER = 12  # a pupil's next page
SHEET = 24


# — what a page weighs —


@dataclass
class Scale:
    """Counts what the browser really receives, without its cache."""

    page: Page
    kinds: dict = field(default_factory=dict)
    bytes: dict = field(default_factory=dict)

    def __post_init__(self):
        self.developer = self.page.context.new_cdp_session(self.page)
        self.developer.send("Network.enable")
        self.developer.on("Network.responseReceived", self._answered)
        self.developer.on("Network.loadingFinished", self._finished)
        self.cold(True)

    def cold(self, on: bool) -> None:
        self.developer.send("Network.setCacheDisabled", {"cacheDisabled": on})

    def open(self, path: str) -> None:
        self.kinds.clear()
        self.bytes.clear()
        self.page.goto(path, wait_until="load")

    def _answered(self, event):
        # What the page asks for by itself later on is not part of its first look.
        if event["response"]["url"][:4] == "http" and event["type"] not in ("XHR", "Fetch"):
            self.kinds[event["requestId"]] = event["type"]

    def _finished(self, event):
        if event["requestId"] in self.kinds:
            self.bytes[event["requestId"]] = event["encodedDataLength"]

    def of(self, *kinds: str) -> float:
        """Kilobytes of these kinds, or of everything."""
        rows = [n for key, n in self.bytes.items() if not kinds or self.kinds[key] in kinds]
        return sum(rows) / 1024


FORMS = re.compile(
    r":(new_|edit_|end_|enter_)|(settings|task|span|bells|approval|override|survey|reflect)$"
)


def kind_of(name: str, path: str) -> str:
    """Which budget a page has."""
    if name.startswith("mypage:"):
        return "pupil"
    if "effect" in name or name == "components":
        return "chart"
    if not name.startswith(("desk:", "partner:", "council:")):
        return "public"
    if FORMS.search(name):
        return "form"
    with translation.override("ja"):
        return "detail" if resolve(path.split("?")[0]).kwargs else "list"


def too_heavy(scale: Scale, kind: str) -> list[str]:
    budget, faults = BUDGETS[kind], []
    if scale.of() > budget.total * 1.05:
        faults.append(f"{scale.of():.1f} KB of {budget.total} as a {kind}")
    if len(scale.bytes) > budget.requests:
        faults.append(f"{len(scale.bytes)} requests of {budget.requests} as a {kind}")
    if scale.of("Script") > budget.script * 1.05:
        faults.append(f"{scale.of('Script'):.1f} KB of scripts of {budget.script} as a {kind}")
    sheets = [key for key, what in scale.kinds.items() if what == "Stylesheet"]
    if len(sheets) != 1 or scale.of("Stylesheet") > SHEET * 1.05:
        faults.append(f"{len(sheets)} style sheets, {scale.of('Stylesheet'):.1f} KB")
    return faults


# — what a page looks like —

SHAPE = """
(lang) => {
  const faults = [], seen = new Set(), root = document.documentElement;
  if (root.lang !== lang) faults.push(`html lang is ${root.lang}`);
  for (const el of document.querySelectorAll('[id]'))
    if (seen.has(el.id)) faults.push(`id ${el.id} twice`); else seen.add(el.id);
  if (document.querySelectorAll('h1').length !== 1) faults.push('not one h1');
  const shown = el => el.checkVisibility({visibilityProperty: true}) && el.getClientRects().length;
  const short = el => el.outerHTML.slice(0, 110).replace(/\\s+/g, ' ');
  const px = value => parseFloat(value) || 0;
  const size = el => {
    const box = el.getBoundingClientRect(), hit = getComputedStyle(el, '::after');
    if (hit.content === 'none' || hit.position !== 'absolute') return [box.width, box.height];
    return [box.width - px(hit.left) - px(hit.right), box.height - px(hit.top) - px(hit.bottom)];
  };
  const all = 'a[href], button, input:not([type=hidden]), select, textarea, summary';
  for (const el of document.querySelectorAll(all)) {
    if (!shown(el) || el.closest('.tn-hidden, .tn-skip, svg')) continue;
    const label = ['checkbox', 'radio'].includes(el.type) && el.closest('label');
    const [width, height] = size(label || el);
    const button = el.matches('button, summary, .tn-button, .tn-tab, [role=tab]');
    const inline = el.matches('a') && getComputedStyle(el).display === 'inline';
    const least = button ? 44 : 24;
    if (!inline && (Math.min(width, height) < least - 0.5))
      faults.push(`${Math.round(width)}×${Math.round(height)} px: ${short(el)}`);
  }
  return faults;
}
"""
WIDE = "() => document.documentElement.scrollWidth - window.innerWidth"
# The text spacing of WCAG 1.4.12; a style sheet made by script, since the page allows no other.
SPACED = """
() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important } p { margin-bottom: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
  const faults = [];
  for (const el of document.querySelectorAll('body *')) {
    if (!el.checkVisibility() || el.closest('.tn-hidden, svg, select') || !el.innerText) continue;
    const style = getComputedStyle(el), cut = value => ['hidden', 'clip'].includes(value);
    const wide = cut(style.overflowX) && el.scrollWidth > el.clientWidth + 1;
    const high = cut(style.overflowY) && el.scrollHeight > el.clientHeight + 1;
    if ((wide || high) && el.clientWidth > 2)
      faults.push(`clipped: ${el.outerHTML.slice(0, 110).replace(/\\s+/g, ' ')}`);
  }
  const wide = document.documentElement.scrollWidth - window.innerWidth;
  if (wide > 0) faults.push(`${wide} px too wide with spaced text`);
  return faults;
}
"""


def axe(page: Page) -> list[str]:
    """Violations of WCAG 2.2 AA and good practice."""
    page.evaluate("scrollTo(0, 0)")  # a form with mistakes scrolls to them, under the header
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{v['id']}: {[n['html'][:110] for n in v['nodes']][:3]}" for v in found]


def too_wide(page: Page) -> list[str]:
    wide = page.evaluate(WIDE)
    return [f"{wide} px too wide at {page.viewport_size['width']} px"] if wide > 0 else []


def faults_of(scale: Scale, name: str, path: str) -> list[str]:
    """Everything that is wrong with a page, in its languages and at three widths."""
    page, faults = scale.page, []
    page.set_viewport_size(LAPTOP)
    scale.open(path)
    faults += axe(page) + too_wide(page) + page.evaluate(SHAPE, "ja")
    faults += too_heavy(scale, kind_of(name, path))
    languages = [("", "ja"), ("/ja-easy", "ja"), ("/vi", "vi")]
    for language, lang in languages[::2] if name.startswith("desk:") else languages:
        page.set_viewport_size(PHONE)
        if language:
            page.goto(f"{language}{path}")
        faults += [f"{language or '/ja'} on a phone: {fault}" for fault in axe(page)]
        faults += too_wide(page) + page.evaluate(SHAPE, lang)
        page.set_viewport_size(NARROW)
        faults += too_wide(page)
        page.set_viewport_size(PHONE)
        faults += [f"{language or '/ja'} {fault}" for fault in page.evaluate(SPACED)]
    return list(dict.fromkeys(faults))


@pytest.fixture(scope="module")
def known() -> dict[str, Ways]:
    """Who can go where, as far as it was found out."""
    return {}


@pytest.fixture(scope="module")
def looked_at() -> set[str]:
    """Patterns that somebody before already looked at: one example of each is enough."""
    return set()


def ways_of(who: str, known: dict[str, Ways], page: Page) -> Ways:
    if who not in known:
        known[who] = ways(page.request, *HOMES[who])
    return known[who]


@pytest.mark.timeout(900)
@pytest.mark.parametrize("who", HOMES)
def test_every_page_is_accessible_in_shape_and_light(who, someone, known, looked_at):
    page = someone(who)
    found = ways_of(who, known, page).pages
    new = {name: path for name, path in found.items() if name not in looked_at}
    looked_at |= set(new)
    scale = Scale(page)

    faults = {}
    for name, path in [*new.items(), *((path, path) for path in MORE.get(who, []))]:
        if wrong := faults_of(scale, name, path):
            faults[path] = wrong

    assert found
    assert not faults, "\n".join(f"{path}\n  " + "\n  ".join(w) for path, w in faults.items())


def test_a_pupils_next_page_weighs_almost_nothing(someone):
    page = someone("pupil", phone=True)
    scale = Scale(page)
    scale.cold(False)
    scale.open("/me/")
    page.reload()
    following = page.locator("main a[href^='/me/sessions/']").first.get_attribute("href")

    for path in (following, "/me/consents/", "/me/"):
        scale.open(path)
        page.evaluate("1")
        assert scale.of() <= LATER * 1.05, f"{path}: {scale.of():.1f} KB of {LATER}"


# Where nothing leads in the sample: it comes from outside, or waits for another moment.
NO_LINK = {
    "mypage:card",  # a scanned code
    "mypage:draft",  # the page keeps what is typed by itself
    "portal:start",  # the first run
    "mypage:survey",  # these pupils' surveys are not open
    *("partner:accept", "partner:change", "partner:decline", "partner:propose_planned"),
    *("partner:close", "partner:annul_consents", "partner:paper"),
    *("partner:import_columns", "partner:accept_import", "partner:drop_import"),
    *("partner:import_faults", "partner:drop_override", "partner:restore"),
    *("partner:role", "partner:leave"),  # a second role, staff who act for a school
    *("desk:undo", "desk:clear_up_notice", "desk:part_party", "desk:reopen_role"),
    "desk:send_link",
}


def test_every_page_can_be_reached_by_links_and_buttons(someone, known):
    found = set()
    for who in HOMES:
        found |= ways_of(who, known, someone(who)).names

    assert own_names() - found - NO_LINK == set()


OURS = ("desk:", "partner:", "council:", "mypage:", "portal:")


def own_names(patterns=None, space: str = "") -> set[str]:
    """Every named address of our own faces."""
    names: set[str] = set()
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if hasattr(pattern, "url_patterns"):
            inner = getattr(pattern, "namespace", None)
            names |= own_names(pattern.url_patterns, f"{inner}:" if inner else space)
        elif pattern.name:
            names.add(space + pattern.name)
    return {name for name in names if name.startswith(OURS)}
