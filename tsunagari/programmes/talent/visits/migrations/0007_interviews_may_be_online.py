from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("visits", "0006_delete_breach")]

    operations = [
        migrations.AddField(
            model_name="visit",
            name="online",
            field=models.BooleanField(default=False),
        ),
    ]
