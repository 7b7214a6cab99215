"""準備 — database and static files as this version needs them; quick when nothing changed."""

import hashlib
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from tsunagari.kernel.parties import search
from tsunagari.kernel.records.triggers import install_triggers


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
        _begin()
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)


def _begin() -> None:
    """Every table at once, whole or not at all; the migrations count as done.

    They would draw all models that hang together again at each of their steps, which takes
    a hundred times as long. A test holds both ways equal.
    """
    recorder = MigrationRecorder(connection)
    with connection.schema_editor() as editor:
        for model in [recorder.Migration, *apps.get_models()]:
            if model._meta.managed and not model._meta.proxy:
                editor.create_model(model)
        search.create(apps, editor)
        done = MigrationExecutor(connection).loader.graph.nodes
        recorder.migration_qs.bulk_create(
            recorder.Migration(app=app, name=name) for app, name in sorted(done)
        )
        install_triggers(connection)
    emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)


def static() -> None:
    """Collect and compress when a static file of this version differs from the last time."""
    stamp = Path(settings.STATIC_ROOT) / ".stamp"
    now = _print_of_static()
    if not stamp.exists() or stamp.read_text() != now:
        call_command("collectstatic", verbosity=0, interactive=False)
        stamp.write_text(now)


def _print_of_static() -> str:
    digest = hashlib.sha256()
    for file in sorted((settings.HERE / "faces").glob("*/static/**/*")):
        if file.is_file():
            digest.update(str(file).encode() + str(file.stat().st_mtime_ns).encode())
    return digest.hexdigest()
