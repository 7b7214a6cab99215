"""公募 — the share that may be granted is a part of a whole: 2/3 as exactly as 80 per cent."""

from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("calls", "0004_one_application_stands")]

    operations = [
        migrations.RemoveConstraint("call", "a_share_of_the_cost"),
        migrations.RenameField("call", "share_percent", "share_part"),
        migrations.AlterField("call", "share_part", models.PositiveIntegerField(default=1)),
        # Every share so far was in per cent.
        migrations.AddField("call", "share_of", models.PositiveIntegerField(default=100)),
        migrations.AlterField("call", "share_of", models.PositiveIntegerField(default=1)),
        migrations.AddConstraint(
            "call",
            models.CheckConstraint(
                condition=Q(share_part__gt=0, share_part__lte=F("share_of")),
                name="a_share_of_the_cost",
            ),
        ),
    ]
