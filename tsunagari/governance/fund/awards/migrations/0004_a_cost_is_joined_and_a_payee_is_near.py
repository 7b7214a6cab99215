"""助成 — a cost that was entered twice is joined to the other; the office says who is near."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("awards", "0003_a_rate_is_a_fraction")]

    operations = [
        migrations.AddField(
            "cost",
            "related_said",
            models.CharField(
                blank=True,
                choices=[("yes", "関係者"), ("no", "関係者でない")],
                default="",
                max_length=3,
            ),
        ),
        migrations.AddField(
            "cost",
            "joined_to",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="joined",
                to="awards.cost",
            ),
        ),
        migrations.AddConstraint(
            "cost",
            models.CheckConstraint(
                condition=Q(joined_to=None) | ~Q(joined_to=F("id")),
                name="a_cost_is_joined_to_another",
            ),
        ),
    ]
