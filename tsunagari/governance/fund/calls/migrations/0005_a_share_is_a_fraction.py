"""公募 — the share that may be granted is a part of a whole: 2/3 as exactly as 80 per cent."""

from django.db import migrations, models
from django.db.models import F, Q


def take_over(apps, schema_editor):
    """Every share so far was in per cent."""
    rows = apps.get_model("calls", "call").objects
    rows.update(share_part=F("share_percent"), share_of=100)


class Migration(migrations.Migration):
    dependencies = [("calls", "0004_one_application_stands")]

    operations = [
        migrations.RemoveConstraint("call", "a_share_of_the_cost"),
        # New columns, and not renamed ones: PostgreSQL would keep the name of the old one's check.
        migrations.AddField("call", "share_part", models.PositiveIntegerField(default=1)),
        migrations.AddField("call", "share_of", models.PositiveIntegerField(default=1)),
        migrations.RunPython(take_over),
        migrations.RemoveField("call", "share_percent"),
        migrations.AddConstraint(
            "call",
            models.CheckConstraint(
                condition=Q(share_part__gt=0, share_part__lte=F("share_of")),
                name="a_share_of_the_cost",
            ),
        ),
    ]
