from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("parties", "0007_cards_have_a_pin")]

    operations = [
        migrations.AddField(
            model_name="federation",
            name="phone",
            field=models.CharField(blank=True, default="", max_length=30),
        ),
        migrations.AddField(
            model_name="federation",
            name="phone_from",
            field=models.TimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="federation",
            name="phone_until",
            field=models.TimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="federation",
            name="phone_languages",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AlterField(
            model_name="accesscard",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("pupil", "生徒のカード"),
                    ("guardian", "保護者の手紙"),
                    ("worker", "はたらく人のカード"),
                    ("calendar", "カレンダーの住所"),
                ],
                max_length=12,
            ),
        ),
    ]
