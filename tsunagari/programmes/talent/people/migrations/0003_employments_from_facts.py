from django.db import migrations

AT_ONCE = 1000


def fill(apps, schema_editor):
    Employment = apps.get_model("people", "Employment")
    companies = set(apps.get_model("people", "Company").objects.values_list("pk", flat=True))
    rows = []
    for case in apps.get_model("people", "Case").objects.order_by("pk").iterator(AT_ONCE):
        hosts = {str(one.get("host", "")) for one in case.facts.get("placements", ())}
        named = {int(host) for host in hosts if host.isdecimal()} & companies
        for company in named | ({case.company_id} - {None}):
            rows.append(Employment(case=case, company_id=company))
    Employment.objects.bulk_create(rows, batch_size=AT_ONCE, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("people", "0002_companies_keep_who_left")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
