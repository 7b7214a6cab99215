from django.db import migrations
from django.db.models import OuterRef, Subquery


def name_system(apps, schema_editor):
    case = apps.get_model("people", "Case").objects.filter(pk=OuterRef("case"))
    apps.get_model("safety", "Incident").objects.filter(system="").update(
        system=Subquery(case.values("system")[:1])
    )


class Migration(migrations.Migration):
    dependencies = [("safety", "0002_a_report_may_be_about_a_body")]

    operations = [migrations.RunPython(name_system, migrations.RunPython.noop)]
