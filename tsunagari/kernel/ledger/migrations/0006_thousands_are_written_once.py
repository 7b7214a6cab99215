"""一括記帳 — PostgreSQL checks journals that come posted; every migrate puts the triggers anew."""

from django.db import migrations


class Migration(migrations.Migration):
    """No table changes: this stands here so that databases of before go through a migrate."""

    dependencies = [
        ("ledger", "0005_many_are_posted_at_once"),
    ]

    operations = []
