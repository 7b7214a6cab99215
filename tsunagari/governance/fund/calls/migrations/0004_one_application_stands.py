"""申請 — of one applicant, or one mail address, one stands in a call."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("calls", "0003_links_keep_their_address"),
        ("parties", "0009_donors_have_cards"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="application",
            constraint=models.UniqueConstraint(
                condition=~Q(state="withdrawn"),
                fields=("call", "applicant"),
                name="one_standing_application",
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.UniqueConstraint(
                condition=~Q(state="withdrawn") & ~Q(mailed_to=""),
                fields=("call", "mailed_to"),
                name="one_standing_application_a_mail",
            ),
        ),
    ]
