"""ウェブを始める — the web site and its worker, together."""

import os
import socket
import subprocess
import sys
import threading

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from tsunagari.base.languages import gettext as _
from tsunagari.faces.console import prepare
from tsunagari.faces.shared import first_run
from tsunagari.kernel.parties import queries as parties


class Command(BaseCommand):
    help = "ウェブとワーカーを始める / start the web site and its worker"
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--host", default=os.environ.get("HOST") or "127.0.0.1")
        parser.add_argument("--workers", type=int, default=int(os.environ.get("WORKERS") or 1))

    def handle(self, *, host, workers, **options):
        refuse_if_taken(host)
        prepare.everything()
        if parties.federation() is None:
            self._say_first_run()
        self.stdout.write(
            _("つながり：%(address)s （止めるには Ctrl+C）") % {"address": settings.ORIGIN}
        )
        self.stdout.flush()
        connection.close()
        serve(host, workers)

    def _say_first_run(self):
        code = first_run.code()
        self.stdout.write(
            _("はじめての起動です。%(address)s/start/ を開き、この番号を入れてください：%(code)s")
            % {"address": settings.ORIGIN, "code": code}
        )


def refuse_if_taken(host: str) -> None:
    """Say so at once when another program listens there already."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((host, settings.PORT))
        except OSError as error:
            words = _(
                "%(host)s の %(port)s番は使えません（ほかのプログラムが使っているかもしれません）。PORT=%(next)s のように、別の番号で始めてください。"
            )
            facts = {"host": host, "port": settings.PORT, "next": settings.PORT + 1}
            raise CommandError(words % facts) from error


def serve(host: str, workers: int) -> None:
    """Run the web server until it is stopped; the worker stops with it."""
    from granian import Granian
    from granian.constants import Interfaces

    stop = threading.Event()
    worker = threading.Thread(target=_keep_working, args=[stop])
    worker.start()
    server = Granian(
        "tsunagari.wsgi:application",
        address=host,
        port=settings.PORT,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        websockets=False,
        log_access=False,
        log_level="warning",
        respawn_failed_workers=True,
    )
    try:
        server.serve()
    finally:
        stop.set()
        worker.join()


def _keep_working(stop: threading.Event) -> None:
    """Run the worker until told to stop; one that was killed is followed by the next."""
    while not stop.is_set():
        worker = subprocess.Popen([sys.executable, "-m", "tsunagari", "work"])
        while worker.poll() is None and not stop.wait(1):
            pass
        worker.terminate()
        try:
            worker.wait(timeout=10)
        except subprocess.TimeoutExpired:
            worker.kill()
