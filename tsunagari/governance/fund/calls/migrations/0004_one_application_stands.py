"""申請 — of one applicant, or one mail address, one stands in a call."""

from django.db import migrations, models
from django.db.models import Q

FURTHEST = ("awarded", "eligible", "deferred", "sent", "returned", "draft")


def withdraw_doubles(apps, schema_editor):
    """Of several applications of one applicant the furthest stands, of alike ones the newest."""
    applications = apps.get_model("calls", "Application").objects
    standing = applications.exclude(state="withdrawn").exclude(applicant=None)
    rows = sorted(standing.order_by("-pk").only("call_id", "applicant_id", "state"), key=_place)
    taken = set()
    for row in rows:
        if (row.call_id, row.applicant_id) in taken:
            applications.filter(pk=row.pk).update(state="withdrawn")
        taken.add((row.call_id, row.applicant_id))


def _place(row):
    return FURTHEST.index(row.state) if row.state in FURTHEST else len(FURTHEST)


class Migration(migrations.Migration):
    dependencies = [
        ("calls", "0003_links_keep_their_address"),
        ("parties", "0009_donors_have_cards"),
    ]

    operations = [
        migrations.RunPython(withdraw_doubles, migrations.RunPython.noop),
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
