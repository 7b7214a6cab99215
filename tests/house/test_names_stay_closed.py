"""氏名 — a walk through every page, paper, file and mail that an outsider can reach finds no closed name.

Every pupil bears a rare kanji. What the partner school, other pupils, guardians and the public can
open is walked link by link; the marks may only be where a consent puts them.
"""

import io
import re
import zipfile
from collections import Counter, deque
from datetime import UTC, datetime, timedelta
from functools import cache
from html import unescape
from urllib.parse import parse_qs, urljoin, urlsplit

import pypdfium2
import pytest
from django.core import mail
from django.test import Client
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.translation import get_language_from_path

from tests.cast import NOW, TODAY, agree, make_pupils

OWN, PARTNERS = "鑫", "龘"
LEAVES = re.compile(r"/(leave|accounts)/|/logout/|\.(css|js|svg|png)$|^/static/")


def text_of(response) -> str:
    """Everything a reader, or a program, could find in an answer."""
    data = b"".join(response) if response.streaming else response.content
    kind = response.headers.get("Content-Type", "")
    if "pdf" in kind:
        pages = pypdfium2.PdfDocument(data)
        return "\n".join(page.get_textpage().get_text_range() for page in pages)
    if data.startswith(b"PK"):
        parts = zipfile.ZipFile(io.BytesIO(data))
        return "\n".join(parts.read(n).decode("utf-8", "ignore") for n in parts.namelist())
    return unescape(data.decode("utf-8", "ignore"))


def walk(client: Client, *starts: str, each: int = 2, within: str = "/") -> dict[str, str]:
    """{address: text} of what links lead to, from `starts` on; of each kind of page so many.

    `within` is what an address begins with that is followed. A page is asked each thing that it
    may be asked, not all of them in every company: two filters show less than either.
    """
    seen, waiting, kinds, known = {}, deque(starts), Counter(), {*starts}
    while waiting:
        bare = waiting.popleft()
        if LEAVES.search(urlsplit(bare).path) or not bare.startswith(within):
            continue
        own = _kinds(bare)
        if all(kinds[one] >= each for one in own):
            continue
        kinds.update(own)
        response = client.get(bare)
        seen[bare] = text_of(response) + response.headers.get("Location", "")
        if "html" in response.headers.get("Content-Type", "") or response.status_code in (301, 302):
            links = re.findall(r'(?:href|action)="([^"]+)"', seen[bare])
            links += [response["Location"]] if response.has_header("Location") else []
            for link in dict.fromkeys(links):
                following = urljoin(bare, link).split("#")[0]
                if following not in known and not re.match(r"\w+:|//", link):
                    known.add(following)
                    waiting.append(following)
    return seen


def _kinds(address: str) -> set[tuple]:
    """The view behind an address, with each thing that it is asked."""
    split = urlsplit(address)
    view = _view(split.path)
    return {(view, name) for name in parse_qs(split.query)} or {(view, "")}


@cache
def _view(path: str) -> str:
    with translation.override(get_language_from_path(path) or "ja"):
        try:
            return resolve(path).view_name
        except Resolver404:
            return path


def found(pages: dict[str, str], mark: str) -> list[str]:
    return sorted(path for path, text in pages.items() if mark in text)


@pytest.fixture
def lesson(pairing, yamada, maria):
    """A pair of classes with marked pupils, one finished session with everything a session has."""
    from tsunagari.kernel.consents.models import Consent
    from tsunagari.programmes.exchange.class_exchange import planning
    from tsunagari.programmes.exchange.class_exchange.actions import groups, sessions
    from tsunagari.programmes.exchange.class_exchange.actions import pupils as acts
    from tsunagari.programmes.exchange.schools.models import Pupil

    Consent.objects.all().delete()
    Pupil.objects.update(until_day=TODAY - timedelta(days=1))
    own = make_pupils(pairing.a_class, 8, f"{OWN}花", start=11, consents=False)
    theirs = make_pupils(pairing.b_class, 8, f"{PARTNERS}Jose", start=11, consents=False)
    agree(own + theirs, ["take_part"])
    who = {"on": TODAY, "at": NOW}
    (window, reserve), *_more = planning.spread(pairing, 2, now=NOW)
    session = sessions.propose(pairing, window, reserve=reserve, by=yamada, **who)
    session = sessions.accept(session, seen=session.version, by=maria, **who)
    groups.plan(pairing, by=yamada, **who)
    session = sessions.close(session, by=yamada, on=session.starts_at.date(), at=session.ends_at)
    for pupil, viewer in ((own[0], yamada), (theirs[0], maria)):
        written = acts.reflect(
            session, pupil, "たのしかった", language="ja", by=None, on=TODAY, at=NOW
        )
        acts.answer_reflection(
            written, approve=True, seen=written.version, by=viewer, on=TODAY, at=NOW
        )
    return {"session": session, "own": own, "theirs": theirs}


def test_a_teacher_reads_the_names_of_the_own_pupils_and_none_of_the_partners(
    lesson, yamada_client
):
    pages = walk(yamada_client, "/partner/", "/partner/sessions/?view=past")

    assert len(pages) > 25
    assert found(pages, OWN)
    assert found(pages, PARTNERS) == []


def test_the_other_sides_teacher_neither(lesson, maria_client):
    pages = walk(maria_client, "/en/partner/", "/en/partner/sessions/?view=past")

    assert len(pages) > 25
    assert found(pages, OWN) == []


def test_the_public_and_the_programs_read_no_name_at_all(lesson):
    pages = walk(Client(), "/", "/exchange/", "/api/v1/openapi.json", "/healthz", "/components/")
    translation.activate("ja")

    assert found(pages, OWN) == found(pages, PARTNERS) == []


def test_a_pupil_reads_the_names_of_the_group_and_no_more(lesson, card_client):
    pages = walk(card_client(lesson["own"][0]), "/me/")

    from tsunagari.programmes.exchange.class_exchange.models import Seat

    seat = Seat.objects.get(session=lesson["session"], pupil=lesson["own"][0])
    sat = set(
        Seat.objects.filter(session=lesson["session"], group=seat.group).values_list(
            "pupil__number", flat=True
        )
    )
    read = set(re.findall(f"{PARTNERS}Jose-(\\d+)", "".join(pages.values())))
    assert {int(number) for number in read} <= sat | {11}  # 11 wrote what the class may read


def test_a_withdrawal_takes_the_name_away_on_the_next_request(lesson, card_client):
    from tsunagari.kernel.consents.actions import answer

    client = card_client(lesson["own"][0])
    assert found(walk(client, "/me/"), PARTNERS)
    for pupil in lesson["theirs"]:
        answer(
            pupil.person,
            {"take_part": False},
            side="child",
            channel="page",
            by=None,
            on=TODAY,
            at=datetime.now(UTC),
            until=None,
        )

    assert found(walk(client, "/me/"), PARTNERS) == []


def test_a_guardian_reads_about_nobody_else(lesson, card_client):
    pages = walk(card_client(lesson["own"][0], "guardian"), "/me/guardian/")

    assert found(pages, PARTNERS) == []


def test_no_mail_says_a_pupils_name(lesson, settings):
    from tsunagari.kernel.notices.actions import send_due

    send_due(NOW + timedelta(days=2))

    assert mail.outbox
    said = "\n".join(f"{m.subject}\n{m.body}\n{m.to}" for m in mail.outbox)
    assert OWN not in said
    assert PARTNERS not in said
