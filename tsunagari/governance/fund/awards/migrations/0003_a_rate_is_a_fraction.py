"""助成 — a rate is a part of a whole: 2/3 as exactly as 75 per cent; what was per mille stays so."""

from django.db import migrations, models
from django.db.models import F, Q


def take_over(apps, schema_editor):
    """Every rate so far was in per mille."""
    rows = apps.get_model("awards", "award").objects
    rows.update(rate_part=F("rate"), rate_of=1000)


class Migration(migrations.Migration):
    dependencies = [("awards", "0002_a_project_may_end_early")]

    operations = [
        migrations.RemoveConstraint("award", "an_award_is_a_part_of_the_cost"),
        # New columns, and not renamed ones: PostgreSQL would keep the name of the old one's check.
        migrations.AddField("award", "rate_part", models.PositiveIntegerField(default=1)),
        migrations.AddField("award", "rate_of", models.PositiveIntegerField(default=1)),
        migrations.RunPython(take_over),
        migrations.RemoveField("award", "rate"),
        migrations.AddConstraint(
            "award",
            models.CheckConstraint(
                condition=Q(rate_part__gt=0, rate_part__lte=F("rate_of")),
                name="an_award_is_a_part_of_the_cost",
            ),
        ),
    ]
