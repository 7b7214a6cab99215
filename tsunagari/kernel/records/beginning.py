"""はじまり — a new database as this version has it, in one step; an old one is migrated instead."""

from django.apps import apps
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from tsunagari.kernel.parties import search
from tsunagari.kernel.records.triggers import install_triggers


def begin() -> None:
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
