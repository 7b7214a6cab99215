"""リンク — where it was mailed stands apart from what is typed on the form; a newer one ends it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("calls", "0001_applications_come_in"),
    ]

    operations = [
        migrations.AddField(
            model_name="application",
            name="mailed_to",
            field=models.EmailField(blank=True, default="", max_length=254),
        ),
        migrations.AddField(
            model_name="application",
            name="link",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="application",
            name="link_used",
            field=models.PositiveIntegerField(default=1),
        ),
    ]
