from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("housekeeping", "0001_zones_homes_and_visits")]

    operations = [
        migrations.RemoveIndex(model_name="alarm", name="hk_alarm_waiting"),
        migrations.AddIndex(
            model_name="alarm",
            index=models.Index(
                condition=models.Q(("closed_at", None)), fields=["next_at"], name="hk_alarm_open"
            ),
        ),
    ]
