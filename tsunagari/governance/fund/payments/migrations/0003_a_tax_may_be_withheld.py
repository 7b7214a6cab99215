"""支払い — a part of what is paid may be withheld, to be handed on to the tax office."""

from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("payments", "0002_payments_say_what_they_are_for")]

    operations = [
        migrations.AddField("request", "withheld_yen", models.PositiveBigIntegerField(default=0)),
        migrations.AddField(
            "request",
            "withheld_words",
            models.CharField(blank=True, default="", max_length=200),
        ),
        migrations.AddConstraint(
            "request",
            models.CheckConstraint(
                condition=Q(withheld_yen__lt=F("yen")), name="something_is_left_to_be_paid"
            ),
        ),
    ]
