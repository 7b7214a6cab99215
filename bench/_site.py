"""サイト — the product as a web server runs it, in this process: pages against a hello of its own.

Each request goes through the whole WSGI application, middleware and database included, as in a
worker with one thread. Figures are medians of paired, interleaved rounds.
"""

import io
import os
import statistics
import tempfile
from contextlib import contextmanager

from bench._clock import clock


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


def against_hello(
    visitor: Visitor, address: str, rounds: int = 15, status=200, before=None
) -> tuple[float, float]:
    """(milliseconds of work, times the cost of hello) of a page; AssertionError for another status.

    Work of this process and of a PostgreSQL beside it, in turn with hello's: a machine that others
    share does not bend it. `before` is done before each look, and not counted.
    """
    for _warm in range(2):
        found, _body = visitor.get(address)
        assert found == status, (address, found)
    pages, hellos = [], []
    for number in range(rounds):
        if before:
            before(number)
        began = clock()
        visitor.get(address)
        pages.append(clock() - began)
        began = clock()
        for _five in range(5):
            visitor.get("/hello")
        hellos.append((clock() - began) / 5)
    times = statistics.median(a / b for a, b in zip(pages, hellos, strict=True))
    return statistics.median(pages) * 1e3, times
