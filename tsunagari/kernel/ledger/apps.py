"""会計 — registers this folder with Django, and its triggers and words with the kernel."""

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import pre_migrate


class LedgerConfig(AppConfig):
    name = "tsunagari.kernel.ledger"
    label = "ledger"
    verbose_name = "会計"

    def ready(self):
        from tsunagari.kernel.ledger import triggers
        from tsunagari.kernel.ledger.words import RECORDS
        from tsunagari.kernel.records import triggers as kept
        from tsunagari.kernel.records import words

        words.register(RECORDS)
        kept.protect({"ledger_period": ("UPDATE", "DELETE")})
        kept.add(triggers)
        pre_migrate.connect(take_triggers_away, sender=self)


def take_triggers_away(sender, using: str, **_) -> None:
    """SQLite cannot rebuild a table that another table's trigger names; they come back afterwards."""
    from tsunagari.kernel.records.triggers import drop_triggers

    drop_triggers(connections[using])
