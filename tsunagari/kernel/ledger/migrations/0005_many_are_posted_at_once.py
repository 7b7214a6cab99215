"""一括記帳 — SQLite checks and sums a batch at once; every migrate puts the triggers anew."""

from django.db import migrations


class Migration(migrations.Migration):
    """No table changes: this stands here so that databases of before go through a migrate."""

    dependencies = [
        ("ledger", "0004_costs_of_a_measure_on_any_day"),
    ]

    operations = []
