"""W5 申込みの殺到 — 2,000 people want 300 places, through the real page of a real server.

Two workers, 200 connections at once. Everybody sends the form of the event's page (consent box and
press key included) and reads the confirmation; every twentieth presses twice. The yardstick is how
many hello a second the same server answers to the same connections, in turns. Gates: exactly the
places are taken and everybody else has a number in the line, the quota says what the bookings hold,
nobody met an error, who pressed twice has one booking. RUSH_PEOPLE and RUSH_PLACES make it smaller;
DATABASE_URL tries PostgreSQL.
"""

import asyncio
import contextlib
import os
import re
import secrets
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from urllib.parse import urlencode

PEOPLE = int(os.environ.get("RUSH_PEOPLE", "2000"))
PLACES = int(os.environ.get("RUSH_PLACES", "300"))
CONNECTIONS, HELLOS, ROUNDS, WORKERS, PORT = 200, 2_000, 3, 2, 8461
TWICE = 20  # every so many presses twice


def main(asked: list[str]) -> None:
    """Print rates and ratios; AssertionError when a gate is not passed."""
    if asked:
        return {"make": make, "serve": serve, "gates": gates}[asked[0]](*asked[1:])
    print(
        f"W5 rush: {PEOPLE:,} people, {PLACES} places, {CONNECTIONS} connections, {WORKERS} workers"
    )
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        environ = os.environ | {
            "TSUNAGARI_DATA": folder,
            "PORT": str(PORT),
            "DJANGO_SETTINGS_MODULE": "tsunagari.settings",
        }
        events = _run("make", environ).split()
        with _server(environ):
            asyncio.run(_measured([event.split(":") for event in events]))
        print(_run("gates", environ), end="")
    return None


def _run(part: str, environ) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "bench.rush", part], env=environ, stdout=subprocess.PIPE, text=True
    )
    assert done.returncode == 0, part
    return done.stdout


@contextlib.contextmanager
def _server(environ):
    server = subprocess.Popen(
        [sys.executable, "-m", "bench.rush", "serve"], env=environ, start_new_session=True
    )
    try:
        yield
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(20)


async def _measured(events: list[list[str]]) -> None:
    await _up()
    joined, answered = [], []
    for code, ticket in events:
        began = time.perf_counter()
        assert {status for status, _head in await _sent([("GET", "/hello", "")] * HELLOS)} == {200}
        hello = HELLOS / (time.perf_counter() - began)
        forms = [("POST", f"/events/{code}/", _form(n, ticket)) for n in range(PEOPLE)]
        began = time.perf_counter()
        pages = await _sent(forms + forms[::TWICE])
        registering = time.perf_counter() - began
        addresses = [_address(status, head) for status, head in pages]
        assert addresses[PEOPLE:] == addresses[:PEOPLE:TWICE]
        began = time.perf_counter()
        read = await _sent([("GET", address, "") for address in addresses[:PEOPLE]])
        reading = time.perf_counter() - began
        assert {status for status, _head in read} == {200}
        joined.append(len(pages) / registering / hello)
        answered.append((len(pages) + PEOPLE) / (registering + reading) / hello)
        print(
            f"  {len(pages) / registering:6.0f} registrations/s {PEOPLE / reading:6.0f}"
            f" confirmations/s {hello:6.0f} hello/s"
        )
    print(f"  registering {statistics.median(joined):.1%} of hello (goal 10 %)")
    print(f"  answering   {statistics.median(answered):.1%} of hello (goal 25 %)")


def _form(n: int, ticket: str) -> str:
    return urlencode(
        {
            "press_key": secrets.token_hex(16),
            "name": f"見本 {n}",
            "agrees": "on",
            f"ticket_{ticket}": "1",
        }
    )


def _address(status: int, head: str) -> str:
    assert status == 302, head
    return re.search(r"location: (\S+)", head, re.IGNORECASE)[1]


async def _up() -> None:
    for _try in range(120):
        try:
            _reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
        except OSError:
            await asyncio.sleep(0.5)
        else:
            writer.close()
            return
    raise AssertionError("the server did not start")


async def _sent(asked) -> list[tuple[int, str]]:
    """(status, head) of each, over so many connections that stay open."""
    answers: list = [None] * len(asked)
    waiting = iter(enumerate(asked))
    await asyncio.gather(*[_visitor(waiting, answers, n) for n in range(CONNECTIONS)])
    return answers


async def _visitor(waiting, answers, n: int) -> None:
    # Each from a line of its own, as 200 homes are: one line alone is slowed down.
    line = (f"127.0.1.{n % 250 + 1}", 0)
    reader, writer = await asyncio.open_connection("127.0.0.1", PORT, local_addr=line)
    for at, (method, path, body) in waiting:
        writer.write(
            f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{PORT}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n{body}".encode()
        )
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        length = re.search(r"content-length: (\d+)", head, re.IGNORECASE)
        await reader.readexactly(int(length[1]) if length else 0)
        answers[at] = (int(head.split()[1]), head)
    writer.close()


def make() -> None:
    """An empty site with one event a round; prints "code:ticket" of each."""
    import django

    django.setup()
    from datetime import timedelta

    from django.utils import timezone

    from tsunagari.faces.console import prepare
    from tsunagari.kernel.parties.actions import start_federation
    from tsunagari.kernel.texts import actions as texts
    from tsunagari.kernel.texts.rules.split import TITLE, Piece
    from tsunagari.programmes.community.events.models import Event, Quota, Ticket

    prepare.everything()
    now = timezone.now()
    federation = start_federation("見本連合会", sample=True, on=timezone.localdate())
    for _round in range(ROUNDS):
        event = Event.objects.create(
            text=texts.write([Piece("見本の集い", TITLE)], on=timezone.localdate()),
            measure="3-4",
            host=federation.party,
            state=Event.State.PUBLIC,
            opens_at=now - timedelta(days=1),
            closes_at=now + timedelta(days=1),
            starts_at=now + timedelta(days=2),
            ends_at=now + timedelta(days=3),
        )
        ticket = Ticket.objects.create(event=event, name="大人")
        ticket.quotas.add(Quota.objects.create(event=event, name="会場", places=PLACES))
        print(f"{event.code}:{ticket.pk}")


def serve() -> None:
    """The product as `tsunagari serve --workers 2` runs it, with a hello."""
    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        "bench._hello_wsgi:application",
        address="127.0.0.1",
        port=PORT,
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=4,
        websockets=False,
        log_level="warning",
    ).serve()


def gates() -> None:
    """What the database says afterwards."""
    import django

    django.setup()
    from tsunagari.programmes.community.events import queries
    from tsunagari.programmes.community.events.models import Booking, Event

    for event in Event.objects.all():
        [quota] = event.quotas.all()
        states = list(event.bookings.values_list("state", flat=True))
        waiting = list(queries.waiting(event))
        assert len(states) == PEOPLE, len(states)
        assert quota.taken == queries.held(event)[quota.pk] == PLACES, quota.taken
        assert states.count(Booking.State.CONFIRMED) == PLACES
        assert queries.number_in_line(waiting[-1]) == len(waiting) == PEOPLE - PLACES
    print(f"  gates passed: {PLACES} of {PLACES} places in each round, nobody lost, nobody twice")


if __name__ == "__main__":
    main(sys.argv[1:])
