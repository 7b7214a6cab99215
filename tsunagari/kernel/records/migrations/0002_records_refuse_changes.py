"""書きかえ防止 — the database itself refuses to change or delete what was recorded."""

from django.db import migrations

from tsunagari.kernel.records.triggers import drop_triggers, install_triggers


def install(apps, schema_editor):
    install_triggers(schema_editor.connection)


def drop(apps, schema_editor):
    drop_triggers(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]
    operations = [migrations.RunPython(install, drop)]
