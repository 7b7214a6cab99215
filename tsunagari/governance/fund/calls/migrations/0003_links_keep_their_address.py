"""リンク — those of before went to the address on the form; of several, the newest keeps it."""

from django.db import migrations


def keep(apps, schema_editor):
    applications = apps.get_model("calls", "Application").objects
    taken = set()
    for row in applications.filter(channel="link").exclude(email="").order_by("-pk"):
        email = row.email.strip().lower()
        if row.state == "withdrawn" or (row.call_id, email) not in taken:
            applications.filter(pk=row.pk).update(mailed_to=email)
        if row.state != "withdrawn":
            taken.add((row.call_id, email))


class Migration(migrations.Migration):
    dependencies = [
        ("calls", "0002_links_have_an_address_of_their_own"),
    ]

    operations = [
        migrations.RunPython(keep, migrations.RunPython.noop),
    ]
