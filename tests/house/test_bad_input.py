"""わるい入力 — whatever somebody types or sends, a page answers; nothing ends in an error page."""

import base64
import re
from html import unescape
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from tests.cast import NOW, TODAY, make_pupils, make_session
from tests.house.test_doors import ARGUMENTS, addresses, path_of
from tsunagari.kernel.parties.models import Federation

VIEWS = Path(__file__).resolve().parents[2] / "tsunagari" / "faces"
ASKED = re.compile(
    r"""request\.(?:GET|POST)(?:\.get|\.getlist)?[(\[]\s*"([a-z_-]+)"|"([a-z_-]+)" in request"""
)
NAMED = re.compile(r"""<(?:input|select|textarea|button)\b[^>]*\bname="([^"]+)"[^>]*>""")

FILES = {"file", "scan", "photo", "receipt"}


def mark(text: str) -> str:
    """A page mark that somebody made by hand."""
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


BAD = {
    "a digit that is no number": "²",
    "a number that no row has": "9" * 30,
    "a number that no computer reads": "9" * 4_301,
    "NUL, markup, a new line, a turned line, a formula": "=a\0<b>'\"\r\nX: y\u202e" + "長😀" * 600,
}
# What stands for a key in an address, one beside each of the others.
MARKS = [
    mark(f"[{10**30}, 1e400]"),
    mark(r'["\ud800\u0000", 1]'),
    mark('["9999-12-31T23:59:59-23:59", 1]'),
    BAD["a number that no row has"],
]
IN_AN_ADDRESS = 80  # letters of a bad text, so that an address is one that a server would take


def every_name() -> list[str]:
    """All names that any view asks for."""
    text = "\n".join(file.read_text() for file in VIEWS.glob("*/**/*.py"))
    return sorted({a or b for a, b in ASKED.findall(text)} - {"press_key"})


def faces(*names) -> list:
    """(name, pattern) of every address of these faces."""
    return [one for one in addresses() if one[0].startswith(names)]


@pytest.fixture
def things(pairing, yamada, staff_login):
    """One of everything that has a number in an address: {first word of the path: key}."""
    from tsunagari.kernel.duties.models import Duty
    from tsunagari.kernel.imports import actions as imports
    from tsunagari.kernel.notices.models import Delivery
    from tsunagari.kernel.records.models import Record
    from tsunagari.kernel.roles.models import Approval, Role
    from tsunagari.programmes.exchange.class_exchange.actions import duties
    from tsunagari.programmes.exchange.class_exchange.actions import pupils as acts
    from tsunagari.programmes.exchange.class_exchange.models import Reflection

    school = pairing.a_class.school
    session = make_session(pairing, starts_at=NOW)
    [pupil] = make_pupils(pairing.a_class, 1, "mado", start=31)
    reflection = Reflection.objects.create(
        session=session, pupil=pupil, text="たのしかった", written_at=NOW
    )
    incident = acts.report(school, kind="mean", words="x", by=None, on=TODAY, at=NOW, frozen={})
    batch = imports.upload(
        "roster",
        school.organisation,
        "学級,番号,表示名,性別\n2年B組,41,ume-41,女\n".encode(),
        name="a.csv",
        by=yamada,
        at=NOW,
    )
    duties.follow(pairing.exchange, on=TODAY, by=yamada)
    return {
        "classes": pairing.a_class_id,
        "pupils": pupil.pk,
        "pupil": pupil,
        "sessions": session.pk,
        "pairings": pairing.pk,
        "exchanges": pairing.exchange_id,
        "reflections": reflection.pk,
        "incidents": incident.pk,
        "imports": batch.pk,
        "bells": school.bell_schedules.get().pk,
        "calendar": school.terms.get().pk,
        "approvals": Approval.objects.filter(body=school.organisation).first().pk,
        "duties": getattr(Duty.objects.first(), "pk", 1),
        "notices": getattr(Delivery.objects.first(), "pk", 1),
        "team": Role.objects.get(party=staff_login.person_id).pk,
        "records": Record.objects.first().pk,
        "code": school.organisation.party.code,
    }


