"""道 — every page pattern that a person can reach by links, one example of each."""

import re
from collections import Counter, deque
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import quote, urljoin, urlsplit

from django.urls import Resolver404, resolve
from django.utils import translation
from playwright.sync_api import Page

# So many examples of one pattern are read for further links: an open and a finished lesson differ.
EXAMPLES = 2
# Older sessions lead on to what the class wrote, some duties to the reason for a no.
MORE = {
    "mypage:session": 4,
    "desk:duty": 20,
    **dict.fromkeys(("desk:case", "desk:case_documents", "desk:case_papers", "desk:case_way"), 9),
    **dict.fromkeys(("desk:hk_visit", "partner:hk_visit"), 9),
    **dict.fromkeys(("desk:consultation", "mypage:work_answer"), 9),
    "desk:settlement_plan": 9,
    "partner:settlement_plan": 6,
    "desk:proposal": 5,
    "desk:fund_call": 5,
    **dict.fromkeys(("desk:event_money", "desk:event_picture"), 4),
    # What is over comes last, and leads to what came of it.
    **dict.fromkeys(("desk:event", "portal:event"), 20),
    **dict.fromkeys(
        ("desk:event_after", "desk:event_photos", "desk:event_survey", "desk:event_accounts"), 20
    ),
    "desk:event_photo": 4,
    # Closed and not yet; years that are over.
    **dict.fromkeys(("desk:event_counted", "partner:event", "desk:counts"), 20),
    "desk:answer": 9,
    **dict.fromkeys(("desk:shifts", "desk:shift", "desk:helper"), 9),
    # Meetings and their items that are to come, run, and are over.
    **dict.fromkeys(("desk:council_meeting", "desk:council_item", "council:fund_meeting"), 9),
    **dict.fromkeys(("desk:gift_receipts", "desk:gift_donor", "desk:gift"), 9),
    **dict.fromkeys(("desk:donation", "partner:donation", "desk:award", "partner:award"), 4),
    **dict.fromkeys(("desk:payment", "desk:expense", "desk:transfer"), 8),
    "desk:party_account": 6,
    # The cancelled one comes late; its journals are posted elsewhere, the ones by hand come after.
    "desk:voucher": 6,
    "desk:journal": 20,
    # Every step of an application: the files come late.
    **dict.fromkeys(("mypage:application_step", "partner:application_step"), 6),
}
ENOUGH = 9
LINK = re.compile(r'<a\b[^>]*?\shref="([^"#]+)')
PRESS = re.compile(r'\s(?:form)?action="([^"#]+)')


@dataclass
class Ways:
    """Where links and buttons lead: pages with an example each, and the names of all the rest."""

    pages: dict[str, str] = field(default_factory=dict)
    others: set[str] = field(default_factory=set)
    read: Counter[str] = field(default_factory=Counter)  # how many examples of each name
    seen: set[str] = field(default_factory=set)
    aside: deque[str] = field(default_factory=deque)  # of these enough were read before

    @property
    def names(self) -> set[str]:
        return {*self.pages, *self.others}


def name_of(path: str) -> str | None:
    """The name of the view behind a path; None for files and for other languages' addresses."""
    return _name_of(urlsplit(path).path)


@cache
def _name_of(path: str) -> str | None:
    with translation.override("ja"):
        try:
            return resolve(path).view_name
        except Resolver404:
            return None


@dataclass
class Answer:
    """What an address answered in the end, and where that was."""

    path: str
    status: int
    kind: str
    body: bytes


class Reader:
    """Reads as the person whose page this is: the browser would carry every answer through two programs."""

    def __init__(self, address: str, page: Page):
        self.here = urlsplit(address).netloc
        self.line = HTTPConnection(self.here, timeout=60)
        self.cookies = {one["name"]: one["value"] for one in page.context.cookies()}

    def get(self, path: str) -> Answer:
        cookies = "; ".join(map("=".join, self.cookies.items()))
        said = {"Accept-Language": "ja-JP", "Cookie": cookies}
        self.line.request("GET", quote(path, safe="/?&=%:+,;@!$'()*~"), headers=said)
        answer = self.line.getresponse()
        body = answer.read()
        for row in answer.headers.get_all("Set-Cookie", ()):
            self.cookies |= {name: one.value for name, one in SimpleCookie(row).items()}
        there = urlsplit(urljoin(path, answer.headers["Location"] or ""))
        if answer.status in (301, 302, 303, 307, 308) and there.netloc in ("", self.here):
            return self.get(there._replace(scheme="", netloc="", fragment="").geturl())
        return Answer(path, answer.status, answer.headers["Content-Type"], body)


def ways(reader: Reader, *starts: str, read: Counter[str] | None = None) -> Ways:
    """Everything that can be reached from these pages; `read` says what was read enough before."""
    found = Ways(read=Counter() if read is None else read, seen={*starts})
    _follow(reader, found, deque(starts), deep=1)
    return found


def further(reader: Reader, found: Ways, *, missing: set[str], deep: int) -> None:
    """Reads `deep` times as many examples of each pattern, until nothing is missing any more."""
    waiting, found.aside = found.aside, deque()
    _follow(reader, found, waiting, deep=deep, missing=missing)


def _follow(reader, found: Ways, waiting: deque, *, deep: int, missing=None) -> None:
    read, seen = found.read, found.seen
    while waiting and (missing is None or missing - found.names):
        path = waiting.popleft()
        name = name_of(path)
        if name is None:
            continue
        if read[name] >= deep * MORE.get(name, EXAMPLES):
            found.aside.append(path)
            continue
        read[name] += 1
        answer = reader.get(path)
        assert answer.status == 200, f"{path} is linked to and answers {answer.status}"
        if not answer.kind.startswith("text/html"):
            found.others.add(name)
            read[name] = deep * ENOUGH  # a file leads nowhere
            continue
        if came_to := name_of(answer.path):
            found.pages.setdefault(came_to, answer.path)
        text = answer.body.decode()
        found.others |= {*filter(None, map(name_of, map(unescape, PRESS.findall(text))))}
        for link in LINK.findall(text):
            following = urljoin(path, unescape(link))
            if following.startswith("/") and following not in seen:
                seen.add(following)
                waiting.append(following)
