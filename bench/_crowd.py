"""人波 — many connections at once against a real server of two workers, and the events they come for.

The server is the product as `tsunagari serve --workers 2` runs it, with a hello behind the same
middleware. DATABASE_URL tries PostgreSQL.
"""

import asyncio
import contextlib
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
from itertools import count
from urllib.parse import urlencode, urlsplit, urlunsplit

from tsunagari.programmes.community.events import rules

WORKERS, HELLOS = int(os.environ.get("CROWD_WORKERS") or 2), 2_000
_homes = count()


def _free() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


PORT = int(os.environ.get("CROWD_PORT") or _free())


@contextlib.contextmanager
def site(module: str):
    """(what `module`.make printed, a function that runs another part of it, the server)."""
    folders = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
    with folders as folder, _own_database() as url:
        environ = os.environ | {
            "DATABASE_URL": url,
            "TSUNAGARI_DATA": folder,
            "PORT": str(PORT),
            "CROWD_PORT": str(PORT),
            "DJANGO_SETTINGS_MODULE": "tsunagari.settings",
        }

        def run(part: str) -> str:
            asked = [sys.executable, "-m", module, part]
            done = subprocess.run(asked, env=environ, stdout=subprocess.PIPE, text=True)
            assert done.returncode == 0, part
            return done.stdout

        run.environ = environ
        made = run("make").split()
        asked = [sys.executable, "-m", "bench._crowd"]
        server = subprocess.Popen(asked, env=environ, start_new_session=True)
        try:
            asyncio.run(_up())
            yield made, run, server
        finally:
            stop(server)


@contextlib.contextmanager
def _own_database():
    """DATABASE_URL of an empty database that goes away: on PostgreSQL a new one beside the given."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        yield url
        return
    import psycopg

    name = f"crowd_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as there:
        there.execute(f"CREATE DATABASE {name}")
        try:
            yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
        finally:
            there.execute(f"DROP DATABASE {name} WITH (FORCE)")


def stop(server) -> None:
    """The server stops its workers itself: a worker that is told to stop alone is followed by another."""
    server.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        server.wait(15)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGKILL)


async def _up() -> None:
    for _try in range(120):
        try:
            _reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
        except OSError:
            await asyncio.sleep(0.5)
        else:
            writer.close()
            await hello(400)  # both workers have read what they need
            return
    raise AssertionError("the server did not start")


async def hello(connections: int) -> float:
    """How many hello a second."""
    began = time.perf_counter()
    answers = await sent([("GET", "/hello", "")] * HELLOS, connections)
    wrong = [answer for answer in answers if answer[0] != 200]
    assert not wrong, wrong[0]
    return HELLOS / (time.perf_counter() - began)


async def sent(asked, connections: int, *, again=False) -> list[tuple[int, str, str]]:
    """(status, head, body) of each, over so many connections; `again`: what broke is repeated."""
    answers: list = [None] * len(asked)
    waiting = iter(enumerate(asked))
    line = asyncio.create_task
    await asyncio.gather(*[line(_visitor(waiting, answers, again)) for _ in range(connections)])
    return answers


async def _visitor(waiting, answers, again: bool) -> None:
    visitor = Visitor()
    for at, (method, path, body) in waiting:
        answers[at] = await visitor.ask(method, path, body, again=again)
    visitor.close()


class Visitor:
    """Somebody at an address of the own, with a connection that stays open; a broken one is opened anew."""

    def __init__(self):
        self.writer = None
        self.home = f"127.0.{next(_homes) // 250 % 250 + 1}.{next(_homes) % 250 + 1}"

    async def ask(self, method: str, path: str, body="", *, again=False) -> tuple[int, str, str]:
        """(status, head, body); with `again`, the same is sent until it is answered."""
        while True:
            try:
                return await self._asked(method, path, body)
            except (OSError, asyncio.IncompleteReadError):
                if not again:
                    raise
                self.writer = None
                await asyncio.sleep(0.1)

    async def _asked(self, method: str, path: str, body: str) -> tuple[int, str, str]:
        if self.writer is None:
            opened = asyncio.open_connection("127.0.0.1", PORT, local_addr=(self.home, 0))
            self.reader, self.writer = await opened
        self.writer.write(
            f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{PORT}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n{body}".encode()
        )
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode()
        length = re.search(r"content-length: (\d+)", head, re.IGNORECASE)
        said = await self.reader.readexactly(int(length[1]) if length else 0)
        return int(head.split()[1]), head, said.decode()

    def close(self) -> None:
        if self.writer is not None:
            self.writer.close()


def peer(seconds: dict[str, float]) -> float:
    """What another system needed on this kind of database: {beginning of DATABASE_URL: seconds}."""
    url = os.environ.get("DATABASE_URL", "")
    return next(value for start, value in seconds.items() if url.startswith(start))


async def stamp(code: str) -> str:
    """When somebody has seen the form of an event, a while ago: it goes along with what is typed."""
    _status, _head, page = await Visitor().ask("GET", f"/events/{code}/")
    await asyncio.sleep(rules.LEAST_SECONDS + 1)
    return re.search(r'name="seen" value="([^"]*)"', page)[1]


def form(n: int, ticket: str, stamp: str) -> str:
    """What a browser sends: consent, the key of the press, and when the form was shown."""
    return urlencode(
        {
            "seen": stamp,
            "press_key": secrets.token_hex(16),
            "name": f"見本 {n}",
            "agrees": "on",
            f"ticket_{ticket}": "1",
        }
    )


def address(answer: tuple[int, str, str]) -> str:
    """Where a press led to."""
    status, head, body = answer
    assert status == 302, (head, body[:2000])
    return re.search(r"location: (\S+)", head, re.IGNORECASE)[1]


def make_events(places: list[int]) -> list:
    """An empty site with one event for each number of places; prints "code:ticket" of each."""
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
    now, made = timezone.now(), []
    federation = start_federation("見本連合会", sample=True, on=timezone.localdate())
    for many in places:
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
        ticket.quotas.add(Quota.objects.create(event=event, name="会場", places=many))
        print(f"{event.code}:{ticket.pk}")
        made.append(event)
    return made


def are_right(people: int, places: int) -> None:
    """What the database must say of every event: exactly its places, and a line of all others."""
    import django

    django.setup()
    from tsunagari.programmes.community.events import queries
    from tsunagari.programmes.community.events.models import Booking, Event

    for event in Event.objects.all():
        [quota] = event.quotas.all()
        states = list(event.bookings.values_list("state", flat=True))
        waiting = list(queries.waiting(event))
        assert len(states) == people, len(states)
        assert quota.taken == queries.held(event)[quota.pk] == places, quota.taken
        assert states.count(Booking.State.CONFIRMED) == places
        assert len(waiting) == people - places
        assert not waiting or queries.number_in_line(waiting[-1]) == len(waiting)
        guests = event.bookings.values_list("guests", flat=True)
        assert len(guests) == len(set(guests)) == people


def serve() -> None:
    """As `tsunagari serve` does."""
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
        respawn_failed_workers=True,
    ).serve()


if __name__ == "__main__":
    serve()
