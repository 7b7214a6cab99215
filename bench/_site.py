"""サイト — the product as a web server runs it: pages against a hello of its own.

Each request goes through the whole WSGI application, middleware and database included: in this
process, or through the web server with one worker (`served`), whose own work for an answer then
counts on both sides. Figures are medians of paired, interleaved rounds.
"""

import http.client
import io
import os
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from bench import _clock


@contextmanager
def own_site():
    """An empty site of its own in a folder that goes away; Django is set up for it."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        os.environ["TSUNAGARI_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "tsunagari.settings"
        import django

        django.setup()
        from django.db import connection

        from tsunagari.faces.console import prepare

        prepare.everything()
        add_hello()
        yield
        connection.close()


def add_hello() -> None:
    """The yardstick: a page that says hello, behind the same middleware."""
    from django.http import HttpResponse
    from django.urls import path

    from tsunagari import urls

    urls.urlpatterns.insert(0, path("hello", lambda _request: HttpResponse("hello")))


class Visitor:
    """A browser with a session; `login` signs somebody in as the sample's door does."""

    clock = staticmethod(_clock.clock)

    def __init__(self, login=None, card=None):
        from django.core.handlers.wsgi import WSGIHandler

        self.handler = WSGIHandler()
        self.cookie = self._session(login, card) if login or card else ""

    def _session(self, login, card) -> str:
        from importlib import import_module

        from django.conf import settings
        from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

        from tsunagari.faces.shared.doors import SAMPLE_DOOR

        session = import_module(settings.SESSION_ENGINE).SessionStore()
        if login:
            session[SESSION_KEY] = str(login.pk)
            session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
            session[HASH_SESSION_KEY] = login.get_session_auth_hash()
            session[SAMPLE_DOOR] = True
        if card:
            session["card"] = card.pk
        session.save()
        return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"

    def get(self, address: str) -> tuple[int, bytes]:
        """(status, body) of a page."""
        path, _mark, query = address.partition("?")
        said = []
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "127.0.0.1:8000",
            "HTTP_COOKIE": self.cookie,
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
            "wsgi.version": (1, 0),
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }
        response = self.handler(environ, lambda *answer: said.extend(answer[:2]))
        self._keep(said[1])
        try:
            body = b"".join(response)
        finally:
            response.close()
        return int(said[0].split()[0]), body

    def _keep(self, headers) -> None:
        """The first cookie against forged presses; a browser sends it back with what follows."""
        for name, value in headers:
            value = value.strip()
            if name == "Set-Cookie" and value.startswith("csrf") and "csrf" not in self.cookie:
                self.cookie = "; ".join(filter(None, [self.cookie, value.partition(";")[0]]))


class Served(Visitor):
    """The same browser, over a connection that stays open to a web server."""

    def __init__(self, visitor: Visitor, server: subprocess.Popen, port: int):
        self.cookie, self.server = visitor.cookie, server
        self.line = http.client.HTTPConnection("127.0.0.1", port)

    def get(self, address: str) -> tuple[int, bytes]:
        try:
            answer = self._answer(address)
        except ConnectionError:  # a line on which nothing was said for long is closed
            self.line.close()
            answer = self._answer(address)
        body = answer.read()
        self._keep(answer.getheaders())
        return answer.status, body

    def _answer(self, address: str) -> http.client.HTTPResponse:
        self.line.request("GET", address, headers={"Cookie": self.cookie})
        return self.line.getresponse()

    def clock(self) -> float:
        """Seconds of work of the server and its worker, all threads."""
        pids = [self.server.pid, *_clock.children(self.server.pid)]
        tasks = [task for pid in pids for task in Path(f"/proc/{pid}/task").glob("*/schedstat")]
        return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9


@contextmanager
def served(visitor: Visitor):
    """The visitor at a web server of one worker on the same site; on PostgreSQL, whose work would
    not be seen, the visitor as they are.
    """
    from django.db import connection

    if connection.vendor != "sqlite":
        yield visitor
        return
    from bench import _crowd

    environ = os.environ | {"CROWD_PORT": str(_crowd.PORT), "CROWD_WORKERS": "1"}
    server = subprocess.Popen(
        [sys.executable, "-m", "bench._crowd"], env=environ, start_new_session=True
    )
    try:
        there = Served(visitor, server, _crowd.PORT)
        _wait_for(there)
        yield there
    finally:
        _crowd.stop(server)


def _wait_for(visitor: Served) -> None:
    """Until it answers, and has settled what stays in memory."""
    from tsunagari.wsgi import LOADED

    for _try in range(120):
        try:
            visitor.get("/hello")
            break
        except OSError:
            visitor.line.close()
            time.sleep(0.5)
    for _warm in range(2 * LOADED):
        visitor.get("/hello")


def against_hello(
    visitor: Visitor, address: str, rounds: int = 15, status=200, before=None
) -> tuple[float, float]:
    """(milliseconds of work, times the cost of hello) of a page; AssertionError for another status.

    Work of this process and of a PostgreSQL beside it, or of the web server, in turn with hello's:
    a machine that others share does not bend it. `before` is done before each look, and not
    counted; where it answers an address, that one is looked at.
    """
    for _warm in range(2):
        found, _body = visitor.get(address)
        assert found == status, (address, found)
    pages, hellos, clock = [], [], visitor.clock
    for number in range(rounds):
        now = (before(number) if before else None) or address
        began = clock()
        visitor.get(now)
        pages.append(clock() - began)
        began = clock()
        for _five in range(5):
            visitor.get("/hello")
        hellos.append((clock() - began) / 5)
    times = statistics.median(a / b for a, b in zip(pages, hellos, strict=True))
    return statistics.median(pages) * 1e3, times
