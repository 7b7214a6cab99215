import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("consents", "0001_initial"),
        ("records", "0002_records_refuse_changes"),
    ]

    operations = [
        migrations.AddField(
            model_name="consent",
            name="record",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="records.record",
            ),
        ),
        migrations.AddField(
            model_name="consent",
            name="annulled",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="consent",
            name="language",
            field=models.CharField(blank=True, default="", max_length=10),
        ),
    ]
