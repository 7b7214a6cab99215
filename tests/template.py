"""型 — a database of this version, made once a run: whoever needs an empty one takes a copy.

Bringing a new file to this version costs more than many tests together. That it can be done from
nothing is tried where somebody starts on an empty folder.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAME = "TSUNAGARI_TEMPLATE"
FILE = "tsunagari.sqlite3"
MAKE = """
import django
django.setup()
from tsunagari.faces.console import prepare
prepare.database()
"""


def make(folder: Path) -> str:
    """Write the template into a new folder; the path that `NAME` hands on to the tests."""
    environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    environment |= {"TSUNAGARI_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "tsunagari.settings"}
    folder.mkdir()
    subprocess.run([sys.executable, "-c", MAKE], env=environment, check=True)
    return str(folder / FILE)


def copied(to: Path) -> bool:
    """Put a copy where a database is going to be; False when this run has no template."""
    made = os.environ.get(NAME)
    if made:
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(made, to)
    return bool(made)
