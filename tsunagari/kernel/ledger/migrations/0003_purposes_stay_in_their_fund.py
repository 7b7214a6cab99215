"""使いみちの指定 — the trigger asks for the fund of a purpose; every migrate puts the triggers anew."""

from django.db import migrations


class Migration(migrations.Migration):
    """No table changes: this stands here so that databases of before go through a migrate."""

    dependencies = [
        ("ledger", "0002_the_sums_of_days"),
    ]

    operations = []
