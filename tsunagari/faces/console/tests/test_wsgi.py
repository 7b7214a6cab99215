"""入口 — a server's process settles once it has read what it needs."""

import subprocess
import sys

ASKED = """
import gc
from django.core.signals import request_finished
from tsunagari import wsgi

for _request in range(wsgi.LOADED - 1):
    request_finished.send(sender=None)
before = gc.get_freeze_count()
request_finished.send(sender=None)
print(before, gc.get_freeze_count() > 10_000)
later = gc.get_freeze_count()
for _request in range(wsgi.LOADED):
    request_finished.send(sender=None)
print(gc.get_freeze_count() <= later)
"""


def test_what_stays_is_passed_by_once_it_was_loaded():
    asked = [sys.executable, "-c", ASKED]
    settled, once = subprocess.run(asked, capture_output=True, text=True).stdout.splitlines()

    assert settled == "0 True"
    assert once == "True"
