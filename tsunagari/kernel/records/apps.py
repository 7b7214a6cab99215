"""記録 — registers this folder with Django and keeps the triggers in place."""

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


class RecordsConfig(AppConfig):
    name = "tsunagari.kernel.records"
    label = "records"
    verbose_name = "記録"

    def ready(self):
        post_migrate.connect(put_triggers_back, sender=self)


def put_triggers_back(sender, using: str, **_) -> None:
    """SQLite drops triggers without a word when a migration rebuilds their table."""
    from tsunagari.kernel.records.triggers import install_triggers

    install_triggers(connections[using])
