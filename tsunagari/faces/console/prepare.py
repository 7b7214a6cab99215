"""準備 — database and static files as this version needs them; quick when nothing changed."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tsunagari.kernel.records.beginning import begin

# What libraries bring along and no page loads: squeezing it takes longer than all of our own.
UNUSED = ["redoc*", "htmax*", "htmx-4*"]


def everything() -> None:
    """Make the folders, bring the database to this version, collect static files."""
    for folder in (settings.DATA, settings.MEDIA_ROOT, settings.DATA / "cache"):
        Path(folder).mkdir(parents=True, exist_ok=True)
    cache.delete("federation")  # the folder may hold another database than before
    database()
    static()


def database() -> None:
    """An old database goes through the migrations; a new one is made as this version has it."""
    if not connection.introspection.table_names():
        begin()
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)


def static() -> None:
    """Collect and compress when a static file of this version differs from the last time."""
    stamp = Path(settings.STATIC_ROOT) / ".stamp"
    now = _print_of_static()
    if not stamp.exists() or stamp.read_text() != now:
        call_command("collectstatic", verbosity=0, interactive=False, ignore_patterns=UNUSED)
        stamp.write_text(now)


def _print_of_static() -> str:
    digest = hashlib.sha256()
    for file in sorted((settings.HERE / "faces").glob("*/static/**/*")):
        if file.is_file():
            digest.update(str(file).encode() + str(file.stat().st_mtime_ns).encode())
    return digest.hexdigest()
