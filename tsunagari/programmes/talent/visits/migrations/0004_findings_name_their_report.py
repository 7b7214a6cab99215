import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("safety", "0003_reports_name_their_system"),
        ("visits", "0003_findings_can_be_judged"),
    ]

    operations = [
        migrations.AddField(
            model_name="finding",
            name="incident",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="finding",
                to="safety.incident",
            ),
        ),
    ]
