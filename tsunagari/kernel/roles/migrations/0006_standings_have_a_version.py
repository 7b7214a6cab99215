from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("roles", "0005_council_members_have_a_role")]

    operations = [
        migrations.AddField(
            model_name="standing",
            name="version",
            field=models.PositiveIntegerField(default=1),
        ),
    ]
