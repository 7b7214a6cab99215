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
from tsunagari.programmes.community.events.actions import line, mailing
from tsunagari.programmes.community.gatherings.actions import making
from tsunagari.programmes.community.shifts.actions import mailing as helping
from tsunagari.programmes.community.shifts.actions import proposing
from tsunagari.programmes.talent.housekeeping.actions import homes, watch

log = logging.getLogger("tsunagari.work")
PAUSE, TICK, LOOK = 2, 60, 10


class Command(BaseCommand):
    help = "ワーカーを動かす / run the worker (serve starts one by itself)"
    requires_system_checks = []

    def handle(self, **options):
        stop = threading.Event()
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, lambda *_: stop.set())
        running: dict[str, threading.Thread] = {}
        parent, last = os.getppid(), 0.0
        while not stop.is_set() and os.getppid() == parent:
            keep_running(running, stop)
            attempt(records.seal)
            attempt(lambda: imports.run_waiting(at=timezone.now()))
            attempt(lambda: notices.send_due(timezone.now()))
            attempt(lambda: letters.make_waiting(timezone.now()))
            if time.monotonic() - last > TICK:
                attempt(clock.tick)
                attempt(lambda: homes.erase_waiting(on=timezone.localdate()))
                last = time.monotonic()
            close_old_connections()
            stop.wait(PAUSE)


def look_after_homes(stop: threading.Event) -> None:
    """見守り — beside all other work: a long import or a slow mail server keeps no alarm waiting."""
    while not stop.wait(LOOK):
        attempt(lambda: watch.raise_due(timezone.now()))
        attempt(lambda: watch.pass_on(timezone.now()))
        attempt(close_old_connections)


def send_urgent(stop: threading.Event) -> None:
    """急ぎのメール — alarms go out beside a long import and beside the watch itself."""
    while not stop.wait(LOOK):
        attempt(lambda: notices.send_due(timezone.now(), urgent=True))
        attempt(close_old_connections)


def pass_places_on(stop: threading.Event) -> None:
    """空いた席 — offered and told within seconds, whatever else takes its time."""
    while not stop.wait(PAUSE):
        attempt(lambda: line.sweep(on=timezone.localdate(), at=timezone.now()))
        attempt(lambda: mailing.send_due(timezone.now()))
        attempt(lambda: helping.send_due(timezone.now()))
        attempt(close_old_connections)


def set_tables(stop: threading.Event) -> None:
    """席決めと係の案 — asked for at the desk, where somebody looks at the page and waits."""
    while not stop.wait(PAUSE):
        attempt(lambda: making.make_waiting(on=timezone.localdate(), at=timezone.now()))
        attempt(lambda: proposing.make_waiting(at=timezone.now()))
        attempt(close_old_connections)


BESIDE = (look_after_homes, send_urgent, pass_places_on, set_tables)


def keep_running(running: dict[str, threading.Thread], stop: threading.Event) -> None:
    """Start what runs beside the main loop, and start again whatever of it has ended."""
    for work in BESIDE:
        name = work.__name__
        if name in running and running[name].is_alive():
            continue
        if name in running:
            log.error("%s ended and is started again", name)
        running[name] = threading.Thread(target=work, args=[stop], name=name, daemon=True)
        running[name].start()


def attempt(work) -> None:
    """One piece of work; a failure is logged and tried again next time."""
    try:
        work()
    except Exception:
        log.exception("the worker could not finish %s", getattr(work, "__name__", "a task"))
