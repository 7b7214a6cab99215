"""ワーカー — seals records, reads long files in, sends mail, makes letters, and ticks; one of these runs beside the web site."""

import logging
import os
import signal
import threading
import time

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from tsunagari.faces.console import clock
from tsunagari.kernel.imports import actions as imports
from tsunagari.kernel.notices import actions as notices
from tsunagari.kernel.notices import letters
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.talent.housekeeping.actions import watch

log = logging.getLogger("tsunagari.work")
PAUSE, TICK, LOOK = 2, 60, 10


class Command(BaseCommand):
    help = "ワーカーを動かす / run the worker (serve starts one by itself)"
    requires_system_checks = []

    def handle(self, **options):
        stop = threading.Event()
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, lambda *_: stop.set())
        guard = threading.Thread(target=look_after_homes, args=[stop], daemon=True)
        guard.start()
        parent, last = os.getppid(), 0.0
        while not stop.is_set() and os.getppid() == parent:
            attempt(records.seal)
            attempt(lambda: imports.run_waiting(at=timezone.now()))
            attempt(lambda: notices.send_due(timezone.now()))
            attempt(lambda: letters.make_waiting(timezone.now()))
            if time.monotonic() - last > TICK:
                attempt(clock.tick)
                last = time.monotonic()
            close_old_connections()
            stop.wait(PAUSE)


def look_after_homes(stop: threading.Event) -> None:
    """見守り — beside all other work: a long import keeps no alarm, and none of its mails, waiting."""
    while not stop.wait(LOOK):
        attempt(lambda: watch.look_after(timezone.now()))
        attempt(lambda: notices.send_due(timezone.now(), urgent=True))
        close_old_connections()


def attempt(work) -> None:
    """One piece of work; a failure is logged and tried again next time."""
    try:
        work()
    except Exception:
        log.exception("the worker could not finish %s", getattr(work, "__name__", "a task"))
