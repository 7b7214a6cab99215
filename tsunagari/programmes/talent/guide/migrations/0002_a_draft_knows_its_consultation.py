"""A draft knows from which consultation it was begun, so that it is forgotten with it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("advice", "0001_initial"),
        ("guide", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="revision",
            name="consultation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="advice.consultation",
            ),
        ),
    ]
