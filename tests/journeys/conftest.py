"""旅 — the sample federation on its real server, and a browser for each person who uses it."""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import wraps
from http.client import HTTPConnection
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect, sync_playwright

from tests import tools
from tests.house.places import ROOT
from tests.journeys import line
from tests.journeys.contrast import CONTRAST
from tsunagari.sample import people

PHONE = {"width": 390, "height": 844}
LAPTOP = {"width": 1280, "height": 900}
# What Playwright turns off (a later list stands for an earlier one), and the browser's own pages
# for its address bar: each new window would draw two of them, for more than the page costs.
OFF = [
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades"),
    *("HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding"),
    *("ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect"),
    *("OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled", "PreconnectToSearch"),
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup"),
]
FLAGS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    f"--disable-features={','.join(OFF)}",
]
# A busy machine answers late; what never comes fails all the same.
expect.set_options(timeout=20_000)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def pytest_collection_modifyitems(items):
    """Journeys share one federation, so they follow each other as written, after all other tests."""
    journeys = [item for item in items if "journeys" in item.path.parts]
    journeys.sort(key=lambda item: (item.path, item.function.__code__.co_firstlineno, item.name))
    items[:] = [item for item in items if "journeys" not in item.path.parts] + journeys


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Site:
    """The sample federation, served as `make run` serves it; or what another command serves."""

    def __init__(self, folder: Path):
        self.port = _free_port()
        self.folder, self.address = folder, f"http://localhost:{self.port}"
        server = self.port
        if slow := int(os.environ.get("SLOW_LINE", 0)):
            server = _free_port()
            line.hold_back(self.port, server, slow)
        ours = {"TSUNAGARI_DATA": str(folder), "PORT": str(server)}
        ours |= {"DJANGO_SETTINGS_MODULE": "tsunagari.settings", "TSUNAGARI_ORIGIN": self.address}
        # All sites serve the same files, which are pressed together once.
        ours["TSUNAGARI_STATIC"] = str(folder.parent / "static")
        self.environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"} | ours

    def start(self, *command: str):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tsunagari", *(command or ("demo", "--serve"))],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=(self.folder / "errors.log").open("w"),
            text=True,
        )
        self._wait()

    def _wait(self):
        for _try in range(1_500):
            try:
                asked = HTTPConnection("127.0.0.1", self.port, timeout=5)
                asked.request("GET", "/healthz")
                if asked.getresponse().status == 200:
                    return
            except OSError:
                time.sleep(0.2)
        raise AssertionError((self.folder / "errors.log").read_text()[-3000:])

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=20)

    def run(self, *arguments, **more) -> subprocess.CompletedProcess:
        """A console command beside the running server."""
        return subprocess.run(
            [sys.executable, "-m", "tsunagari", *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
            **more,
        )

    def comes_now(self, session: str) -> None:
        """The hour of a session has come: no journey can wait for it. `session` is its address."""
        pk, now = int(re.search(r"sessions/(\d+)", session)[1]), datetime.now(UTC)
        times = [str((now + timedelta(minutes=m)).replace(tzinfo=None)) for m in (-5, 45)]
        with closing(sqlite3.connect(self.folder / "tsunagari.sqlite3", timeout=30)) as database:
            database.execute(
                "update class_exchange_session set starts_at = ?, ends_at = ? where id = ?",
                [*times, pk],
            )
            database.commit()

    def mails(self) -> str:
        """Everything that was mailed so far."""
        folder = self.folder / "mail"
        files = sorted(folder.glob("*")) if folder.exists() else []
        return "\n".join(file.read_text(errors="ignore") for file in files)


@pytest.fixture(scope="session", autouse=True)
def patience():
    """A press is over when the page that it leads to has come: nothing is read from an empty one."""

    def waiting(act):
        @wraps(act)
        def acted(locator: Locator, *arguments, **more):
            found = act(locator, *arguments, **more)
            if not locator.page.is_closed():
                locator.page.wait_for_load_state()
            return found

        return acted

    with pytest.MonkeyPatch.context() as changed:
        for name in ("click", "press", "check", "select_option"):
            changed.setattr(Locator, name, waiting(getattr(Locator, name)))
        yield


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """One sample federation for all journeys; each journey keeps to its own corner of it."""
    running = Site(tmp_path_factory.mktemp("site"))
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def chromium():
    assert tools.browser(), "journeys need a browser: apt-get install chromium"
    with sync_playwright() as playwright:
        flags = [*FLAGS, "--no-sandbox"] if not os.geteuid() else FLAGS
        browser = playwright.chromium.launch(executable_path=tools.browser(), args=flags)
        yield browser
        browser.close()


@pytest.fixture
def someone(site, chromium, request):
    """someone("yamada", phone=True): a page signed in as one of the sample's people.

    "pupil" and "guardian" (and "pupil.ph", "guardian.ph") hold that card, as do "candidate" and
    "trainee"; "" is a visitor.
    """
    opened = []

    def enter(who: str = "", *, phone: bool = False, language: str = "ja", **more) -> Page:
        context = chromium.new_context(
            viewport=PHONE if phone else LAPTOP,
            locale="ja-JP" if language.startswith("ja") else language,
            base_url=site.address,
            **({"has_touch": True, "is_mobile": True} if phone else {}),
            **more,
        )
        opened.append(context)
        page = context.new_page()
        page.errors = []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.on("console", lambda said: page.errors.append(said.text) if _is_error(said) else None)
        if who:
            _sign_in(page, who, language)
        return page

    yield enter
    for context in opened:
        for page in context.pages:
            assert page.errors == [], f"{page.url}: {page.errors}"
        context.close()


def _is_error(said) -> bool:
    """What the browser itself complains about, answers of 4xx excepted: those are expected."""
    return said.type == "error" and "Failed to load resource" not in said.text


def _sign_in(page: Page, who: str, language: str) -> None:
    prefix = "" if language == "ja" else f"/{language}"
    page.goto(f"{prefix}/demo/")
    if who in ("candidate", "trainee"):
        secret = people.WORKER_CARDS[who == "trainee"][1]
        box = page.locator(f'form:has(input[value="{secret}"])')
    elif who == "donor":
        box = page.locator(f'form:has(input[value="{people.DONOR_CARD[1]}"])')
    elif who == "home_worker":
        box = page.locator(f'form:has(input[value="{people.HOME_CARD[1]}"])')
    elif who.split(".")[0] in ("pupil", "guardian"):
        school = "laspinas" if who.endswith(".ph") else "midori"
        purpose = who.split(".")[0]
        [secret] = [s for body, kind, s in people.CARDS if (body, kind) == (school, purpose)]
        box = page.locator(f'form:has(input[value="{secret}"])')
    else:
        box = page.locator(f'form:has(input[value="{people.email(who)}"])')
    box.get_by_role("button").click()
    page.wait_for_load_state()


@pytest.fixture
def look(request):
    """look(page, "name"): a check of its shape, and a picture of it where somebody will look."""
    folder = None if os.environ.get("CI") else ROOT / "screenshots"
    if folder:
        folder.mkdir(exist_ok=True)

    def shoot(page: Page, name: str) -> None:
        width = page.viewport_size["width"]
        if folder:
            page.screenshot(path=folder / f"{name}-{width}.png", full_page=True)
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, f"{page.url} is {wide} px too wide at {width} px"

    return shoot


AXE = Axe()
# Of what elements the pages that were tried at each width are built.
TRIED: dict[int, set[str]] = {}
PARTS = r"""
() => [...new Set([...document.querySelectorAll('body *:not(svg *)')].map(el =>
  [el.parentElement.tagName, el.tagName, el.getAttribute('class'), ...[...el.attributes]
    .map(one => one.name + (/^aria-(invalid|expanded|current)|^type|^role/.test(one.name)
      ? one.value : ''))
    .filter(one => /^(aria|role|type|for|scope|data|id|open|hidden|checked|disabled)/.test(one))]
    .join(' ')))]
"""


def accessible(page: Page) -> None:
    """No violation of WCAG 2.2 AA and good practice, as axe sees it.

    A page that is built of elements tried before at this width has no new ones.
    """
    parts, tried = set(page.evaluate(PARTS)), TRIED.setdefault(page.viewport_size["width"], set())
    if parts <= tried:
        return
    # Contrasts are measured by ourselves, each pair of colours once.
    rules = {"color-contrast": {"enabled": False}}
    options = {"runOnly": {"type": "tag", "values": RULES}, "rules": rules}
    found = AXE.run(page, options=options | {"resultTypes": ["violations"]})
    violations = [
        f"{v['id']}: {v['help']} — {[n['html'][:120] for n in v['nodes']][:3]}"
        for v in found.response["violations"]
    ]
    violations += page.evaluate(CONTRAST)
    assert violations == [], f"{page.url}\n" + "\n".join(violations)
    tried |= parts


def virtual_authenticator(page: Page) -> None:
    """Give this page a device that keeps passkeys and says yes by itself."""
    developer = page.context.new_cdp_session(page)
    developer.send("WebAuthn.enable")
    device = {"protocol": "ctap2", "transport": "internal", "automaticPresenceSimulation": True}
    device |= {"hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    developer.send("WebAuthn.addVirtualAuthenticator", {"options": device})


def title_of(page: Page) -> str:
    return re.sub(r"\s+", " ", page.title()).strip()