def _path(name, pattern, things) -> str:
    kind = next((w for w in str(pattern.pattern).split("/")[::-1] if w in things), "")
    return path_of(name, pattern, pk=things.get(kind, 1), code=things["code"])


def failures(client, *paths) -> list[str]:
    """What these addresses could not answer: each bad value under every name, asked and sent.

    Whatever an address wrote is taken back before the next is asked.
    """
    names, found = every_name(), []
    for path in paths:
        here = transaction.savepoint()
        found += _failures_of(client, path, names)
        transaction.savepoint_rollback(here)
        cache.clear()
    assert paths
    return found


def _failures_of(client, path, known) -> list[str]:
    page = client.get(path)
    names = {*known}
    if "html" in page.headers.get("Content-Type", ""):
        names |= {unescape(n) for n in NAMED.findall(page.content.decode())}
    names -= {"press_key", "csrfmiddlewaretoken"}
    found = []
    for number, ((what, value), key) in enumerate(zip(BAD.items(), MARKS, strict=True)):
        in_address = value if value.isdigit() else value[:IN_AN_ADDRESS]
        sent = dict.fromkeys(names, value) | {name: _file(value) for name in names & FILES}
        # One value is sent and another asked for, on the next address others: each is met by each
        # kind of page. The worst of them is sent to all.
        turn = (number + len(path)) % len(BAD)
        asked = [("post", sent)] if turn == 0 or number == len(BAD) - 1 else []
        if turn == len(BAD) // 2 and page.status_code != 405:
            query = {name: key if "after" in name else in_address for name in names}
            asked.append(("get", query))
        for method, values in asked:
            try:
                status = getattr(client, method)(path, *_coded(method, values)).status_code
            except Exception as error:
                status = repr(error)
            if status not in range(500):
                found.append(f"{method} {path} {what}: {status}"[:300])
    return found


def _coded(method, values) -> tuple:
    """As a form sends them: in many parts, which take long to read, only where it has a file."""
    if method == "get" or FILES & {*values}:
        return (values,)
    rows = [[_escaped(name), _escaped(value)] for name, value in values.items()]
    return "&".join(map("=".join, rows)), "application/x-www-form-urlencoded"


def _escaped(text: str) -> str:
    """Only what has a meaning of its own in a form: the rest is read as fast as it stands."""
    return text.replace("%", "%25").replace("&", "%26").replace("+", "%2B").replace("=", "%3D")


def _file(value) -> SimpleUploadedFile:
    return SimpleUploadedFile(f"{value[:50]}.csv", b"\0\xff" + value.encode())


def test_every_page_of_the_desk_answers_whatever_is_sent(things, staff_client):
    assert failures(staff_client, *(_path(*one, things) for one in faces("desk:"))) == []


def test_every_page_of_a_school_answers_whatever_is_sent(things, yamada_client):
    assert failures(yamada_client, *(_path(*one, things) for one in faces("partner:"))) == []


def test_every_page_of_a_pupil_answers_whatever_is_sent(things, card_client):
    client = card_client(things["pupil"])

    assert failures(client, *(_path(*one, things) for one in faces("mypage:"))) == []


def test_every_open_page_answers_whatever_is_sent(things, staff_client):
    Federation.objects.update(sample=True)
    known = ARGUMENTS | {"name": "slots", "uidb36": "1-", "key": "a-b", "number": 1}
    paths = []
    for name, pattern in faces("portal:", "account_", "mfa_"):
        keyed = ("pk",) if name.endswith(("edit_webauthn", "remove_webauthn")) else ()
        wanted = {key: known[key] for key in (*keyed, *pattern.pattern.regex.groupindex)}
        paths.append(reverse(name, kwargs=wanted))

    assert failures(staff_client, *paths) == []
