"""支払い — whoever says what is withheld of a payment does not approve it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("payments", "0003_a_tax_may_be_withheld")]

    operations = [
        migrations.AddField(
            "request",
            "withheld_by",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="parties.party",
            ),
        ),
    ]
