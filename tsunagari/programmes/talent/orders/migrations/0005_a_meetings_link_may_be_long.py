"""Links to online meetings are often longer than two hundred signs."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("orders", "0004_names_are_heard_without_middle_parts")]

    operations = [
        migrations.AlterField(
            "interview", "how", models.CharField(blank=True, default="", max_length=500)
        )
    ]
