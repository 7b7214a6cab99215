"""掃除 — what no row names goes after a day; nothing else does."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as conf
from django.utils import timezone

from tsunagari.kernel.papers import actions as papers
from tsunagari.kernel.papers import sweeping
from tsunagari.kernel.papers.models import Blob

DAY = timedelta(days=1)
# Keeps a file in a program of its own, which is killed between the file and its row.
KEEPING = """
import django; django.setup()
import os, signal, sys
from django.conf import settings
from tsunagari.kernel.papers import actions
from tsunagari.kernel.papers.models import Blob
settings.MEDIA_ROOT = sys.argv[1]
Blob.objects.get_or_create = lambda **_facts: os.kill(os.getpid(), signal.SIGKILL)
actions.store(b"killed")
"""


@pytest.fixture(autouse=True)
def folder(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "papers"
    return settings.MEDIA_ROOT


def files():
    return sorted(one.name for one in Path(conf.MEDIA_ROOT).rglob("*") if one.is_file())


def sweep_all(at):
    return sum(sweeping.sweep_next(at + timedelta(minutes=turn)) for turn in range(256))


def test_a_file_of_a_killed_program_goes_after_a_day_and_not_before(folder):
    kept = papers.store(b"kept")
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    program = [sys.executable, "-c", KEEPING, str(folder)]
    ended = subprocess.run(program, env=environment, check=False, timeout=600)
    assert ended.returncode == -signal.SIGKILL
    half = folder / kept.sha256[:2] / "tmphalf"
    half.write_bytes(b"ha")
    assert len(files()) == 3
    now = timezone.now()

    assert sweep_all(now) == 0
    assert sweep_all(now + DAY) == 2

    assert files() == [kept.sha256]


def test_a_file_that_comes_again_is_young_again_and_stays(folder):
    blob = papers.store(b"twice")
    Blob.objects.all().delete()
    path = papers.path_of(blob.sha256)
    os.utime(path, (0, 0))

    papers.store(b"twice")
    Blob.objects.all().delete()

    # Its row is not there yet: the transaction that keeps it is still on its way.
    assert sweep_all(timezone.now()) == 0
    assert files() == [blob.sha256]
